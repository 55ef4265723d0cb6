"""Reads the whole of ICD-10-CM from its package: seconds and 190 MB, so only where the book is made."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module, resources
from typing import Any

from charting_tui.coding.data_files import read_json
from charting_tui.coding.diagnosis_book.diagnoses import FULL

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
