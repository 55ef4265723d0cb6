"""The clinic's chain of chart heads, and what it proves: whether charts are what their histories say.

A head names a chart's last event, and through its chain all before it: a missing line between two
others loses nothing, and a line written twice says nothing new.
"""

import os
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from charting_tui.records.canonical import canonical, digest
from charting_tui.store.chart_files.chart_tables import RECORDS, name_of
from charting_tui.store.chart_files.charts import Charts
from charting_tui.store.chart_files.tinydb_files import Tables
from charting_tui.store.disk import append_line, saving
from charting_tui.store.locks import Locks
from charting_tui.store.refusals import ChartDamaged, ChartMissing

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
        self.path = path
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
                append_line(self.path, b"\n".join(lines), sync=True)

    def record_restored(self, chart: str, event: int, head: str, at: datetime, copy: int) -> None:
        """Add the head of a chart that was restored from a copy which ended at an event.

        What the chain knows of later events of the chart before was given up with it.
        """
        line = {"at": at.isoformat(), "chart": chart, "event": event, "head": head, "restored": copy}
        with self._locks.held("heads"):
            self._append(line)
        self._recorded[chart] = head

    def _append(self, line: dict[str, Any]) -> None:
        before = self._last_line(datetime.fromisoformat(line["at"]))
        append_line(
            self.path, canonical({**line, "before": digest(before) if before else ""}).encode(), sync=True
        )

    def _last_line(self, at: datetime) -> str:
        """Return the last whole line; a torn one is cut, and the cut recorded."""
        tail = self._tail(_LONGEST * 2)
        torn = len(tail) - tail.rfind(b"\n") - 1
        lines = tail.splitlines()
        if not torn:
            return lines[-1].decode(errors="replace") if lines else ""
        whole = lines[-2].decode(errors="replace") if len(lines) > 1 else ""
        with saving(), self.path.open("r+b") as log:
            log.truncate(self.path.stat().st_size - torn)
            os.fsync(log.fileno())
        cut = canonical({"at": at.isoformat(), "before": digest(whole) if whole else "", "unfinished": torn})
        append_line(self.path, cut.encode())
        return cut

    def _is_recorded(self, head: str) -> bool:
        tail = self._tail(_WINDOW)
        finished = tail[: tail.rfind(b"\n") + 1]
        return f'"head":"{head}"'.encode() in finished

    def _tail(self, size: int) -> bytes:
        try:
            with self.path.open("rb") as log:
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


def last_recorded(path: Path, chart: str) -> int:
    """Return the number of the last event that the log knows of a chart; 0 where it knows none."""
    lines = (line.values for line in read_heads(path) if _names_a_head(line))
    return max((line["event"] for line in lines if line["chart"] == chart), default=0)


def _read(line: bytes) -> Head:
    try:
        values = orjson.loads(line)
    except orjson.JSONDecodeError:
        values = {}
    return Head(line.decode(errors="replace"), values if isinstance(values, dict) else {}, whole=True)


@dataclass(frozen=True)
class Verdict:
    """What verification found."""

    faults: tuple[str, ...]
    """What should not be: one sentence each, with ids and never names."""
    remarks: tuple[str, ...]
    """What is unfinished but whole."""
    charts: int
    events: int

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify_clinic(log: Path, charts: Charts) -> Verdict:
    """Recompute every chart's chain, and compare each with the heads recorded of it."""
    chain = read_heads(log)
    faults, remarks = _verify_chain(chain)
    recorded = _recorded(chain)
    events = 0
    here = charts.stamps()
    for client in sorted({*here, *recorded}):
        try:
            with charts.tables(client) as tables:
                faults += verify_chart(client, tables)
                digests = _event_digests(tables)
        except ChartMissing:
            faults.append(f"Chart {client}: the clinic's chain knows it, and its file is gone.")
            continue
        except ChartDamaged as fault:
            faults.append(fault.sentence)
            continue
        events += len(digests)
        more_faults, more_remarks = verify_heads(client, digests, recorded[client])
        faults += more_faults
        remarks += more_remarks
    return Verdict(tuple(faults), tuple(remarks), len(here), events)


def verify_chart(client: str, tables: Tables) -> list[str]:
    """Return one sentence for each event or record of a chart that is not as its history left it."""
    faults: list[str] = []
    before, last = "", {}
    for place, (number, event) in enumerate(sorted(tables.rows("history").items()), 1):
        if number != place or event.get("number") != place:
            faults.append(f"Chart {client}: event {place} is missing from the history.")
            break
        if event.get("before") != before:
            faults.append(f"Chart {client}: event {place} does not follow from the one before it.")
        before = digest(canonical(event))
        last.update(event.get("after", {}))
    now = {
        name_of(table, number, row): digest(canonical(row))
        for table in RECORDS
        for number, row in tables.rows(table).items()
    }
    faults += [f"Chart {client}: {name} was removed." for name in last if name not in now]
    faults += [f"Chart {client}: {name} was put in without an event." for name in now if name not in last]
    faults += [
        f"Chart {client}: {name} was changed after its last event."
        for name, found in now.items()
        if name in last and last[name] != found
    ]
    faults += [
        f"Chart {client}: the signed text of visit {row['visit']} is not the text that was signed."
        for row in tables.rows("signed").values()
        if digest(row["text"]) != row["signature"]["digest"]
    ]
    return faults


def verify_heads(
    client: str, digests: Mapping[int, str], recorded: list[tuple[int, str]]
) -> tuple[list[str], list[str]]:
    """Return faults and remarks: each recorded head must be contained in the chart's own chain.

    Two heads of one number are two histories, of which the chart can only have one.
    """
    last = max(digests, default=0)
    faults = []
    for number, head in dict.fromkeys(recorded):
        if number > last:
            faults.append(
                f"Chart {client}: the clinic's chain knows event {number}, and the chart ends at {last}; "
                "an older copy was put back."
            )
        elif digests.get(number) != head:
            faults.append(f"Chart {client}: event {number} is not the one the clinic's chain recorded.")
    missing = last - max((number for number, _ in recorded), default=0)
    events = "1 event" if missing == 1 else f"{missing} events"
    remarks = [f"Chart {client}: {events} not yet in the clinic's chain."] if missing > 0 else []
    return faults, remarks


def _verify_chain(chain: list[Head]) -> tuple[list[str], list[str]]:
    faults, remarks = [], []
    before = ""
    for place, line in enumerate(chain, 1):
        if not line.whole:
            remarks.append("The clinic's chain ends in an unfinished line; the next save clears it away.")
            continue
        if not line.values or not ("unfinished" in line.values or _names_a_head(line)):
            faults.append(f"Line {place} of the clinic's chain cannot be read.")
        elif line.values.get("before") != before:
            faults.append(f"Line {place} of the clinic's chain does not follow from the one before it.")
        if "unfinished" in line.values:
            remarks.append(
                f"Line {place} of the clinic's chain records that an unfinished line was cut away."
            )
        before = digest(line.text)
    return faults, remarks


def _recorded(chain: list[Head]) -> defaultdict[str, list[tuple[int, str]]]:
    recorded: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for line in chain:
        if _names_a_head(line):
            chart, copy = line.values["chart"], line.values.get("restored")
            if isinstance(copy, int):
                recorded[chart] = [one for one in recorded[chart] if one[0] <= copy]
            recorded[chart].append((line.values["event"], line.values["head"]))
    return recorded


def _names_a_head(line: Head) -> bool:
    chart, event, head = (line.values.get(name) for name in ("chart", "event", "head"))
    return isinstance(chart, str) and isinstance(event, int) and isinstance(head, str)


def _event_digests(tables: Tables) -> dict[int, str]:
    return {number: digest(canonical(row)) for number, row in tables.rows("history").items()}
