"""A finding that is set aside is seen and counts again by a key; escape steps back in adding a code."""

from pathlib import Path

from charting_tui.screens.add_code import AddCodeScreen
from charting_tui.screens.visit.screen import VisitScreen
from tests.test_screens import at_the_keyboard

TWO_CODES = ("n", *"sore", "ctrl+n", *"97140", "enter", *"30", "enter", *"neck", "enter", "enter")
TWO_CODES += ("ctrl+n", *"97124", "enter", *"30", "enter", *"neck", "enter", "enter")


async def test_a_finding_that_is_set_aside_is_seen_quietly_and_counts_again_by_a_key(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses(*TWO_CODES, "ctrl+f")
        while "C013" not in kim.screen_text():
            await kim.presses("down")
        await kim.presses("t")
        assert "Only a finding that is set aside" in kim.screen_text()
        assert kim.screen_text().count("C013") == 1
        await kim.presses("o")
        await kim.types("Both were [asked] for")
        await kim.presses("enter")
        assert "C013 is overruled" in kim.screen_text()
        await kim.presses("ctrl+f", "end")
        assert "– aside" in kim.screen_text()
        assert "Set aside by kim: Both" in " ".join(kim.screen_text().split())
        await kim.presses("1")
        assert "C013 is set aside. Press t" in kim.screen_text()
        await kim.presses("escape", "enter")
        assert "set aside: C013" in kim.screen_text()
        await kim.presses("ctrl+r")
        assert "1 is set aside, at the end of the record" in " ".join(kim.screen_text().split())
        await kim.presses("end")
        assert "Both were [asked] for (kim, 23 Nov 2026)" in kim.screen_text()
        await kim.presses("escape", "ctrl+f", "end", "t")
        assert "C013 counts again" in kim.screen_text()
        assert "aside" not in kim.screen_text().replace("set aside stays in the chart", "")


async def test_where_all_is_set_aside_the_list_can_still_be_entered(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses(*TWO_CODES)
        visit = kim.app.screen
        assert isinstance(visit, VisitScreen)
        for found in visit.session.findings():
            if found.overrulable:
                visit.session.overrule(found, "so")
        visit.redraw()
        await kim.presses("ctrl+f", "end", "p")
        assert "– aside" not in kim.screen_text()
        await kim.presses("escape", "t")
        assert "counts again" in kim.screen_text()


async def test_escape_goes_back_a_question_and_keeps_what_was_typed(root: Path) -> None:
    async with at_the_keyboard(root, size=(120, 40)) as kim:
        await kim.presses("n", *"sore", "ctrl+o", "enter", "escape")
        await kim.presses("ctrl+n", *"manual", "down", "up", "enter", *"30", "enter", *"neck")
        assert "› Areas" in kim.screen_text()
        await kim.presses("escape")
        assert "› Hands-on minutes" in kim.screen_text()
        assert "30" in kim.screen_text()
        await kim.presses("escape")
        assert "Code: number" in kim.screen_text()
        assert "manual" in kim.screen_text()
        await kim.presses("enter", *"45", "enter")
        assert "neck" in kim.screen_text()
        await kim.presses("enter", "escape")
        assert "› Areas" in kim.screen_text()
        await kim.presses("enter", "enter")
        assert isinstance(kim.app.screen, VisitScreen)
        await kim.presses("ctrl+s")
        (line,) = kim.visit().services
        assert (line.code, line.minutes, line.area) == ("97140", 45, "neck")


async def test_another_code_begins_with_nothing_of_the_one_before(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", *"sore", "ctrl+n", *"97140", "enter", *"30", "enter", *"neck")
        await kim.presses("escape", "escape", *"97124", "enter", *"15", "enter")
        assert "neck" not in kim.screen_text()
        await kim.presses("enter", "enter", "ctrl+s")
        (line,) = kim.visit().services
        assert (line.code, line.minutes, line.area) == ("97124", 15, "")


async def test_escape_at_the_code_gives_the_code_up(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", *"sore", "ctrl+n", *"97140", "enter", "escape", "escape")
        assert not isinstance(kim.app.screen, AddCodeScreen)
        assert kim.visit().services == ()
