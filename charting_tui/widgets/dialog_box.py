"""The frame of a dialog: its title in the upper edge, its keys in the lower one."""

from collections.abc import Iterable

from rich.cells import cell_len
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from charting_tui.widgets.lines import SteadyText
from charting_tui.widgets.row_list import printable

_EDGES = 6
"""Columns of a frame that its title cannot take."""
_WIDEST = 80


class DialogBox(Vertical):
    """Holds what a dialog shows; a title or keys too long for the frame stand in full inside it."""

    def __init__(self, title: str = "", *, keys: str = "", classes: str = "box") -> None:
        self._heading = SteadyText(classes="question")
        self._keys_line = SteadyText(classes="keys")
        self._heading.display = self._keys_line.display = False
        super().__init__(self._heading, classes=classes)
        self._title = printable(title)
        self._keys = printable(keys)

    def compose(self) -> Iterable[Widget]:
        """The keys, below all else, where the frame is too short for them."""
        yield self._keys_line

    def on_mount(self) -> None:
        """Fit the frame before it is drawn, to a dialog's usual width."""
        self._fit(min(self.app.size.width, _WIDEST))

    def on_resize(self) -> None:
        """Fit the frame to its width."""
        self._fit(self.outer_size.width)

    def entitle(self, title: str) -> None:
        """Show another title."""
        self._title = printable(title)
        self._fit(self.outer_size.width or min(self.app.size.width, _WIDEST))

    def tell_keys(self, keys: str) -> None:
        """Show other keys."""
        self._keys = printable(keys)
        self._fit(self.outer_size.width or min(self.app.size.width, _WIDEST))

    def _fit(self, width: int) -> None:
        room = width - _EDGES
        for text, line, below in ((self._title, self._heading, False), (self._keys, self._keys_line, True)):
            fits = cell_len(text) <= room
            line.display = not fits
            line.update(Content("" if fits else text))
            shown = Content(text) if fits and text else None
            if below:
                self.border_subtitle = shown
            else:
                self.border_title = shown
