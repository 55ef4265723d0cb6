"""Real processes that write into the same few charts at once, and how long each of them waited."""

import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from charting_tui.records.chart import Act
from charting_tui.store.chart_files.writing import ChartChange, Conflict
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.locks import Locks
from charting_tui.store.refusals import Busy

from .processes import Tell, fork
from .records import charts

Held = Callable[..., AbstractContextManager[None]]

CHARTS = 10
VISITS = 4


@dataclass(frozen=True)
class Save:
    """One acknowledged save: what it added to which visit, and what it took, in seconds."""

    mark: str
    client: str
    visit: str
    seconds: float
    waited: float
    """The longest of its waits for a lock."""
    refused: int
    """How often it was a conflict first, or was told to wait a moment and save again."""


def write_at_once(store: ChartStore, processes: int, saves: int, seconds: float = 0) -> list[Save]:
    """Fill an empty clinic, let that many processes save that often each, and return all saves.

    They go on until ``seconds`` have passed.
    """
    store.write_new_charts(charts(CHARTS, VISITS))
    until = time.monotonic() + seconds
    children = [fork(_writer(store.root, f"w{number}", saves, until)) for number in range(processes)]
    told = [child.lines() for child in children]
    codes = [child.ended() for child in children]
    assert codes == [0] * processes, [lines[-1] for lines, code in zip(told, codes, strict=True) if code]
    return [Save(**json.loads(line)) for lines in told for line in lines]


def marks_kept(store: ChartStore) -> list[tuple[str, str, str]]:
    """Return every mark in the charts, with its chart and visit."""
    return [
        (mark, client, kept.visit.id)
        for client in (f"c{number}" for number in range(CHARTS))
        for kept in store.chart(client).visits
        for mark in kept.visit.note.plan.split()
    ]


def _writer(root: Path, name: str, saves: int, until: float) -> Callable[[Tell], None]:
    def work(tell: Tell) -> None:
        waits: list[float] = []
        pytest.MonkeyPatch().setattr(Locks, "held", _timed(Locks.held, waits))
        store = ChartStore.open(root, person="kim", read_clock=lambda: datetime.now(UTC))
        choose = random.Random(name)
        for number in count():
            if number >= saves and time.monotonic() > until:
                break
            client = f"c{choose.randrange(CHARTS)}"
            visit = f"{client}v{choose.randrange(VISITS)}"
            waits.clear()
            refused = 0
            while True:
                begun = time.perf_counter()
                try:
                    store.commit(one_more(store, client, visit, f"{name}-{number}"))
                    break
                except (Conflict, Busy):
                    refused += 1
            seconds = time.perf_counter() - begun
            tell(
                json.dumps(
                    vars(Save(f"{name}-{number}", client, visit, seconds, max(waits, default=0.0), refused))
                )
            )
        store.close()

    return work


def one_more(store: ChartStore, client: str, visit: str, mark: str) -> ChartChange:
    """Return the change that adds a mark to a visit as it stands."""
    kept = store.chart(client, visit=visit, earlier=0).visit(visit)
    assert kept is not None
    note = kept.visit.note.model_copy(update={"plan": f"{kept.visit.note.plan} {mark}"})
    changed = kept.visit.model_copy(update={"note": note})
    return ChartChange(Act.EDITED, client, visit=changed, visit_revision=kept.revision)


def _timed(held: Held, waits: list[float]) -> Held:
    @contextmanager
    def timed(locks: Locks, name: str, *, shared: bool = False) -> Iterator[None]:
        begun = time.perf_counter()
        with held(locks, name, shared=shared):
            waits.append(time.perf_counter() - begun)
            yield

    return timed
