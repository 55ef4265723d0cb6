"""Choosing one client by typing."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from charting_tui.records.people import MARK
from charting_tui.screens.frame.dialogs import FieldScreen
from charting_tui.store.indexing.rows import ClientRow
from charting_tui.widgets.dialog_box import DialogBox
from charting_tui.widgets.lines import SteadyText
from charting_tui.widgets.row_list import Cell, RowList, row
from charting_tui.widgets.search_field import SearchField

_BORN, _PHONE, _NUMBER, _LAST = 10, 14, 8, 11


def client_heads(width: int) -> Content:
    """Return the line above the rows."""
    heads = [Cell("", 1), Cell("client", _name_width(width)), Cell("born", _BORN), Cell("phone", _PHONE)]
    return row([*heads, Cell("chart", _NUMBER), Cell("last visit", _LAST)])


def client_line(client: ClientRow, width: int) -> Content:
    """Return the client's row in that many cells, a mark before one with an alert."""
    also = f" (also {'; '.join(client.also)})" if client.also else ""
    return row(
        [
            Cell(MARK if client.alerts else "", 1, "$text-warning bold"),
            Cell(f"{client.name}{also}", _name_width(width)),
            Cell(str(client.birth_date or ""), _BORN),
            Cell(client.phone, _PHONE),
            Cell(client.chart_number, _NUMBER),
            Cell(f"{client.last_visit:%-m/%-d/%Y}" if client.last_visit else "", _LAST),
        ]
    )


def client_words(client: ClientRow) -> str:
    """Return what tells a client apart, in one line."""
    born = f"born {client.birth_date:%-m/%-d/%Y}" if client.birth_date else "birth date unknown"
    count = f"{client.visits} {'visit' if client.visits == 1 else 'visits'}"
    chart = f"chart {client.chart_number}" if client.chart_number else ""
    return " · ".join(part for part in (client.name, born, client.phone, chart, count) if part)


def _name_width(width: int) -> int:
    return max(width - _BORN - _PHONE - _NUMBER - _LAST - 6, 12)


_WIDTH = 72

_KEYS = "Enter select · Esc cancel"


class ChooseClientScreen(FieldScreen[ClientRow]):
    """Answers the client chosen, or None."""

    def __init__(self, question: str, words: str, find: Callable[[str], list[ClientRow]]) -> None:
        super().__init__()
        self._question = question
        self._words = words
        self._find = find
        self._found: dict[str, ClientRow] = {}

    def compose(self) -> ComposeResult:
        """Question, field, clients, hint."""
        with DialogBox(self._question, keys=_KEYS, classes="box picker"):
            yield SearchField(self._words)
            yield RowList()
            yield SteadyText(classes="hint")

    def on_mount(self) -> None:
        """Show who is found by the first words."""
        self.query_one(RowList).can_focus = False
        self._show(self._words)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    @on(Input.Submitted)
    def _chosen(self, event: Input.Submitted) -> None:
        event.stop()
        marked = self.query_one(RowList).marked
        if marked is not None:
            self.dismiss(self._found[marked])

    def _show(self, words: str) -> None:
        self._found = {client.client: client for client in self._find(words)}
        self.query_one(RowList).show_rows(
            ((name, client_line(client, _WIDTH)) for name, client in self._found.items()), keep=""
        )


class PickClientScreen(ModalScreen[str | None]):
    """Answers the id of the client chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Take the marked client", show=False),
        Binding("escape", "leave", "Leave things as they are", show=False),
    ]

    def __init__(self, found: Sequence[ClientRow], words: str) -> None:
        super().__init__()
        self._found = found
        self._words = words

    def compose(self) -> ComposeResult:
        """The clients, with what tells them apart."""
        with DialogBox(f"Which client is “{self._words}”?", keys=_KEYS):
            yield RowList()
            yield SteadyText(classes="hint")

    def on_mount(self) -> None:
        """Show the rows."""
        rows = self.query_one(RowList)
        rows.show_rows(
            (
                client.client,
                row([Cell(client.name, 30), Cell(str(client.birth_date or ""), 10), Cell(client.phone, 14)]),
            )
            for client in self._found
        )
        rows.focus()

    def action_choose(self) -> None:
        """Answer the marked client."""
        self.dismiss(self.query_one(RowList).marked)

    def action_leave(self) -> None:
        """Answer no one."""
        self.dismiss(None)
