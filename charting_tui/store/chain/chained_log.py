"""A log in which each line holds the digest of the line before, and a seal beside it that knows the last.

A line that is changed or gone breaks the chain. Lines cut off at the end leave the chain whole, so the digest
of the last line is written into the seal after it; a crash between the two leaves the seal one write behind.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

from charting_tui.records.canonical import canonical, digest
from charting_tui.store.disk import append_line, saving
from charting_tui.store.locks import Locks

WINDOW = 1 << 20
"""Bytes at the end of a log in which a line is looked for."""
_LONGEST = 4096
"""No line is longer, in bytes."""
_DIGEST = 64
"""Characters of a digest."""


class ChainedLog:
    """One log of a clinic, which any login may add to."""

    def __init__(self, path: Path, locks: Locks) -> None:
        self.path = path
        self._locks = locks

    @property
    def seal(self) -> Path:
        """Where the digest of the last line is."""
        return self.path.with_suffix(".seal")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the log, so that no one adds to it."""
        with self._locks.held(self.path.stem):
            yield

    def append(self, values: Sequence[Mapping[str, Any]], at: datetime) -> None:
        """Add lines, each chained to the one before, and seal the last when all are durable.

        A torn last line is cut away first, and the cut recorded.
        """
        if not values:
            return
        with self.held(), saving():
            last, before = self._last_digest(at), ""
            lines = []
            for one in values:
                line = canonical({**one, "before": last})
                last, before = digest(line), last
                lines.append(line.encode())
            append_line(self.path, b"\n".join(lines), sync=True)
            self._write_seal(Seal(last, before))

    def content(self) -> bytes | None:
        """Return all of it, or None where there is no file."""
        try:
            return self.path.read_bytes()
        except OSError:
            return None

    def begin_with(self, lines: Sequence[bytes], seal: "Seal") -> None:
        """Begin an empty log with the lines of another and what its seal knows."""
        if lines:
            with self.held():
                append_line(self.path, b"\n".join(lines), sync=True)
                self._write_seal(seal)

    def lines_with(self, sign: bytes) -> Iterator[bytes]:
        """Yield the lines in which these bytes stand, the first first."""
        with suppress(FileNotFoundError), self.path.open("rb") as log:
            yield from (line for line in log if sign in line)

    def sealed(self) -> "Seal":
        """Return what the seal knows."""
        return read_seal(self.seal)

    def records(self, head: str) -> bool:
        """Whether the head of a file's event is among the newest lines."""
        tail = self.tail()
        finished = tail[: tail.rfind(b"\n") + 1]
        return f'"head":"{head}"'.encode() in finished

    def tail(self, size: int = WINDOW) -> bytes:
        """Return so many bytes of the end."""
        try:
            with self.path.open("rb") as log:
                end = log.seek(0, os.SEEK_END)
                log.seek(max(0, end - size))
                return log.read()
        except FileNotFoundError:
            return b""

    def last_line(self, *, durable: bool) -> str:
        """Return the digest of the last whole line, or nothing.

        ``durable``: the last that is on the disk for certain, which is the one before where someone is
        just now adding a line.
        """
        tail = self.tail(_LONGEST * 4)
        lines = tail[: tail.rfind(b"\n") + 1].splitlines()
        if durable and lines and not self._locks.is_free(self.path.stem):
            lines.pop()
        return digest(lines[-1].decode(errors="replace")) if lines else ""

    def _last_digest(self, at: datetime) -> str:
        """Return the digest of the last whole line; what is torn or was cut off is recorded in a new one."""
        tail = self.tail(_LONGEST * 4)
        torn = len(tail) - tail.rfind(b"\n") - 1
        lines = tail[: len(tail) - torn].splitlines()
        last = whole = self._digest_of(lines[-1], torn) if lines else ""
        if torn:
            with self.path.open("r+b") as log:
                log.truncate(self.path.stat().st_size - torn)
                os.fsync(log.fileno())
            last = self._note({"at": at.isoformat(), "before": last, "unfinished": torn})
        sealed = read_seal(self.seal)
        if sealed.last in {"", last} or self._has(sealed.last):
            return last
        if torn and sealed.before == whole:
            return last
        return self._note({"at": at.isoformat(), "before": last, "cut": sealed.last})

    def _digest_of(self, line: bytes, torn: int) -> str:
        """Return a line's digest; of a line from before there was a chain, that of the whole log up to it."""
        if b'"before":' in line:
            return digest(line.decode(errors="replace"))
        text = self.path.read_bytes()
        return digest(text[: len(text) - torn].decode(errors="replace"))

    def _note(self, values: dict[str, Any]) -> str:
        line = canonical(values)
        append_line(self.path, line.encode(), sync=True)
        return digest(line)

    def _has(self, sealed: str) -> bool:
        with suppress(FileNotFoundError), self.path.open("rb") as log:
            return any(digest(line.rstrip(b"\n").decode(errors="replace")) == sealed for line in log)
        return False

    def _write_seal(self, seal: "Seal") -> None:
        file = os.open(self.seal, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            os.pwrite(file, f"{seal.last:{_DIGEST}} {seal.before:{_DIGEST}}\n".encode(), 0)
        finally:
            os.close(file)


@dataclass(frozen=True)
class Seal:
    """The digests of the last line and of the one before it; empty where there is none."""

    last: str
    before: str


def read_seal(path: Path) -> Seal:
    """Return what a log's seal knows; nothing where there is no seal."""
    with suppress(OSError):
        text = path.read_text(errors="replace")
        return Seal(text[:_DIGEST].strip(), text[_DIGEST + 1 : 2 * _DIGEST + 1].strip())
    return Seal("", "")


@dataclass(frozen=True)
class LogLine:
    """One line of a log, as far as it could be read."""

    text: str
    values: dict[str, Any]
    """Empty where the line is not a record."""
    whole: bool = True
    """False for a last line that was never finished."""

    @cached_property
    def digest(self) -> str:
        """What the next line names it by."""
        return digest(self.text)

    @property
    def chained(self) -> bool:
        """Whether it names the line before; looks were not chained once."""
        return "before" in self.values


def read_lines(path: Path) -> list[LogLine]:
    """Return every line of a log, the first first."""
    try:
        return lines_of(path.read_bytes())
    except FileNotFoundError:
        return []


def lines_of(text: bytes) -> list[LogLine]:
    """Return the lines of a log's text."""
    *lines, rest = text.split(b"\n")
    found = [_read(line) for line in lines]
    return [*found, LogLine(rest.decode(errors="replace"), {}, whole=False)] if rest else found


def _read(line: bytes) -> LogLine:
    try:
        values = orjson.loads(line)
    except orjson.JSONDecodeError:
        values = {}
    return LogLine(line.decode(errors="replace"), values if isinstance(values, dict) else {})
