"""A text area of which every change is told at once, before it is drawn."""

from collections.abc import Callable
from typing import Any

from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from charting_tui.textual_private_text import let_undo_long_pastes


class KeptText(TextArea):
    """Calls ``keep`` at each change; ``TextArea.Changed`` may come after the change was drawn."""

    keep: Callable[[], object] | None = None

    def __init__(self, text: str = "", **options: Any) -> None:
        super().__init__(text, **options)
        let_undo_long_pastes(self)

    def edit(self, edit: Edit) -> EditResult:
        """Change the text."""
        result = super().edit(edit)
        self._changed()
        return result

    def undo(self) -> None:
        """Take the last changes of the text back."""
        super().undo()
        self._changed()

    def redo(self) -> None:
        """Make them again."""
        super().redo()
        self._changed()

    @property
    def cursor_index(self) -> int:
        """How many characters stand before the cursor."""
        row, column = self.cursor_location
        return sum(len(self.document.get_line(above)) + 1 for above in range(row)) + column

    def put_back(self, text: str, cursor: int) -> None:
        """Show a text without taking it for typing, the cursor behind so many characters of it."""
        with self.prevent(TextArea.Changed):
            self.load_text(text)
        before = text[:cursor].split("\n")
        self.move_cursor((len(before) - 1, len(before[-1])))

    def _changed(self) -> None:
        if self.keep is not None:
            self.keep()
