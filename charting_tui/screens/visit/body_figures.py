"""Today's body and the last visit's, with what is marked on them in words."""

from collections.abc import Iterator, Sequence
from itertools import chain
from textwrap import wrap

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from charting_tui.operations.visits.body_marking import BodyMarking
from charting_tui.records.visit import AreaFinding
from charting_tui.screens.frame.framed import WIDE
from charting_tui.shorthand.body_chart.body_cursor import BodyCursor
from charting_tui.shorthand.body_chart.body_map import Stop
from charting_tui.shorthand.body_chart.body_marks import differences
from charting_tui.widgets.body_figure import FIGURES, figures, mark_rows
from charting_tui.widgets.columns import printable

_BESIDE_FROM = 32
"""Lines from which the last visit's body stands beside today's."""
_LEAST = 10


class BodyFigures(Container):
    """Both bodies side by side where there is room, else the one that is looked at."""

    def __init__(self, marking: BodyMarking, cursor: BodyCursor) -> None:
        super().__init__(id="body-chart")
        self._marking = marking
        self._cursor = cursor
        self.shows_last = False
        """Whether the last visit's body is looked at, where there is no room for both."""

    def compose(self) -> ComposeResult:
        """Both bodies; what is marked, and how it differs."""
        for name in ("body-today", "body-last", "body-marks", "body-changes"):
            yield Static(id=name)

    @staticmethod
    def stand_beside(size: Size) -> bool:
        """Whether a screen of that size has room for both."""
        return size.width >= WIDE and size.height >= _BESIDE_FROM

    @property
    def last_day(self) -> str:
        """The day of the last visit that has marks."""
        last = self._marking.last
        return f"{last.date:%-d %b %Y}" if last else "No earlier visit has marks"

    def draw(self, size: Size) -> None:
        """Show them on a screen of that size."""
        marking, beside = self._marking, self.stand_beside(size)
        self.set_class(beside, "-beside")
        room = (size.width - 4) // 2 if beside else max(size.width - FIGURES - 5, _LEAST)
        self._draw_one(("today", "marks"), "Today", marking.marks, self._today_lines(room), beside=beside)
        changes = self._change_lines(room)
        self._draw_one(("last", "changes"), self.last_day, marking.last_marks, changes, beside=beside)

    def _draw_one(
        self,
        names: tuple[str, str],
        title: str,
        marks: Sequence[AreaFinding],
        lines: Iterator[Content],
        *,
        beside: bool,
    ) -> None:
        figure, words = (self.query_one(f"#body-{name}", Static) for name in names)
        above = [Content.assemble((title, "bold"))] if beside else []
        cursor = [Stop(self._cursor.at.spot, side) for side in self._cursor.sides]
        figure.update(Content("\n").join([*above, figures(self._cursor.body, marks, cursor)]))
        words.update(Content("\n").join(lines))
        figure.display = words.display = beside or (names[0] == "last") is self.shows_last

    def _today_lines(self, room: int) -> Iterator[Content]:
        waiting = self._marking.waiting
        yield Content.assemble(("Today", "bold"))
        yield from mark_rows(self._cursor.body, self._marking.marks, room)
        if not self._marking.marks:
            yield Content("nothing is marked yet")
        if waiting:
            yield Content("")
            yield Content(f"{waiting} not in the note yet; enter takes {'it' if waiting == 1 else 'them'}")

    def _change_lines(self, room: int) -> Iterator[Content]:
        if self._marking.last is not None:
            yield Content.assemble((f"Since {self.last_day}", "bold"))
            changes = differences(self._marking.last_marks, self._marking.marks) or ["the same is marked"]
            for line in chain.from_iterable(wrap(one, room, subsequent_indent="  ") for one in changes):
                yield Content(printable(line))
