"""What is private of Textual's text area (8.2.8): by itself, because a start loads no text area."""

from textual.widgets import TextArea


class SteadyTextArea(TextArea):
    """A text area in which a long paste can be undone.

    Textual 8.2.8 (issue 6686): while the text is short again and the selection not yet put back, a bar
    that goes away scrolls to the cursor, on a line that is no longer there.
    """

    def _recompute_cursor_offset(self) -> None:
        here = self.clamp_visitable(self.cursor_location)
        self._cursor_offset = self.wrapped_document.location_to_offset(here)
