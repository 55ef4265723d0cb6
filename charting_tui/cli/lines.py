"""What a command reads and writes: files that are named to it, lines on standard output and error."""

import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from charting_tui.errors import BadInput


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


def not_a_formula(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell


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


_EVERY = 0.2
"""Seconds between two drawings."""
_WIDTH = 30
_SOON = 90
"""Up to this many seconds are told as seconds."""


class ProgressLine:
    """The line; nothing is drawn where standard error is no terminal."""

    def __init__(self, things: str) -> None:
        self._things = things
        self._begun = self._drawn = time.monotonic()
        self._shown = bool(sys.stderr and sys.stderr.isatty())

    def __call__(self, done: int, total: int) -> None:
        """Draw how many are done of how many, and about how long the rest takes."""
        now = time.monotonic()
        if not self._shown or (now - self._drawn < _EVERY and done < total):
            return
        self._drawn = now
        whole = _WIDTH * done // max(1, total)
        left = duration((now - self._begun) * (total - done) / max(1, done))
        line = f"{'█' * whole}{'·' * (_WIDTH - whole)} {done:,} of {total:,} {self._things}, {left} left"
        self._draw(line)

    def tell(self, words: str) -> None:
        """Draw words in the place of the line, until there is something to tell again."""
        if self._shown:
            self._draw(words)

    def end(self) -> None:
        """Wipe the line."""
        if self._shown:
            self._draw("")

    def _draw(self, line: str) -> None:
        columns = shutil.get_terminal_size().columns - 1
        sys.stderr.write(f"\r{line[:columns].ljust(columns)}\r")
        sys.stderr.flush()


def duration(seconds: float) -> str:
    """Return a time in words: seconds, or minutes from a minute and a half on."""
    return f"{seconds:.0f} s" if seconds < _SOON else f"{seconds / 60:.0f} min"


def size(count: float) -> str:
    """Return a number of bytes in words."""
    return f"{count / 1e6:.0f} MB" if count < 1e9 else f"{count / 1e9:.1f} GB"  # noqa: PLR2004


_LARGEST = 1_000_000
"""Bytes; more words than any clinic has."""
_NOT_YOURS = "you can't read {}. Ask its owner, or give another file."


def look_at(file: Path) -> int:
    """Return a file's size; BadInput names it, what is wrong with it and the remedy."""
    try:
        if file.is_dir():
            raise BadInput(f"{file} is a folder. Give a file in it.")
        size = file.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        raise BadInput(f"There is no file {file}. Check its name.") from None
    except PermissionError:
        raise BadInput(_NOT_YOURS.format(file)) from None
    except (OSError, ValueError):
        raise BadInput(f"“{file}” isn't a file name. Check it.") from None
    if not os.access(file, os.R_OK):
        raise BadInput(_NOT_YOURS.format(file))
    return size


def bytes_of(file: Path, largest: int) -> bytes:
    """Return the content of a file of so many bytes at most; BadInput says why it can't be read."""
    if look_at(file) > largest:
        raise BadInput(f"{file} is larger than {largest // 1_000_000} MB. Give another file.")
    try:
        return file.read_bytes()
    except OSError as fault:
        reason = (fault.strerror or "it can't be read").lower()
        raise BadInput(f"{file} couldn't be read to the end ({reason}). Try again.") from None


def text_of(file: Path) -> str:
    """Return the text of a small file; BadInput says why it can't be read."""
    try:
        return bytes_of(file, _LARGEST).decode("utf-8")
    except UnicodeDecodeError:
        raise BadInput(f"{file} isn't UTF-8 text. Save it as UTF-8 and try again.") from None


_NAMED = 12
"""Lines that a sentence names; of more it says how many there are."""


def source_line(source: str, kind: str, *, not_read: Sequence[str], order: str) -> Iterator[str]:
    """Give what is to be known of how a file was read."""
    if source:
        yield f"Recognized as a {kind} from {source}."
    if not_read:
        it = "it" if len(not_read) == 1 else "them"
        yield printable(f"Not imported: {', '.join(not_read)}. Name {it} with --columns.")
    if order:
        yield f"Dates were read as {order}."


def refused_lines(lines: Sequence[int], what: str) -> str:
    """Return the end of a summary that counts and names lines, or nothing where there are none."""
    if not lines:
        return ""
    named = sorted(lines)[:_NAMED]
    more = f" and {len(lines) - _NAMED} more" if len(lines) > _NAMED else ""
    return (
        f"; {len(lines)} {what} ({'line' if len(lines) == 1 else 'lines'} {', '.join(map(str, named))}{more})"
    )
