"""How far a long work is, in one line on standard error that is drawn over itself."""

import shutil
import sys
import time

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
