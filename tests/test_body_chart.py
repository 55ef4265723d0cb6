"""The body chart in a visit: marked by keyboard, kept at every mark, beside the last visit's."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.operations.visits.quick import read_line, with_line_taken
from charting_tui.screens.visit.body_chart import BodyChartScreen
from charting_tui.screens.visit.screen import VisitScreen
from charting_tui.widgets.soap_field import NoteText

from .clinic import TODAY, make_clinic
from .test_screens import Person, at_the_keyboard


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    store = make_clinic(folder)
    for day, line in ((date(2026, 11, 9), "ut r3 trp; rh b2; imp"), (TODAY, "")):
        visit = book(store, "jane", read_booking("1100 jane 60"), day)
        if line:
            earlier = open_for_writing(store, "jane", visit.id)
            earlier.change(with_line_taken(earlier, read_line(earlier, line)))
            earlier.leave()
    store.close()
    return folder


@asynccontextmanager
async def at_the_chart(root: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Person]:
    async with at_the_keyboard(root, size=size) as kim:
        await kim.presses("enter", "ctrl+k")
        assert isinstance(kim.app.screen, BodyChartScreen)
        yield kim


async def test_an_area_is_found_by_its_word_graded_and_taken(root: Path) -> None:
    async with at_the_chart(root) as kim:
        await kim.types("lev")
        assert "Press Enter to go to right levator scapulae" in kim.screen_text()
        await kim.presses("enter", "3", "asterisk")
        assert "[3*]" in kim.screen_text()
        assert kim.note().quick_line == "lev r3 trp"
        await kim.presses("enter")
        assert isinstance(kim.app.screen, VisitScreen)
        assert "levator scapulae" in kim.note().objective
        assert kim.note().quick_line == ""
        assert "Findings from the body chart added to the note" in kim.screen_text()


async def test_a_word_with_side_and_grade_marks_at_once(root: Path) -> None:
    async with at_the_chart(root) as kim:
        await kim.types("ut b4")
        await kim.presses("enter")
        assert kim.note().quick_line == "ut b4"
        assert kim.screen_text().count("[4 ]") == 2


async def test_a_sides_letter_goes_to_the_side_and_may_begin_a_word(root: Path) -> None:
    async with at_the_chart(root) as kim:
        await kim.types("knee")
        await kim.presses("enter", "l", "2", "b", "3")
        assert kim.note().quick_line == "kn b3"
        await kim.types("lut")
        await kim.presses("enter", "1")
        assert kim.note().quick_line == "kn b3; ut l1"
        await kim.types("rhomb")
        await kim.presses("enter", "1")
        assert "rh r1" in kim.note().quick_line or "rh l1" in kim.note().quick_line


async def test_an_area_of_the_midline_has_no_side_until_one_is_chosen(root: Path) -> None:
    async with at_the_chart(root) as kim:
        await kim.types("neck")
        await kim.presses("enter", "1", "l", "2")
        assert kim.note().quick_line == "neck l2"
        await kim.types("sac")
        await kim.presses("enter", "3")
        assert kim.note().quick_line == "neck l2; sac m3"


async def test_a_vertebra_is_marked_where_it_lies_and_removed_there(root: Path) -> None:
    async with at_the_chart(root) as kim:
        await kim.types("L4 ttp")
        await kim.presses("enter")
        assert kim.note().quick_line == "L4 ttp"
        assert "L4: tenderness to palpation" in kim.screen_text()
        await kim.presses("up", "down")
        assert "Here too: L4" in kim.screen_text()
        await kim.presses("space", "x")
        assert kim.note().quick_line == ""


async def test_a_word_with_more_than_findings_marks_nothing(root: Path) -> None:
    async with at_the_chart(root) as kim:
        await kim.types("ut r3 p5")
        await kim.presses("enter")
        assert "No area begins with “ut r3 p5”." in kim.screen_text()
        await kim.types("ut r8")
        await kim.presses("enter")
        assert "Enter a grade from 0 none to 4 severe." in kim.screen_text()
        assert kim.note().quick_line == ""


async def test_a_mark_is_removed_and_a_change_taken_back_but_nothing_from_before_the_chart(
    root: Path,
) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter", "f6", *"mt30", "enter", "ctrl+k")
        await kim.types("ut")
        await kim.presses("enter", "3", "x")
        assert kim.note().quick_line == ""
        await kim.presses("z")
        assert kim.note().quick_line == "ut r3"
        await kim.presses("z", "z", "z")
        assert "nothing to undo on this chart" in kim.screen_text()
        assert "massage" in kim.note().objective


async def test_a_grade_outside_the_clinics_scale_is_refused_with_the_scale(root: Path) -> None:
    async with at_the_chart(root) as kim:
        await kim.presses("7")
        assert "Enter a grade from 0 none to 4 severe" in kim.screen_text()
        assert kim.note().quick_line == ""


async def test_other_findings_are_chosen_from_the_vocabularys_list(root: Path) -> None:
    async with at_the_chart(root) as kim:
        await kim.types("ut")
        await kim.presses("enter", "plus", "s", "enter")
        assert kim.note().quick_line == "ut r scar"
        assert "scar tissue" in kim.screen_text()


async def test_the_last_visit_shows_with_one_key_and_the_change_in_words(root: Path) -> None:
    async with at_the_chart(root) as kim:
        await kim.types("ut")
        await kim.presses("enter", "2")
        assert "Nov 9: grade 3, trigger points" in kim.screen_text()
        await kim.presses("equals_sign")
        text = " ".join(kim.screen_text().split())
        assert "Since 11/9/2026" in text
        assert "[3*]" in text
        assert "right upper trapezius 3, trigger points → 2" in " ".join(
            line[53:].strip() for line in kim.screen_text().splitlines()
        )
        await kim.presses("equals_sign")
        assert "[2 ]" in kim.screen_text()


async def test_both_visits_stand_side_by_side_where_there_is_room(root: Path) -> None:
    async with at_the_chart(root, size=(120, 40)) as kim:
        await kim.types("ut r2")
        await kim.presses("enter")
        line = next(line for line in kim.screen_text().splitlines() if "[2 ]" in line)
        assert "[3*]" in line
        assert "rhomboids on both sides 2 → not marked today" in kim.screen_text()


async def test_what_is_typed_as_an_area_is_shown_as_typed_and_marks_nothing(root: Path) -> None:
    async with at_the_chart(root) as kim:
        await kim.presses("slash")
        await kim.types("[red]é")
        await kim.presses("enter")
        assert "No area begins with “[red]é”." in kim.screen_text()
        assert kim.note().quick_line == ""


async def test_escape_leaves_the_field_then_the_chart_and_the_marks_wait(root: Path) -> None:
    async with at_the_chart(root) as kim:
        await kim.types("ut r3")
        await kim.presses("enter", "slash", "escape", "escape")
        assert isinstance(kim.app.screen, VisitScreen)
        assert isinstance(kim.app.focused, NoteText)
        assert "Your body chart isn't in the note yet" in kim.screen_text()
        await kim.presses("ctrl+k")
        assert "1 not in the note yet" in " ".join(kim.screen_text().split())


@pytest.mark.parametrize("size", [(80, 24), (120, 24), (120, 40), (200, 60)])
async def test_the_whole_body_and_the_keys_are_on_the_screen_at_every_size(
    root: Path, size: tuple[int, int]
) -> None:
    async with at_the_chart(root, size=size) as kim:
        lines = kim.screen_text().splitlines()
        assert any("╰────╯ ╰────╯" in line and "╰───╯ ╰───╯" in line for line in lines)
        assert "F1 help" in lines[-1]
        assert lines[0].lstrip().startswith("Today › Doe, Jane")
