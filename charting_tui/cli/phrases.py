"""Shows the clinic's or one's own phrases, or takes a file of them in their place."""

import json
from argparse import Namespace
from pathlib import Path

from charting_tui.cli.clinic import open_clinic
from charting_tui.cli.given_file import text_of
from charting_tui.cli.lines import counted, printable, say
from charting_tui.operations.settings.phrases import kept_phrases, read_phrases, standing_over, take_phrases
from charting_tui.records.canonical import plain
from charting_tui.records.vocabulary import Phrase
from charting_tui.shorthand.phrases import in_note


def run(options: Namespace) -> int:
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
    done = "Nothing was changed; the file has" if options.dry_run else has
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
        say("No phrase yet. The Office has a part for them; a file is taken by its name.")
