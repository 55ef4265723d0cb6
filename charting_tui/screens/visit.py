"""Visit: the note beside its code lines, with what the rules find as one types."""

import asyncio
import math
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.acts.payer_choice import payer_words
from charting_tui.acts.sitting import Place as CursorPlace
from charting_tui.acts.sitting import Sitting
from charting_tui.acts.standing_pin import StandingPin
from charting_tui.acts.timing import running_in_words, times_in_words
from charting_tui.coding.pricing import price, total
from charting_tui.errors import ChartingError
from charting_tui.keys import Key, Place
from charting_tui.records.claim import LETTERS
from charting_tui.records.values import dollars_of
from charting_tui.records.visit import SECTIONS, VisitKind
from charting_tui.rules.finding import Finding
from charting_tui.screens.ask import FieldScreen
from charting_tui.screens.asking_again import ask_again
from charting_tui.screens.framed import FramedScreen, told
from charting_tui.screens.messages import VisitLeft
from charting_tui.screens.phrasing import PhrasingScreen
from charting_tui.screens.review import ReviewScreen
from charting_tui.screens.saving import SAVED_ELSEWHERE, SavingScreen
from charting_tui.screens.taken_over import TakenOverScreen
from charting_tui.shorthand.phrase_lines import first_unfilled
from charting_tui.store.change import Conflict
from charting_tui.store.refusals import JournalFull
from charting_tui.widgets.alert_line import AlertLine
from charting_tui.widgets.bindings import bindings
from charting_tui.widgets.columns import fitted, printable
from charting_tui.widgets.findings_list import FindingsList
from charting_tui.widgets.named_codes import NamedCodes
from charting_tui.widgets.row_list import RowList
from charting_tui.widgets.service_lines import ServiceLines, head
from charting_tui.widgets.soap_field import HINTS, NoteText, SoapField
from charting_tui.worklist.overruled import Aside

CHECK_AFTER = 0.08
"""Seconds after the last key until the rules run."""
_SHORTEST_PAYER = 12
"""Cells of a payer's name that always stay."""
SAVE_AFTER = 30.0
"""Seconds without a key until the chart gets the visit."""


class VisitScreen(SavingScreen, PhrasingScreen):
    """One visit being written. Built once; each visit is loaded into it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.VISIT, priority=True)

    def __init__(self, standing: StandingPin) -> None:
        super().__init__()
        self._standing = standing
        self._shown: Sitting | None = None
        self._check: asyncio.TimerHandle | None = None
        """The rules' next turn. A timer of Textual's would cost each key a task."""
        self._typed_at = math.inf
        """When the last key was typed that no quiet save has followed yet."""
        self._found: tuple[Finding, ...] = ()
        self._aside: tuple[Aside, ...] = ()
        self._went_on = ""
        """What is said where an earlier login was cut off in this visit."""

    def open(self, sitting: Sitting, went_on: str = "") -> None:
        """Take up a visit; ``went_on`` is said of one that an earlier login did not leave."""
        super().open(sitting)
        self._went_on = went_on

    def inside(self) -> Iterable[Widget]:
        """The client's alerts; who and when; the note; the codes with their findings."""
        yield AlertLine()
        yield Static(id="who")
        with Container(id="body"):
            with Vertical(id="note"):
                for section in SECTIONS:
                    yield SoapField(section, self._keep)
            with Vertical(id="coding"):
                yield Static(id="line-heads")
                yield ServiceLines(id="lines")
                yield Static(id="no-lines")
                yield NamedCodes(id="named")
                yield FindingsList()

    def key_places(self) -> tuple[Place, ...]:
        """The keys of the part that has the cursor, then those of the visit."""
        focused = self.focused
        if isinstance(focused, ServiceLines):
            return (Place.LINES, Place.VISIT)
        if focused is not None and focused.id == "finding-rows":
            return (Place.FINDINGS, Place.VISIT)
        return (Place.CARRIED, Place.VISIT) if self.in_carried else (Place.VISIT,)

    def why_not(self, key: Key) -> str:
        """Some keys need a line, a finding, or something to take back."""
        if not self.holds_visit:
            return ""
        note = self.sitting.draft.visit.note
        if (
            key.place is Place.LINES
            and key.action not in {"add", "undo"}
            and not self.sitting.draft.visit.services
        ):
            return "There is no code line yet. Press a or ^n to add one."
        if key.id == "visit.lines" and not self.sitting.draft.visit.services:
            return "There is no code line yet. Press ^n to add one."
        if key.id == "visit.take-named" and not self.proposed:
            return "The objective part and the assessment name no further code."
        if key.id == "visit.mend" and not (self._found or self._aside) and first_unfilled(note) is None:
            return "Nothing is wrong as it stands."
        return ""

    def on_mount(self) -> None:
        """Start the timers of the journal and of the quiet save."""
        self.set_interval(1, self._flush)

    def on_resize(self, event: Resize) -> None:
        """Lay the codes and findings out anew."""
        super().on_resize(event)
        self.call_after_refresh(self.redraw)
        if isinstance(self.focused, NoteText):
            self.call_after_refresh(self.focused.scroll_cursor_visible)

    def on_screen_resume(self) -> None:
        """Show the visit that is open."""
        if self._sitting is not None and self._shown is not self._sitting:
            self._load()

    @told
    def _load(self) -> None:
        sitting = self.sitting
        self.load_texts()
        self.redraw()
        self.put_cursor(sitting.place or CursorPlace(self._first_empty()))
        self._shown = sitting
        self.load_phrases()
        self.call_after_refresh(self.redraw)
        self.call_after_refresh(self._ask_again)

    @told
    def _ask_again(self) -> None:
        """Open the dialog again in which an earlier login was cut off, and say what is not there again."""
        if self._sitting is None:
            return
        lost = ask_again(self)
        if self._went_on:
            here = (
                f"Your note is here; this has no field any more: {lost}."
                if lost
                else "All you typed is here."
            )
            self._say_went_on(f"{self._went_on} {here}")
            self._went_on = ""
        if self.app.screen is self and self.sitting.draft.visit.unconfirmed:
            self.confirm_codes()

    def _say_went_on(self, sentence: str) -> None:
        """Say it where it can be read: a dialog that was opened again may cover the line above the keys."""
        top = self.app.screen
        if isinstance(top, FieldScreen):
            top.tell_back(sentence)
        elif isinstance(top, FramedScreen):
            top.call_after_refresh(top.say, sentence)

    def load_texts(self) -> None:
        """Show the note's sections as the draft has them."""
        note = self.sitting.draft.visit.note
        plan = "plan at discharge" if self.sitting.draft.visit.kind is VisitKind.DISCHARGE else "plan"
        self.query_one("#plan", NoteText).placeholder = HINTS[plan]
        for field in self.query(SoapField):
            if field.area.text != getattr(note, field.section):
                field.load(getattr(note, field.section))

    def _first_empty(self) -> str:
        note = self.sitting.draft.visit.note
        return next((section for section in SECTIONS if not getattr(note, section).strip()), SECTIONS[0])

    def put_cursor(self, place: CursorPlace) -> None:
        """Put the cursor into the note, or else on the code lines."""
        for field in self.query(SoapField):
            if field.section == place.field:
                self.set_focus(field.area)
                field.put_cursor(place.row, place.column)
                return
        self.query_one(ServiceLines).focus()

    def _keep(self, section: str, text: str) -> None:
        """Keep what is typed in the note, before it is drawn."""
        if self._sitting is None:
            return  # this key came when the visit had been given up for another login, which is being said
        try:
            self.sitting.type_text(section, text)
        except Conflict:
            self.elsewhere = True
        except ChartingError as fault:
            self.say(fault.sentence, refusal=True)

    @on(SoapField.Changed)
    def _typed(self, event: SoapField.Changed) -> None:
        event.stop()
        self._typed_at = time.monotonic()
        self._stop_check()
        self._check = asyncio.get_running_loop().call_later(CHECK_AFTER, self.call_later, self.redraw)

    @on(SoapField.Moved)
    def _moved(self, event: SoapField.Moved) -> None:
        event.stop()
        if self._sitting is not None:
            try:
                self._sitting.move(CursorPlace(event.section, event.row, event.column))
            except ChartingError as fault:
                self.say(fault.sentence, refusal=True)

    def _stop_check(self) -> None:
        if self._check is not None:
            self._check.cancel()

    @told
    def _flush(self) -> None:
        if self._sitting is None:
            return
        try:
            if self._sitting.wanted:
                self._hand_over(self._sitting)
                return
            self._sitting.flush()
        except JournalFull as full:
            # Each second anew: a message over the note would take the keys, and one comes upon the other.
            self.say(full.sentence, refusal=True)
            return
        self._follow_payer(self._sitting)
        if time.monotonic() - self._typed_at >= SAVE_AFTER:
            self._typed_at = math.inf
            self.save_quietly()

    def _follow_payer(self, sitting: Sitting) -> None:
        """Tell at once where another login's coverage makes somebody else the payer."""
        said = ""
        if sitting.store.changed():
            with suppress(ChartingError):  # asked again at the signature, which tells it
                said = sitting.read_file()
        if said:
            self.redraw()
            self.say(f"{said} ^] chooses otherwise.")

    def _hand_over(self, sitting: Sitting) -> None:
        """Give the visit up for the login that goes on, and take no key for a command until that is read."""
        sitting.let_go()
        while self.app.screen is not self:
            self.app.pop_screen()
        super().release()
        self._stop_check()
        self.app.push_screen(TakenOverScreen(), self._go_from_here)

    def _go_from_here(self, _read: None) -> None:
        self.release()
        self.post_message(VisitLeft())

    def redraw(self) -> None:
        """Show what the draft comes to: codes, money, findings."""
        if self._sitting is None or not self.is_mounted:
            return
        sitting = self._sitting
        draft, office = sitting.draft, sitting.store.office
        visit = draft.visit
        self._found, self._aside = sitting.judged()
        priced = price(draft, office.payer(visit.payer), office.practice)
        lines = self.query_one(ServiceLines)
        lines.show_lines(priced, self._found)
        nothing = self.query_one("#no-lines", Static)
        nothing.display = not priced
        nothing.update("No code yet. Press ^n to add one.")
        self.show_named()
        self.mark_carried()
        self.query_one("#line-heads", Static).update(head(lines.size.width or 78))
        self.query_one(FindingsList).show_findings(self._found, visit, self._aside)
        payer, rest = self._who()
        room = max((self.size.width or 80) - 2 - cell_len(rest), _SHORTEST_PAYER)
        self.query_one("#who", Static).update(Content(f"{fitted(payer, min(room, cell_len(payer)))}{rest}"))
        client = sitting.chart.file.client
        name = client.name
        self.query_one(AlertLine).show_alerts(client.alerts)
        units = sum(line.units or 0 for line in priced)
        runs = running_in_words(visit, sitting.store.clock.zone)
        money = f"{units} {'unit' if units == 1 else 'units'} ${dollars_of(total(priced))}"
        self.place(
            f"Today › {name} › {visit.date:%-d %b} {visit.kind}", f"{runs} · {money}" if runs else money
        )
        if self.elsewhere:
            self.say(SAVED_ELSEWHERE, refusal=True)
        self.show_keys()

    def _who(self) -> tuple[str, str]:
        """Return the payer, which gives way where room is short, and the times and diagnoses."""
        sitting = self.sitting
        visit = sitting.draft.visit
        payer = payer_words(visit, sitting.chart.file, sitting.store.office)
        booked = visit.appointment
        when = (
            f"{booked.start:%H:%M}–{booked.end:%H:%M}"
            if booked and booked.start and booked.end
            else "no time booked"
        )
        times = times_in_words(visit) or "times ^t"
        letters = " ".join(f"{letter} {code}" for letter, code in zip(LETTERS, visit.diagnoses, strict=False))
        return printable(payer), printable(f" · booked {when} · {times} · {letters or 'diagnosis ^o'}")

    def action_review(self) -> None:
        """Read the whole record, and sign it."""
        self.redraw()
        self.app.push_screen(ReviewScreen(self.sitting, self._standing), self._reviewed)

    def _reviewed(self, result: str | None) -> None:
        self.redraw()
        if result == "mend":
            self.call_after_refresh(self.action_mend)

    @told
    def action_back(self) -> None:
        """Go from codes or findings to the note that one came from; else save and go back."""
        if isinstance(self.focused, RowList) and self.from_note is not None:
            self.set_focus(self.from_note)
            self.from_note = None
            return
        try:
            self.sitting.leave()
        except Conflict as conflict:
            self.settle(conflict)
        else:
            self.release()
            self.post_message(VisitLeft())

    def release(self) -> None:
        """Let go of the visit and of its text."""
        super().release()
        self._stop_check()
        self._typed_at = math.inf
        self._shown = None
        self._found, self._aside = (), ()
        self.from_note = None
        self.query_one(AlertLine).show_alerts(())
        for field in self.query(SoapField):
            field.load("")
