"""How many days a plan of care runs by its own words: “4 weeks”, “30 days”, “3 months”."""

import re

_WORDS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12,
}  # fmt: skip
_DAYS = {"d": 1, "w": 7, "m": 31, "y": 366}
"""Days of a unit at the most, by its first letter."""
_SPAN = re.compile(
    rf"(?<![\w./])(\d{{1,3}}|{'|'.join(_WORDS)})\s*(?:\(\d+\)\s*)?-?\s*"
    r"(days?|d|weeks?|wks?|wk|w|months?|mos?|mths?|years?|yrs?|yr)\b\.?",
    re.IGNORECASE,
)
_A_RATE = re.compile(r"\s*(?:/|per\b|an?\b|each\b|every\b)|\s*(?:weekly|daily)\b", re.IGNORECASE)


def days_of(words: str) -> int | None:
    """Return the days that a duration stands for, the longest where it names several; None if it names none.

    A month counts 31 days. “3 days a week for 6 weeks” is 6 weeks.
    """
    spans = [
        (_WORDS.get(found[1].lower()) or int(found[1])) * _DAYS[found[2][0].lower()]
        for found in _SPAN.finditer(words)
        if not _A_RATE.match(words, found.end()) and not _every(words, found.start())
    ]
    return max(spans, default=None)


def _every(words: str, at: int) -> bool:
    """Whether “every” or “per” stands before a span, which then says how often and not how long."""
    return bool(re.search(r"\b(?:every|per|each|once in)\s*$", words[:at], re.IGNORECASE))
