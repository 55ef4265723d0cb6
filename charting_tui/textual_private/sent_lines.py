"""What was last sent to the terminal, and of an update only what differs from that."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import takewhile

from rich.cells import cell_len
from rich.console import Console
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from charting_tui.ascii_letters import in_ascii
from charting_tui.styled_text import blank_style, styled_text


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

    def to_send(self, x: int, y: int, strip: Strip) -> Iterator[tuple[int, Strip]]:
        """Give the parts of a piece that differ from what is shown, each with its column."""
        before = self._lines[y].get(x)
        self.sent(x, y, strip)
        if before is None or before.cell_length != strip.cell_length:
            yield x, strip
            return
        start = _cells_alike(before, strip)
        if start == strip.cell_length:
            return
        end = strip.cell_length - _cells_alike(reversed(list(before)), reversed(list(strip)))
        was, now = before.crop(start, end), strip.crop(start, end)
        for first, last in _runs(was, now):
            yield x + start + first, now.crop(first, last)


def _cells_alike(before: Iterable[Segment], after: Iterable[Segment]) -> int:
    """Return how many cells the segments take before the first that differs."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    return sum(segment.cell_length for segment, _ in alike)


_APART = 8
"""Cells alike between two that differ from which a move of the cursor is shorter than they are."""


def _runs(before: Strip, after: Strip) -> Iterator[tuple[int, int]]:
    """Give the first cell and the one behind the last of every run that differs."""
    was, now = _cells(before), _cells(after)
    if was is None or now is None:
        yield 0, after.cell_length
        return
    first = last = -1
    for at, pair in enumerate(zip(was, now, strict=True)):
        if pair[0] == pair[1]:
            continue
        if first < 0 or at - last > _APART:
            if first >= 0:
                yield first, last
            first = at
        last = at + 1
    if first >= 0:
        yield first, last


def _cells(strip: Strip) -> list[tuple[str, Style | None]] | None:
    """Return each cell's letter and style; None where a letter takes other than one cell."""
    if sum(len(segment.text) for segment in strip) != strip.cell_length or not strip.text.isprintable():
        return None
    if any(cell_len(letter) != 1 for letter in set(strip.text) if not letter.isascii()):
        return None
    return [
        (letter, blank_style(segment.style) if letter == " " else segment.style)
        for segment in strip
        for letter in segment.text
    ]


class Changes(CompositorUpdate):
    """What an update changes on the terminal, found out at the moment in which it is written there."""

    def __init__(
        self, update: ChopsUpdate | LayoutUpdate, lines: SentLines, *, anew: bool, ascii_only: bool
    ) -> None:
        """``anew``: a whole screen is sent as it is, which repairs what another program wrote upon it."""
        self._update = update
        self._lines = lines
        self._anew = anew
        self._ascii = ascii_only

    def render_segments(self, console: Console) -> str:
        """Return what is to be written on the terminal."""
        update = self._update
        sent = self._whole(update) if isinstance(update, LayoutUpdate) else self._parts(update)
        text = styled_text(sent, console)
        return in_ascii(text) if self._ascii else text

    def _whole(self, update: LayoutUpdate) -> Iterator[Segment]:
        """Send a whole screen; one that was laid out again, as far as it differs."""
        if self._anew:
            self._lines.forget()
        for y, line in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in line:
                yield from self._piece(x, y, strip)
                x += strip.cell_length

    def _parts(self, update: ChopsUpdate) -> Iterator[Segment]:
        for y, first, last in update.spans:
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is None or x > last or end <= first:
                    continue
                yield from self._piece(x, y, strip.crop(0, min(end, last) - x))

    def _piece(self, x: int, y: int, strip: Strip) -> Iterator[Segment]:
        for column, changed in self._lines.to_send(x, y, strip):
            if changed.cell_length:
                yield Control.move_to(column, y).segment
                yield from changed
