"""The page of a trend: its small and its larger plot, and every value with its day in words."""

from collections.abc import Iterable, Iterator

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.screens.frame.base_screen import BaseScreen
from charting_tui.shorthand.write.wording import capital
from charting_tui.widgets.row_list import Cell, printable, row
from charting_tui.worklist.trends import Trend

GAP = "·"
"""Stands for a visit at which it was not measured."""
STYLES = {"better": "$text-success", "worse": "$text-warning"}
"""By the first word of a change; the word says the same."""


def bars(trend: Trend, width: int, height: int = 1) -> list[str]:
    """Return the rows of the plot, top first, with the newest visits as far as they have room."""
    # Loaded when a chart is first shown, not at the start.
    from sparklines import sparklines  # noqa: PLC0415

    points = trend.points[-width:]
    least, most = trend.scale
    values = [None if point is None else point.value for point in points]
    drawn = [
        row.ljust(len(points)) for row in sparklines(values, num_lines=height, minimum=least, maximum=most)
    ]
    gaps = "".join(GAP if point is None else sign for point, sign in zip(points, drawn[-1], strict=True))
    return [*drawn[:-1], gaps]


_HEIGHT = 5
_LABEL = 12
_BAR = 4
"""Columns of a bar where there is room."""


class TrendScreen(BaseScreen):
    """Shows one trend for reading; escape goes back."""

    def __init__(self, client: str, trend: Trend) -> None:
        super().__init__()
        self._client = client
        self._trend = trend

    def inside(self) -> Iterable[Widget]:
        """The plot and the values, which scroll."""
        with VerticalScroll(id="record"):
            yield Static(id="record-text")

    def on_mount(self) -> None:
        """Show the plot as wide as there is room."""
        self.place(f"Clients › {self._client} › {self._trend.kind.name}", self._trend.change)
        lines = trend_lines(self._trend, self.size.width - _LABEL - 6)
        self.query_one("#record-text", Static).update(Content("\n").join(lines))
        self.query_one("#record").focus()
        self.say("Press Esc to go back.")
        self.call_after_refresh(self.show_keys)


def trend_lines(trend: Trend, room: int) -> Iterator[Content]:
    """Give the plot with its scale, the trend in words, and each value."""
    kind = trend.kind
    least, most = trend.scale
    labels = [kind.told(most), *[""] * (_HEIGHT - 2), kind.told(least)]
    wide = max(1, min(_BAR, room // len(trend.points) - 1))
    for label, plot in zip(labels, bars(trend, room // (wide + 1), _HEIGHT), strict=True):
        drawn = " ".join(sign * wide for sign in plot)
        yield Content.assemble((f"{label:>{_LABEL}} ", "$text-disabled"), (drawn, "$text-primary"))
    days = f"{trend.first.day:%-d %b %Y} to {trend.last.day:%-d %b %Y}"
    yield Content.assemble((f"{'':{_LABEL}} {days}, a bar for each visit", "$text-disabled"))
    yield Content("")
    yield Content(printable(f"{capital(trend.sentence)}."))
    yield Content("")
    for point in reversed(trend.measured):
        after = f"{kind.told(point.after)} after treatment" if point.after is not None else ""
        yield row(
            [
                Cell(f"{point.day:%-d %b %Y}", _LABEL),
                Cell(kind.told(point.value), _LABEL, "bold"),
                Cell(after, 22),
                Cell("not signed yet" if point.draft else "", style="$text-disabled"),
            ]
        )
