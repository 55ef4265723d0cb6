"""What governs a clause: a denial, a condition, an intention, the past, or someone else (NegEx, ConText)."""

import re
from functools import lru_cache

from charting_tui.shorthand.read.note_words import NoteWords

_WORD = re.compile(r"[A-Za-z][A-Za-z'’/\-]*|\?")
_TENTH = r"(?:an?\s|about\s|around\s)*(?:\d|one|two|three|four|five|six|seven|eight|nine|ten)\b"
_CORRECTION = re.compile(
    r"\bno,?\s(?:sorry|wait|i mean|scratch that|make that|make it)\b"
    r"|\bno\s(?:real\s)?(?:change|chg|chng|changes|diff)\b(?=.*\d)"
    r"|(?<=\d)[\s,]+no\s(?:real\s)?(?:change|chg|chng|changes|diff|difference)\b"
    r"|\b(?:oops|scratch that|correction|sorry|my bad|i mean)\W+(?:that was|it was|was|should be)\b"
    r"|\bnot\s(?:the\s)?(?:r|l|rt|lt|right|left)\b(?=\s*(?:$|[,;.()\N{EN DASH}\N{EM DASH}-]"
    r"|its\b|it's\b|it is\b|but\b|rather\b))"
    rf"|\b(?:maybe|perhaps|possibly)(?=\s{_TENTH})",
    re.IGNORECASE,
)
"""Words of scope that govern nothing: they take back a word, name the other side, or round a value."""
_OF_A_DAY = re.compile(
    r"/\s?10\s+(?:on\s+|last\s+|this past\s+)?"
    r"(?:(?:mon|tues?|wed|weds|thu|thurs?|fri|sat|sun)(?:day|nesday|rsday|urday)?|yest|yesterday|yday"
    r"|last\s(?:night|nite|evening))\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"\b(?:was|were|from|fr|vs\.?)\s(?:an?\s)?\d{1,2}\s?/\s?10\b", re.IGNORECASE)
"""An earlier value, which may have its day behind it: “5/10 (was 8/10 last Tuesday)”."""
_LONGEST = 3
_KEPT = 1024
"""Texts that are remembered, so that a clause is not searched again at every key."""


@lru_cache(maxsize=_KEPT)
def governed_by(text: str, words: NoteWords) -> str:
    """Return the kind of scope that a text opens, or nothing."""
    left = words.harmless.sub(",", text)
    return next((words.governs[phrase] for phrase in phrases(left) if phrase in words.governs), "")


def is_of_a_day(text: str) -> bool:
    """Whether a score is told of a day by its name: “8/10 Saturday”, which is none of today."""
    return _OF_A_DAY.search(_EARLIER.sub(",", text)) is not None


def governed_behind(text: str, words: NoteWords) -> bool:
    """Whether a text that stands behind a treatment takes it back, as “not billed” does."""
    return any(phrase in words.governs_behind for phrase in phrases(text))


def runs_on(text: str, words: NoteWords) -> bool:
    """Whether a denial in the text reaches over a comma."""
    return any(phrase in words.runs_on for phrase in phrases(text))


@lru_cache(maxsize=_KEPT)
def phrases(text: str) -> tuple[str, ...]:
    """Return the phrases of one to three words in a text, in small letters, the longest first."""
    spoken = [
        found[0].casefold().replace("’", "'").rstrip(".")
        for found in _WORD.finditer(_CORRECTION.sub(",", text))
    ]
    return tuple(
        " ".join(spoken[place : place + length])
        for place in range(len(spoken))
        for length in range(min(_LONGEST, len(spoken) - place), 0, -1)
    )
