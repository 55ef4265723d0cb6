"""The grid of the printed CMS-1500, and text placed on it: 10 characters an inch, 6 lines an inch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from charting_tui.billing.paper.typesetting import Value
from charting_tui.coding.data_files import read_json
from charting_tui.records.values import Record

ACROSS = 7.2
"""Points from one character to the next."""
DOWN = 12.0
"""Points from one line to the next."""
SIZE = ACROSS * 2048 / 1233
"""Points of DejaVu Sans Mono at which a character is that wide."""
_BASELINE = 9.6
"""Points from the top of a line to the foot of its letters."""


class PrintedField(Record):
    """Where one field of the form is."""

    name: str
    item: str
    """The number of its item on the form."""
    row: int
    """From 1 at the top."""
    col: int
    """From 1 at the left."""
    length: int
    """Characters that it holds."""
    sure: bool
    """Whether the programs it was read from agree on it."""
    label: str = ""
    """What a copy for people calls it."""
    beside: int = 0
    """Points by which its label stands to the left of it; 0: above it."""


@dataclass(frozen=True)
class FormGrid:
    """The fields of the form by name, and those of its service lines."""

    left: float
    """Points from the edge of the paper to the first column."""
    top: float
    columns: int
    rows: int
    fields: Mapping[str, PrintedField]
    lines: tuple[Mapping[str, PrintedField], ...]


class PrintOffset(Record):
    """How far a printer is off, in points: what is printed moves right and down by it."""

    right: float = 0.0
    down: float = 0.0


@cache
def form_grid() -> FormGrid:
    """Return the grid as the reference data has it."""
    told = read_json("cms1500.json")
    fields = [PrintedField.model_validate(field) for field in told["fields"]]
    lines = tuple(
        {
            field["name"]: PrintedField(
                row=told["first_line_row"] + 2 * number + (0 if field["shaded"] else 1),
                **{key: value for key, value in field.items() if key != "shaded"},
            )
            for field in told["line"]
        }
        for number in range(told["lines"])
    )
    return FormGrid(
        left=told["left"],
        top=told["top"],
        columns=told["columns"],
        rows=told["rows"],
        fields={field.name: field for field in fields},
        lines=lines,
    )


def corner(field: PrintedField, offset: PrintOffset) -> tuple[float, float]:
    """Return the points from the left and the top of the page to the corner of a field."""
    grid = form_grid()
    x = grid.left + offset.right + (field.col - 1) * ACROSS
    return x, grid.top + offset.down + (field.row - 1) * DOWN


def run(field: PrintedField, text: str, offset: PrintOffset) -> Value:
    """Return text placed in its field."""
    x, y = corner(field, offset)
    return {"x": round(x, 3), "y": round(y + _BASELINE, 3), "text": text}


def box(field: PrintedField, offset: PrintOffset) -> Value:
    """Return the outline of a field."""
    x, y = corner(field, offset)
    return {"x": round(x, 3), "y": round(y, 3), "w": round(field.length * ACROSS, 3), "h": DOWN}


def small_label(x: float, y: float, text: str, size: float = 5.0) -> Value:
    """Return words in small letters at a point, for boxes and margins."""
    return {"x": round(x, 3), "y": round(y, 3), "text": text, "size": size, "font": "Open Sans"}


def page(
    runs: Sequence[Value],
    boxes: Sequence[Value] = (),
    labels: Sequence[Value] = (),
    marks: Sequence[Value] = (),
) -> Mapping[str, Value]:
    """Return one page as its template wants it."""
    return {"runs": runs, "boxes": boxes, "labels": labels, "marks": marks}
