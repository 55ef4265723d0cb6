"""Trends as small plots: a bar of one cell for each visit, on the scale of what was measured."""

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
