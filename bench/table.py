"""A table of measurements, as Markdown and as lines for a terminal."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """What was measured, with a sentence on how."""

    title: str
    how: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def markdown(self) -> str:
        """Return the table as a section of the page."""
        lines = [f"## {self.title}", "", self.how, "", _line(self.heads)]
        lines.append(_line(["---", *("---:" for _ in self.heads[1:])]))
        return "\n".join([*lines, *(_line(row) for row in self.rows), ""])

    def text(self) -> str:
        """Return the table with its columns aligned."""
        cells = [self.heads, *self.rows]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = [
            "  ".join(
                cell.rjust(width) if place else cell.ljust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            for row in cells
        ]
        return "\n".join([self.title, *lines, ""])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def times_of(act: Callable[[], object], repeats: int) -> list[float]:
    """Return how long each of so many repeats took, in seconds; one more goes before them uncounted."""
    act()
    taken = []
    for _ in range(repeats):
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    return taken


def times_in_turns(acts: Sequence[Callable[[], object]], repeats: int) -> list[list[float]]:
    """Return the times of several acts done in turns, so that a noisy moment meets all of them."""
    taken: list[list[float]] = [[] for _ in acts]
    for _ in range(repeats):
        for act, its in zip(acts, taken, strict=True):
            begun = time.perf_counter()
            act()
            its.append(time.perf_counter() - begun)
    return taken


def median(taken: Sequence[float]) -> float:
    """Return the middle one."""
    return statistics.median(taken)


def p95(taken: Sequence[float]) -> float:
    """Return the time that all but one in twenty stayed under."""
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * 0.95))]


def ms(seconds: float) -> str:
    """Return a time in milliseconds, with as many digits as mean something."""
    thousandths = seconds * 1000
    digits = 2 if thousandths < 10 else 1 if thousandths < 100 else 0  # noqa: PLR2004
    return f"{thousandths:,.{digits}f} ms"


def times(value: float, base: float) -> str:
    """Return a ratio."""
    ratio = value / base
    return f"{ratio:,.1f}×" if ratio < 100 else f"{ratio:,.0f}×"  # noqa: PLR2004
