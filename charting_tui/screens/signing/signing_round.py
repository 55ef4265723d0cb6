"""Signing several notes one after the other, each read to its end first."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.events import Resize
from textual.widget import Widget

from charting_tui.errors import ChartingError
from charting_tui.keys import Key, Place
from charting_tui.operations.signing.signing import StandingPin, may_sign
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.opening import WritingElsewhere, open_for_writing
from charting_tui.operations.visits.pace import PaceCount
from charting_tui.records.visit import SignedRecord
from charting_tui.screens.frame.base_screen import BaseScreen
from charting_tui.screens.frame.dialogs import TakenOverScreen
from charting_tui.screens.frame.messages import VisitChosen
from charting_tui.screens.signing.record import RecordPane
from charting_tui.screens.signing.signature import SigningPrompt
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.lines import bindings


class BatchReviewScreen(BaseScreen):
    """One note among several; answers “signed”, “postponed”, “fix” or “elsewhere”, or None to end."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.BATCH)
    LONG = "#record"

    def __init__(self, session: EditingSession, standing: StandingPin, number: int, of: int) -> None:
        super().__init__()
        self.session = session
        self._number = f"{number} of {of}"
        self._record = RecordPane()
        self._signature = SigningPrompt(self, standing, refused=self._show_anew, signed=self._signed)
        self._read = False
        """Whether the end of the record was on the screen."""

    def inside(self) -> Iterable[Widget]:
        """The record, with what is open above it."""
        yield self._record

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.BATCH,)

    def why_not(self, key: Key) -> str:
        """Nothing is signed that was not read to its end."""
        if key.action != "sign":
            return ""
        unread = "" if self._read else "Read the rest of this record first: press Space for the next page."
        return may_sign(self.session) or unread

    def on_mount(self) -> None:
        """Show the record; watch how far it is read, and whether another login asks to go on here."""
        self._show_anew()
        self._record.scroll.focus()
        self.set_interval(1, self._let_go)
        self.watch(self._record.scroll, "scroll_y", self._look, init=False)
        self.call_after_refresh(self._look)

    def on_resize(self, _event: Resize) -> None:
        """All of the record may fit now."""
        self.call_after_refresh(self._look)

    def _show_anew(self) -> None:
        name = self.session.chart.file.client.name
        where = f"Today › sign several › {name}, {self.session.draft.visit.date:%b %-d}"
        self.place(where, self._number)
        self._show_record()

    def _show_record(self) -> None:
        self._record.show(self.session)
        self.call_after_refresh(self.show_keys)

    def _look(self) -> None:
        if not self._read and self.is_mounted and self._record.end_is_shown:
            self._read = True
            self.show_keys()

    def _let_go(self) -> None:
        if self.session.wanted:
            self.session.let_go()
            while self.app.screen is not self:
                self.app.pop_screen()
            self.app.push_screen(TakenOverScreen(), self._gone)

    def _gone(self, _read: None) -> None:
        self.dismiss("elsewhere")

    def action_sign(self) -> None:
        """Ask for the PIN, then sign."""
        if not self.refused("batch.sign"):
            self._signature.ask(self.session)

    def _signed(self, _record: SignedRecord) -> None:
        """Go on to the next note."""
        self.dismiss("signed")

    def action_read_on(self) -> None:
        """Show the next page of the record."""
        self._record.read_on()

    def action_postpone(self) -> None:
        """Leave this note unsigned, and go on to the next."""
        self.dismiss("postponed")

    def action_times(self) -> None:
        """Enter the session's times and those of each treatment."""
        self._record.enter_times(self.session, self._show_record)

    def action_fix(self) -> None:
        """Open the visit to fix a finding."""
        self.dismiss("fix")

    def action_back(self) -> None:
        """End the round."""
        self.dismiss(None)


class SigningBatch:
    """Opens notes for signing in their order, and tells at the end what became of them."""

    def __init__(
        self,
        app: App[int],
        store: ChartStore,
        visits: Sequence[tuple[str, str]],
        *,
        standing: StandingPin,
        pace: PaceCount,
        ended: Callable[[str], None],
    ) -> None:
        """``visits`` are pairs of a client's and a visit's id; ``ended`` is told the last sentence."""
        self._app = app
        self._store = store
        self._standing = standing
        self._pace = pace
        self._left = list(visits)
        self._of = len(visits)
        self._ended = ended
        self._signed = self._postponed = self._to_fix = 0
        self._not_opened: list[str] = []
        """Why notes could not be opened, a sentence each."""

    def go_on(self) -> None:
        """Open the next note, or end."""
        while self._left:
            client, visit = self._left.pop(0)
            try:
                self._store.log_access(client, f"visit {visit}")
                session = open_for_writing(self._store, client, visit)
            except ChartingError as fault:
                self._not_opened.append(f"{self._name_of(client)}: {_why_not_opened(fault, self._store)}")
                continue
            self._show(session)
            return
        self._ended(self._in_words())

    def _show(self, session: EditingSession) -> None:
        self._pace.opened(session.draft.visit.id)
        screen = BatchReviewScreen(session, self._standing, self._of - len(self._left), self._of)
        self._app.push_screen(screen, lambda answer: self._answered(session, answer))

    def _answered(self, session: EditingSession, answer: str | None) -> None:
        visit = session.draft.visit
        if answer == "signed":
            self._signed += 1
            self._pace.signed(visit)
            self.go_on()
            return
        self._pace.left()
        if answer == "elsewhere":
            self._left.insert(0, (session.chart.id, visit.id))
            self._ended(f"You continued this visit in another window. {self._in_words()}")
            return
        open_to_fix = bool(may_sign(session))
        try:
            session.leave()
        except ChartingError as fault:
            self._ended(f"{fault.sentence} {self._in_words()}")
            return
        if answer == "postponed":
            self._to_fix += open_to_fix
            self._postponed += not open_to_fix
            self.go_on()
            return
        self._left.insert(0, (session.chart.id, visit.id))
        self._ended(self._in_words())
        if answer == "fix":
            self._app.post_message(VisitChosen(session.chart.id, visit.id, self._in_words()))

    def _in_words(self) -> str:
        counts = (
            (self._signed, "signed"),
            (self._postponed, "postponed"),
            (self._to_fix, "needs fixing" if self._to_fix == 1 else "need fixing"),
            (len(self._not_opened), "could not be opened"),
            (len(self._left), "to go"),
        )
        parts = [f"{number} {words}" for number, words in counts if number]
        if not self._signed:
            parts.insert(0, "None signed yet" if self._left else "None signed")
        # There is room for one reason; the next round tells the next.
        return " ".join([f"{', '.join(parts)}.", *self._not_opened[:1]])

    def _name_of(self, client: str) -> str:
        """Return whose note it is; the id where the chart cannot be read."""
        try:
            return self._store.chart(client).file.client.name
        except ChartingError:
            return client


def _why_not_opened(fault: ChartingError, store: ChartStore) -> str:
    if not isinstance(fault, WritingElsewhere):
        return fault.sentence
    since = f"{fault.head.started.astimezone(store.clock.zone):%H:%M}"
    return f"open in your other window since {since}. Close it there, or press Enter to continue here."
