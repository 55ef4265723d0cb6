"""A note signed long after the visit: N003."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from charting_tui.records.people import Role
from charting_tui.records.values import ZONES
from charting_tui.rules.audience import EVERYBODY
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import after, has_come

_LABEL = re.compile(r"\blate[\s-]+entry\b", re.IGNORECASE)


@rule(
    "N003",
    "note-late",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="columbusohmedicalbilling.com: CMS names no number; 2 days are a setting of the practice",
    audience=EVERYBODY,
    bad="a note signed 9 days after the visit",
    good="a note signed on the day of the visit",
)
def note_late(case: Case) -> Iterator[Fault]:
    """The note is signed, or still written, days after the visit, and does not call itself a late entry.

    A late note is worth something where it says that it is late. “Late entry” in the note, or in an
    addendum, is enough. After how many days a note is late is a setting of the practice; reviewers
    speak of a couple of days.
    """
    signed = case.signed_on
    if not case.noted or (case.signature and signed is None):
        return
    said = (case.visit.note.text(), *(f"{word.reason}\n{word.text}" for word in case.addenda))
    if any(_LABEL.search(words) for words in said):
        return
    late = after(case.visit.date, case.practice.late_note_days + 1)
    if signed and signed >= late:
        yield Fault(
            "visit.note.signed_at",
            f"The note was signed on {signed}, {(signed - case.visit.date).days} days after the visit.",
            "Say in an addendum that it is a late entry, and why.",
            (Fix("Go to the addenda", jump="visit.note.addenda"),),
        )
    elif signed is None and has_come(case, late):
        yield Fault(
            "visit.note.subjective",
            f"The visit was on {case.visit.date}, and its note is still open.",
            "Begin it with “Late entry” and the day on which you write, and sign it.",
            (Fix("Go to the subjective part", jump="visit.note.subjective"),),
        )


_EASTERNMOST = timedelta(hours=14)
"""How far ahead of UTC the earliest day on earth is."""
_WITHIN_A_STATE = timedelta(hours=1)


@rule(
    "N018",
    "signed-before-visit",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="CMS Pub. 100-08 ch. 3 §3.3.2.4: a signature attests to what was done; CARC 16",
    audience=EVERYBODY,
    bad="signed on the day before the visit",
    good="signed when the visit ended",
)
def signed_before_visit(case: Case) -> Iterator[Fault]:
    """The note was signed before the visit: on an earlier day, or before its time in.

    A signature attests to what was done. The time of the signature is compared on the practice's clock;
    where its time zone is not known only the day is, and so that no zone on earth could make it right.
    """
    signature, visit = case.signature, case.visit
    if signature is None or case.signed_on is None or not visit.state.kept:
        return
    if not case.zone_known:
        latest = _latest_day(case, signature.at)
        if latest < visit.date:
            yield _fault(f"The note was signed on {latest}, before the visit of {visit.date}.")
        return
    begun = visit.time_in
    if begun is not None and visit.time_out is not None and visit.time_out < begun:
        begun = None  # one of the two is wrong, and T007 says so
    at = signature.at.astimezone(ZoneInfo(case.practice.time_zone))
    if at.date() < visit.date:
        yield _fault(f"The note was signed on {at.date()}, before the visit of {visit.date}.")
    elif at.date() == visit.date and begun is not None and at.time() < begun:
        yield _fault(f"The note was signed at {at:%H:%M}, before the time in, {begun:%H:%M}.")


def _latest_day(case: Case, at: datetime) -> date:
    """Return the latest day that it can have been where the practice is."""
    zone = ZONES.get(case.practice.state.strip().upper())
    if zone is None:
        return (at + _EASTERNMOST).date()
    return max((at.astimezone(ZoneInfo(zone)) + _WITHIN_A_STATE).date(), at.date())


def _fault(message: str) -> Fault:
    return Fault(
        "visit.note.signed_at",
        message,
        "Say in an addendum which of the two is wrong, and dismiss this with that reason.",
        (Fix("Go to the addenda", jump="visit.note.addenda"),),
    )
