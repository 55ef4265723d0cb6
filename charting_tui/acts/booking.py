"""Booking: an appointment becomes a visit in a client's chart."""

from datetime import date
from secrets import token_hex

from charting_tui.acts.booking_line import Booking, read_booking
from charting_tui.acts.permission import signed_in
from charting_tui.errors import BadInput
from charting_tui.records.chart import Act, Chart
from charting_tui.records.claim import Claim
from charting_tui.records.office import Office
from charting_tui.records.people import Role
from charting_tui.records.responsible import following
from charting_tui.records.visit import Appointment, Visit, VisitKind, VisitState
from charting_tui.store.change import ChartChange
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
