"""What governs a clause: a denial, a condition, an intention, the past, or somebody else (NegEx, ConText)."""

import re
from collections.abc import Iterator

from charting_tui.shorthand.read.note_words import NoteWords

_WORD = re.compile(r"[A-Za-z][A-Za-z'’/\-]*|\?")
_LONGEST = 3


def governed_by(text: str, words: NoteWords) -> str:
    """Return the kind of scope that a text opens, or nothing."""
    return next((words.governs[phrase] for phrase in phrases(text) if phrase in words.governs), "")


def governed_behind(text: str, words: NoteWords) -> bool:
    """Whether a text that stands behind a treatment takes it back, as “not billed” does."""
    return any(phrase in words.governs_behind for phrase in phrases(text))


def runs_on(text: str, words: NoteWords) -> bool:
    """Whether a denial in the text reaches over a comma."""
    return any(phrase in words.runs_on for phrase in phrases(text))


def phrases(text: str) -> Iterator[str]:
    """Give the phrases of one to three words in a text, in small letters, the longest first at each word."""
    spoken = [found[0].casefold().replace("’", "'").rstrip(".") for found in _WORD.finditer(text)]
    for place in range(len(spoken)):
        for length in range(min(_LONGEST, len(spoken) - place), 0, -1):
            yield " ".join(spoken[place : place + length])
