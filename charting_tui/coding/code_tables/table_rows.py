"""What a code table answers with, packaged or a clinic's own: pairs, unit limits, modifiers, places."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Literal

from charting_tui.coding.data_files import read_json
from charting_tui.records.additions import ImportedTable, TableKind

Program = Literal["medicare", "medicaid"]


@dataclass(frozen=True)
class CodePair:
    """Two codes that one day's claim may not hold side by side (NCCI)."""

    column1: str
    """The code that is paid."""
    column2: str
    """The code that is denied beside it."""
    indicator: Literal[0, 1]
    """0: never both; 1: both with a modifier and a true reason."""
    since: date | None
    """The day the pair began; None where it was not read."""
    as_of: date
    """The day of the table it was read in."""


@dataclass(frozen=True)
class UnitLimit:
    """The most units of a code in one day (MUE)."""

    code: str
    program: Program
    units: int
    judged: Literal[1, 2, 3] | None
    """1 by line, 2 by day without exception, 3 by day as a benchmark; None where not known."""
    as_of: date


@dataclass(frozen=True)
class Modifier:
    """A modifier of a procedure code."""

    code: str
    text: str
    shows: str
    """What the record must show."""
    opens_pairs: bool
    """Whether it may open a pair of indicator 1 where its reason is true."""
    kind: str


@dataclass(frozen=True)
class PlaceOfService:
    """A place of service."""

    code: str
    text: str
    hands_on: bool
    """Whether hands-on treatment is plausible there."""


@dataclass(frozen=True)
class EndedCode:
    """A procedure code that ended, and what took its place."""

    code: str
    until: date
    now: tuple[str, ...]
    """The codes of which one fits the case."""


@cache
def other_places() -> frozenset[str]:
    """Return their codes."""
    return frozenset(read_json("places.json")["elsewhere"].split())


_OPEN = "-"
"""Of a pair that has no last day, of a limit whose judging is not known."""


def program_table(program: Literal["medicare", "medicaid"]) -> TableKind:
    """Return the kind of table that holds a program's limits."""
    return "medicaid limits" if program == "medicaid" else "medicare limits"


def chosen(
    clinic: Iterable[ImportedTable], kind: TableKind, day: date, packaged: date
) -> ImportedTable | None:
    """Return the clinic's release that holds on a day, or None where the packaged one does."""
    own = {one.since: one for one in clinic if one.kind == kind}
    days = sorted({*own, packaged})
    return own.get(days[max(bisect_right(days, day) - 1, 0)]) if own else None


def pairs_in_force(table: ImportedTable, day: date) -> Iterator[tuple[str, str, Literal[0, 1], date]]:
    """Give column 1, column 2, indicator and first day of each pair in force on a day, the last included."""
    today = day.isoformat()
    for row in table.rows:
        first, second, indicator, since, until = row.split()
        if since <= today and (until == _OPEN or today <= until):
            yield first, second, 0 if indicator == "0" else 1, date.fromisoformat(since)


def last_change(table: ImportedTable, day: date) -> date:
    """Return the last day, up to ``day``, from which other pairs were in force than before."""
    changes = _changes(table)
    return changes[max(bisect_right(changes, day) - 1, 0)]


@lru_cache(maxsize=32)
def _changes(table: ImportedTable) -> tuple[date, ...]:
    found = {date.min}
    for row in table.rows:
        _, _, _, since, until = row.split()
        found.add(date.fromisoformat(since))
        if until != _OPEN:
            found.add(date.fromisoformat(until) + timedelta(days=1))
    return tuple(sorted(found))


def limits_of(table: ImportedTable) -> dict[str, tuple[int, Literal[1, 2, 3] | None]]:
    """Return the most units of each code, and how that limit is judged."""
    judged: dict[str, Literal[1, 2, 3]] = {"1": 1, "2": 2, "3": 3}
    split = (row.split() for row in table.rows)
    return {code: (int(units), judged.get(how)) for code, units, how in split}
