"""A note signed long after the visit: N003."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from charting_tui.readers.clock_times import shown_time
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
    source="columbusohmedicalbilling.com: CMS names no number; 2 days is a practice setting",
    audience=EVERYBODY,
    bad="a note signed 9 days after the visit",
    good="a note signed on the day of the visit",
)
def note_late(case: Case) -> Iterator[Fault]:
    """The note was signed, or is still unsigned, days after the visit, and isn't labeled a late entry.

    A late note counts for more if it says it is late. Writing “Late entry” in the note or in an
    addendum is enough. How many days make a note late is a practice setting; reviewers speak of a
    couple of days.
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
            (
                f"The note was signed {signed:%m/%d/%Y}, {_days((signed - case.visit.date).days)} "
                "after the visit."
            ),
            "Add an addendum that says it is a late entry, and why.",
            (Fix("Go to the addenda", jump="visit.note.addenda"),),
        )
    elif signed is None and has_come(case, late):
        yield Fault(
            "visit.note.subjective",
            f"The visit was on {case.visit.date:%m/%d/%Y}, and the note is still not signed.",
            "Start the note with “Late entry” and today's date, then sign it.",
            (Fix("Go to Subjective", jump="visit.note.subjective"),),
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
    """The note was signed before the visit: on an earlier day, or before the time in.

    A signature confirms what was done, so it can't come first. The signing time is compared using the
    practice's time zone. If the time zone is not known, only the date is compared, and only a date that
    is too early in every time zone is reported.
    """
    signature, visit = case.signature, case.visit
    if signature is None or case.signed_on is None or not visit.state.kept:
        return
    if not case.zone_known:
        latest = _latest_day(case, signature.at)
        if latest < visit.date:
            yield _fault(f"The note was signed {latest:%m/%d/%Y}, before the visit on {visit.date:%m/%d/%Y}.")
        return
    begun = visit.time_in
    if begun is not None and visit.time_out is not None and visit.time_out < begun:
        begun = None  # one of the two is wrong, and T007 says so
    at = signature.at.astimezone(ZoneInfo(case.practice.time_zone))
    if at.date() < visit.date:
        yield _fault(f"The note was signed {at:%m/%d/%Y}, before the visit on {visit.date:%m/%d/%Y}.")
    elif at.date() == visit.date and begun is not None and at.time() < begun:
        yield _fault(f"The note was signed at {shown_time(at.time())}, before time in ({shown_time(begun)}).")


def _latest_day(case: Case, at: datetime) -> date:
    """Return the latest day that it can have been where the practice is."""
    zone = ZONES.get(case.practice.state.strip().upper())
    if zone is None:
        return (at + _EASTERNMOST).date()
    return max((at.astimezone(ZoneInfo(zone)) + _WITHIN_A_STATE).date(), at.date())


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _fault(message: str) -> Fault:
    return Fault(
        "visit.note.signed_at",
        message,
        "In an addendum, say which date or time is wrong. Then dismiss this with that reason.",
        (Fix("Go to the addenda", jump="visit.note.addenda"),),
    )
