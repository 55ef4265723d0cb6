"""Keeping what is typed on a screen: at every change and before it is drawn, so that no cut line loses it."""

from collections.abc import Callable
from typing import Any

from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Static

from charting_tui.errors import ChartingError
from charting_tui.widgets.row_list import printable

_AGAIN = 1.0
"""Seconds until a disk that refused is asked again."""


class Keeping:
    """Calls ``keep`` at every change; a disk that refuses is told of in one line for as long as it does."""

    def __init__(self, screen: Screen[Any], keep: Callable[[], object]) -> None:
        self._screen = screen
        self._keep = keep
        self._told: Static | None = None
        self._again: Timer | None = None

    def watch(self, *fields: Input) -> None:
        """Keep what is typed in these fields, and where the cursor is.

        Whoever watches a reactive is called before it asks to be drawn; ``Input.Changed`` comes after.
        """
        for field in fields:
            for what in ("value", "selection"):
                self._screen.watch(field, what, self.now, init=False)

    def now(self) -> None:
        """Keep what stands there now."""
        try:
            self._keep()
        except ChartingError as fault:
            self._refused(fault.sentence)
        else:
            self._taken()

    def _refused(self, sentence: str) -> None:
        shown = Content(printable(f"✗ {sentence}"))
        if self._told is not None:
            self._told.update(shown)
            return
        self._told = Static(shown, classes="unkept")
        boxes = self._screen.query(".ask, .box")
        if boxes:
            boxes.first().mount(self._told)
        else:
            self._screen.mount(self._told, before="#said")
        self._again = self._screen.set_interval(_AGAIN, self.now)

    def _taken(self) -> None:
        if self._told is not None:
            self._told.remove()
            self._told = None
        if self._again is not None:
            self._again.stop()
            self._again = None


def put_back(field: Input, text: str, cursor: int) -> None:
    """Put a text into a field with the cursor where it was, so that the next key goes on there."""
    field.select_on_focus = False
    field.value = text
    field.cursor_position = min(cursor, len(text))
