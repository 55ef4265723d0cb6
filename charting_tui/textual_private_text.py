"""What is private of Textual's text area (8.2.8): by itself, because a start loads no text area."""

from textual.widgets import TextArea


def let_undo_long_pastes(area: TextArea) -> None:
    """Have a text area in which a long paste can be undone.

    Textual 8.2.8 (issue 6686): while the text is short again and the selection not yet put back, a bar
    that goes away scrolls to the cursor, on a line that is no longer there.
    """

    def recompute() -> None:
        here = area.clamp_visitable(area.cursor_location)
        area._cursor_offset = area.wrapped_document.location_to_offset(here)  # noqa: SLF001

    area._recompute_cursor_offset = recompute  # type: ignore[method-assign]  # noqa: SLF001
