"""Open faults of Textual 8.2.8 that end other programs, each tried where it could end this one."""

import asyncio
from itertools import count
from pathlib import Path
from time import monotonic

import pytest
from textual import _time
from textual.command import CommandList
from textual.content import Content
from textual.events import Key, MouseDown, MouseMove, MouseUp, Paste, Resize
from textual.geometry import Size
from textual.widgets import Input

from charting_tui.screens.visit.screen import VisitScreen
from charting_tui.screens.worklist.today import TodayScreen
from charting_tui.widgets.row_list import RowList
from charting_tui.widgets.soap_field import NoteText

from .nasty import NASTY
from .test_screens import Person, at_the_keyboard

pytestmark = pytest.mark.draws

# The ``root`` of these tests fails where a fault was logged, so that each ends with a look at the screen.


async def clicks(kim: Person, x: int, y: int, times: int) -> None:
    for _ in range(times):
        for event in (MouseDown, MouseUp):
            kim.app.post_message(
                event(None, x, y, 0, 0, 1, shift=False, meta=False, ctrl=False, screen_x=x, screen_y=y)
            )
    await kim.presses()


async def test_a_triple_click_on_the_line_of_the_palette_ends_nothing(root: Path) -> None:  # 6308
    async with at_the_keyboard(root) as kim:
        await kim.presses("ctrl+p")
        field = kim.app.screen.query_one(Input)
        await clicks(kim, field.region.x + 3, field.region.y + 1, 3)
        await kim.presses("escape")
        assert isinstance(kim.app.screen, TodayScreen)


async def test_page_keys_in_a_list_that_is_not_laid_out_yet_do_nothing(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        rows = kim.app.screen.query_one(RowList)
        await kim.presses("ctrl+p")
        palette = kim.app.screen
        listed = palette.query_one(CommandList)
        listed.clear_options()
        listed.styles.display = "none"
        await kim.pilot.pause()
        listed.add_options(["one", "two"])
        listed.highlighted = 1
        await palette.run_action("command_list('page_down')")
        await kim.presses("escape")
        rows.styles.display = "none"
        await kim.pilot.pause()
        rows.show_rows([(name, Content(name)) for name in ("one", "two")])
        rows.action_page_down()
        rows.action_page_up()
        assert isinstance(kim.app.screen, TodayScreen)


async def test_a_key_of_a_dialog_that_is_pressed_twice_at_once_closes_it_once(root: Path) -> None:  # 4884
    async with at_the_keyboard(root) as kim:
        for opening in ("a", "s", "c", "question_mark", "ctrl+p"):
            for key in (opening, "escape", opening, "escape", opening, opening, "enter", "enter"):
                kim.app.post_message(Key(key, key if len(key) == 1 else None))
            await kim.presses(*["escape"] * 6)
            assert isinstance(kim.app.screen, TodayScreen), opening


async def test_markup_that_is_not_closed_is_shown_as_it_was_typed(root: Path) -> None:  # 6155
    async with at_the_keyboard(root, size=(120, 40)) as kim:
        await kim.presses("n")
        kim.app.post_message(Paste("[/ [/] [r [0] [b"))
        await kim.presses("ctrl+r")
        assert "[/ [/] [r [0] [b" in kim.screen_text()
        await kim.presses("escape", "escape", "a")
        kim.app.post_message(Paste("[/ 1430 [b"))
        await kim.presses("enter", "escape")
        await kim.presses("c")
        kim.app.post_message(Paste("[/"))
        await kim.presses("escape")


@pytest.mark.parametrize("keys", ["a", "c", "nf6", "nctrl+t"])
async def test_a_line_to_type_in_takes_any_text_and_every_key_of_editing(root: Path, keys: str) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses(keys[0], *filter(None, [keys[1:]]))
        for text in NASTY:
            kim.app.post_message(Paste(text))
            for key in ("left", "shift+left", "ctrl+w", "home", "shift+end", "delete", "ctrl+k", "ctrl+u"):
                kim.app.post_message(Key(key, None))
        while kim.app._typed:
            await kim.presses()
        await kim.presses(*["escape"] * 6)
        assert isinstance(kim.app.screen, TodayScreen)


async def test_the_mouse_is_dragged_over_screens_that_come_and_go(root: Path) -> None:  # 3777, 6428
    async with at_the_keyboard(root) as kim:
        for key in ("n", "ctrl+r", "escape", "ctrl+n", "escape", "escape", "u", "escape"):
            kim.app.post_message(Key(key, None))
            for event in (MouseDown, MouseMove, MouseMove, MouseUp):
                for x, y in ((3, 3), (70, 20), (79, 23)):
                    kim.app.post_message(
                        event(
                            None, x, y, 1, 1, 1, shift=False, meta=False, ctrl=False, screen_x=x, screen_y=y
                        )
                    )
            await asyncio.sleep(0)
        await kim.presses(*["escape"] * 3)
        assert isinstance(kim.app.screen, TodayScreen)


@pytest.mark.parametrize(
    "keys", [[], ["n"], ["n", "ctrl+r"], ["n", "ctrl+k"], ["n", "f6"], ["u"], ["c"], ["o"]]
)
async def test_a_window_of_any_size_and_of_none_is_drawn_and_drawn_again(root: Path, keys: list[str]) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses(*keys)
        for size in ((1, 1), (0, 0), (300, 2), (3, 30), (80, 24)):
            kim.app.post_message(Resize(Size(*size), Size(*size)))
            await kim.pilot.resize_terminal(*size)
            kim.app.post_message(Key("down", None))
        await kim.presses()
        assert kim.app.size == (80, 24)
        assert "too small" not in kim.screen_text()


async def test_a_window_is_laid_out_anew_by_a_process_that_had_no_core_meanwhile(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_the_keyboard(root) as kim:
        late = count(monotonic(), 0.01)  # each look at the clock is later than a resize waits
        with monkeypatch.context() as patch:
            patch.setattr(_time, "get_time", lambda: next(late))
            await kim.pilot.resize_terminal(120, 40)
            await kim.presses()
        assert len(kim.screen_text().splitlines()) == 40


async def test_words_that_fit_in_no_line_are_typed_into_a_note_and_signed_off(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n")
        area = kim.app.screen.query_one("#subjective", NoteText)
        for text in NASTY:
            kim.app.post_message(Paste(text))
            for key in ("enter", "up", "ctrl+left", "end", "shift+up", "ctrl+z", "ctrl+y"):
                kim.app.post_message(Key(key, None))
        while kim.app._typed:
            await kim.presses()
        await kim.presses("ctrl+r", "pagedown", "escape")
        assert isinstance(kim.app.screen, VisitScreen)
        assert area.text == kim.note().subjective
        await kim.presses("escape")
