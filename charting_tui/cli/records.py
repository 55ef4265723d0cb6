"""Commands about the record as a whole: the index made anew, the history recomputed."""

from argparse import Namespace

from charting_tui.cli.clinic import open_clinic
from charting_tui.cli.lines import ProgressLine, printable, say
from charting_tui.store.chart_store import ChartStore


def run(options: Namespace) -> int:
    """Reindex or verify; 1 where a chart is damaged or a history does not hold."""
    store = open_clinic(options)
    try:
        return _reindex(store) if options.command == "reindex" else _verify(store)
    finally:
        store.close()


def _reindex(store: ChartStore) -> int:
    line = ProgressLine("charts read")
    try:
        count = store.reindex(line)
    finally:
        line.end()
    say(f"Read {count} {'chart' if count == 1 else 'charts'} into the index.")
    for client in store.damaged:
        say(f"The chart {printable(client)} is damaged and could not be read; restore it from a backup.")
    return 1 if store.damaged else 0


def _verify(store: ChartStore) -> int:
    verdict = store.verify()
    for sentence in (*verdict.faults, *verdict.remarks):
        say(printable(sentence))
    found = f"{len(verdict.faults)} faults" if verdict.faults else "Nothing is wrong"
    say(f"{found} in {verdict.charts} charts with {verdict.events} events.")
    return 0 if verdict.sound else 1
