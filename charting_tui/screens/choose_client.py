"""Choosing one client by typing."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from charting_tui.screens.ask import FieldScreen
from charting_tui.screens.client_rows import client_line
from charting_tui.store.client_row import ClientRow
from charting_tui.widgets.columns import printable
from charting_tui.widgets.row_list import RowList

_WIDTH = 72


class ChooseClientScreen(FieldScreen[ClientRow]):
    """Answers the client chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Mark the next", show=False, priority=True),
        Binding("up", "move(-1)", "Mark the one before", show=False, priority=True),
    ]

    def __init__(self, question: str, words: str, find: Callable[[str], list[ClientRow]]) -> None:
        super().__init__()
        self._question = question
        self._words = words
        self._find = find
        self._found: dict[str, ClientRow] = {}

    def compose(self) -> ComposeResult:
        """Question, field, clients, hint."""
        with Vertical(classes="box picker"):
            yield Static(Content(printable(self._question)), classes="question")
            field = Input(self._words, compact=True, select_on_focus=True)
            field.cursor_blink = False
            yield field
            yield RowList()
            yield Static("enter takes the marked one, esc leaves things as they are", classes="hint")

    def on_mount(self) -> None:
        """Show who is found by the first words."""
        self.query_one(RowList).can_focus = False
        self._show(self._words)

    def action_move(self, by: int) -> None:
        """Mark another client."""
        rows = self.query_one(RowList)
        if by > 0:
            rows.action_cursor_down()
        else:
            rows.action_cursor_up()

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
