"""Which of the clients found is meant."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from charting_tui.store.client_row import ClientRow
from charting_tui.widgets.columns import Cell, printable, row
from charting_tui.widgets.row_list import RowList


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
        with Vertical(classes="box"):
            yield Static(Content(f"Which client is “{printable(self._words)}”?"), classes="question")
            yield RowList()
            yield Static("enter takes the marked one, esc leaves things as they are", classes="hint")

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
        """Answer nobody."""
        self.dismiss(None)
