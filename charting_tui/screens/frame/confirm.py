"""What is about to change, before and after; Enter makes the change."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from charting_tui.widgets.columns import printable


class ConfirmScreen(ModalScreen[bool]):
    """Shows what a change does and asks for Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "answer(True)", "Make the change", show=False),
        Binding("escape,n", "answer(False)", "Leave things as they are", show=False),
    ]

    def __init__(
        self, title: str, before: list[str], after: list[str], *, does: str = "makes the change"
    ) -> None:
        """``does`` says what enter does."""
        super().__init__()
        self._does = does
        self._title = title
        self._before = before
        self._after = after

    def compose(self) -> ComposeResult:
        """Title, what stands, what will stand, the two keys."""
        with Vertical(classes="box"):
            yield Static(Content(printable(self._title)), classes="question")
            with VerticalScroll(id="difference"):
                for line in self._before:
                    yield Static(Content.assemble(("- ", "$text-error bold"), printable(line)))
                for line in self._after:
                    yield Static(Content.assemble(("+ ", "$text-success bold"), printable(line)))
            yield Static(f"Enter {self._does} · Esc cancel", classes="hint")

    def on_mount(self) -> None:
        """Let the arrows move through what is longer than the screen."""
        self.query_one("#difference").focus()
        self.call_after_refresh(self._tell_of_more)

    def _tell_of_more(self) -> None:
        if self.query_one("#difference").max_scroll_y:
            self.query_one(".hint", Static).update(f"↑ ↓ move · Enter {self._does} · Esc cancel")

    def action_answer(self, answer: bool) -> None:
        """Give the answer."""
        self.dismiss(answer)
