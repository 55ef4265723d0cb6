"""Importing and removing the clinic's code tables: what that changes, which open visits it touches."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from charting_tui.coding.code_tables.table_rows import Program
from charting_tui.coding.code_tables.tables import CodeTables, tables_on
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.interchange.mue import LimitsRead
from charting_tui.interchange.ncci import PairsRead
from charting_tui.operations.settings.payer_effect import Effect, effect_of_office
from charting_tui.operations.settings.practice import save_office, why_not_owner
from charting_tui.records.code_tables import ImportedTable, TableKind
from charting_tui.records.office import Office
from charting_tui.store.chart_store import ChartStore

_MAY_BE_MISSING = 10
"""One in so many limits may be gone from one quarter to the next; this is our own figure."""


@dataclass(frozen=True)
class TableChange:
    """One entry that says something else from the table's day on; empty words where there is none."""

    what: str
    """``97140 with 97124``, or ``97124``."""
    before: str
    after: str


@dataclass(frozen=True)
class BroughtIn:
    """What a table would change or has changed."""

    table: ImportedTable
    known: bool
    """Whether the clinic has this very table already."""
    changes: tuple[TableChange, ...]
    effect: Effect


def known_codes(store: ChartStore) -> frozenset[str]:
    """Return the procedure codes that the program knows; a table's other rows are not kept."""
    return frozenset(one.code for one in tables_on(store.clock.today()).procedures())


def bring_in(
    store: ChartStore,
    table: ImportedTable,
    *,
    dry_run: bool,
    go_on: Callable[[int, int], bool] = lambda _done, _of: True,
) -> BroughtIn:
    """Save a table in the place of the clinic's own of that kind and day, and tell what that changes.

    NotAllowed for who is no owner, Conflict where somebody saved the practice meanwhile.
    """
    _refuse_others(store)
    before = store.office
    known = any(one.rows == table.rows for one in before.tables if _same_place(one, table))
    after = before.model_copy(update={"tables": (*_others(before, table), table)})
    if known:
        return BroughtIn(table, known, (), Effect(0, ()))
    return _save(store, table, after, dry_run=dry_run, go_on=go_on)


def remove(
    store: ChartStore,
    table: ImportedTable,
    *,
    dry_run: bool,
    go_on: Callable[[int, int], bool] = lambda _done, _of: True,
) -> BroughtIn:
    """Remove one of the clinic's own tables, and tell what that changes.

    NotAllowed for who is no owner, BadInput for an edition of diagnoses that a later one builds upon,
    Conflict where somebody saved the practice meanwhile.
    """
    _refuse_others(store)
    before = store.office
    later = [one.since for one in before.tables if one.kind == table.kind and one.since > table.since]
    if table.kind == "diagnoses" and later:
        raise BadInput(
            f"The edition from {max(later)} was read as changes to this one. Remove that one first: "
            f"charting-tui codes remove diagnoses {max(later)}"
        )
    after = before.model_copy(update={"tables": tuple(_others(before, table))})
    return _save(store, table, after, dry_run=dry_run, go_on=go_on)


def whole_limits(store: ChartStore, read: LimitsRead) -> ImportedTable:
    """Return the limits that were read; BadInput where the file is only a part of the published table.

    A code loses its limit now and then, so a few may be missing between the first row and the last; one
    before the first or behind the last tells that the file was cut.
    """
    table = read.table
    tables = tables_on(table.since, None, store.office.tables)
    program = _program(table)
    codes = sorted(one.code for one in tables.procedures() if tables.unit_limit(one.code, program))
    there = {row.split()[0] for row in table.rows}
    missing = [code for code in codes if code not in there]
    outside = [code for code in missing if not read.first <= code <= read.last]
    if outside or len(missing) > len(codes) // _MAY_BE_MISSING:
        raise BadInput(
            f"{table.source}: {len(missing)} of the {len(codes)} codes that have a limit now "
            f"{'is' if len(missing) == 1 else 'are'} missing, {(outside or missing)[0]} among them; the file "
            "is a part of the table, download it again. Nothing was changed."
        )
    return table


def imported(store: ChartStore, kind: TableKind, since: date | None) -> ImportedTable:
    """Return the clinic's own table of a kind and first day; BadInput names those there are."""
    own = [one for one in store.office.tables if one.kind == kind]
    found = [one for one in own if since in {None, one.since}]
    if len(found) == 1:
        return found[0]
    days = ", ".join(str(one.since) for one in sorted(own, key=lambda one: one.since))
    if not own:
        raise BadInput(f"No table of {kind} was imported. charting-tui codes tables lists what there is.")
    if since is None:
        raise BadInput(f"Several tables of {kind} were imported. Name the first day of one: {days}.")
    raise BadInput(f"No table of {kind} from {since} was imported; there is one from {days}.")


def _refuse_others(store: ChartStore) -> None:
    refusal = why_not_owner(store)
    if refusal:
        raise NotAllowed(refusal)


def _save(
    store: ChartStore,
    table: ImportedTable,
    after: Office,
    *,
    dry_run: bool,
    go_on: Callable[[int, int], bool],
) -> BroughtIn:
    """Save the office with or without a table, and tell what it says and finds otherwise."""
    changes = tuple(_changes(table, store.office, after))
    rows = [row for row in store.summaries(unbilled=True) if row.day >= table.since]
    effect = effect_of_office(store, after, rows, go_on) or Effect(0, ())
    if not dry_run:
        save_office(store, after)
    return BroughtIn(table, known=False, changes=changes, effect=effect)


def whole_quarter(store: ChartStore, read: PairsRead) -> ImportedTable:
    """Return the pairs that were read; BadInput where a part of the quarter was left out."""
    tables = tables_on(read.table.since, None, store.office.tables)
    codes = sorted(one.code for one in tables.procedures())
    pairs = (tables.pair(one, other) for one, other in combinations(codes, 2))
    left_out = sorted({pair.column1 for pair in pairs if pair and not read.covers(pair.column1)})
    if left_out:
        raise BadInput(
            f"{read.table.source}: pairs of {left_out[0]} in column 1 are in none of these files; name all "
            "parts of the quarter. Nothing was changed."
        )
    return read.table


def _same_place(one: ImportedTable, other: ImportedTable) -> bool:
    return (one.kind, one.since) == (other.kind, other.since)


def _others(office: Office, table: ImportedTable) -> Iterator[ImportedTable]:
    return (one for one in office.tables if not _same_place(one, table))


def _changes(table: ImportedTable, before: Office, after: Office) -> Iterator[TableChange]:
    """Give what the tables say otherwise on the table's day; pairs in the order of their codes.

    An edition of diagnoses is nothing but its changes, which are told by kind.
    """
    if table.kind == "diagnoses":
        return
    then, now = (_told(table, office, table.since) for office in (before, after))
    for what in sorted({*then, *now}):
        if then.get(what) != now.get(what):
            yield TableChange(what, then.get(what, ""), now.get(what, ""))


def _program(table: ImportedTable) -> Program:
    return "medicare" if table.kind == "medicare limits" else "medicaid"


def _told(table: ImportedTable, office: Office, day: date) -> dict[str, str]:
    tables = tables_on(day, None, office.tables)
    codes = sorted(one.code for one in tables.procedures())
    return dict(_pairs(tables, codes) if table.kind == "pairs" else _limits(tables, codes, table))


def _pairs(tables: CodeTables, codes: list[str]) -> Iterator[tuple[str, str]]:
    for one, other in combinations(codes, 2):
        pair = tables.pair(one, other)
        if pair is not None:
            opens = "a modifier opens it" if pair.indicator else "no modifier opens it"
            yield f"{pair.column1} with {pair.column2}", opens


def _limits(tables: CodeTables, codes: list[str], table: ImportedTable) -> Iterator[tuple[str, str]]:
    for code in codes:
        limit = tables.unit_limit(code, _program(table))
        if limit is not None:
            yield code, f"{limit.units} a day"
