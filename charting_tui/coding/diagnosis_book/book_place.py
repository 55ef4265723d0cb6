"""Where a book of diagnoses lies: opened as soon as it is there, made in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from charting_tui.coding.diagnosis_book.book import DiagnosisBook, open_book, up_to_date

MADE_ELSEWHERE = 3
"""Exit code of a making that another process is busy with."""
_MAKE = (sys.executable, "-P", "-m", "charting_tui.coding.diagnosis_book.book_making")


class BookPlace:
    """One file with a book, or the place for it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._book: DiagnosisBook | None = None
        self._seen: tuple[int, int] | None = None
        self._maker: subprocess.Popen[bytes] | None = None

    @property
    def book(self) -> DiagnosisBook | None:
        """The book, or None while there is none; nothing is waited for."""
        if self._book is None or self._book.lost:
            self._book = self._opened()
        return self._book

    def start_making(self) -> None:
        """Start a process that makes the book, unless it is there or this login has one at work on it."""
        idle = self._maker is None or self._maker.poll() is not None
        if idle and not up_to_date(self.book):
            self._maker = subprocess.Popen(  # noqa: S603  our own module
                [*_MAKE, str(self._path)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    def make(self, tell: Callable[[int, int], None]) -> int:
        """Make the book and wait for it, told how far it is; return the maker's exit code."""
        with subprocess.Popen(  # noqa: S603  our own module
            [*_MAKE, str(self._path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as maker:
            for line in maker.stdout or ():
                done, _, number = line.partition(" ")
                tell(int(done), int(number))
        return maker.returncode

    def _opened(self) -> DiagnosisBook | None:
        """Open the file, unless it is the one that could not be opened before."""
        try:
            found = os.stat(self._path)  # noqa: PTH116  asked at every key
        except OSError:
            return None
        seen = (found.st_ino, found.st_mtime_ns)
        if seen == self._seen:
            return None
        self._seen = seen
        return open_book(self._path)


def shared_book() -> Path:
    """Return the place of a book for commands that are about no clinic."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111  never raises
    return Path(home).absolute() / "charting-tui" / "book.sqlite"
