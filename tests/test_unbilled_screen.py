from pathlib import Path

import pytest

from charting_tui.acts.booking import book, read_booking

from .clinic import TODAY, make_clinic
from .test_screens import at_the_keyboard


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    store = make_clinic(folder)
    book(store, "jane", read_booking("1100 jane 60"), TODAY)
    store.close()
    return folder


async def test_who_has_nothing_unbilled_is_told_how_many_others_have(root: Path) -> None:
    async with at_the_keyboard(root, person="lee") as lee:
        await lee.presses("u")
        assert "None of yours is unbilled; e shows everyone's 1." in lee.screen_text()
        assert "Every visit is billed" not in lee.screen_text()
