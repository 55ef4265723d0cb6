"""Appointments from a table with a header row (CSV), as calendars export it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from charting_tui.errors import BadInput
from charting_tui.interchange.cells import (
    FileDates,
    clock_time,
    on_the_clock_of,
    order_of,
    zone_of,
)
from charting_tui.interchange.columns import Places, folded_heading
from charting_tui.interchange.entry import Entry, Schedule, read_length, span, without_canceled
from charting_tui.interchange.exports import APPOINTMENTS, OUTLOOK
from charting_tui.interchange.refusals import RowRefused, refused, shown
from charting_tui.interchange.sheet import Sheet, SheetRow, open_sheet
from charting_tui.readers.clock_times import shown_time
from charting_tui.readers.dates import DateKind, DateOrder
from charting_tui.records.visit import VisitState

_STATES = {
    VisitState.BOOKED: "booked confirmed unconfirmed scheduled tentative pending active accepted new "
    "rescheduled upcoming open arrived checkedin started inprogress completed complete done attended "
    "show paid unpaid",
    VisitState.CANCELLED: "canceled cancel deleted declined archived clientcanceled canceledbyclient "
    "canceledbypatient canceledbystaff canceledbyclinic canceledbyprovider",
    VisitState.NO_SHOW: "noshow noshows missed didnotattend dna didnotshow",
    VisitState.LATE_CANCEL: "latecancel latecanceled latecancellation canceledlate",
}
_STATUS = {word: state for state, words in _STATES.items() for word in words.split()}
_YES = {"true", "yes", "1", "y", "x"}
_MADE = "made"


def read_csv(
    data: bytes,
    name: str,
    zone: ZoneInfo,
    today: date,
    *,
    columns: Mapping[str, str] | None = None,
    order: DateOrder | None = None,
) -> Schedule:
    """Return a table's appointments on the wall clock of ``zone``; BadInput with line and reason.

    ``columns`` names columns by their headings; ``order`` is how dates are written, else the file decides.
    """
    sheet = open_sheet(data, name, APPOINTMENTS.known)
    places = APPOINTMENTS.places(sheet.headings, columns or {})
    _refuse_without(places, name)
    source = APPOINTMENTS.program(sheet.headings)
    found = order_of(_dates(sheet, places), today)
    if source == OUTLOOK and order is None and found.order is None and found.open_date:
        raise refused(
            name,
            1,
            f"“{found.open_date}” could be month first or day first. Run the command again with --dates "
            "mdy or --dates dmy.",
        )
    dates = FileDates(order or found.order or DateOrder.MONTH_FIRST, today)
    made = "" if "id" in places else f"{_MADE}:{folded_heading(source) or 'table'}"
    reader = _RowReader(places, dates, zone, made)
    entries: list[Entry] = []
    odd = list(sheet.refused)
    all_day = 0
    for row in sheet.rows:
        try:
            entry = reader.entry(row)
        except BadInput as fault:
            odd.append(RowRefused(row.line, fault.sentence))
        else:
            all_day += entry is None
            entries += [entry] if entry else []
    kept, twice = _once(entries, made=bool(made))
    return Schedule(
        entries=tuple(kept),
        refused=(*odd, *twice),
        source=source,
        made_ids=made,
        all_day=all_day,
        not_read=places.not_read,
        order="day/month/year" if dates.order is DateOrder.DAY_FIRST else "",
    )


def _refuse_without(places: Places, name: str) -> None:
    """Raise BadInput for a table in which there is no day or no one."""
    here = ", ".join(filter(None, places.headings))
    if "start" not in places and "date" not in places:
        raise refused(name, 1, f"No date or start column (the headings are: {here}). Name it with --columns.")
    if not {"client", "first name", "last name"} & set(places.columns):
        raise refused(name, 1, f"No client column (the headings are: {here}). Name it with --columns.")


def _dates(sheet: Sheet, places: Places) -> list[str]:
    column = "date" if "date" in places else "start"
    return [row.cells[place] for row in sheet.rows for place in places.columns[column] if row.cells[place]]


def _once(entries: Sequence[Entry], *, made: bool) -> tuple[list[Entry], list[RowRefused]]:
    """Return each appointment once; a second one with the same id that differs is refused."""
    first: dict[str, Entry] = {}
    odd: list[RowRefused] = []
    for entry in entries:
        before = first.setdefault(entry.id, entry)
        if replace(before, line=entry.line) != entry:
            what = "The same client at the same time" if made else f"The ID “{shown(entry.id)}”"
            odd.append(
                RowRefused(entry.line, f"{what} is also in line {before.line}, and the two rows differ.")
            )
    return list(first.values()), odd


@dataclass(frozen=True)
class _RowReader:
    """Reads rows of one table; BadInput says what is wrong with a row."""

    places: Places
    dates: FileDates
    zone: ZoneInfo
    made: str
    """How ids that are made begin; empty where the table has ids."""

    def entry(self, row: SheetRow) -> Entry | None:
        """Return the row as an appointment; None for an event of a whole day."""
        cells = self.places.read(row.cells)
        if cells.get("all day", "").lower() in _YES:
            return None
        client, off = without_canceled(_client(cells))
        off = off or cells.get("canceled", "").lower() in _YES
        day, start = self._begins(cells)
        begins, ends, fault = (None, None, "") if start is None else self._span(cells, day, start)
        born = cells.get("birth date", "")
        entry = Entry(
            line=row.line,
            id=cells.get("id", ""),
            day=day,
            start=begins,
            end=ends,
            client=client,
            birth_date=self.dates.day(born, DateKind.BIRTH) if born else None,
            phone=cells.get("phone", ""),
            email=cells.get("e-mail", ""),
            text=f"{client} {cells.get('text', '')}",
            therapist=cells.get("therapist", ""),
            therapist_hints=(cells.get("people and places", ""), cells.get("text", "")),
            state=_called_off(_state(cells.get("status", ""))) if off else _state(cells.get("status", "")),
            fault=fault,
        )
        if self.made:
            return replace(entry, id=made_id(self.made, entry))
        if not entry.id:
            raise BadInput("The ID is missing.")
        return entry

    def _begins(self, cells: Mapping[str, str]) -> tuple[date, time | None]:
        day, start = cells.get("date", ""), cells.get("start", "")
        zone = self._zone(cells)
        moment = self.dates.moment(start or day, self.zone, zone)
        if moment:
            return moment.date(), moment.time()
        if not day:
            raise BadInput(f"“{shown(start)}” isn't a date with a time." if start else "The date is missing.")
        on = self.dates.day(day)
        if not start:
            return on, None
        wall = on_the_clock_of(self.zone, datetime.combine(on, clock_time(start)), zone)
        return wall.date(), wall.time()

    def _span(self, cells: Mapping[str, str], day: date, start: time) -> tuple[time, time | None, str]:
        begins = datetime.combine(day, start)
        end, length = cells.get("end", ""), cells.get("minutes", "")
        if end:
            ends = self._ends(cells, end, day)
            if ends <= begins:
                raise BadInput(f"The end {shown(end)} isn't after the start {shown_time(start)}.")
            return span(begins, ends - begins)
        if length:
            return span(begins, timedelta(minutes=read_length(length)))
        return begins.time(), None, ""

    def _ends(self, cells: Mapping[str, str], end: str, day: date) -> datetime:
        zone = self._zone(cells)
        moment = self.dates.moment(end, self.zone, zone)
        if moment:
            return moment
        last = cells.get("end date", "")
        there = datetime.combine(self.dates.day(last) if last else day, clock_time(end))
        return on_the_clock_of(self.zone, there, zone)

    def _zone(self, cells: Mapping[str, str]) -> ZoneInfo:
        named = cells.get("time zone", "")
        return zone_of(named) if named else self.zone


def _client(cells: Mapping[str, str]) -> str:
    parts = (cells.get("last name", ""), cells.get("first name", ""))
    client = ", ".join(filter(None, parts)) or cells.get("client", "")
    if not client:
        raise BadInput("The client is missing.")
    return client


def _state(text: str) -> VisitState:
    if not text:
        return VisitState.BOOKED
    word = "".join(sign for sign in text.lower() if sign.isalpha())
    state = _STATUS.get(word.replace("cancelled", "canceled"))
    if state is None:
        raise BadInput(f"Unknown status “{shown(text)}”. Write booked, canceled or no show.")
    return state


def _called_off(state: VisitState) -> VisitState:
    """Return the state of an appointment marked as canceled, which may have been missed or canceled late."""
    return VisitState.CANCELLED if state.kept else state


def made_id(begins: str, entry: Entry) -> str:
    """Return the id of an appointment that has none: its start and whose it is."""
    start = f"{entry.start:%H%M}" if entry.start else ""
    who = " ".join(sorted(entry.client.casefold().replace(",", " ").split()))
    return f"{begins}:{entry.day:%Y%m%d}T{start}:{who}"
