"""Shows the words that a clinic or a person adds, or takes a file of them in their place."""

import json
from argparse import Namespace
from pathlib import Path

from charting_tui.cli.clinic import open_clinic
from charting_tui.cli.given_file import text_of
from charting_tui.cli.lines import counted, printable, say
from charting_tui.errors import BadInput
from charting_tui.operations.settings.own_words import conflicts, read_words, save_words
from charting_tui.operations.visits.quick_words import conflicts_of, kept_words, take_words
from charting_tui.records.canonical import plain
from charting_tui.records.vocabulary import OwnWords
from charting_tui.store.chart_store import ChartStore


def run(options: Namespace) -> int:
    """Print the words, or take those of the file and tell which meant something else before."""
    given = None if options.file is None else read_words(text_of(Path(options.file)))
    store = open_clinic(options)
    try:
        if given is None:
            say(json.dumps(_kept(store, mine=options.mine), ensure_ascii=False, indent=1))
            return 0
        told = _own(store, given) if options.mine else _clinics(store, given)
        if not options.dry_run and options.mine:
            take_words(store, given.quick, mine=True)
        elif not options.dry_run:
            save_words(store, given)
    finally:
        store.close()
    for sentence in told:
        say(printable(sentence))
    techniques, areas = counted(len(given.techniques), "technique"), counted(len(given.areas), "area")
    quick = counted(len(given.quick), "word") + " of the quick line"
    held = quick if options.mine else f"{techniques}, {areas} and {quick}"
    adds = "You add" if options.mine else "The clinic adds"
    say(f"Nothing was changed; the file has {held}." if options.dry_run else f"{adds} {held}.")
    return 0


def _kept(store: ChartStore, *, mine: bool) -> dict[str, object]:
    if mine:
        return {"quick": [plain(word) for word in kept_words(store, mine=True)]}
    return plain(store.office.words)


def _own(store: ChartStore, given: OwnWords) -> tuple[str, ...]:
    if given.techniques or given.areas:
        raise BadInput("With --mine a file holds “quick” alone; notes are read by the clinic's words.")
    return conflicts_of(given.quick, kept_words(store, mine=True), below=store.office.words.quick)


def _clinics(store: ChartStore, given: OwnWords) -> tuple[str, ...]:
    return (*conflicts(given, store.clock.today()), *conflicts_of(given.quick, store.office.words.quick))
