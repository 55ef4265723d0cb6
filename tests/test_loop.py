import asyncio
from datetime import time, timedelta
from pathlib import Path

import pytest

from charting_tui.errors import BadInput
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.settings.practice import change_practice
from charting_tui.operations.signing.pins import check_pin
from charting_tui.operations.signing.signing import IDLE, PIN_STOOD, StandingPin
from charting_tui.operations.visits.editing import new_line, with_line, with_minutes
from charting_tui.operations.visits.opening import open_for_writing, take_over
from charting_tui.records.claim import ClaimLine
from charting_tui.records.visit import SECTIONS
from charting_tui.screens.frame.dialogs import TakenOverScreen
from charting_tui.screens.signing.review import ReviewScreen
from charting_tui.screens.visit.screen import VisitScreen
from charting_tui.screens.worklist.today import TodayScreen
from charting_tui.store.chart_store import ChartStore

from .clinic import PIN, TODAY, make_clinic, open_clinic
from .keyboard import until
from .test_screens import at_the_keyboard


def write(store: ChartStore, client: str, line: str, *sections: str) -> str:
    """Book a visit and write something into these sections, with a code line beside all four."""
    visit = book(store, client, read_booking(line), TODAY)
    session = open_for_writing(store, client, visit.id)
    for section in sections:
        session.type_text(section, f"Massage of the neck, 20 min, {section}.")
    if len(sections) == len(SECTIONS):
        minutes = new_line("97124").model_copy(update={"minutes": 20, "area": "neck"})
        session.change(with_line(session.draft, minutes, ClaimLine()))
    session.leave()
    return visit.id


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """At noon: Amir's visit of 10:00 is to sign, Jane's of 9:00 has a plan to write, Amir's of 8:00 none."""
    folder = tmp_path / "clinic"
    store = make_clinic(folder)
    write(store, "amir", "1000 amir 30", *SECTIONS)
    write(store, "jane", "900 jane 30", *SECTIONS[:3])
    store.close()
    return folder


def allow(root: Path, minutes: int) -> None:
    store = open_clinic(root)
    change_practice(store, "pin_minutes", minutes)
    store.close()


async def test_the_next_to_do_is_to_chart_before_to_sign_with_the_cursor_where_typing_begins(
    root: Path,
) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n")
        assert "Doe, Jane" in kim.screen_text().splitlines()[0]
        assert kim.app.focused is not None
        assert kim.app.focused.id == "plan"


async def test_the_next_visit_says_when_it_is_of_another_day(tmp_path: Path) -> None:
    store = make_clinic(tmp_path / "clinic")
    book(store, "jane", read_booking("900 jane 30"), TODAY - timedelta(days=3))
    store.close()
    async with at_the_keyboard(tmp_path / "clinic") as kim:
        await kim.presses("n")
        assert "This visit is from Fri 11/20/2026, not today." in kim.screen_text()


async def test_one_key_and_the_pin_sign_and_open_the_next_visit_by_name(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", *"weekly", "ctrl+r", "n", *PIN, "enter")
        assert isinstance(kim.app.screen, VisitScreen)
        assert "Doe, Amir" in kim.screen_text().splitlines()[0]
        assert "Signed: Doe, Jane" in kim.screen_text()
        assert "Next: Doe, Amir, 10:00." in kim.screen_text()
        await kim.presses("ctrl+r", "n", *PIN, "enter")
        assert isinstance(kim.app.screen, TodayScreen)
        assert "Signed: Doe, Amir" in kim.screen_text()
        assert "You're done" in kim.screen_text()
        for client in ("jane", "amir"):
            assert all(kept.signed for kept in kim.store.chart(client).visits)


async def test_s_signs_and_goes_back_to_today(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", *"weekly", "ctrl+r", "s", *PIN, "enter")
        assert isinstance(kim.app.screen, TodayScreen)
        assert "Press n for the next visit." in kim.screen_text()


async def test_a_pin_is_asked_each_time_unless_the_owner_lets_it_stand(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", *"weekly", "ctrl+r", "n", *PIN, "enter", "ctrl+r", "s")
        assert "Enter your PIN to sign this record" in kim.screen_text()


async def test_a_standing_pin_still_asks_for_a_conscious_key(root: Path) -> None:
    allow(root, 10)
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", *"weekly", "ctrl+r", "n", *PIN, "enter", "ctrl+r", "s")
        assert "Sign as Kim Vale? You won't need your PIN again until 12:" in kim.screen_text()
        assert "Doe, Amir, 11/23/2026: you can't change the record after signing" in kim.screen_text()
        await kim.presses("escape")
        assert isinstance(kim.app.screen, ReviewScreen)
        assert kim.store.chart("amir").visits[0].signed is None
        await kim.presses("s", "enter")
        assert kim.store.chart("amir").visits[0].signed is not None
        assert kim.store.history("amir")[-1].how == PIN_STOOD
        assert kim.store.history("jane")[-1].how == ""


class Seconds:
    """A monotonic clock that is moved by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def store(root: Path) -> ChartStore:
    allow(root, 5)
    return open_clinic(root)


def test_a_pin_stands_for_the_minutes_allowed_and_no_longer(store: ChartStore) -> None:
    seconds = Seconds()
    pin = StandingPin(seconds)
    assert pin.until(store) is None
    pin.given(store)
    assert pin.until(store) == store.clock.now() + timedelta(minutes=5)
    for _ in range(4):
        seconds.now += 70
        pin.touched()
    assert pin.until(store) == store.clock.now() + timedelta(seconds=20)
    seconds.now += 20
    assert pin.until(store) is None
    store.close()


def test_a_pin_stands_no_more_when_nobody_was_at_the_keys(store: ChartStore) -> None:
    seconds = Seconds()
    pin = StandingPin(seconds)
    pin.given(store)
    seconds.now += IDLE + 1
    assert pin.until(store) is None
    pin.touched()
    assert pin.until(store) is None
    store.close()


def test_a_wrong_pin_in_any_login_ends_it(store: ChartStore) -> None:
    pin = StandingPin(Seconds())
    pin.given(store)
    elsewhere = open_clinic(store.root)
    with pytest.raises(BadInput):
        check_pin(elsewhere, "000000")
    elsewhere.close()
    assert pin.until(store) is None
    store.close()


def test_it_stands_for_its_giver_alone_and_only_while_the_office_allows_it(store: ChartStore) -> None:
    pin = StandingPin(Seconds())
    pin.given(store)
    lee = open_clinic(store.root, "lee")
    assert pin.until(lee) is None
    lee.close()
    change_practice(store, "pin_minutes", 0)
    assert pin.until(store) is None
    store.close()


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """At noon: Jane's visits of 9:00 and 10:00 are ready, Amir's of 8:00 has minutes that are no number."""
    folder = tmp_path / "clinic"
    store = make_clinic(folder)
    write(store, "jane", "1000 jane 30", *SECTIONS)
    write(store, "jane", "900 jane 30", *SECTIONS)
    amir = write(store, "amir", "800 amir 30", *SECTIONS)
    session = open_for_writing(store, "amir", amir)
    session.change(with_minutes(session.draft, 0, "2o"))
    session.leave()
    store.close()
    return folder


def signed_of(store: ChartStore, client: str) -> list[bool]:
    return [kept.signed is not None for kept in store.chart(client).visits]


async def test_several_notes_are_signed_one_after_the_other_each_read_to_its_end(written: Path) -> None:
    async with at_the_keyboard(written, size=(80, 20)) as kim:
        await kim.presses("b")
        assert "Doe, Amir, Nov 23" in kim.screen_text().splitlines()[0]
        assert "1 of 3" in kim.screen_text().splitlines()[0]
        await kim.presses("end", "s")
        assert "T005 blocks signing" in kim.screen_text()
        await kim.presses("greater_than_sign")
        assert "2 of 3" in kim.screen_text().splitlines()[0]
        await kim.presses("s")
        assert "Read the rest of this record first" in kim.screen_text()
        await kim.presses("space", "space")
        await kim.presses("s", *PIN, "enter")
        assert signed_of(kim.store, "jane") == [True, False]
        await kim.presses("s", *PIN, "enter")
        assert signed_of(kim.store, "jane") == [True, False]
        await kim.presses("end")
        await kim.presses("s", *PIN, "enter")
        assert isinstance(kim.app.screen, TodayScreen)
        assert "2 signed, 1 needs fixing." in kim.screen_text()
        assert signed_of(kim.store, "jane") == [True, True]
        assert kim.store.journals() == []


async def test_a_note_is_postponed_and_escape_ends_the_round(written: Path) -> None:
    allow(written, 10)
    async with at_the_keyboard(written, size=(100, 60)) as kim:
        await kim.presses("b", "greater_than_sign", "greater_than_sign")
        await kim.presses("s", *PIN, "enter")
        assert "1 signed, 1 postponed, 1 needs fixing." in kim.screen_text()
        await kim.presses("b", "greater_than_sign")
        await kim.presses("s", "escape", "escape")
        assert isinstance(kim.app.screen, TodayScreen)
        assert "None signed yet, 1 needs fixing, 1 to go." in kim.screen_text()
        await kim.presses("b", "greater_than_sign")
        await kim.presses("s", "enter")
        assert "1 signed, 1 needs fixing." in kim.screen_text()
        assert kim.store.journals() == []


async def test_a_note_of_the_round_is_opened_to_be_fixed(written: Path) -> None:
    async with at_the_keyboard(written) as kim:
        await kim.presses("b", "f")
        assert isinstance(kim.app.screen, VisitScreen)
        assert "Doe, Amir" in kim.screen_text().splitlines()[0]
        assert "None signed yet, 3 to go." in kim.screen_text()


async def test_without_a_note_to_sign_the_round_says_so(root: Path) -> None:
    async with at_the_keyboard(root, person="lee") as lee:
        await lee.presses("b")
        assert "You have no note ready to sign." in lee.screen_text()


async def test_a_visit_that_another_login_writes_is_passed_over(written: Path) -> None:
    elsewhere = open_clinic(written)
    amir = elsewhere.chart("amir").visits[0].visit.id
    there = open_for_writing(elsewhere, "amir", amir)
    async with at_the_keyboard(written, size=(100, 60)) as kim:
        await kim.presses("b")
        assert "2 of 3" in kim.screen_text().splitlines()[0]
        await kim.presses("escape")
        said = " ".join(kim.screen_text().split())
        assert "None signed yet, 1 could not be opened, 2 to go." in said
        assert (
            "Doe, Amir: open in your other window since 12:00. Close it there, or press Enter to continue"
            in said
        )
    there.leave()
    elsewhere.close()


async def test_another_login_goes_on_with_a_note_of_the_round_even_over_a_question(written: Path) -> None:
    elsewhere = open_clinic(written)
    async with at_the_keyboard(written, size=(100, 60)) as kim:
        await kim.presses("b", "ctrl+t")
        (head,) = elsewhere.journals()
        there = await asyncio.to_thread(take_over, elsewhere, head)
        said = "You continued this visit in another window. None signed yet, 3 to go."
        await until(lambda: isinstance(kim.app.screen, TakenOverScreen), "the other login has taken over")
        await kim.presses("enter")
        assert isinstance(kim.app.screen, TodayScreen)
        assert said in kim.screen_text()
        there.type_text("plan", "Weekly.")
        there.leave()
    elsewhere.close()


async def test_leaving_the_program_in_the_round_saves_what_was_entered_there(written: Path) -> None:
    async with at_the_keyboard(written, size=(100, 60)) as kim:
        await kim.presses("b", "ctrl+t", *"1000-1025", "enter", "ctrl+q")
    store = open_clinic(written)
    assert store.journals() == []
    assert store.chart("amir").visits[0].visit.time_out == time(10, 25)
    store.close()
