"""Signing several notes one after the other, each read to its end first."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.events import Resize

from charting_tui.acts.pace import PaceCount
from charting_tui.acts.signing import may_sign
from charting_tui.acts.sitting import Sitting
from charting_tui.acts.sitting_down import WritingElsewhere, sit_down
from charting_tui.acts.standing_pin import StandingPin
from charting_tui.errors import ChartingError
from charting_tui.keys import Key, Place
from charting_tui.records.visit import SignedRecord
from charting_tui.screens.messages import VisitChosen
from charting_tui.screens.review import ReviewScreen
from charting_tui.screens.taken_over import TakenOverScreen
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.bindings import bindings


class BatchReviewScreen(ReviewScreen, inherit_bindings=False):
    """One note among several; answers “signed”, “postponed”, “mend” or “elsewhere”, or None to end."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.BATCH)

    def __init__(self, sitting: Sitting, standing: StandingPin, number: int, of: int) -> None:
        super().__init__(sitting, standing)
        self._number = f"{number} of {of}"
        self._read = False
        """Whether the end of the record was on the screen."""

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.BATCH,)

    def whereabouts(self) -> tuple[str, str]:
        """Whose note it is, and which of how many."""
        name = self.sitting.chart.file.client.name
        return f"Today › sign several › {name}, {self.sitting.draft.visit.date:%-d %b}", self._number

    def why_not(self, key: Key) -> str:
        """Nothing is signed that was not read to its end."""
        if key.action != "sign":
            return ""
        unread = "" if self._read else "There is more of this record below. Read it first: space goes on."
        return may_sign(self.sitting) or unread

    def on_mount(self) -> None:
        """Watch how far the record is read, and whether another login asks to go on here."""
        self.set_interval(1, self._let_go)
        self.watch(self._record, "scroll_y", self._look, init=False)
        self.call_after_refresh(self._look)

    def on_resize(self, _event: Resize) -> None:
        """All of the record may fit now."""
        self.call_after_refresh(self._look)

    @property
    def _record(self) -> VerticalScroll:
        return self.query_one("#record", VerticalScroll)

    def _look(self) -> None:
        if not self._read and self.is_mounted and self._record.scroll_y >= self._record.max_scroll_y:
            self._read = True
            self.show_keys()

    def _let_go(self) -> None:
        if self.sitting.wanted:
            self.sitting.let_go()
            while self.app.screen is not self:
                self.app.pop_screen()
            self.app.push_screen(TakenOverScreen(), self._gone)

    def _gone(self, _read: None) -> None:
        self.dismiss("elsewhere")

    def action_postpone(self) -> None:
        """Leave this note unsigned, and go on to the next."""
        self.dismiss("postponed")

    def signed(self, record: SignedRecord) -> None:
        """Go on to the next note."""
        del record
        self.dismiss("signed")


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
        self._signed = self._postponed = self._to_mend = 0
        self._not_opened: list[str] = []
        """Why notes could not be opened, a sentence each."""

    def go_on(self) -> None:
        """Open the next note, or end."""
        while self._left:
            client, visit = self._left.pop(0)
            try:
                self._store.log_access(client, f"visit {visit}")
                sitting = sit_down(self._store, client, visit)
            except ChartingError as fault:
                self._not_opened.append(f"{self._name_of(client)}: {_why_not_opened(fault, self._store)}")
                continue
            self._show(sitting)
            return
        self._ended(self._in_words())

    def _show(self, sitting: Sitting) -> None:
        self._pace.opened(sitting.draft.visit.id)
        screen = BatchReviewScreen(sitting, self._standing, self._of - len(self._left), self._of)
        self._app.push_screen(screen, lambda answer: self._answered(sitting, answer))

    def _answered(self, sitting: Sitting, answer: str | None) -> None:
        visit = sitting.draft.visit
        if answer == "signed":
            self._signed += 1
            self._pace.signed(visit)
            self.go_on()
            return
        self._pace.left()
        if answer == "elsewhere":
            self._left.insert(0, (sitting.chart.id, visit.id))
            self._ended(f"You went on with this visit in another login. {self._in_words()}")
            return
        open_to_mend = bool(may_sign(sitting))
        try:
            sitting.leave()
        except ChartingError as fault:
            self._ended(f"{fault.sentence} {self._in_words()}")
            return
        if answer == "postponed":
            self._to_mend += open_to_mend
            self._postponed += not open_to_mend
            self.go_on()
            return
        self._left.insert(0, (sitting.chart.id, visit.id))
        self._ended(self._in_words())
        if answer == "mend":
            self._app.post_message(VisitChosen(sitting.chart.id, visit.id, self._in_words()))

    def _in_words(self) -> str:
        counts = (
            (self._signed, "signed"),
            (self._postponed, "postponed"),
            (self._to_mend, "needs fixing" if self._to_mend == 1 else "need fixing"),
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
    return f"open in your other login since {since}. Close it there, or press enter to go on here."
