from pathlib import Path
from typing import Any, NoReturn

import pytest
from textual.events import Key
from textual.pilot import Pilot

from charting_tui.app import ChartingApp
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.screens.visit.add_code import AddCodeScreen
from charting_tui.screens.visit.screen import VisitScreen
from charting_tui.screens.worklist.today import TodayScreen
from charting_tui.screens.worklist.unbilled import UnbilledScreen
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.findings_list import FindingsList
from charting_tui.widgets.note_text import PhraseText
from charting_tui.widgets.soap_field import NoteText

from .clinic import NOW, open_clinic
from .keyboard import until
from .test_screens import Person, at_the_keyboard

pytestmark = pytest.mark.draws

KEPT = "What you typed is saved."


def fails(*_: Any, **__: Any) -> NoReturn:
    raise LookupError("Doe, Jane is sore")


def says(kim: Person, sentence: str) -> bool:
    return sentence in " ".join(kim.screen_text().split())


def forgotten(root: Path) -> None:
    """The faults were meant."""
    (root / "crash.log").unlink()


FAULTS: dict[str, tuple[type, str]] = {
    "a message's handler": (EditingSession, "type_text"),
    "what is done after the last key": (VisitScreen, "redraw"),
    "a drawing": (NoteText, "render_line"),
    "a part's own handler": (PhraseText, "on_key"),
    "a list": (FindingsList, "show_findings"),
    "a timer": (EditingSession, "flush"),
}


async def falls_back(kim: Person, *keys: str) -> None:
    # Not by the pilot: what waits there for a screen that is being closed waits for ever.
    for key in keys:
        kim.app.post_message(Key(key, key if len(key) == 1 else None))
    # Only then is the screen read: what a fault still holds cannot be drawn for a test either.
    await until(lambda: isinstance(kim.app.screen, TodayScreen), "Today is back")
    await until(lambda: says(kim, KEPT), "Today says what was kept")
    await kim.presses()
    assert isinstance(kim.app.screen, TodayScreen)
    assert len(kim.app.screen_stack) == 2


@pytest.mark.parametrize("place", FAULTS)
async def test_a_fault_in_a_visit_shows_today_keeps_the_text_and_the_next_visit_opens(
    root: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", *"sore")
        with monkeypatch.context() as broken:
            broken.setattr(*FAULTS[place], fails)
            await falls_back(kim, "x")
        assert says(kim, f"Visit closed because of an error (crash.log has the details). {KEPT}")
        await kim.presses("enter")
        assert kim.note().subjective in {"sore", "sorex"}
        await kim.presses(*"!", "escape")
        assert kim.visit().note.subjective.startswith("sore")
    log = (root / "crash.log").read_text()
    assert "LookupError" in log
    assert "Jane" not in log
    forgotten(root)


@pytest.mark.parametrize("method", ["inside", "on_mount", "reload"])
async def test_a_place_that_cannot_be_built_leads_back_to_today(
    root: Path, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_keyboard(root) as kim:
        with monkeypatch.context() as broken:
            broken.setattr(UnbilledScreen, method, fails, raising=False)
            await falls_back(kim, "u")
        assert says(kim, f"Unbilled closed because of an error (crash.log has the details). {KEPT}")
        await kim.presses("u")
        assert isinstance(kim.app.screen, UnbilledScreen)
    forgotten(root)


async def test_a_dialog_that_fails_over_a_visit_is_named_and_the_text_below_it_is_kept(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", *"sore")
        with monkeypatch.context() as broken:
            broken.setattr(AddCodeScreen, "on_mount", fails)
            await falls_back(kim, "ctrl+n")
        assert says(kim, "Add code closed because of an error")
        await kim.presses("enter")
        assert kim.note().subjective == "sore"
    forgotten(root)


async def test_a_worker_that_fails_leads_back_to_today(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", *"sore")
        kim.app.screen.run_worker(broken_worker())
        await falls_back(kim)
        assert says(kim, "Visit closed because of an error")
    forgotten(root)


async def broken_worker() -> None:
    fails()


async def test_what_fails_behind_the_screens_is_logged_and_whoever_writes_goes_on(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ChartStore, "repair", fails)
    store = ChartStore.open(root, person="kim", read_clock=lambda: NOW, repair=False)
    app = ChartingApp(store, in_background=True)
    async with app.run_test(size=(80, 24)) as pilot:
        kim = Person(app, pilot, store)
        await kim.presses("n", *"sore")
        assert isinstance(app.screen, VisitScreen)
        assert "LookupError" in (root / "crash.log").read_text()
    store.close()
    forgotten(root)


async def test_a_visit_that_cannot_be_opened_may_be_tried_again_and_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_keyboard(root) as kim:
        with monkeypatch.context() as broken:
            broken.setattr(EditingSession, "judged", fails)
            for _ in range(4):
                await falls_back(kim, "enter")
                assert says(kim, KEPT)
        await kim.presses("enter")
        assert isinstance(kim.app.screen, VisitScreen)
    forgotten(root)


@pytest.mark.parametrize("method", ["compose", "reload"])
async def test_where_today_cannot_be_shown_the_program_ends_with_one_sentence(
    root: Path, method: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def meet_faults() -> None:
        async with at_the_keyboard(root) as kim:
            await kim.presses("n", *"sore")
            monkeypatch.setattr(TodayScreen, method, fails)
            monkeypatch.setattr(EditingSession, "judged", fails)
            kim.app.post_message(Key("x", "x"))
            await until(lambda: not kim.app.is_running, "the program ends")

    with pytest.raises(LookupError):
        await meet_faults()
    said = capsys.readouterr()
    assert "Jane" not in said.out + said.err
    assert [head.unsaved for head in open_clinic(root).journals()] == [True]
    forgotten(root)


async def test_the_next_login_stays_in_today_and_says_which_visit_a_fault_ended(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        async with at_the_keyboard(root) as kim:
            await kim.presses("n", *"sore")
            broken.setattr(VisitScreen, "redraw", fails)
            await falls_back(kim, "x")
        async with at_the_keyboard(root) as kim:
            assert isinstance(kim.app.screen, TodayScreen)
            await kim.presses()
            assert says(
                kim, "Doe, Jane, 11/23/2026 was closed because of an error last time, so it wasn't reopened."
            )
            assert says(kim, "Your text is saved. Open it from the list.")
            await falls_back(kim, "enter")
            assert says(kim, KEPT)
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter")
        assert kim.note().subjective == "sorex"
        await kim.presses("escape")
    async with at_the_keyboard(root) as kim:
        await kim.presses()
        assert not says(kim, "closed because of an error")
    forgotten(root)


async def looks_after_login(root: Path, sentence: str) -> None:
    store = open_clinic(root)
    app = ChartingApp(store)

    async def look(_pilot: Pilot[object]) -> None:
        kim = Person(app, Pilot(app), store)
        await until(lambda: says(kim, sentence), f"Today says “{sentence}”")
        assert isinstance(app.screen, TodayScreen)
        assert says(kim, sentence)
        app.exit(0)

    await app.run_async(headless=True, size=(80, 24), auto_pilot=look)
    store.close()


@pytest.mark.parametrize("broken_at", [(EditingSession, "judged"), (ChartStore, "adopt")])
async def test_a_visit_that_fails_when_a_login_goes_on_there_is_not_gone_on_with_again(
    root: Path, broken_at: tuple[type, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_clinic(root)
    visit = store.summaries(client="jane")[0].visit
    store.open_journal("jane", visit, 1).splice("subjective", "", "sore")
    store.close()
    with monkeypatch.context() as broken:
        broken.setattr(*broken_at, fails)
        await looks_after_login(root, KEPT)
        await looks_after_login(root, "closed because of an error last time, so it wasn't reopened")
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter")
        assert kim.note().subjective == "sore"
    forgotten(root)
