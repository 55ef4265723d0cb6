"""One pair of hands and one client against the clock: T014, T015, T019, T025."""

from collections.abc import Iterator
from datetime import time

from charting_tui.coding.billing.pricing import timed_minutes
from charting_tui.readers.clock_times import minute_of, shown_span, shown_time
from charting_tui.records.people import Role
from charting_tui.rules.audience import EVERYBODY, INSURERS
from charting_tui.rules.case import Case, Occupied
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import whose

_LONGEST_NAME = 24

Span = tuple[int, int]
"""From when to when, in minutes of the day."""


@rule(
    "T014",
    "therapist-double-booked",
    Severity.BLOCKS,
    stops="sign",
    owner=Role.THERAPIST,
    source="Timed codes are one-to-one (payers' audits of timed codes; AAPC)",
    audience=EVERYBODY,
    denials=("CO-222",),
    bad="one client 09:00 to 10:00 and another 09:30 to 10:30",
    good="one client 09:00 to 10:00 and another 10:00 to 11:00",
    silences=("T019",),
)
def therapist_double_booked(case: Case) -> Iterator[Fault]:
    """Two clients of one therapist have one-on-one treatment at the same time.

    This blocks signing if the hands-on minutes of both visits don't fit between the earlier time in and
    the later time out. If they fit, it is only a warning: enter the times of each treatment on its
    line, and those are compared. Groups and untimed codes are not checked.
    """
    visit = case.visit
    timed = [line for line in case.lines if line.timed]
    spent = timed_minutes(visit)
    if visit.time_in is None or visit.time_out is None or not spent or not visit.state.kept:
        return
    blocks = [_span(block.time_in, block.time_out) for line in timed for block in line.service.blocks]
    exact = bool(blocks) and all(line.service.blocks for line in timed)
    mine = blocks if exact else [_span(visit.time_in, visit.time_out)]
    for other in case.therapist_day:
        if other.time_in is None or other.time_out is None or other.minutes == 0:
            continue
        theirs = _span(other.time_in, other.time_out)
        shared = _length([(max(one[0], theirs[0]), min(one[1], theirs[1])) for one in mine])
        if not shared:
            continue
        whole = theirs[1] - theirs[0]
        wanted = whole if other.minutes is None else other.minutes
        room = _length(mine) + whole - shared
        fits = wanted <= whole - shared if exact else spent + wanted <= room
        if exact and fits:
            continue
        yield _overlap(case, other, shown_span(other.time_in, other.time_out), fits=fits)


def _overlap(case: Case, other: Occupied, when: str, *, fits: bool) -> Fault:
    name = _as_called(other.client) or "another client"
    name = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
    times = Fix("Go to time in", jump="visit.time_in")
    line = next(line for line in case.lines if line.timed)
    blocks = Fix(f"Enter the times for {line.code}", jump=line.path("blocks"))
    return Fault(
        "visit.time_in",
        f"This visit overlaps {whose(name)} visit, {when}.",
        "Enter the actual start and end time of each treatment." if fits else _whose_times(other),
        (blocks, times) if fits else (times,),
        severity=Severity.WARNS if fits else None,
        pair=(f"{other.time_in}", f"{other.time_out}") if _is_this_client(case, other) else (),
    )


def _as_called(name: str) -> str:
    """Return a name as it is spoken: “Doe, Jane” is Jane Doe."""
    last, comma, first = " ".join(name.split()).partition(", ")
    return f"{first} {last}" if comma else last


def _whose_times(other: Occupied) -> str:
    if not other.signed:
        return "Correct the times of one visit."
    return "The other visit is signed. Correct the times here, or press a to add an addendum."


def _is_this_client(case: Case, other: Occupied) -> bool:
    return case.client is not None and other.client in {case.client.id, case.client.name} - {""}


def _span(start: time, end: time) -> Span:
    return start.hour * 60 + start.minute, end.hour * 60 + end.minute


def _length(spans: list[Span]) -> int:
    """Return the minutes that spans cover, each minute once."""
    return len({minute for start, end in spans for minute in range(start, end)})


@rule(
    "T015",
    "timed-equals-appointment",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.THERAPIST,
    source="First Coast (Medicare contractor), 04/09/2024: time before and after treatment doesn't count",
    audience=INSURERS,
    bad="booked 09:00 to 10:00, 60 timed minutes",
    good="booked 09:00 to 10:00, 55 timed minutes",
)
def timed_equals_appointment(case: Case) -> Iterator[Fault]:
    """The timed minutes equal the whole appointment, which usually includes talking and dressing.

    Only hands-on time counts. The longer of the booked time and the time between time in and time out
    is compared. If your booked time is all hands-on, change it in the practice settings.
    """
    visit = case.visit
    if not case.bills_insurer or not case.practice.slots_hold_intake or not visit.state.kept:
        return
    booked = visit.appointment
    pairs = [(visit.time_in, visit.time_out)]
    pairs += [(booked.start, booked.end)] if booked is not None else []
    spans = [_span(start, end) for start, end in pairs if start is not None and end is not None]
    whole = max((end - start for start, end in spans), default=0)
    lines = [line for line in case.lines if line.timed]
    spent = timed_minutes(visit)
    if whole > 0 and spent == whole:
        field = lines[0].path("minutes")
        yield Fault(
            field,
            f"The {spent} timed minutes equal the whole appointment. Talking and dressing don't count.",
            "If talking or dressing is included, enter hands-on minutes only.",
            (Fix(f"Go to the minutes for {lines[0].code}", jump=field),),
        )


@rule(
    "T019",
    "client-in-two-places",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Timed codes are one-to-one (payers' audits of timed codes; AAPC); CARC 18 and 151",
    audience=EVERYBODY,
    denials=("CO-54", "CO-B14", "CO-B20"),
    bad="the client with one therapist 09:00 to 10:00 and with another 09:30 to 10:30",
    good="the client with one therapist 09:00 to 10:00 and with another 10:00 to 11:00",
)
def client_in_two_places(case: Case) -> Iterator[Fault]:
    """The client has another visit at the same time, and both have timed codes.

    If two therapists treat one client together, each minute is billed only once. Two visits with the
    same therapist are T014.
    """
    visit = case.visit
    if visit.time_in is None or visit.time_out is None or not visit.state.kept or not timed_minutes(visit):
        return
    mine = _span(visit.time_in, visit.time_out)
    for other in case.earlier_visits:
        if other.date != visit.date or not other.state.kept or not timed_minutes(other):
            continue
        if other.time_in is None or other.time_out is None:
            continue
        theirs = _span(other.time_in, other.time_out)
        if max(mine[0], theirs[0]) < min(mine[1], theirs[1]):
            yield Fault(
                "visit.time_in",
                f"The client has an overlapping visit, {shown_span(other.time_in, other.time_out)}.",
                "Correct the times of one visit. If the other one is signed, press a to add an addendum.",
                (Fix("Go to time in", jump="visit.time_in"),),
                pair=(f"{other.time_in}", f"{other.time_out}"),
            )


_FAR = 120
"""Minutes between booking and time in from which a slip is likelier than a late start."""


@rule(
    "T025",
    "far-from-booking",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="This program: times are evidence of the visit, and a slip is seen only beside the booking",
    audience=EVERYBODY,
    bad="booked for 2:10 PM, time in 7:00 AM",
    good="booked for 2:10 PM, time in 2:25 PM",
)
def far_from_booking(case: Case) -> Iterator[Fault]:
    """Time in is two hours or more from the booked time.

    A wrong hour or a forgotten PM is the usual reason. If the visit was moved, move its appointment too, so
    that the schedule and the note agree.
    """
    visit = case.visit
    booked = visit.appointment.start if visit.appointment else None
    if visit.time_in is None or booked is None:
        return
    if abs(minute_of(visit.time_in) - minute_of(booked)) >= _FAR:
        yield Fault(
            "visit.time_in",
            f"Time in is {shown_time(visit.time_in)}, but the visit is booked for {shown_time(booked)}.",
            "Correct time in, or move the appointment.",
            (Fix("Go to time in", jump="visit.time_in"),),
        )
