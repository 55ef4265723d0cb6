"""What the marked row of a list is about, at a glance beside the list or below it."""

from collections.abc import Callable, Iterable
from textwrap import wrap
from typing import Generic, TypeVar

from rich.cells import cell_len
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from charting_tui.errors import ChartingError
from charting_tui.widgets.row_list import fitted, printable
from charting_tui.worklist.preview_lines import Preview, PreviewLine, Weight

T = TypeVar("T")

_STYLES: dict[Weight, str] = {
    "": "",
    "alert": "$text-warning bold",
    "error": "$text-error bold",
    "quiet": "$text-disabled",
}
_LABEL, _LONGEST = 6, 22
"""Cells for labels: at the least, and at the most where some are longer."""
_LEAST = 20
"""Cells for a text at the least."""
_NOTHING = Preview("")
REST = 0.2
"""Seconds after which the row that is marked is previewed."""


class PreviewPane(Static, Generic[T]):
    """Shows as much of a preview as there is room for; what is worst stands first."""

    def __init__(self, preview_of: Callable[[T], Preview]) -> None:
        super().__init__(id="preview", classes="pane", markup=False)
        self._preview_of = preview_of
        self._shown = _NOTHING
        self._marked: T | None = None
        self._resting: Timer | None = None

    def mark(self, marked: T | None) -> None:
        """Show this once the cursor rests on it, so that a key never waits for a chart."""
        self._marked = marked
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST, self._preview)

    def _preview(self) -> None:
        """Show what is marked; a chart that cannot be read says so itself."""
        if not self.display:
            return
        marked = self._marked
        try:
            told = self._preview_of(marked) if marked is not None else _NOTHING
        except ChartingError as fault:
            told = Preview(fault.title, (PreviewLine("✗", fault.sentence, "error"),))
        if told != self._shown:
            self._shown = told
            self._draw()

    def on_resize(self) -> None:
        """Fit the lines to the new room."""
        self._draw()

    def _draw(self) -> None:
        width, height = self.content_size
        self.border_title = Content(fitted(self._shown.title, max(width - 2, 1)).rstrip())
        if width and height:
            self.update(Content("\n").join(_drawn(self._shown.lines, width, height)), layout=False)


def _drawn(lines: Iterable[PreviewLine], width: int, height: int) -> list[Content]:
    """Return the lines as they fit: all in full, else without the roomy ones, else facts side by side."""
    every = list(lines)
    short = [line for line in every if not line.roomy]
    for drawn in (listed_lines(every, width), listed_lines(short, width), _flowed(short, width)):
        if len(drawn) <= height:
            break
    return drawn[:height]


def listed_lines(lines: Iterable[PreviewLine], width: int) -> list[Content]:
    """Return the lines in so many cells, their labels under one another."""
    every = list(lines)
    longest = max([cell_len(line.label) + 1 for line in every if not _is_sign(line.label)], default=0)
    label = max(_LABEL, min(longest, _LONGEST))
    return [piece for line in every for piece in _wrapped(line, width, label)]


def _is_sign(label: str) -> bool:
    return len(label) == 1 and not label.isalpha()


def _wrapped(line: PreviewLine, width: int, label: int = _LABEL) -> list[Content]:
    style = _STYLES[line.weight]
    led = len(line.label) + 1 if _is_sign(line.label) else label
    pieces = wrap(printable(line.text), max(width - led, _LEAST)) or [""]
    heads = [fitted(line.label, led), *[" " * led] * (len(pieces) - 1)]
    return [
        Content.assemble((head, style or "$text-disabled"), (piece.ljust(width - led), style))
        for head, piece in zip(heads, pieces, strict=True)
    ]


def _flowed(lines: Iterable[PreviewLine], width: int) -> list[Content]:
    """Return what is marked in lines of its own, and the facts behind one another."""
    drawn: list[Content] = []
    row, taken = Content(""), 0
    for line in lines:
        if line.weight in {"alert", "error"} and len(line.label) == 1:
            drawn += _wrapped(line, width)
            continue
        text = printable(line.text)
        style = _STYLES[line.weight]
        fact = Content.assemble((f"{line.label} ", style or "$text-disabled"), (text, style))
        if taken and taken + 3 + fact.cell_length > width:
            drawn.append(row)
            row, taken = Content(""), 0
        row = Content.assemble(row, " · " if taken else "", fact)
        taken = row.cell_length
    return [*drawn, row] if taken else drawn
