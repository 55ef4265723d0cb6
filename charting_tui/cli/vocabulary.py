"""Shows the clinic's own words for techniques and areas, or takes a file of them in their place."""

import json
from argparse import Namespace
from pathlib import Path

from charting_tui.acts.own_words import conflicts, read_words, save_words
from charting_tui.cli.clinic import open_clinic
from charting_tui.cli.lines import printable, say
from charting_tui.errors import BadInput
from charting_tui.records.canonical import plain

_LARGEST = 1_000_000
"""Bytes; more words than any clinic has."""


def run(options: Namespace) -> int:
    """Print the words, or take those of the file and tell which meant something else before."""
    given = None if options.file is None else read_words(_content(Path(options.file)))
    store = open_clinic(options)
    try:
        if given is None:
            say(json.dumps(plain(store.office.words), ensure_ascii=False, indent=1))
            return 0
        told = conflicts(given, store.clock.today())
        if not options.dry_run:
            save_words(store, given)
    finally:
        store.close()
    for sentence in told:
        say(printable(sentence))
    counted = f"{_count(len(given.techniques), 'technique')} and {_count(len(given.areas), 'area')}"
    say(f"Nothing was changed; the file has {counted}." if options.dry_run else f"The clinic adds {counted}.")
    return 0


def _content(file: Path) -> str:
    try:
        if file.stat().st_size > _LARGEST:
            raise BadInput(f"{file.name} is larger than {_LARGEST // 1_000_000} MB; name a file of words.")
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadInput(f"{file.name} is not text in UTF-8; save it so, and try again.") from None
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or "it is no name of a file"
        raise BadInput(f"{file.name} cannot be read: {reason.lower()}.") from None


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"
