"""One line to type in, as every screen has it."""

from typing import Any

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class TextLine(Input):
    """A line without a frame, whose letters are drawn without a layout of the whole screen.

    Its width is its place, whatever is typed. Textual's own Input lays the screen out at each letter.
    """

    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(self, value: str = "", **options: Any) -> None:
        """Take what ``Input`` takes."""
        super().__init__(value, compact=True, **options)
        self.cursor_blink = False
