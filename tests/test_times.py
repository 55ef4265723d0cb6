from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from charting_tui.app import ChartingApp
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.visits.editing import new_line, session_times_of, with_line
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.operations.visits.timing import line_times_of, understood_in_words, why_ask_stamp
from charting_tui.records.chart import VisitFile
from charting_tui.records.claim import ClaimLine
from charting_tui.records.visit import Appointment, Visit
from charting_tui.screens.visit.times import TimesScreen
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.lines import PlaceLine

from .clinic import NOW, PIN, TODAY, make_clinic
from .terminal import Terminal
from .test_screens import Person


class Watch:
    """A clock that is moved by hand."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def moves(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A visit from 11:00 to 12:00 with massage and manual therapy, none of them with minutes; it is noon."""
    folder = tmp_path / "clinic"
    store = make_clinic(folder)
    visit = book(store, "jane", read_booking("1100 jane 60"), TODAY)
    session = open_for_writing(store, "jane", visit.id)
    session.type_text("objective", "Massage of the neck, myofascial release to upper trapezius.")
    for code in ("97124", "97140"):
        session.change(with_line(session.draft, new_line(code), ClaimLine()))
    session.leave()
    store.close()
    return folder


@asynccontextmanager
async def kim_at(root: Path, watch: Watch) -> AsyncIterator[Person]:
    store = ChartStore.open(root, person="kim", read_clock=watch)
    app = ChartingApp(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield Person(app, pilot, store)
    store.close()


def minutes(kim: Person) -> list[int | str | None]:
    return [line.minutes for line in kim.visit().services]


async def test_two_keys_take_the_times_that_were_booked(root: Path, watch: Watch) -> None:
    async with kim_at(root, watch) as kim:
        await kim.presses("n", "ctrl+t")
        assert kim.visit().time_in is None
        await kim.presses("enter", "escape")
        assert (kim.visit().time_in, kim.visit().time_out) == (time(11), time(12))


async def test_times_are_typed_over_the_offered_ones(root: Path, watch: Watch) -> None:
    async with kim_at(root, watch) as kim:
        await kim.presses("n", "ctrl+t", *"1102-1158", "enter")
        assert "in 11:02 out 11:58" in kim.screen_text()


async def test_a_stamp_near_the_appointments_edge_is_one_key(root: Path, watch: Watch) -> None:
    async with kim_at(root, watch) as kim:
        watch.moves(-3590)
        await kim.presses("n", "ctrl+t", "ctrl+n")
        assert "Time in set to 11:00" in kim.screen_text()
        await kim.presses("enter")
        assert "in 11:00 ·" in kim.screen_text()
        watch.moves(3000)
        await kim.presses("ctrl+t", "ctrl+o", "escape", "escape")
        assert (kim.visit().time_in, kim.visit().time_out) == (time(11), time(11, 50))


async def test_a_stamp_far_from_the_edge_is_taken_when_its_key_comes_again(root: Path, watch: Watch) -> None:
    async with kim_at(root, watch) as kim:
        await kim.presses("n", "ctrl+t", "f2")
        assert "It is 12:00; the visit is booked to begin at 11:00." in kim.screen_text()
        assert kim.app._session is not None
        assert kim.app._session.draft.visit.time_in is None
        await kim.presses("f2")
        assert kim.app._session.draft.visit.time_in == time(12)


def test_another_days_visit_is_not_stamped() -> None:
    visit = Visit(date=TODAY - timedelta(days=1))
    with pytest.raises(NotAllowed, match="Nov 22"):
        why_ask_stamp(visit, "in", datetime(2026, 11, 23, 12))  # noqa: DTZ001 - a wall clock


async def test_the_timer_offers_whole_minutes_and_never_one_more(root: Path, watch: Watch) -> None:
    async with kim_at(root, watch) as kim:
        await kim.presses("n", "ctrl+t", "down", "space")
        assert "running since 12:00" in kim.screen_text()
        watch.moves(31 * 60 + 59)
        await kim.presses("space")
        assert "The timer ran 31 whole minutes." in kim.screen_text()
        await kim.presses("enter")
        assert "31 min" in kim.screen_text()
        assert "running" not in kim.screen_text()
        await kim.presses("escape", "escape")
        assert minutes(kim) == [31, None]


async def test_starting_another_timer_stops_the_first_at_that_moment(root: Path, watch: Watch) -> None:
    async with kim_at(root, watch) as kim:
        await kim.presses("n", "ctrl+t", "down", "space", "down")
        watch.moves(1200)
        await kim.presses("space")
        watch.moves(50)
        await kim.presses("enter")
        assert "running since 12:20" in kim.screen_text().split("97140")[1]
        watch.moves(600)
        await kim.presses("space", "enter", "escape", "escape")
        assert minutes(kim) == [20, 10]


async def test_a_timer_that_is_not_stopped_after_all_runs_on(root: Path, watch: Watch) -> None:
    async with kim_at(root, watch) as kim:
        await kim.presses("n", "ctrl+t", "down", "space")
        watch.moves(600)
        await kim.presses("space", "escape")
        assert "running since 12:00" in kim.screen_text()
        watch.moves(60)
        await kim.presses("space", "enter", "escape", "escape")
        assert minutes(kim) == [11, None]


async def test_two_stretches_of_one_line_are_added_up_before_they_are_rounded(
    root: Path, watch: Watch
) -> None:
    async with kim_at(root, watch) as kim:
        await kim.presses("n", "ctrl+t", "down")
        for _ in range(2):
            await kim.presses("space")
            watch.moves(630)
            await kim.presses("space", "enter")
        await kim.presses("escape", "escape")
        assert minutes(kim) == [21, None]


async def test_a_running_timer_is_there_after_leaving_and_in_the_next_login(root: Path, watch: Watch) -> None:
    async with kim_at(root, watch) as kim:
        await kim.presses("n", "ctrl+t", "down", "space", "escape")
        assert "97124 running since 12:00" in kim.screen_text().splitlines()[0]
        await kim.presses("escape")
    watch.moves(900)
    async with kim_at(root, watch) as kim:
        await kim.presses("n")
        assert "97124 running since 12:00" in kim.screen_text().splitlines()[0]
        await kim.presses("ctrl+t", "down", "space")
        assert "The timer ran 15 whole minutes." in kim.screen_text()


async def test_the_line_above_tells_of_the_timer_that_runs_and_of_none_that_is_stopped(
    root: Path, watch: Watch
) -> None:
    async with kim_at(root, watch) as kim:
        await kim.presses("n", "ctrl+t", "down")
        (above,) = kim.app.screen_stack[-2].query(PlaceLine)
        await kim.presses("space")
        assert "97124 running since 12:00" in str(above.render())
        watch.moves(600)
        await kim.presses("space", "enter")
        assert "running" not in str(above.render())
        await kim.presses("z")
        assert "97124 running since 12:00" in str(above.render())


async def test_starting_a_timer_tells_of_one_that_runs_in_another_visit(root: Path, watch: Watch) -> None:
    store = ChartStore.open(root, person="kim", read_clock=watch)
    other = book(store, "amir", read_booking("900 amir 30"), TODAY)
    session = open_for_writing(store, "amir", other.id)
    session.change(with_line(session.draft, new_line("97124"), ClaimLine()))
    session.leave()
    store.close()
    async with kim_at(root, watch) as kim:
        await kim.presses("enter", "ctrl+t", "down", "space")
        assert "is running. You can leave the visit while it runs" in " ".join(
            kim.screen_text().replace("│", " ").split()
        )
        await kim.presses("escape", "escape", "down", "enter", "ctrl+t", "down", "space")
        said = " ".join(kim.screen_text().replace("│", " ").split())
        assert "97124 is running. A timer is running in another visit of yours: 97124 for Doe, Amir" in said
        await kim.presses("escape", "escape")
        assert [row.timer for row in kim.store.summaries(day=TODAY)] == ["97124", "97124"]


@pytest.mark.terminal
def test_a_running_timer_outlives_a_kill(root: Path) -> None:
    def login() -> Terminal:
        arguments = ["--data", str(root), "--user", "kim"]
        return Terminal(arguments, root.parent, env={"CHARTING_NOW": "2026-11-23T12:00"})

    with login() as screen:
        screen.sees("Doe, Jane").press("n").sees("97140").press("ctrl+t").sees("session began")
        screen.press("down", " ").sees("running since 12:00").kill()
    with login() as again:
        again.sees("You left this visit open", "97124 running since 12:00")


async def test_a_visit_is_not_signed_while_a_timer_runs(root: Path, watch: Watch) -> None:
    async with kim_at(root, watch) as kim:
        await kim.presses("n", "ctrl+t", "down", "space", "escape", "ctrl+r")
        assert "A timer is running: 97124 running since 12:00. Press Ctrl+T" in kim.screen_text()
        watch.moves(1800)
        await kim.presses("ctrl+t", "down", "space", "enter", "down", "enter", *"25", "enter", "escape")
        assert "A timer is running" not in kim.screen_text()
        await kim.presses("s", *PIN, "enter")
        (kept,) = kim.store.chart("jane").visits
        assert signed_minutes(kept) == [30, 25]
        assert kept.visit.timers == ()


def signed_minutes(kept: VisitFile) -> list[int | str | None]:
    assert kept.signed is not None
    assert "timers" not in kept.signed.text
    return [line.minutes for line in kept.visit.services]


async def test_minutes_beyond_the_session_are_said(root: Path, watch: Watch) -> None:
    async with kim_at(root, watch) as kim:
        await kim.presses("n", "ctrl+t", *"1105-1155", "enter", "ctrl+t", "down", "enter", *"+1105-1140")
        await kim.presses("enter")
        assert "35 of 50 minutes" in kim.screen_text()
        assert "11:05–11:40" in kim.screen_text()
        await kim.presses("down", "m", *"20", "enter")
        assert "✗ 55 of 50 minutes: more than the time between in and out." in kim.screen_text()
        await kim.presses("z")
        assert "35 of 50 minutes" in kim.screen_text()
        await kim.presses("escape", "escape")
        (line, _) = kim.visit().services
        assert [(block.time_in, block.time_out) for block in line.blocks] == [(time(11, 5), time(11, 40))]


async def test_up_from_the_first_line_leads_back_to_the_times(root: Path, watch: Watch) -> None:
    async with kim_at(root, watch) as kim:
        await kim.presses("n", "ctrl+t", "down", "down", "up", "up", *"1101-1159", "enter")
        assert not isinstance(kim.app.screen, TimesScreen)
        assert "in 11:01 out 11:59" in kim.screen_text()


def test_a_line_takes_minutes_blocks_or_both() -> None:
    visit = Visit(date=TODAY, appointment=Appointment(start=time(13), end=time(14)))
    assert line_times_of("30", visit) == (30, ())
    assert line_times_of("3o", visit) == ("3o", ())
    assert line_times_of("", visit) == (None, ())
    spent, (block, other) = line_times_of("+105-135 +1:40-1:50", visit)
    assert spent == 40
    assert (block.time_in, other.time_out) == (time(13, 5), time(13, 50))
    assert line_times_of("25 +105-135", visit)[0] == 25
    with pytest.raises(BadInput, match="isn't a start and an end time"):
        line_times_of("+soon", visit)
    with pytest.raises(BadInput, match="Type the start time first"):
        line_times_of("+135-105", visit)


def test_typed_times_are_shown_as_they_are_understood() -> None:
    visit = Visit(date=TODAY, appointment=Appointment(start=time(13), end=time(14)))
    assert understood_in_words("105-155", visit) == "In 1:05 PM, out 1:55 PM."
    assert understood_in_words("-155", visit) == "Out 1:55 PM."
    assert (understood_in_words("", visit), understood_in_words("105-1", visit)) == ("", "")


def test_one_edge_of_a_session_can_be_typed_alone() -> None:
    visit = Visit(date=TODAY)
    assert session_times_of("902-", visit) == (time(9, 2), None)
    assert session_times_of("-958", visit) == (None, time(9, 58))
    assert session_times_of("902-958", visit) == (time(9, 2), time(9, 58))
    with pytest.raises(BadInput, match="no hour 99"):
        session_times_of("99-", visit)
