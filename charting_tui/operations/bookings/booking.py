"""Booking: an appointment becomes a visit in a client's chart."""

from datetime import date
from secrets import token_hex

from charting_tui.errors import BadInput
from charting_tui.operations.bookings.booking_line import Booking, read_booking
from charting_tui.operations.bookings.overlaps import TakenTimes, overlap_words_of
from charting_tui.operations.permission import signed_in
from charting_tui.readers.clock_times import shown_span, shown_time
from charting_tui.readers.dates import date_in_words
from charting_tui.records.chart import Act, Chart
from charting_tui.records.claim import Claim
from charting_tui.records.office import Office
from charting_tui.records.people import Role
from charting_tui.records.responsible import following
from charting_tui.records.visit import Appointment, Visit, VisitKind, VisitState
from charting_tui.store.chart_files.change import ChartChange
from charting_tui.store.chart_store import ChartStore

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
    raise BadInput(f"Whose appointment is it? End the line with one of these names: {', '.join(treating)}.")


def book(store: ChartStore, client_id: str, booking: Booking, on: date) -> Visit:
    """Put an appointment into a client's chart, with its payer and diagnoses as they stand."""
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


_EXAMPLE = "Like 2pm doe, doe 230 90 or tomorrow 9 doe, the words in any order."


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
                f"No client is found by “{booking.client_words}”. "
                "Type part of the name; c in Today enters a new client."
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
            name = f"No client is found by “{booking.client_words}”"
        else:
            name = only.name if only else f"A client named “{booking.client_words}”"
        parts = [
            *([date_in_words(booking.day)] if booking.day else []),
            shown_span(booking.start, booking.end),
            f"{booking.minutes} min",
            *([f"with {booking.therapist}"] if booking.therapist else []),
        ]
        overlap = self._overlap(booking, only.client if only else "") if found else ""
        return f"{name}: {', '.join(parts)}.{f' ! {overlap} Enter books it anyway.' if overlap else ''}"

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
    way = "Enter opens it." if visit.date == shown else ""
    return " ".join(part for part in (f"Added: {name},{when}{day}.", overlap, way) if part)
