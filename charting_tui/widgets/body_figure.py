"""The body in text, from the front and from the back, with what is marked on it and where the cursor is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content

from charting_tui.records.visit import AreaFinding
from charting_tui.shorthand.body_chart.body_map import MIDLINE, VIEWS, WIDTH, Body, Stop, View
from charting_tui.shorthand.body_chart.body_marks import as_said, sign_of
from charting_tui.shorthand.dialect.amounts import Side
from charting_tui.widgets.body_outline import OUTLINES
from charting_tui.widgets.row_list import Cell, row

FIGURES = 2 * WIDTH + 1
"""Columns that both views take."""
SIGNS = "* trigger points  o other finding  - looked for, not there  ? side not given"
_LINE, _MARK, _CURSOR = "$text-disabled", "bold $text-accent", "bold $mark-text on $mark-background"
_LETTERS: dict[Side, str] = {"left": "L", "right": "R", "both": "B", "": " "}
_LETTER_ROW, _LETTER_ASIDE = 4, 8
_NAME = 40
_NO_SIDE = "?"
"""Stands on both sides where a finding's side is not told."""

_Piece = tuple[int, str, str]
"""A column, the text that stands there, and how it is drawn."""


def figures(
    body: Body, found: Iterable[AreaFinding], cursor: Sequence[Stop] = (), *, in_ascii: bool = False
) -> Content:
    """Draw both views side by side; ``in_ascii`` for a terminal that knows no other signs."""
    outlines = body.figures if in_ascii else OUTLINES
    marks = _marks(body, found)
    drawn = [list(_view(outlines[view], view, marks, cursor)) for view in VIEWS]
    lines = [Content(" ").join(pair) for pair in zip(*drawn, strict=True)]
    return Content("\n").join(lines)


def _marks(body: Body, found: Iterable[AreaFinding]) -> dict[tuple[View, int], list[_Piece]]:
    cells: defaultdict[Stop, list[AreaFinding]] = defaultdict(list)
    for one in found:
        for stop in body.stops_of(one.area, one.side):
            cells[stop].append(one)
    pieces: defaultdict[tuple[View, int], list[_Piece]] = defaultdict(list)
    for stop, findings in cells.items():
        grade, sign = sign_of(findings)
        untold = any(stop.side and not one.side for one in findings)
        mark = (stop.spot.column(stop.side), f"{grade}{_NO_SIDE if untold else sign}", _MARK)
        pieces[stop.spot.view, stop.spot.row].append(mark)
    return pieces


def _view(
    outline: Sequence[str], view: View, marks: dict[tuple[View, int], list[_Piece]], cursor: Sequence[Stop]
) -> Iterator[Content]:
    right, left = ("R", "L") if view == "front" else ("L", "R")
    for number, line in enumerate(outline):
        pieces: list[_Piece] = [(0, view, _LINE)] if number == 0 else []
        if number == _LETTER_ROW:
            pieces += [(MIDLINE - _LETTER_ASIDE, right, _LINE), (MIDLINE + _LETTER_ASIDE, left, _LINE)]
        pieces += marks.get((view, number), [])
        for stop in cursor:
            if (stop.spot.view, stop.spot.row) == (view, number):
                column = stop.spot.column(stop.side)
                text = next((text for at, text, _ in pieces if at == column), "")
                pieces = [piece for piece in pieces if piece[0] != column]
                pieces.append((column - 1, f"[{text:2}]", _CURSOR))
        yield _with_pieces(line.ljust(WIDTH), pieces)


def _with_pieces(line: str, pieces: Iterable[_Piece]) -> Content:
    parts: list[tuple[str, str]] = []
    at = 0
    for column, text, style in sorted(pieces):
        parts += [(line[at:column], _LINE), (text, style)]
        at = column + cell_len(text)
    return Content.assemble(*parts, (line[at:], _LINE))


def mark_rows(body: Body, found: Iterable[AreaFinding], width: int) -> Iterator[Content]:
    """List what is marked, a line for each area and side; what is not drawn stands here alone."""
    for (area, side), findings in as_said(found).items():
        grade, sign = sign_of(findings)
        name = area if body.spot_of(area) else f"{area} (not drawn)"
        yield row(
            [Cell(_LETTERS[side], 1), Cell(name, min(width - 5, _NAME)), Cell(f"{grade:1}{sign}", 2, _MARK)]
        )
