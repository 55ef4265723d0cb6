"""Why something handed in is not taken: a whole file, or one row of it."""

from dataclasses import dataclass

from charting_tui.errors import BadInput


@dataclass(frozen=True)
class RowRefused:
    """A row, or an event of a calendar, that cannot be read; the others can."""

    line: int
    reason: str


def refused(name: str, line: int, reason: str) -> BadInput:
    """Return the refusal of a whole file for what stands in one of its lines."""
    return BadInput(f"{name}, line {line}: {reason} Nothing was changed.")


def shown(text: str, longest: int = 40) -> str:
    """Return a piece of the file as it can stand in a sentence."""
    words = " ".join(text.split())
    return words if len(words) <= longest else f"{words[: longest - 1]}…"
