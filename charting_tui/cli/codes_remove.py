"""Removes a code table that was imported, and tells what that changes."""

from argparse import Namespace

from charting_tui.cli.clinic import asked_date, open_clinic
from charting_tui.cli.code_tables import tell_changes, tell_effect
from charting_tui.cli.lines import ProgressLine, printable, say
from charting_tui.operations.settings.code_tables import imported, remove
from charting_tui.records.code_tables import TableKind

_KINDS: dict[str, TableKind] = {
    "pairs": "pairs",
    "limits": "medicare limits",
    "medicaid-limits": "medicaid limits",
    "diagnoses": "diagnoses",
}


def run(options: Namespace) -> int:
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
    say("Nothing was changed." if options.dry_run else "The table is removed.")
    return 0
