"""What it takes until one changed visit is durable."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where

from bench.clinics import make_clinic
from bench.table import Table, median, ms, times, times_in_turns
from charting_tui.records.chart import Act
from charting_tui.records.visit import VisitState
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore

_CHART = 40
"""Visits of an ordinary chart."""
_LONG_CHART = 500
_REPEATS = 60
_PATIENCE = 3.0
"""Seconds of one stock save from which it is not repeated."""
_HOW = (
    "One visit with its note is changed and saved until it is durable: median of {repeats} saves in a chart "
    f"of {_CHART} visits, or of {_LONG_CHART}. *With chain and index* is the same with the clinic's own "
    "chain and the index. Beside it, in the same run and on the same disk: the visit's own bytes appended to "
    "an open file with fsync, and stock TinyDB with all the clinic's visits in one file, where the visit is "
    "found by its id and updated (without fsync: it never asks the disk)."
)


@dataclass(frozen=True)
class _Saves:
    chart: float
    followed: float
    append: float


def measure_saves(place: Path, sizes: tuple[int, ...]) -> Table:
    """Measure at these numbers of visits in the clinic, and in a chart of 500."""
    rows = []
    for visits in sizes:
        store = make_clinic(place / f"saves{visits}", visits // _CHART, visits)
        ours = _ours(store, "c00002")
        stock = _stock(store, place / "stock.json")
        store.close()
        rows.append(_row(f"{visits:,} visits, {_CHART} in the chart", ours, stock))
        shutil.rmtree(place / f"saves{visits}")
    store = make_clinic(place / "long", 4, 4 * _LONG_CHART)
    rows.append(_row(f"{4 * _LONG_CHART:,} visits, {_LONG_CHART} in the chart", _ours(store, "c00002"), None))
    store.close()
    shutil.rmtree(place / "long")
    heads = (
        "clinic",
        "durable",
        "× append",
        "with chain and index",
        "append + fsync",
        "stock TinyDB",
        "stock ÷ durable",
    )
    return Table("Saving a visit", _HOW.format(repeats=_REPEATS), heads, tuple(rows))


def _row(name: str, ours: _Saves, stock: float | None) -> tuple[str, ...]:
    beside = (ms(stock), times(stock, ours.chart)) if stock else ("", "")
    over_append = times(ours.chart, ours.append)
    return (name, ms(ours.chart), over_append, ms(ours.followed), ms(ours.append), *beside)


def _ours(store: ChartStore, client: str) -> _Saves:
    chart = store.chart(client)
    kept = next(
        kept for kept in reversed(chart.visits) if kept.visit.state is VisitState.BOOKED or not kept.signed
    )
    revisions = count(kept.revision)
    words = count()

    def save() -> None:
        note = kept.visit.note.model_copy(update={"plan": f"Next week. {next(words)}"})
        changed = kept.visit.model_copy(update={"note": note})
        store.commit(ChartChange(Act.EDITED, client, visit=changed, visit_revision=next(revisions)))

    def save_with_chart_alone() -> None:
        with pytest.MonkeyPatch().context() as patch:
            patch.setattr(store, "_follow", lambda *_: None)
            patch.setattr(store._heads, "record", lambda *_: None)
            patch.setattr(store._heads, "catch_up", lambda *_: None)
            save()

    append = _append(store.root, kept.visit.model_dump_json().encode() + b"\n")
    taken = times_in_turns([save_with_chart_alone, save, append], _REPEATS)
    return _Saves(*map(median, taken))


def _append(folder: Path, line: bytes) -> Callable[[], None]:
    file = os.open(folder / "appended", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def append() -> None:
        os.write(file, line)
        os.fsync(file)

    return append


def _stock(store: ChartStore, path: Path) -> float:
    rows: list[dict[str, Any]] = [
        json.loads(kept.visit.model_dump_json())
        for client in store.find_clients("", limit=10**9)
        for kept in store.chart(client.client).visits
    ]
    path.unlink(missing_ok=True)
    with TinyDB(path) as database:
        table = database.table("visits")
        table.insert_multiple(rows)
        wanted = rows[len(rows) // 2]["id"]
        words = count()

        def save() -> None:
            table.update({"note": {"plan": f"Next week. {next(words)}"}}, where("id") == wanted)

        (first,) = times_in_turns([save], 1)[0]
        repeats = 0 if first > _PATIENCE else 4 if first > _PATIENCE / 10 else 20
        taken = median([first, *times_in_turns([save], repeats)[0]])
    path.unlink()
    return taken
