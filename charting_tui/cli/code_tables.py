"""Brings CMS's tables and editions of ICD-10-CM in, lists and removes them, and tells what changes."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from charting_tui.cli.clinic import asked_date, open_clinic
from charting_tui.cli.codes import clinics_book
from charting_tui.cli.lines import ProgressLine, columns, look_at, printable, say
from charting_tui.coding.code_tables.table_age import old_today, packaged_tables
from charting_tui.interchange.icd10cm import Edition, read_edition
from charting_tui.interchange.ncci import read_limits, read_pairs
from charting_tui.operations.settings.code_tables import (
    BroughtIn,
    EditionBroughtIn,
    bring_edition_in,
    bring_in,
    changes_in,
    imported,
    known_codes,
    known_diagnoses,
    remove,
    whole_limits,
    whole_quarter,
)
from charting_tui.records.additions import ImportedTable, TableKind
from charting_tui.store.chart_store import ChartStore

_MOST_SHOWN = 40


def import_table(options: Namespace) -> int:
    """Bring the files in, or list the tables; 0 also where a file was brought in before."""
    for file in () if options.act == "tables" else options.files:
        look_at(file)
    store = open_clinic(options)
    try:
        if options.act == "tables":
            _list(store)
            return 0
        table = _read(options, store)
        line = ProgressLine("visits")

        def go_on(done: int, of: int) -> bool:
            line(done, of)
            return True

        try:
            brought = bring_in(store, table, dry_run=options.dry_run, go_on=go_on)
        finally:
            line.end()
    finally:
        store.close()
    _tell(brought, dry_run=options.dry_run)
    return 0


def _read(options: Namespace, store: ChartStore) -> ImportedTable:
    known = known_codes(store)
    since = asked_date(options.effective, "--effective", store.clock.today())
    if options.act == "import-ncci":
        return whole_quarter(store, read_pairs(options.files, known, since))
    return whole_limits(store, read_limits(options.files[0], known, since, options.program))


def _tell(brought: BroughtIn, *, dry_run: bool) -> None:
    table = brought.table
    say(
        printable(
            f"{table.kind.capitalize()} from {table.since}: {len(table.rows)} for codes the program uses."
        )
    )
    if brought.known:
        say("The clinic already has this table. Nothing was changed.")
        return
    tell_changes(brought)
    tell_effect(brought)
    say("Nothing was changed." if dry_run else "Table imported.")


def tell_changes(brought: BroughtIn) -> None:
    """Tell which entries say something else from the table's day on."""
    shown = brought.changes[:_MOST_SHOWN]
    rows = [(one.what, one.before or "none", "→", one.after or "none") for one in shown]
    for line in columns(rows) if rows else ["It is the same as the table before it."]:
        say(line)
    if len(brought.changes) > len(shown):
        say(f"and {len(brought.changes) - len(shown)} more")


def tell_effect(brought: BroughtIn) -> None:
    """Tell which open visits a table touches."""
    say(brought.effect.told("from that day on"))
    for one in brought.effect.changes[:_MOST_SHOWN]:
        new = ", ".join(sorted({found.rule for found in one.new})) or "none"
        gone = ", ".join(sorted({found.rule for found in one.gone})) or "none"
        say(printable(f"  {one.visit.day} {one.visit.client} {one.visit.visit}: new {new}; resolved {gone}"))


def _list(store: ChartStore) -> None:
    rows = [(kind, day.isoformat(), "built in") for kind, day in packaged_tables()]
    rows += [(one.kind, one.since.isoformat(), one.source) for one in store.office.tables]
    for line in columns([("table", "from", "source"), *sorted(rows)]):
        say(line)
    office, book = store.office, store.books.book
    for old in old_today(store.clock.today(), office.payers, office.tables, book.release if book else None):
        say(old.sentence)


_KINDS: dict[str, TableKind] = {
    "pairs": "pairs",
    "limits": "medicare limits",
    "medicaid-limits": "medicaid limits",
    "diagnoses": "diagnoses",
}


def remove_table(options: Namespace) -> int:
    """Remove the table, or tell what that would change."""
    store = open_clinic(options)
    try:
        since = asked_date(options.since, "SINCE", store.clock.today())
        table = imported(store, _KINDS[options.table], since)
        line = ProgressLine("visits")

        def go_on(done: int, of: int) -> bool:
            line(done, of)
            return True

        try:
            done = remove(store, table, dry_run=options.dry_run, go_on=go_on)
        finally:
            line.end()
    finally:
        store.close()
    say(printable(f"{table.kind.capitalize()} from {table.since}, read from {table.source}."))
    if table.kind != "diagnoses":
        tell_changes(done)
    tell_effect(done)
    say("Nothing was changed." if options.dry_run else "Table removed.")
    return 0


_MOST_OF_A_KIND = 5
"""Of each kind of change."""
_MOST_CLIENTS = 40
_USUAL = 98_000
"""Rows of an edition, for the line that tells how far it is."""


def update_diagnoses(options: Namespace) -> int:
    """Bring the edition in; 0 also where it was brought in before."""
    look_at(options.file)
    store = open_clinic(options)
    try:
        since = asked_date(options.since, "--since", store.clock.today())
        book = clinics_book(store)
        with _line("codes") as at_codes:
            edition = read_edition(options.file, since, lambda rows: at_codes(rows, max(rows, _USUAL)))
        known = known_diagnoses(store, book, edition.since)
        table = changes_in(edition, known)
        with _line("clients") as at_clients, _line("visits") as at_visits:
            done = bring_edition_in(
                store, table, known, dry_run=options.dry_run, at_clients=at_clients, at_visits=at_visits
            )
    finally:
        store.close()
    _tell_edition(edition, done, dry_run=options.dry_run)
    return 0


@contextmanager
def _line(things: str) -> Iterator[Callable[[int, int], bool]]:
    """Give what hears how far it is; its clock begins with the first word."""
    lines: list[ProgressLine] = []

    def go_on(done: int, of: int) -> bool:
        if not lines:
            lines.append(ProgressLine(things))
        lines[0](done, of)
        return True

    try:
        yield go_on
    finally:
        for line in lines:
            line.end()


def _tell_edition(edition: Edition, done: EditionBroughtIn, *, dry_run: bool) -> None:
    say(printable(f"ICD-10-CM from {edition.since}: {len(edition.codes):,} rows in {edition.name}."))
    if not edition.with_headings:
        say("A file of codes has no headings. Known headings stay; new ones stay unknown.")
    if done.brought.known:
        say("The clinic already has this edition. Nothing was changed.")
        return
    if not done.kinds:
        say("It is the same as the edition before it.")
    for kind, changes in done.kinds.items():
        say(f"{kind}: {len(changes):,}")
        for line in columns([("", one.what, one.after or one.before) for one in changes[:_MOST_OF_A_KIND]]):
            say(line)
        if len(changes) > _MOST_OF_A_KIND:
            say(f"  and {len(changes) - _MOST_OF_A_KIND:,} more")
    _tell_clients(done)
    tell_effect(done.brought)
    say("Nothing was changed." if dry_run else "Edition imported.")


def _tell_clients(done: EditionBroughtIn) -> None:
    touched = done.clients
    if not touched:
        say("No client has a current diagnosis that ends or becomes a heading.")
        return
    many = "1 client has" if len(touched) == 1 else f"{len(touched):,} clients have"
    say(f"{many} a current diagnosis that ends or becomes a heading. Ask the prescribers:")
    for one in touched[:_MOST_CLIENTS]:
        say(printable(f"  {one.client}: {', '.join(one.codes)}"))
    if len(touched) > _MOST_CLIENTS:
        say(f"  and {len(touched) - _MOST_CLIENTS:,} more")
