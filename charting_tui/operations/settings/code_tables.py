"""Importing and removing code tables and editions of ICD-10-CM: what that changes, and whom it touches."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from charting_tui.coding.code_tables.table_rows import Program
from charting_tui.coding.code_tables.tables import CodeTables, tables_on
from charting_tui.coding.diagnosis_book.book import DiagnosisBook
from charting_tui.coding.diagnosis_book.diagnoses import CATEGORY, written
from charting_tui.coding.diagnosis_book.updated_diagnoses import changes_of
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.interchange.icd10cm import Edition, ToldCode
from charting_tui.interchange.ncci import LimitsRead, PairsRead
from charting_tui.operations.clients.client_file import read_known
from charting_tui.operations.settings.payer_effect import Effect, effect_of_office
from charting_tui.operations.settings.practice import save_office, why_not_owner
from charting_tui.records.additions import ImportedTable, TableKind
from charting_tui.records.office import Office
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.refusals import ChartDamaged, ChartMissing

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

    NotAllowed for who is no owner, Conflict where someone saved the practice meanwhile.
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
    Conflict where someone saved the practice meanwhile.
    """
    _refuse_others(store)
    before = store.office
    later = [one.since for one in before.tables if one.kind == table.kind and one.since > table.since]
    if table.kind == "diagnoses" and later:
        raise BadInput(
            f"The edition from {max(later)} is based on this one. Remove that one first: charting-tui "
            f"codes remove diagnoses {max(later)}"
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
            f"{table.source} is incomplete: {len(missing)} of the {len(codes)} codes with a limit "
            f"{'is' if len(missing) == 1 else 'are'} missing, such as {(outside or missing)[0]}. "
            "Download the file again. Nothing was changed."
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
        raise BadInput(f"There is no imported {kind} table. Run charting-tui codes tables to see the list.")
    if since is None:
        raise BadInput(f"There are several imported {kind} tables. Add the first day of one: {days}.")
    raise BadInput(f"There is no imported {kind} table from {since}. There is one from {days}.")


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
            f"{read.table.source}: pairs with {left_out[0]} in column 1 are in none of these files. Name "
            "every file of the quarter. Nothing was changed."
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
            opens = "a modifier bypasses it" if pair.indicator else "no modifier bypasses it"
            yield f"{pair.column1} with {pair.column2}", opens


def _limits(tables: CodeTables, codes: list[str], table: ImportedTable) -> Iterator[tuple[str, str]]:
    for code in codes:
        limit = tables.unit_limit(code, _program(table))
        if limit is not None:
            yield code, f"{limit.units} a day"


_MOST_ENDED = 1_000
"""Codes that one edition may end; published ones ended some hundreds at the most."""
_WORD = re.compile(r"[a-z0-9]+")
_CHOICE = "/\t"
"""Where the package that the book is made from joins several wordings of a seventh character."""
Known = dict[str, ToldCode]
GoOn = Callable[[int, int], bool]


@dataclass(frozen=True)
class TouchedClient:
    """A client whose current diagnoses an edition ends, or makes headings."""

    client: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class EditionBroughtIn:
    """What an edition would change or has changed."""

    brought: BroughtIn
    kinds: dict[str, tuple[TableChange, ...]]
    """What changes, by what kind of change it is."""
    clients: tuple[TouchedClient, ...]


def known_diagnoses(store: ChartStore, book: DiagnosisBook, since: date) -> Known:
    """Return every code and heading as known before an edition; BadInput where a newer one is known."""
    editions = sorted(
        (one for one in store.office.tables if one.kind == "diagnoses"), key=lambda one: one.since
    )
    newest = max([book.release, *(one.since for one in editions)])
    if since < newest or since == book.release:
        raise BadInput(
            f"You already have the edition from {newest}; this one is from {since}. Import a newer one. "
            "Nothing was changed."
        )
    rows = book.all_codes()
    if rows is None:
        raise BadInput("The full diagnosis list is damaged. Run the command again to rebuild it.")
    known = {code: ToldCode(billable, text) for code, billable, text in rows}
    for edition in editions:
        if book.release < edition.since < since:
            for code, (mark, text) in changes_of(edition):
                old = known.pop(code, None)
                if mark == "t" and old:
                    known[code] = ToldCode(old.billable, text)
                elif mark in {"b", "h"}:
                    known[code] = ToldCode(mark == "b", text)
    return known


def changes_in(edition: Edition, known: Known) -> ImportedTable:
    """Return what an edition says otherwise; BadInput where it would end more than an edition ends."""
    told = edition.codes if edition.with_headings else _with_headings(edition, known)
    ended = [code for code in known if code not in told]
    last = _last_category(known)
    codes_ended = sum(known[code].billable for code in ended)
    if last > _last_category(told):
        raise BadInput(
            f"{edition.name} is incomplete: it ends before {last[1]}, the last known category. Download "
            "it again. Nothing was changed."
        )
    if codes_ended > _MOST_ENDED:
        raise BadInput(
            f"{edition.name} would end {codes_ended:,} known codes, more than any edition does. It is "
            "incomplete or a different code set. Nothing was changed."
        )
    rows = [*_differences(told, known), *(f"{code} - {_line(known[code].text)}" for code in ended)]
    return ImportedTable(kind="diagnoses", since=edition.since, source=edition.name, rows=tuple(sorted(rows)))


def bring_edition_in(
    store: ChartStore,
    table: ImportedTable,
    known: Known,
    *,
    dry_run: bool,
    at_clients: GoOn = lambda _done, _of: True,
    at_visits: GoOn = lambda _done, _of: True,
) -> EditionBroughtIn:
    """Save an edition's changes in the place of that day's, and tell what changes and for whom."""
    refusal = why_not_owner(store)
    if refusal:
        raise NotAllowed(refusal)
    kinds = {kind: tuple(changes) for kind, changes in _by_kind(table, known).items() if changes}
    stopped = {code for code, (mark, _) in changes_of(table) if mark in {"-", "h"}}
    clients = tuple(_touched(store, stopped, table.since, at_clients))
    brought = bring_in(store, table, dry_run=dry_run, go_on=at_visits)
    changes = tuple(change for changes in kinds.values() for change in changes)
    return EditionBroughtIn(replace(brought, changes=changes), kinds, clients)


def _with_headings(edition: Edition, known: Known) -> dict[str, ToldCode]:
    """Return a file of codes with the known headings that still have codes below them.

    A known code that the file leaves out, while it has codes below that one, is a heading from now on.
    """
    above = {
        code[:length].removesuffix(".") for code in edition.codes for length in range(CATEGORY, len(code))
    }
    headings = {code: ToldCode(billable=False, text=known[code].text) for code in above if code in known}
    return {**headings, **edition.codes}


def _differences(told: dict[str, ToldCode], known: Known) -> Iterator[str]:
    for code, now in told.items():
        before = known.get(code)
        if before is None or before.billable != now.billable:
            yield f"{code} {'b' if now.billable else 'h'} {_line(now.text)}"
        elif _words(before.text) != _words(now.text):
            yield f"{code} t {_line(now.text)}"


def _words(text: str) -> list[str]:
    """Return a text's words without accents and signs, which change between the files of one edition."""
    plain = unicodedata.normalize("NFKD", text.partition(_CHOICE)[0])
    return _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)).lower())


def _line(text: str) -> str:
    return " ".join(text.partition(_CHOICE)[0].split())


def _last_category(codes: Iterable[str]) -> tuple[bool, str]:
    """Return the last category, those of U behind those of Z as the published files have them."""
    return max(((code[:1] == "U", code[:CATEGORY]) for code in codes), default=(False, ""))


_KINDS = {
    (None, "b"): "New codes",
    (None, "h"): "New headings",
    (False, "b"): "Headings that became codes",
    (True, "h"): "Codes that became headings",
    (True, "t"): "Codes with another text",
    (False, "t"): "Headings with another text",
    (True, "-"): "Codes that ended",
    (False, "-"): "Headings that ended",
}


def _by_kind(table: ImportedTable, known: Known) -> dict[str, list[TableChange]]:
    kinds: dict[str, list[TableChange]] = {kind: [] for kind in _KINDS.values()}
    for code, (mark, text) in changes_of(table):
        old = known.get(code)
        kind = _KINDS[(old.billable if old else None, mark)]
        kinds[kind].append(TableChange(code, _line(old.text) if old else "", "" if mark == "-" else text))
    return kinds


def _touched(store: ChartStore, codes: set[str], since: date, go_on: GoOn) -> Iterator[TouchedClient]:
    rows = store.find_clients("", limit=1_000_000)
    for number, row in enumerate(rows, 1):
        try:
            file = read_known(store, row.client).file
        except (ChartDamaged, ChartMissing):
            continue
        current = (one.code for one in file.diagnoses if one.ended_on is None or one.ended_on >= since)
        found = tuple(dict.fromkeys(code for code in current if written(code) in codes))
        if found:
            yield TouchedClient(row.client, found)
        go_on(number, len(rows))
