"""What became of an appointment, or what a visit is for: a few choices, each with its letter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen

from charting_tui.operations.bookings.visit_state import MARKS, mark_visit, set_kind
from charting_tui.records.people import Practice
from charting_tui.records.values import dollars_of
from charting_tui.records.visit import VisitKind, VisitState
from charting_tui.screens.frame.base_screen import BaseScreen, told
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.dialog_box import DialogBox
from charting_tui.widgets.lines import SteadyText
from charting_tui.widgets.row_list import Cell, RowList, row
from charting_tui.worklist.summary import VisitSummary

if TYPE_CHECKING:  # a start needs no rule
    from charting_tui.worklist.tomorrow import ComingVisit

_NARROWEST, _WIDEST = 16, 26
"""Columns of the names."""


@dataclass(frozen=True)
class VisitStateChoice:
    """One of the choices: its value, the letter that takes it at once, and what it comes to."""

    value: str
    letter: str
    meaning: str
    name: str = ""
    """What is shown in place of the value."""

    @property
    def shown(self) -> str:
        """The value as it is read."""
        return self.name or self.value


def state_choices(practice: Practice) -> tuple[VisitStateChoice, ...]:
    """Return the states that can be given a visit; a late cancel says what it costs the client."""
    fee = practice.late_cancel_cents
    charged = (
        f"the client is charged ${dollars_of(fee)}" if fee is not None else "the practice charges no fee"
    )
    meanings = {
        VisitState.ARRIVED: "the client is here",
        VisitState.NO_SHOW: "the client didn't come; there is nothing to chart",
        VisitState.LATE_CANCEL: charged,
        VisitState.CANCELLED: "canceled in time; there is nothing to chart",
        VisitState.BOOKED: "as before; a late-cancel fee is removed",
        VisitState.IN_ERROR: "wrong chart; you can still read it, but it doesn't count",
    }
    return tuple(
        VisitStateChoice(state.value, state.value[0], meanings[state], state.words) for state in MARKS
    )


def kind_choices() -> tuple[VisitStateChoice, ...]:
    """Return what a visit can be for."""
    meanings = {
        VisitKind.INITIAL: "first visit of a client or of an injury",
        VisitKind.FOLLOW_UP: "treatment under the plan",
        VisitKind.PROGRESS_REPORT: "measures progress toward the goals",
        VisitKind.DISCHARGE: "the last visit of the plan",
    }
    return tuple(VisitStateChoice(kind.value, kind.value[0], meanings[kind]) for kind in VisitKind)


class ChoiceScreen(ModalScreen[str | None]):
    """Answers the value chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Take the marked row", show=False),
        Binding("escape", "leave", "Leave things as they are", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[VisitStateChoice], now: str) -> None:
        """``now`` is the value that stands."""
        super().__init__()
        self._title = title
        self._choices = choices
        self._now = now
        self._width = max(_NARROWEST, *(min(len(choice.shown), _WIDEST) for choice in choices))

    def compose(self) -> ComposeResult:
        """Title, choices, keys."""
        with DialogBox(self._title, keys="Press its key, or Enter to choose · Esc cancel"):
            yield RowList()
            yield SteadyText(classes="hint")

    def on_mount(self) -> None:
        """Show the choices, with the one that stands marked."""
        rows = self.query_one(RowList)
        rows.show_rows(((choice.value, self._row(choice)) for choice in self._choices), keep=self._now)
        rows.focus()

    def _row(self, choice: VisitStateChoice) -> Content:
        stands = "now" if choice.value == self._now else ""
        return row(
            [
                Cell(choice.letter, 2, "bold"),
                Cell(choice.shown, self._width),
                Cell(stands, 4),
                Cell(choice.meaning),
            ]
        )

    def on_key(self, event: Key) -> None:
        """Take the choice whose letter was pressed."""
        for choice in self._choices:
            if event.key == choice.letter:
                event.stop()
                self.dismiss(choice.value)

    def action_choose(self) -> None:
        """Answer the marked one."""
        self.dismiss(self.query_one(RowList).marked)

    def action_leave(self) -> None:
        """Answer nothing."""
        self.dismiss(None)


def _due(visit: VisitSummary) -> str:
    return f" The client owes ${dollars_of(visit.client_due)}." if visit.client_due else ""


class VisitMarking:
    """Asks over a list what became of a visit or what it is for, and enters the answer."""

    def __init__(self, base_screen: BaseScreen, store: ChartStore, done: Callable[[str, str], None]) -> None:
        """``done`` is told the visit, and a sentence about what was entered."""
        self.base_screen = base_screen
        self._store = store
        self._done = done

    def ask_state(self, visit: VisitSummary) -> None:
        """Ask what became of a visit."""
        asked = ChoiceScreen(
            f"{visit.client_name}, {visit.day:%a %b %-d}: what happened?{_due(visit)}",
            state_choices(self._store.office.practice),
            visit.state.value,
        )
        self.base_screen.app.push_screen(asked, lambda state: self._mark(visit, state))

    @told
    def _mark(self, visit: VisitSummary, state: str | None) -> None:
        if state is not None:
            said = mark_visit(self._store, visit.client, visit.visit, VisitState(state))
            self._done(visit.visit, said)

    def ask_kind(self, visit: "VisitSummary | ComingVisit") -> None:
        """Ask what a visit is for."""
        title = f"{visit.client_name}, {visit.day:%a %b %-d}: what type of visit is it?"
        asked = ChoiceScreen(title, kind_choices(), visit.kind)
        self.base_screen.app.push_screen(asked, lambda kind: self._set_kind(visit, kind))

    @told
    def _set_kind(self, visit: "VisitSummary | ComingVisit", kind: str | None) -> None:
        if kind is not None:
            said = set_kind(self._store, visit.client, visit.visit, VisitKind(kind))
            self._done(visit.visit, said)
