from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from textual._compositor import ChopsUpdate, LayoutUpdate
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers import linux_driver
from textual.geometry import Region
from textual.pilot import Pilot
from textual.timer import Timer
from textual.widgets import Input, TextArea

from charting_tui.app import ChartingApp
from charting_tui.operations.bookings.booking import Booking, book, read_booking
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.records.chart import Act, ClientFile
from charting_tui.records.people import Client
from charting_tui.records.visit import SECTIONS, Note, Visit
from charting_tui.screens.frame.help import HelpScreen
from charting_tui.screens.signing.review import ReviewScreen
from charting_tui.screens.signing.signed import SignedScreen
from charting_tui.screens.visit.quick_line import QuickLineScreen
from charting_tui.screens.visit.screen import VisitScreen
from charting_tui.screens.worklist.today import TodayScreen
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from charting_tui.textual_private.app import KeyAfterKeyApp
from charting_tui.widgets.findings_list import FindingsList, by_urgency
from charting_tui.widgets.soap_field import NoteText

from .clinic import PIN, TODAY, open_clinic
from .keyboard import press, rest, strips, until


class Person:
    """Somebody at the keyboard."""

    def __init__(self, app: ChartingApp, pilot: Pilot[int], store: ChartStore) -> None:
        self.app = app
        self.pilot = pilot
        self.store = store

    async def presses(self, *keys: str) -> None:
        await press(self.pilot, *keys)

    async def types(self, text: str) -> None:
        keys = ("space" if letter == " " else letter for letter in text)
        await press(self.pilot, *keys, ahead=True)

    def screen_text(self) -> str:
        return "\n".join("".join(segment.text for segment in strip) for strip in strips(self.app.screen))

    def writing(self) -> EditingSession:
        screen = next(one for one in self.app.screen_stack if isinstance(one, VisitScreen))
        return screen.session

    def note(self) -> Note:
        return self.writing().draft.visit.note

    def visit(self) -> Visit:
        (row,) = self.store.summaries(day=TODAY, client="jane")
        kept = self.store.chart("jane").visit(row.visit)
        assert kept is not None
        return kept.visit


@asynccontextmanager
async def at_the_keyboard(
    root: Path, person: str = "kim", size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Person]:
    store = open_clinic(root, person)
    app = ChartingApp(store)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        kim = Person(app, pilot, store)
        yield kim
        if app.is_running:
            kim.screen_text()  # what cannot be drawn fails here
    store.close()


async def test_today_opens_with_the_days_visit_marked(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        assert isinstance(kim.app.screen, TodayScreen)
        assert "11:00 Doe, Jane" in kim.screen_text()
        assert "1 to chart" in kim.screen_text()


async def test_one_key_opens_the_next_thing_to_do_with_the_cursor_in_the_note(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n")
        assert isinstance(kim.app.screen, VisitScreen)
        assert isinstance(kim.app.focused, NoteText)
        assert kim.app.focused.id == "subjective"


async def test_leaving_saves_and_comes_back_to_today(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n")
        await kim.types("sore neck")
        await kim.presses("escape")
        assert isinstance(kim.app.screen, TodayScreen)
        assert kim.visit().note.subjective == "sore neck"
        assert "begun" in kim.screen_text()


async def test_a_name_or_a_note_that_looks_like_markup_is_shown_as_typed(root: Path) -> None:
    odd = ClientFile(
        client=Client(id="odd", name="[red]Ünal[/], Émile 🙂 \x1b[2J", birth_date=date(1970, 1, 1))
    )
    store = open_clinic(root)
    store.commit(ChartChange(Act.OPENED, "odd", file=odd))
    book(store, "odd", Booking(read_booking("0800 x").start, "x", 30), TODAY)
    store.close()
    async with at_the_keyboard(root, size=(120, 40)) as kim:
        assert "[red]Ünal[/], Émile" in kim.screen_text()
        await kim.presses("up", "up", "enter")
        await kim.types("[bold]not bold[/]")
        await kim.presses("ctrl+r")
        assert "[bold]not bold[/]" in kim.screen_text()


async def test_minutes_that_are_no_number_are_kept_and_stop_the_signature(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n")
        await kim.types("x")
        await kim.presses("ctrl+n", *"97124", "enter", *"3o", "enter", "enter")
        assert "T005" in kim.screen_text()
        await kim.presses("ctrl+r")
        assert isinstance(kim.app.screen, ReviewScreen)
        await kim.presses("s")
        assert "blocks signing" in kim.screen_text()
        await kim.presses("escape", "escape")
        assert kim.visit().services[0].minutes == "3o"


async def test_a_change_of_a_code_line_can_be_taken_back(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", "ctrl+n", *"97124", "enter", *"30", "enter", "enter", "ctrl+l", "x")
        assert "No codes yet" in kim.screen_text()
        await kim.presses("z")
        assert "97124" in kim.screen_text()


async def test_a_dead_key_says_why(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", "ctrl+l")
        assert "No codes yet" in kim.screen_text()
        await kim.presses("ctrl+f")
        await kim.presses("2")
        assert "N005 offers one fix" in kim.screen_text()


async def test_the_findings_begin_with_the_worst_that_is_wrong_and_end_with_what_is_to_come(
    root: Path,
) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", "f6", *"mfr20 @ quads", "enter")
        session = kim.writing()
        *missing, last = by_urgency(session.findings())
        wrong = replace(last, missing=False)
        found = kim.app.screen.query_one(FindingsList)
        found.show_findings([*missing, wrong], session.draft.visit)
        found.enter()
        await kim.presses("f1", "escape")
        assert found.marked == wrong
        await kim.presses("down")
        assert found.marked in missing


async def test_help_shows_every_key_of_the_place_at_80_by_24(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("question_mark")
        assert isinstance(kim.app.screen, HelpScreen)
        for sentence in ("Add an appointment in one line", "Go to the next day", "more below"):
            assert sentence in kim.screen_text()
        await kim.presses("pagedown")
        assert "Search all commands by name" in kim.screen_text()


async def test_a_wrong_pin_signs_nothing(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", "tab")
        await kim.types("Massage of the neck, 30 min")
        await kim.presses("ctrl+r", "s", *"111111", "enter")
        assert "That is not your PIN. 4 tries left" in kim.screen_text()
        await kim.presses("escape", "escape", "escape")
        assert "begun" in kim.screen_text()


async def test_five_wrong_pins_bring_a_pause_that_a_right_one_does_not_end(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", "tab")
        await kim.types("Massage of the neck, 30 min")
        await kim.presses("ctrl+r", "s")
        for _ in range(5):
            await kim.presses(*"111111", "enter")
        await kim.presses(*PIN, "enter")
        assert "Too many wrong PINs" in kim.screen_text()
        assert kim.store.chart("jane").visits[0].signed is None


async def test_somebody_elses_visit_is_read_and_not_written(root: Path) -> None:
    async with at_the_keyboard(root, person="lee") as lee:
        await lee.presses("e", "enter")
        assert isinstance(lee.app.screen, SignedScreen)
        assert "another therapist's visit" in lee.screen_text()
    async with at_the_keyboard(root, person="robin") as robin:
        await robin.presses("enter")
        assert "Only therapists write notes" in robin.screen_text()


async def test_text_typed_ahead_of_the_screen_lands_where_it_belongs(root: Path) -> None:
    store = open_clinic(root)
    app = ChartingApp(store)
    keys = ["n", *"sore", "tab", *"tight", "tab", *"better", "tab", *"weekly"]
    keys += ["ctrl+n", *"97124", "enter", *"30", "enter", *"neck", "enter", "escape"]
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in keys:
            app.simulate_key(key)
        await until(
            lambda: (
                isinstance(app.screen, TodayScreen) and bool(store.chart("jane").visits[0].visit.services)
            ),
            "the visit is saved and left",
        )
    visit = store.chart("jane").visits[0].visit
    assert [getattr(visit.note, section) for section in SECTIONS] == ["sore", "tight", "better", "weekly"]
    assert [(line.code, line.minutes, line.area) for line in visit.services] == [("97124", 30, "neck")]
    store.close()


async def test_a_line_typed_right_after_f6_in_today_lands_in_the_visits_quick_line(root: Path) -> None:
    store = open_clinic(root)
    app = ChartingApp(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in ("f6", *"mfrquiet"):
            app.simulate_key(key)
        await rest(pilot)
        assert isinstance(app.screen, QuickLineScreen)
        assert app.screen.query_one(Input).value == "mfrquiet"
    store.close()


async def test_a_line_typed_after_f6_where_no_note_can_be_written_does_nothing(root: Path) -> None:
    async with at_the_keyboard(root, person="robin") as robin:
        await robin.presses("f6", *"u m", "space")
        assert "Only therapists write notes" in robin.screen_text()
        await robin.presses("escape")
        assert isinstance(robin.app.screen, TodayScreen)


def test_the_private_names_of_textual_that_are_used_exist() -> None:
    assert callable(App._fatal_error)
    assert callable(App._close_messages_no_wait)
    assert callable(App._display)
    assert callable(App._dispatch_message)
    assert callable(App._handle_exception)
    assert Timer(App(), 1)._skip
    assert KeyAfterKeyApp()._resize_timer is None
    assert callable(TextArea._recompute_cursor_offset)
    assert callable(XTermParser._parse_extended_key)
    assert vars(linux_driver)["XTermParser"] is XTermParser
    assert {"_exception", "_exit_renderables", "_exit", "_is_mounted", "_running"} <= set(
        vars(KeyAfterKeyApp())
    )
    assert "_cursor_offset" in vars(TextArea())
    assert {"chops", "spans", "chop_ends"} == set(vars(ChopsUpdate([], [], [])))
    assert {"strips", "region"} == set(vars(LayoutUpdate([], Region())))


async def test_a_window_that_is_too_small_says_so_and_works(root: Path) -> None:
    async with at_the_keyboard(root, size=(60, 18)) as kim:
        await rest(kim.pilot)
        assert "The window is too small: 60×18. Make it at least 80×24." in kim.screen_text()
        await kim.presses("n", *"sore")
        assert "sore" in kim.screen_text()
        await kim.pilot.resize_terminal(79, 24)
        await rest(kim.pilot)
        assert "The window is too small: 79×24" in kim.screen_text()
        await kim.presses("x")
        await kim.pilot.resize_terminal(80, 24)
        await rest(kim.pilot)
        assert "This window" not in kim.screen_text()


async def test_the_review_names_the_worst_findings_and_keeps_the_others_at_its_end(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", *"sore", "ctrl+r")
        text = kim.screen_text()
        assert "more at the end of the record; press f for the worst one" in text
        assert "below (page down)" in text
        await kim.presses(*["space"] * 4)
        assert "ALSO OPEN" in kim.screen_text()
        assert "above (page up)" in kim.screen_text()
