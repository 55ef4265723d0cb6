"""What the terminal shows already, so that only what differs from it is sent over a slow line."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import takewhile

from rich.segment import Segment
from textual.strip import Strip


class SentLines:
    """The pieces of every line as they were last sent.

    A list whose mark moves by one row is drawn whole, and so is a text at every key; of the lines that
    come out of it, all but one or two are on the screen already.
    """

    def __init__(self) -> None:
        self._lines: defaultdict[int, dict[int, Strip]] = defaultdict(dict)

    def forget(self) -> None:
        """Count nothing as shown: the window was resized, or something else wrote upon it."""
        self._lines.clear()

    def sent(self, x: int, y: int, strip: Strip) -> None:
        """Note that this piece stands at column ``x`` of line ``y`` now, over what was there."""
        line = self._lines[y]
        end = x + strip.cell_length
        for column, other in tuple(line.items()):
            if column < end and x < column + other.cell_length:
                del line[column]
        line[x] = strip

    def to_send(self, x: int, y: int, strip: Strip) -> tuple[int, Strip]:
        """Return the part of a piece that differs from what is shown, and its column; it may be empty."""
        before = self._lines[y].get(x)
        self.sent(x, y, strip)
        if before is None or before.cell_length != strip.cell_length:
            return x, strip
        start = _cells_alike(before, strip)
        if start == strip.cell_length:
            return x, strip.crop(0, 0)
        end = strip.cell_length - _cells_alike(reversed(list(before)), reversed(list(strip)))
        return x + start, strip.crop(start, end)


def _cells_alike(before: Iterable[Segment], after: Iterable[Segment]) -> int:
    """Return how many cells the segments take before the first that differs."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    return sum(segment.cell_length for segment, _ in alike)
