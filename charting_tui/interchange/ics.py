"""Appointments from an iCalendar file (RFC 5545)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from charting_tui.interchange.calendar_lines import EventLines, event_lines
from charting_tui.interchange.entry import Entry, Schedule, refused, shown, span
from charting_tui.interchange.repeats import Repeats, key_of
from charting_tui.records.visit import VisitState

_READ = {"UID", "DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID", "SUMMARY"}
"""Properties without which an appointment is not understood; what is wrong in others is passed over."""
_YEARS = range(1900, 2200)
_LONGEST = timedelta(days=366)
_ONCE = ("UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RECURRENCE-ID", "SUMMARY")


def read_ics(data: bytes, name: str, zone: ZoneInfo, until: date) -> Schedule:
    """Return a calendar's appointments on the wall clock of ``zone``; BadInput with line and reason.

    One that repeats for ever is read up to the day ``until``.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise refused(name, line, "This is not UTF-8 text; export the calendar as iCalendar again.") from None
    lines = event_lines(text, name)
    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except (ValueError, KeyError, IndexError) as fault:
        raise refused(name, 1, f"The calendar cannot be read ({shown(str(fault))}).") from None
    events = [
        (calendar, event)
        for calendar in calendars
        for event in calendar.walk("VEVENT")
        if isinstance(event, Event)
    ]
    if len(events) != len(lines):
        raise refused(name, 1, "Events stand inside of one another; export the calendar again.")
    readers = [
        _Reader(calendar, event, where, name, zone)
        for (calendar, event), where in zip(events, lines, strict=True)
    ]
    return _schedule(readers, until)


def _schedule(readers: list["_Reader"], until: date) -> Schedule:
    found: dict[str, tuple[tuple[int, str], Entry]] = {}
    series: dict[str, date] = {}
    changes = [reader for reader in readers if reader.original is not None]
    masters = [reader for reader in readers if reader.original is None]
    for reader in masters:
        _put(found, reader.version, reader.entries(until))
        if reader.repeats is not None:
            series[reader.uid] = until
    changed: dict[str, tuple[tuple[int, str], Entry]] = {}
    for reader in changes:
        changes_what = _planned(found, reader)
        _put(
            changed,
            reader.version,
            [replace(one, id=changes_what or one.id) for one in reader.entries(until)],
        )
    entries = {id_: entry for id_, (_, entry) in {**found, **changed}.items()}
    return Schedule(tuple(sorted(entries.values(), key=lambda entry: entry.line)), series)


def _planned(found: dict[str, tuple[tuple[int, str], Entry]], reader: "_Reader") -> str:
    """Return the id of the one that is changed, also where it is named by its day or without its zone."""
    if reader.original is None or f"{reader.uid}/{key_of(reader.original)}" in found:
        return ""
    day = reader.here(reader.original)
    same = [id_ for id_, (_, entry) in found.items() if entry.series == reader.uid and entry.day == day]
    return same[0] if len(same) == 1 else ""


def _put(
    found: dict[str, tuple[tuple[int, str], Entry]], version: tuple[int, str], entries: Iterable[Entry]
) -> None:
    """Keep the newest of the entries with one id; of two that are equally new neither is trusted."""
    for entry in entries:
        if entry.id not in found or found[entry.id][0] < version:
            found[entry.id] = (version, entry)
        elif found[entry.id][0] == version and replace(found[entry.id][1], line=entry.line) != entry:
            twice = f"Its id stands in line {found[entry.id][1].line} too, for another appointment."
            found[entry.id] = (version, replace(entry, fault=twice))


@dataclass(frozen=True)
class _Occurrence:
    id: str
    start: date
    """A datetime, or a date for an appointment without a time."""


class _Reader:
    """Reads one event; each refusal names the line of the property it is about."""

    def __init__(
        self, calendar: Calendar, event: Event, lines: EventLines, name: str, zone: ZoneInfo
    ) -> None:
        self._calendar, self._event, self._lines = calendar, event, lines
        self._name, self._zone = name, zone
        self._refuse_broken()
        self.uid = str(event.get("UID", "")).strip()
        if not self.uid:
            raise self._refused("BEGIN", "This appointment has no UID, by which it is known again.")
        if "DTSTART" not in event:
            raise self._refused("BEGIN", "This appointment has no DTSTART, so it is not known when it is.")
        self.start = self._moment("DTSTART")
        self.length = self._length()
        self.original = self._moment("RECURRENCE-ID") if "RECURRENCE-ID" in event else None
        self.repeats = self._repeats() if self.original is None else None
        self.version = (self._number("SEQUENCE"), self._stamp())

    def here(self, moment: date) -> date:
        """Return the day of a moment on the practice's wall clock."""
        if not isinstance(moment, datetime):
            return moment
        return (moment.astimezone(self._zone) if moment.tzinfo else moment).date()

    def entries(self, until: date) -> Iterator[Entry]:
        """Give the event as one appointment, or as all that it repeats as."""
        for occurrence in self._occurrences(until):
            yield self._entry(occurrence)

    def _occurrences(self, until: date) -> Iterator[_Occurrence]:
        if self.original is not None:
            yield _Occurrence(f"{self.uid}/{key_of(self.original)}", self.start)
        elif self.repeats is None:
            yield _Occurrence(self.uid, self.start)
        else:
            for start in self.repeats.starts(until):
                yield _Occurrence(f"{self.uid}/{key_of(start)}", start)

    def _entry(self, occurrence: _Occurrence) -> Entry:
        day, start, end, fault = self._when(occurrence.start)
        later = self._event.get("RECURRENCE-ID")
        if later is not None and later.params.get("RANGE"):
            fault = "It changes “this and all following”, which is not read; give each its own change."
        return Entry(
            line=self._lines.line,
            id=occurrence.id,
            day=day,
            start=start,
            end=end,
            client=str(self._event.get("SUMMARY", "")),
            text=" ".join(str(self._event.get(part, "")) for part in ("SUMMARY", "DESCRIPTION")),
            therapist_hints=self._therapist_hints(),
            state=VisitState.CANCELLED if self._cancelled else VisitState.BOOKED,
            series=self.uid if self.repeats is not None or self.original is not None else "",
            fault=fault,
        )

    @property
    def _cancelled(self) -> bool:
        said = {str(self._event.get("STATUS", "")).upper(), str(self._calendar.get("METHOD", "")).upper()}
        return bool(said & {"CANCELLED", "CANCEL"})

    def _when(self, start: date) -> tuple[date, time | None, time | None, str]:
        if not isinstance(start, datetime):
            long = self.length > timedelta(days=1)
            return start, None, None, "It lasts for several days, so it is not a visit." if long else ""
        here = (start.astimezone(self._zone) if start.tzinfo else start).replace(tzinfo=None)
        begins, ends, fault = span(here, self.length)
        return here.date(), begins, ends, fault

    def _therapist_hints(self) -> tuple[str, ...]:
        people = " ".join(
            f"{person.params.get('CN', '')} {str(person).lower().removeprefix('mailto:').partition('@')[0]}"
            for part in ("ORGANIZER", "ATTENDEE")
            for person in self._all(part)
        )
        places = " ".join(_words(self._event.get(part)) for part in ("RESOURCES", "CATEGORIES", "LOCATION"))
        said = f"{self._event.get('SUMMARY', '')} {self._event.get('DESCRIPTION', '')}"
        return (people, places, said, str(self._calendar.get("X-WR-CALNAME", "")))

    def _length(self) -> timedelta:
        if "DTEND" in self._event:
            end = self._moment("DTEND")
            if isinstance(end, datetime) != isinstance(self.start, datetime):
                raise self._refused("DTEND", "DTSTART and DTEND must both be days, or both have times.")
            length = _difference(self.start, end, self._zone)
        else:
            given = self._event.get("DURATION")
            length = given.dt if given is not None else timedelta()
        if not isinstance(length, timedelta) or length < timedelta():
            part = "DTEND" if "DTEND" in self._event else "DURATION"
            raise self._refused(part, "It ends before it begins.")
        if length > _LONGEST:
            raise self._refused("DURATION", "It lasts for more than a year.")
        return length

    def _repeats(self) -> Repeats | None:
        rule, more, out = self._event.get("RRULE"), self._dates("RDATE"), self._dates("EXDATE")
        if rule is None and not more:
            return None
        try:
            return Repeats.read(self.start, dict(rule or {}), more, out)
        except ValueError as fault:
            raise self._refused("RRULE", f"The repeat rule cannot be read: {fault}.") from None

    def _dates(self, part: str) -> tuple[date, ...]:
        values = [one.dt for many in self._all(part) for one in many.dts]
        for value in values:
            if not isinstance(value, date):
                raise self._refused(part, f"{part} names periods, and days or times were expected.")
            self._refuse_far(part, value)
        return tuple(values)

    def _moment(self, part: str) -> date:
        value: Any = self._event[part]
        found = value.dt
        if not isinstance(found, date):
            raise self._refused(part, f"{part} is neither a day nor a day with a time.")
        self._refuse_far(part, found)
        zone = value.params.get("TZID")
        if zone and isinstance(found, datetime) and found.tzinfo is None:
            raise self._refused(part, f"The time zone “{shown(str(zone))}” is not known.")
        return found

    def _refuse_far(self, part: str, moment: date) -> None:
        if moment.year not in _YEARS:
            raise self._refused(part, f"{part} is in the year {moment.year}.")

    def _refuse_broken(self) -> None:
        for part, reason in self._event.errors:
            if part in _READ:
                raise self._refused(part, f"{part} cannot be read ({shown(str(reason), 80)}).")
        for part in _ONCE:
            if isinstance(self._event.get(part), list):
                raise self._refused(part, f"{part} stands twice in this appointment.")

    def _all(self, part: str) -> list[Any]:
        found = self._event.get(part, [])
        return found if isinstance(found, list) else [found]

    def _number(self, part: str) -> int:
        found = self._event.get(part, 0)
        return found if isinstance(found, int) else 0

    def _stamp(self) -> str:
        found = self._event.get("LAST-MODIFIED", self._event.get("DTSTAMP"))
        moment = getattr(found, "dt", None)
        return moment.isoformat() if isinstance(moment, datetime) else ""

    def _refused(self, part: str, reason: str) -> Exception:
        return refused(self._name, self._lines.of(part), reason)


def _difference(start: date, end: date, zone: ZoneInfo) -> timedelta:
    if isinstance(start, datetime) and isinstance(end, datetime):
        here = [moment if moment.tzinfo else moment.replace(tzinfo=zone) for moment in (start, end)]
        return here[1].astimezone(ZoneInfo("UTC")) - here[0].astimezone(ZoneInfo("UTC"))
    return end - start


def _words(value: Any) -> str:
    many = value if isinstance(value, list) else [value] if value is not None else []
    return " ".join(" ".join(map(str, one.cats)) if hasattr(one, "cats") else str(one) for one in many)
