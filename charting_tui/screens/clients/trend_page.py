"""The page of a trend: its plot, the trend in words, and every value with its day."""

from collections.abc import Iterable, Iterator

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.screens.clients.trend_plot import GAP, LABEL, plot_lines
from charting_tui.screens.frame.base_screen import BaseScreen
from charting_tui.shorthand.write.wording import capital
from charting_tui.widgets.row_list import Cell, printable, row
from charting_tui.worklist.trends import Trend

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


_HEIGHTS = (5, 18)
"""Rows of the plot at the least and at the most."""
_OTHER_ROWS = 16
"""Rows of the screen that are left to all else."""


class TrendScreen(BaseScreen):
    """Shows one trend for reading; escape goes back."""

    def __init__(self, client: str, trend: Trend, goal: float | None = None) -> None:
        """``goal`` is the value that the client wants to reach, where one is known."""
        super().__init__()
        self._client = client
        self._trend = trend
        self._goal = goal

    def inside(self) -> Iterable[Widget]:
        """The plot and the values, which scroll."""
        with VerticalScroll(id="record", classes="pane") as pane:
            pane.border_title = Content(printable(capital(self._trend.kind.name)))
            yield Static(id="record-text")

    def on_mount(self) -> None:
        """Show the plot as large as there is room."""
        self.place(f"Clients › {self._client} › {self._trend.kind.name}", self._trend.change)
        self.query_one("#record").focus()
        self.say("Press Esc to go back.")
        self.call_after_refresh(self.show_keys)

    def on_resize(self) -> None:
        """Fit the plot to the room."""
        least, most = _HEIGHTS
        height = max(least, min(most, self.size.height - _OTHER_ROWS))
        lines = trend_lines(self._trend, self.size.width - LABEL - 8, height, self._goal)
        self.query_one("#record-text", Static).update(Content("\n").join(lines))


def trend_lines(trend: Trend, room: int, height: int, goal: float | None) -> Iterator[Content]:
    """Give the plot, the trend in words, and each value, the newest first."""
    kind = trend.kind
    yield from plot_lines(trend, room, height, goal)
    yield Content("")
    yield Content(printable(f"{capital(trend.sentence)}."))
    yield Content("")
    after = any(point.after is not None for point in trend.measured)
    heads = ("visit", "on arrival" if after else "value", "after treatment" if after else "")
    yield row(
        [Cell(head, LABEL, "$text-disabled underline") for head in heads[:2]]
        + [Cell(heads[2], 22, "$text-disabled underline")] * after
    )
    for point in reversed(trend.measured):
        yield row(
            [
                Cell(f"{point.day:%-m/%-d/%Y}", LABEL),
                Cell(kind.told(point.value), LABEL, "bold"),
                Cell(kind.told(point.after) if point.after is not None else "", 22 if after else 0),
                Cell("not signed yet" if point.draft else "", style="$text-disabled"),
            ]
        )
