"""Which code tables are older than the ones due on a visit's day, and what brings the next."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from charting_tui.coding.code_tables.table_rows import program_table
from charting_tui.coding.code_tables.tables import PROGRAMS, limits_since
from charting_tui.coding.data_files import release_days
from charting_tui.records.additions import ImportedTable, TableKind
from charting_tui.records.payer import Payer

_QUARTERS = (1, 4, 7, 10)
_IMPORT = "Import {file}: charting-tui codes "


@dataclass(frozen=True)
class TableName:
    """One of the tables that are published again and again."""

    name: str
    short: str
    """What the visits of a sentence are checked with."""
    months: tuple[int, ...]
    """On the first day of each of these months a new release is due."""
    kind: TableKind | None
    """What an imported one is called; None where only the program brings it."""
    bring: str
    """How the next one is brought in."""


PAIRS = TableName("Code pairs", "pairs", _QUARTERS, "pairs", f"{_IMPORT}import-ncci FILE")
MEDICARE_LIMITS = TableName(
    "Medicare unit limits", "limits", _QUARTERS, "medicare limits", f"{_IMPORT}import-mue FILE"
)
MEDICAID_LIMITS = TableName(
    "Medicaid unit limits",
    "limits",
    _QUARTERS,
    "medicaid limits",
    f"{_IMPORT}import-mue FILE --program medicaid",
)
DIAGNOSES = TableName("Diagnosis codes", "codes", (4, 10), "diagnoses", f"{_IMPORT}update FILE")
PROCEDURES = TableName(
    "Procedure codes", "codes", (1,), None, "The next version of charting-tui brings them."
)
EVERY_TABLE = (PAIRS, MEDICARE_LIMITS, MEDICAID_LIMITS, PROCEDURES, DIAGNOSES)


@dataclass(frozen=True)
class HeldTable:
    """The release of a table that holds on a day, and the day on which the next one is due."""

    table: TableName
    since: date
    due: date
    followed: date | None
    """The day from which a later release that is here holds; None: none is here."""


@dataclass(frozen=True)
class OldTable:
    """A release that was due to be replaced before a visit that is checked with it."""

    table: TableName
    since: date
    due: date
    """The day from which another release should hold."""
    followed: date | None
    """The day from which a later release that is here holds; None: none is here."""

    @property
    def sentence(self) -> str:
        """What is old, the visits that it touches, and what brings the next one."""
        last = self.due - timedelta(days=1)
        visits = f"after {in_prose(last)}"
        if self.followed is not None:
            visits = f"from {in_prose(self.due)} to {in_prose(self.followed - timedelta(days=1))}"
        file = "the current file" if self.followed is None else "the file of that time"
        return (
            f"{self.table.name} are from {self.since:%B %Y}; visits {visits} are checked with outdated "
            f"{self.table.short}. {self.table.bring.format(file=file)}"
        )


def old_in_short(old: Sequence[OldTable]) -> str:
    """Return one short line on old tables, and where to read more; nothing where none is old."""
    if not old:
        return ""
    what = f"{len(old)} code tables are" if len(old) > 1 else f"{old[0].table.name} are"
    return f"{what} out of date: charting-tui codes tables"


def in_prose(day: date) -> str:
    """Return a day as sentences have it: 9/30/2024."""
    return f"{day:%-m/%-d/%Y}"


def judged_by(payer: Payer) -> Iterator[TableName]:
    """Give the tables by which visits for a payer are judged."""
    if not payer.insures:
        return
    if payer.ncci.value:
        yield PAIRS
    if payer.unit_limits.value != "off":
        yield MEDICAID_LIMITS if payer.kind == "medicaid" else MEDICARE_LIMITS
    yield PROCEDURES
    yield DIAGNOSES


def old_tables(
    visits: Iterable[tuple[date, Payer]], clinic: tuple[ImportedTable, ...], diagnoses: date | None
) -> tuple[OldTable, ...]:
    """Return each release that is old for one of the visits, told by day and payer, once.

    ``diagnoses`` is the day of the book of diagnoses; None where only the starter table is there.
    """
    asked = {(table, day) for day, payer in visits for table in judged_by(payer)}
    found = {old for table, day in asked if (old := old_on(day, table, clinic, diagnoses)) is not None}
    return tuple(sorted(found, key=lambda old: (EVERY_TABLE.index(old.table), old.since)))


def old_today(
    today: date, payers: Iterable[Payer], clinic: tuple[ImportedTable, ...], diagnoses: date | None
) -> tuple[OldTable, ...]:
    """Return the tables that are old for a visit of today to one of the clinic's payers, each once."""
    return old_tables(((today, payer) for payer in payers), clinic, diagnoses)


def packaged_tables() -> Iterator[tuple[str, date]]:
    """Give the tables of the program by name, each with the day from which a release of it holds."""
    for kind in ("procedures", "pairs", "diagnoses"):
        yield from ((kind, day) for day in release_days(kind))
    for release in release_days("unit_limits"):
        yield from ((program_table(program), limits_since(release, program)) for program in PROGRAMS)


def old_on(
    day: date, table: TableName, clinic: tuple[ImportedTable, ...], diagnoses: date | None
) -> OldTable | None:
    """Return the release that holds on a day where another was due by then, or None."""
    held = held_on(day, table, clinic, diagnoses)
    return None if day < held.due else OldTable(table, held.since, held.due, held.followed)


def held_on(
    day: date, table: TableName, clinic: tuple[ImportedTable, ...], diagnoses: date | None
) -> HeldTable:
    """Return the release that holds on a day; the oldest one for any day before it."""
    known = _releases(table, clinic, diagnoses)
    place = max(bisect_right(known, day) - 1, 0)
    followed = known[place + 1] if place + 1 < len(known) else None
    return HeldTable(table, known[place], _next_due(known[place], table.months), followed)


@lru_cache(maxsize=64)
def _releases(
    table: TableName, clinic: tuple[ImportedTable, ...], diagnoses: date | None
) -> tuple[date, ...]:
    own = {one.since for one in clinic if one.kind == table.kind}
    return tuple(sorted(own | _packaged(table, diagnoses)))


def _packaged(table: TableName, diagnoses: date | None) -> set[date]:
    if table is PAIRS:
        return set(release_days("pairs"))
    if table is PROCEDURES:
        return set(release_days("procedures"))
    if table is DIAGNOSES:
        return set(release_days("diagnoses")) if diagnoses is None else {diagnoses}
    return {
        limits_since(release, program)
        for release in release_days("unit_limits")
        for program in PROGRAMS
        if program_table(program) == table.kind
    }


def _next_due(since: date, months: tuple[int, ...]) -> date:
    days = (date(year, month, 1) for year in (since.year, since.year + 1) for month in months)
    return next(day for day in days if day > since)
