"""A list in its frame, with what is known of the marked row beside it, or below where room is short."""

from collections.abc import Iterable

from textual.containers import Container, Vertical
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.screens.frame.base_screen import WIDE
from charting_tui.widgets.row_list import RowList

FRAME, PREVIEW = 2, 46
"""Columns of a frame, and those that the preview takes beside the list."""


def list_width(columns: int) -> int:
    """Return the cells of a row with the blanks at its ends: without the frame, and what a preview takes."""
    return columns - FRAME - (PREVIEW if columns >= WIDE else 0)


def framed_list(title: str, rows: RowList, preview: Widget) -> Iterable[Widget]:
    """Return heads and rows in a frame, a word where there are none, the preview, a remark."""
    with Container(id="listing"):
        with Vertical(id="rows-pane", classes="pane") as pane:
            pane.border_title = title
            yield Static(id="heads")
            yield rows
            yield Static(id="empty")
        with Vertical(id="beside"):
            yield preview
            remark = Static(id="remedy")
            remark.border_title = "Next"
            yield remark
