"""Appointments from a table with a header row (CSV)."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from charting_tui.interchange.entry import Entry, Schedule, refused, shown, span
from charting_tui.records.visit import VisitState

_COLUMNS = {
    "id": "id uid appointmentid apptid eventid bookingid reference",
    "date": "date day appointmentdate startdate visitdate",
    "start": "start time starttime begin begins starts from appointmenttime",
    "end": "end endtime ends to until finish",
    "minutes": "minutes duration length mins min durationminutes durationmin lengthminutes",
    "client": "client clientname patient patientname customer customername name fullname",
    "given": "givenname firstname clientfirstname patientfirstname first",
    "family": "familyname lastname surname clientlastname patientlastname last",
    "birth date": "birthdate dateofbirth dob birthday born clientdob patientdob",
    "phone": "phone mobile cell telephone phonenumber mobilephone cellphone clientphone",
    "therapist": "therapist provider staff practitioner employee therapistname providername staffname with",
    "status": "status state appointmentstatus",
}
_NAMES = {word: column for column, words in _COLUMNS.items() for word in words.split()}
_STATES = {
    VisitState.BOOKED: "booked confirmed scheduled tentative pending active accepted new rescheduled arrived "
    "checkedin completed complete done attended",
    VisitState.CANCELLED: "cancelled canceled cancel deleted declined clientcancelled clientcanceled",
    VisitState.NO_SHOW: "noshow missed didnotattend dna",
    VisitState.LATE_CANCEL: "latecancel latecancelled latecanceled latecancellation",
}
_STATUS = {word: state for state, words in _STATES.items() for word in words.split()}
_US_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_CLOCK = re.compile(r"(\d{1,2})(?::?(\d{2}))?(?::\d{2})?\s*([ap])?\.?m?\.?", re.IGNORECASE)
_MINUTES = re.compile(r"(\d{1,3})\s*(?:min|mins|minutes|m)?", re.IGNORECASE)
_LONGEST = 24 * 60
_NOON = 12


def read_csv(data: bytes, name: str, zone: ZoneInfo) -> Schedule:
    """Return a table's appointments on the wall clock of ``zone``; BadInput with line and reason."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise refused(name, line, "This is not UTF-8 text; export the table as UTF-8.") from None
    if "\0" in text:
        raise refused(name, text[: text.index("\0")].count("\n") + 1, "This is not a table of text.")
    rows = _rows(text, name)
    number, head = next(rows, (1, []))
    places = _places(head, name, number)
    entries = [_Row(dict(zip(places, _fit(row, head, name, line), strict=True)), line, name, zone).entry()
               for line, row in rows]  # fmt: skip
    seen: dict[str, int] = {}
    for entry in entries:
        if entry.id in seen:
            twice = f"The id “{shown(entry.id)}” stands in line {seen[entry.id]} too."
            raise refused(name, entry.line, twice)
        seen[entry.id] = entry.line
    return Schedule(tuple(entries))


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Give each row that is not empty, with the line it begins in."""
    head = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begun = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield begun, [cell.strip() for cell in row]
            begun = reader.line_num + 1
    except csv.Error as fault:
        raise refused(name, begun, f"This row cannot be read ({fault}).") from None


def _places(head: list[str], name: str, line: int) -> list[str]:
    """Return which column of ours each column of the file is; an empty name for one that is none."""
    if not head:
        raise refused(name, line, "The file is empty; export the table again.")
    places = [_NAMES.get(re.sub(r"[^a-z]", "", title.lower()), "") for title in head]
    for column in filter(None, places):
        titles = [title for title, place in zip(head, places, strict=True) if place == column]
        if len(titles) > 1:
            raise refused(name, line, f"Two columns tell the {column}: {titles[0]} and {titles[1]}.")
    if "id" not in places:
        raise refused(name, line, "No column is called id, by which an appointment is known again.")
    if "start" not in places and "date" not in places:
        raise refused(name, line, "No column is called date or start.")
    if "client" not in places and not {"given", "family"} <= set(places):
        raise refused(name, line, "No column is called client, and none first name and last name.")
    # What is no column of ours gets a name of its own, so that a row becomes one dictionary.
    return [place or f"-{number}" for number, place in enumerate(places)]


def _fit(row: list[str], head: list[str], name: str, line: int) -> list[str]:
    if len(row) > len(head):
        raise refused(name, line, f"The row has {len(row)} cells and the header {len(head)}.")
    return row + [""] * (len(head) - len(row))


class _Row:
    """Reads one row; each refusal names its line."""

    def __init__(self, cells: dict[str, str], line: int, name: str, zone: ZoneInfo) -> None:
        self._cells, self._line, self._name, self._zone = cells, line, name, zone

    def entry(self) -> Entry:
        """Return the row as an appointment."""
        known = self._cell("id")
        if not known:
            raise self._refused("The id is missing.")
        client = self._cell("client") or ", ".join(filter(None, (self._cell("family"), self._cell("given"))))
        if not client:
            raise self._refused("The client is missing.")
        day, start = self._begins()
        born = self._cell("birth date")
        begins, ends, fault = (None, None, "") if start is None else self._span(day, start)
        return Entry(
            line=self._line,
            id=known,
            day=day,
            start=begins,
            end=ends,
            client=client,
            birth_date=self._day(born, "birth date") if born else None,
            phone=self._cell("phone"),
            therapist=self._cell("therapist"),
            state=self._state(),
            fault=fault,
        )

    def _begins(self) -> tuple[date, time | None]:
        day, start = self._cell("date"), self._cell("start")
        if (start and not day) or len(start) > len("00:00:00 a.m."):
            moment = self._moment(start, "start")
            return moment.date(), moment.time()
        if not day:
            raise self._refused("The date is missing.")
        if not start and re.search(r"\d[T ]\d", day):
            moment = self._moment(day, "date")
            return moment.date(), moment.time()
        return self._day(day, "date"), self._time(start, "start") if start else None

    def _span(self, day: date, start: time) -> tuple[time, time | None, str]:
        begins = datetime.combine(day, start)
        end, minutes = self._cell("end"), self._cell("minutes")
        if end:
            long = len(end) > len("00:00:00 a.m.")
            ends = self._moment(end, "end") if long else datetime.combine(day, self._time(end, "end"))
            if ends <= begins:
                raise self._refused(f"The end {shown(end)} is not after the start {start:%H:%M}.")
            return span(begins, ends - begins)
        if minutes:
            found = _MINUTES.fullmatch(minutes)
            if not found or not 0 < int(found[1]) < _LONGEST:
                raise self._refused(f"“{shown(minutes)}” is not a number of minutes.")
            return span(begins, timedelta(minutes=int(found[1])))
        return begins.time(), None, ""

    def _day(self, text: str, column: str) -> date:
        us = _US_DAY.fullmatch(text)
        try:
            return date(int(us[3]), int(us[1]), int(us[2])) if us else date.fromisoformat(text)
        except ValueError:
            raise self._refused(
                f"The {column} “{shown(text)}” is not a day; write it like 2026-11-23 or 11/23/2026."
            ) from None

    def _moment(self, text: str, column: str) -> datetime:
        day, _, clock = text.replace("T", " ", 1).partition(" ")
        if _US_DAY.fullmatch(day):
            return datetime.combine(self._day(day, column), self._time(clock, column))
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise self._refused(
                f"The {column} “{shown(text)}” is not a moment; write it like 2026-11-23 14:30."
            ) from None
        return moment.astimezone(self._zone).replace(tzinfo=None) if moment.tzinfo else moment

    def _time(self, text: str, column: str) -> time:
        found = _CLOCK.fullmatch(text.strip())
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
        if found and found[3]:
            hour = hour % _NOON + (_NOON if found[3].lower() == "p" else 0) if 0 < hour <= _NOON else 24
        try:
            return time(hour, minute)
        except ValueError:
            raise self._refused(
                f"The {column} “{shown(text)}” is not a time; write it like 14:30 or 2:30 PM."
            ) from None

    def _state(self) -> VisitState:
        text = self._cell("status")
        state = _STATUS.get(re.sub(r"[^a-z]", "", text.lower())) if text else VisitState.BOOKED
        if state is None:
            raise self._refused(f"The status “{shown(text)}” is not known; write booked or cancelled.")
        return state

    def _cell(self, column: str) -> str:
        return self._cells.get(column, "")

    def _refused(self, reason: str) -> Exception:
        return refused(self._name, self._line, reason)
