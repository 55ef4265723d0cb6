"""Words that the messages of several rules share."""

from collections.abc import Sequence
from datetime import date, timedelta

from charting_tui.records.people import LicenceType
from charting_tui.rules.case import Case

TIMES = "\N{MULTIPLICATION SIGN}"
"""Stands before a number of units: 97140 ×2."""
_LONGEST_NAME = 36
_LONGEST_QUOTE = 24


def payer_name(case: Case, longest: int = _LONGEST_NAME) -> str:
    """Return the payer's name, short enough for a sentence."""
    name = case.payer.name or "the payer"
    return name if len(name) <= longest else f"{name[: longest - 1]}…"


def whose(name: str) -> str:
    """Return a name as an owner: “Aetna's”, “Labor & Industries'”."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def quoted(words: str) -> str:
    """Return words as someone wrote them, in quotes, clipped where they are many."""
    plain = " ".join(words.split())
    return f"“{plain if len(plain) <= _LONGEST_QUOTE else f'{plain[: _LONGEST_QUOTE - 1]}…'}”"


def one_of(words: Sequence[str]) -> str:
    """Return a choice in words: “97161, 97162 or 97163”."""
    return " or ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def all_of(words: Sequence[str]) -> str:
    """Return a list in words: “goals, duration and frequency”."""
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)


def ordinal(number: int) -> str:
    """Return a place in a row in words, from ten on in digits: “third”, “17th”."""
    if 0 < number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    return f"{number}{'th' if number % 100 in _TEENS else _ENDINGS.get(number % 10, 'th')}"


AS_AGREED = "bill the client under a signed agreement"
"""What is left to do where the payer does not pay and the client agreed to."""


def a_licence(licence: LicenceType) -> str:
    """Return a kind of licence as someone who holds it: “an LMT”, “a PT”."""
    return f"{'an' if licence[0] in 'LOM' else 'a'} {licence}"


def has_come(case: Case, day: date) -> bool:
    """Whether it is that day or later; the answer stands until the day is there."""
    return case.has_come(day)


def after(day: date, days: int) -> date:
    """Return the day so many days later, at the most the calendar's last."""
    return day + timedelta(days=days) if days <= (date.max - day).days else date.max
