"""The times of a visit: in and out as stamped, a timer beside each line, minutes against the session."""

from contextlib import suppress
from datetime import datetime, time, tzinfo
from typing import Literal

from charting_tui.coding.billing.pricing import timed_minutes
from charting_tui.errors import BadInput, ChartingError, NotAllowed
from charting_tui.operations.visits.editing import block_of, minutes_of, session_times_of
from charting_tui.readers.clock_times import minute_of, shown_time
from charting_tui.records.claim import Draft
from charting_tui.records.draft_edits import with_service
from charting_tui.records.visit import LineTimer, ServiceLine, TimeBlock, Visit
from charting_tui.rules.units.minutes import minutes_between
from charting_tui.store.chart_store import ChartStore

Edge = Literal["in", "out"]
NEAR = 15
"""Minutes from the appointment's edge within which a stamp is taken without asking once more."""


def why_ask_stamp(visit: Visit, edge: Edge, now: datetime) -> str:
    """Return why the clock is asked about once more before it is stamped, or nothing if it is near.

    ``now`` is the moment on the practice's wall clock. NotAllowed on another day than the visit's.
    """
    if visit.date != now.date():
        raise NotAllowed(f"This visit is dated {visit.date:%b %-d}, not today. Type the start and end times.")
    booked = visit.appointment
    planned = (booked.start if edge == "in" else booked.end) if booked else None
    if planned is None:
        return f"No appointment time is booked. It is {now:%H:%M}."
    if abs(minute_of(now.time()) - minute_of(planned)) > NEAR:
        side = "begin" if edge == "in" else "end"
        return f"It is {now:%H:%M}; the visit is booked to {side} at {planned:%H:%M}."
    return ""


def with_stamp(draft: Draft, edge: Edge, now: datetime) -> Draft:
    """Return the draft with the minute of ``now`` as time in or time out."""
    stamped = now.time().replace(second=0, microsecond=0, tzinfo=None)
    visit = draft.visit.model_copy(update={f"time_{edge}": stamped})
    return draft.model_copy(update={"visit": visit})


def session_text(visit: Visit, now: datetime | None = None) -> str:
    """Return in and out as they are typed.

    At wall time ``now``, those of an appointment that has begun by then stand in for what is missing.
    """
    start, end, booked = visit.time_in, visit.time_out, visit.appointment
    if now and booked and (visit.date, booked.start or time.min) <= (now.date(), now.time()):
        start, end = start or booked.start, end or booked.end
    words = [f"{moment:%H:%M}" if moment else "" for moment in (start, end)]
    return "-".join(words) if any(words) else ""


def understood_in_words(text: str, visit: Visit) -> str:
    """Return how typed times are understood, “In 9:02 AM, out 9:58 AM.”; nothing where they are not yet."""
    try:
        edges = zip(("in", "out"), session_times_of(text, visit), strict=True)
    except BadInput:
        return ""
    words = ", ".join(f"{name} {shown_time(moment)}" for name, moment in edges if moment)
    return f"{words[0].upper()}{words[1:]}." if words else ""


def times_in_words(visit: Visit) -> str:
    """Return “in 09:02 out 09:58”, or as much of it as is written."""
    edges = (("in", visit.time_in), ("out", visit.time_out))
    return " ".join(f"{name} {moment:%H:%M}" for name, moment in edges if moment)


def line_times_of(text: str, visit: Visit) -> tuple[int | str | None, tuple[TimeBlock, ...]]:
    """Return minutes and time blocks: “30”, “+905-935”, “30 +905-920 +930-945”.

    Blocks without minutes make as many minutes as they are long. BadInput for what is no block.
    """
    before, *parts = (part.strip(" ,;") for part in text.split("+"))
    blocks = tuple(block_of(part, visit) for part in parts)
    minutes = minutes_of(before)
    if minutes is None and blocks:
        minutes = sum(minutes_between(block.time_in, block.time_out) for block in blocks)
    return minutes, blocks


def line_times_text(line: ServiceLine) -> str:
    """Return minutes and time blocks of a line as they are typed."""
    minutes = [] if line.minutes is None else [str(line.minutes)]
    blocks = [f"+{block.time_in:%H:%M}-{block.time_out:%H:%M}" for block in line.blocks]
    return " ".join([*minutes, *blocks])


def with_line_times(draft: Draft, index: int, text: str) -> Draft:
    """Return the draft with a line's minutes and time blocks as typed; nothing typed takes them out."""
    minutes, blocks = line_times_of(text, draft.visit)
    return with_service(draft, index, minutes=minutes, blocks=blocks)


def running(visit: Visit) -> LineTimer | None:
    """Return the timer that runs, or None; one whose line is gone counts no more."""
    lines = {line.id for line in visit.services}
    return next((timer for timer in visit.timers if timer.since is not None and timer.line in lines), None)


def running_in_words(visit: Visit, zone: tzinfo) -> str:
    """Return which timer runs, like “97140 running since 9:05”, or nothing."""
    timer = running(visit)
    if timer is None or timer.since is None:
        return ""
    code = visit.services[line_of(visit, timer)].code
    return f"{code} running since {timer.since.astimezone(zone):%-H:%M}"


def running_elsewhere(store: ChartStore, visit: Visit) -> str:
    """Return which timer runs in another of the therapist's visits of today, in a sentence, or nothing."""
    with suppress(ChartingError):  # an index that cannot answer keeps no one from timing
        for row in store.summaries(day=store.clock.today(), therapist=store.person):
            if row.timer and row.visit != visit.id:
                return (
                    f"A timer is running in another visit of yours: {row.timer} for "
                    f"{row.client_name}. Stop it there."
                )
    return ""


def line_of(visit: Visit, timer: LineTimer) -> int:
    """Return the place of the line that a timer stands beside."""
    return next(index for index, line in enumerate(visit.services) if line.id == timer.line)


def timer_minutes(timer: LineTimer, now: datetime) -> int:
    """Return the whole minutes that a timer has run by ``now``, a begun one not counted."""
    return _seconds(timer, now) // 60


def with_timer_started(draft: Draft, index: int, now: datetime) -> Draft:
    """Return the draft with the timer of one line running since ``now``; NotAllowed while another runs."""
    if running(draft.visit) is not None:
        raise NotAllowed("Another timer is running. Stop it first.")
    line = draft.visit.services[index].id
    timer = next((one for one in draft.visit.timers if one.line == line), LineTimer(line=line))
    return _with_timer(draft, timer.model_copy(update={"since": now}))


def with_timer_stopped(draft: Draft, text: str, now: datetime) -> Draft:
    """Return the draft with the running timer stopped, and its line's minutes as typed; blocks stay."""
    timer = running(draft.visit)
    if timer is None:
        return draft
    index = line_of(draft.visit, timer)
    minutes, blocks = line_times_of(text, draft.visit)
    taken = with_service(draft, index, minutes=minutes, blocks=(*draft.visit.services[index].blocks, *blocks))
    stopped = timer.model_copy(update={"seconds": _seconds(timer, now), "since": None})
    return _with_timer(taken, stopped)


def why_timer_stops_signing(visit: Visit, zone: tzinfo) -> str:
    """Return why a visit is not signed while a timer runs, and how it is stopped; nothing if none does."""
    words = running_in_words(visit, zone)
    return (
        f"A timer is running: {words}. Press Ctrl+T, go to its line, and press Space to stop it."
        if words
        else ""
    )


def session_minutes(visit: Visit) -> int | None:
    """Return the minutes from in to out; None where one of them is missing."""
    if visit.time_in is None or visit.time_out is None:
        return None
    return minutes_between(visit.time_in, visit.time_out)


def sum_in_words(visit: Visit) -> str:
    """Return the minutes of timed codes against the session: “45 of 56 minutes”."""
    spent, session = timed_minutes(visit), session_minutes(visit)
    if session is None:
        return f"{spent} {'minute' if spent == 1 else 'minutes'}; time in or time out is missing"
    return f"{spent} of {session} minutes"


def exceeds_session(visit: Visit) -> bool:
    """Whether more minutes were treated than lie between in and out."""
    session = session_minutes(visit)
    return session is not None and timed_minutes(visit) > session


def _with_timer(draft: Draft, timer: LineTimer) -> Draft:
    others = tuple(one for one in draft.visit.timers if one.line != timer.line)
    visit = draft.visit.model_copy(update={"timers": (*others, timer)})
    return draft.model_copy(update={"visit": visit})


def _seconds(timer: LineTimer, now: datetime) -> int:
    run = max(0, int((now - timer.since).total_seconds())) if timer.since else 0
    return timer.seconds + run
