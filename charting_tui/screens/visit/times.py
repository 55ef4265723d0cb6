"""Times: the session's in and out, a timer and the minutes of each line, and their sum against both."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import DescendantFocus
from textual.widgets import Input, Static

from charting_tui.errors import ChartingError
from charting_tui.keys import Place
from charting_tui.operations.visits.editing import with_times
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.timing import (
    Edge,
    exceeds_session,
    line_of,
    line_times_of,
    line_times_text,
    running,
    running_elsewhere,
    session_text,
    sum_in_words,
    timer_minutes,
    understood_in_words,
    why_ask_stamp,
    with_line_times,
    with_stamp,
    with_timer_started,
    with_timer_stopped,
)
from charting_tui.records.claim import Draft
from charting_tui.records.visit import LineTimer, ServiceLine, Visit
from charting_tui.screens.frame.dialogs import AskScreen, FieldScreen
from charting_tui.widgets.dialog_box import DialogBox
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.row_list import Cell, RowList, printable, row
from charting_tui.widgets.text_line import TextLine

_TYPE = "Such as 902-958. Press Enter to save. F2 in now, F3 out now, Ctrl+Z undo."
_LINES = " Press Down for the lines and their timers."
_MINUTES, _STOP = "times minutes", "times stop"
"""Begin the names of what is asked over this screen; behind a colon stands the line."""
_ON_LINE = "Space timer, Enter minutes, i in now, o out now, z undo, Up time field, Esc back"


class TimedLines(RowList):
    """The lines; up from the first goes back to in and out."""

    def action_cursor_up(self) -> None:
        """Mark the line above."""
        if self.highlighted:
            super().action_cursor_up()
        else:
            self.screen.focus_previous()


class TimesScreen(FieldScreen[None]):
    """Changes the visit as it is asked to; each change can be taken back."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.TIMES, Place.TIMED)
    KEY_PLACES: ClassVar[tuple[Place, ...]] = (Place.TIMES, Place.TIMED)

    def __init__(self, session: EditingSession, changed: Callable[[], None]) -> None:
        """``changed`` draws the screen below again: it tells of the timer that runs, too."""
        super().__init__()
        self._session = session
        self._changed = changed
        self._asked: Edge | None = None
        """The stamp that was asked about, and is taken when its key is pressed again."""
        self.kept_in(session.kept_words("times"))
        self._made = 0
        """How many changes were made here, which can be taken back here."""

    @property
    def _visit(self) -> Visit:
        return self._session.draft.visit

    @property
    def _offered(self) -> str:
        return session_text(self._visit, self._session.store.clock.local())

    def compose(self) -> ComposeResult:
        """The session, its lines, their sum, what can be done."""
        with DialogBox("When the session began and ended", keys="Enter save · Esc back", classes="ask"):
            field = TextLine(self._offered, select_on_focus=True)
            yield field
            yield TimedLines()
            yield Static(id="sum")
            yield Static(classes="hint")

    def on_mount(self) -> None:
        """Begin in the session's times, or with the minutes of a line that were being typed."""
        self._show()
        self.query_one(Input).focus()
        self.call_after_refresh(self._ask_again)

    def _ask_again(self) -> None:
        lines = [line.id for line in self._visit.services]
        for name in self._session.asked:
            what, _, line = name.partition(": ")
            runs = running(self._visit)
            if what == _MINUTES and line in lines:
                self._ask_minutes(lines.index(line))
            elif what == _STOP and runs is not None and runs.line == line:
                self._stop(runs, self._session.store.clock.now(), lambda: None)

    def on_descendant_focus(self, _event: DescendantFocus) -> None:
        """Say which keys work in this part."""
        self._hint()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._asked = None
        self._hint()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        text = event.value
        if self._change(lambda draft: with_times(draft, text)):
            self.dismiss(None)

    def _change(self, change: Callable[[Draft], Draft]) -> bool:
        """Make a change and show it; False where it was refused, which is said."""
        self._asked, before = None, self._session.draft
        try:
            self._session.change(change(before))
        except ChartingError as fault:
            self._tell(fault.sentence, refusal=True)
            return False
        self._made += self._session.draft is not before
        self._show()
        self._changed()
        return True

    def _show(self) -> None:
        visit = self._visit
        rows = self.query_one(RowList)
        rows.show_rows((str(index), self._row(line)) for index, line in enumerate(visit.services))
        rows.display = bool(visit.services)
        told = self.query_one("#sum", Static)
        told.display = bool(visit.services)
        beyond = exceeds_session(visit)
        told.set_class(beyond, "-refusal")
        words = sum_in_words(visit)
        told.update(
            f"✗ {words}: more than the time between in and out. Correct the minutes or the times."
            if beyond
            else words
        )
        self._hint()

    def _row(self, line: ServiceLine) -> Content:
        timer = running(self._visit)
        runs = ""
        if timer is not None and timer.line == line.id and timer.since is not None:
            runs = f"running since {timer.since.astimezone(self._session.store.clock.zone):%-H:%M}"
        minutes = "— min" if line.minutes is None else f"{line.minutes} min"
        blocks = ", ".join(f"{block.time_in:%-H:%M}–{block.time_out:%-H:%M}" for block in line.blocks)
        areas = f"{line.area} {line.side}".strip()
        return row(
            [Cell(line.code, 6), Cell(minutes, 8, right=True), Cell(runs, 19, "bold"), Cell(blocks or areas)]
        )

    def _hint(self) -> None:
        field = self.query_one(Input)
        if field.has_focus:
            understood = understood_in_words(field.value, self._visit)
            way = _TYPE + (_LINES if self._visit.services else "")
            self._tell(f"{understood} {way}".strip())
        else:
            self._tell(_ON_LINE)

    def _tell(self, text: str, *, refusal: bool = False) -> None:
        line = self.query_one(".hint", Static)
        line.update(Content(printable(f"✗ {text}" if refusal else text)))
        line.set_class(refusal, "-refusal")

    @property
    def _marked(self) -> int | None:
        """The marked line, where the keys are in the lines."""
        rows = self.query_one(RowList)
        return int(rows.marked) if rows.has_focus and rows.marked is not None else None

    def action_down(self) -> None:
        """Go down to the lines."""
        rows = self.query_one(RowList)
        if self._visit.services and not rows.has_focus:
            rows.focus()

    def action_up(self) -> None:
        """Go up to in and out."""
        self.query_one(Input).focus()

    def action_stamp_in(self) -> None:
        """Stamp this minute as the time in."""
        self._stamp("in")

    def action_stamp_out(self) -> None:
        """Stamp this minute as the time out."""
        self._stamp("out")

    def _stamp(self, edge: Edge) -> None:
        now = self._session.store.clock.local()
        try:
            doubt = why_ask_stamp(self._visit, edge, now)
        except ChartingError as fault:
            self._tell(fault.sentence, refusal=True)
            return
        if doubt and self._asked != edge:
            self._asked = edge
            again = "F2" if edge == "in" else "F3"
            self._tell(f"{doubt} Press {again} again to enter {now:%H:%M} anyway.")
        elif self._change(lambda draft: with_stamp(draft, edge, now)):
            field = self.query_one(Input)
            with self.prevent(Input.Changed):
                field.value = session_text(self._visit)
            self._tell(f"Time {edge} set to {now:%H:%M}. Press Ctrl+Z to undo.")

    def action_take(self) -> None:
        """Correct the minutes of the marked line."""
        if self._marked is not None:
            self._ask_minutes(self._marked)

    def _ask_minutes(self, index: int) -> None:
        line, visit = self._visit.services[index], self._visit
        asked = AskScreen(
            f"{line.code} › Hands-on minutes, or a time block",
            value=line_times_text(line),
            hint=lambda _text: (
                "Such as 30, or +905-935, or both. Hands-on time only; leave out talking and dressing."
            ),
            check=lambda text: line_times_of(text, visit),
        )

        def answered(text: str | None) -> None:
            if text is not None:
                self._change(lambda draft: with_line_times(draft, index, text))
            asked.forget()

        self.app.push_screen(asked.kept_in(self._session.kept_words(f"{_MINUTES}: {line.id}")), answered)

    def action_timer(self) -> None:
        """Start or stop the timer of the marked line; starting one stops the one that runs."""
        index, now = self._marked, self._session.store.clock.now()
        if index is None:
            return
        runs = running(self._visit)
        if runs is None:
            self._start(index, now)
        elif line_of(self._visit, runs) == index:
            self._stop(runs, now, lambda: None)
        else:
            self._stop(runs, now, lambda: self._start(index, now))

    def _start(self, index: int, now: datetime) -> None:
        if self._change(lambda draft: with_timer_started(draft, index, now)):
            code = self._visit.services[index].code
            other = running_elsewhere(self._session.store, self._visit)
            way = other or "You can leave the visit while it runs. Press Space to stop it."
            self._tell(f"The timer for {code} is running. {way}")

    def _stop(self, timer: LineTimer, now: datetime, then: Callable[[], None]) -> None:
        """Ask for the minutes; the timer's are offered, and it runs on where none are given."""
        line = self._visit.services[line_of(self._visit, timer)]
        ran, visit = timer_minutes(timer, now), self._visit
        whole = f"{ran} whole {'minute' if ran == 1 else 'minutes'}"
        stood = f" You had entered {line.minutes}." if line.minutes is not None else ""
        asked = AskScreen(
            f"{line.code} › Hands-on minutes",
            value=str(ran) if ran else str(line.minutes or ""),
            hint=lambda _text: f"The timer ran {whole}.{stood} Press Enter to stop it, Esc to let it run.",
            check=lambda text: line_times_of(text, visit),
        )

        def answered(text: str | None) -> None:
            if text is not None and self._change(lambda draft: with_timer_stopped(draft, text, now)):
                then()
            asked.forget()

        self.app.push_screen(asked.kept_in(self._session.kept_words(f"{_STOP}: {line.id}")), answered)

    def action_undo(self) -> None:
        """Take the last change back that was made here."""
        if not self._made:
            self._tell("You haven't changed anything here yet.", refusal=True)
            return
        self._made -= 1
        self._session.undo()
        with self.prevent(Input.Changed):
            self.query_one(Input).value = self._offered
        self._show()
        self._changed()
        self._tell("Last change undone.")
