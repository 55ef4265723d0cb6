"""CMS's NCCI tables for practitioners, as published each quarter: code pairs (PTP) and unit limits (MUE).

The columns of pairs: column 1, column 2, in existence before 1996 (``*`` or blank; Medicaid's table has
no such column), effective day, deletion day (the last day in force, or ``*``), indicator 0, 1 or 9 (void),
and the rationale, which is not kept. The columns of units: code, units, how the limit is judged (“3 Date of
Service Edit: Clinical”; Medicaid's table has no such column), and the rationale, which is not kept.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Literal

from charting_tui.coding.code_tables.table_rows import program_table
from charting_tui.errors import BadInput
from charting_tui.interchange.cms_files import (
    CmsRow,
    TableText,
    body,
    effective_day,
    is_code,
    quarter_of,
    tables_in,
    whole,
)
from charting_tui.interchange.refusals import refused, shown
from charting_tui.readers.dates import shown_date
from charting_tui.records.additions import ImportedTable

_DAY = re.compile(r"(19|20)\d{6}")
_OPEN = "*"
_VOID = "9"
_LEAST = 5
"""Columns without which a row is no pair, besides the one that Medicaid's table leaves out."""


@dataclass
class PairsRead:
    """What was read of a quarter's pairs."""

    table: ImportedTable
    rows: int
    """Rows read in all."""
    spans: list[tuple[str, str]] = field(default_factory=list)
    """The first and last code of column 1 of each part: a quarter is published in several."""

    def covers(self, code: str) -> bool:
        """Whether a part holds that code's place in column 1."""
        return any(first <= code <= last for first, last in self.spans)


@dataclass(frozen=True)
class _Term:
    """When a pair is in force and whether it opens; an indicator of 9 is never in force."""

    since: str
    until: str
    indicator: str


class _PairRows:
    def __init__(self, known: frozenset[str], since: date) -> None:
        self._known = known
        self._next_quarter = date(since.year + since.month // 10, (since.month + 2) % 12 + 1, 1)
        self._terms: dict[tuple[str, ...], _Term] = {}
        self._codes: set[str] = set()
        self.kept: dict[tuple[str, str], dict[_Term, tuple[str, int]]] = {}
        self.rows = 0
        self.spans: list[tuple[str, str]] = []

    def take(self, table: TableText) -> None:
        existed: bool | None = None
        low, high = "~", ""
        for row in body(table, "table of NCCI pairs"):
            if existed is None:
                existed = len(row.cells) > 2 and row.cells[2] in {"", _OPEN}  # noqa: PLR2004  its place
            first, second = self._code(table, row, 0), self._code(table, row, 1)
            term = self._term(table, row, existed=existed)
            self.rows += 1
            low, high = min(low, first), max(high, first)
            if term.indicator != _VOID and first in self._known and second in self._known:
                self._keep(table, row, (first, second), term)
        self.spans.append((low, high))

    def _code(self, table: TableText, row: CmsRow, place: int) -> str:
        code = row.cells[place] if place < len(row.cells) else ""
        if code not in self._codes:
            if not is_code(code):
                raise refused(table.name, row.line, f"“{shown(code)}” in column {place + 1} isn't a code.")
            self._codes.add(code)
        return code

    def _term(self, table: TableText, row: CmsRow, *, existed: bool) -> _Term:
        cells = tuple(row.cells[2 : _LEAST + existed])
        term = self._terms.get(cells)
        if term is None:
            term = self._terms[cells] = self._read(table, row, cells, existed=existed)
        return term

    def _read(self, table: TableText, row: CmsRow, cells: tuple[str, ...], *, existed: bool) -> _Term:
        if len(cells) < _LEAST - 2 + existed:
            raise refused(
                table.name,
                row.line,
                f"The row has {len(row.cells)} columns, but {_LEAST + existed} are needed.",
            )
        if existed and cells[0] not in {"", _OPEN}:
            raise refused(table.name, row.line, f"“{shown(cells[0])}” in column 3 must be * or blank.")
        begins, ends, indicator = cells[existed:]
        since = _day(table, row, begins, "effective date")
        until = None if ends == _OPEN else _day(table, row, ends, "deletion date")
        if indicator not in {"0", "1", _VOID}:
            raise refused(
                table.name, row.line, f"The indicator is “{shown(indicator)}”. It must be 0, 1 or 9."
            )
        if until and until < since:
            raise refused(
                table.name,
                row.line,
                f"The pair ends on {shown_date(until)}, before it begins on {shown_date(since)}.",
            )
        if since >= self._next_quarter:
            raise refused(
                table.name,
                row.line,
                f"The pair begins on {shown_date(since)}, after this file's quarter. "
                "Add the right day with --effective.",
            )
        return _Term(since.isoformat(), until.isoformat() if until else "-", indicator)

    def _keep(self, table: TableText, row: CmsRow, pair: tuple[str, str], term: _Term) -> None:
        terms = self.kept.setdefault(pair, {})
        for other, (name, line) in terms.items():
            apart = "-" < other.until < term.since or "-" < term.until < other.since
            if other != term and not apart:
                where = f"line {line}" if name == table.name else f"{name}, line {line}"
                raise refused(table.name, row.line, f"The pair {' and '.join(pair)} is different in {where}.")
        terms.setdefault(term, (table.name, row.line))


def read_pairs(paths: Iterable[Path], known: frozenset[str], effective: date | None) -> PairsRead:
    """Return a quarter's pairs of ``known`` codes from all its parts; BadInput with line and reason.

    A quarter's table has some millions of rows: they are read one after the other and not kept.
    """
    files = list(paths)
    names = [path.name for path in files]
    since: date | None = None
    pairs: _PairRows | None = None
    for path in files:
        with tables_in(path) as tables:
            inner = [one.name for one in tables]
            since = quarter_of(
                effective_day([*names, *(one.split(": ")[-1] for one in inner)], effective), path.name
            )
            pairs = pairs or _PairRows(known, since)
            for table in tables:
                pairs.take(table)
    if pairs is None or since is None:
        raise BadInput("codes import-ncci: give a file.")
    if not pairs.kept:
        raise BadInput(
            f"{names[0]} has no code pair that this program uses. Is it the wrong table? Nothing was changed."
        )
    rows = sorted(
        f"{first} {second} {term.indicator} {term.since} {term.until}"
        for (first, second), terms in pairs.kept.items()
        for term in terms
    )
    made = ImportedTable(kind="pairs", since=since, source=", ".join(names), rows=tuple(rows))
    return PairsRead(made, pairs.rows, pairs.spans)


def _day(table: TableText, row: CmsRow, text: str, what: str) -> date:
    with suppress(ValueError):
        if _DAY.fullmatch(text):
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    given = f"“{shown(text)}” isn't a valid {what}" if text else f"The {what} is missing"
    raise refused(table.name, row.line, f"{given}. Write it like 20260401.")


_HEAD = 40
_MOST = 99_999
"""Units; the highest limit published is well below."""


@dataclass(frozen=True)
class LimitsRead:
    """What was read of a quarter's limits."""

    table: ImportedTable
    rows: int
    """Rows read in all."""
    first: str
    """The lowest code of all rows."""
    last: str


@dataclass(frozen=True)
class _Columns:
    code: int
    units: int
    judged: int | None
    number: int
    """How many columns have a heading."""


def read_limits(
    path: Path, known: frozenset[str], effective: date | None, program: Literal["medicare", "medicaid"]
) -> LimitsRead:
    """Return a quarter's limits of ``known`` codes; BadInput with line and reason."""
    with tables_in(path) as tables:
        if len(tables) > 1:
            raise whole(path.name, "the zip has several tables. Unzip it and give the practitioner table.")
        (table,) = tables
        names = [path.name, table.name.split(": ")[-1]]
        since = quarter_of(effective_day(names, effective), path.name)
        columns = _columns(table, program)
        limits: dict[str, tuple[int, str, int]] = {}
        row = None
        for row in table.rows:
            code, units, judged = _read(table, row, columns)
            if code in limits and limits[code][:2] != (units, judged):
                raise refused(
                    table.name, row.line, f"{code} has a different limit in line {limits[code][2]}."
                )
            limits.setdefault(code, (units, judged, row.line))
        if row is not None and len(row.cells) < columns.number:
            raise refused(table.name, row.line, "The last row is cut off.")
    rows = tuple(
        f"{code} {units} {judged}" for code, (units, judged, _) in sorted(limits.items()) if code in known
    )
    if not rows:
        raise BadInput(
            f"{path.name} has no code that this program uses. Is it the wrong table? Nothing was changed."
        )
    made = ImportedTable(kind=program_table(program), since=since, source=path.name, rows=rows)
    return LimitsRead(made, len(limits), min(limits), max(limits))


def _columns(table: TableText, program: str) -> _Columns:
    """Return where the columns are, by the row of headings."""
    for row in islice(table.rows, _HEAD):
        titles = [" ".join(cell.lower().split()) for cell in row.cells]
        units = next((place for place, title in enumerate(titles) if title.endswith("mue values")), None)
        if units is None:
            continue
        if "practitioner" not in titles[units]:
            raise refused(
                table.name, row.line, f"These limits are for other services: “{shown(row.cells[units])}”."
            )
        code = next((place for place, title in enumerate(titles) if title.endswith("code")), None)
        if code is None:
            raise refused(table.name, row.line, "The code column is missing.")
        judged = next((place for place, title in enumerate(titles) if "adjudication" in title), None)
        if judged is None and program == "medicare":
            raise refused(
                table.name,
                row.line,
                "The column of the adjudication indicator is missing. If this is the Medicaid table, add "
                "--program medicaid.",
            )
        if judged is not None and program == "medicaid":
            raise refused(
                table.name,
                row.line,
                "The adjudication indicator is only in Medicare's table, so this isn't Medicaid's.",
            )
        number = max(place for place, title in enumerate(titles, 1) if title)
        return _Columns(code, units, judged, number)
    raise refused(
        table.name,
        1,
        f"This isn't a table of unit limits: its first {_HEAD} rows have no heading “MUE Values”. It "
        f"begins “{table.first_line}”.",
    )


def _read(table: TableText, row: CmsRow, columns: _Columns) -> tuple[str, int, str]:
    needed = max(columns.code, columns.units, columns.judged or 0) + 1
    if len(row.cells) < needed:
        raise refused(table.name, row.line, f"The row has {len(row.cells)} columns, but {needed} are needed.")
    code, units = row.cells[columns.code], row.cells[columns.units]
    if not is_code(code):
        raise refused(table.name, row.line, f"“{shown(code)}” isn't a code.")
    if not (units.isascii() and units.isdigit() and int(units[:9]) <= _MOST):
        raise refused(
            table.name,
            row.line,
            f"The limit of {code} is “{shown(units)}”. It must be a number from 0 to {_MOST}.",
        )
    if columns.judged is None:
        return code, int(units), "-"
    judged = row.cells[columns.judged]
    if judged[:1] not in {"1", "2", "3"} or judged[1:2].isalnum():
        raise refused(
            table.name,
            row.line,
            f"The adjudication indicator of {code} is “{shown(judged)}”. It must be 1, 2 or 3.",
        )
    return code, int(units), judged[0]
