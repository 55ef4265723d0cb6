"""A list of rows with one of them marked: the one kind of list in the program."""

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

MARK = "›"
"""Stands before the marked row, so that it shows without colour."""


class RowList(OptionList, inherit_bindings=False):
    """Rows under keys of movement alone, so that every other key is the screen's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "cursor_down", "down", show=False),
        Binding("up", "cursor_up", "up", show=False),
        Binding("home", "first", "first", show=False),
        Binding("end", "last", "last", show=False),
        Binding("pagedown", "page_down", "page down", show=False),
        Binding("pageup", "page_up", "page up", show=False),
    ]

    def show_rows(self, rows: Iterable[tuple[str, Content]], *, keep: str | None = None) -> None:
        """Show these rows, each with its id; a row whose id is empty is a heading.

        The mark stays on the row with the id ``keep``, else on the one it was on, else on the first.
        """
        wanted = keep if keep is not None else self.marked
        shown = [Option(content, id=name or None, disabled=not name) for name, content in rows]
        now = [(option.id, str(option.prompt)) for option in self.options]
        if now != [(option.id, str(option.prompt)) for option in shown] or self._styles(shown):
            self.set_options(shown)
        ids = [option.id for option in shown]
        if wanted in ids and wanted is not None:
            self.highlighted = ids.index(wanted)
        else:
            self.highlighted = next((index for index, name in enumerate(ids) if name), None)

    def render_line(self, y: int) -> Strip:
        """Put a sign before the marked row where the keys are here, or all the keys there are."""
        strip = super().render_line(y)
        style = next((segment.style for segment in strip if segment.style is not None), None)
        if style is None or self.highlighted is None or not self._has_keys:
            return strip
        if style.meta.get("option") != self.highlighted:
            return strip
        return Strip.join([Strip([Segment(MARK, style)]), strip.crop(1)])

    @property
    def _has_keys(self) -> bool:
        return self.has_focus or not self.can_focus or self.screen.focused is None or self.screen.is_modal

    def _styles(self, shown: list[Option]) -> bool:
        return [option.prompt for option in self.options] != [option.prompt for option in shown]

    @property
    def marked(self) -> str | None:
        """The id of the marked row, or None."""
        if self.highlighted is None or self.highlighted >= self.option_count:
            return None
        return self.get_option_at_index(self.highlighted).id
