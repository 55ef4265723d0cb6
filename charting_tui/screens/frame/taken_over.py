"""What is said where another login of the same person went on with the visit that was open here."""

import math
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

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
        with Vertical(classes="box"):
            yield Static("You went on with this visit in another login", classes="question")
            yield Static("All you had typed is there. What you type here is not kept.")
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
