"""Minutes against the record and the clock: T005 and T007."""

import re
from collections.abc import Iterator
from datetime import time

from charting_tui.records.people import Role
from charting_tui.rules.case import Case, Line
from charting_tui.rules.changes import set_minutes
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_NAMED_MINUTES = re.compile(r"(\d{1,3})\s*(?:m|min|mins|minutes?)\.?", re.IGNORECASE)


@rule(
    "T005",
    "timed-code-without-minutes",
    Severity.BLOCKS,
    stops="sign",
    owner=Role.THERAPIST,
    source="Audits of timed codes (chirofreeinfo, Dynamic Chiropractic 57682)",
    trips="97140, 4 units, no minutes",
    passes="97140, 4 units, 60 minutes",
    overrulable=False,
)
def timed_code_without_minutes(case: Case) -> Iterator[Fault]:
    """A code counted by time has no minutes that can be read.

    Units of a timed code rest on the hands-on minutes in the record. Without them a reviewer takes
    the whole line back.
    """
    for line in case.lines:
        if line.timed and line.billed and (line.service.exact_minutes or 0) < 1:
            yield _unread(line)


def _unread(line: Line) -> Fault:
    words = "" if line.service.minutes is None else str(line.service.minutes).strip()
    field = line.path("minutes")
    jump = Fix(f"Go to the minutes of {line.code}", jump=field)
    if not words:
        return Fault(
            field,
            f"{line.code} is counted by time and has no minutes.",
            "Enter its hands-on minutes.",
            (jump,),
            missing=True,
        )
    named = _NAMED_MINUTES.fullmatch(words)
    fix = (
        Fix(f"Write {int(named[1])}", set_minutes(line.index, int(named[1])))
        if named and int(named[1])
        else jump
    )
    shown = words if len(words) <= 20 else f"{words[:19]}…"  # noqa: PLR2004
    return Fault(
        field,
        f"“{shown}” is not a number of minutes for {line.code}.",
        "Enter whole hands-on minutes, such as 30.",
        (fix,),
    )


@rule(
    "T007",
    "minutes-exceed-session",
    Severity.BLOCKS,
    stops="sign",
    owner=Role.THERAPIST,
    source="First Coast (Medicare contractor), 2024-04-09: only treatment time counts",
    trips="09:00 to 09:50, 97124 60 minutes",
    passes="09:00 to 10:05, 97124 60 minutes",
    overrulable=False,
)
def minutes_exceed_session(case: Case) -> Iterator[Fault]:
    """The timed minutes add up to more than the time between in and out.

    Hands-on minutes lie inside the session. Correct the minutes or the times, whichever is wrong.
    """
    start, end = case.visit.time_in, case.visit.time_out
    spent = {line.index: line.service.exact_minutes or 0 for line in case.lines if line.timed}
    treated = sum(spent.values())
    if start is None or end is None or not treated:
        return
    session = _minutes(end) - _minutes(start)
    if session <= 0:
        yield Fault(
            "visit.time_out",
            f"Time out {end:%H:%M} is not after time in {start:%H:%M}.",
            "Correct time in or time out.",
            (Fix("Go to time out", jump="visit.time_out"),),
        )
    elif treated > session:
        longest = max(spent, key=lambda index: spent[index])
        field = case.lines[longest].path("minutes")
        yield Fault(
            field,
            f"{treated} timed minutes are entered; {start:%H:%M} to {end:%H:%M} is {session}.",
            "Correct the minutes, or time in and time out.",
            (Fix("Go to the minutes", jump=field), Fix("Go to time out", jump="visit.time_out")),
        )


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


RULES = (timed_code_without_minutes, minutes_exceed_session)
