"""Today: the day's visits, where each stands, and the next thing to do in one key."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.acts.booking import Booking, book, read_booking, therapists_of
from charting_tui.errors import BadInput
from charting_tui.keys import Key, Place
from charting_tui.records.people import Role
from charting_tui.screens.ask import AskScreen
from charting_tui.screens.framed import FramedScreen, told
from charting_tui.screens.messages import VisitChosen
from charting_tui.screens.pick_client import PickClientScreen
from charting_tui.screens.unbilled import UnbilledScreen
from charting_tui.screens.visit_rows import day_layout
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.bindings import bindings
from charting_tui.widgets.row_list import RowList
from charting_tui.worklist.buckets import buckets_on, head_line, next_visit
from charting_tui.worklist.summary import VisitSummary


class TodayScreen(FramedScreen):
    """The day's visits in the order of their times."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.TODAY)

    def __init__(self, store: ChartStore) -> None:
        super().__init__()
        self._store = store
        self._day: date = store.clock.today()
        me = store.office.person(store.person)
        self._mine = me is not None and Role.THERAPIST in me.roles
        self._shown: dict[str, VisitSummary] = {}

    def inside(self) -> Iterable[Widget]:
        """Buckets, heads, rows."""
        yield Static(id="buckets")
        yield Static(id="heads")
        yield RowList(id="visits")
        yield Static(id="empty")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.TODAY,)

    def why_not(self, key: Key) -> str:
        """Opening needs a row."""
        if key.id == "today.open" and not self._shown:
            return "There is no visit to open. Press a to add an appointment."
        return ""

    def on_mount(self) -> None:
        """Watch for what other logins change."""
        self.set_interval(2, self._follow)

    def on_screen_resume(self) -> None:
        """Show how things stand now."""
        self.reload()

    def on_resize(self, event: object) -> None:
        """Fit the rows to the new width."""
        del event
        self.reload()

    @told
    def _follow(self) -> None:
        if self.app.screen is self and self._store.changed():
            self.reload()

    @told
    def reload(self, keep: str | None = None) -> None:
        """Read the day anew; the mark goes to the visit ``keep``."""
        if not self.is_mounted:
            return
        store = self._store
        whose = store.person if self._mine else None
        of_day = store.summaries(day=self._day, therapist=whose)
        earlier = store.summaries(unbilled=True, before=self._day, therapist=whose)
        self._shown = {summary.visit: summary for summary in of_day}
        day = "Today" if self._day == store.clock.today() else "Day"
        who = "mine" if self._mine else "everyone"
        self.place(f"{day} › {self._day:%a %-d %b %Y} › {who}", self._whose_login())
        self.query_one("#buckets", Static).update(
            Content(head_line(buckets_on(self._day, [*of_day, *earlier])))
        )
        layout = day_layout(self.size.width, therapist=not self._mine)
        self.query_one("#heads", Static).update(layout.head())
        rows = self.query_one(RowList)
        today = store.clock.today()
        rows.show_rows(((item.visit, layout.row(item, store.office, today)) for item in of_day), keep=keep)
        rows.display = bool(of_day)
        empty = self.query_one("#empty", Static)
        empty.display = not of_day
        empty.update("No visits on this day. Press a to add an appointment, e to see everyone's.")
        if of_day and self.focused is not rows:
            rows.focus()
        self.show_keys()

    def _whose_login(self) -> str:
        me = self._store.office.person(self._store.person)
        return f"{me.name if me else self._store.person} · {self._store.clock.local():%H:%M}"

    def action_open(self) -> None:
        """Open the marked visit."""
        if self.refused("today.open"):
            return
        marked = self.query_one(RowList).marked
        if marked is not None:
            self.post_message(VisitChosen(self._shown[marked].client, marked))

    @told
    def action_next(self) -> None:
        """Open the next visit that waits."""
        store = self._store
        whose = store.person if self._mine else None
        today = store.clock.today()
        waiting = store.summaries(day=today, therapist=whose) + store.summaries(
            unbilled=True, before=today, therapist=whose
        )
        found = next_visit(waiting, None, store.clock.local())
        if found is None:
            self.say("Nothing waits: every visit so far is charted and signed.")
        else:
            self.post_message(VisitChosen(found.client, found.visit))

    def action_appointment(self) -> None:
        """Ask for an appointment in one line."""
        self.app.push_screen(
            AskScreen("Appointment: time, client, minutes", hint=self._booking_hint, check=self._read),
            self._named,
        )

    def _read(self, line: str) -> Booking:
        return read_booking(line, therapists_of(self._store.office))

    def _booking_hint(self, text: str) -> str:
        if not text.strip():
            return "Like 1430 doe 60: the time, part of the client's name, the minutes."
        try:
            booking = self._read(text)
        except BadInput as fault:
            return fault.sentence
        when = f"{booking.start:%H:%M}–{booking.end:%H:%M}, {booking.minutes} minutes"
        whose = f", with {booking.therapist}" if booking.therapist else ""
        return f"{when}, a client named “{booking.client_words}”{whose}"

    @told
    def _named(self, line: str | None) -> None:
        if line is None:
            return
        booking = self._read(line)
        found = self._store.find_clients(booking.client_words, limit=9)
        if not found:
            self.say(
                f"No client is found by “{booking.client_words}”. Press a and type part of the name.",
                refusal=True,
            )
        elif len(found) == 1:
            self._book(found[0].client, booking)
        else:
            self.app.push_screen(
                PickClientScreen(found, booking.client_words), lambda client: self._book(client, booking)
            )

    @told
    def _book(self, client: str | None, booking: Booking) -> None:
        if client is not None:
            visit = book(self._store, client, booking, self._day)
            self.reload(keep=visit.id)
            self.say(f"Added for {booking.start:%H:%M}, {booking.minutes} minutes. Enter opens it.")

    def action_unbilled(self) -> None:
        """See every visit that is not billed."""
        self.app.push_screen(UnbilledScreen(self._store))

    def action_everyone(self) -> None:
        """Show one's own visits or everyone's."""
        self._mine = not self._mine
        self.reload()

    def action_day_before(self) -> None:
        """Show the day before."""
        self._go_to(self._day - timedelta(days=1))

    def action_day_after(self) -> None:
        """Show the day after."""
        self._go_to(self._day + timedelta(days=1))

    def action_this_day(self) -> None:
        """Come back to today."""
        self._go_to(self._store.clock.today())

    def _go_to(self, day: date) -> None:
        self._day = day
        self.reload()

    def action_back(self) -> None:
        """There is nothing behind this screen."""
        if self._day != self._store.clock.today():
            self.action_this_day()
        else:
            self.say("This is the first screen. Press q to leave the program.")

    async def action_quit(self) -> None:
        """Leave the program."""
        await self.app.action_quit()
