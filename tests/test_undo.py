import random
from pathlib import Path

import pytest
from textual.events import Paste

from charting_tui.widgets.soap_field import NoteText

from .clinic import NOW_THERE
from .terminal import Terminal
from .test_screens import at_the_keyboard

LINES = "\n".join(str(number) for number in range(1, 13))


@pytest.mark.terminal
def test_a_paste_of_twelve_lines_is_undone_and_redone_in_a_terminal(root: Path) -> None:
    arguments = ["--data", str(root), "--user", "kim"]
    with Terminal(arguments, root.parent, env={"CHARTING_NOW": NOW_THERE}) as screen:
        screen.sees("Doe, Jane").press("n").sees("Next visit, frequency")
        screen.types(f"\x1b[200~{LINES}\x1b[201~").sees("12").press("ctrl+z").sees("What the client says")
        screen.press("ctrl+y").sees("12").types("!").sees("12!")


@pytest.mark.draws
@pytest.mark.parametrize("size", [(80, 24), (20, 3)])
async def test_pastes_are_undone_and_redone_at_any_size(root: Path, size: tuple[int, int]) -> None:
    chance = random.Random(str(size))
    pieces = ["x", "\n", LINES, "wide 漢字 ", "e\u0301🙂", "\ttab", "w" * 300, LINES * 4]
    async with at_the_keyboard(root, size=size) as kim:
        await kim.presses("n")
        area = kim.app.screen.query_one("#subjective", NoteText)
        area.focus()
        for _ in range(4):
            area.load_text("")
            for _ in range(6):
                area.move_cursor(area.clamp_visitable((chance.randrange(60), chance.randrange(300))))
                if chance.random() < 0.3:
                    area.select_all()
                kim.app.post_message(Paste(chance.choice(pieces)))
                await kim.pilot.pause()
            last = area.text
            for _ in range(8):
                area.undo()
                await kim.pilot.pause()
            assert area.text == ""
            for _ in range(8):
                area.redo()
                await kim.pilot.pause()
            assert area.text == last
        await kim.presses("escape")
