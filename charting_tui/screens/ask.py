"""One question in one line above the keys; Enter answers, escape leaves things as they are."""

from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from charting_tui.errors import ChartingError
from charting_tui.keys import Place
from charting_tui.widgets.columns import printable

T = TypeVar("T")


class FieldScreen(ModalScreen[T | None], Generic[T]):
    """A modal with one field, which escape leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave things as they are", show=False)
    ]
    KEY_PLACES: ClassVar[tuple[Place, ...]] = ()
    """Whose keys work here, where they are more than those of a question."""

    def action_leave(self) -> None:
        """Answer nothing."""
        self.dismiss(None)


class AskScreen(FieldScreen[str]):
    """Asks for one value; the answer is what was typed, or None."""

    def __init__(
        self,
        question: str,
        *,
        value: str = "",
        hint: Callable[[str], str] = lambda _text: "",
        check: Callable[[str], object] = lambda _text: None,
        secret: bool = False,
    ) -> None:
        """``hint`` says below the field what the text comes to; ``check`` raises what is wrong with it."""
        super().__init__()
        self._question = question
        self._value = value
        self._hint = hint
        self._check = check
        self._secret = secret

    def compose(self) -> ComposeResult:
        """Question, field, hint."""
        with Vertical(classes="ask"):
            yield Static(Content(printable(self._question)), classes="question")
            field = Input(self._value, password=self._secret, compact=True, select_on_focus=True)
            field.cursor_blink = False
            yield field
            yield Static(classes="hint")

    def on_mount(self) -> None:
        """Say what the value that stands there comes to."""
        self._show(self._value)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            self._check(event.value)
        except ChartingError as fault:
            if self._secret:
                with self.prevent(Input.Changed):
                    event.input.value = ""
            self._tell(fault.sentence, refusal=True)
        else:
            self.dismiss(event.value)

    def _show(self, text: str) -> None:
        self._tell(self._hint(text) or "Enter takes it, esc leaves things as they are.")

    def _tell(self, text: str, *, refusal: bool = False) -> None:
        line = self.query_one(".hint", Static)
        line.update(Content(printable(f"✗ {text}" if refusal else text)))
        line.set_class(refusal, "-refusal")
