"""Words that the messages of several rules share."""

from collections.abc import Sequence
from datetime import date, timedelta

from charting_tui.records.people import LicenceType
from charting_tui.rules.case import Case

_LONGEST_NAME = 36
_LONGEST_QUOTE = 24


def payer_name(case: Case, longest: int = _LONGEST_NAME) -> str:
    """Return the payer's name, short enough for a sentence."""
    name = case.payer.name or "the payer"
    return name if len(name) <= longest else f"{name[: longest - 1]}…"


def quoted(words: str) -> str:
    """Return words as somebody wrote them, in quotes, clipped where they are many."""
    plain = " ".join(words.split())
    return f"“{plain if len(plain) <= _LONGEST_QUOTE else f'{plain[: _LONGEST_QUOTE - 1]}…'}”"


def one_of(words: Sequence[str]) -> str:
    """Return a choice in words: “97161, 97162 or 97163”."""
    return " or ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def a_licence(licence: LicenceType) -> str:
    """Return a kind of licence as somebody who holds it: “an LMT”, “a PT”."""
    return f"{'an' if licence[0] in 'LOM' else 'a'} {licence}"


def has_come(case: Case, day: date) -> bool:
    """Whether it is that day or later; the answer stands until the day is there."""
    return case.has_come(day)


def after(day: date, days: int) -> date:
    """Return the day so many days later, at the most the calendar's last."""
    return day + timedelta(days=days) if days <= (date.max - day).days else date.max
