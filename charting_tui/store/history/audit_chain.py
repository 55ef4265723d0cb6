"""The clinic's chain of chart heads: one line for each save, each line chained to the one before.

A head names a chart's last event, and through its chain all before it: a missing line between two
others loses nothing, and a line written twice says nothing new.
"""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from charting_tui.records.canonical import canonical, digest
from charting_tui.store.disk import append_line, saving
from charting_tui.store.locks import Locks

_WINDOW = 1 << 20
"""Bytes at the end of the log in which a chart's last head is looked for; older ones are written again."""
_LONGEST = 4096
"""No line is longer, in bytes."""


@dataclass(frozen=True)
class Head:
    """One line of the log, as far as it could be read."""

    text: str
    values: dict[str, Any]
    """Empty where the line is not a record."""
    whole: bool
    """False for a last line that was never finished."""


class Heads:
    """The log of one clinic."""

    def __init__(self, path: Path, locks: Locks) -> None:
        self._path = path
        self._locks = locks
        self._recorded: dict[str, str] = {}

    def catch_up(self, chart: str, event: int, head: str, at: datetime) -> None:
        """Record a chart's last event if it is not recorded yet. The caller holds the chart's lock."""
        if not event or self._recorded.get(chart) == head or self._is_recorded(head):
            return
        self.record(chart, event, head, at)

    def record(self, chart: str, event: int, head: str, at: datetime) -> None:
        """Add a chart's head to the chain."""
        with self._locks.held("heads"):
            self._append({"at": at.isoformat(), "chart": chart, "event": event, "head": head})
        self._recorded[chart] = head

    def record_all(self, heads: list[tuple[str, int, str]], at: datetime) -> None:
        """Add many heads at once, with one look at the disk."""
        with self._locks.held("heads"), saving():
            before = self._last_line(at)
            lines = []
            for chart, event, head in heads:
                line = {"at": at.isoformat(), "chart": chart, "event": event, "head": head}
                before = canonical({**line, "before": digest(before) if before else ""})
                lines.append(before.encode())
            if lines:
                append_line(self._path, b"\n".join(lines), sync=True)

    def _append(self, line: dict[str, Any]) -> None:
        before = self._last_line(datetime.fromisoformat(line["at"]))
        append_line(
            self._path, canonical({**line, "before": digest(before) if before else ""}).encode(), sync=True
        )

    def _last_line(self, at: datetime) -> str:
        """Return the last whole line; a torn one is cut, and the cut recorded."""
        tail = self._tail(_LONGEST * 2)
        torn = len(tail) - tail.rfind(b"\n") - 1
        lines = tail.splitlines()
        if not torn:
            return lines[-1].decode(errors="replace") if lines else ""
        whole = lines[-2].decode(errors="replace") if len(lines) > 1 else ""
        with saving(), self._path.open("r+b") as log:
            log.truncate(self._path.stat().st_size - torn)
            os.fsync(log.fileno())
        cut = canonical({"at": at.isoformat(), "before": digest(whole) if whole else "", "unfinished": torn})
        append_line(self._path, cut.encode())
        return cut

    def _is_recorded(self, head: str) -> bool:
        tail = self._tail(_WINDOW)
        finished = tail[: tail.rfind(b"\n") + 1]
        return f'"head":"{head}"'.encode() in finished

    def _tail(self, size: int) -> bytes:
        try:
            with self._path.open("rb") as log:
                end = log.seek(0, os.SEEK_END)
                log.seek(max(0, end - size))
                return log.read()
        except FileNotFoundError:
            return b""


def read_heads(path: Path) -> list[Head]:
    """Return every line of the log, the first first."""
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return []
    *lines, rest = text.split(b"\n")
    heads = [_read(line) for line in lines]
    return [*heads, Head(rest.decode(errors="replace"), {}, whole=False)] if rest else heads


def _read(line: bytes) -> Head:
    try:
        values = orjson.loads(line)
    except orjson.JSONDecodeError:
        values = {}
    return Head(line.decode(errors="replace"), values if isinstance(values, dict) else {}, whole=True)
