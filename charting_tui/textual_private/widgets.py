"""Widgets of Textual that go wrong where ours use them."""

from typing import TYPE_CHECKING

from textual.command import CommandList, CommandPalette

if TYPE_CHECKING:
    from textual.widgets import TextArea  # a start loads no text area


class SteadyPalette(CommandPalette):
    """A palette whose list takes no key before it is laid out (Textual 8.2.8: KeyError)."""

    def _action_command_list(self, action: str) -> None:
        if self.query_one(CommandList).scrollable_content_region.area:
            super()._action_command_list(action)


def let_undo_long_pastes(area: "TextArea") -> None:
    """Have a text area in which a long paste can be undone.

    Textual 8.2.8 (issue 6686): while the text is short again and the selection not yet put back, a bar
    that goes away scrolls to the cursor, on a line that is no longer there.
    """

    def recompute() -> None:
        here = area.clamp_visitable(area.cursor_location)
        area._cursor_offset = area.wrapped_document.location_to_offset(here)  # noqa: SLF001

    area._recompute_cursor_offset = recompute  # type: ignore[method-assign]  # noqa: SLF001
