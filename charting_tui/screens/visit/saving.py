"""Saving the visit while its writer goes on; a conflict is shown as two texts side by side."""

import math
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.coding.billing.pricing import price
from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.errors import ChartingError
from charting_tui.keys import Place
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.saving import both
from charting_tui.records.chart import VisitFile
from charting_tui.records.claim import Draft
from charting_tui.records.office import Office
from charting_tui.screens.frame.base_screen import BaseScreen, told
from charting_tui.screens.signing.record import record_lines
from charting_tui.screens.visit.open_visit import OpenVisit
from charting_tui.store.chart_files.writing import Conflict
from charting_tui.store.refusals import JournalFull
from charting_tui.widgets.lines import bindings


class ConflictScreen(BaseScreen):
    """Answers “both”, “mine” or “theirs”, or None to go on writing."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.CONFLICT)

    def __init__(self, mine: Draft, theirs: Draft, office: Office) -> None:
        super().__init__()
        self._mine = mine
        self._theirs = theirs
        self._office = office

    def inside(self) -> Iterable[Widget]:
        """What happened, then the two records."""
        yield Static(
            "Another login saved this visit while you were writing. Both versions are kept until you choose.",
            id="open",
        )
        with Horizontal(id="texts"):
            for name in ("mine", "theirs"):
                with VerticalScroll(id=name):
                    yield Static(id=f"{name}-text")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.CONFLICT,)

    def on_mount(self) -> None:
        """Show both records."""
        self.place("Today › changed elsewhere")
        for name, heading, draft in (
            ("mine", "YOURS", self._mine),
            ("theirs", "SAVED ELSEWHERE", self._theirs),
        ):
            visit = draft.visit
            priced = price(draft, self._office.payer(visit.payer), self._office.practice)
            lines = (
                Content.assemble((heading, "bold $text-accent")),
                *record_lines(draft, priced, tables_on(visit.date)),
            )
            self.query_one(f"#{name}-text", Static).update(Content("\n").join(lines))
        self.query_one("#mine").focus()
        self.call_after_refresh(self.show_keys)

    def action_both(self) -> None:
        """Keep both texts."""
        self.dismiss("both")

    def action_mine(self) -> None:
        """Let my text stand."""
        self.dismiss("mine")

    def action_theirs(self) -> None:
        """Let theirs stand."""
        self.dismiss("theirs")

    def action_back(self) -> None:
        """Go on writing; the chart has theirs, the journal mine."""
        self.dismiss(None)


def chosen(answer: str, mine: Draft, theirs: Draft) -> Draft:
    """Return the draft that an answer lets stand."""
    return {"mine": mine, "theirs": theirs}.get(answer) or both(theirs, mine)


SAVED_ELSEWHERE = "Another login saved this visit. Your version is kept. Press Ctrl+S to compare the two."
SAVE_AFTER = 30.0
"""Seconds without a key until the chart gets the visit."""


@dataclass
class SaveEnded(Message):
    """A save that was begun is over, whatever came of it."""

    session: EditingSession
    tell: bool
    """Whether somebody asked for it, and waits for a word."""


class VisitSaving:
    """Saves in a thread, one save at a time; what is typed meanwhile is saved by the next."""

    def __init__(self, visit: OpenVisit, *, give_up: Callable[[], None]) -> None:
        """``give_up`` is called where another login of the same person goes on with the visit."""
        self._visit = visit
        self._give_up = give_up
        self._asked_again = False
        """Whether somebody asked for a save while one was under way."""
        self._typed_at = math.inf
        """When the last key was typed that no quiet save has followed yet."""

    @property
    def base_screen(self) -> BaseScreen:
        """The screen that it is of."""
        return self._visit.base_screen

    def typed(self) -> None:
        """A key was typed in the note."""
        self._typed_at = time.monotonic()

    def stop(self) -> None:
        """The visit is let go of."""
        self._asked_again = False
        self._typed_at = math.inf

    @told
    def each_second(self) -> None:
        """Make the journal durable, see what other logins did, and save after a quiet while."""
        if not self._visit.is_open:
            return
        session = self._visit.session
        try:
            if session.wanted:
                session.let_go()
                self._give_up()
                return
            session.flush()
        except JournalFull as full:
            # Each second anew: a message over the note would take the keys, and one comes upon the other.
            self._visit.say(full.sentence, refusal=True)
            return
        self._follow_payer(session)
        if time.monotonic() - self._typed_at >= SAVE_AFTER:
            self._typed_at = math.inf
            self.save_quietly()

    def _follow_payer(self, session: EditingSession) -> None:
        """Tell at once where another login's coverage makes somebody else the payer."""
        said = ""
        if session.store.changed():
            with suppress(ChartingError):  # asked again at the signature, which tells it
                said = session.read_file()
        if said:
            self._visit.show()
            self._visit.say(f"{said} Press ^] to choose a different payer.")

    def save(self) -> None:
        """Save now."""
        self._save(tell=True)

    def save_quietly(self) -> None:
        """Save without a word, unless something is amiss."""
        self._save(tell=False)

    def _save(self, *, tell: bool) -> None:
        if not self._visit.is_open:
            return
        session = self._visit.session
        if session.saving:
            self._asked_again |= tell
        elif session.unsaved:
            ended = SaveEnded(session, tell)
            session.begin_save(lambda: self.base_screen.post_message(ended))
        elif tell:
            self._say_saved(session)

    def _say_saved(self, session: EditingSession) -> None:
        self._visit.say(f"Saved {session.store.clock.local():%H:%M:%S}.")

    @told
    def ended(self, ended: SaveEnded) -> None:
        """Note what the chart has now; where it has a newer revision, show both, or tell of it."""
        session = ended.session
        if not self._visit.is_open or session is not self._visit.session:
            return
        again, self._asked_again = self._asked_again, False
        try:
            session.end_save()
        except Conflict as conflict:
            if (ended.tell or again) and self._visit.app.screen is self.base_screen:
                self.settle(conflict)
            else:
                session.saved_elsewhere = True
                self._visit.show()
            return
        if again:
            self._save(tell=True)
        elif ended.tell:
            self._say_saved(session)

    def settle(self, conflict: Conflict) -> None:
        """Show both texts, and save what is to stand."""
        theirs, session = conflict.theirs, self._visit.session
        if not isinstance(theirs, VisitFile) or theirs.signed is not None:
            raise conflict
        mine, saved = session.draft, Draft(visit=theirs.visit, claim=theirs.claim)
        asked = ConflictScreen(mine, saved, session.store.office)
        self._visit.app.push_screen(asked, lambda answer: self._settled(answer, mine, saved, theirs))

    @told
    def _settled(self, answer: str | None, mine: Draft, saved: Draft, theirs: VisitFile) -> None:
        if answer is not None:
            self._visit.session.settle(chosen(answer, mine, saved), theirs)
            self._visit.session.saved_elsewhere = False
            self._visit.show_texts()
            self._visit.show()
            self._visit.say("Saved. The note now has the version you chose.")
