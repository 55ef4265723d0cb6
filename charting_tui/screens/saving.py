"""A screen whose visit is saved while its writer goes on, and what is done where that is refused."""

from dataclasses import dataclass

from textual import on
from textual.message import Message

from charting_tui.acts.sitting import Sitting
from charting_tui.records.chart import VisitFile
from charting_tui.records.claim import Draft
from charting_tui.screens.conflict import ConflictScreen, chosen
from charting_tui.screens.framed import told
from charting_tui.screens.writing import WritingScreen
from charting_tui.store.change import Conflict

SAVED_ELSEWHERE = "This visit was saved elsewhere meanwhile. Yours is kept; ^s shows both."


@dataclass
class SaveEnded(Message):
    """A save that was begun is over, whatever came of it."""

    sitting: Sitting
    tell: bool
    """Whether somebody asked for it, and waits for a word."""


class SavingScreen(WritingScreen):
    """Saves in a thread, one save at a time; what is typed meanwhile is saved by the next."""

    def __init__(self) -> None:
        super().__init__()
        self.elsewhere = False
        """Whether the chart holds a newer revision than the one that is written here."""
        self._asked_again = False
        """Whether somebody asked for a save while one was under way."""

    def on_screen_resume(self) -> None:
        """Tell of a conflict that came while another place was open."""
        if self.elsewhere:
            self.say(SAVED_ELSEWHERE, refusal=True)

    def action_save(self) -> None:
        """Save now."""
        self._save(tell=True)

    def save_quietly(self) -> None:
        """Save without a word, unless something is amiss."""
        self._save(tell=False)

    def _save(self, *, tell: bool) -> None:
        sitting = self._sitting
        if sitting is None:
            return
        if sitting.saving:
            self._asked_again |= tell
        elif sitting.unsaved:
            ended = SaveEnded(sitting, tell)
            sitting.begin_save(lambda: self.post_message(ended))
        elif tell:
            self._say_saved(sitting)

    def _say_saved(self, sitting: Sitting) -> None:
        self.say(f"Saved {sitting.store.clock.local():%H:%M:%S}.")

    @on(SaveEnded)
    @told
    def _save_ended(self, ended: SaveEnded) -> None:
        ended.stop()
        sitting = ended.sitting
        if sitting is not self._sitting:
            return
        again, self._asked_again = self._asked_again, False
        try:
            sitting.end_save()
        except Conflict as conflict:
            if (ended.tell or again) and self.app.screen is self:
                self.settle(conflict)
            else:
                self.elsewhere = True
                self.redraw()
            return
        if again:
            self._save(tell=True)
        elif ended.tell:
            self._say_saved(sitting)

    def settle(self, conflict: Conflict) -> None:
        """Show both texts, and save what is to stand."""
        theirs = conflict.theirs
        if not isinstance(theirs, VisitFile) or theirs.signed is not None:
            raise conflict
        mine, saved = self.sitting.draft, Draft(visit=theirs.visit, claim=theirs.claim)
        asked = ConflictScreen(mine, saved, self.sitting.store.office)
        self.app.push_screen(asked, lambda answer: self._settled(answer, mine, saved, theirs))

    @told
    def _settled(self, answer: str | None, mine: Draft, saved: Draft, theirs: VisitFile) -> None:
        if answer is not None:
            self.sitting.settle(chosen(answer, mine, saved), theirs)
            self.elsewhere = False
            self.load_texts()
            self.redraw()
            self.say("Saved. What was chosen stands in the chart.")

    def release(self) -> None:
        """Let go of the visit."""
        self._sitting = None
        self.elsewhere = self._asked_again = False
