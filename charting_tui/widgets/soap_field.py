"""One section of the note: its letter, and its text as it is typed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from charting_tui.keys import Place
from charting_tui.widgets.lines import SteadyText, bindings
from charting_tui.widgets.note_text import PhraseText

HINTS = {
    "subjective": "What the client says: complaint, pain 0–10, function, changes in health",
    "objective": "What you found and did: tissue, range, areas, techniques, response",
    "assessment": "Change and progress toward the goals; no diagnosis",
    "plan": "Next visit, frequency, home exercises",
    "plan at discharge": "Home care, and when to come back or see the prescriber",
    "addendum": "Type what you are adding or correcting",
}


_ABOVE, _BELOW, _BOTH = "▲", "▼", "↕"
"""Stand beside a text of which more lies above, below, or both."""
CARRIED = "= "
"""Stands before a line that is carried and not affirmed, so that it shows without colour."""


class NoteText(PhraseText):
    """A text area that spares the line: no border, no bar, no blink. Before its text is room for marks."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.NOTE)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"note-text--carried"}
    marked: frozenset[int] = frozenset()
    """The lines that were carried and are not affirmed."""

    def __init__(self, section: str) -> None:
        super().__init__(
            section, soft_wrap=True, show_line_numbers=False, compact=True, placeholder=HINTS[section]
        )
        self.highlight_cursor_line = False
        self.cursor_blink = False
        self._unmarked = Segment(" " * len(CARRIED))

    @property
    def gutter_width(self) -> int:
        """The cells before the text."""
        return len(CARRIED)

    def mark(self, lines: set[int]) -> None:
        """Mark these lines as carried, and no others."""
        if lines != self.marked:
            self.marked = frozenset(lines)
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Find the style before unmarked lines once for all: it costs a walk through everything around."""
        self._unmarked = Segment(" " * len(CARRIED), self.rich_style)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Put the mark before the first row of a line that bears it."""
        strip = super().render_line(y)
        mark = self._mark_before(y + self.scroll_offset.y)
        return Strip.join([Strip([mark]), strip]).crop(0, self.size.width)

    def _mark_before(self, shown: int) -> Segment:
        if self.marked and shown < self.wrapped_document.height:
            row, column = self.wrapped_document.offset_to_location(Offset(0, shown))
            if row in self.marked and column == 0:
                return Segment(CARRIED, self.get_component_rich_style("note-text--carried"))
        return self._unmarked


class SoapField(Horizontal):
    """A section under its letter."""

    @dataclass
    class Changed(Message):
        """The section says something else now, which is kept already."""

        section: str

    @dataclass
    class Moved(Message):
        """The cursor is somewhere else now."""

        section: str
        row: int
        column: int

    @dataclass
    class Expanded(Message):
        """A phrase was brought in, and the text that came of it has been told."""

        section: str
        name: str
        first: int
        lines: tuple[str, ...]

    def __init__(self, section: str, keep: Callable[[str, str], object]) -> None:
        """``keep`` is told the section and its text at each change, before it is drawn."""
        super().__init__(classes="soap")
        self.section = section
        self._letter = SteadyText(classes="letter")
        self._word = SteadyText(self.section.capitalize(), classes="word")
        self.area = NoteText(section)
        self.area.keep = lambda: keep(section, self.area.text)

    def compose(self) -> ComposeResult:
        """Put the letter before the text, or its name above it where there is room."""
        yield self._word
        yield self._letter
        yield self.area

    @property
    def rows(self) -> int:
        """The lines that the text takes as it is wrapped now."""
        return max(self.area.wrapped_document.height, 1)

    def show_hidden(self) -> None:
        """Mark beside the text where more of it lies above or below."""
        height = self.area.size.height
        top = round(self.area.scroll_y)
        above, below = top > 0, height and top + height < self.rows
        mark = _BOTH if above and below else _ABOVE if above else _BELOW if below else ""
        self._word.update(f"{self.section.capitalize()} {mark}".rstrip())
        letter = self.section[0].upper()
        lines = [f" {letter}", *[""] * (height - 2), *[f" {mark}"] * (height > 1)]
        if mark and height == 1:
            lines = [f"{letter}{mark}"]
        self._letter.update("\n".join(lines))

    def load(self, text: str, *, read_only: bool = False) -> None:
        """Show a text without taking it for typing."""
        with self.prevent(TextArea.Changed, TextArea.SelectionChanged):
            self.area.load_text(text)
        self.area.read_only = read_only

    def put_cursor(self, row: int, column: int) -> None:
        """Put the cursor there, or as near as the text allows."""
        last = self.area.document.line_count - 1
        row = min(row, last)
        self.area.move_cursor((row, min(column, len(self.area.document.get_line(row)))))
        self.area.select_place_here()

    @on(TextArea.Changed)
    def _tell_text(self, event: TextArea.Changed) -> None:
        event.stop()
        self.screen.post_message(self.Changed(self.section))

    @on(TextArea.SelectionChanged)
    def _tell_cursor(self, event: TextArea.SelectionChanged) -> None:
        event.stop()
        row, column = event.selection.end
        self.post_message(self.Moved(self.section, row, column))

    @on(PhraseText.Expanded)
    def _tell_phrase(self, event: PhraseText.Expanded) -> None:
        event.stop()
        self.post_message(self.Expanded(self.section, event.name, event.first, event.lines))
