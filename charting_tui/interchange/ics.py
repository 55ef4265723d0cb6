"""Appointments from an iCalendar file (RFC 5545)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from charting_tui.errors import BadInput
from charting_tui.interchange.calendar_lines import EventLines, event_lines
from charting_tui.interchange.entry import Entry, Schedule, span, without_canceled
from charting_tui.interchange.refusals import RowRefused, refused, shown
from charting_tui.interchange.repeats import Repeats, how_far, key_of
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
        raise refused(name, line, "This isn't UTF-8 text. Export the calendar as iCalendar again.") from None
    lines = event_lines(text, name)
    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except (ValueError, KeyError, IndexError) as fault:
        raise refused(name, 1, f"The calendar can't be read ({shown(str(fault))}).") from None
    events = [
        (calendar, event)
        for calendar in calendars
        for event in calendar.walk("VEVENT")
        if isinstance(event, Event)
    ]
    if len(events) != len(lines):
        raise refused(name, 1, "One event is inside another. Export the calendar again.")
    readers: list[_EventReader] = []
    odd: list[RowRefused] = []
    for (calendar, event), where in zip(events, lines, strict=True):
        try:
            readers.append(_EventReader(calendar, event, where, zone))
        except _EventRefused as fault:
            odd.append(RowRefused(fault.line, fault.sentence))
    return _schedule(readers, until, odd)


class _EventRefused(BadInput):
    """One event cannot be read; the others can."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True)
class _Found:
    """An appointment, and which version of its event it is from."""

    version: tuple[int, str]
    entry: Entry


def _schedule(readers: Sequence["_EventReader"], until: date, odd: Sequence[RowRefused]) -> Schedule:
    visits = [reader for reader in readers if not reader.all_day]
    masters = [reader for reader in visits if reader.original is None]
    found: defaultdict[str, list[_Found]] = defaultdict(list)
    planned: dict[str, tuple[str, date]] = {}
    for reader in masters:
        for occurrence in reader.occurrences(until):
            found[occurrence.id].append(_Found(reader.version, reader.entry(occurrence)))
            planned[occurrence.id] = (reader.uid, occurrence.start)
    changes = [(id_, reader) for reader, id_ in _planned(planned, visits).items()]
    for _, reader in sorted(changes, key=lambda change: _wall(change[1])):
        if reader.and_following:
            _shift(found, planned, reader)
    changed: defaultdict[str, list[_Found]] = defaultdict(list)
    for id_, reader in changes:
        if not reader.and_following:
            for occurrence in reader.occurrences(until):
                changed[id_ or occurrence.id].append(
                    _Found(reader.version, replace(reader.entry(occurrence), id=id_ or occurrence.id))
                )
    entries = [entry for versions in {**found, **changed}.values() for entry in _newest(versions)]
    return Schedule(
        entries=tuple(sorted(entries, key=lambda entry: entry.line)),
        series={reader.uid: until for reader in masters},
        refused=tuple(odd),
        all_day=sum(reader.all_day for reader in readers),
    )


def _older(newest: Entry, others: Sequence[Entry]) -> str:
    """Return what is said of versions that no longer count, where they are at another time."""
    lines = [one.line for one in others if (one.day, one.start) != (newest.day, newest.start)]
    return f"Line {lines[0]} has an older version of it, which was ignored." if lines else ""


def _planned(
    planned: dict[str, tuple[str, date]], visits: Sequence["_EventReader"]
) -> dict["_EventReader", str]:
    """Return of each change the id of the one that is changed: empty where its RECURRENCE-ID is that id.

    Else it is the one of that day, or the nearest, because a series may have moved since the change was made.
    """
    changes = [reader for reader in visits if reader.original is not None]
    own = {reader: f"{reader.uid}/{key_of(reader.original or date.min)}" for reader in changes}
    free: defaultdict[str, dict[str, date]] = defaultdict(dict)
    for id_, (uid, start) in planned.items():
        if id_ not in own.values():
            free[uid][id_] = start
    found: dict[_EventReader, str] = {}
    for reader, id_ in own.items():
        found[reader] = "" if id_ in planned else reader.nearest(free[reader.uid])
        free[reader.uid].pop(found[reader], None)
    return found


def _shift(
    found: dict[str, list[_Found]], planned: dict[str, tuple[str, date]], reader: "_EventReader"
) -> None:
    """Change one of a series and all that follow it: each is moved by as much as the first of them."""
    if reader.original is None:
        return
    for id_, (uid, start) in planned.items():
        if uid == reader.uid and reader.follows(start):
            moved = reader.entry(_Occurrence(id_, reader.moved(start)))
            found[id_] = [_Found(reader.version, moved)]


def _wall(reader: "_EventReader") -> datetime:
    original = reader.original
    if isinstance(original, datetime):
        return original.replace(tzinfo=None)
    return datetime.combine(original or date.min, time())


def _newest(versions: Sequence[_Found]) -> Iterator[Entry]:
    """Give of the appointments with one id each client's newest; of two as new neither is trusted.

    Two clients' are two appointments, to which a calendar gave one id, unless the second is a later change.
    """
    clients: defaultdict[str, list[_Found]] = defaultdict(list)
    latest = max(one.version[0] for one in versions)
    for one in versions:
        if one.version[0] == latest:
            clients[" ".join(one.entry.client.casefold().split())].append(one)
    for same in clients.values():
        newest = max(one.version for one in same)
        first, *others = [one.entry for one in same if one.version == newest]
        older = [one.entry for one in versions if one.version[0] < latest or one in same]
        first = replace(first, remark=_older(first, [one for one in older if one not in {first, *others}]))
        unlike = [one for one in others if replace(one, line=first.line, remark=first.remark) != first]
        if unlike:
            lines = " and ".join(str(one.line) for one in (first, *unlike))
            for entry in (first, *unlike):
                yield replace(
                    entry,
                    fault=(
                        f"Lines {lines} have the same ID but differ. Delete the wrong one and export again."
                    ),
                )
            continue
        if len(clients) == 1:
            yield first
            continue
        line = next(one.entry.line for key in clients for one in clients[key] if one not in same)
        yield replace(
            first,
            id=f"{first.id} {first.day:%Y%m%d}T{first.start:%H%M}"
            if first.start
            else f"{first.id} {first.day}",
            written_id=first.id,
            remark=f"Its ID is also in line {line}, for another person.",
        )


@dataclass(frozen=True)
class _Occurrence:
    id: str
    start: date
    """A datetime, or a date for an appointment without a time."""


class _EventReader:
    """Reads one event; each refusal names the line of the property it is about."""

    def __init__(self, calendar: Calendar, event: Event, lines: EventLines, zone: ZoneInfo) -> None:
        self._calendar, self._event, self._lines, self._zone = calendar, event, lines, zone
        self._refuse_broken()
        self.uid = str(event.get("UID", "")).strip()
        if not self.uid:
            raise self._refused("BEGIN", "This appointment has no UID, so changes to it can't be recognized.")
        if "DTSTART" not in event:
            raise self._refused("BEGIN", "This appointment has no start (DTSTART).")
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

    @property
    def all_day(self) -> bool:
        """Whether it is a day's event, like a holiday or a birthday, and no visit."""
        return not isinstance(self.start, datetime)

    def nearest(self, planned: Mapping[str, date]) -> str:
        """Return the id of the planned start that this changes: of its day, else the nearest one."""
        if self.original is None or not planned:
            return ""
        day = self.here(self.original)
        days = sorted(self.here(start) for start in planned.values())
        gaps = [(later - earlier).days for earlier, later in pairwise(days)]
        near = min(planned, key=lambda id_: (how_far(day, self.here(planned[id_])), planned[id_]))
        away = abs((self.here(planned[near]) - day).days)
        if sum(one == self.here(planned[near]) for one in days) > 1 or away >= max(min(gaps, default=7), 1):
            return ""
        return near

    @property
    def and_following(self) -> bool:
        """Whether it changes one of a series and all that follow."""
        named = self._event.get("RECURRENCE-ID")
        return named is not None and str(named.params.get("RANGE", "")).upper() == "THISANDFUTURE"

    def follows(self, start: date) -> bool:
        """Whether a planned start is the one that this changes, or a later one."""
        if self.original is None:
            return False
        if isinstance(start, datetime) and isinstance(self.original, datetime):
            return _on_one_clock(start, self._zone) >= _on_one_clock(self.original, self._zone)
        return self.here(start) >= self.here(self.original)

    def moved(self, start: date) -> date:
        """Return a planned start moved by as much as the one that this changes, on the wall clock."""
        if self.original is None or not isinstance(self.start, datetime) or not isinstance(start, datetime):
            return start
        here = [_on_one_clock(moment, self._zone) for moment in (start, self.start)]
        days = here[1].date() - self.here(self.original)
        return datetime.combine(here[0].date() + days, here[1].time())

    def occurrences(self, until: date) -> Iterator[_Occurrence]:
        """Give the event as one appointment, or as all that it repeats as."""
        if self.original is not None:
            yield _Occurrence(f"{self.uid}/{key_of(self.original)}", self.start)
        elif self.repeats is None:
            yield _Occurrence(self.uid, self.start)
        else:
            for start in self.repeats.starts(until):
                yield _Occurrence(f"{self.uid}/{key_of(start)}", start)

    def entry(self, occurrence: _Occurrence) -> Entry:
        """Return one occurrence as an appointment."""
        day, start, end, fault = self._when(occurrence.start)
        return Entry(
            line=self._lines.line,
            id=occurrence.id,
            day=day,
            start=start,
            end=end,
            client=without_canceled(str(self._event.get("SUMMARY", "")))[0],
            email=" ".join(str(person).lower().removeprefix("mailto:") for person in self._all("ATTENDEE")),
            text=" ".join(str(self._event.get(part, "")) for part in ("SUMMARY", "DESCRIPTION")),
            therapist_hints=self._therapist_hints(),
            state=VisitState.CANCELLED if self._cancelled else VisitState.BOOKED,
            series=self.uid,
            fault=fault,
        )

    @property
    def _cancelled(self) -> bool:
        said = {str(self._event.get("STATUS", "")).upper(), str(self._calendar.get("METHOD", "")).upper()}
        return (
            bool(said & {"CANCELLED", "CANCEL"}) or without_canceled(str(self._event.get("SUMMARY", "")))[1]
        )

    def _when(self, start: date) -> tuple[date, time | None, time | None, str]:
        if not isinstance(start, datetime):
            return start, None, None, ""
        here = _on_one_clock(start, self._zone)
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
            raise self._refused("DURATION", "It is longer than a year.")
        return length

    def _repeats(self) -> Repeats | None:
        rule, more, out = self._event.get("RRULE"), self._dates("RDATE"), self._dates("EXDATE")
        if rule is None and not more:
            return None
        try:
            return Repeats.read(self.start, dict(rule or {}), more, out)
        except ValueError as fault:
            raise self._refused("RRULE", f"The repeat rule can't be read: {fault}.") from None

    def _dates(self, part: str) -> tuple[date, ...]:
        values = [one.dt for many in self._all(part) for one in many.dts]
        for value in values:
            if not isinstance(value, date):
                raise self._refused(part, f"{part} has periods, but dates or times were expected.")
            self._refuse_far(part, value)
        return tuple(values)

    def _moment(self, part: str) -> date:
        value: Any = self._event[part]
        found = value.dt
        if not isinstance(found, date):
            raise self._refused(part, f"{part} isn't a date, or a date with a time.")
        self._refuse_far(part, found)
        zone = value.params.get("TZID")
        if zone and isinstance(found, datetime) and found.tzinfo is None:
            raise self._refused(part, f"Unknown time zone “{shown(str(zone))}”.")
        return found

    def _refuse_far(self, part: str, moment: date) -> None:
        if moment.year not in _YEARS:
            raise self._refused(part, f"{part} is in the year {moment.year}.")

    def _refuse_broken(self) -> None:
        for part, reason in self._event.errors:
            if part in _READ:
                raise self._refused(part, f"{part} can't be read ({shown(str(reason), 80)}).")
        for part in _ONCE:
            if isinstance(self._event.get(part), list):
                raise self._refused(part, f"{part} is in this appointment twice.")

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
        return _EventRefused(self._lines.of(part), reason)


def _on_one_clock(moment: datetime, zone: ZoneInfo) -> datetime:
    return (moment.astimezone(zone) if moment.tzinfo else moment).replace(tzinfo=None)


def _difference(start: date, end: date, zone: ZoneInfo) -> timedelta:
    if isinstance(start, datetime) and isinstance(end, datetime):
        here = [moment if moment.tzinfo else moment.replace(tzinfo=zone) for moment in (start, end)]
        return here[1].astimezone(ZoneInfo("UTC")) - here[0].astimezone(ZoneInfo("UTC"))
    return end - start


def _words(value: Any) -> str:
    many = value if isinstance(value, list) else [value] if value is not None else []
    return " ".join(" ".join(map(str, one.cats)) if hasattr(one, "cats") else str(one) for one in many)
