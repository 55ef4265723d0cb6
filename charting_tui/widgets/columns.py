"""Rows of text in columns: cut and padded by the cells that a terminal really uses."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from textual.content import Content


@dataclass(frozen=True)
class Cell:
    """One piece of a row: its text, its width in terminal cells, how it is drawn."""

    text: str
    width: int = 0
    """0: as wide as the text."""
    style: str = ""
    right: bool = False
    """Whether it stands at the right of its column, as figures do."""


def printable(text: str) -> str:
    """Return the text with everything that could move a cursor replaced by a dot."""
    return "".join(letter if letter.isprintable() else "·" for letter in text.expandtabs(4))


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """Return the text in exactly ``width`` cells: cut with an ellipsis, or padded."""
    text = printable(text)
    taken = cell_len(text)
    if taken > width:
        return set_cell_size(text, max(width - 1, 0)) + "…" if width else ""
    space = " " * (width - taken)
    return space + text if right else text + space


def row(cells: Iterable[Cell]) -> Content:
    """Return the cells side by side with one blank between them."""
    parts: list[str | tuple[str, str]] = []
    for cell in cells:
        text = fitted(cell.text, cell.width, right=cell.right) if cell.width else printable(cell.text)
        if parts:
            parts.append(" ")
        parts.append((text, cell.style) if cell.style else text)
    return Content.assemble(*parts)
