"""Commands about the record as a whole: the index made again, the history recomputed."""

import sys
from argparse import Namespace
from pathlib import Path

from charting_tui.cli.clinic import open_clinic
from charting_tui.cli.lines import ProgressLine, counted, printable, say, text_of
from charting_tui.operations.clients.retention import past_retention, rule_in_words
from charting_tui.readers.dates import shown_date
from charting_tui.store.chart_store import ChartStore


def run(options: Namespace) -> int:
    """Reindex or verify; 1 where a chart is damaged or a history does not hold."""
    store = open_clinic(options)
    try:
        return _reindex(store) if options.command == "reindex" else _verify(store, options)
    finally:
        store.close()


def tell_retention(options: Namespace) -> int:
    """Print how long records are kept, and whose period is over; nothing is deleted."""
    store = open_clinic(options)
    try:
        past = sorted(past_retention(store), key=lambda one: one.until)
        say(printable(rule_in_words(store.office.practice)))
    finally:
        store.close()
    for one in past:
        say(f"{printable(one.client)}  last visit {shown_date(one.last)}, kept until {shown_date(one.until)}")
    say(f"{counted(len(past), 'record')} past that date. The program deletes none.")
    return 0


def _reindex(store: ChartStore) -> int:
    line = ProgressLine("charts read")
    try:
        count = store.reindex(line)
    finally:
        line.end()
    say(f"Read {count} {'chart' if count == 1 else 'charts'} into the index.")
    for client in store.damaged:
        say(f"The chart {printable(client)} is damaged and couldn't be read. Restore it from a backup.")
    return 1 if store.damaged else 0


_NOT_PROVED = (
    "This can't show whether someone recomputed every file with this program, or put back all files of "
    "the last moment together. Keep lines of “charting-tui verify --anchor” on paper or another machine; "
    "“charting-tui verify --against FILE” finds what was changed since."
)


def _verify(store: ChartStore, options: Namespace) -> int:
    if options.anchor:
        say(store.record.anchor())
        return 0
    since = _faults_since(store, options.against) if options.against is not None else []
    line = ProgressLine("charts")
    try:
        verdict = store.verify(line)
    finally:
        line.end()
    for sentence in (*since, *verdict.faults, *verdict.remarks):
        say(printable(sentence))
    count = len(verdict.faults) + len(since)
    found = "No faults found" if not count else "1 fault" if count == 1 else f"{count} faults"
    say(f"{found} in {verdict.charts} charts with {verdict.events} events.")
    if options.against is None:
        say(_NOT_PROVED)
    return 1 if count else 0


def _faults_since(store: ChartStore, file: str) -> list[str]:
    text = sys.stdin.read() if file == "-" and sys.stdin is not None else text_of(Path(file))
    count, faults = store.record.faults_since(text)
    if not faults:
        say("The anchor holds." if count == 1 else f"All {count} anchors hold.")
    return faults
