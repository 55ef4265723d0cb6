"""Times in and out, typed or stamped, and the time blocks of treatments."""

from datetime import time

from charting_tui.records.visit import TimeBlock
from charting_tui.shorthand import amounts
from charting_tui.shorthand.cursor import Line
from charting_tui.shorthand.times import Resolved, resolved
from charting_tui.shorthand.tokens import Choice, Status

_WRITE_TIME = "write the time after it: in 902"
_NEAR = 15
"""Minutes from the appointment's edge within which a bare word stamps the clock."""


def clock(line: Line) -> bool:
    """Take ``902-958``, ``in 902``, or a bare ``in`` that stamps the clock near the appointment."""
    text = line.text()
    both = amounts.two_times(text)
    if both and line.treatment is None:
        first = _certain(line, both[0], None)
        last = _certain(line, both[1], first.moment)
        if first.moment and last.moment:
            line.take(f"in {first.moment:%H:%M}, out {last.moment:%H:%M}")
            line.found.time_in, line.found.time_out = first.moment, last.moment
        else:
            line.take(first.fault or last.fault, Status.WRONG)
        return True
    word = text.casefold()
    if word not in {"in", "out"}:
        return False
    given = line.text(1)
    if amounts.time_of_day(given) is None:
        _stamp(line, word)
        return True
    line.take(f"time {word}")
    _typed_time(line, word, given)
    return True


def _typed_time(line: Line, word: str, given: str) -> None:
    read = _certain(line, given, line.found.time_in if word == "out" else None)
    if read.moment is None:
        line.take(
            read.fault,
            Status.NEEDS_CHOICE if read.choices else Status.WRONG,
            *map(_as_time, read.choices),
        )
    else:
        line.take(f"{read.moment:%H:%M}")
        _set_time(line, word, read.moment)


def _stamp(line: Line, word: str) -> None:
    now = line.around.now
    edge = line.around.start if word == "in" else line.around.end
    if now is None or edge is None or abs(_minute(now.time()) - _minute(edge)) > _NEAR:
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


def _certain(line: Line, text: str, after: time | None) -> Resolved:
    return resolved(text, after or line.found.time_in or line.around.start)


def block(line: Line) -> bool:
    """Take a time block of the treatment on the left: ``+905-935``."""
    text = line.text()
    both = amounts.two_times(text[1:]) if text.startswith("+") else None
    if both is None:
        return False
    first, last = _certain(line, both[0], None), _certain(line, both[1], None)
    if line.treatment is None:
        line.take("a time block stands after a technique or code", Status.WRONG)
    elif first.moment is None or last.moment is None or last.moment <= first.moment:
        line.take("a time block is written +905-935, first the earlier time", Status.WRONG)
    else:
        line.treatment.blocks.append(TimeBlock.model_validate({"in": first.moment, "out": last.moment}))
        line.take(f"from {first.moment:%H:%M} to {last.moment:%H:%M}")
    return True


def _as_time(moment: time) -> Choice:
    return Choice(f"{moment:%H%M}", f"{moment:%H:%M}")


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute
