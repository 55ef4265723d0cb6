"""What the record costs: old and new values in the history, verification, a backup of a large clinic."""

import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from pathlib import Path

import pytest

from bench.clinics import make_clinic, read_moment
from bench.table import Table, median, ms, times, times_in_turns
from charting_tui.records.chart import Act, VisitFile
from charting_tui.store.backups.backup import BackedUp, back_up
from charting_tui.store.backups.places import FolderPlace
from charting_tui.store.backups.sealing import Sealing
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore

_REPEATS = 60
_CHANGED = 50
"""Charts that change between two backups."""
_DIFFERENCE = "charting_tui.store.chain.ledger.changes_between"


def measure_history(place: Path) -> Table:
    """Measure a save with old and new values in its event beside one with digests alone."""
    store = make_clinic(place, 25, 1_000)
    client = store.find_clients("", limit=1)[0].client
    kept = _unsigned(store, client)
    revisions, words = count(kept.revision), count()

    def save() -> None:
        note = kept.visit.note.model_copy(update={"plan": f"Next week. {next(words)}"})
        changed = kept.visit.model_copy(update={"note": note})
        store.commit(ChartChange(Act.EDITED, client, visit=changed, visit_revision=next(revisions)))

    def save_without() -> None:
        with pytest.MonkeyPatch().context() as patch:
            patch.setattr(_DIFFERENCE, lambda *_: {})
            save()

    file = store.root / "charts" / f"{client}.json"
    grown = [_grown(file, act) for act in (save, save_without)]
    with_values, without = map(median, times_in_turns([save, save_without], _REPEATS))
    store.close()
    shutil.rmtree(place)
    row = ("40 visits in the chart", ms(with_values), ms(without), times(with_values, without))
    how = (
        f"Median of {_REPEATS} saves of one changed section, until durable, in turns: with the old and new "
        "values in the event, and with digests alone. The bytes are what one save adds to the chart."
    )
    heads = ("", "with values", "without", "ratio", "bytes", "bytes without")
    return Table("A save with values in the history", how, heads, ((*row, *map(str, grown)),))


def _grown(file: Path, act: Callable[[], object]) -> int:
    before = file.stat().st_size
    act()
    return file.stat().st_size - before


def _unsigned(store: ChartStore, client: str) -> VisitFile:
    return next(kept for kept in reversed(store.chart(client).visits) if kept.signed is None)


def measure_proving(clinic: Path, target: Path) -> Table:
    """Measure a verification of a large clinic, and its first and second backup."""
    store = ChartStore.open(clinic, person="kim", read_clock=read_moment)
    begun = time.perf_counter()
    verdict = store.verify()
    verified = time.perf_counter() - begun
    target.mkdir()
    first_seconds, first = _backed_up(clinic, target, timedelta(0))
    for row in islice(store.find_clients("", limit=10 * _CHANGED), _CHANGED):
        file = store.chart(row.client).file
        client = file.client.model_copy(update={"phone": "360-555-0199"})
        changed = file.model_copy(update={"client": client})
        revision = store.chart(row.client).revision
        store.commit(ChartChange(Act.EDITED, row.client, file=changed, file_revision=revision))
    second_seconds, second = _backed_up(clinic, target, timedelta(seconds=1))
    store.close()
    shutil.rmtree(target)
    charts = f"{verdict.charts:,} charts"
    rows = (
        (f"verify {charts}, {verdict.events:,} events", f"{verified:.1f} s", ""),
        (f"first backup, {first.size / 1e6:.0f} MB", f"{first_seconds:.1f} s", _megabytes(first)),
        (f"second, {_CHANGED} charts changed", f"{second_seconds:.1f} s", _megabytes(second)),
    )
    how = (
        "On every core, once. A backup is written to a folder of the same disk, and what was written is read "
        "back before it counts."
    )
    return Table("Proving and backing up, large clinic", how, ("", "time", "written"), rows)


def _backed_up(clinic: Path, target: Path, later: timedelta) -> tuple[float, BackedUp]:
    begun = time.perf_counter()
    done = back_up(clinic, FolderPlace(target), Sealing(()), datetime.now(UTC) + later)
    return time.perf_counter() - begun, done


def _megabytes(done: BackedUp) -> str:
    return f"{done.archive.size / 1e6:.1f} MB"
