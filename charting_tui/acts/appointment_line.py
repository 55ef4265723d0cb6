"""The appointment line while it is typed: how it is understood, what it overlaps, why it cannot be booked."""

from datetime import date

from charting_tui.acts.booking import therapist_of, therapists_of
from charting_tui.acts.booking_line import Booking, read_booking
from charting_tui.acts.overlaps import TakenTimes, overlap_words_of
from charting_tui.errors import BadInput
from charting_tui.readers.clock_times import shown_span, shown_time
from charting_tui.readers.dates import date_in_words
from charting_tui.records.visit import Visit
from charting_tui.store.chart_store import ChartStore

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
