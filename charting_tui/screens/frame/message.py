"""One fault in one sentence, over whatever was there."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from charting_tui.errors import ChartingError
from charting_tui.widgets.columns import printable


class MessageScreen(ModalScreen[None]):
    """Shows what went wrong; any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,space", "close", "Go on", show=False)]

    def __init__(self, fault: ChartingError) -> None:
        super().__init__()
        self._fault = fault

    def compose(self) -> ComposeResult:
        """Title, sentence, key."""
        with Vertical(classes="box"):
            yield Static(Content(self._fault.title), classes="question")
            yield Static(Content(printable(self._fault.sentence)))
            yield Static("enter goes on", classes="hint")

    def action_close(self) -> None:
        """Go on."""
        self.dismiss(None)
