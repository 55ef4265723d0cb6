"""A real pseudo-terminal with the program in it: keys as raw bytes in, the screen as text out."""

import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, flock, ioctl
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

from .warm_start import WarmProcess, may_start_warm, start_warm

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "esc": "\x1b",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "end": "\x1b[F",
    "backspace": "\x7f",
    "f1": "\x1bOP",
    "f6": "\x1b[17~",
    "f12": "\x1b[24~",
}
ANEW = (sys.executable, "-m", "charting_tui")
"""The program, loaded from its files."""
_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[?>=<][0-9;]*(\$p|u|m|t|q)|\x1bP.*?\x1b\\|\x1b\][^\x07\x1b]*(\x07|\x1b\\)", re.DOTALL
)
_TORN = re.compile(rb"\x1b[^A-Za-z]{0,30}$")
PATIENCE = 60.0
"""Seconds to wait for what must come; nothing waits this long where all is well."""
QUIET = 0.5
"""Seconds without a byte after which a screen is taken to be drawn."""


@contextmanager
def no_book_made(arguments: Sequence[str]) -> Iterator[None]:
    """Have the clinic's book of diagnoses not made behind the screens: it takes a core for ten seconds."""
    named = dict(pairwise(arguments)).get("--data")
    if named is None or not Path(named).is_dir():
        yield
        return
    lock = os.open(Path(named) / ".book.sqlite.lock", os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        with suppress(BlockingIOError):
            flock(lock, LOCK_EX | LOCK_NB)
        yield
    finally:
        os.close(lock)


class ColdProcess:
    """A program of which the whole start belongs to the test."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def ended(self, *, wait: bool) -> int | None:
        """Return the exit code, or minus the signal that ended it; None while it goes on."""
        pid, status = os.waitpid(self.pid, 0 if wait else os.WNOHANG)
        return os.waitstatus_to_exitcode(status) if pid else None


class Terminal:
    """The program at work in a terminal of its own."""

    def __init__(
        self,
        arguments: list[str],
        home: Path,
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        program: Sequence[str] = (),
    ) -> None:
        """``program``: another than this one, or this one where its start belongs to the test (ANEW)."""
        self.columns, self.rows = size
        self.screen = pyte.Screen(self.columns, self.rows)
        self._stream = pyte.ByteStream(self.screen)
        self._held = b""
        self._lines: list[str] = []
        """The lines of the screen, unless bytes came since they were last looked at: that takes 10 ms."""
        self.raw = b""
        """Every byte that came."""
        self.status: int | None = None
        whole = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "TZ": "UTC",
            **(env or {}),
        }
        self._held_back = ExitStack()
        self._held_back.enter_context(no_book_made(arguments))
        self._process, self._master = self._started(arguments, whole, program)

    def _started(
        self, arguments: list[str], environment: dict[str, str], program: Sequence[str]
    ) -> tuple[ColdProcess | WarmProcess, int]:
        size = struct.pack("HHHH", self.rows, self.columns, 0, 0)
        if not program and may_start_warm(environment):
            master, terminal = pty.openpty()
            ioctl(master, termios.TIOCSWINSZ, size)
            return start_warm(arguments, environment, terminal), master
        words = [*(program or ANEW), *arguments]
        pid, master = pty.fork()
        if pid == 0:
            os.execve(words[0], words, environment)
        ioctl(master, termios.TIOCSWINSZ, size)
        return ColdProcess(pid), master

    @property
    def pid(self) -> int:
        return self._process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if fault is not None:
            sys.stderr.write(f"\nThe screen was:\n{self.text()}\n")
        if self.status is None:
            self.kill()
        os.close(self._master)
        self._held_back.close()

    def lines(self) -> list[str]:
        self._lines = self._lines or self.screen.display
        return self._lines

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.lines())

    def types(self, text: str) -> Self:
        return self.sends(text.encode())

    def sends(self, raw: bytes) -> Self:
        os.write(self._master, raw)
        return self

    def press(self, *keys: str) -> Self:
        for key in keys:
            raw = chr(ord(key[5]) - 96) if key.startswith("ctrl+") else KEYS.get(key, key)
            os.write(self._master, raw.encode())
        return self

    def sees(self, *texts: str) -> Self:
        for text in texts:
            self._until(partial(self._shows, text), f"“{text}” to be on the screen")
        return self

    def sees_at(self, row: int, text: str) -> Self:
        self._until(lambda: self.lines()[row].startswith(text), f"“{text}” to begin line {row}")
        return self

    def rests(self) -> Self:
        while select.select([self._master], [], [], QUIET)[0]:
            self._read()
        return self

    def _shows(self, text: str) -> bool:
        return text in self.text()

    def sees_no_more(self, text: str) -> Self:
        self._until(lambda: text not in self.text(), f"“{text}” to leave the screen")
        return self

    def row_of(self, text: str) -> str:
        return next(line for line in self.text().splitlines() if text in line)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        self._reap()

    def watch(self, seconds: float, enough: Callable[[str], bool]) -> Self:
        """Look at the screen until it shows enough, for so many seconds at most."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not enough(self.text()):
            self._read()
        return self

    def all_drawn(self) -> Self:
        """Take up what a program that was killed had sent before."""
        known = -1
        while known < len(self.raw):
            known = len(self.raw)
            self._read()
        return self

    def hang_up(self) -> None:
        os.close(self._master)
        self._master = os.open(os.devnull, os.O_RDONLY)
        self._reap()

    def ends(self) -> int:
        self._until(self._has_ended, "the program to end")
        assert self.status is not None
        return self.status

    def _has_ended(self) -> bool:
        if self.status is None:
            self.status = self._process.ended(wait=False)
        return self.status is not None

    def _reap(self) -> None:
        if self.status is None:
            self.status = self._process.ended(wait=True)

    def _until(self, holds: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                raise AssertionError(f"waited for {what}; the screen is:\n{self.text()}")
            self._read()

    def _read(self) -> None:
        ready, _, _ = select.select([self._master], [], [], 0.05)
        if not ready:
            return
        try:
            came = os.read(self._master, 65536)
        except OSError:
            return
        self.raw += came
        data = self._held + came
        torn = _TORN.search(data)
        whole = torn.start() if torn else len(data)
        self._held = data[whole:]
        self._lines = []
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data[:whole]))
