"""Tells a client's progress in plain text: the report for prescriber or payer, and a line for each trend."""

from argparse import Namespace

from charting_tui.cli.clinic import client_named, note_look, open_clinic
from charting_tui.cli.lines import printable, say
from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.errors import BadInput
from charting_tui.operations.permission import readable, signed_in
from charting_tui.operations.visits.quick_words import vocabulary_of
from charting_tui.operations.visits.reporting import report_on
from charting_tui.shorthand.write.wording import dated
from charting_tui.worklist.trends import trends


def tell_report(options: Namespace) -> int:
    """Tell what the charted visits measured, up to the last of them."""
    store = open_clinic(options)
    try:
        signed_in(store.office, store.person)
        client = client_named(store, options.client)
        note_look(store, client, "report")
        chart = readable(store, store.chart(client))
        charted = [kept.visit for kept in chart.visits if kept.visit.note.facts is not None]
        if not charted:
            raise BadInput(
                "CLIENT: no visit has anything to report. Chart a visit with the quick line or guided entry."
            )
        last = max(charted, key=lambda visit: visit.date)
        known = chart.file.client
        born = dated(known.birth_date) if known.birth_date else "unknown"
        say(printable(f"Progress report: {known.name}, born {born}; up to {dated(last.date)}"))
        tables = tables_on(last.date, store.books.book)
        for code in last.diagnoses:
            entry = tables.diagnosis(code)
            say(printable(f"Diagnosis: {code}{f' {entry.text}' if entry else ''}"))
        for section, lines in report_on(store, client, last).items():
            say()
            say(section.capitalize())
            for line in lines:
                say(printable(line))
    finally:
        store.close()
    return 0


def tell_trends(options: Namespace) -> int:
    """Print each trend as a sentence."""
    store = open_clinic(options)
    try:
        client = client_named(store, options.client)
        note_look(store, client, "trends")
        found = trends(readable(store, store.chart(client)).visits, vocabulary_of(store))
    finally:
        store.close()
    for trend in found:
        say(printable(f"{trend.sentence}."))
    if not found:
        say("Nothing has been measured in two visits yet.")
    return 0
