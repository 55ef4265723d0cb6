import os
import random
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from charting_tui.store.chart_store import ChartStore

from .processes import Tell, fork
from .records import charts
from .writers_at_work import one_more

pytestmark = [pytest.mark.kills, pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")]

CLIENTS, VISITS = 100, 20
KILLS = 200 if os.environ.get("CHARTING_ALL_KILLS") else 12
COMPARED_EVERY = 25
MOST_LINES = 8
"""A process is killed at a random moment after it told fewer lines than this, two for each save."""


def test_saves_killed_at_many_moments_among_2000_visits_lose_nothing_acknowledged(
    store: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    store.write_new_charts(charts(CLIENTS, VISITS))
    moments = random.Random(2026)
    pace = _seconds_of_a_line(store.root)
    saved = {visit: _marks(store, visit) for visit in _visits()}
    acknowledged = torn = 0
    for kill in range(KILLS):
        child = fork(_saves_until_killed(store.root, kill))
        first = [child.next_line() for _ in range(moments.randrange(MOST_LINES))]
        time.sleep(moments.uniform(0, 2 * pace))
        child.kill()
        told = [line.split() for line in (*first, *child.lines())]
        assert child.ended() == -signal.SIGKILL, told
        begun = [visit for word, visit, _ in told if word == "begun"]
        acknowledged += len(told) // 2
        torn += len(told) % 2
        for word, visit, mark in told:
            if word == "saved":
                saved[visit].append(mark)
        for visit in set(begun):
            kept = _marks(store, visit)
            last = told[-1][2] if told[-1][0] == "begun" and told[-1][1] == visit else None
            assert kept in (saved[visit], [*saved[visit], last])
            saved[visit] = kept
        if kill % COMPARED_EVERY == COMPARED_EVERY - 1:
            _the_index_repairs_itself(login("kim"))
    assert acknowledged > KILLS
    assert torn > KILLS // 10
    assert len(store.summaries()) == CLIENTS * VISITS
    assert {visit: _marks(store, visit) for visit in _visits()} == saved
    assert store.verify().faults == ()


def _seconds_of_a_line(root: Path) -> float:
    """Return how long a process needs from one of its lines to the next, here and now."""
    lines = 40
    child = fork(_saves_until_killed(root, KILLS, lines // 2))
    child.next_line()
    begun = time.monotonic()
    told = child.lines()
    assert (len(told), child.ended()) == (lines - 1, 0), told
    return (time.monotonic() - begun) / len(told)


def _the_index_repairs_itself(store: ChartStore) -> None:
    repaired = (store.summaries(), store.find_clients("", limit=1000))
    store.reindex()
    assert (store.summaries(), store.find_clients("", limit=1000)) == repaired
    assert store.damaged == ()
    store.close()


def _saves_until_killed(root: Path, kill: int, saves: int | None = None) -> Callable[[Tell], None]:
    def work(tell: Tell) -> None:
        store = ChartStore.open(root, person="kim", read_clock=lambda: datetime.now(UTC))
        choose = random.Random(kill)
        for number in count() if saves is None else range(saves):
            client = f"c{choose.randrange(CLIENTS)}"
            visit = f"{client}v{choose.randrange(VISITS)}"
            change = one_more(store, client, visit, f"{kill}-{number}")
            tell(f"begun {visit} {kill}-{number}")
            store.commit(change)
            tell(f"saved {visit} {kill}-{number}")

    return work


def _visits() -> list[str]:
    return [f"c{client}v{visit}" for client in range(CLIENTS) for visit in range(VISITS)]


def _marks(store: ChartStore, visit: str) -> list[str]:
    kept = store.chart(visit.partition("v")[0], visit=visit, earlier=0).visit(visit)
    assert kept is not None
    return kept.visit.note.plan.split()
