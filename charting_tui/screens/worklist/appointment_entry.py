"""Adding an appointment in one line, and asking whose it is where several clients are meant."""

from collections.abc import Callable
from datetime import date

from charting_tui.operations.bookings.booking import AppointmentLine, Booking, added_words, book
from charting_tui.operations.kept import kept_for, persons_words
from charting_tui.readers.dates import read_date
from charting_tui.screens import on_demand
from charting_tui.screens.frame.ask import AskScreen
from charting_tui.screens.frame.framed import FramedScreen, ask, told
from charting_tui.store.chart_store import ChartStore

_APPOINTMENT, _DAY = "appointment", "day"


class AppointmentEntry:
    """Asks over the list of a day."""

    def __init__(self, framed: FramedScreen, store: ChartStore, added: Callable[[str, str], None]) -> None:
        """``added`` is told the visit that was booked, and a sentence about it."""
        self.framed = framed
        self._store = store
        self._added = added

    @property
    def day_begun(self) -> date | None:
        """The day of an appointment that an earlier login was cut off in, or None."""
        found = persons_words(self._store).words(_APPOINTMENT)
        typed = found.texts.get(_DAY) if found is not None else None
        return read_date(typed, self._store.clock.today()) if typed else None

    def ask(self, day: date) -> None:
        """Ask for an appointment of that day."""
        doing = f"You were adding an appointment on {day:%-m/%-d/%Y}. Press a to go on."
        kept = kept_for(self._store, _APPOINTMENT, doing, {_DAY: day.isoformat()})
        line = AppointmentLine(self._store, day)
        asked = AskScreen("Appointment: time, client, minutes", hint=line.hint, check=line.check)
        ask(self.framed, asked.kept_in(kept), lambda text: self._named(text, day, asked), forgets=False)

    def _named(self, line: str, day: date, asked: AskScreen) -> None:
        booking = AppointmentLine(self._store, day).booking(line)
        found = self._store.find_clients(booking.client_words, limit=9)
        if len(found) == 1:
            self._book(found[0].client, booking, day, asked)
        else:
            self.framed.app.push_screen(
                on_demand.PickClientScreen(found, booking.client_words),
                lambda client: self._book(client, booking, day, asked),
            )

    @told
    def _book(self, client: str | None, booking: Booking, day: date, asked: AskScreen) -> None:
        if client is not None:
            visit = book(self._store, client, booking, booking.day or day)
            self._added(visit.id, added_words(self._store, client, visit, day))
        asked.forget()
