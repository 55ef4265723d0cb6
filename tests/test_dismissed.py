"""A dismissed finding is seen and restored by a key; escape steps back in adding a code."""

from pathlib import Path

from charting_tui.screens.visit.add_code import AddCodeScreen
from charting_tui.screens.visit.screen import VisitScreen
from charting_tui.widgets.row_list import RowList
from charting_tui.widgets.soap_field import NoteText
from tests.test_screens import at_the_keyboard

TWO_CODES = ("n", *"sore", "ctrl+n", *"97140", "enter", *"30", "enter", *"neck", "enter", "enter")
TWO_CODES += ("ctrl+n", *"97124", "enter", *"30", "enter", *"neck", "enter", "enter")


async def test_a_finding_that_is_set_aside_is_seen_quietly_and_counts_again_by_a_key(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses(*TWO_CODES, "ctrl+f")
        while "C013" not in kim.screen_text():
            await kim.presses("down")
        await kim.presses("t")
        assert "Only a dismissed finding" in kim.screen_text()
        assert kim.screen_text().count("C013") == 1
        await kim.presses("o")
        await kim.types("Both were [asked] for")
        await kim.presses("enter")
        assert "C013 dismissed" in kim.screen_text()
        await kim.presses("ctrl+f", "end")
        assert "dismissed C013" in kim.screen_text()
        assert "Dismissed by kim: Both" in " ".join(kim.screen_text().split())
        await kim.presses("1")
        assert "C013 is dismissed. Press t" in kim.screen_text()
        await kim.presses("escape", "escape", "enter")
        assert "dismissed: C013" in kim.screen_text()
        await kim.presses("ctrl+r")
        assert "1 dismissed, listed at the end of the record" in " ".join(kim.screen_text().split())
        await kim.presses("end")
        assert "Both were [asked] for (kim, 11/23/2026)" in kim.screen_text()
        await kim.presses("escape", "ctrl+f", "end", "t")
        assert "C013 restored" in kim.screen_text()
        assert "dismissed" not in kim.screen_text().replace("still shows that it was dismissed", "")


async def test_where_all_is_set_aside_the_list_can_still_be_entered(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses(*TWO_CODES)
        visit = kim.app.screen
        assert isinstance(visit, VisitScreen)
        for found in visit.session.findings():
            if found.dismissible:
                visit.session.dismiss_finding(found, "so")
        visit.redraw()
        await kim.presses("ctrl+f", "end", "p")
        assert "dismissed C0" not in kim.screen_text()
        await kim.presses("escape", "t")
        assert "restored" in kim.screen_text()


async def test_the_key_line_of_a_dismissed_finding_names_the_key_that_works_there(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses(*TWO_CODES, "ctrl+f")
        rows = kim.app.screen.query_one("#finding-rows", RowList)
        at = next(at for at, name in enumerate(rows.names) if name.startswith("C013"))
        await kim.presses(*["down"] * at)
        keys = kim.screen_text().splitlines()[-1]
        assert ("o dismiss" in keys, "t restore" in keys) == (True, False)
        await kim.presses("o", *"both", "enter")
        assert "To restore it, go to the end of the findings and press t" in " ".join(
            kim.screen_text().split()
        )
        await kim.presses("end")
        keys = kim.screen_text().splitlines()[-1]
        assert ("o dismiss" in keys, "1 first" in keys, "t restore" in keys) == (False, False, True)


async def test_the_findings_stand_in_the_order_of_the_review_the_worst_first(root: Path) -> None:
    async with at_the_keyboard(root, size=(120, 40)) as kim:
        await kim.presses("n", "ctrl+n", *"97140", "enter", *"30", "enter", "enter", "enter", "ctrl+f")
        visit = kim.app.screen
        assert isinstance(visit, VisitScreen)
        listed = [name.partition(" ")[0] for name in visit.query_one("#finding-rows", RowList).names]
        await kim.presses("ctrl+r")
        review = [
            line.split()[2] for line in kim.screen_text().splitlines() if line.strip()[:3] in {"✗ e", "! w"}
        ]
        assert review
        assert review == listed[: len(review)]


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


async def test_escape_in_codes_and_findings_goes_to_the_note_that_one_came_from_then_out(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses(*TWO_CODES)
        visit = kim.app.screen
        assert isinstance(visit, VisitScreen)
        note = visit.focused
        assert isinstance(note, NoteText)
        for there in ("ctrl+f", "ctrl+l"):
            await kim.presses(there)
            assert visit.focused is not note
            await kim.presses("escape")
            assert visit.focused is note
        await kim.presses("escape")
        assert kim.app.screen is not visit
