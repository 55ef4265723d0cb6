"""The clinic's chain: which event was the last of each chart and of each other file that keeps its events.

A head names a file's last event, and through its chain all before it.
"""

import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from charting_tui.records.canonical import canonical, digest
from charting_tui.store.engine import ChainLog

_EVERY = 60.0
"""Seconds between two lines that name the last look."""


def head_line(chart: str, event: int, head: str, at: str) -> dict[str, Any]:
    """Return the line for a chart's event; a chart is named by its client, another file by its path."""
    return {"at": at, "file" if "." in chart else "chart": chart, "event": event, "head": head}


def line_digest(line: Mapping[str, Any], before: str) -> str:
    """Return the digest of a line that stands after the one of digest ``before``."""
    return digest(canonical({**line, "before": before}))


class Heads:
    """The log of one clinic, as one login adds to it."""

    def __init__(self, log: ChainLog, looks: ChainLog) -> None:
        self.log = log
        self.looks = looks
        """Who looked at what."""
        self._recorded: dict[str, str] = {}
        self._named_look = ("", -_EVERY)
        """The look that was named last, and when, in seconds of the monotonic clock."""

    def catch_up(self, chart: str, event: int, head: str, at: datetime) -> None:
        """Record a file's last event if it is not recorded yet. The caller holds the file's lock.

        ``at`` is when the event was, so that the line is the one that a crash left out.
        """
        if not event or self._recorded.get(chart) == head or self.log.records(head):
            return
        self.record(chart, event, head, at)

    def record(self, chart: str, event: int, head: str, at: datetime) -> None:
        """Add a file's head to the chain."""
        self.log.append([{**head_line(chart, event, head, at.isoformat()), **self._looked()}], at)
        self._recorded[chart] = head

    def record_all(self, heads: list[tuple[str, int, str]], at: datetime) -> None:
        """Add many heads at once, with one look at the disk."""
        self.log.append([head_line(*one, at.isoformat()) for one in heads], at)

    def begin_import(self, at: datetime) -> None:
        """Say that new charts are being written whose events are all of that moment."""
        self.log.append([{"at": at.isoformat(), "import": "begun"}], at)

    def record_restored(self, chart: str, event: int, head: str, at: datetime, copy: int) -> None:
        """Add the head of a chart of which an older copy was put back, and that the copy ended at an event.

        What the chain knows of later events of the chart before was given up with it.
        """
        line = {**head_line(chart, event, head, at.isoformat()), "restored": copy}
        self.log.append([line], at)
        self._recorded[chart] = head

    def _looked(self) -> dict[str, str]:
        """Return what names the last look in a line, at most once in a minute."""
        known, then = self._named_look
        now = time.monotonic()
        if now - then < _EVERY:
            return {}
        look = self.looks.last_line(durable=True)
        self._named_look = (look, now)
        return {"access": look} if look and look != known else {}
