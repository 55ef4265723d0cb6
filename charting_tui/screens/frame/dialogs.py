"""Dialogs over a screen: a question in one line, a fault in one sentence, a visit taken over by a login."""

import math
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, ClassVar, Generic, Self, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key, ScreenResume
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from charting_tui.errors import ChartingError
from charting_tui.keys import Place
from charting_tui.operations.kept import Kept
from charting_tui.screens.frame.keeping import Keeping, put_back
from charting_tui.store.journals.typing_state import Words
from charting_tui.store.refusals import JournalFull
from charting_tui.widgets.dialog_box import DialogBox
from charting_tui.widgets.lines import SteadyText
from charting_tui.widgets.row_list import printable
from charting_tui.widgets.text_line import TextLine

T = TypeVar("T")
_TEXT = "text"


def while_shown(screen: Screen[Any], act: Callable[..., object]) -> Callable[..., object]:
    """Return the act, to be done later unless the screen has been left by then: its parts may be gone."""

    def acting(*args: object, **kwargs: object) -> object:
        return act(*args, **kwargs) if screen in screen.app.screen_stack else None

    return acting


def styled_when_mounted(event: ScreenResume) -> None:
    """Leave the styles of a screen that is shown as they are: its widgets were styled when they were mounted.

    Textual 8.2.8 does that once more for each screen that is pushed, and not for one that is gone back to.
    """
    event.refresh_styles = False


BACK = "What you typed last time is back. Press Enter to keep it, Esc to discard it."


class FieldScreen(ModalScreen[T | None], Generic[T]):
    """A modal with one field, which escape leaves.

    What is typed is kept where ``kept_in`` was told so, and is there again in the next login until whoever
    asked has called ``forget``.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave things as they are", show=False)
    ]
    KEY_PLACES: ClassVar[tuple[Place, ...]] = ()
    """Whose keys work here, where they are more than those of a question."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: Kept | None = None
        self._keeping = Keeping(self, self.keep)
        self._at_first: Words | None = None
        """What stood here before anything was typed."""
        self._was_typed_in = False
        self._told_back = BACK

    @on(ScreenResume)
    def _came_to_the_front(self, event: ScreenResume) -> None:
        styled_when_mounted(event)

    def kept_in(self, kept: Kept) -> Self:
        """Keep what is typed, and begin with what an earlier login was cut off in; never for a PIN."""
        self._kept = kept
        return self

    def on_mount(self) -> None:
        """Begin where an earlier login was cut off; its ``on_mount`` is called after that of its subclass."""
        if self._kept is None:
            return
        self._at_first = self.standing()
        if self._kept.found is not None:
            self._was_typed_in = True
            self.put_back(self._kept.found)
            self.call_after_refresh(self._say_back)
        self._keeping.watch(*self.query(Input))

    def tell_back(self, sentence: str) -> None:
        """Say that, once, where words are back, in the place of what is usually said."""
        self._told_back = sentence

    def call_after_refresh(self, callback: Callable[..., object], *args: Any, **kwargs: Any) -> bool:
        """Call it once the screen is drawn, unless it has been left by then."""
        return super().call_after_refresh(while_shown(self, callback), *args, **kwargs)

    def _say_back(self) -> None:
        self.query_one(".hint", Static).update(Content(printable(self._told_back)))

    def standing(self) -> Words:
        """Return what is typed here as it stands now."""
        field = self.query_one(Input)
        return Words({_TEXT: field.value}, cursor=field.cursor_position)

    def put_back(self, words: Words) -> None:
        """Show what an earlier login was cut off in."""
        put_back(self.query_one(Input), words.texts.get(_TEXT, ""), words.cursor)

    def keep(self) -> None:
        """Keep what stands here, once anything was typed."""
        if self._kept is None or self._at_first is None:
            return
        now = self.standing()
        self._was_typed_in = self._was_typed_in or now.texts != self._at_first.texts
        if self._was_typed_in:
            self._kept.keep(now)

    def changed(self) -> None:
        """Something else than the field changed: keep that."""
        self._keeping.now()

    def forget(self) -> None:
        """The answer is taken, or nothing is to be answered."""
        if self._kept is not None:
            with suppress(JournalFull):  # told of by whatever is typed next; an answer must not wait for it
                self._kept.forget()

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
        with DialogBox(self._question, keys="Enter save · Esc cancel", classes="ask"):
            field = TextLine(self._value, password=self._secret, select_on_focus=True)
            yield field
            yield SteadyText(classes="hint")

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
            event.input.action_select_all()
            self._tell(fault.sentence, refusal=True)
        else:
            self.dismiss(event.value)

    def _show(self, text: str) -> None:
        self._tell(self._hint(text))

    def _tell(self, text: str, *, refusal: bool = False) -> None:
        line = self.query_one(".hint", Static)
        line.update(Content(printable(f"✗ {text}" if refusal else text)))
        line.set_class(refusal, "-refusal")


_GO_ON = "Enter continue"


class MessageScreen(ModalScreen[None]):
    """Shows what went wrong; any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,space", "close", "Go on", show=False)]

    def __init__(self, fault: ChartingError) -> None:
        super().__init__()
        self._fault = fault

    def compose(self) -> ComposeResult:
        """Title, sentence, key."""
        with DialogBox(self._fault.title, keys=_GO_ON):
            yield Static(Content(printable(self._fault.sentence)))
            yield SteadyText(classes="hint")

    def action_close(self) -> None:
        """Go on."""
        self.dismiss(None)


class NoLineScreen(MessageScreen, inherit_bindings=False):
    """Says why no line can be typed; the line that is typed all the same, with its blanks, does nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter", "close", "Go on", show=False)]


class NoticeScreen(ModalScreen[None]):
    """Shows what happened since the last login; any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,space", "close", "Go on", show=False)]

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__()
        self._sentences = sentences

    def compose(self) -> ComposeResult:
        """Title, sentences, key."""
        with DialogBox("Since your last sign-in", keys=_GO_ON):
            for sentence in self._sentences:
                yield Static(Content(printable(sentence)))
            yield SteadyText(classes="hint")

    def action_close(self) -> None:
        """Go on."""
        self.dismiss(None)


_PAUSE = 0.3
"""Seconds without a key after which Enter is an answer: before that it may be one more line of a note."""


class TakenOverScreen(ModalScreen[None]):
    """Takes every key, so that what is typed on for a visit that is gone from here runs no command."""

    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init__(self, pause: float = _PAUSE) -> None:
        super().__init__()
        self._pause = pause
        self._last = -math.inf

    def compose(self) -> ComposeResult:
        """What happened, and the key."""
        with DialogBox("You continued this visit in another window"):
            yield Static("Everything you had typed is there. What you type here now is not saved.")
            yield Static("Press Enter to go to Today.", classes="hint")

    def on_key(self, event: Key) -> None:
        """Let nothing pass."""
        event.stop()
        event.prevent_default()
        typing_on, self._last = event.time - self._last < self._pause, event.time
        if event.key == "enter" and typing_on:
            self.query_one(".hint", Static).update("Press Enter once more to go to Today.")
        elif event.key == "enter":
            self.dismiss(None)
