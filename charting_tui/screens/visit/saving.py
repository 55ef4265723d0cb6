"""Saving the visit while its writer goes on, and what is done where that is refused."""

import math
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from textual.message import Message

from charting_tui.errors import ChartingError
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.records.chart import VisitFile
from charting_tui.records.claim import Draft
from charting_tui.screens.frame.framed import FramedScreen, told
from charting_tui.screens.visit.conflict import ConflictScreen, chosen
from charting_tui.screens.visit.open_visit import OpenVisit
from charting_tui.store.chart_files.change import Conflict
from charting_tui.store.refusals import JournalFull

SAVED_ELSEWHERE = "This visit was saved elsewhere meanwhile. Yours is kept; ^s shows both."
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
    def framed(self) -> FramedScreen:
        """The screen that it is of."""
        return self._visit.framed

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
            self._visit.say(f"{said} ^] chooses otherwise.")

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
            session.begin_save(lambda: self.framed.post_message(ended))
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
            if (ended.tell or again) and self._visit.app.screen is self.framed:
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
            self._visit.say("Saved. What was chosen stands in the chart.")
