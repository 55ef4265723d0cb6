import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.signing.signing import sign
from charting_tui.operations.visits.editing import new_line, with_line
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.records.claim import ClaimLine
from charting_tui.store.chart_store import ChartStore

from .clinic import NOW_THERE, PIN, TODAY, make_clinic
from .keyboard import until
from .terminal import Terminal
from .test_screens import Person, at_the_keyboard

_NAMED = {"esc": "escape"}

NOTE = "Tender upper trapezius. Myofascial release to upper trapezius 30 min."


@dataclass(frozen=True)
class Case:
    """A dialog in which somebody types when the line is cut."""

    id: str
    opens: tuple[str, ...]
    """Keys, and texts to wait for, which begin with a colon."""
    typed: str
    more: str = "z"
    """What is typed on in the next login; it stands behind what was typed where the cursor is there."""
    tells: str = ""
    """What the next login says first; nothing where it opens the visit again with the dialog."""
    again: tuple[str, ...] = ()
    """What opens it then."""
    drawn: str = ""
    """How what was typed looks, where that is another way."""

    @property
    def shown(self) -> str:
        return self.drawn or self.typed


VISIT = (":11:00 Doe, Jane", "down", "enter", ":Tender upper")
SIGNED = (":09:00 Doe, Amir", "enter", ":Signed by Kim Vale")
IN_VISIT = (
    Case("a code's search", ("ctrl+n", ":Code: number"), "mxyo"),
    Case("a code's minutes", ("ctrl+n", ":Code: number", *"97124", "enter", ":97124 › Hands"), "26", "5"),
    Case("times", ("ctrl+t", ":session began"), "901-94", "7"),
    Case("a diagnosis", ("ctrl+o", ":Diagnoses:"), "low bac", "k"),
    Case("a line's minutes", ("ctrl+l", "m", ":97140 › Hands-on"), "46", "7"),
    Case("a timed line", ("ctrl+t", ":session began", "down", "enter", ":97140 › Hands-on"), "38", "0"),
    Case("why a finding is dismissed", ("ctrl+f", ":›", "o", ":Reason for"), "asked by phon", "e"),
    Case("the quick line", ("f6", ":Quick line"), "p7>3 de", "s"),
    Case("the prompts", ("f12", ":1/"), "p6>", "4"),
    Case("find on the body", ("ctrl+k", ":not marked", "/", ":Type an area"), "levat", "o"),
)
OUTSIDE = (
    Case(
        "an appointment",
        (":09:00", "a", ":Appointment: time"),
        "1445 do",
        tells="You were adding an appointment on 11/23/2026. To continue, press a.",
        again=("a", ":Appointment: time"),
    ),
    Case(
        "a search for a client",
        (":09:00", "c", ":2 found"),
        "jan",
        tells="You were looking for a client. To continue, press c.",
        again=("c",),
    ),
    Case(
        "a new client",
        (":09:00", "c", ":2 found", "ctrl+n", ":New client"),
        "Roe, Ric",
        tells="You were adding a new client. To continue, press c, then Ctrl+N.",
        again=("c", ":2 found", "ctrl+n", ":New client"),
    ),
    Case(
        "a field of the practice",
        (":09:00", "o", ":[practice]", *["down"] * 10, "enter", ":Practice › Phone"),
        "541-5",
        tells="You were changing the practice: Phone. To continue, press o.",
        again=("o", ":[practice]", *["down"] * 10, "enter", ":Practice › Phone"),
    ),
    Case(
        "a new person",
        (":09:00", "o", ":[practice]", "tab", ":[staff]", "a", ":Person 1 of 5"),
        "zoe",
        tells="You were adding a person. To continue, press o, go to the staff tab, then a.",
        again=("o", ":[practice]", "tab", ":[staff]", "a", ":Person 1 of 5"),
    ),
    Case(
        "an addendum",
        (*SIGNED, "a", ":Reason (one line)"),
        "Left shoulder, not rig",
        tells="You were writing an addendum to Doe, Amir, 11/23/2026 at 9:00 AM.",
        again=(*SIGNED, "a", ":Reason (one line)"),
    ),
    Case(
        "the modifiers of a claim",
        (*SIGNED, "o", ":Modifiers"),
        "KX",
        tells="visit and press o, line 1 (97140).",
        again=(*SIGNED, "o", ":Modifiers"),
    ),
    Case(
        "the reason for billing a line to somebody else",
        (*SIGNED, "b", ":Who is billed", "2", ":Reason"),
        "She asked to pay",
        tells="visit and press b, line 1 (97140), client.",
        again=(*SIGNED, "b", ":Who is billed", "2", ":Reason"),
    ),
)


@pytest.fixture(scope="module")
def charted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Amir's visit of 9:00 is signed; Jane's of last week too, and that of 11:00 has a note and a code."""
    folder = tmp_path_factory.mktemp("made") / "clinic"
    store = make_clinic(folder)
    _write(store, "amir", "900 amir 60", 0, signed=True)
    _write(store, "jane", "1100 jane 60", 7, signed=True)
    _write(store, "jane", "1100 jane 60", 0, signed=False)
    store.close()
    return folder


def _write(store: ChartStore, client: str, booking: str, days_ago: int, *, signed: bool) -> None:
    visit = book(store, client, read_booking(booking), TODAY - timedelta(days=days_ago))
    session = open_for_writing(store, client, visit.id)
    session.type_text("objective", NOTE)
    line = new_line("97140").model_copy(update={"minutes": 30, "area": "upper trapezius"})
    session.change(with_line(session.draft, line, ClaimLine()))
    if signed:
        session.type_text("plan", "Chin tucks at home.")
        sign(session, PIN)
    session.leave()


@pytest.fixture
def root(charted: Path, tmp_path: Path) -> Path:
    return shutil.copytree(charted, tmp_path / "clinic")


def at(root: Path) -> Terminal:
    return Terminal(["--data", str(root), "--user", "kim"], root.parent, env={"CHARTING_NOW": NOW_THERE})


def goes(screen: Terminal, steps: tuple[str, ...]) -> None:
    for step in steps:
        if step.startswith(":"):
            screen.sees(step[1:])
        else:
            screen.press(step)


async def takes(kim: Person, steps: tuple[str, ...]) -> None:
    """Press keys and wait for texts, which begin with a colon."""
    for step in steps:
        if step.startswith(":"):
            await sees(kim, step[1:])
        else:
            await kim.presses(_NAMED.get(step, step))


async def sees(kim: Person, text: str) -> None:
    await until(lambda: text in kim.screen_text(), f"{text!r} was on the screen")


@asynccontextmanager
async def typed_and_killed(root: Path, case: Case, before: tuple[str, ...] = ()) -> AsyncIterator[Person]:
    """Give the login after one that was killed: it finds the files as they stood at that moment."""
    as_it_stood = root.with_name("as-it-stood")
    async with at_the_keyboard(root) as kim:
        await takes(kim, (*before, *case.opens))
        await kim.types(case.typed)
        await sees(kim, case.shown)
        shutil.copytree(root, as_it_stood)
    async with at_the_keyboard(as_it_stood) as kim:
        yield kim


@pytest.mark.parametrize("case", IN_VISIT, ids=lambda case: case.id)
async def test_a_killed_login_is_followed_by_one_with_the_same_dialog_open(root: Path, case: Case) -> None:
    async with typed_and_killed(root, case, VISIT) as kim:
        await sees(kim, case.shown)
        await kim.types(case.more)
        await sees(kim, case.shown + case.more)


@pytest.mark.parametrize("case", OUTSIDE, ids=lambda case: case.id)
async def test_a_killed_login_is_followed_by_one_that_says_what_was_being_typed(
    root: Path, case: Case
) -> None:
    async with typed_and_killed(root, case) as kim:
        await sees(kim, case.tells)
        await takes(kim, case.again)
        await sees(kim, case.shown)
        await kim.types(case.more)
        await sees(kim, case.shown + case.more)


@pytest.mark.terminal
def test_a_dialog_is_there_again_after_a_real_kill(root: Path) -> None:
    case = IN_VISIT[1]
    with at(root) as screen:
        goes(screen, (*VISIT, *case.opens))
        screen.types(case.typed).sees(case.shown)
        screen.kill()
    with at(root) as screen:
        screen.sees(case.shown).types(case.more).sees(case.shown + case.more)


@pytest.mark.terminal
def test_the_marks_of_the_last_visit_are_there_again(root: Path) -> None:
    with at(root) as screen:
        goes(screen, (*VISIT, "ctrl+d", ":x      Chin tucks", "h", ":x ask  You asked today"))
        screen.kill()
    with at(root) as screen:
        screen.sees("x      Chin tucks", "x ask  You asked today")


@pytest.mark.terminal
def test_what_was_left_by_escape_is_forgotten(root: Path) -> None:
    with at(root) as screen:
        goes(screen, (":09:00", "a", ":Appointment: time", *"1430", ":1430", "esc"))
        screen.sees_no_more("Appointment: time")
        screen.kill()
    with at(root) as screen:
        screen.sees("09:00").rests().press("a").sees("Such as 2pm doe")
        assert "You were" not in screen.text()


@pytest.mark.terminal
def test_a_login_that_is_cut_off_in_a_visit_says_what_it_has_kept(root: Path) -> None:
    with at(root) as screen:
        goes(screen, (*VISIT, "x", ":S  x"))
        screen.kill()
    with at(root) as screen:
        screen.sees("S  x", "You left this visit open last time. Everything you typed is here.")
