"""Reads CMS's quarterly tables into the clinic, and tells which tables are in force."""

from argparse import Namespace

from charting_tui.cli.clinic import asked_date, open_clinic
from charting_tui.cli.given_file import look_at
from charting_tui.cli.lines import ProgressLine, columns, printable, say
from charting_tui.coding.code_tables.table_age import old_today, packaged_tables
from charting_tui.interchange.mue import read_limits
from charting_tui.interchange.ncci import read_pairs
from charting_tui.operations.settings.code_tables import (
    BroughtIn,
    bring_in,
    known_codes,
    whole_limits,
    whole_quarter,
)
from charting_tui.records.code_tables import ImportedTable
from charting_tui.store.chart_store import ChartStore

_MOST_SHOWN = 40


def run(options: Namespace) -> int:
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
    say(printable(f"{table.kind.capitalize()} from {table.since}: {len(table.rows)} of codes known here."))
    if brought.known:
        say("This table is in the clinic already; nothing was changed.")
        return
    tell_changes(brought)
    tell_effect(brought)
    say("Nothing was changed." if dry_run else "The table is in the clinic.")


def tell_changes(brought: BroughtIn) -> None:
    """Tell which entries say something else from the table's day on."""
    shown = brought.changes[:_MOST_SHOWN]
    rows = [(one.what, one.before or "not there", "→", one.after or "not there") for one in shown]
    for line in columns(rows) if rows else ["It says the same as the table before it."]:
        say(line)
    if len(brought.changes) > len(shown):
        say(f"and {len(brought.changes) - len(shown)} more")


def tell_effect(brought: BroughtIn) -> None:
    """Tell which open visits a table touches."""
    say(brought.effect.told("from that day on"))
    for one in brought.effect.changes[:_MOST_SHOWN]:
        new = ", ".join(sorted({found.rule for found in one.new})) or "none"
        gone = ", ".join(sorted({found.rule for found in one.gone})) or "none"
        say(printable(f"  {one.visit.day} {one.visit.client} {one.visit.visit}: new {new}; gone {gone}"))


def _list(store: ChartStore) -> None:
    rows = [(kind, day.isoformat(), "of the program") for kind, day in packaged_tables()]
    rows += [(one.kind, one.since.isoformat(), one.source) for one in store.office.tables]
    for line in columns([("table", "from", "source"), *sorted(rows)]):
        say(line)
    office, book = store.office, store.books.book
    for old in old_today(store.clock.today(), office.payers, office.tables, book.release if book else None):
        say(old.sentence)
