"""CMS's quarterly tables as they are published: text with tabs, CSV, or the zip that holds one."""

import csv
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BufferedIOBase
from itertools import chain, islice
from pathlib import Path

from charting_tui.errors import BadInput
from charting_tui.interchange.refusals import refused, shown
from charting_tui.readers.dates import shown_date

_LARGEST = 1_000_000_000
"""Bytes of one unpacked table; the largest one published has about a tenth."""
_LONGEST = 65_536
"""Bytes of one line."""
_HEAD = 40
"""Lines within which a table's own rows begin, after its title, copyright and headings."""
_ZIP = b"PK\x03\x04"
_TEXT = ("txt", "csv")
_CODE = re.compile(r"[0-9A-Z][0-9]{3}[0-9A-Z]")
_QUARTER = re.compile(r"(20\d\d)[-_ ]?q([1-4])(?!\d)", re.IGNORECASE)
_US_DAY = re.compile(r"(?<!\d)(\d\d)[-_](\d\d)[-_](20\d\d)(?!\d)")
_ISO_DAY = re.compile(r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)")
QUARTER_MONTHS = (1, 4, 7, 10)


@dataclass(frozen=True, slots=True)
class CmsRow:
    """One row of a table with the line it ends in."""

    line: int
    cells: list[str]


@dataclass(frozen=True)
class PlainText:
    """One text of a file, by lines."""

    name: str
    """The file, and within a zip the text's own name."""
    lines: Iterator[str]
    """Each byte as the sign of its number, since what is read of most texts is ASCII."""
    head: list[str]
    """The first lines, which ``lines`` give too."""
    first_line: str
    """The first that is not blank."""


@dataclass(frozen=True)
class TableText:
    """One table of a file."""

    name: str
    """The file, and within a zip the table's own name."""
    rows: Iterator[CmsRow]
    first_line: str


def is_code(text: str) -> bool:
    """Whether a text has the form of a procedure code: 97140, G0283, 0001A."""
    return _CODE.fullmatch(text) is not None


def quarter_named(name: str) -> date | None:
    """Return the first day that a file's name tells: ``2026q2``, ``Eff_04-01-2026`` or ``2026-04-01``."""
    try:
        if found := _QUARTER.search(name):
            return date(int(found[1]), QUARTER_MONTHS[int(found[2]) - 1], 1)
        if found := _US_DAY.search(name):
            return date(int(found[3]), int(found[1]), int(found[2]))
        if found := _ISO_DAY.search(name):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return None


def effective_day(names: Iterable[str], given: date | None) -> date:
    """Return the day from which files hold: the one given, which their names must not contradict."""
    named = [(name, day) for name in names if (day := quarter_named(name))]
    for name, day in named:
        if day != (given or named[0][1]):
            other = (
                f"--effective says {shown_date(given)}"
                if given
                else f"{named[0][0]} is for {shown_date(named[0][1])}"
            )
            raise BadInput(
                f"{name} is for {shown_date(day)}, but {other}. Use the files of one quarter. "
                "Nothing was changed."
            )
    since = given or (named[0][1] if named else None)
    if since is None:
        first = next(iter(names), "The file")
        raise BadInput(
            f"{first}: the name doesn't show the start date. Add it, like --effective 2026-04-01. "
            "Nothing was changed."
        )
    return since


def quarter_of(day: date, name: str) -> date:
    """Return that day if it is the first of a quarter; BadInput for another."""
    if day.day != 1 or day.month not in QUARTER_MONTHS:
        raise BadInput(
            f"{name}: {shown_date(day)} isn't the first day of a quarter, when such tables start. "
            "Add that day with --effective. Nothing was changed."
        )
    return day


@contextmanager
def tables_in(path: Path) -> Iterator[list[TableText]]:
    """Open the tables of a file: itself, or each text in a zip. BadInput for what cannot be one.

    Rows are read while they are asked for, so that refusals come then too.
    """
    with texts_in(path) as texts:
        yield [_table(text) for text in texts]


@contextmanager
def texts_in(path: Path) -> Iterator[list[PlainText]]:
    """Open a file's text, or each in a zip, as ``tables_in`` does, without taking the lines apart."""
    name = path.name
    try:
        if path.is_dir():
            raise whole(name, "it is a folder. Give a file in it.")
        if not stat.S_ISREG(path.stat().st_mode):
            raise whole(name, "there is no such file.")
        with path.open("rb") as file:
            magic = file.read(len(_ZIP))
            file.seek(0)
            if not magic:
                raise whole(name, "it is empty. Download it again.")
            if magic != _ZIP:
                yield [_text(name, file, path.stat().st_size)]
                return
            with zipfile.ZipFile(file) as archive:
                yield [
                    _text(f"{name}: {Path(one.filename).name}", archive.open(one), one.file_size)  # type: ignore[arg-type]
                    for one in _texts(archive, name)
                ]
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or "the file name isn't valid"
        raise whole(name, f"{reason.lower()}.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        raise whole(name, "the zip is damaged or cut off. Download it again.") from None


def whole(name: str, reason: str) -> BadInput:
    """Return the refusal of a file for what it is as a whole."""
    return BadInput(f"{name} can't be read: {reason} Nothing was changed.")


def body(table: TableText, wanted: str, *, begins: int = 2) -> Iterator[CmsRow]:
    """Give a table's rows from the first that begins with so many codes; BadInput where none does early."""
    head = list(islice(table.rows, _HEAD))
    for place, row in enumerate(head):
        cells = row.cells[:begins]
        if len(cells) == begins and all(map(is_code, cells)):
            return chain(head[place:], table.rows)
    raise refused(
        table.name,
        1,
        f"This isn't a {wanted}: its first {_HEAD} lines have no such row. It begins “{table.first_line}”.",
    )


def _texts(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    entries = [one for one in archive.infolist() if not one.is_dir() and "__MACOSX" not in one.filename]
    if any(one.filename == "[Content_Types].xml" for one in entries):
        raise whole(name, "it is a workbook. Use the text or CSV file from the same download.")
    for ending in _TEXT:
        found = [one for one in entries if one.filename.lower().endswith(f".{ending}")]
        if found:
            if any(one.flag_bits & 1 for one in found):
                raise whole(name, "the zip is locked with a password. Unzip it and give the table.")
            return found
    raise whole(name, "the zip has no table as text or CSV.")


def _text(name: str, file: BufferedIOBase, size: int) -> PlainText:
    if size > _LARGEST:
        raise whole(name, f"it is too large to be such a table (limit {_LARGEST // 1_000_000} MB).")
    lines = _lines(name, file)
    head = list(islice(lines, _HEAD))
    first = next((line.strip() for line in head if line.strip()), "")
    if not first:
        raise whole(name, "it is empty. Download it again.")
    if first.startswith("<"):
        raise refused(
            name, 1, "This is a web page. Accept CMS's license there, and download the table itself."
        )
    return PlainText(name, chain(head, lines), head, shown(first))


def _table(text: PlainText) -> TableText:
    tabbed = any("\t" in line for line in text.head)
    return TableText(text.name, _split(text.name, text.lines, tabbed=tabbed), text.first_line)


def _split(name: str, lines: Iterable[str], *, tabbed: bool) -> Iterator[CmsRow]:
    reader = csv.reader(
        lines,
        delimiter="\t" if tabbed else ",",
        quoting=csv.QUOTE_NONE if tabbed else csv.QUOTE_MINIMAL,
        strict=not tabbed,
    )
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield CmsRow(reader.line_num, cells)
    except csv.Error as fault:
        raise refused(name, reader.line_num, f"This row can't be read ({fault}).") from None


def _lines(name: str, file: BufferedIOBase) -> Iterator[str]:
    number = 0
    while data := file.readline(_LONGEST):
        number += 1
        if number == 1:
            data = data.removeprefix(b"\xef\xbb\xbf")
        if b"\0" in data:
            raise refused(name, number, "This isn't plain text. Use the text or CSV file.")
        if len(data) >= _LONGEST:
            raise refused(name, number, "This line is too long for such a table.")
        yield data.decode("latin-1")
