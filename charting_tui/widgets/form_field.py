"""One line of a form: its label, its text, and below it what is wrong with the text."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from charting_tui.widgets.row_list import printable
from charting_tui.widgets.text_line import TextLine


class FormField(Vertical):
    """A labelled field of one line."""

    @dataclass
    class Changed(Message):
        """The field says something else now."""

        path: str

    @dataclass
    class Submitted(Message):
        """Enter was pressed in the field."""

        path: str

    def __init__(self, path: str, label: str, text: str, *, pick: bool = False) -> None:
        """With ``pick``, typing begins again, as where one of a few words is chosen."""
        super().__init__(classes="form-field")
        self.path = path
        self._label = label
        self.input = TextLine(text, select_on_focus=pick)
        self._fault = Static(classes="fault")

    def compose(self) -> ComposeResult:
        """Label and text in one line, the fault in the next."""
        with Horizontal(classes="form-line"):
            yield Static(Content(self._label), classes="label")
            yield self.input
        self._fault.display = False
        yield self._fault

    def on_descendant_focus(self) -> None:
        """The cursor is in this field."""
        self.add_class("-in")

    def on_descendant_blur(self) -> None:
        """The cursor is elsewhere."""
        self.remove_class("-in")

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.input.value

    def load(self, text: str) -> None:
        """Show a text without taking it for typing."""
        with self.prevent(Input.Changed):
            self.input.value = text

    def tell(self, fault: str) -> None:
        """Show what is wrong, or nothing."""
        self._fault.update(Content(printable(f"✗ {fault}")) if fault else "")
        self._fault.display = bool(fault)

    @on(Input.Changed)
    def _tell_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self.path))

    @on(Input.Submitted)
    def _tell_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(self.path))
