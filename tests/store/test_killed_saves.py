import os
import random
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from charting_tui.store.chart_store import ChartStore
from charting_tui.store.disk import Disk

from .processes import Tell, fork
from .records import edit, said

pytestmark = [pytest.mark.kills, pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")]

KILLS = 64


class EndsAfter(Disk):
    """A disk whose process is killed after so many steps of a write."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    def create(self, path: Path) -> int:
        file = super().create(path)
        self._step()
        return file

    def write(self, file: int, data: bytes) -> int:
        taken = super().write(file, data[: max(1, len(data) // 2)] if len(data) > 64 else data)
        self._step()
        return taken

    def sync(self, file: int) -> None:
        super().sync(file)
        self._step()

    def replace(self, new: Path, old: Path) -> None:
        super().replace(new, old)
        self._step()

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder)
        self._step()

    def _step(self) -> None:
        self._left -= 1
        if self._left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


class EndsWhenDurable(Disk):
    """A disk whose process is killed as soon as a chart is durable."""

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder)
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_save_killed_at_any_moment_leaves_the_old_chart_or_the_new_one(charted: ChartStore) -> None:
    moments = random.Random(7)
    charted.commit(edit(charted, "0"))
    for _ in range(KILLS):
        before = int(said(charted))

        def saves(tell: Tell, start: int = before) -> None:
            child = ChartStore.open(charted.root, person="kim", read_clock=_now)
            for number in range(start + 1, start + 500):
                child.commit(edit(child, str(number)))
                tell(str(number))

        child = fork(saves)
        child.next_line()
        time.sleep(moments.uniform(0, 0.012))
        child.kill()
        told = child.lines()
        assert child.ended() == -signal.SIGKILL, told
        acknowledged = int(told[-1]) if told else before + 1
        assert int(said(charted)) in {acknowledged, acknowledged + 1}
    charted.commit(edit(charted, "the last"))
    assert charted.verify().faults == ()


def test_a_save_killed_after_each_of_its_steps_leaves_the_old_chart_or_the_new_one(
    charted: ChartStore,
) -> None:
    charted.commit(edit(charted, "old"))
    outcomes: list[str] = []
    for steps in range(1, 100):

        def saves(tell: Tell, steps: int = steps) -> None:
            child = ChartStore.open(charted.root, person="kim", read_clock=_now, disk=EndsAfter(steps))
            child.commit(edit(child, "new"))
            tell("saved")

        child = fork(saves)
        told = child.lines()
        if child.ended() == 0:
            assert told == ["saved"]
            break
        outcomes.append(said(charted))
        charted.commit(edit(charted, "old"))
        assert charted.verify().faults == ()
        assert charted.verify().remarks == ()
    assert outcomes[-2:] == ["new", "new"]
    assert set(outcomes[:-2]) == {"old"}
    assert len(outcomes) > 10


def test_an_event_that_was_never_chained_is_chained_by_the_next_save(charted: ChartStore) -> None:
    def saves(_tell: Tell) -> None:
        child = ChartStore.open(charted.root, person="kim", read_clock=_now)
        change = edit(child, "new")
        log = charted.root / "heads.log"
        size = log.stat().st_size
        child.commit(change)
        os.truncate(log, size)

    child = fork(saves)
    assert child.lines() == []
    assert child.ended() == 0
    assert charted.verify().remarks == (
        "Chart c1: the last change isn't in the clinic's log yet; the program adds it by itself.",
    )
    assert charted.verify().faults == ()
    charted.commit(edit(charted, "newer"))
    assert charted.verify().remarks == ()


def test_at_most_the_last_event_of_a_chart_is_not_chained(charted: ChartStore) -> None:
    log = charted.root / "heads.log"
    size = log.stat().st_size
    charted.commit(edit(charted, "not chained"))
    os.truncate(log, size)

    def saves(_tell: Tell) -> None:
        child = ChartStore.open(charted.root, person="kim", read_clock=_now, disk=EndsWhenDurable())
        child.commit(edit(child, "durable and killed at once"))

    child = fork(saves)
    assert child.lines() == []
    assert child.ended() == -signal.SIGKILL
    assert said(charted) == "durable and killed at once"
    assert charted.verify().remarks == (
        "Chart c1: the last change isn't in the clinic's log yet; the program adds it by itself.",
    )


def _now() -> datetime:
    return datetime.now(UTC)
