"""Runs every measurement, prints it, and writes ``docs/benchmarks.md``: ``make bench``."""

import os
import platform
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.claims import measure_claims
from bench.clinics import make_clinic
from bench.finding import measure_finding, measure_judging_again
from bench.judging import measure_checking, measure_rules
from bench.logins import measure_logins
from bench.quick_line import measure_quick_line
from bench.record import measure_history, measure_proving
from bench.saves import measure_saves
from bench.screens import measure_screens
from bench.slow_line import measure_slow_line
from bench.table import Table
from bench.waiting import measure_waiting

_PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
_SIZES = (1_000, 10_000, 100_000)
_CLIENTS = 10_000
_VISITS = 50_000
_VISITS_IN_FULL = 400_000


def main() -> int:
    """Measure, print, write the page."""
    full = bool(os.environ.get("BENCH_FULL"))
    place = Path(tempfile.mkdtemp(prefix="charting-bench-"))
    begun = time.monotonic()
    tables = []
    try:
        for table in _measured(place, _VISITS_IN_FULL if full else _VISITS):
            sys.stdout.write(f"{table.text()}\n")
            sys.stdout.flush()
            tables.append(table)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    head = _head(full, time.monotonic() - begun)
    _PAGE.write_text("\n".join([head, *(table.markdown() for table in tables)]))
    return 0


def _measured(place: Path, visits: int) -> Iterator[Table]:
    small = make_clinic(place / "small", 200, 1_000)
    begun = time.monotonic()
    large = make_clinic(place / "large", _CLIENTS, visits)
    yield _making(place / "large", visits, time.monotonic() - begun)
    yield measure_finding(small, large)
    ten = make_clinic(place / "ten", 20, 400)
    yield measure_rules(ten)
    for store in (small, large, ten):
        store.close()
    yield from measure_screens(place / "small", place / "large")
    yield from measure_logins(place / "small", place / "loaded")
    yield measure_slow_line(place / "small")
    yield measure_quick_line(place / "small")
    yield measure_judging_again(place / "large")
    yield measure_proving(place / "large", place / "backups")
    shutil.rmtree(place / "large")
    yield measure_checking(place / "checked")
    shutil.rmtree(place / "checked")
    yield measure_claims()
    yield measure_waiting(place)
    yield measure_saves(place, _SIZES)
    yield measure_history(place / "history")


def _making(folder: Path, visits: int, seconds: float) -> Table:
    peaks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    memory = max(peaks) / 1024
    size = sum(path.stat().st_blocks * 512 for path in folder.rglob("*"))
    figures = (
        f"{seconds:.0f} s",
        f"{seconds / visits * 1e6:,.0f} µs",
        f"{size / 1e9:.2f} GB",
        f"{size / visits:,.0f}",
        f"{memory:.0f} MB",
    )
    row = (f"{_CLIENTS:,} clients, {visits:,} visits", *figures)
    how = (
        "Charts, histories, signatures, index and clinic's chain, until the disk has all of it, with every "
        "core. Memory is that of the largest process."
    )
    return Table(
        "Making a demo clinic", how, ("", "time", "a visit", "size", "bytes a visit", "memory"), (row,)
    )


def _head(full: bool, seconds: float) -> str:
    run = "`BENCH_FULL=1 make bench`" if full else "`make bench` (`BENCH_FULL=1` for 400,000 visits)"
    machine = f"{len(os.sched_getaffinity(0))} cores, Linux {platform.release()}"
    versions = ", ".join(f"{name} {version(name)}" for name in ("textual", "tinydb", "pydantic"))
    python = platform.python_version()
    load = f"the machine's load average was {os.getloadavg()[2]:.1f}"
    return (
        f"# Benchmarks\n\nWritten by {run} on {datetime.now(UTC):%d %B %Y}: {machine}, Python {python}, "
        f"{versions}; {seconds / 60:.0f} minutes, in which {load}. Everything that is compared was measured "
        "in this one run on this one machine, so read the ratios rather than the times.\n"
    )


if __name__ == "__main__":
    sys.exit(main())
