"""Saving the visit while its writer goes on; a conflict is shown as two texts side by side."""

import math
import time
from collections.abc import Callable, Iterable, Mapping
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
from charting_tui.keys import Key, Place
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.opening import who_else_writes
from charting_tui.operations.visits.saving import Side, differing, merged
from charting_tui.records.chart import VisitFile
from charting_tui.records.claim import Draft
from charting_tui.records.office import Office
from charting_tui.records.visit import SECTIONS
from charting_tui.screens.frame.base_screen import BaseScreen, told
from charting_tui.screens.signing.record import record_lines
from charting_tui.screens.visit.open_visit import OpenVisit
from charting_tui.store.chart_files.writing import Conflict
from charting_tui.store.refusals import JournalFull, StoreAway
from charting_tui.widgets.lines import bindings


class ConflictScreen(BaseScreen):
    """Answers “both”, “mine”, “theirs” or “merged”, as ``sides`` has it; None to go on writing."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.CONFLICT)

    def __init__(self, mine: Draft, theirs: Draft, office: Office) -> None:
        super().__init__()
        self._mine = mine
        self._theirs = theirs
        self._office = office
        self._differ = differing(theirs, mine)
        self.sides: dict[str, Side] = dict.fromkeys(self._differ, "both")
        """Which text of each section that differs is to stand."""

    def inside(self) -> Iterable[Widget]:
        """What happened, then the two records."""
        yield Static(
            "Another user saved this visit while you were writing. Both versions are kept until you choose.",
            id="open",
        )
        yield Static(id="merge", markup=False)
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
        self._show_sides()
        self.call_after_refresh(self.show_keys)

    def why_not(self, key: Key) -> str:
        """A section that says the same in both has nothing to choose."""
        section = key.id.partition(".")[2]
        same = section in SECTIONS and section not in self.sides
        return f"{section.capitalize()} says the same in both." if same else ""

    def _show_sides(self) -> None:
        words = {"mine": "yours", "theirs": "saved elsewhere", "both": "both"}
        chosen = " · ".join(f"{name[0].upper()} {words[side]}" for name, side in self.sides.items())
        keys = ", ".join(name[0] for name in self.sides)
        told = f"Enter saves: {chosen} ({keys} to change)" if chosen else ""
        self.query_one("#merge", Static).update(told)

    def _choose(self, section: str) -> None:
        if not self.refused(f"conflict.{section}"):
            turns: dict[Side, Side] = {"both": "mine", "mine": "theirs", "theirs": "both"}
            self.sides[section] = turns[self.sides[section]]
            self._show_sides()

    def action_subjective(self) -> None:
        """Choose the text of the subjective section."""
        self._choose("subjective")

    def action_objective(self) -> None:
        """Choose the text of the objective section."""
        self._choose("objective")

    def action_assessment(self) -> None:
        """Choose the text of the assessment."""
        self._choose("assessment")

    def action_plan(self) -> None:
        """Choose the text of the plan."""
        self._choose("plan")

    def action_merge(self) -> None:
        """Save each section as it was chosen."""
        self.dismiss("merged")

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


def chosen(answer: str, mine: Draft, theirs: Draft, sides: Mapping[str, Side]) -> Draft:
    """Return the draft that an answer lets stand."""
    whole = {"mine": mine, "theirs": theirs}.get(answer)
    return whole or merged(theirs, mine, sides if answer == "merged" else {})


SAVED_ELSEWHERE = "Another user saved this visit. Your version is kept. Press Ctrl+S to compare the two."
SAVE_AFTER = 30.0
"""Seconds without a key until the chart gets the visit."""
AWAY = "The database can't be reached. Typing is kept; saving resumes by itself."
AGAIN_AFTER = 5.0
"""Seconds after which a save is tried again that found no database."""


@dataclass
class SaveEnded(Message):
    """A save that was begun is over, whatever came of it."""

    session: EditingSession
    tell: bool
    """Whether someone asked for it, and waits for a word."""


class VisitSaving:
    """Saves in a thread, one save at a time; what is typed meanwhile is saved by the next."""

    def __init__(self, visit: OpenVisit, *, give_up: Callable[[], None]) -> None:
        """``give_up`` is called where another login of the same person goes on with the visit."""
        self._visit = visit
        self._give_up = give_up
        self._asked_again = False
        """Whether someone asked for a save while one was under way."""
        self._typed_at = math.inf
        """When the last key was typed that no quiet save has followed yet."""
        self._away = False
        """Whether the last save found no database."""
        self._others = ""
        """Who else was told to have the visit open."""

    @property
    def base_screen(self) -> BaseScreen:
        """The screen that it is of."""
        return self._visit.base_screen

    def typed(self) -> None:
        """A key was typed in the note; it doesn't put off a save that waits for the database."""
        if not self._away:
            self._typed_at = time.monotonic()

    def stop(self) -> None:
        """The visit is let go of."""
        self._asked_again = self._away = False
        self._typed_at = math.inf
        self._others = ""

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
            # Each second again: a message over the note would take the keys, and one comes upon the other.
            self._visit.say(full.sentence, refusal=True)
            return
        self._tell_who_else(session)
        self._follow_payer(session)
        if time.monotonic() - self._typed_at >= SAVE_AFTER:
            self._typed_at = math.inf
            self.save_quietly()

    def _tell_who_else(self, session: EditingSession) -> None:
        """Tell once of each login that has come to the same visit."""
        said = who_else_writes(session.store, session.draft.visit.id)
        if said != self._others:
            self._others = said
            if said:
                self._visit.say(f"{said} Both texts are kept; the second to save merges them.")

    def _follow_payer(self, session: EditingSession) -> None:
        """Tell at once where another login's coverage makes someone else the payer."""
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
        was_away, self._away = self._away, False
        try:
            session.end_save()
        except StoreAway:
            self._away = True
            self._typed_at = time.monotonic() - SAVE_AFTER + AGAIN_AFTER
            self._visit.say(AWAY, refusal=True)
            return
        except Conflict as conflict:
            if (ended.tell or again) and self._visit.app.screen is self.base_screen:
                self.settle(conflict)
            else:
                session.saved_elsewhere = True
                self._visit.show()
            return
        if again:
            self._save(tell=True)
        elif ended.tell or was_away:
            self._say_saved(session)

    def settle(self, conflict: Conflict) -> None:
        """Show both texts, and save what is to stand."""
        theirs, session = conflict.theirs, self._visit.session
        if not isinstance(theirs, VisitFile) or theirs.signed is not None:
            raise conflict
        mine, saved = session.draft, Draft(visit=theirs.visit, claim=theirs.claim)
        asked = ConflictScreen(mine, saved, session.store.office)

        def answered(answer: str | None) -> None:
            stands = None if answer is None else chosen(answer, mine, saved, asked.sides)
            self._settled(stands, theirs)

        self._visit.app.push_screen(asked, answered)

    @told
    def _settled(self, stands: Draft | None, theirs: VisitFile) -> None:
        if stands is not None:
            self._visit.session.settle(stands, theirs)
            self._visit.session.saved_elsewhere = False
            self._visit.show_texts()
            self._visit.show()
            self._visit.say("Saved. The note now has the version you chose.")
