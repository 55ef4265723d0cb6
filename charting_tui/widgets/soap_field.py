"""One section of the note: its letter, and its text as it is typed."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static, TextArea

HINTS = {
    "subjective": "What the client says: complaint, pain 0–10, function, changes in health",
    "objective": "What you found and did: tissue, range, areas, techniques, response",
    "assessment": "Change and progress toward the goals; no diagnosis",
    "plan": "Next visit, frequency, home exercises",
}


class NoteText(TextArea):
    """A text area that spares the line: no border, no bar, no blink."""

    def __init__(self, section: str) -> None:
        super().__init__(
            id=section, soft_wrap=True, show_line_numbers=False, compact=True, placeholder=HINTS[section]
        )
        self.highlight_cursor_line = False
        self.cursor_blink = False


class SoapField(Horizontal):
    """A section under its letter."""

    @dataclass
    class Changed(Message):
        """The section says something else now."""

        section: str
        text: str

    @dataclass
    class Moved(Message):
        """The cursor is somewhere else now."""

        section: str
        row: int
        column: int

    def __init__(self, section: str) -> None:
        super().__init__(classes="soap")
        self.section = section
        self.area = NoteText(section)

    def compose(self) -> ComposeResult:
        """Put the letter before the text."""
        yield Static(self.section[0].upper(), classes="letter")
        yield self.area

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

    @on(TextArea.Changed)
    def _tell_text(self, event: TextArea.Changed) -> None:
        event.stop()
        self.screen.post_message(self.Changed(self.section, event.text_area.text))

    @on(TextArea.SelectionChanged)
    def _tell_cursor(self, event: TextArea.SelectionChanged) -> None:
        event.stop()
        row, column = event.selection.end
        self.screen.post_message(self.Moved(self.section, row, column))
