"""Which half of the day a typed time means, where that can be known."""

from dataclasses import dataclass
from datetime import time

from charting_tui.shorthand.amounts import time_of_day

_HALF_A_DAY = 12


@dataclass(frozen=True)
class Resolved:
    """A time, or why there is none."""

    moment: time | None
    fault: str = ""
    choices: tuple[time, ...] = ()


def resolved(text: str, after: time | None) -> Resolved:
    """Return the time that ``text`` means: of two halves of the day the first one not before ``after``."""
    read = time_of_day(text)
    if read is None:
        return Resolved(None, f"“{text}” is no time of day; write it like 902 or 1402")
    early, certain = read
    if certain:
        return Resolved(early)
    late = early.replace(hour=early.hour + _HALF_A_DAY)
    if after is None:
        return Resolved(None, f"{early:%H:%M} or {late:%H:%M}?", (late, early))
    return Resolved(early if early >= after else late)
