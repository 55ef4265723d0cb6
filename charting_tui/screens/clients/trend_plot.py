"""The large plot of a trend: a bar for each visit, the value after treatment, a line for the goal."""

from collections.abc import Iterator

from textual.content import Content

from charting_tui.worklist.trends import Point, Trend

_STEPS = " ▁▂▃▄▅▆▇█"
_WHOLE = len(_STEPS) - 1
"""Steps in which one row of a bar grows."""
_AFTER, _LINE = "━", "╌"
GAP = "·"
"""Stands for a visit at which it was not measured."""
LABEL = 12
"""Columns left of the plot, for its scale."""
_WIDEST = 12
"""Columns of a visit at the most, with the gap behind its bar."""
_DATED = 7
"""Columns from which a visit has room for its day."""


def plot_lines(trend: Trend, room: int, height: int, goal: float | None) -> Iterator[Content]:
    """Give the rows of the plot from the top, its days, and what each sign means.

    ``goal`` is the value that one wants to reach, else the normal one is drawn where there is one.
    """
    yield from _Plot(trend, room, height, goal).lines()


class _Plot:
    def __init__(self, trend: Trend, room: int, height: int, goal: float | None) -> None:
        self._kind = trend.kind
        self._pitch = max(1, min(_WIDEST, room // len(trend.points)))
        self._bar = max(self._pitch - (2 if self._pitch >= _DATED else 1), 1)
        self._points = trend.points[-max(room // self._pitch, 1) :]
        self._height = height
        self._goal = trend.kind.normal if goal is None else goal
        self._goal_name = "normal" if goal is None else "goal"
        least, most = trend.scale
        told = [one.after for one in trend.measured if one.after is not None]
        told += [] if self._goal is None else [self._goal]
        self._least, self._most = min(least, *told, least), max(most, *told, most)

    def lines(self) -> Iterator[Content]:
        """Give every row."""
        for at in reversed(range(self._height)):
            yield Content.assemble(
                (f"{self._label(at):>{LABEL}} ", "$text-disabled"),
                *(part for point in self._points for part in self._cell(point, at)),
            )
        yield Content.assemble((f"{'':{LABEL}} {self._days()}", "$text-disabled"))
        yield Content.assemble(f"{'':{LABEL}} ", *self._legend())

    def _steps(self, value: float) -> int:
        """Return how high a value stands, in steps; one at the least, so that zero is seen."""
        part = (value - self._least) / (self._most - self._least)
        return max(round(part * self._height * _WHOLE), 1)

    def _row(self, value: float) -> int:
        """Return the row that a value stands in, from 0 at the bottom."""
        return min((self._steps(value) - 1) // _WHOLE, self._height - 1)

    def _label(self, at: int) -> str:
        if self._goal is not None and at == self._row(self._goal):
            return f"{self._goal_name} {self._kind.short(self._goal)}"
        ends = {self._height - 1: self._most, 0: self._least}
        return self._kind.short(ends[at]) if at in ends else ""

    def _cell(self, point: Point | None, at: int) -> Iterator[tuple[str, str]]:
        line = self._goal is not None and at == self._row(self._goal)
        behind = (_LINE if line else " ") * (self._pitch - self._bar)
        if point is None:
            yield (_LINE if line else " " if at else GAP) * self._bar, "$text-disabled"
        else:
            sign = _STEPS[max(0, min(self._steps(point.value) - at * _WHOLE, _WHOLE))]
            if point.after is not None and self._row(point.after) == at:
                yield _AFTER * self._bar, "$surface on $text-primary" if sign == "█" else "$text-success bold"
            elif sign == " " and line:
                yield _LINE * self._bar, "$text-disabled"
            else:
                yield sign * self._bar, "$text-primary"
        yield behind, "$text-disabled"

    def _days(self) -> str:
        if self._pitch >= _DATED:
            return "".join(
                f"{one.day:%b %-d}".ljust(self._pitch) if one else " " * self._pitch for one in self._points
            )
        days = [(at * self._pitch, f"{one.day:%-m/%-d/%y}") for at, one in enumerate(self._points) if one]
        (_, first), (column, last) = days[0], days[-1]
        return f"{first}{last:>{max(column + self._bar - len(first), len(last) + 3)}}"

    def _legend(self) -> Iterator[tuple[str, str]]:
        after = any(one is not None and one.after is not None for one in self._points)
        yield "█", "$text-primary"
        yield " on arrival" if after else " each visit", "$text-disabled"
        if after:
            yield f"  {_AFTER}", "$text-success bold"
            yield " after treatment", "$text-disabled"
        if self._goal is not None:
            yield f"  {_LINE * 2} {self._goal_name}", "$text-disabled"
        if any(one is None for one in self._points):
            yield f"  {GAP} not measured", "$text-disabled"
