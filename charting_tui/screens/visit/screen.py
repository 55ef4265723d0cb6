"""Visit: whose it is, the note beside its code lines, with what the rules find as one types."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.events import DescendantFocus, Resize
from textual.widget import Widget

from charting_tui.coding.billing.pricing import PricedLine, price, total
from charting_tui.keys import Key, Place
from charting_tui.operations.clients.payer_choice import payer_words
from charting_tui.operations.signing.signing import StandingPin
from charting_tui.operations.visits.editing_session import CursorPlace, EditingSession
from charting_tui.operations.visits.timing import running_in_words, times_in_words
from charting_tui.records.claim import LETTERS
from charting_tui.records.values import dollars_of
from charting_tui.screens.frame.base_screen import BaseScreen, told
from charting_tui.screens.frame.dialogs import TakenOverScreen
from charting_tui.screens.frame.messages import VisitLeft
from charting_tui.screens.signing.review import ReviewScreen
from charting_tui.screens.visit.codes_pane import CodesPane
from charting_tui.screens.visit.finding_places import LinePlace, NotePlace, VisitPlace
from charting_tui.screens.visit.findings_pane import FindingsPane
from charting_tui.screens.visit.note_entry import NoteEntry
from charting_tui.screens.visit.note_pane import NotePane
from charting_tui.screens.visit.open_visit import OpenVisit
from charting_tui.screens.visit.reopening import Reopening
from charting_tui.screens.visit.saving import SAVED_ELSEWHERE, SaveEnded, VisitSaving
from charting_tui.store.chart_files.writing import Conflict
from charting_tui.widgets.alert_line import AlertLine
from charting_tui.widgets.lines import SteadyText, bindings
from charting_tui.widgets.preview_pane import listed_lines
from charting_tui.widgets.row_list import RowList, fitted, printable
from charting_tui.widgets.soap_field import SoapField
from charting_tui.worklist.payer_names import short_payer
from charting_tui.worklist.preview import facts_before, facts_beside_note
from charting_tui.worklist.preview_lines import PreviewLine

_SHORTEST_PAYER = 12
"""Cells of a payer's name that always stay."""


class ContextPane(Vertical):
    """Stands above note and codes."""

    def __init__(self) -> None:
        super().__init__()
        self._alerts = AlertLine()
        self._who = SteadyText(id="who")

    def compose(self) -> ComposeResult:
        """The alerts, where there are some; one line."""
        yield self._alerts
        yield self._who

    def show(self, session: EditingSession) -> None:
        """Show whose visit it is, and how it stands."""
        payer, rest = _who(session)
        room = max((self.screen.size.width or 80) - 2 - cell_len(rest), _SHORTEST_PAYER)
        payer = payer if cell_len(payer) <= room else short_payer(payer)
        self._who.update(Content(f"{fitted(payer, min(room, cell_len(payer)))}{rest}"))
        self._alerts.show_alerts(session.chart.file.client.alerts)

    def clear(self) -> None:
        """Show no one's alerts."""
        self._alerts.show_alerts(())


class BeforePane(SteadyText):
    """What a therapist looks for while writing: the last visit, goals, what the payer still allows."""

    def __init__(self) -> None:
        super().__init__(id="before", classes="pane")
        self.border_title = "Before today"
        self._facts: tuple[PreviewLine, ...] = ()

    def show(self, session: EditingSession) -> None:
        """Show what was before the visit that is opened."""
        store, chart = session.store, session.chart
        visits = store.summaries(client=chart.id)
        facts = facts_before(chart, session.draft.visit, visits, store.office)
        self._facts = tuple(facts)
        self.set_class(bool(facts_beside_note(self._facts, self.screen.size.height)), "-known")
        self._draw()

    def on_resize(self) -> None:
        """Fit the lines to the new width, and then the pane to the lines."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        width = self.content_size.width
        if width:
            lines = facts_beside_note(self._facts, self.screen.size.height)
            self.update(Content("\n").join(listed_lines(lines, width)))

    def clear(self) -> None:
        """Show no one's past."""
        self._facts = ()
        self.update("")


def _who(session: EditingSession) -> tuple[str, str]:
    """Return the payer, which gives way where room is short, and the times and diagnoses."""
    visit = session.draft.visit
    payer = payer_words(visit, session.chart.file, session.store.office)
    booked = visit.appointment
    when = (
        f"{booked.start:%H:%M}–{booked.end:%H:%M}"
        if booked and booked.start and booked.end
        else "no appointment time"
    )
    times = times_in_words(visit) or "times ^t"
    letters = " ".join(f"{letter} {code}" for letter, code in zip(LETTERS, visit.diagnoses, strict=False))
    return printable(payer), printable(f" · booked {when} · {times} · {letters or 'diagnosis ^o'}")


CHECK_AFTER = 0.08
"""Seconds after the last key until the rules run."""


class VisitScreen(BaseScreen):
    """One visit being written. Built once; each visit is opened in it.

    Note, codes, findings and context are panes of their own. What they share is the open visit; what
    a key of the visit does, ``acts`` tells.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.VISIT, call="do", priority=True)

    def __init__(self, standing: StandingPin) -> None:
        super().__init__()
        self._standing = standing
        self._visit = visit = OpenVisit(self, show=self.redraw, show_texts=self.load_texts)
        self._above = ContextPane()
        self.note = NotePane(visit)
        self.codes = CodesPane(visit)
        self.findings = FindingsPane(visit)
        self._before = BeforePane()
        self._entry = NoteEntry(visit)
        self._reopening = Reopening(visit, codes=self.codes, findings=self.findings, entry=self._entry)
        self.saving = VisitSaving(visit, give_up=self._hand_over)
        """Saves while the writer goes on."""
        self.acts: Mapping[str, Callable[[], object]] = {
            "quick": self._entry.quick_line,
            "prompts": self._entry.guided,
            "body": self._entry.body,
            "same": self._entry.last_visit,
            "report": self._entry.report,
            "add_code": self.codes.add_code,
            "take_named": self.codes.take_named,
            "lines": self._go_to_lines,
            "diagnoses": self.codes.diagnoses,
            "times": self.codes.times,
            "payer": self.codes.payer,
            "fix": self._fix,
            "review": self._review,
            "save": self.saving.save,
            "next_field": self.note.next_field,
            "previous_field": self.note.previous_field,
        }
        """What each key of the visit does, by the act's name in the table of keys."""
        self._shown: EditingSession | None = None
        self._check: asyncio.TimerHandle | None = None
        """The rules' next turn. A timer of Textual's would cost each key a task."""
        self._went_on = ""
        """What is said where an earlier login was cut off in this visit."""
        self._with_line = False

    @property
    def holds_visit(self) -> bool:
        """Whether a visit is open."""
        return self._visit.is_open

    @property
    def session(self) -> EditingSession:
        """The editing session of the visit that is open."""
        return self._visit.session

    def open(self, session: EditingSession, went_on: str = "", *, with_line: bool = False) -> None:
        """Take up a visit; ``went_on`` is said of one that an earlier login did not leave.

        ``with_line`` opens its quick line before the next key is looked at.
        """
        self._visit.open(session)
        self._went_on, self._with_line = went_on, with_line

    def inside(self) -> Iterable[Widget]:
        """The client's alerts; who and when; the note; the codes with their findings."""
        yield self._above
        with Container(id="body"):
            yield self.note
            with Vertical(id="coding"):
                yield self.codes
                yield self.findings
                yield self._before

    def key_places(self) -> tuple[Place, ...]:
        """The keys of the part that has the cursor, then those of the visit."""
        if self.codes.has_keys:
            return (Place.LINES, Place.VISIT)
        if self.findings.has_keys:
            return (Place.FINDINGS, Place.VISIT)
        note = (Place.CARRIED, Place.NOTE) if self.note.in_carried else (Place.NOTE,)
        return (*note, Place.VISIT)

    def why_not(self, key: Key) -> str:
        """Some keys need a line, a finding, or something to undo."""
        if not self._visit.is_open:
            return ""
        if key.id == "visit.fix" and self.findings.nothing_to_do and self.note.is_filled:
            return "There is nothing to fix."
        return self.codes.why_not(key)

    def never(self, key: Key) -> bool:
        """What the marked finding cannot take is not on the key line."""
        return self.findings.never(key)

    def action_do(self, act: str) -> None:
        """Do what a key of the visit is for."""
        self.acts[act]()

    def on_mount(self) -> None:
        """Start the timer of the journal and of the quiet save."""
        self.set_interval(1, self.saving.each_second)

    def on_resize(self, _event: Resize) -> None:
        """Lay the codes and findings out again."""
        self.call_after_refresh(self.redraw)
        if self.note.text is not None:
            self.call_after_refresh(self.note.text.scroll_cursor_visible)

    def on_descendant_focus(self, _event: DescendantFocus) -> None:
        """Say more of the marked line while the keys are there."""
        if self._visit.is_open:
            self.call_after_refresh(self.codes.show_named)

    def on_screen_resume(self) -> None:
        """Show the visit that is open; tell of a conflict that came while another place was open."""
        if not self._visit.is_open:
            return
        if self._shown is not self._visit.session:
            self._load()
        if self._visit.session.saved_elsewhere:
            self.say(SAVED_ELSEWHERE, refusal=True)

    @told
    def _load(self) -> None:
        session = self._visit.session
        self.load_texts()
        self._before.show(session)
        self.redraw()
        self._put_cursor(session.place or CursorPlace(self.note.first_empty))
        self._shown = session
        self.note.load_phrases()
        self.call_after_refresh(self.redraw)
        self.call_after_refresh(self._reopening.begin, self._went_on)
        self._went_on = ""
        if self._with_line:
            self._entry.quick_line()

    def load_texts(self) -> None:
        """Show the note's sections as the draft has them."""
        self.note.show_texts()

    def _put_cursor(self, place: CursorPlace) -> None:
        """Put the cursor into the note, or else on the code lines."""
        if not self.note.put_cursor(place):
            self.codes.focus_lines()

    @on(SoapField.Changed)
    def _typed(self, event: SoapField.Changed) -> None:
        event.stop()
        self.saving.typed()
        self._stop_check()
        self._check = asyncio.get_running_loop().call_later(CHECK_AFTER, self.call_later, self.redraw)

    def _stop_check(self) -> None:
        if self._check is not None:
            self._check.cancel()

    def redraw(self) -> None:
        """Show what the draft comes to: codes, money, findings."""
        if not self._visit.is_open or not self.is_mounted:
            return
        session = self._visit.session
        office = session.store.office
        found, aside = session.judged()
        priced = price(session.draft, office.payer(session.draft.visit.payer), office.practice)
        self.codes.show(priced, found)
        self.note.mark_carried()
        self.findings.show(found, aside)
        self._above.show(session)
        self.place(*_whereabouts(session, priced))
        if session.saved_elsewhere:
            self.say(SAVED_ELSEWHERE, refusal=True)
        self.show_keys()

    def _fix(self) -> None:
        """Go to a place that a phrase left to fill, and from there to the worst finding."""
        if self.note.go_to_unfilled(leaves=not self.findings.empty):
            return
        self.redraw()
        if not self.refused("visit.fix"):
            self.note.leave()
            self.findings.enter()

    def _go_to_lines(self) -> None:
        """Go to the code lines, where there are some."""
        if not self.refused("visit.lines"):
            self.note.leave()
            self.codes.focus_lines()

    @on(FindingsPane.PlaceChosen)
    def _go_to(self, chosen: FindingsPane.PlaceChosen) -> None:
        match chosen.place:
            case LinePlace(index, part):
                self.codes.go_to_line(index, part)
            case NotePlace(section):
                text = getattr(self._visit.session.draft.visit.note, section)
                self._put_cursor(CursorPlace.at_the_end(section, text))
            case VisitPlace(part):
                self.acts[part]()

    @on(FindingsPane.AllFixed)
    def _all_fixed(self) -> None:
        self.codes.focus_lines()

    def _review(self) -> None:
        """Read the whole record, and sign it."""
        self.redraw()
        self.app.push_screen(ReviewScreen(self._visit.session, self._standing), self._reviewed)

    def _reviewed(self, result: str | None) -> None:
        self.redraw()
        if result == "fix":
            self.call_after_refresh(self._fix)

    @on(SaveEnded)
    def _save_ended(self, ended: SaveEnded) -> None:
        ended.stop()
        self.saving.ended(ended)

    @told
    def action_back(self) -> None:
        """Go from codes or findings to the note that one came from; else save and go back."""
        if isinstance(self.focused, RowList) and self.note.go_back():
            return
        try:
            self._visit.session.leave()
        except Conflict as conflict:
            self.saving.settle(conflict)
        else:
            self.release()
            self.post_message(VisitLeft())

    def _hand_over(self) -> None:
        """Take no key for a command until it was read that another login goes on with the visit."""
        while self.app.screen is not self:
            self.app.pop_screen()
        self._visit.close()
        self.saving.stop()
        self._stop_check()
        self.app.push_screen(TakenOverScreen(), self._go_from_here)

    def _go_from_here(self, _read: None) -> None:
        self.release()
        self.post_message(VisitLeft())

    def release(self) -> None:
        """Let go of the visit and of its text."""
        self._visit.close()
        self.saving.stop()
        self._stop_check()
        self._shown = None
        self.findings.clear()
        self._above.clear()
        self._before.clear()
        self.note.clear()


def _whereabouts(session: EditingSession, priced: tuple[PricedLine, ...]) -> tuple[str, str]:
    """Return whose visit it is, and what it comes to."""
    visit = session.draft.visit
    units = sum(line.units or 0 for line in priced)
    runs = running_in_words(visit, session.store.clock.zone)
    money = f"{units} {'unit' if units == 1 else 'units'} ${dollars_of(total(priced))}"
    name = session.chart.file.client.name
    return f"Today › {name} › {visit.date:%b %-d} {visit.kind}", f"{runs} · {money}" if runs else money
