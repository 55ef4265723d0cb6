"""A field for words that find something in the screen's list, which is moved through while one types."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from charting_tui.widgets.row_list import RowList
from charting_tui.widgets.text_line import TextLine


class SearchField(TextLine):
    """Keeps the keys; up and down, by row or by page, move the mark of the list on the same screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move('cursor_down')", "Mark the next", show=False, priority=True),
        Binding("up", "move('cursor_up')", "Mark the one before", show=False, priority=True),
        Binding("pagedown", "move('page_down')", "A page on", show=False, priority=True),
        Binding("pageup", "move('page_up')", "A page back", show=False, priority=True),
    ]

    def __init__(
        self, value: str = "", *, example: str = "", moved: Callable[[], None] = lambda: None
    ) -> None:
        """``moved`` is called after the mark was moved by key."""
        super().__init__(value, placeholder=example)
        self._moved = moved

    def action_move(self, how: str) -> None:
        """Move the mark."""
        getattr(self.screen.query_one(RowList), f"action_{how}")()
        self._moved()
