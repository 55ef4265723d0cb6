"""A client's alerts, above or below what is done for them: no line where there is none, two at the most."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from charting_tui.records.people import alert_words
from charting_tui.widgets.row_list import fitted, printable

_MOST = 2
"""Lines; what is longer is cut, and stands in full in the client's chart."""


class AlertLine(Static):
    """The alerts of the client one is with."""

    _words = ""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.display = False

    def show_alerts(self, alerts: Sequence[str]) -> None:
        """Show these alerts, or nothing."""
        words = printable(alert_words(alerts))
        if words != self._words:
            self._words = words
            self.display = bool(words)
            self._draw()

    def on_resize(self) -> None:
        """Fit the words to the new width."""
        self._draw()

    def _draw(self) -> None:
        width = self.content_size.width
        self.update(Content("\n".join(_lines(self._words, width) if width else [self._words])))


def _lines(words: str, width: int) -> list[str]:
    """Return the words in lines of so many cells; the last one allowed is cut with an ellipsis."""
    lines: list[str] = []
    rest = words
    while rest and len(lines) < _MOST - 1 and cell_len(rest) > width:
        line, rest = _first_line(rest, width)
        lines.append(line)
    return [*lines, fitted(rest, width).rstrip()] if rest else lines


def _first_line(words: str, width: int) -> tuple[str, str]:
    """Return as many whole words as fit into a line, at least one, and the rest."""
    place = words.find(" ")
    while (further := words.find(" ", place + 1)) >= 0 and cell_len(words[:further]) <= width:
        place = further
    return (words[:place], words[place + 1 :]) if place > 0 else (words, "")
