"""Tells how pain, ranges, function and outcome measures of a client went, a line for each."""

from argparse import Namespace

from charting_tui.cli.clinic import client_named, open_clinic
from charting_tui.cli.lines import printable, say
from charting_tui.operations.visits.quick_words import vocabulary_of
from charting_tui.worklist.trends import trends


def run(options: Namespace) -> int:
    """Print each trend as a sentence."""
    store = open_clinic(options)
    try:
        client = client_named(store, options.client)
        store.log_access(client, "trends")
        found = trends(store.chart(client).visits, vocabulary_of(store))
    finally:
        store.close()
    for trend in found:
        say(printable(f"{trend.sentence}."))
    if not found:
        say("Nothing was measured in two visits yet.")
    return 0
