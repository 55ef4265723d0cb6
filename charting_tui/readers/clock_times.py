"""Times of day as people type them: 9, 930, 1430, 2:30 pm, noon, and two of them with a dash between."""

import re
from dataclasses import dataclass
from datetime import time

from charting_tui.errors import BadInput

_DIGITS = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d{2})|:(?P<exact>\d{2}):\d{2})?"
    r"\s*(?:(?P<half>[ap])(?:\.?\s*m)?\.?)?",
    re.ASCII | re.IGNORECASE,
)
_COMPACT = r"\d{1,2}(?::?\d{2})?(?:[apAP][mM]?)?"
WITH_A_COLON = rf"(?=[^\s;,@$]*\d:\d){_COMPACT}(?:[-–]{_COMPACT})?"
"""The shape of one time or two without blanks, for a text in which a colon has another meaning too."""
HALVES = frozenset({"am", "pm", "a.m.", "p.m."})
"""Words that tell the half of the day of the time before them."""
_WORDS = {"noon": time(12), "12 noon": time(12), "12noon": time(12), "midnight": time(0)}
_RANGE = re.compile(r"(.*?)(?:\s*[-\N{EN DASH}\N{EM DASH}]\s*|\s+(?:to|until|til)\s+)(.*)", re.IGNORECASE)
_TWO_WORDS = re.compile(r"(\d\S*(?:\s+[ap]\.?m\.?)?)\s+(\d\S*(?:\s+[ap]\.?m\.?)?)", re.IGNORECASE)
_NOON = 12
_HOURS, _MINUTES = 24, 60
_FIRST_WORKING_HOUR = 7
_NEAR = 3 * _MINUTES
_LONGEST = 8 * _MINUTES
"""Minutes between two times of which one may be morning or afternoon; two further apart were swapped."""
_LIKE = "Type it like 9:30, 930, 1430 or 2:30pm."
_RANGE_LIKE = "Type both times with a dash, like 902-958 or 2pm-3pm."


@dataclass(frozen=True)
class TypedTime:
    """A time as far as its text tells it."""

    early: time
    late: time | None = None
    """The same clock face in the afternoon, where the text leaves the half of the day open."""

    @property
    def choices(self) -> tuple[time, ...]:
        """Every time it can mean, the earliest first."""
        return (self.early,) if self.late is None else (self.early, self.late)

    def near(self, moment: time) -> time:
        """Return the choice in working hours, or the other one where that is within 3 hours of ``moment``."""
        usual = self.in_working_hours()
        other = next((choice for choice in self.choices if choice != usual), usual)
        return other if abs(minute_of(other) - minute_of(moment)) <= _NEAR else usual

    def in_working_hours(self) -> time:
        """Return the choice between 7 AM and 7 PM: from one to six o'clock it is the afternoon."""
        return self.late if self.late and self.early.hour < _FIRST_WORKING_HOUR else self.early

    def after(self, start: time) -> time:
        """Return the first choice after ``start``, or the last one where none is."""
        return next((choice for choice in self.choices if choice > start), self.choices[-1])

    def before(self, end: time) -> time:
        """Return the last choice before ``end``, or the first one where none is."""
        return next((choice for choice in reversed(self.choices) if choice < end), self.early)


def minute_of(moment: time) -> int:
    """Return the minutes since midnight."""
    return moment.hour * _MINUTES + moment.minute


def typed_time(text: str) -> TypedTime:
    """Return what a text tells of a time; BadInput names what is wrong with it.

    Without am or pm the half of the day is open for hours from 1 to 12, but not for one that is written
    with a zero before it, as in 0230.
    """
    typed = " ".join(text.split())
    if (named := _WORDS.get(typed.lower())) is not None:
        return TypedTime(named)
    found = _DIGITS.fullmatch(typed)
    if not typed:
        raise BadInput(f"The time is missing. {_LIKE}")
    if not found:
        raise BadInput(f"“{typed}” isn't a time. {_LIKE}")
    hour, minute = int(found["hour"]), int(found["minute"] or found["exact"] or 0)
    half = (found["half"] or "").lower()
    if minute >= _MINUTES:
        raise BadInput(f"“{typed}” isn't a time: an hour has 60 minutes. {_LIKE}")
    if hour >= _HOURS:
        raise BadInput(f"“{typed}” isn't a time: there is no hour {hour}. {_LIKE}")
    if half and not 1 <= hour <= _NOON:
        raise BadInput(f"“{typed}” isn't a time: with {half}m the hour is 1 to 12. {_LIKE}")
    if half:
        return TypedTime(time(hour % _NOON + (_NOON if half == "p" else 0), minute))
    if hour > _NOON or found["hour"].startswith("0"):
        return TypedTime(time(hour, minute))
    return TypedTime(time(hour % _NOON, minute), time(hour % _NOON + _NOON, minute))


def read_time(text: str, near: time | None = None) -> time:
    """Return the time typed; without am or pm the one in working hours, or near ``near``.

    BadInput as above.
    """
    typed = typed_time(text)
    return typed.near(near) if near else typed.in_working_hours()


def read_time_range(text: str, near: time | None = None) -> tuple[time, time]:
    """Return start and end typed as 902-958, 2-3pm, 11:30-1, 9:05 to 10, or 902-58 within one hour.

    The start without am or pm is in working hours, or near ``near``; the end follows it.
    BadInput for what is no time, and for an end that is not after the start.
    """
    typed = " ".join(text.split())
    found = _RANGE.fullmatch(typed) or _TWO_WORDS.fullmatch(typed)
    if not found or not found[1] or not found[2]:
        raise BadInput(f"“{typed}” isn't a start and an end time. {_RANGE_LIKE}" if typed else _RANGE_LIKE)
    first, last = typed_time(found[1]), typed_time(_whole_end(found[1], found[2]))
    usual = first.near(near) if near else first.in_working_hours()
    start = first.before(last.early) if last.late is None else usual
    end = last.after(start)
    if (first.late or last.late) and minute_of(end) - minute_of(start) > _LONGEST:
        start, end = usual, last.before(usual)
    if end <= start:
        raise BadInput(
            f"The end time {shown_time(end)} is not after the start time {shown_time(start)}. Type "
            "the start time first."
        )
    return start, end


def _whole_end(start: str, end: str) -> str:
    """Return the end with its hour: “58” after “902” is of the same hour, “10” is ten o'clock."""
    shape = _DIGITS.fullmatch(start.strip())
    minutes = re.fullmatch(r"[1-5]\d", end, re.ASCII)
    if shape and shape["minute"] and minutes and int(end) > _NOON and int(end) > int(shape["minute"]):
        return f"{shape['hour']}:{end}{shape['half'] or ''}"
    return end


def is_time(text: str) -> bool:
    """Whether the text is one time."""
    try:
        typed_time(text)
    except BadInput:
        return False
    return True


def is_meant_as_time(text: str) -> bool:
    """Whether the text can only mean a time, right or wrong: 25:00 and 13pm, but not 25."""
    found = _DIGITS.fullmatch(text)
    return found is not None and (":" in text or bool(found["half"]))


def is_clear_range(text: str) -> bool:
    """Whether words of a note can only mean a start and an end: 902-958 or 2-3pm, but not 2-3.

    A range that is clear can still be wrong, like 902-9999.
    """
    found = _RANGE.fullmatch(text)
    first, last = (_DIGITS.fullmatch(found[1]), _DIGITS.fullmatch(found[2])) if found else (None, None)
    if not first or not last:
        return False
    if first["half"] or last["half"]:
        return True
    return bool(first["minute"] and (last["minute"] or int(last["hour"]) < _MINUTES)) and "." not in text


def shown_time(moment: time) -> str:
    """Return a time as people in a clinic write it: 2:30 PM."""
    return f"{moment.hour % _NOON or _NOON}:{moment.minute:02} {_half(moment)}"


def shown_span(start: time, end: time) -> str:
    """Return start and end as people in a clinic write them: 2:00–3:00 PM, 11:30 AM–1:00 PM."""
    first = shown_time(start)
    if _half(start) == _half(end):
        first = first.rpartition(" ")[0]
    return f"{first}\N{EN DASH}{shown_time(end)}"


def _half(moment: time) -> str:
    return "AM" if moment.hour < _NOON else "PM"
