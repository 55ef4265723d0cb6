"""Shows the words, phrases and rules that a clinic adds, or takes a file of them in their place."""

import json
from argparse import Namespace
from pathlib import Path

from charting_tui.cli.clinic import open_clinic
from charting_tui.cli.lines import counted, printable, say, text_of
from charting_tui.errors import BadInput
from charting_tui.operations.settings.own_files import (
    conflicts,
    read_rules,
    read_words,
    rules_text,
    save_rules,
    save_words,
    with_known_payers,
)
from charting_tui.operations.settings.phrases import kept_phrases, read_phrases, standing_over, take_phrases
from charting_tui.operations.visits.quick_words import conflicts_of, kept_words, take_words
from charting_tui.records.additions import OwnWords, Phrase
from charting_tui.records.canonical import plain
from charting_tui.rules.own import in_words
from charting_tui.shorthand.phrases import in_note
from charting_tui.store.chart_store import ChartStore


def exchange_words(options: Namespace) -> int:
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
    quick = counted(len(given.quick), "word") + " for the quick line"
    held = quick if options.mine else f"{techniques}, {areas} and {quick}"
    adds = "You add" if options.mine else "The clinic adds"
    say(f"Nothing was changed. The file has {held}." if options.dry_run else f"{adds} {held}.")
    return 0


def _kept(store: ChartStore, *, mine: bool) -> dict[str, object]:
    if mine:
        return {"quick": [plain(word) for word in kept_words(store, mine=True)]}
    return plain(store.office.words)


def _own(store: ChartStore, given: OwnWords) -> tuple[str, ...]:
    if given.techniques or given.areas:
        raise BadInput(
            "With --mine a file can contain only “quick”; the clinic's words are used to read notes."
        )
    return conflicts_of(given.quick, kept_words(store, mine=True), below=store.office.words.quick)


def _clinics(store: ChartStore, given: OwnWords) -> tuple[str, ...]:
    return (*conflicts(given, store.clock.today()), *conflicts_of(given.quick, store.office.words.quick))


def exchange_phrases(options: Namespace) -> int:
    """Print the phrases, or take those of the file."""
    given = None if options.file is None else read_phrases(text_of(Path(options.file)))
    store = open_clinic(options)
    try:
        if given is None:
            kept = tuple(kept_phrases(store, mine=options.mine).values())
            _show(kept, as_json=options.format == "json")
            return 0
        if not options.dry_run:
            take_phrases(store, given, mine=options.mine)
        told = [standing_over(store, phrase.name, mine=options.mine) for phrase in given]
    finally:
        store.close()
    for sentence in filter(None, told):
        say(printable(sentence))
    has = "You have" if options.mine else "The clinic has"
    done = "Nothing was changed. The file has" if options.dry_run else has
    say(f"{done} {counted(len(given), 'phrase')}.")
    return 0


def _show(phrases: tuple[Phrase, ...], *, as_json: bool) -> None:
    if as_json:
        say(json.dumps({"phrases": [plain(phrase) for phrase in phrases]}, ensure_ascii=False, indent=1))
        return
    for phrase in phrases:
        say(printable(f".{phrase.name}  {', '.join(phrase.sections)}".rstrip()))
        for line in in_note(phrase.text).split("\n"):
            say(f"    {printable(line)}".rstrip())
    if not phrases:
        say("No phrases yet. Add them in Settings, or load a file.")


def exchange_rules(options: Namespace) -> int:
    """Print the clinic's own rules as a file holds them, or take those of the file."""
    given = None if options.file is None else read_rules(text_of(Path(options.file)))
    store = open_clinic(options)
    try:
        if given is None:
            kept = rules_text(store.office.rules)
            say("\n".join(printable(line) for line in kept.splitlines()) or _NONE)
            return 0
        given = with_known_payers(given, store.office)
        if not options.dry_run:
            save_rules(store, given)
    finally:
        store.close()
    for rule in given:
        say(printable(f"{rule.id}  {in_words(rule)}: {rule.message}"))
    done = "Nothing was changed. The file has" if options.dry_run else "The clinic has"
    say(f"{done} {counted(len(given), 'rule')} of its own.")
    return 0


_NONE = "No rules of your own yet. Write them in a file as docs/own_rules.md shows, then load that file."
