"""Claims as a table for billing services: one row for each line, with all that the claim says."""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from io import StringIO
from pathlib import Path
from types import NoneType
from typing import Any, get_args

from charting_tui.billing.claim_data import ClaimData, LineData
from charting_tui.errors import BadInput
from charting_tui.records.labels import type_of
from charting_tui.records.values import Cents, Record, dollars_of

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""With these a spreadsheet takes a cell for a formula, or a break for one."""
_LINE = "line."
_LETTERS = "ABCDEFGHIJKL"
"""Of the diagnoses, as pointers have them on paper."""
_PLACES = {"diagnoses": 12, "others": 2, "line.modifiers": 4, "line.pointers": 4}
"""How many columns a list may have."""
_SELDOM = re.compile(
    r"^others\.2|entered$|^insurance\.decision|^(rendering|referring|supervising)\.(tax|address|organization)"
    r"|^facility\.(person|cred|tax|lic|payer|phone)|pointers\.|payer\.id$"
)
"""Paths that no column shows unless a clinic asks for them."""
COLUMNS_FILE = "claim_columns.json"
_EXAMPLE = '{"columns": [{"heading": "Last name", "value": "patient.name.family"}]}'


@dataclass(frozen=True)
class ClaimColumn:
    """A column of the table."""

    heading: str
    value: str
    """A path in ``ClaimData``, with places from 1: ``diagnoses.1``; of the line after ``line.``."""


def default_columns() -> tuple[ClaimColumn, ...]:
    """Return the columns of a clinic that chose none: all that is usually filled, under its path in words."""
    return tuple(
        ClaimColumn(path.replace(".", " ").replace("_", " "), path)
        for path in column_values()
        if not _SELDOM.search(path)
    )


def claims_csv(claims: Sequence[ClaimData], columns: Sequence[ClaimColumn] = ()) -> bytes:
    """Return the table (CSV in UTF-8); without columns, those of all that a claim says.

    No cell begins as a formula does: an apostrophe goes before it.
    """
    chosen = tuple(columns) or default_columns()
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_cell(column.heading) for column in chosen])
    of_claim = [column.value for column in chosen if not column.value.startswith(_LINE)]
    for claim in claims:
        told = {path: _cell(_value(claim, path)) for path in of_claim}
        for line in claim.lines:
            paths = (column.value for column in chosen)
            writer.writerow([told.get(path) or _cell_of_line(line, path) for path in paths])
    return text.getvalue().encode()


def read_columns(text: str) -> tuple[ClaimColumn, ...]:
    """Return the columns of a clinic's JSON file, in their order; BadInput names the fault and the fix."""
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        raise BadInput(f"The columns aren't valid JSON. Write {_EXAMPLE}.") from None
    rows = held.get("columns") if isinstance(held, dict) else None
    if not isinstance(rows, list) or not rows:
        raise BadInput(f"The file has no columns. Write {_EXAMPLE}.")
    return tuple(_column(place, row) for place, row in enumerate(rows, start=1))


def columns_in(folder: Path) -> tuple[ClaimColumn, ...]:
    """Return the columns that ``claim_columns.json`` of a clinic's folder names, else the usual ones."""
    file = folder / COLUMNS_FILE
    try:
        return read_columns(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return default_columns()
    except UnicodeDecodeError:
        raise BadInput(f"{COLUMNS_FILE} isn't UTF-8 text. Save it as UTF-8.") from None
    except BadInput as fault:
        raise BadInput(f"{COLUMNS_FILE}: {fault.sentence}") from None


def _column(place: int, row: object) -> ClaimColumn:
    if not isinstance(row, dict) or set(row) - {"heading", "value"} or not isinstance(row.get("value"), str):
        raise BadInput(f"Column {place} isn't an object with a heading and a value. Write {_EXAMPLE}.")
    value, heading = row["value"], row.get("heading", row["value"])
    if not isinstance(heading, str):
        raise BadInput(f"Column {place}: the heading isn't text. Put it in quotes.")
    if value not in column_values():
        near = get_close_matches(value, column_values(), 1, 0)
        raise BadInput(f"Column {place}: a claim has no “{value[:40]}”. Use {near[0]}, or another value.")
    return ClaimColumn(heading, value)


@cache
def column_values() -> tuple[str, ...]:
    """Return every path of a claim and its line that a column may show."""
    ours = ("client", "visit", "revision")
    of_claim = [path for path in _below(ClaimData, "") if path.partition(".")[0] not in {*ours, "lines"}]
    return (*of_claim, "total", *_below(LineData, _LINE))


def _below(record: type[Record], start: str) -> Iterator[str]:
    for name, field in record.model_fields.items():
        yield from _of_type(type_of(field), f"{start}{name}")


def _of_type(kind: Any, path: str) -> Iterator[str]:
    kind = next((one for one in get_args(kind) if one is not NoneType), kind) if _may_be_none(kind) else kind
    if isinstance(kind, type) and issubclass(kind, Record):
        yield from _below(kind, f"{path}.")
        return
    if path not in {"diagnoses", "others", "line.modifiers"}:
        yield path
    for place in range(1, 1 + _PLACES.get(path, 0)):
        yield from _of_type(get_args(kind)[0], f"{path}.{place}")


def _may_be_none(kind: Any) -> bool:
    return NoneType in get_args(kind)


def _cell_of_line(line: LineData, path: str) -> str:
    return _cell(_value(line, path.removeprefix(_LINE))) if path.startswith(_LINE) else ""


def _value(record: ClaimData | LineData, path: str) -> str:
    held: Any = record
    for name in path.split("."):
        if isinstance(held, tuple):
            place = int(name) - 1
            held = held[place] if place < len(held) else None
        else:
            owner, held = held, getattr(held, name, None)
            if _is_money(owner, name) and isinstance(held, int):
                held = dollars_of(held)
    if path.startswith("pointers"):
        return _letters(held if isinstance(held, tuple) else (held or 0,))
    if isinstance(held, tuple):
        return " ".join(f"{one.group}-{one.reason} {dollars_of(one.cents)}" for one in held)
    if isinstance(held, bool):
        return "yes" if held else "no"
    return "" if held is None else str(held)


def _letters(pointers: Sequence[int]) -> str:
    return "".join(_LETTERS[one - 1] for one in pointers if 0 < one <= len(_LETTERS))


@cache
def _money_of(record: type[Record]) -> frozenset[str]:
    return frozenset(
        name for name, field in record.model_fields.items() if Cents in _kinds(field.rebuild_annotation())
    )


def _kinds(kind: Any) -> tuple[Any, ...]:
    return (kind, *get_args(kind))


def _is_money(owner: object, name: str) -> bool:
    return isinstance(owner, Record) and (name == "total" or name in _money_of(type(owner)))


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
