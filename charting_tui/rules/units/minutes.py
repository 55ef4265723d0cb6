"""Minutes against the record and the clock: T005 to T008."""

import re
from collections.abc import Iterator
from datetime import time

from charting_tui.readers.clock_times import shown_span, shown_time
from charting_tui.records.draft_edits import set_minutes, set_times
from charting_tui.records.people import Role
from charting_tui.records.visit import SECTIONS
from charting_tui.rules.audience import EVERYBODY, INSURERS
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import quoted

_NAMED_MINUTES = re.compile(r"(\d{1,3})\s*(?:m|min|mins|minutes?)\.?", re.IGNORECASE)
_INEXACT = re.compile(
    r"\d\s*(?:m|min|mins|minutes?)?\.?\s*(?:-|\N{EN DASH}|\N{EM DASH}|to|or|/|\+|ish)\s*\d*"
    r"|[~<>\N{LESS-THAN OR EQUAL TO}\N{GREATER-THAN OR EQUAL TO}\N{ALMOST EQUAL TO}]"
    r"|\b(?:about|approx\w*|around|circa|ca|roughly|up to|at least|over|under|almost|nearly)\b.*\d",
    re.IGNORECASE,
)
_UNIT_CHART = re.compile(
    r"\b(?:8\s*(?:-|\N{EN DASH}|to)\s*22|23\s*(?:-|\N{EN DASH}|to)\s*37"
    r"|38\s*(?:-|\N{EN DASH}|to)\s*52|53\s*(?:-|\N{EN DASH}|to)\s*67)\s*(?:m|min|mins|minutes)\b",
    re.IGNORECASE,
)

_DAY = 24 * 60
_EVENING = time(20)
_LONGEST_NIGHT = 6 * 60
"""Minutes that a visit which began in the evening may last past midnight."""


@rule(
    "T005",
    "timed-code-without-minutes",
    Severity.BLOCKS,
    stops="sign",
    owner=Role.THERAPIST,
    source="Audits of timed codes (chirofreeinfo, Dynamic Chiropractic 57682)",
    audience=EVERYBODY,
    denials=("CO-151", "N163", "N443", "N466"),
    bad="97140, 4 units, no minutes",
    good="97140, 4 units, 60 minutes",
    dismissible=False,
)
def timed_code_without_minutes(case: Case) -> Iterator[Fault]:
    """A timed code has no readable minutes.

    The units of a timed code depend on the hands-on minutes in the record. Without them, an auditor
    takes back the whole line.
    """
    for line in case.lines:
        if line.timed and line.billed and (line.service.exact_minutes or 0) < 1:
            yield _unread(line)


def _unread(line: BilledLine) -> Fault:
    words = "" if line.service.minutes is None else str(line.service.minutes).strip()
    field = line.path("minutes")
    jump = Fix(f"Go to the minutes for {line.code}", jump=field)
    if not words:
        return Fault(
            field,
            f"{line.code} is a timed code, but no minutes are entered.",
            "Enter the hands-on minutes.",
            (jump,),
            missing=True,
        )
    named = _NAMED_MINUTES.fullmatch(words)
    fix = (
        Fix(f"Enter {int(named[1])}", set_minutes(line.index, int(named[1])))
        if named and int(named[1])
        else jump
    )
    shown = words if len(words) <= 20 else f"{words[:19]}…"  # noqa: PLR2004
    return Fault(
        field,
        f"“{shown}” is not a valid number of minutes for {line.code}.",
        "Enter the hands-on minutes as a whole number, such as 30.",
        (fix,),
    )


@rule(
    "T007",
    "minutes-exceed-session",
    Severity.BLOCKS,
    stops="sign",
    owner=Role.THERAPIST,
    source="First Coast (Medicare contractor), 04/09/2024: only treatment time counts",
    audience=EVERYBODY,
    denials=("CO-151", "N206", "N443"),
    bad="09:00 to 09:50, 97124 60 minutes",
    good="09:00 to 10:05, 97124 60 minutes",
    dismissible=False,
)
def minutes_exceed_session(case: Case) -> Iterator[Fault]:
    """The timed minutes add up to more than the time between time in and time out.

    Hands-on minutes must fit in the session. Correct the minutes or the times, whichever is wrong. If
    the visit may have gone past midnight, a time out before the time in is only a warning. If no times
    are entered and the minutes exceed the appointment, you are asked for the times.
    """
    start, end = case.visit.time_in, case.visit.time_out
    spent = {line.index: line.service.exact_minutes or 0 for line in case.lines if line.timed}
    treated = sum(spent.values())
    if start is None and end is None:
        yield from _beyond_booking(case, treated)
    if start is None or end is None or not treated:
        return
    session = minutes_between(start, end)
    if session <= 0 or (treated <= session and end < start):
        yield Fault(
            "visit.time_out",
            f"Time out ({shown_time(end)}) is not after time in ({shown_time(start)}).",
            "If treatment went past midnight, this is fine. Otherwise correct time in or time out."
            if session > 0
            else "Correct time in or time out.",
            (Fix("Go to time out", jump="visit.time_out"),),
            severity=Severity.WARNS if session > 0 else None,
        )
    elif treated > session:
        longest = max(spent, key=lambda index: spent[index])
        field = case.lines[longest].path("minutes")
        yield Fault(
            field,
            f"{treated} timed minutes are entered, but {shown_span(start, end)} is only {session} minutes.",
            "Correct the minutes, or time in and time out.",
            (Fix("Go to the minutes", jump=field), Fix("Go to time out", jump="visit.time_out")),
        )


def _beyond_booking(case: Case, treated: int) -> Iterator[Fault]:
    """Advise that an open visit's minutes are more than was booked; how long it was no one has said yet."""
    booked = case.visit.appointment
    if case.signature is not None or booked is None or booked.start is None or booked.end is None:
        return
    length = minutes_between(booked.start, booked.end)
    if 0 < length < treated:
        yield Fault(
            "visit.time_in",
            (
                f"{treated} timed minutes are entered, but the visit was booked for "
                f"{shown_span(booked.start, booked.end)}."
            ),
            "Enter the actual time in and time out, or correct the minutes.",
            (Fix("Go to time in", jump="visit.time_in"),),
            severity=Severity.ADVISES,
        )


def minutes_between(start: time, end: time) -> int:
    """Return the minutes from in to out, past midnight where a visit of the evening may have gone there."""
    session = (end.hour - start.hour) * 60 + end.minute - start.minute
    night = session + _DAY
    return night if session < 0 and start >= _EVENING and night <= _LONGEST_NIGHT else session


@rule(
    "T006",
    "minutes-not-exact",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Audits of timed codes (chirofreeinfo, The Timed Codes)",
    audience=INSURERS,
    denials=("CO-151",),
    bad="“8-22 min”",
    good="“12 min”",
)
def minutes_not_exact(case: Case) -> Iterator[Fault]:
    """Minutes are entered as a range or an estimate.

    Units depend on the actual minutes. A range, such as the 8 to 22 minutes that make one unit, tells a
    reviewer that the time was not measured.
    """
    if not case.payer.insures:
        return
    for line in case.payer_lines:
        words = line.service.minutes
        if isinstance(words, str) and _INEXACT.search(words):
            field = line.path("minutes")
            yield Fault(
                field,
                f"The minutes for {line.code} are {quoted(words)}; reviewers want the actual minutes.",
                "Enter the actual hands-on minutes.",
                (Fix(f"Go to the minutes for {line.code}", jump=field),),
            )
    for section in SECTIONS if case.payer_lines else ():
        said = _UNIT_CHART.search(getattr(case.visit.note, section))
        if said:
            yield Fault(
                f"visit.note.{section}",
                f"The note says {quoted(said[0])}; that is the 8-minute rule chart, not the actual time.",
                "Write the actual minutes.",
                (Fix(f"Go to {section.capitalize()}", jump=f"visit.note.{section}"),),
            )


@rule(
    "T008",
    "no-time-in-out",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Payers' audits of timed codes (Dynamic Chiropractic 57682; AAPC)",
    audience=INSURERS,
    denials=("CO-151", "N443"),
    bad="only minutes",
    good="09:00 to 10:00",
)
def no_time_in_out(case: Case) -> Iterator[Fault]:
    """The visit has no time in or no time out.

    Reviewers compare the minutes of timed codes with the time between time in and time out.
    """
    visit = case.visit
    if not case.payer.insures or not case.payer_lines or not visit.state.kept:
        return
    absent = [name for name in ("time_in", "time_out") if getattr(visit, name) is None]
    if absent:
        field = f"visit.{absent[0]}"
        named = " and ".join(name.replace("_", " ") for name in absent)
        yield Fault(
            field,
            f"{named.capitalize()} {'are' if len(absent) > 1 else 'is'} not entered.",
            f"Enter the time when treatment {' and '.join(_WHEN[name] for name in absent)}.",
            (*_as_booked(case, absent), Fix(f"Go to {absent[0].replace('_', ' ')}", jump=field)),
            missing=case.signature is None,
        )


_WHEN = {"time_in": "began", "time_out": "ended"}


def _as_booked(case: Case, absent: list[str]) -> tuple[Fix, ...]:
    """Offer the booked times, where nothing is written and the booking has both."""
    booked = case.visit.appointment
    if len(absent) < 2 or booked is None or booked.start is None or booked.end is None:  # noqa: PLR2004
        return ()
    times = shown_span(booked.start, booked.end)
    return (Fix(f"Enter {times}, as booked, if that is correct", set_times(booked.start, booked.end)),)
