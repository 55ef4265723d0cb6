import asyncio
import errno
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from charting_tui.app import ChartingApp
from charting_tui.records.chart import Act
from charting_tui.records.visit import Note, VisitState
from charting_tui.screens.visit.saving import SAVED_ELSEWHERE, ConflictScreen
from charting_tui.screens.visit.screen import VisitScreen
from charting_tui.screens.worklist.today import TodayScreen
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore

from .clinic import NOW, TODAY
from .held_disk import HeldDisk
from .test_screens import Person


@asynccontextmanager
async def writing(root: Path, disk: HeldDisk) -> AsyncIterator[Person]:
    store = ChartStore.open(root, person="kim", read_clock=lambda: NOW, disk=disk)
    app = ChartingApp(store)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        kim = Person(app, pilot, store)
        await kim.presses("n")
        yield kim
    store.close()


async def held(disk: HeldDisk) -> None:
    await asyncio.to_thread(disk.wait_until_held)


async def begins_a_save(kim: Person, disk: HeldDisk) -> None:
    await kim.types("sore")
    disk.hold()
    await kim.presses("ctrl+s")
    await held(disk)


async def is_over(kim: Person) -> None:
    for screen in kim.app.screen_stack:
        while isinstance(screen, VisitScreen) and screen.holds_visit and screen.session.saving:
            await kim.pilot.pause()
    await kim.pilot.pause()


def save_elsewhere(root: Path, disk: HeldDisk) -> None:
    other = ChartStore.open(root, person="kim", read_clock=lambda: NOW, disk=disk)
    (row,) = other.summaries(day=TODAY, client="jane")
    kept = other.chart("jane").visit(row.visit)
    assert kept is not None
    arrived = kept.visit.model_copy(update={"state": VisitState.ARRIVED})
    other.commit(ChartChange(Act.EDITED, "jane", visit=arrived, visit_revision=kept.revision))
    other.close()


async def test_typing_goes_on_while_a_save_is_under_way_and_nothing_of_it_is_lost(root: Path) -> None:
    disk = HeldDisk()
    async with writing(root, disk) as kim:
        await begins_a_save(kim, disk)
        await kim.types(" neck")
        assert "sore neck" in kim.screen_text()
        assert "Saved" not in kim.screen_text()
        assert kim.visit().note.subjective == ""
        disk.go_on()
        await is_over(kim)
        assert "Saved 12:00" in kim.screen_text()
        assert kim.visit().note.subjective == "sore"
        await kim.presses("escape")
        assert kim.visit().note.subjective == "sore neck"


async def test_a_save_asked_for_during_a_save_follows_it(root: Path) -> None:
    disk = HeldDisk()
    async with writing(root, disk) as kim:
        await begins_a_save(kim, disk)
        await kim.types(" neck")
        await kim.presses("ctrl+s")
        disk.go_on()
        await is_over(kim)
        assert "Saved 12:00" in kim.screen_text()
        assert kim.visit().note.subjective == "sore neck"


async def test_leaving_during_a_save_saves_what_was_typed_since(root: Path) -> None:
    disk = HeldDisk()
    async with writing(root, disk) as kim:
        await begins_a_save(kim, disk)
        await kim.types(" neck")
        disk.go_on()
        await kim.presses("escape")
        assert isinstance(kim.app.screen, TodayScreen)
        assert kim.visit().note.subjective == "sore neck"
        assert kim.store.verify().faults == ()


async def test_a_conflict_of_the_quiet_save_is_shown_and_the_next_save_shows_both_texts(root: Path) -> None:
    async with writing(root, HeldDisk()) as kim:
        await kim.types("sore")
        save_elsewhere(root, HeldDisk())
        screen = kim.app.screen
        assert isinstance(screen, VisitScreen)
        screen.saving.save_quietly()
        await is_over(kim)
        assert SAVED_ELSEWHERE in kim.screen_text()
        await kim.presses("ctrl+s")
        await is_over(kim)
        assert isinstance(kim.app.screen, ConflictScreen)
        await kim.presses("m")
        assert kim.visit().note.subjective == "sore"


async def test_two_texts_are_merged_section_by_section(root: Path) -> None:
    async with writing(root, HeldDisk()) as kim:
        await kim.types("sore")
        other = ChartStore.open(root, person="kim", read_clock=lambda: NOW)
        (kept,) = other.chart("jane").visits
        note = Note(subjective="stiff", objective="tight", plan="weekly")
        theirs = kept.visit.model_copy(update={"note": note})
        other.commit(ChartChange(Act.EDITED, "jane", visit=theirs, visit_revision=kept.revision))
        other.close()
        await kim.presses("ctrl+s")
        await is_over(kim)
        assert "Enter saves: S both · O both · P both (s, o, p to change)" in kim.screen_text()
        await kim.presses("s", "p", "a")
        assert "Enter saves: S yours · O both · P yours" in kim.screen_text()
        assert "Assessment says the same in both." in kim.screen_text()
        await kim.presses("enter")
        stands = kim.visit().note
        assert (stands.subjective, stands.objective, stands.plan) == ("sore", "tight", "")


async def test_a_conflict_that_comes_while_another_place_is_open_waits_for_the_way_back(root: Path) -> None:
    elsewhere = HeldDisk()
    async with writing(root, HeldDisk()) as kim:
        await kim.types("sore")
        elsewhere.hold()
        theirs = asyncio.create_task(asyncio.to_thread(save_elsewhere, root, elsewhere))
        await held(elsewhere)
        await kim.presses("ctrl+s", "ctrl+r")
        elsewhere.go_on()
        await theirs
        await is_over(kim)
        assert not isinstance(kim.app.screen, ConflictScreen)
        await kim.presses("escape")
        assert SAVED_ELSEWHERE in kim.screen_text()


async def test_a_full_disk_is_told_and_the_text_stays(root: Path) -> None:
    disk = HeldDisk()
    async with writing(root, disk) as kim:
        await begins_a_save(kim, disk)
        disk.go_on(full=True)
        await is_over(kim)
        assert "disk is full" in kim.screen_text()
        await kim.presses("escape")
        assert "sore" in kim.screen_text()
        await kim.presses("ctrl+s")
        await is_over(kim)
        assert kim.visit().note.subjective == "sore"


async def test_a_journal_that_finds_no_room_is_told_without_taking_the_keys(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with writing(root, HeldDisk()) as kim:
        writes = os.write
        refused: list[bytes] = []

        def full(file: int, data: bytes) -> int:
            if b'"k":' not in data:
                return writes(file, data)
            refused.append(data)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as no_room:
            no_room.setattr("charting_tui.store.journals.journal.os.write", full)
            no_room.setattr("charting_tui.store.journals.journal.FLUSH_SECONDS", 0.0)
            await kim.types("so")
            screen = kim.app.screen
            assert isinstance(screen, VisitScreen)
            screen.saving.each_second()
            await kim.pilot.pause()
            assert refused
            assert "disk is full" in kim.screen_text()
            await kim.types("re")
            assert len(kim.app.screen_stack) == 3
        await kim.presses("ctrl+s")
        await is_over(kim)
        assert kim.visit().note.subjective == "sore"
