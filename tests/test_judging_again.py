from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from charting_tui.demo.clinic import demo_clinic
from charting_tui.records.people import Person
from charting_tui.screens.worklist.unbilled import UnbilledScreen
from charting_tui.store import processes
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing import renewal
from charting_tui.store.indexing.index import asked_for
from charting_tui.store.office_file import new_pin
from charting_tui.store.processes import ProcessEndedError

from .clinic import NOW, PIN, TODAY, open_clinic
from .keyboard import rest
from .made_once import copy_clinic, made_once
from .test_screens import at_the_keyboard

pytestmark = pytest.mark.long

ALL = asked_for(unbilled=True)
SHOWN = asked_for(unbilled=True, before=TODAY + timedelta(1))


def make_root(folder: Path) -> None:
    office, charts = demo_clinic(4, 150, today=TODAY, visits=700)
    store = ChartStore.create(folder, office, person="robin", read_clock=lambda: NOW)
    store.write_new_charts(list(charts))
    store.save_person(Person(id="robin", pin=new_pin(PIN)))
    change_practice(store)
    store.close()


@pytest.fixture
def root(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clinic with more unbilled visits than are judged while one waits, whose practice was changed."""
    return copy_clinic(made_once(tmp_path_factory, "to-judge-again", make_root), tmp_path / "clinic")


@pytest.fixture
def store(root: Path) -> Iterator[ChartStore]:
    opened = open_clinic(root, "robin")
    yield opened
    opened.close()


def change_practice(store: ChartStore) -> None:
    practice = store.office.practice
    moved = practice.model_copy(update={"phone": f"{practice.phone}1", "fees": practice.fees[:1]})
    store.save_office(store.office.model_copy(update={"practice": moved}))


def always(_done: int, _of: int) -> bool:
    return True


async def test_the_list_is_there_and_usable_while_processes_judge_it_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewal, "_WORTH_PROCESSES", 1)
    async with at_the_keyboard(root, "robin") as robin:
        await robin.app.workers.wait_for_complete()
        change_practice(robin.store)
        with ExitStack() as held:
            held.enter_context(robin.store._finder._renewing)
            await robin.presses("u")
            assert isinstance(robin.app.screen, UnbilledScreen)
            assert "Rechecking visits: 0 of" in robin.screen_text()
            first = robin.screen_text()
            await robin.presses("down")
            assert robin.screen_text() != first
            assert robin.store.look(SHOWN).old > renewal.AT_ONCE
        await robin.app.workers.wait_for_complete()
        await rest(robin.pilot)
        assert "Judging" not in robin.screen_text()
        assert robin.store.look(SHOWN).old == 0


@pytest.mark.parametrize("processes", [False, True])
def test_rows_judged_again_equal_those_of_a_whole_reindex(
    store: ChartStore, monkeypatch: pytest.MonkeyPatch, processes: bool
) -> None:
    monkeypatch.setattr(renewal, "_WORTH_PROCESSES", 1 if processes else 10**6)
    old = store.look(ALL)
    told: list[tuple[int, int]] = []

    def goes_on(done: int, of: int) -> bool:
        told.append((done, of))
        return True

    store.renew(ALL, goes_on)
    assert old.old > renewal.AT_ONCE
    assert [of for _, of in told] == [old.old] * len(told)
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert told[-1] == (old.old, old.old)
    made = store.look(ALL)
    assert made.old == 0
    store.reindex()
    assert made.rows == store.look(ALL).rows != old.rows


def test_judging_that_was_stopped_goes_on_where_it_was(store: ChartStore) -> None:
    before = store.look(ALL).old
    store.renew(ALL, lambda _done, _of: False)
    between = store.look(ALL).old
    assert 0 < between < before
    store.renew(ALL, always)
    assert store.look(ALL).old == 0


def test_a_process_that_ends_leaves_its_charts_to_this_one(
    store: ChartStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewal, "_WORTH_PROCESSES", 1)
    monkeypatch.setattr(processes, "in_processes", ended_after_one)
    store.renew(ALL, always)
    assert store.look(ALL).old == 0


def ended_after_one(
    act: Callable[[renewal.Batch], object], batches: list[renewal.Batch], _processes: int
) -> Iterator[object]:
    yield act(batches[0])
    raise ProcessEndedError


async def test_charts_that_cannot_be_read_are_told_of_and_not_tried_for_ever(root: Path) -> None:
    async with at_the_keyboard(root, "robin") as robin:
        await robin.app.workers.wait_for_complete()
        for chart in (root / "charts").glob("c*.json"):
            chart.write_bytes(b"{}")
        change_practice(robin.store)
        await robin.presses("u")
        await robin.app.workers.wait_for_complete()
        await rest(robin.pilot)
        assert "their charts can't be read" in robin.screen_text()
        assert not list(robin.app.workers)
