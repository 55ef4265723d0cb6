import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from charting_tui.store.backups.backup import back_up
from charting_tui.store.backups.places import FolderPlace
from charting_tui.store.backups.restore import make_clinic_at, newest, take_out
from charting_tui.store.backups.sealing import Sealing
from charting_tui.store.chart_files.writing import Conflict
from charting_tui.store.chart_store import ChartStore

from .processes import Tell, fork
from .records import charts
from .writers_at_work import CHARTS, VISITS, marks_kept, one_more

pytestmark = [pytest.mark.kills, pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")]

WRITERS, BACKUPS = (12, 12) if os.environ.get("CHARTING_ALL_KILLS") else (4, 3)


def writer(root: Path, name: str, stop: Path) -> Callable[[Tell], None]:
    """Save marks until told to stop, and tell each when it was acknowledged."""

    def work(tell: Tell) -> None:
        store = ChartStore.open(root, person="kim", read_clock=lambda: datetime.now(UTC))
        number = 0
        while not stop.exists():
            number += 1
            client = f"c{number % CHARTS}"
            mark = f"{name}-{number}"
            try:
                store.commit(one_more(store, client, f"{client}v{number % VISITS}", mark))
            except Conflict:
                continue
            tell(json.dumps([mark, time.monotonic()]))
        store.close()

    return work


def test_a_clinic_backed_up_while_it_is_written_is_restored_with_every_acknowledged_act(
    store: ChartStore, tmp_path: Path
) -> None:
    store.write_new_charts(charts(CHARTS, VISITS))
    root, target, stop = store.root, tmp_path / "disk", tmp_path / "stop"
    target.mkdir()
    children = [fork(writer(root, f"w{number}", stop)) for number in range(WRITERS)]
    first = [child.next_line() for child in children]
    slowest = 0.0
    for number in range(BACKUPS):
        begun = time.monotonic()
        done = back_up(root, FolderPlace(target), Sealing(()), datetime.now(UTC) + timedelta(seconds=number))
        slowest = max(slowest, time.monotonic() - begun)
    stop.touch()
    told = [line for child in children for line in child.lines()]
    assert [child.ended() for child in children] == [0] * WRITERS
    acknowledged = [mark for mark, at in map(json.loads, [*first, *told]) if at < begun]
    store.close()
    shutil.rmtree(root)

    place = FolderPlace(target)
    make_clinic_at(
        root, lambda made: _quiet(take_out(place, newest(place), None, made, lambda _done, _of: None))
    )
    again = ChartStore.open(root, person="kim")
    verdict = again.verify()
    kept = {mark for mark, _, _ in marks_kept(again)}
    again.close()
    assert (verdict.faults, done.charts) == ((), CHARTS)
    assert set(acknowledged) <= kept
    assert len(acknowledged) >= WRITERS
    sys.stdout.write(
        f"{WRITERS} writers, {len(told)} saves, {BACKUPS} backups, slowest {slowest:.2f} s; "
        f"{len(acknowledged)} acknowledged before the last one, all restored\n"
    )


def _quiet(_manifest: object) -> None:
    return None
