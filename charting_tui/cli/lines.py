"""Lines on standard output and standard error."""

import sys
from collections.abc import Iterable, Sequence


def say(text: str = "") -> None:
    """Write a line to standard output; nowhere if that is closed."""
    if sys.stdout is not None:
        sys.stdout.write(f"{text}\n")


def complain(sentence: str) -> None:
    """Write one sentence to standard error; nowhere if that is closed."""
    if sys.stderr is not None:
        sys.stderr.write(f"charting-tui: {printable(' '.join(sentence.split()))}\n")


def printable(text: str) -> str:
    """Return text without what a terminal would obey or could not show."""
    return "".join(
        sign if sign.isprintable() or sign == " " else "\N{REPLACEMENT CHARACTER}" for sign in text
    )


def counted(number: int, name: str) -> str:
    """Return a number with the name of what is counted."""
    return f"{number} {name}{'' if number == 1 else 's'}"


def columns(rows: Iterable[Sequence[str]], *, right: Iterable[int] = ()) -> list[str]:
    """Return rows as lines with their cells aligned; ``right`` names the columns set to the right."""
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    to_right = set(right)
    return [
        "  ".join(
            cell.rjust(width) if place in to_right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]
