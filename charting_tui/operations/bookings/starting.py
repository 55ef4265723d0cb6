"""Starting a visit now: booked for this minute unless one of today waits already."""

from datetime import timedelta

from charting_tui.errors import NotAllowed
from charting_tui.operations.bookings.booking import Booking, book
from charting_tui.operations.permission import signed_in
from charting_tui.records.people import Role
from charting_tui.records.visit import Visit
from charting_tui.store.chart_store import ChartStore

_USUAL = timedelta(minutes=60)


def why_not_start(store: ChartStore) -> str:
    """Return why the person signed in may not start a visit, or nothing."""
    person = signed_in(store.office, store.person)
    if Role.THERAPIST not in person.roles:
        return "Visits are started by therapists. Book one in Today with a, naming whose it is."
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
    """Return today's unsigned visit of the client with the person signed in, or with nobody yet."""
    today = store.clock.today()
    for kept in store.chart(client_id).visits:
        visit = kept.visit
        mine = visit.therapist in {"", store.person}
        if visit.date == today and visit.state.kept and mine and kept.signed is None:
            return visit
    return None
