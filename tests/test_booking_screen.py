from datetime import time, timedelta
from pathlib import Path

import pytest

from charting_tui.operations.bookings.booking import Booking, book

from .clinic import TODAY, make_clinic, open_clinic
from .test_screens import at_the_keyboard


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    store = make_clinic(folder)
    book(store, "amir", Booking(time(14), "amir", 60), TODAY)
    store.close()
    return folder


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_an_appointment_over_another_is_warned_of_while_it_is_typed_and_can_be_booked(
    root: Path, size: tuple[int, int]
) -> None:
    async with at_the_keyboard(root, size=size) as kim:
        await kim.presses("a")
        await kim.types("jane 230 90")
        text = " ".join(kim.screen_text().replace("│", " ").split())
        assert "Doe, Jane: 2:30–4:00 PM, 90 min. ! Overlaps Doe, Amir" in text
        assert "2:00–3:00 PM. Press Enter to book it anyway." in text
        await kim.presses("enter")
        text = " ".join(kim.screen_text().replace("│", " ").split())
        assert "Added: Doe, Jane, 2:30 PM. Overlaps Doe, Amir 2:00–3:00 PM. Press Enter to open it." in text
        assert "14:30 Doe, Jane" in text


async def test_an_appointment_of_another_day_is_booked_there(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("a")
        await kim.types("tomorrow 9 jane")
        await kim.presses("enter")
        assert "Added: Doe, Jane, 9:00 AM on Tuesday, 11/24/2026." in kim.screen_text()
    store = open_clinic(root)
    (row,) = store.summaries(day=TODAY + timedelta(days=1))
    store.close()
    assert (row.client, row.start) == ("jane", time(9))


async def test_a_visit_that_begins_now_over_another_says_so(root: Path) -> None:
    store = open_clinic(root)
    book(store, "amir", Booking(time(12, 30), "amir", 60), TODAY)
    store.close()
    async with at_the_keyboard(root) as kim:
        await kim.presses("c")
        await kim.types("jane")
        await kim.presses("ctrl+t")
        assert "Overlaps Doe, Amir 12:30–1:30 PM." in kim.screen_text()


async def test_the_review_gives_the_reason_before_the_pin_is_asked(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n")
        await kim.types("sore")
        await kim.presses("ctrl+r")
        assert "✗ This visit starts at 2:00 PM. Sign it after it begins." in kim.screen_text()
        await kim.presses("s")
        assert "PIN" not in kim.screen_text()
