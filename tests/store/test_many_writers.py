import os
import sys
from collections import Counter

import pytest

from charting_tui.store.chart_store import ChartStore

from .writers_at_work import marks_kept, write_at_once

pytestmark = [
    pytest.mark.both_engines,
    pytest.mark.kills,
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]


@pytest.mark.parametrize(
    ("processes", "saves", "seconds"),
    [(2, 50, 0), (20, 1, 60) if os.environ.get("CHARTING_ALL_KILLS") else (12, 16, 0)],
)
def test_processes_that_write_the_same_and_different_charts_lose_nothing(
    store: ChartStore, processes: int, saves: int, seconds: float
) -> None:
    done = write_at_once(store, processes, saves, seconds)
    assert len(done) == processes * saves if not seconds else len(done) >= processes * saves
    assert Counter(marks_kept(store)) == Counter((one.mark, one.client, one.visit) for one in done)
    verdict = store.verify()
    assert (verdict.faults, verdict.remarks) == ((), ())
    shown = store.summaries()
    store.reindex()
    assert store.summaries() == shown
    slowest = max(done, key=lambda one: one.waited)
    refused = sum(one.refused for one in done)
    told = f"{processes} processes, {len(done)} saves, all there"
    sys.stdout.write(f"{told}: longest wait {slowest.waited:.3f} s, {refused} refused first\n")
