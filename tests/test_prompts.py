"""The prompts of a visit: on the screen, counted in keys, kept through a kill, the same as the line."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import time
from pathlib import Path

import pytest
from textual.widgets import Input

from charting_tui.operations.bookings.visit_state import set_kind
from charting_tui.records.chart import VisitFile
from charting_tui.records.visit import VisitKind
from charting_tui.rules.finding import Severity
from charting_tui.screens.visit.guided_entry import PromptsScreen
from charting_tui.screens.visit.quick_line import QuickLineScreen
from charting_tui.screens.visit.screen import VisitScreen

from .clinic import NOW_THERE, PIN, TODAY, open_clinic
from .prompted_clinic import DAILY, clinic
from .terminal import Terminal
from .test_screens import Person, at_the_keyboard


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return clinic(tmp_path / "clinic")


@asynccontextmanager
async def prompted(root: Path) -> AsyncIterator[Person]:
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter", "f6", "f6")
        assert isinstance(kim.app.screen, PromptsScreen)
        yield kim


def keys_of(parts: Sequence[str]) -> list[str]:
    named = {"enter", "f6", "ctrl+r", "s"}
    return [key for part in parts for key in ([part] if part in named else part)]


FOLLOW_UP = (
    ("enter", "f6", "f6"),
    ("enter",),
    ("6>4 desk", "enter"),
    ("20>30", "enter"),
    ("ut rh b guard lev r ttp", "enter"),
    ("70>80", "enter"),
    ("y", "enter"),
    ("30", "enter"),
    ("15", "enter"),
    ("imp", "enter"),
    ("enter",),
    ("902-958", "enter"),
    ("enter",),
    ("ctrl+r", "s", PIN, "enter"),
)
"""The physical-medicine follow-up, from Today to its signature."""
MASSAGE = (
    ("enter", "f6", "f6"),
    ("enter",),
    ("5>3", "enter"),
    ("sleep+", "enter"),
    ("y", "enter"),
    ("enter",),
    ("55", "enter"),
    ("enter",),
    ("tol", "enter"),
    ("enter",),
    ("902-958", "enter"),
    ("enter",),
    ("ctrl+r", "s", PIN, "enter"),
)
"""The massage therapist's daily case."""


async def signed_by(root: Path, client: str, parts: Sequence[Sequence[str]]) -> tuple[int, VisitFile]:
    """Press the keys, see nothing but advice before the last, and return their number and the visit."""
    async with at_the_keyboard(root) as kim:
        for keys in parts[:-1]:
            await kim.presses(*keys_of(keys))
        screen = kim.app.screen
        assert isinstance(screen, VisitScreen)
        found = [one for one in screen.session.findings() if one.rule != "N001"]
        assert [one.rule for one in found if one.severity is not Severity.ADVISES] == []
        await kim.presses(*keys_of(parts[-1]))
        (row,) = kim.store.summaries(day=TODAY, client=client)
        kept = kim.store.chart(client).visit(row.visit)
        assert kept is not None
        assert kept.signed is not None
    return sum(len(keys_of(keys)) for keys in parts), kept


async def test_the_physical_medicine_follow_up_is_signed_within_80_keys(root: Path) -> None:
    keys, kept = await signed_by(root, "jane", FOLLOW_UP)
    assert keys <= 80
    visit = kept.visit
    assert [(line.code, line.minutes) for line in visit.services] == [("97140", 30), ("97110", 15)]
    assert [line.pointers for line in kept.claim.lines] == [("A",), ("A",)]
    assert (visit.time_in, visit.time_out) == (time(9, 2), time(9, 58))
    assert "Can now drive for 30 minutes, up from 20 minutes." in visit.note.subjective
    assert "chin tucks 2 × 10" in visit.note.objective
    assert "rotation went from 70° to 80°" in visit.note.objective
    assert "once a week for six weeks" in visit.note.plan


async def test_the_daily_massage_is_signed_within_60_keys(tmp_path: Path) -> None:
    keys, kept = await signed_by(clinic(tmp_path / "daily", DAILY, client="amir"), "amir", MASSAGE)
    assert keys <= 60
    (line,) = kept.visit.services
    assert (line.code, line.minutes, line.area) == ("97124", 55, "neck, upper trapezius, rhomboids")
    assert line.techniques == ("massage", "effleurage", "petrissage")
    assert kept.visit.health_update == "no change"


async def test_line_and_prompts_are_changed_about_with_one_key_and_the_same_answers(root: Path) -> None:
    async with prompted(root) as kim:
        await kim.presses("enter", *"6>4", "enter", *"sleep", "f6")
        assert isinstance(kim.app.screen, QuickLineScreen)
        assert kim.note().quick_line == "hu; neck p6>4; fn sleep"
        assert "neck p6>4" in kim.screen_text()
        await kim.presses("ctrl+b")
        assert isinstance(kim.app.screen, PromptsScreen)
        assert "3/11" in kim.screen_text()
        await kim.presses("+", "enter")
        assert "4/11" in kim.screen_text()


async def test_leaving_keeps_every_key_and_the_prompts_go_on_at_the_first_open_question(root: Path) -> None:
    async with prompted(root) as kim:
        await kim.presses("enter", "-", "enter", *"sle", "escape", "escape")
        assert kim.visit().note.quick_line == "hu; ; fn sle"
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter", "f12")
        assert "3/11 What can the client do" in kim.screen_text()
        assert "fn sle" in kim.screen_text()


@pytest.mark.terminal
def test_a_killed_login_goes_on_at_the_same_question_with_every_key(root: Path) -> None:
    arguments = ["--data", str(root), "--user", "kim"]
    env = {"CHARTING_NOW": NOW_THERE}
    with Terminal(arguments, root.parent, env=env) as screen:
        screen.sees("Doe, Jane").press("enter").sees("booked 09:00").press("ctrl+b").sees("Quick line")
        screen.press("ctrl+b").sees("1/11").press("enter").sees("2/11").types("6>4 desk").press("enter")
        screen.sees("3/11").types("slee").sees("slee")
        screen.kill()
    with Terminal(arguments, root.parent, env=env) as again:
        again.sees("You left this visit open", "3/11", "fn slee").types("p+").press("enter").sees(
            "4/11", "sleep+"
        )


async def test_the_question_shows_help_refusals_and_what_each_token_means(root: Path) -> None:
    async with prompted(root) as kim:
        await kim.presses("?", "enter")
        assert "nothing changed" in kim.screen_text()
        await kim.presses("<", "enter")
        assert "This is the first question" in kim.screen_text()
        await kim.presses("enter", *"6>4")
        assert "pain 6/10 before, 4/10 after" in kim.screen_text()
        await kim.presses("enter", "enter", "enter")
        assert "y confirms it for today" in kim.screen_text()
        await kim.presses("up")
        assert "3/11" in kim.screen_text()


async def test_tab_finishes_a_word_and_goes_through_choices(root: Path) -> None:
    async with prompted(root) as kim:
        await kim.presses(*"p5;", "space", *"sleep", "tab")
        assert "sleep+" in kim.screen_text()
        await kim.presses("tab")
        assert "sleep-" in kim.screen_text()
        await kim.presses("space", *"rhom", "tab")
        assert "rhomb" in kim.screen_text()


async def test_a_refused_answer_is_marked_so_that_the_next_letter_replaces_it(root: Path) -> None:
    async with prompted(root) as kim:
        await kim.presses(*"5>3", "enter")
        assert "isn't a health update" in kim.screen_text()
        await kim.presses("y")
        assert kim.app.screen.query_one(Input).value == "y"
        assert kim.note().quick_line == "y"
        await kim.presses("enter")
        assert "Type what is new" in kim.screen_text()
        await kim.presses("end", *"es")
        assert kim.app.screen.query_one(Input).value == "yes"


async def test_tab_brings_what_is_offered_into_the_field_to_be_edited(root: Path) -> None:
    async with prompted(root) as kim:
        await kim.presses("enter", "tab")
        assert "There is no suggestion to edit here" in kim.screen_text()
        await kim.presses("-", "enter", "-", "enter")
        assert "y to confirm for today" in kim.screen_text()
        await kim.presses("tab")
        assert kim.app.screen.query_one(Input).value == "ut rh b3; lev r2 trp"
        assert kim.note().quick_line == "hu; ; ; ut rh b3; lev r2 trp"
        await kim.presses(*["backspace"] * 4, "enter")
        assert "lev r2" in kim.screen_text()
        assert "5/11" in kim.screen_text()
        assert "ut rh b3; lev r2; " in kim.note().quick_line


async def test_odd_letters_are_shown_as_typed(root: Path) -> None:
    async with prompted(root) as kim:
        await kim.types("José [red] 🙂")
        await kim.presses("enter")
        assert "hu José [red]" in kim.screen_text()


async def test_the_report_is_put_into_the_note_by_one_key(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter", "f10")
        assert "Progress report added to the note. To undo, press Ctrl+F, then z." in kim.screen_text()
        assert "Progress since 11/9/2026" in kim.note().subjective
        await kim.presses("f10")
        assert "already in the note" in kim.screen_text()


async def test_a_long_outcome_is_read_page_by_page(tmp_path: Path) -> None:
    root = clinic(tmp_path / "long")
    store = open_clinic(root)
    (row,) = store.summaries(day=TODAY, client="jane")
    set_kind(store, "jane", row.visit, VisitKind.PROGRESS_REPORT)
    store.close()
    async with prompted(root) as kim:
        await kim.types("hu; p3>2; fn drive 40min; ut b1; neck rot r80; ndi 20%; g1 50%; mfr30 @ ut")
        await kim.presses("enter")
        for answer in ("y", "-", "tol", "1xw", "y"):
            await kim.presses(*answer, "enter")
        assert "97140 30 min 2 u" in kim.screen_text()
        assert "- adds it without the report" in kim.screen_text()
        await kim.presses("pagedown")
        assert "P  " in kim.screen_text()
        await kim.presses("enter")
        assert "Progress since 11/9/2026" in kim.note().subjective


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_question_field_and_answers_fit_the_screen(root: Path, size: tuple[int, int]) -> None:
    async with at_the_keyboard(root, size=size) as kim:
        await kim.presses("enter", "f6", "f6", "enter")
        text = kim.screen_text()
        for words in ("health     hu", "2/11 Pain from 0 to 10", "last time", "Type ? for help"):
            assert words in text, words
