"""Today: the day's visits, the next thing to do in one key, and a line that adds an appointment."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static

from charting_tui.coding.code_tables.table_age import old_in_short, old_today
from charting_tui.errors import NotAllowed
from charting_tui.keys import Key, Place
from charting_tui.operations.bookings.booking import (
    AppointmentLine,
    Booking,
    added_words,
    book,
    therapists_of,
)
from charting_tui.operations.kept import kept_for, persons_words
from charting_tui.operations.signing.cosigning import where_to_cosign
from charting_tui.operations.visits.previews import VisitPreviews
from charting_tui.readers.dates import read_date, shown_date
from charting_tui.records.people import Role
from charting_tui.screens import on_demand
from charting_tui.screens.frame.base_screen import BaseScreen, FollowingScreen, JudgingLine, ask, told
from charting_tui.screens.frame.dialogs import AskScreen, NoLineScreen
from charting_tui.screens.frame.framed_list import framed_list, list_width
from charting_tui.screens.frame.messages import SeveralChosen, VisitChosen
from charting_tui.screens.worklist.at_desk import BillerQuestion, DeskPayment
from charting_tui.screens.worklist.visit_rows import CountsLine, day_layout, with_now
from charting_tui.screens.worklist.visit_state import VisitMarking
from charting_tui.store.chart_files.charts import damage_words
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.index import asked_for
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.preview_pane import PreviewPane
from charting_tui.widgets.row_list import RowList, printable
from charting_tui.worklist.summary import Bucket, NoteState, VisitSummary, buckets_on, next_visit

_APPOINTMENT, _DAY = "appointment", "day"


class AppointmentEntry:
    """Asks over the list of a day."""

    def __init__(self, base_screen: BaseScreen, store: ChartStore, added: Callable[[str, str], None]) -> None:
        """``added`` is told the visit that was booked, and a sentence about it."""
        self.base_screen = base_screen
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
        doing = f"You were adding an appointment on {day:%-m/%-d/%Y}. To continue, press a."
        kept = kept_for(self._store, _APPOINTMENT, doing, {_DAY: day.isoformat()})
        line = AppointmentLine(self._store, day)
        asked = AskScreen("Appointment: time, client, minutes", hint=line.hint, check=line.check)
        ask(self.base_screen, asked.kept_in(kept), lambda text: self._named(text, day, asked), forgets=False)

    def _named(self, line: str, day: date, asked: AskScreen) -> None:
        booking = AppointmentLine(self._store, day).booking(line)
        found = self._store.find_clients(booking.client_words, limit=9)
        if len(found) == 1:
            self._book(found[0].client, booking, day, asked)
        else:
            self.base_screen.app.push_screen(
                on_demand.PickClientScreen(found, booking.client_words),
                lambda client: self._book(client, booking, day, asked),
            )

    @told
    def _book(self, client: str | None, booking: Booking, day: date, asked: AskScreen) -> None:
        if client is not None:
            visit = book(self._store, client, booking, booking.day or day)
            self._added(visit.id, added_words(self._store, client, visit, day))
        asked.forget()


class WaitingVisits:
    """Opens them from Today."""

    def __init__(self, base_screen: BaseScreen, store: ChartStore, judging: JudgingLine) -> None:
        self.base_screen = base_screen
        self._store = store
        self._judging = judging

    def _waiting(self) -> list[VisitSummary]:
        """Return one's own visits of today, and those of earlier days that are not billed."""
        store = self._store
        whose = store.person if store.person in therapists_of(store.office) else None
        today = store.clock.today()
        earlier = self._judging.visits(asked_for(unbilled=True, before=today, therapist=whose))
        return self._judging.visits(asked_for(day=today, therapist=whose)) + earlier

    def to_cosign(self) -> list[VisitSummary]:
        """Return the notes that wait for the co-signature of the person signed in, the oldest first."""
        asked = where_to_cosign(self._store, self._store.clock.today())
        rows = {row.visit: row for one in asked for row in self._judging.visits(one)}
        me = self._store.person
        return sorted((row for row in rows.values() if row.cosigner == me), key=lambda row: row.when)

    def cosign_line(self) -> str:
        """Return what tells of them over the list of a day; nothing where none waits."""
        wait = self.to_cosign()
        if not wait:
            return ""
        first, more = wait[0], f" (+{len(wait) - 1})" if len(wait) > 1 else ""
        return f"! Needs your co-signature: {first.client_name}, {first.day:%b %-d}{more}. b opens it."

    @told
    def sign_all(self) -> None:
        """Read and sign one's notes, one after the other; then open the next that one is to co-sign."""
        me = self._store.person
        written = (one for one in self._waiting() if one.bucket is Bucket.TO_SIGN and one.therapist == me)
        ready = sorted(written, key=lambda one: one.when)
        if ready:
            self.base_screen.post_message(SeveralChosen(tuple((one.client, one.visit) for one in ready)))
        elif wait := self.to_cosign():
            self.base_screen.post_message(VisitChosen(wait[0].client, wait[0].visit))
        else:
            self.base_screen.say(
                "You have no note ready to sign. Press n to open the next visit you have to chart."
            )

    @told
    def open_next(self, said: str = "") -> None:
        """Open the next visit that waits, saying ``said`` and whose it is; or say that nothing waits."""
        store = self._store
        today = store.clock.today()
        found = next_visit(self._waiting(), None, store.clock.local())
        if found is None:
            top = self.base_screen.app.screen
            shown = top if isinstance(top, BaseScreen) else self.base_screen
            shown.say(f"{said} You're done: every visit so far is charted and signed.".strip())
            return
        if not said and found.day != today:
            said = f"This visit is from {found.day:%a} {shown_date(found.day)}, not today."
        elif said:
            when = f"{found.start:%-H:%M}" if found.day == today and found.start else f"{found.day:%b %-d}"
            said = f"{said} Next: {found.client_name}, {when}."
        self.base_screen.post_message(VisitChosen(found.client, found.visit, said))


_NO_VISIT = "There is no visit here. Press a to add an appointment."
_NOTES = "Therapists chart and sign visits. Press u to see what isn't billed yet."
_OF_THERAPISTS = {
    "today.next": _NOTES,
    "today.batch": _NOTES,
    "today.everyone": "You don't treat clients, so you see everyone's visits.",
}
"""Keys of those who treat, and what they say to everybody else."""


class TodayScreen(FollowingScreen):
    """The day's visits in the order of their times."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.TODAY)
    LONG = "#visits"

    def __init__(self, store: ChartStore) -> None:
        super().__init__(store)
        self._judging = JudgingLine(self, store)
        self.waiting = WaitingVisits(self, store, self._judging)
        """What waits for the person signed in."""
        self._appointment = AppointmentEntry(self, store, partial(_entered, self))
        self._marking = VisitMarking(self, store, partial(_entered, self))
        self._payment = DeskPayment(self, store, partial(_entered, self))
        self._question = BillerQuestion(self, store)
        self._day: date = store.clock.today()
        me = store.office.person(store.person)
        self._treats = me is not None and Role.THERAPIST in me.roles
        self._mine = self._treats and me is not None and Role.BILLER not in me.roles
        self._previews = VisitPreviews(store)
        self._preview = PreviewPane(self._previews.of)
        self._minute = ""
        self.shown: dict[str, VisitSummary] = {}
        """The day's visits that are listed, by their ids."""

    def inside(self) -> Iterable[Widget]:
        """Counts, what is judged again, what is damaged, rows, the marked visit, tables out of date."""
        yield CountsLine()
        yield self._judging
        yield self._question
        yield Static(id="to-cosign", markup=False)
        yield Static(id="damaged")
        yield from framed_list("Visits", RowList(id="visits"), self._preview)
        yield Static(id="old-tables")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.TODAY,)

    def never(self, key: Key) -> bool:
        """Who treats no one has no note to write or sign, and no visits of their own to list."""
        return not self._treats and key.id in _OF_THERAPISTS

    def why_not(self, key: Key) -> str:
        """What is about a visit needs a row; what is about one's own notes and visits, a therapist."""
        if self.never(key):
            return _OF_THERAPISTS[key.id]
        if (
            key.id in {"today.open", "today.state", "today.kind", "today.payment", "today.receipt"}
            and not self.shown
        ):
            return _NO_VISIT
        return ""

    @told
    def reload(self, keep: str | None = None) -> None:
        """Read the day again; the mark goes to the visit ``keep``."""
        if not self.is_mounted:
            return
        store = self._store
        whose = store.person if self._mine else None
        of_day = self._judging.visits(asked_for(day=self._day, therapist=whose))
        earlier = self._judging.visits(asked_for(unbilled=True, before=self._day, therapist=whose))
        self.shown = {summary.visit: summary for summary in of_day}
        day = "Today" if self._day == store.clock.today() else "Day"
        who = "mine" if self._mine else "everyone"
        self.place(f"{day} › {self._day:%a %-m/%-d/%Y} › {who}", _whose_login(store))
        self.query_one(CountsLine).count(buckets_on(self._day, [*of_day, *earlier]))
        self._question.look([*of_day, *earlier])
        cosign = self.query_one("#to-cosign", Static)
        cosign.update(printable(told_of := self.waiting.cosign_line()))
        cosign.display = bool(told_of)
        damaged = self.query_one("#damaged", Static)
        damaged.display = bool(store.damaged)
        damaged.update(Content(printable(f"✗ {damage_words(store.damaged)}")))
        width = list_width(self.size.width)
        layout = day_layout(width, of_day, therapist=not self._mine)
        self.query_one("#heads", Static).update(layout.head() if of_day else "")
        rows = self.query_one(RowList)
        today = store.clock.today()
        listed = [(one, layout.row(one, store.office, today)) for one in of_day]
        rows.show_rows(with_now(listed, store.clock.local(), width), keep=keep)
        rows.display = bool(of_day)
        empty = self.query_one("#empty", Static)
        empty.display = not of_day
        empty.update("" if of_day else _what_to_press(store))
        if of_day and self.focused is not rows:
            rows.focus()
        self._previews.forget()
        self._preview.mark(_marked(self))
        old = _old_tables(store)
        line = self.query_one("#old-tables", Static)
        line.display = bool(old)
        line.update(old)
        self.show_keys()

    @on(OptionList.OptionHighlighted, "#visits")
    def _marked_another(self) -> None:
        self._preview.mark(_marked(self))

    @told
    def _follow(self) -> None:
        """Follow what other logins change, and the clock."""
        minute = f"{self._store.clock.local():%H:%M}"
        if self.app.screen is self and minute != self._minute:
            self._minute = minute
            self.reload()
        super()._follow()

    def action_next_count(self) -> None:
        """Mark the first visit of the next count."""
        _step(self, 1)

    def action_previous_count(self) -> None:
        """Mark the first visit of the count before."""
        _step(self, -1)

    def action_open(self) -> None:
        """Open the marked visit."""
        if self.refused("today.open"):
            return
        marked = self.query_one(RowList).marked
        if marked is not None:
            self.post_message(VisitChosen(self.shown[marked].client, marked))

    def action_quick(self) -> None:
        """Open the marked visit with its quick line; letters typed meanwhile are never keys of the list."""
        marked = _marked(self)
        if marked is None:
            self.app.push_screen(NoLineScreen(NotAllowed(_NO_VISIT)))
        else:
            self.post_message(VisitChosen(marked.client, marked.visit, then="quick"))

    def action_next(self) -> None:
        """Open the next visit that waits."""
        if not self.refused("today.next"):
            self.waiting.open_next()

    def action_batch(self) -> None:
        """Read and sign one's notes, one after the other."""
        if not self.refused("today.batch"):
            self.waiting.sign_all()

    def action_appointment(self) -> None:
        """Ask for an appointment in one line."""
        begun = self._appointment.day_begun
        if begun is not None:
            self._day = begun
            self.reload()
        self._appointment.ask(self._day)

    def action_state(self) -> None:
        """Ask what became of the marked visit."""
        visit = _changeable(self, "today.state")
        if visit is not None:
            self._marking.ask_state(visit)

    def action_answer(self) -> None:
        """Answer what the biller asks."""
        self._question.answer()

    def action_payment(self) -> None:
        """Ask what the client of the marked visit pays."""
        marked = _marked(self)
        if not self.refused("today.payment") and marked is not None:
            self._payment.ask(marked)

    def action_receipt(self) -> None:
        """Make the receipt for what the client of the marked visit paid."""
        marked = _marked(self)
        if not self.refused("today.receipt") and marked is not None:
            self._payment.make_receipt(marked)

    def action_kind(self) -> None:
        """Ask what the marked visit is for."""
        visit = _changeable(self, "today.kind")
        if visit is not None:
            self._marking.ask_kind(visit)

    def action_go_to(self, screen: str) -> None:
        """Open the screen that a key of Today names."""
        self.app.push_screen(getattr(on_demand, screen)(self._store))

    def action_everyone(self) -> None:
        """Show one's own visits or everyone's."""
        if self.refused("today.everyone"):
            return
        self._mine = not self._mine
        self.reload()

    def action_day_before(self) -> None:
        """Show the day before."""
        self._day -= timedelta(days=1)
        self.reload()

    def action_day_after(self) -> None:
        """Show the day after."""
        self._day += timedelta(days=1)
        self.reload()

    def action_this_day(self) -> None:
        """Come back to today."""
        self._day = self._store.clock.today()
        self.reload()

    def action_back(self) -> None:
        """There is nothing behind this screen."""
        if self._day != self._store.clock.today():
            self.action_this_day()
        else:
            self.say("You're on the first screen. Press q to quit.")

    async def action_quit(self) -> None:
        """Leave the program."""
        await self.app.action_quit()


def _marked(screen: TodayScreen) -> VisitSummary | None:
    return screen.shown.get(screen.query_one(RowList).marked or "")


def _step(screen: TodayScreen, by: int) -> None:
    """Go on by so many of the counts that have a visit in the list, round and round."""
    first: dict[Bucket, str] = {}
    for one in screen.shown.values():
        if one.bucket is not None:
            first.setdefault(one.bucket, one.visit)
    counted = [bucket for bucket in Bucket if bucket in first]
    if not counted:
        screen.say(_NO_VISIT)
        return
    rows = screen.query_one(RowList)
    marked = _marked(screen)
    at = counted.index(marked.bucket) if marked and marked.bucket in counted else -1
    rows.highlighted = rows.names.index(first[counted[(at + by) % len(counted)]])


def _entered(screen: TodayScreen, visit: str, sentence: str) -> None:
    """Show the day again with that visit marked, and say what was entered."""
    screen.reload(keep=visit)
    screen.say(sentence)


def _changeable(screen: TodayScreen, key_id: str) -> VisitSummary | None:
    """Return the marked visit; None where that key is dead, which has been said."""
    if screen.refused(key_id):
        return None
    marked = _marked(screen)
    if marked is not None and marked.note is NoteState.SIGNED:
        screen.say("This visit is signed. You can't change its status or type.", refusal=True)
        return None
    return marked


def _old_tables(store: ChartStore) -> str:
    """Return what tells an owner, who can bring new ones, that code tables are out of date."""
    office, book = store.office, store.books.book
    me = office.person(store.person)
    if me is None or Role.OWNER not in me.roles:
        return ""
    release = book.release if book else None
    return old_in_short(old_today(store.clock.today(), office.payers, office.tables, release))


def _what_to_press(store: ChartStore) -> str:
    if store.find_clients("", limit=1):
        return "No visits on this day. Press a to add an appointment, e to see everyone's."
    return (
        "No clients yet. Press c, then Ctrl+N to add your first client; then press a here to add an "
        "appointment."
    )


def _whose_login(store: ChartStore) -> str:
    me = store.office.person(store.person)
    return f"{me.name if me else store.person} · {store.clock.local():%H:%M}"
