"""A note signed long after the visit: N003."""

import re
from collections.abc import Iterator

from charting_tui.records.people import Role
from charting_tui.rules.audience import EVERYBODY
from charting_tui.rules.case import Case
from charting_tui.rules.days import after, has_come
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

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
