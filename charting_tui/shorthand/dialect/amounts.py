"""Tokens that carry numbers: sides and grades, values before and after, minutes, frequencies."""

import re
from dataclasses import dataclass
from typing import Literal

Side = Literal["left", "right", "both", ""]

_SIDES: dict[str, Side] = {"l": "left", "r": "right", "b": "both"}
_SIDE = re.compile(r"([lrb])([0-9])?|m([0-9])", re.IGNORECASE)
_NUMBER = r"\d{1,4}(?:\.\d{1,2})?"
_CHANGE = re.compile(rf"([lrb])?({_NUMBER})(?:>({_NUMBER}))?([a-z%°]{{0,6}})", re.IGNORECASE)
_VERTEBRA = re.compile(r"([ctls])(\.?)(\d{1,2})", re.IGNORECASE)
_VERTEBRAE = {"c": 7, "t": 12, "l": 5, "s": 5}
_TIMES_A_WEEK = re.compile(r"(\d{1,2})xw(\d{1,2})?", re.IGNORECASE)
_SETS = re.compile(r"\d{1,2}x\d{1,3}s?", re.IGNORECASE)
_WORD_AND_MINUTES = re.compile(r"([a-z]+)(\d{1,3})(?:m|min)?", re.IGNORECASE)
_MINUTES = re.compile(r"(\d{1,3})(?:m|min)?", re.IGNORECASE)
_LASTING = re.compile(r"(\d{1,2})(d|days?|w|wk|wks|weeks?|mo|mos|months?|y|yr|yrs|years?)", re.IGNORECASE)
_SPANS = {"d": "day", "w": "week", "m": "month", "y": "year"}
_NUMBER_WORDS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


@dataclass(frozen=True)
class Change:
    """A value, or the values before and after; ``>`` always means within this visit."""

    first: float
    after: float | None
    unit: str
    side: Side


def lasting(text: str) -> str:
    """Read “3d”, “1wk”, “2mo” as a time in words, or nothing."""
    found = _LASTING.fullmatch(text)
    if not found or not int(found[1]):
        return ""
    span = _SPANS[found[2][0].lower()]
    return f"{int(found[1])} {span}{'' if int(found[1]) == 1 else 's'}"


def side_and_grade(text: str) -> tuple[Side, int | None] | None:
    """Read ``r2``, ``b``, or ``m2`` of the midline, which has no side; None where it is none of these."""
    found = _SIDE.fullmatch(text)
    if not found:
        return None
    if found[3]:
        return "", int(found[3])
    return _SIDES[found[1].lower()], int(found[2]) if found[2] else None


def change(text: str) -> Change | None:
    """Read ``r70>80``, ``20>45min``, ``17.5>17.1cm``, ``60%``; None where it is no value."""
    found = _CHANGE.fullmatch(text)
    if not found:
        return None
    return Change(
        float(found[2]),
        float(found[3]) if found[3] else None,
        found[4].lower(),
        _SIDES[found[1].lower()] if found[1] else "",
    )


def vertebra(text: str) -> tuple[str, bool] | None:
    """Read ``L4``, ``c.5``: its name, and whether it is written so that nothing else can be meant."""
    found = _VERTEBRA.fullmatch(text)
    if not found or not 1 <= int(found[3]) <= _VERTEBRAE[found[1].lower()]:
        return None
    return f"{found[1].upper()}{int(found[3])}", bool(found[2]) or found[1].isupper()


def frequency(text: str) -> str | None:
    """Read ``1xw6`` as “once a week for six weeks”; None where it is no frequency."""
    found = _TIMES_A_WEEK.fullmatch(text)
    if not found or not int(found[1]):
        return None
    times = {1: "once", 2: "twice"}.get(int(found[1]), f"{in_words(int(found[1]))} times")
    if not found[2] or not int(found[2]):
        return f"{times} a week"
    weeks = int(found[2])
    return f"{times} a week for {in_words(weeks)} {'week' if weeks == 1 else 'weeks'}"


def is_sets(text: str) -> bool:
    """Whether it is sets and repetitions: ``2x10``, ``3x30s``."""
    return _SETS.fullmatch(text) is not None


def minutes(text: str) -> int | None:
    """Read ``30``, ``30m``, ``30min``; None where it is no number of minutes."""
    found = _MINUTES.fullmatch(text)
    return int(found[1]) if found else None


def word_and_minutes(text: str) -> tuple[str, int] | None:
    """Read ``mfr30``: the word and its minutes; None where it is not both."""
    found = _WORD_AND_MINUTES.fullmatch(text)
    return (found[1], int(found[2])) if found else None


def in_words(number: int) -> str:
    """Return a small number in words."""
    return _NUMBER_WORDS[number] if number < len(_NUMBER_WORDS) else str(number)
