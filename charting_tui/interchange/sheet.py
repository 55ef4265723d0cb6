"""A table as another program exports it: opened whatever its encoding and separator, row by row."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from charting_tui.interchange.refusals import RowRefused, refused

_PREAMBLE = 12
"""Rows among which the headings are looked for: reports begin with a title."""
_SEPARATORS = ",;\t|"
_NAMED_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
_TEXT_MARK = re.compile(r"'(?=[\d+=@(-])")
_NO_TABLE = (
    (b"PK\x03\x04", "This is a workbook, not a table of text. Save it as CSV, and import that file."),
    (b"\xd0\xcf\x11\xe0", "This is a workbook, not a table of text. Save it as CSV, and import that file."),
    (b"%PDF", "This is a PDF, not a table. Export the list as CSV."),
    (b"<", "This is a web page, not a table. Export the list as CSV."),
)


@dataclass(frozen=True)
class SheetRow:
    """One row that is not empty: the line it begins in, and a cell for each heading."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A table with its headings; rows that cannot be read stand apart."""

    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    refused: tuple[RowRefused, ...]


def open_sheet(data: bytes, name: str, known: Callable[[Sequence[str]], int]) -> Sheet:
    """Return the table in a file; BadInput where there is none.

    ``known`` counts the headings in a row that are understood: the headings are the first row with two.
    """
    read = list(_rows(_text(data, name), name))
    whole = [row for row in read if isinstance(row, SheetRow)]
    if not whole:
        raise refused(name, 1, "The file is empty. Export the list again.")
    head = next((row for row in whole[:_PREAMBLE] if known(row.cells) > 1), whole[0])
    headings = _without_empty_end(head.cells)
    rows, odd = [], [row for row in read if isinstance(row, RowRefused)]
    for row in whole[whole.index(head) + 1 :]:
        cells = _without_empty_end(row.cells)
        if len(cells) <= len(headings):
            rows.append(SheetRow(row.line, cells + ("",) * (len(headings) - len(cells))))
        else:
            fault = (
                f"The row has {len(cells)} cells under {len(headings)} headings. A value with a comma "
                "may need quotation marks."
            )
            odd.append(RowRefused(row.line, fault))
    return Sheet(headings, tuple(rows), tuple(odd))


def _text(data: bytes, name: str) -> str:
    """Return the text of a file in UTF-8, UTF-16 or the code page of Windows."""
    for begins, fault in _NO_TABLE:
        if data.lstrip()[:4].startswith(begins):
            raise refused(name, 1, fault)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif data[1:2] == b"\0" or data[:1] == b"\0":
        encodings = ("utf-16-le",) if data[1:2] == b"\0" else ("utf-16-be",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    line = 1
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as fault:
            line = data[: fault.start].count(b"\n") + 1
        else:
            if "\0" in text:
                line = text[: text.index("\0")].count("\n") + 1
                break
            return text
    raise refused(name, line, "This isn't text. Export the list as CSV in UTF-8.")


def _rows(text: str, name: str) -> Iterator[SheetRow | RowRefused]:
    """Give each row that is not empty, with the line it begins in."""
    named = _NAMED_SEPARATOR.match(text)
    begun = 1
    if named:
        text, begun = text[named.end() :], 2
    skipped = begun - 1
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=named[1] if named else _separator(text), strict=True
    )
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            if "unexpected end" in str(fault) or "field larger" in str(fault):
                unclosed = (
                    "A quotation mark in this row is never closed. Correct it, or export the list again."
                )
                raise refused(name, begun, unclosed) from None
            yield RowRefused(begun, "A quotation mark is inside a cell. Write it twice, or remove it.")
        else:
            cells = tuple(_cell(cell) for cell in row)
            if any(cells):
                yield SheetRow(begun, cells)
        begun = reader.line_num + skipped + 1


def _separator(text: str) -> str:
    """Return the sign that parts the most cells in the first lines, outside of quotation marks."""
    start = _QUOTED.sub("", "\n".join(text.lstrip("\r\n").splitlines()[:_PREAMBLE]))
    return max(_SEPARATORS, key=start.count)


def _cell(text: str) -> str:
    """Return a cell without what spreadsheets put before a text that looks like a number."""
    cell = text.replace("\N{NO-BREAK SPACE}", " ").strip()
    formula = _FORMULA.fullmatch(cell)
    return _TEXT_MARK.sub("", formula[1] if formula else cell, count=1) if cell[:1] in {"'", "="} else cell


def _without_empty_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]
