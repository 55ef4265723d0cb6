"""The last visit beside today's: lines carried and marked, codes with minutes of today, all of it counted."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from rich.color import ColorSystem

from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.signing.signing import may_sign
from charting_tui.operations.visits.copying_forward import files_to_carry
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.records.chart import Act, VisitFile
from charting_tui.records.claim import Claim, ClaimLine
from charting_tui.records.coverage import Goal, PlanOfCare
from charting_tui.records.visit import (
    LineOrigin,
    Visit,
    VisitState,
)
from charting_tui.rules.finding import Severity
from charting_tui.screens.signing.review import ReviewScreen
from charting_tui.screens.signing.signed import SignedScreen
from charting_tui.screens.visit.last_visit import LastVisitScreen
from charting_tui.screens.visit.screen import VisitScreen
from charting_tui.screens.worklist.today import TodayScreen
from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.vocabulary import packaged_vocabulary
from charting_tui.shorthand.write.applying import applied
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.widgets.row_list import RowList

from .clinic import PIN, TODAY, make_clinic, open_clinic
from .test_looks import faint
from .test_screens import Person, at_the_keyboard

LAST_WEEK = "hu; p5>3 desk; ut b2; mt55 @ neck ut : eff pet; fn sit 30min; tol; cont 1xw str; 1100-1155"


def visit_of(day: date, name: str, line: str) -> VisitFile:
    empty = Visit(
        id=name,
        date=day,
        therapist="kim",
        payer="sound",
        state=VisitState.DONE,
        diagnoses=("M54.2",),
        place="11",
    )
    visit = applied(empty, read(line), packaged_vocabulary()).visit
    services = tuple(one.model_copy(update={"id": f"{name}-{one.code}"}) for one in visit.services)
    claim = Claim(lines=tuple(ClaimLine(line=one.id, pointers=("A",)) for one in services))
    return VisitFile(visit=visit.model_copy(update={"services": services}), claim=claim)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    store = make_clinic(folder)
    for weeks, line in ((2, "p6>5; ut b3; mt50 @ neck; imp; reeval"), (1, LAST_WEEK)):
        kept = visit_of(TODAY - timedelta(weeks=weeks), f"v{weeks}", line)
        store.commit(
            ChartChange(Act.BOOKED, "jane", subject=kept.visit.id, visit=kept.visit, claim=kept.claim)
        )
    file = store.chart("jane").file.model_copy(update={"plans": (PlanOfCare(goals=(Goal(text="drive"),)),)})
    store.commit(ChartChange(Act.EDITED, "jane", file=file, file_revision=store.chart("jane").revision))
    book(store, "jane", read_booking("1100 jane 60"), TODAY)
    store.close()
    return folder


@asynccontextmanager
async def in_the_last_visit(root: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Person]:
    async with at_the_keyboard(root, size=size) as kim:
        await kim.presses("n", "ctrl+d")
        assert isinstance(kim.app.screen, LastVisitScreen)
        yield kim


def today_of(kim: Person) -> Visit:
    return kim.writing().draft.visit


STABLE: tuple[str, ...] = (
    "n",  # the next thing to do
    "ctrl+d",  # the last visit, its plan marked
    "h",  # asked today: no change in health
    "c",  # bring that, and the codes
    "enter",  # 55 minutes, confirmed for today
    *("ctrl+t", "enter"),  # the times that were booked
    "f6",
    *"p3;ut b1;imp",  # a score, a finding, a response
    "enter",
    "ctrl+r",
    "s",
    *PIN,
    "enter",
)


async def test_a_stable_client_takes_thirty_keys_from_today_to_signed(root: Path) -> None:
    assert len(STABLE) <= 30
    signing = STABLE[-8:]
    async with at_the_keyboard(root) as kim:
        assert isinstance(kim.app.screen, TodayScreen)
        for key in STABLE[: -len(signing)]:
            await kim.presses("space" if key == " " else key)
        findings = kim.writing().findings()
        assert isinstance(kim.app.screen, ReviewScreen)
        assert "3 of 8 lines unchanged since Nov 16; 0 confirmed" in kim.screen_text()
        await kim.presses(*signing)
        assert "Signed: Doe, Jane" in kim.screen_text()
        visit = kim.visit()
    assert {found.rule for found in findings if found.severity is not Severity.ADVISES} <= {"N001"}
    assert visit.health_update == "no change"
    assert (visit.time_in, visit.time_out) == (time(11), time(12))
    assert visit.diagnoses == ("M54.2",)
    (line,) = visit.services
    assert (line.code, line.minutes, line.area) == ("97124", 55, "neck, upper trapezius")
    assert visit.note.facts is not None
    assert [one.value for one in visit.note.facts.scores] == [3]
    assert [one.grade for one in visit.note.facts.findings] == [1]
    assert visit.note.facts.responses == ("improved",)
    assert visit.note.plan.splitlines()[0] == "Continue the plan of care."
    assert "55 minutes" in visit.note.objective
    assert [(one.line, one.origin, one.source) for one in visit.note.provenance if one.section == "plan"] == [
        (place, LineOrigin.CARRIED, "v1") for place in range(3)
    ]


async def test_enter_on_the_fresh_screen_brings_the_plan_and_nothing_of_that_day(root: Path) -> None:
    async with in_the_last_visit(root) as kim:
        await kim.presses("enter")
        visit = today_of(kim)
        assert visit.note.plan == "Continue the plan of care.\nReturn once a week.\nHome care: stretches."
        assert not visit.note.subjective + visit.note.objective + visit.note.assessment
        assert (visit.services, visit.health_update, visit.note.facts) == ((), "", None)


async def test_a_whole_part_never_brings_what_was_measured_and_space_brings_one_line(root: Path) -> None:
    async with in_the_last_visit(root) as kim:
        assert "then Tolerated treatment well." in kim.screen_text()
        await kim.presses("s", "o", "a")
        assert "x then" not in kim.screen_text()
        await kim.presses("home", "down", "space", "enter")
        assert today_of(kim).note.subjective == "Can sit for 30 minutes."
        (line, *_) = today_of(kim).note.provenance
        assert (line.section, line.origin, line.affirmed) == ("subjective", LineOrigin.CARRIED, False)


@pytest.mark.parametrize(("typed", "minutes"), [(("4", "5", "enter"), 45), (("enter",), 55)])
async def test_a_code_comes_with_the_minutes_that_are_confirmed(
    root: Path, typed: tuple[str, ...], minutes: int
) -> None:
    async with in_the_last_visit(root) as kim:
        await kim.presses("c")
        assert "Press Enter to confirm 55 minutes for today (55 on Nov 16)" in kim.screen_text()
        assert today_of(kim).services == ()
        await kim.presses(*typed)
        (line,) = today_of(kim).services
        assert (line.code, line.minutes, line.blocks) == ("97124", minutes, ())
        assert f"{minutes} minutes" in today_of(kim).note.objective
        claim = kim.writing().draft.claim.line(line.id)
        assert (claim.units, claim.pointers) == (None, ("A",))


@pytest.mark.parametrize("answer", [("escape",), ("backspace", "enter")])
async def test_a_code_whose_minutes_are_not_confirmed_does_not_come(
    root: Path, answer: tuple[str, ...]
) -> None:
    async with in_the_last_visit(root) as kim:
        await kim.presses("c", *answer)
        assert isinstance(kim.app.screen, VisitScreen)
        assert today_of(kim).services == ()


async def test_minutes_that_are_no_number_are_asked_again(root: Path) -> None:
    async with in_the_last_visit(root) as kim:
        await kim.presses("c", *"5o", "enter")
        assert "“5o” isn't a number of minutes" in kim.screen_text()
        assert today_of(kim).services == ()


async def test_what_today_has_is_not_brought_twice(root: Path) -> None:
    async with in_the_last_visit(root, (120, 40)) as kim:
        await kim.presses("c", "enter", "ctrl+d")
        assert "= here Return once a week." in kim.screen_text()
        await kim.presses("c")
        assert "Today already has every code" in kim.screen_text()
        await kim.presses("enter")
        assert "Nothing is selected" in kim.screen_text()


async def test_an_earlier_visit_than_the_last_is_shown_and_brought(root: Path) -> None:
    async with in_the_last_visit(root) as kim:
        await kim.presses("left_square_bracket")
        assert "visit of 11/9/2026" in kim.screen_text()
        await kim.presses("left_square_bracket")
        assert "There is no earlier visit" in kim.screen_text()
        await kim.presses("enter")
        assert today_of(kim).note.plan == "Re-evaluate at the next visit."
        assert [one.source for one in today_of(kim).note.provenance] == ["v2"]


async def test_carried_lines_are_marked_until_they_are_touched_or_affirmed(root: Path) -> None:
    async with in_the_last_visit(root) as kim:
        await kim.presses("enter", *["tab"] * 3)
        assert kim.screen_text().count("= ") == 3
        assert "^y confirm" in kim.screen_text()
        await kim.presses("home", "X")
        assert kim.screen_text().count("= ") == 2
        await kim.presses("ctrl+y")
        assert kim.screen_text().count("= ") == 0
        assert "^y confirm" not in kim.screen_text()
        await kim.presses("ctrl+r")
        assert "2 of 3 lines unchanged since Nov 16; 2 confirmed" in kim.screen_text()


async def test_a_login_that_was_cut_off_still_knows_what_was_carried(root: Path) -> None:
    async with in_the_last_visit(root) as kim:
        await kim.presses("enter", *["tab"] * 3, "home", "X")
        kim.store.close()
    async with at_the_keyboard(root) as later:
        assert isinstance(later.app.screen, VisitScreen)
        assert later.screen_text().count("= ") == 2


async def test_the_signed_record_says_what_was_unchanged_and_since_when(root: Path) -> None:
    async with at_the_keyboard(root, size=(120, 40)) as kim:
        await kim.presses(*("space" if key == " " else key for key in STABLE), "enter")
        assert isinstance(kim.app.screen, SignedScreen)
        assert "3 of 8 lines unchanged since Nov 16; 0 confirmed" in kim.screen_text()


async def test_same_in_the_quick_line_carries_the_plan_and_takes_todays_minutes(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses(
            "n", "f6", *("space" if key == " " else key for key in "same plan; same mt50"), "enter"
        )
        visit = today_of(kim)
        assert visit.note.plan.splitlines()[1] == "Return once a week."
        assert {one.origin for one in visit.note.provenance if one.section == "plan"} == {LineOrigin.CARRIED}
        assert [(line.code, line.minutes, line.area) for line in visit.services] == [
            ("97124", 50, "neck, upper trapezius")
        ]


@pytest.mark.parametrize(
    ("term", "theme"), [("xterm-256color", "light"), ("xterm", "dark"), ("xterm", "none")]
)
async def test_the_last_visit_and_the_marks_stand_out_in_every_kind_of_terminal(
    root: Path, term: str, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHARTING_THEME", theme)
    monkeypatch.setenv("TERM", term)
    monkeypatch.delenv("COLORTERM", raising=False)
    if theme == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    system = ColorSystem.EIGHT_BIT if term == "xterm-256color" else ColorSystem.STANDARD
    async with in_the_last_visit(root) as kim:
        assert faint(kim.app.screen, system) == []
        await kim.presses("enter")
        assert faint(kim.app.screen, system) == []
        assert kim.screen_text().count("= ") == 3


async def test_a_wide_window_shows_the_visit_before_beside_the_note(root: Path) -> None:
    async with at_the_keyboard(root, size=(120, 40)) as kim:
        await kim.presses("n")
        beside = kim.screen_text().partition("Before today")[2]
        assert "last  Nov 16" in beside
        assert "plan  " in beside


async def test_a_page_up_to_the_heading_keeps_a_line_marked(root: Path) -> None:
    async with in_the_last_visit(root) as kim:
        await kim.presses("pagedown", "pageup", "pageup")
        rows = kim.app.screen.query_one("#earlier-visit", RowList)
        assert rows.marked == next(filter(None, rows.names))


async def test_a_first_visit_has_nothing_to_show(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        store = kim.store
        book(store, "amir", read_booking("1000 amir 60"), TODAY)
        assert files_to_carry(store.chart("amir"), Visit(date=TODAY)) == ()


@pytest.fixture
def two_codes(root: Path) -> Path:
    store = open_clinic(root)
    line = "p5>3; mt30 @ neck; mfr25 @ ut; tol; cont 1xw str"
    kept = visit_of(TODAY - timedelta(days=1), "v0", line)
    store.commit(ChartChange(Act.BOOKED, "jane", subject="v0", visit=kept.visit, claim=kept.claim))
    store.close()
    return root


def codes_of(visit: Visit) -> list[tuple[str, int | str | None]]:
    return [(line.code, line.minutes) for line in visit.services]


async def test_codes_that_wait_for_their_minutes_are_asked_again_after_a_cut_line(two_codes: Path) -> None:
    async with in_the_last_visit(two_codes) as kim:
        await kim.presses("c", *"28", "enter")
        assert codes_of(today_of(kim)) == [("97124", 28)]
        assert "97140" in kim.screen_text()
    async with at_the_keyboard(two_codes) as kim:
        assert codes_of(today_of(kim)) == [("97124", 28)]
        assert "97140" in kim.screen_text()
        assert "hands-on minutes today" in kim.screen_text()
        await kim.presses("enter")
        assert codes_of(today_of(kim)) == [("97124", 28), ("97140", 25)]
        await kim.presses("escape")
    async with at_the_keyboard(two_codes) as kim:
        await kim.presses("enter")
        assert isinstance(kim.app.screen, VisitScreen)


async def test_a_code_that_is_left_out_or_taken_back_is_not_asked_for_again(two_codes: Path) -> None:
    async with in_the_last_visit(two_codes) as kim:
        await kim.presses("c", "enter", "escape")
        assert codes_of(today_of(kim)) == [("97124", 30)]
        await kim.presses("ctrl+l", "z", "escape", "escape")
    async with at_the_keyboard(two_codes) as kim:
        await kim.presses("enter")
        assert isinstance(kim.app.screen, VisitScreen)
        assert codes_of(today_of(kim)) == []


async def test_leaving_the_program_while_minutes_are_asked_keeps_the_codes_and_stops_the_signature(
    two_codes: Path,
) -> None:
    async with in_the_last_visit(two_codes) as kim:
        await kim.presses("c", "enter", "ctrl+q")
    store = open_clinic(two_codes)
    (row,) = store.summaries(day=TODAY, client="jane")
    session = open_for_writing(store, "jane", row.visit)
    assert "still need today's minutes" in may_sign(session)
    session.leave()
    store.close()
    async with at_the_keyboard(two_codes) as kim:
        await kim.presses("enter", "enter")
        assert codes_of(today_of(kim)) == [("97124", 30), ("97140", 25)]


async def test_the_last_visit_opens_with_its_plan_codes_and_health_in_sight(root: Path) -> None:
    async with at_the_keyboard(root, size=(80, 24)) as kim:
        await kim.presses("enter", "ctrl+d")
        text = kim.screen_text()
        for words in ("Continue the plan of care.", "55 minutes then", "You asked today: no change"):
            assert words in text, words
