"""Checks a demo clinic made by the real command line: ``python -m tests.demo_check``."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from charting_tui.records.claim import ClaimState
from charting_tui.records.visit import VisitState
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.summary import Bucket, buckets_on, head_line
from charting_tui.worklist.unbilled import is_unbilled

NOW = "2026-11-23T14:05:00-08:00"
CLIENTS = 200


class CheckFailedError(Exception):
    """Something that the demo promises is not so."""


def main() -> int:
    """Make the clinic, run every check, print a line for each, and return how it went."""
    failed = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "demo"
        os.environ["CHARTING_NOW"] = NOW
        for name, check in _checks(folder):
            try:
                told = check()
            except (CheckFailedError, subprocess.SubprocessError, ValueError) as fault:
                failed += 1
                told = f"FAILED: {fault}"
            sys.stdout.write(f"{name}: {told}\n")
    return 1 if failed else 0


def _checks(folder: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    yield "demo", lambda: _command("demo", str(folder), "--no-open").splitlines()[0]
    yield "clients", lambda: _clients(folder)
    yield "states", lambda: _states(folder)
    yield "buckets", lambda: _buckets(folder)
    yield "unbilled", lambda: _unbilled(folder)
    yield "check", lambda: _findings(folder)
    yield "reindex", lambda: _same_after_reindex(folder)
    yield "verify", lambda: _command("verify", "--data", str(folder)).strip()
    yield "screens", lambda: asyncio.run(_screens(folder))


def _command(*words: str, codes: tuple[int, ...] = (0,)) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "charting_tui", *words],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=120,
        check=False,
    )
    _require(done.returncode in codes, f"{words[0]} ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise CheckFailedError(otherwise)


def _open(folder: Path) -> ChartStore:
    return ChartStore.open(folder, person="kim", read_clock=lambda: datetime.fromisoformat(NOW))


def _clients(folder: Path) -> str:
    store = _open(folder)
    count = len(store.find_clients("", limit=10_000))
    store.close()
    _require(count == CLIENTS, f"{count} clients instead of {CLIENTS}")
    return str(count)


def _states(folder: Path) -> str:
    store = _open(folder)
    states: Counter[str] = Counter()
    claims: Counter[str] = Counter()
    for client in {row.client for row in store.summaries()}:
        for kept in store.chart(client).visits:
            states[kept.visit.state.value] += 1
            claims[kept.claim.state.value] += 1
    store.close()
    _require(
        set(states) == {state.value for state in VisitState} - {"entered in error"},
        f"visits are only {sorted(states)}",
    )
    _require(set(claims) == {state.value for state in ClaimState}, f"claims are only {sorted(claims)}")
    return ", ".join(f"{state} {count}" for state, count in states.most_common())


def _buckets(folder: Path) -> str:
    store = _open(folder)
    today = store.clock.today()
    rows = store.summaries()
    store.close()
    buckets = buckets_on(today, rows)
    kept = sum(row.day == today and row.state.kept for row in rows)
    _require(buckets.visits == kept, f"buckets hold {buckets.visits} visits, {kept} are kept")
    empty = [
        bucket.value for bucket in Bucket if bucket is not Bucket.DENIED and not buckets.tally(bucket).visits
    ]
    _require(not empty, f"nothing is {' or '.join(empty)} today")
    return head_line(buckets)


def _unbilled(folder: Path) -> str:
    store = _open(folder)
    today = store.clock.today()
    expected = [row.visit for row in store.summaries() if is_unbilled(row, today)]
    store.close()
    listed = json.loads(_command("unbilled", "--all", "--format", "json", "--data", str(folder)))
    _require([visit["visit"] for visit in listed] == expected, "the list is not that of the charts")
    return f"{len(listed)} visits, {sum(bool(visit['causes']) for visit in listed)} with causes"


def _findings(folder: Path) -> str:
    found = json.loads(_command("check", "--all", "--format", "json", "--data", str(folder), codes=(1,)))
    severities = Counter(finding["severity"] for finding in found)
    _require(severities["blocks"] > 0, "nothing blocks")
    return ", ".join(f"{severity} {count}" for severity, count in sorted(severities.items()))


def _same_after_reindex(folder: Path) -> str:
    before = _command("unbilled", "--all", "--data", str(folder))
    told = _command("reindex", "--data", str(folder)).strip()
    _require(_command("unbilled", "--all", "--data", str(folder)) == before, "the index changed its mind")
    return told


async def _screens(folder: Path) -> str:
    from charting_tui.app import ChartingApp  # noqa: PLC0415 - the screens are the last thing to be checked

    store = _open(folder)
    app = ChartingApp(store)
    try:
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            name = type(app.screen).__name__
    finally:
        store.close()
    _require(name == "TodayScreen", f"they open at {name}")
    return f"open at {name}"


if __name__ == "__main__":
    sys.exit(main())
