"""An appointment as a calendar tells it, before anybody knows whose visit it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from charting_tui.errors import BadInput
from charting_tui.interchange.refusals import RowRefused, shown
from charting_tui.readers.dates import shown_date
from charting_tui.records.visit import VisitState


@dataclass(frozen=True)
class Entry:
    """One appointment of a calendar. Times stand on the practice's wall clock."""

    line: int
    """Where in the file it begins."""
    id: str
    day: date
    start: time | None
    """None for one that has a day and no time."""
    end: time | None
    client: str
    """The text in which the client's name stands."""
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    text: str = ""
    """What else is written there, in which a birth date or a phone may tell two of one name apart."""
    therapist: str = ""
    """Whose appointment it is, where the calendar has a place for that."""
    therapist_hints: tuple[str, ...] = ()
    """Texts that may name the therapist, the surest first."""
    state: VisitState = VisitState.BOOKED
    series: str = ""
    """The id that all occurrences of an appointment have in common, also of one that does not repeat."""
    fault: str = ""
    """Why it cannot become a visit, though the file is sound."""
    written_id: str = ""
    """The id as the calendar wrote it, where other appointments have the same one."""
    remark: str = ""
    """What a person should know of it, whatever becomes of it."""


@dataclass(frozen=True)
class Schedule:
    """All appointments of one file."""

    entries: tuple[Entry, ...]
    series: Mapping[str, date] = field(default_factory=dict)
    """Appointments whose occurrences are all here up to a day: one of theirs that is not is called off."""
    refused: tuple[RowRefused, ...] = ()
    """Rows and events that cannot be read."""
    source: str = ""
    """The program whose export it was taken for; empty: no particular one."""
    made_ids: str = ""
    """How ids begin that were made from start and client, because the file has none."""
    all_day: int = 0
    """Events without a time, which are no visits and were passed over."""
    not_read: tuple[str, ...] = ()
    """The headings of columns that are not understood."""
    order: str = ""
    """How dates were read, where the file's own dates decided it."""


_CALLED_OFF = re.compile(r"\s*[\[(]?cancell?ed[\])]?\s*[:\-–]+\s*|\s*[\[(]cancell?ed[\])]\s*", re.IGNORECASE)


def without_canceled(subject: str) -> tuple[str, bool]:
    """Return a subject without the “Canceled:” that calendars put before it, and whether it stood there."""
    found = _CALLED_OFF.match(subject)
    return (subject[found.end() :], True) if found else (subject, False)


def span(start: datetime, length: timedelta) -> tuple[time, time | None, str]:
    """Return start and end on the wall clock, and why it cannot be one visit; seconds are left off."""
    end = start + length
    begins = time(start.hour, start.minute)
    if not length:
        return begins, None, ""
    if end.date() != start.date():
        return (
            begins,
            None,
            f"It ends on {shown_date(end.date())}, after the day it begins.",
        )
    return begins, time(end.hour, end.minute), ""


_HOURS = r"(?P<hours>\d{1,2}(?:\.\d+)?)\s*(?:hours|hour|hrs|hr|h)\.?"
_MINUTES = r"(?P<minutes>\d{1,3})\s*(?:minutes|minute|mins|min|m)?\.?"
_IN_WORDS = re.compile(rf"(?:{_HOURS})?\s*(?:,|and)?\s*(?:{_MINUTES})?", re.IGNORECASE)
_BY_THE_CLOCK = re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d)(?::00)?")
_DAY = 24 * 60


def read_length(text: str) -> int:
    """Return minutes, from 1 to a day; BadInput for anything else."""
    typed = " ".join(text.split())
    found = _BY_THE_CLOCK.fullmatch(typed) or _IN_WORDS.fullmatch(typed)
    minutes = float(found["hours"] or 0) * 60 + int(found["minutes"] or 0) if found else 0
    if not 0 < minutes < _DAY or minutes != int(minutes):
        raise BadInput(f"“{shown(typed)}” isn't a length in minutes.")
    return int(minutes)
