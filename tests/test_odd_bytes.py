from pathlib import Path

import pytest
from textual.drivers import linux_driver
from textual.events import Paste

from .clinic import NOW_THERE
from .terminal import Terminal
from .test_screens import at_the_keyboard


def test_a_terminal_that_sends_latin_1_ends_nothing_and_its_letters_are_told_from_others(root: Path) -> None:
    arguments = ["--data", str(root), "--user", "kim"]
    with Terminal(arguments, root.parent, env={"CHARTING_NOW": NOW_THERE}) as screen:
        screen.sees("Doe, Jane").press("n").sees("Next visit, frequency")
        screen.sends(b"caf\xe9 au lait").sees("caf\N{REPLACEMENT CHARACTER} au lait")
        screen.types(" café").sees("au lait café")


@pytest.mark.parametrize("keys", [(), ("f6",)])
async def test_what_a_terminal_would_obey_is_not_pasted_into_a_text(
    root: Path, keys: tuple[str, ...]
) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", *keys)
        kim.app.post_message(Paste("sore\x0e n\x00e\x9b2Jck\x1b[31m caf\u00e9 [red]\nand\tback"))
        await kim.presses()
        note = kim.note()
        assert (note.subjective or note.quick_line).startswith("sore ne2Jck[31m café [red]")
        assert "sore ne2Jck[31m café [red]" in kim.screen_text()


async def test_lines_and_tabs_of_a_paste_stay(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n")
        kim.app.post_message(Paste("neck\r\nback\x0bhip\tleft"))
        await kim.presses()
        assert kim.note().subjective.splitlines() == ["neck", "back", "hip\tleft"]


def test_the_name_by_which_textual_decodes_what_a_terminal_sends_exists() -> None:
    assert callable(vars(linux_driver)["getincrementaldecoder"])
