"""Tells a client's progress in plain text, for the prescriber or the payer."""

from argparse import Namespace

from charting_tui.acts.permission import signed_in
from charting_tui.acts.reporting import report_on
from charting_tui.cli.client_named import client_named
from charting_tui.cli.clinic import open_clinic
from charting_tui.cli.lines import printable, say
from charting_tui.errors import BadInput


def run(options: Namespace) -> int:
    """Tell what the charted visits measured, up to the last of them."""
    store = open_clinic(options)
    try:
        signed_in(store.office, store.person)
        client = client_named(store, options.client)
        chart = store.chart(client)
        charted = [kept.visit for kept in chart.visits if kept.visit.note.facts is not None]
        if not charted:
            raise BadInput(
                "CLIENT: no visit has facts to report; chart one by the quick line or the prompts."
            )
        last = max(charted, key=lambda visit: visit.date)
        known = chart.file.client
        say(printable(f"{known.name}, born {known.birth_date or 'unknown'}; up to {last.date:%-d %b %Y}"))
        for lines in report_on(store, client, last).values():
            for line in lines:
                say(printable(line))
    finally:
        store.close()
    return 0
