from dataclasses import replace
from pathlib import Path

from charting_tui.app import ChartingApp
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.settings.practice import change_practice
from charting_tui.operations.signing.pins import give_code
from charting_tui.screens.frame.dialogs import AskScreen, NoticeScreen
from charting_tui.screens.signing.signed import SignedScreen
from charting_tui.screens.worklist.today import TodayScreen

from .clinic import PIN, TODAY, make_clinic
from .test_screens import at_the_keyboard


async def test_a_note_that_one_may_not_read_opens_for_a_reason_and_the_owner_hears_of_it(
    tmp_path: Path,
) -> None:
    root = tmp_path / "clinic"
    kim = make_clinic(root)
    change_practice(kim, "notes_read", "own")
    book(kim, "jane", replace(read_booking("0900 jane 60"), therapist="kim"), TODAY)
    kim.close()
    async with at_the_keyboard(root, "lee") as lee:
        app: ChartingApp = lee.app
        await lee.presses("e", "home", "enter")
        assert isinstance(app.screen, AskScreen)
        assert "owners (Kim Vale)" in " ".join(lee.screen_text().replace("│", " ").split())
        await lee.presses("enter")
        assert isinstance(app.screen, AskScreen)
        await lee.types("fainted in the hall")
        await lee.presses("enter")
        assert isinstance(app.screen, SignedScreen)
    async with at_the_keyboard(root, "kim") as owner:
        assert isinstance(owner.app.screen, NoticeScreen)
        assert "in an emergency: fainted" in " ".join(owner.screen_text().split())
        await owner.presses("enter")
        assert isinstance(owner.app.screen, TodayScreen)
        give_code(owner.store, "lee", PIN)
    async with at_the_keyboard(root, "kim") as owner:
        assert isinstance(owner.app.screen, TodayScreen)
