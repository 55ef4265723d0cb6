"""Bringing a quarter's code tables into the clinic: what they change, which open visits they touch."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

from charting_tui.acts.office import save_office, why_not_owner
from charting_tui.acts.payer_effect import Effect, effect_of_office
from charting_tui.coding.tables import CodeTables, tables_on
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.interchange.ncci import PairsRead
from charting_tui.records.code_tables import ImportedTable
from charting_tui.records.office import Office
from charting_tui.store.chart_store import ChartStore


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
    refusal = why_not_owner(store)
    if refusal:
        raise NotAllowed(refusal)
    before = store.office
    known = any(one.rows == table.rows for one in before.tables if _same_place(one, table))
    after = before.model_copy(update={"tables": (*_others(before, table), table)})
    changes = tuple(_changes(table, before, after))
    rows = [row for row in store.summaries(unbilled=True) if row.day >= table.since]
    effect = effect_of_office(store, after, [] if known else rows, go_on) or Effect(0, ())
    if not known and not dry_run:
        save_office(store, after)
    return BroughtIn(table, known, changes, effect)


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
    program: Literal["medicare", "medicaid"] = "medicare" if table.kind == "medicare limits" else "medicaid"
    for code in codes:
        limit = tables.unit_limit(code, program)
        if limit is not None:
            yield code, f"{limit.units} a day"
