from pathlib import Path

import pytest

from charting_tui.app import ChartingApp
from charting_tui.errors import NotAllowed
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.screens.frame.dialogs import MessageScreen
from charting_tui.screens.frame.idle_lock import IdleLock, LockScreen
from charting_tui.screens.visit.screen import VisitScreen

from .clinic import PIN, TODAY, make_clinic
from .test_screens import at_the_keyboard


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    store = make_clinic(folder)
    book(store, "jane", read_booking("1100 jane 60"), TODAY)
    store.close()
    return folder


class Idle:
    """Seconds without a key, as a test tells them to the lock."""

    def __init__(self, app: ChartingApp) -> None:
        self.now = 0.0
        lock: IdleLock = app._lock
        lock._read, lock._touched = (lambda: self.now), 0.0
        self._look = lock.look

    def passes(self, minutes: float) -> None:
        self.now += 60 * minutes
        self._look()


@pytest.mark.draws
async def test_five_minutes_without_a_key_hide_the_screen_and_the_pin_returns_to_the_same_cursor(
    root: Path,
) -> None:
    async with at_the_keyboard(root) as kim:
        idle = Idle(kim.app)
        await kim.presses("n")
        await kim.types("sore nek")
        await kim.presses("left")
        idle.passes(4.9)
        assert isinstance(kim.app.screen, VisitScreen)
        idle.passes(0.2)
        kim.app.push_screen(MessageScreen(NotAllowed("Jane's text was changed elsewhere.")))
        await kim.presses(*"000000", "enter", "f1", "ctrl+p", "escape")
        assert isinstance(kim.app.screen, LockScreen)
        shown = kim.screen_text()
        assert "That is not your PIN" in shown
        assert "Kim Vale" in shown
        assert not [word for word in ("Doe", "Jane", "sore", PIN) if word in shown]
        await kim.presses(*PIN, "enter")
        assert isinstance(kim.app.screen, MessageScreen)
        await kim.presses("enter")
        await kim.types("c")
        await kim.presses("escape")
        assert kim.visit().note.subjective == "sore neck"


async def test_a_key_that_comes_after_a_laptop_slept_finds_the_lock(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        idle = Idle(kim.app)
        idle.now = 60 * 30
        await kim.presses("n")
        assert isinstance(kim.app.screen, LockScreen)
        await kim.presses(*PIN, "enter", "n")
        assert isinstance(kim.app.screen, VisitScreen)


async def test_after_an_hour_the_login_ends_with_the_text_kept(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        idle = Idle(kim.app)
        await kim.presses("n")
        await kim.types("sore neck")
        idle.passes(6)
        idle.passes(55)
        assert not kim.app.is_running or kim.app._exit
        assert kim.visit().note.subjective == "sore neck"
