"""Makes the book of all diagnoses, in a process of its own: ``python -m … FILE``.

It tells on standard output how many rows are done, of how many. Exit codes: 0 the book is there, 1 it could
not be made, 3 another process is making it.
"""

import fcntl
import os
import re
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module, resources
from importlib.metadata import version
from pathlib import Path
from typing import Any

from charting_tui.coding.data_files import read_json, release_days
from charting_tui.coding.diagnosis_book.book import FORM, PACKAGE, open_book, up_to_date
from charting_tui.coding.diagnosis_book.diagnoses import FULL, diagnosis_table
from charting_tui.coding.search import words_of

_ONE_CODE = r"[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?"
_CODE = re.compile(f"{_ONE_CODE}-?(?: ?- ?{_ONE_CODE})?")
_BRACKETS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True)
class BookRow:
    """One code as the book holds it."""

    code: str
    above: str
    """The heading it stands under; nothing for a category."""
    billable: bool
    needs_seventh: bool
    own_excludes: tuple[str, ...]
    """Of its own Excludes1 notes; a category answers for its block and chapter too."""
    excludes: tuple[str, ...]
    """Its own, and those of every heading above it."""
    first_day: str
    last_day: str
    text: str
    terms: tuple[str, ...]
    """Other names that ICD-10-CM files under it."""


def release() -> date:
    """Return the day from which the package's release holds."""
    names = [entry.name for entry in resources.files("simple_icd_10_cm.data").iterdir()]
    named = next(name for name in names if name.startswith("code-list-"))
    month = named.removeprefix("code-list-").removesuffix(".txt")
    return datetime.strptime(month, "%B-%Y").date()  # noqa: DTZ007  a month has no time zone


def rows() -> Iterator[BookRow]:
    """Return every category and every code, each heading before what stands under it."""
    source = _source()
    days = known_days()
    above: dict[str, BookRow] = {}
    for code in source.get_all_codes():
        # A block that is one category has its name, so that it comes twice.
        if code not in above and source.is_category_or_subcategory(code):
            row = _row(source, code, above, days)
            above[code] = row
            yield row


def count() -> int:
    """Return about how many rows there are."""
    return len(_source().get_all_codes())


def _source() -> Any:
    return import_module("simple_icd_10_cm")


def _row(source: Any, code: str, above: dict[str, BookRow], days: dict[str, tuple[str, str]]) -> BookRow:
    heading = None if source.is_category(code) else above[source.get_parent(code)]
    billable = source.is_leaf(code)
    own = _own_excludes(source, code)
    text = source.get_description(code)
    first, last = days.get(code, ("", ""))
    return BookRow(
        code=code,
        above=heading.code if heading else "",
        billable=billable,
        needs_seventh=not billable and _lacks_only_seventh(source, code),
        own_excludes=own,
        excludes=tuple(dict.fromkeys((*own, *(heading.excludes if heading else ())))),
        first_day=first,
        last_day=last,
        text=text,
        terms=tuple(source.get_inclusion_term(code)),
    )


def known_days() -> dict[str, tuple[str, str]]:
    """Return the first and last day of codes by code, where a source was read."""
    days: dict[str, tuple[str, str]] = {}
    held = read_json("diagnosis_days.json")
    for first, codes in held["not_before"].items():
        days |= dict.fromkeys(codes.split(), (first, ""))
    for last, codes in held["not_after"].items():
        days |= {code: (days.get(code, ("", ""))[0], last) for code in codes.split()}
    return days


def _lacks_only_seventh(source: Any, code: str) -> bool:
    """Return whether what stands under a heading is it with its seventh character, and nothing else."""
    finished = all(len(below) == FULL for below in source.get_children(code))
    return finished and bool(source.get_seven_chr_def(code, search_in_ancestors=True))


def _own_excludes(source: Any, code: str) -> tuple[str, ...]:
    notes = list(source.get_excludes1(code))
    if source.is_category(code):
        for above in source.get_ancestors(code):
            notes += source.get_excludes1(above, prioritize_blocks=True)
    bracketed = [part for note in notes for part in _BRACKETS.findall(note)]
    found = [code.replace(" ", "").removesuffix("-") for part in bracketed for code in _CODE.findall(part)]
    return tuple(dict.fromkeys(found))


MADE, NOT_MADE, MADE_ELSEWHERE = 0, 1, 3
_EVERY = 2000
"""Rows between two words about how far it is."""
_HEADING_LATE = 6
"""Words that a heading ranks behind a code with as many."""

_SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE codes (
    place INTEGER PRIMARY KEY, code TEXT, above TEXT, billable INT, needs_seventh INT,
    excludes TEXT, first_day TEXT, last_day TEXT, text TEXT, terms TEXT);
CREATE VIRTUAL TABLE words USING fts5 (names, content = '', detail = none, prefix = '1 2 3');
"""

Progress = Callable[[int, int], None]


def make_book(path: Path, progress: Progress) -> bool:
    """Make the book unless a whole one is there; False where another process is making it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.with_name(f".{path.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        if not up_to_date(open_book(path)):
            new = path.with_name(f".{path.name}.new")
            new.unlink(missing_ok=True)
            try:
                _write(new, _told(rows(), progress))
                new.replace(path)
            finally:
                new.unlink(missing_ok=True)
    return True


def _told(given: Iterable[BookRow], progress: Progress) -> Iterator[BookRow]:
    number = count()
    for done, row in enumerate(given):
        if done % _EVERY == 0:
            progress(done, number)
        yield row
    progress(number, number)


def _write(path: Path, given: Iterable[BookRow]) -> None:
    field = diagnosis_table(release_days("diagnoses")[-1])
    ranked = sorted(given, key=lambda row: _rank(row, nearby=field.holds_category(row.code)))
    about = {"release": str(release()), "made_with": version(PACKAGE), "codes": str(len(ranked))}
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO codes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((place, *_columns(row)) for place, row in enumerate(ranked, start=1)),
        )
        connection.execute("CREATE UNIQUE INDEX by_code ON codes (code)")
        connection.executemany(
            "INSERT INTO words (rowid, names) VALUES (?, ?)",
            ((place, " ".join(searched(row.text, row.terms))) for place, row in enumerate(ranked, start=1)),
        )
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())
        connection.execute(f"PRAGMA user_version = {FORM}")
        connection.execute("COMMIT")
    finally:
        connection.close()
    written = os.open(path, os.O_RDONLY)
    try:
        os.fsync(written)
    finally:
        os.close(written)


def searched(text: str, terms: Iterable[str]) -> tuple[str, ...]:
    """Return the words that a code is found by."""
    return tuple(dict.fromkeys((*words_of(text), *words_of(" ".join(terms)))))


def _rank(row: BookRow, *, nearby: bool) -> tuple[bool, bool, int, str]:
    """Return what sorts the codes most likely meant first, whatever is sought."""
    late = len(row.code) == FULL and row.code.endswith("S")
    longer = 0 if row.billable else _HEADING_LATE
    return (late, not nearby, len(words_of(row.text)) + longer, row.code)


def _columns(row: BookRow) -> tuple[str | int, ...]:
    return (
        row.code,
        row.above,
        int(row.billable),
        int(row.needs_seventh),
        " ".join(row.excludes),
        row.first_day,
        row.last_day,
        row.text,
        "\n".join(row.terms),
    )


def main() -> int:
    """Make the book that the command line names."""
    os.umask(0o077)
    os.nice(10)
    try:
        made = make_book(Path(sys.argv[1]), _tell)
    except (OSError, sqlite3.Error) as fault:
        sys.stderr.write(f"{fault}\n")
        return NOT_MADE
    return MADE if made else MADE_ELSEWHERE


def _tell(done: int, number: int) -> None:
    sys.stdout.write(f"{done} {number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
