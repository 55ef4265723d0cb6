"""Times in and out, typed or stamped, and the time blocks of treatments."""

from datetime import time

from charting_tui.errors import BadInput
from charting_tui.readers.clock_times import (
    HALVES,
    is_clear_range,
    is_time,
    minute_of,
    read_time,
    read_time_range,
    typed_time,
)
from charting_tui.records.visit import TimeBlock
from charting_tui.shorthand.dialect.cursor import Line
from charting_tui.shorthand.dialect.tokens import Status

_EDGES = frozenset({"in", "out"})
_WRITE_TIME = "write the time after it: in 902"
_NEAR = 15
"""Minutes from the appointment's edge within which a bare word stamps the clock."""


def clock(line: Line) -> bool:
    """Take ``902-958``, ``in 902``, or a bare ``in`` that stamps the clock near the appointment."""
    text = line.text()
    if line.treatment is None and is_clear_range(text):
        _both(line, text)
        return True
    word = text.casefold()
    if word not in _EDGES:
        return False
    given, length = _time_after(line)
    if length:
        line.take(f"time {word}")
        moment = _moment(line, word, given)
        for _ in range(length):
            line.take(f"{moment:%H:%M}")
        _set_time(line, word, moment)
    else:
        _stamp(line, word)
    return True


def _both(line: Line, text: str) -> None:
    try:
        start, end = read_time_range(text, line.around.start)
    except BadInput as fault:
        line.take(fault.sentence, Status.WRONG)
    else:
        line.take(f"in {start:%H:%M}, out {end:%H:%M}")
        line.found.time_in, line.found.time_out = start, end


def _time_after(line: Line) -> tuple[str, int]:
    """Return the time that follows “in” or “out”, and how many tokens it is; none where it is no time.

    A bare hour could count the word behind it: it is a time only where “in” begins, and no word follows.
    """
    first, then = line.text(1), line.text(2).casefold()
    if then in HALVES and is_time(f"{first} {then}"):
        return f"{first} {then}", 2
    before = line.text(-1) if line.at else ";"
    bare = first.isdigit() and len(first) < len("902")
    counts = (then.isalpha() and then not in _EDGES) or not (before == ";" or is_time(before))
    return ("", 0) if not is_time(first) or (bare and counts) else (first, 1)


def _moment(line: Line, word: str, given: str) -> time:
    """Return the time typed: the out follows the in, and both lie near the appointment."""
    if word == "out" and line.found.time_in:
        return typed_time(given).after(line.found.time_in)
    return read_time(given, line.around.start if word == "in" else line.around.end)


def _stamp(line: Line, word: str) -> None:
    now = line.around.now
    edge = line.around.start if word == "in" else line.around.end
    if now is None or edge is None or abs(minute_of(now.time()) - minute_of(edge)) > _NEAR:
        line.take(_WRITE_TIME.replace("in", word, 1), Status.NEEDS_MORE)
        return
    stamped = now.time().replace(second=0, microsecond=0)
    line.take(f"{word} now, {stamped:%H:%M}")
    _set_time(line, word, stamped)


def _set_time(line: Line, word: str, moment: time) -> None:
    if word == "in":
        line.found.time_in = moment
    else:
        line.found.time_out = moment


def block(line: Line) -> bool:
    """Take a time block of the treatment on the left: ``+905-935``."""
    text = line.text()
    if not text.startswith("+") or not is_clear_range(text[1:]):
        return False
    if line.treatment is None:
        line.take("a time block stands after a technique or code", Status.WRONG)
        return True
    try:
        start, end = read_time_range(text[1:], line.found.time_in or line.around.start)
    except BadInput as fault:
        line.take(fault.sentence, Status.WRONG)
    else:
        line.treatment.blocks.append(TimeBlock.model_validate({"in": start, "out": end}))
        line.take(f"from {start:%H:%M} to {end:%H:%M}")
    return True
