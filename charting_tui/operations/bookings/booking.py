"""Booking: an appointment becomes a visit in a client's chart; and which visits it overlaps."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from secrets import token_hex

from charting_tui.errors import BadInput, ChartingError, NotAllowed
from charting_tui.operations.bookings.booking_line import Booking, read_booking
from charting_tui.operations.permission import May, is_allowed, require, signed_in
from charting_tui.readers.clock_times import shown_span, shown_time
from charting_tui.readers.dates import date_in_words
from charting_tui.records.chart import Act, Chart
from charting_tui.records.claim import Claim, following
from charting_tui.records.office import Office
from charting_tui.records.people import Role
from charting_tui.records.visit import Appointment, Visit, VisitKind, VisitState
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore


@dataclass(frozen=True)
class OccupiedTime:
    """One visit's time of a day, as it was charted or else as it is booked."""

    visit: str
    client: str
    name: str
    therapist: str
    start: time
    end: time | None

    def overlaps(self, start: time, end: time) -> bool:
        """Whether both take place at one time; a visit without an end counts by its start."""
        return self.start < end and (start < self.end if self.end else start <= self.start)

    @property
    def words(self) -> str:
        """Whose visit it is, and when: “Moreau, Una 2:00–3:00 PM”."""
        return f"{self.name} {shown_span(self.start, self.end) if self.end else shown_time(self.start)}"


class TakenTimes:
    """The times that are taken, each day read once for each therapist and client."""

    def __init__(self, store: ChartStore) -> None:
        self._store = store
        self._known: dict[tuple[date, str, str], tuple[OccupiedTime, ...]] = {}

    def overlap_words(
        self, day: date, start: time, end: time, *, therapist: str, client: str = "", but: str = ""
    ) -> str:
        """Return “Overlaps Moreau, Una 2:00–3:00 PM.”, or nothing; ``but`` is the visit's own id."""
        taken = [
            *(self._of(day, therapist, "") if therapist else ()),
            *(self._of(day, "", client) if client else ()),
        ]
        others = {one.visit: one for one in taken if one.visit != but and one.overlaps(start, end)}
        if not others:
            return ""
        first, *more = sorted(others.values(), key=lambda one: one.start)
        whose = first.words
        if first.client == client and first.therapist != therapist:
            whose += f" with {self._name(first.therapist)}"
        return f"Overlaps {whose}{f' and {len(more)} more' if more else ''}."

    def _of(self, day: date, therapist: str, client: str) -> tuple[OccupiedTime, ...]:
        key = (day, therapist, client)
        if key not in self._known:
            self._known[key] = _taken(self._store, day, therapist, client)
        return self._known[key]

    def _name(self, therapist: str) -> str:
        person = self._store.office.person(therapist)
        return person.name if person else therapist


def overlap_words_of(store: ChartStore, client: str, visit: Visit) -> str:
    """Return which other visits a visit overlaps as it is booked, in a sentence, or nothing."""
    booked = visit.appointment
    if booked is None or booked.start is None or booked.end is None:
        return ""
    return TakenTimes(store).overlap_words(
        visit.date, booked.start, booked.end, therapist=visit.therapist, client=client, but=visit.id
    )


def _taken(store: ChartStore, day: date, therapist: str, client: str) -> tuple[OccupiedTime, ...]:
    """Return the times of a therapist or a client; what cannot be read warns no one."""
    try:
        rows = store.summaries(day=day, therapist=therapist or None, client=client or None)
    except ChartingError:
        return ()
    return tuple(
        OccupiedTime(
            row.visit,
            row.client,
            row.client_name,
            row.therapist,
            row.start,
            _end(store, row.client, row.visit),
        )
        for row in rows
        if row.start and row.state.kept
    )


def _end(store: ChartStore, client: str, visit: str) -> time | None:
    try:
        kept = store.chart(client, visit=visit, earlier=0).visit(visit)
    except ChartingError:
        return None
    if kept is None:
        return None
    return kept.visit.time_out or (kept.visit.appointment.end if kept.visit.appointment else None)


__all__ = ["Booking", "book", "new_visit", "read_booking", "therapist_of", "therapists_of"]


def therapists_of(office: Office) -> tuple[str, ...]:
    """Return the ids of the people who treat."""
    return tuple(
        person.id for person in office.people if Role.THERAPIST in person.roles and person.ended_on is None
    )


def therapist_of(store: ChartStore, booking: Booking) -> str:
    """Return whose appointment it is: of the one named, of whoever books it, or of the only therapist.

    BadInput where it can be several.
    """
    if booking.therapist:
        return booking.therapist
    person = signed_in(store.office, store.person)
    treating = therapists_of(store.office)
    if person.id in treating:
        return person.id
    if len(treating) == 1:
        return treating[0]
    raise BadInput(
        f"The appointment needs a therapist. End the line with one of these names: {', '.join(treating)}."
    )


def book(store: ChartStore, client_id: str, booking: Booking, on: date) -> Visit:
    """Put an appointment into a client's chart, with its payer and diagnoses as they stand."""
    require(store, May.BOOK)
    therapist = therapist_of(store, booking)
    appointment = Appointment(start=booking.start, end=booking.end, booked_on=store.clock.today())
    visit = new_visit(store, store.chart(client_id), on, appointment, therapist=therapist)
    store.commit(
        ChartChange(
            Act.BOOKED,
            client_id,
            subject=visit.id,
            visit=visit,
            claim=Claim(visit=visit.id, payer=visit.payer),
        )
    )
    return visit


def new_visit(
    store: ChartStore,
    chart: Chart,
    on: date,
    appointment: Appointment,
    *,
    therapist: str,
    visit_id: str = "",
) -> Visit:
    """Return a visit as it is booked: of the payer in force that day, the first one of a client initial."""
    first = not any(kept.visit.state.kept for kept in chart.visits)
    visit = Visit(
        id=visit_id or token_hex(6),
        date=on,
        kind=VisitKind.INITIAL if first else VisitKind.FOLLOW_UP,
        state=VisitState.BOOKED,
        therapist=therapist,
        place=store.office.practice.place,
        appointment=appointment,
    )
    return following(visit, chart.file.coverage)


_EXAMPLE = "Such as 2pm doe, doe 230 90 or tomorrow 9 doe. The words can be in any order."


class AppointmentLine:
    """Reads the line for one day that is shown; what is taken that day is read once."""

    def __init__(self, store: ChartStore, day: date) -> None:
        self._store = store
        self._day = day
        self._taken = TakenTimes(store)

    def booking(self, line: str) -> Booking:
        """Return what the line says; BadInput where it cannot be read."""
        return read_booking(line, therapists_of(self._store.office), self._store.clock.today())

    def check(self, line: str) -> None:
        """Raise BadInput for what is no appointment of anybody known."""
        booking = self.booking(line)
        therapist_of(self._store, booking)
        if not self._store.find_clients(booking.client_words, limit=1):
            raise BadInput(
                f"No client matches “{booking.client_words}”. Type part of the name, or press c on Today "
                "to add a new client."
            )

    def hint(self, line: str) -> str:
        """Return how the line is understood, and what the appointment overlaps."""
        if not line.strip():
            return _EXAMPLE
        try:
            booking = self.booking(line)
        except BadInput as fault:
            return fault.sentence
        found = self._store.find_clients(booking.client_words, limit=2)
        only = found[0] if len(found) == 1 else None
        if not found:
            name = f"No client matches “{booking.client_words}”"
        else:
            name = only.name if only else f"A client named “{booking.client_words}”"
        parts = [
            *([date_in_words(booking.day)] if booking.day else []),
            shown_span(booking.start, booking.end),
            f"{booking.minutes} min",
            *([f"with {booking.therapist}"] if booking.therapist else []),
        ]
        overlap = self._overlap(booking, only.client if only else "") if found else ""
        return (
            f"{name}: {', '.join(parts)}.{f' ! {overlap} Press Enter to book it anyway.' if overlap else ''}"
        )

    def _overlap(self, booking: Booking, client: str) -> str:
        try:
            therapist = therapist_of(self._store, booking)
        except BadInput:
            therapist = ""
        day = booking.day or self._day
        return self._taken.overlap_words(day, booking.start, booking.end, therapist=therapist, client=client)


def added_words(store: ChartStore, client: str, visit: Visit, shown: date) -> str:
    """Return what was booked, and what it overlaps, as it is said where that day is shown."""
    booked = visit.appointment
    start = booked.start if booked else None
    name = store.chart(client, visit=visit.id, earlier=0).file.client.name
    when = f" {shown_time(start)}" if start else ""
    day = "" if visit.date == shown else f" on {date_in_words(visit.date)}"
    overlap = overlap_words_of(store, client, visit)
    way = "Press Enter to open it." if visit.date == shown else ""
    return " ".join(part for part in (f"Added: {name},{when}{day}.", overlap, way) if part)


_USUAL = timedelta(minutes=60)


def why_not_start(store: ChartStore) -> str:
    """Return why the person signed in may not start a visit, or nothing."""
    person = signed_in(store.office, store.person)
    if not is_allowed(person, May.WRITE_NOTES):
        return (
            "Only a therapist can start a visit now. On Today, press a to book one, and name the therapist."
        )
    return ""


def start_visit(store: ChartStore, client_id: str) -> Visit:
    """Return today's open visit of the client with this therapist, booked now where there is none."""
    reason = why_not_start(store)
    if reason:
        raise NotAllowed(reason)
    waiting = waiting_visit(store, client_id)
    if waiting is not None:
        return waiting
    now = store.clock.local().replace(second=0, microsecond=0, tzinfo=None)
    midnight = now.replace(hour=0, minute=0) + timedelta(days=1)
    minutes = min(_USUAL, midnight - now - timedelta(minutes=1)) // timedelta(minutes=1)
    return book(store, client_id, Booking(now.time(), "", minutes, store.person), store.clock.today())


def waiting_visit(store: ChartStore, client_id: str) -> Visit | None:
    """Return today's unsigned visit of the client with the person signed in, or with no one yet."""
    today = store.clock.today()
    for kept in store.chart(client_id).visits:
        visit = kept.visit
        mine = visit.therapist in {"", store.person}
        if visit.date == today and visit.state.kept and mine and kept.signed is None:
            return visit
    return None
