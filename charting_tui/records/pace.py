"""What a note takes at the keyboard: counts alone, of nobody and of nothing that was typed."""

from charting_tui.records.values import Day, Record
from charting_tui.records.visit import VisitKind


class Strokes(Record):
    """Keys and active seconds so far."""

    keys: int = 0
    seconds: float = 0.0


class NotePace(Record):
    """One signed note."""

    day: Day
    """Of the signature."""
    kind: VisitKind
    lines: int
    """How many code lines it has."""
    keys: int
    seconds: int
    """From opening to signature; a minute without a key does not count."""
