"""Rows of text in columns, by the cells a terminal uses; and a list of rows with one of them marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option


@dataclass(frozen=True)
class Cell:
    """One piece of a row: its text, its width in terminal cells, how it is drawn."""

    text: str
    width: int = 0
    """0: as wide as the text."""
    style: str = ""
    right: bool = False
    """Whether it stands at the right of its column, as figures do."""


def printable(text: str) -> str:
    """Return the text with everything that could move a cursor replaced by a dot."""
    return "".join(letter if letter.isprintable() else "·" for letter in text.expandtabs(4))


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """Return the text in exactly ``width`` cells: cut with an ellipsis, or padded."""
    text = printable(text)
    taken = cell_len(text)
    if taken > width:
        return set_cell_size(text, max(width - 1, 0)) + "…" if width else ""
    space = " " * (width - taken)
    return space + text if right else text + space


def row(cells: Iterable[Cell]) -> Content:
    """Return the cells side by side with one blank between them."""
    parts: list[str | tuple[str, str]] = []
    for cell in cells:
        text = fitted(cell.text, cell.width, right=cell.right) if cell.width else printable(cell.text)
        if parts:
            parts.append(" ")
        parts.append((text, cell.style) if cell.style else text)
    return Content.assemble(*parts)


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

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._names: tuple[str, ...] = ()

    def on_resize(self) -> None:
        """Keep the marked row in view where the words below the list took a line of it."""
        self.call_after_refresh(self.scroll_to_highlight)

    def show_rows(self, rows: Iterable[tuple[str, Content]], *, keep: str | None = None) -> None:
        """Show these rows, each with its id; a row whose id is empty is a heading.

        The mark stays on the row with the id ``keep``, else on the one it was on, else on the first. Rows
        may share an id: what is kept is the same one of them. The options themselves have none, because an
        ``OptionList`` raises where two are equal.
        """
        nth = 0 if keep is not None else self._names[: self.highlighted or 0].count(self.marked or "")
        wanted = keep if keep is not None else self.marked
        listed = tuple(rows)
        names = tuple(name for name, _ in listed)
        changed = names != self._names or self._differ([content for _, content in listed])
        laid_out = self.highlighted is None and self._fit_as_before(listed)
        self._names = names
        if changed and laid_out:
            for index, (_, content) in enumerate(listed):
                if self.get_option_at_index(index).prompt != content:
                    self.replace_option_prompt_at_index(index, content)
        elif changed:
            self.set_options(Option(content, disabled=not name) for name, content in listed)
        same = [index for index, name in enumerate(names) if name and name == wanted]
        if same:
            self.highlighted = same[min(nth, len(same) - 1)]
        else:
            self.highlighted = next((index for index, name in enumerate(names) if name), None)

    def show_heading(self) -> None:
        """Bring the heading into view that stands right above the marked row at the list's upper edge."""
        at = self.highlighted
        if at and self.get_option_at_index(at - 1).disabled and self.scroll_y > at - 1:
            self.scroll_to(y=at - 1, animate=False)

    def action_cursor_down(self) -> None:
        """Mark the row below; the last one stays marked."""
        if self.highlighted is None or any(self._names[self.highlighted + 1 :]):
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Mark the row above; the first one stays marked."""
        if self.highlighted is None or any(self._names[: self.highlighted]):
            super().action_cursor_up()

    def action_page_down(self) -> None:
        """Mark the row a page below; nothing before the list is laid out (Textual 8.2.8: KeyError)."""
        if self.scrollable_content_region.area:
            super().action_page_down()  # type: ignore[no-untyped-call]
        if self.highlighted is None:  # only headings are below (Textual 8.2.8 then marks nothing)
            self.action_last()

    def action_page_up(self) -> None:
        """Mark the row a page above; nothing before the list is laid out."""
        if self.scrollable_content_region.area:
            super().action_page_up()  # type: ignore[no-untyped-call]
        if self.highlighted is None:
            self.action_first()

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

    def _differ(self, shown: list[Content]) -> bool:
        return [option.prompt for option in self.options] != shown

    def _fit_as_before(self, rows: Sequence[tuple[str, Content]]) -> bool:
        """Return whether as many rows, headings and lines stand there, so that nothing is laid out again."""
        width = self.scrollable_content_region.width - 2
        if width <= 0 or [bool(name) for name, _ in rows] != [bool(name) for name in self._names]:
            return False
        before = (option.prompt for option in self.options)
        return all(
            isinstance(old, Content) and old.get_height({}, width) == new.get_height({}, width)
            for old, (_, new) in zip(before, rows, strict=True)
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The id of every row, from the first; empty for a heading."""
        return self._names

    @property
    def marked(self) -> str | None:
        """The id of the marked row, or None."""
        if self.highlighted is None or self.highlighted >= len(self._names):
            return None
        return self._names[self.highlighted] or None
