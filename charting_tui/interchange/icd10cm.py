"""An edition of ICD-10-CM as CMS and the CDC publish it: the order file, or the file of codes.

The order file's columns: number of the row (1-5), code without its dot (7-13), 0 for a heading or 1 for a
code (15), short text (17-76), long text (from 78). The file of codes has the code (1-7) and its text, and
no headings. Addenda only tell what changed, so they are refused for the order file beside them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from charting_tui.coding.diagnosis_book.diagnoses import CATEGORY, written
from charting_tui.errors import BadInput
from charting_tui.interchange.cms_files import QUARTER_MONTHS, PlainText, quarter_named, texts_in, whole
from charting_tui.interchange.refusals import refused, shown
from charting_tui.readers.dates import shown_date

_CODE = re.compile(r"[A-Z][0-9A-Z]{2,6}")
_ORDER = re.compile(r"\d{5} [A-Z0-9]{3,7} *[01] ")
_CODES = re.compile(r"[A-Z]\d[0-9A-Z]{1,5} +\S")
"""As the first line of a file of codes is: A000 and its text."""
_MOST_ROWS = 250_000
"""Far above the 98,000 rows of an edition."""
_EVERY = 2_000
_BLANK = frozenset(("", " ", "\r", "\n"))
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_MONTH = re.compile(r"(?<![a-z])(jan|apr|jul|oct)(uary|il|y|ober)?(?![a-z])", re.IGNORECASE)
_MONTHS = dict(zip(("jan", "apr", "jul", "oct"), QUARTER_MONTHS, strict=True))
_OCTOBER = 10


class ToldCode(NamedTuple):
    """What an edition tells of one code."""

    billable: bool
    text: str


@dataclass(frozen=True)
class Edition:
    """What was read of an edition."""

    name: str
    """The file it was read from."""
    since: date
    codes: dict[str, ToldCode]
    """By the code as it is written with its dot."""
    with_headings: bool
    """Whether headings are told too; a file of codes leaves them out."""


@dataclass
class _Rows:
    name: str
    codes: dict[str, ToldCode] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    number: int = 0
    """Of the last row, as the order file counts them."""

    def keep(self, line: int, code: str, text: str, *, billable: bool) -> None:
        if not _CODE.fullmatch(code):
            raise refused(
                self.name, line, f"“{shown(code)}” isn't an ICD-10-CM code as these files write it."
            )
        if not text:
            raise refused(self.name, line, f"{code} has no text, so the line is cut off.")
        if code in self.lines:
            raise refused(self.name, line, f"{code} is also in line {self.lines[code]}.")
        if len(self.lines) == _MOST_ROWS:
            raise refused(
                self.name, line, f"An edition has fewer than {_MOST_ROWS:,} codes, so this isn't one."
            )
        self.lines[code] = line
        self.codes[written(code)] = ToldCode(billable, text)


def read_edition(
    path: Path, since: date | None, tell: Callable[[int], object] = lambda _rows: None
) -> Edition:
    """Return an edition; BadInput with line and reason. ``tell`` hears how many rows are read."""
    with texts_in(path) as texts:
        text = _chosen(path.name, texts)
        inner = text.name.split(": ")[-1]
        begins = first_day(list(dict.fromkeys((path.name, inner))), since)
        in_order = _is_order(text)
        rows = _Rows(text.name)
        for number, line in enumerate(text.lines, 1):
            if number % _EVERY == 0:
                tell(len(rows.lines))
            if line.strip():
                (_keep_order if in_order else _keep_code)(rows, number, line)
    if in_order:
        _refuse_contradictions(rows)
    return Edition(path.name, begins, rows.codes, with_headings=in_order)


def first_day(names: list[str], given: date | None) -> date:
    """Return the day from which an edition holds: the one given, or the one its file is named for.

    A year alone means 1 October of the year before, when the edition of that fiscal year begins.
    """
    days = {name: day for name in names if (day := _day_named(name))}
    years = {name: int(found[0]) for name in names if (found := _YEAR.search(name))}
    since = given or next(iter(days.values()), None)
    if since is None and years:
        since = date(next(iter(years.values())) - 1, _OCTOBER, 1)
    if since is None:
        raise BadInput(
            f"{names[0]}: the name doesn't show the year. Add the start date, like --since 2026-10-01. "
            "Nothing was changed."
        )
    if since.day != 1 or since.month not in QUARTER_MONTHS:
        raise BadInput(
            f"{names[0]}: {shown_date(since)} isn't the first day of a quarter, when editions start. "
            "Add that day with --since. Nothing was changed."
        )
    for name in names:
        fiscal = years.get(name, 0)
        other = name in days and days[name] != since
        if other or (name not in days and fiscal and fiscal != since.year + (since.month >= _OCTOBER)):
            raise BadInput(
                f"{name} isn't of the edition that starts {shown_date(since)}. "
                "Correct --since or the file name. Nothing was changed."
            )
    return since


def _day_named(name: str) -> date | None:
    """Return the day that a name tells by month and year, like ``icd10cm-order-April-1-2026``."""
    year, month = _YEAR.search(name), _MONTH.search(name)
    if year and month:
        return date(int(year[0]), _MONTHS[month[1].lower()], 1)
    return quarter_named(name)


def _chosen(name: str, texts: list[PlainText]) -> PlainText:
    """Return the order file of a zip, else its file of codes; a text by itself is taken for what it is."""
    if len(texts) == 1:
        return texts[0]
    own = [(text, text.name.split(": ")[-1].lower()) for text in texts]
    for kind in ("order", "codes"):
        found = [text for text, name_in_zip in own if kind in name_in_zip and "addenda" not in name_in_zip]
        if len(found) > 1:
            raise whole(name, f"the zip has several {kind} files. Unzip it and give the ICD-10-CM one.")
        if found:
            return found[0]
    raise whole(name, "the zip has no order file. Look for icd10cm_order_ in the name.")


def _is_order(text: PlainText) -> bool:
    """Return whether a text is an order file rather than one of codes; BadInput for any other."""
    first = next(line for line in text.head if line.strip())
    if re.match(r"(Add|Delete|Revise|No change)\b", first, re.IGNORECASE):
        raise refused(
            text.name,
            1,
            "This is an addenda file, which has only the changes. Use the order file from the same download.",
        )
    if _ORDER.match(first):
        return True
    if _CODES.match(first):
        return False
    raise refused(
        text.name,
        1,
        f"This isn't an ICD-10-CM order file or code file. It begins “{text.first_line}”.",
    )


def _keep_order(rows: _Rows, line: int, given: str) -> None:
    number, code, flag = given[:5], given[6:13].rstrip(), given[14:15]
    if not (number.isascii() and number.isdigit()) or given[5:6] != " ":
        raise refused(
            rows.name, line, f"“{shown(given[:6])}” isn't an order number, which columns 1 to 5 must have."
        )
    if rows.number + 1 != int(number):
        after = f"after {rows.number:05}" if rows.number else "first"
        raise refused(
            rows.name,
            line,
            f"Order number {number} comes {after}, so rows are missing or out of order.",
        )
    rows.number = int(number)
    if flag not in {"0", "1"} or given[13:14] != " " or given[15:16] != " ":
        raise refused(rows.name, line, f"Column 15 of {shown(code)} is “{shown(flag)}”. It must be 0 or 1.")
    text = _decoded(rows.name, line, given)
    if text[76:77] not in _BLANK:
        # Columns are counted in bytes where a text has signs of several.
        if given[76] not in _BLANK:
            raise refused(
                rows.name,
                line,
                f"{shown(code)}: the short and long texts must be in columns 17 to 76 and from 78 on.",
            )
        text = given[:77] + _decoded(rows.name, line, given[77:])
    rows.keep(line, code, " ".join(text[77:].split()), billable=flag == "1")


def _keep_code(rows: _Rows, line: int, given: str) -> None:
    if given[7:8] not in _BLANK:
        raise refused(rows.name, line, f"“{shown(given[:8])}” isn't a code, which columns 1 to 7 must have.")
    text = _decoded(rows.name, line, given[7:])
    rows.keep(line, given[:7].rstrip(), " ".join(text.split()), billable=True)


def _decoded(name: str, line: int, text: str) -> str:
    """Return a line in the encoding it is written in: UTF-8, else that of older Windows."""
    if text.isascii():
        return text
    given = text.encode("latin-1")
    try:
        return given.decode()
    except UnicodeDecodeError:
        pass
    try:
        return given.decode("cp1252")
    except UnicodeDecodeError:
        raise refused(name, line, "The text isn't UTF-8 or Windows-1252. Download it again.") from None


def _refuse_contradictions(rows: _Rows) -> None:
    """Refuse a code that has codes below it, a heading without any, and a code without its category."""
    for code, following in pairwise((*sorted(rows.lines), "")):
        goes_on = following.startswith(code)
        if goes_on == rows.codes[written(code)].billable:
            why = (
                f"a code, but {following} is listed under it"
                if goes_on
                else "a heading, but no code is listed under it"
            )
            raise refused(rows.name, rows.lines[code], f"{code} is marked as {why}.")
        if code[:CATEGORY] not in rows.lines:
            raise refused(rows.name, rows.lines[code], f"{code} has no category in the file.")
