"""Phrases in a visit: brought in, filled, taken back, kept, and what they leave open."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.settings.phrases import (
    clinic_phrases,
    delete_phrase,
    packaged_phrases,
    phrases_of,
    save_phrase,
    standing_over,
)
from charting_tui.operations.settings.practice import why_not_owner
from charting_tui.operations.signing.signing import may_sign
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.operations.visits.proposing import proposed
from charting_tui.operations.visits.unfinished import unfinished
from charting_tui.records.additions import Phrase
from charting_tui.records.visit import LineOrigin
from charting_tui.screens.frame.confirm import ConfirmScreen
from charting_tui.screens.settings.own_texts import PhraseScreen
from charting_tui.screens.signing.review import ReviewScreen
from charting_tui.screens.visit.screen import VisitScreen
from charting_tui.widgets.soap_field import NoteText

from .clinic import NOW_THERE, TODAY, make_clinic, open_clinic
from .command_line import call
from .terminal import Terminal
from .test_screens import Person, at_the_keyboard

NECK = Phrase(name="neck", text="Neck [left|right|both]\n[upper trapezius], […minutes] min.")
FINE = Phrase(name="fine", text="All [[well]].", sections=("plan",))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    store = make_clinic(folder)
    book(store, "jane", read_booking("1100 jane 60"), TODAY)
    save_phrase(store, NECK, mine=True)
    save_phrase(store, FINE, mine=False)
    store.close()
    return folder


@asynccontextmanager
async def in_the_note(root: Path) -> AsyncIterator[Person]:
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter")
        assert isinstance(kim.app.screen, VisitScreen)
        yield kim


def text_in(kim: Person) -> NoteText:
    assert isinstance(kim.app.focused, NoteText)
    return kim.app.focused


async def test_a_name_and_a_blank_bring_a_phrase_in_and_its_places_are_filled_one_after_another(
    root: Path,
) -> None:
    async with in_the_note(root) as kim:
        await kim.types("Sore .neck ")
        assert kim.note().subjective == "Sore Neck ⟦left|right|both⟧\n⟦upper trapezius⟧, ⟦…minutes⟧ min."
        assert "1 left  2 right  3 both" in kim.screen_text()
        await kim.presses("3")
        assert text_in(kim).selected_text == "⟦upper trapezius⟧"
        assert "Press Tab to keep “upper trapezius”" in kim.screen_text()
        await kim.presses("tab")
        assert "Fill in: minutes." in kim.screen_text()
        await kim.types("20")
        assert kim.note().subjective == "Sore Neck both\nupper trapezius, 20 min."
        await kim.presses("tab")
        assert text_in(kim).section == "objective"


async def test_a_place_with_choices_is_chosen_with_down_and_enter(root: Path) -> None:
    async with in_the_note(root) as kim:
        await kim.types(".neck ")
        await kim.presses("down", "down")
        assert "1 left  ›2 right  3 both" in kim.screen_text()
        await kim.presses("up", "up", "enter")
        assert kim.note().subjective.startswith("Neck both\n⟦upper")


async def test_a_place_that_is_passed_without_a_default_stays_open_and_one_comes_back_to_it(
    root: Path,
) -> None:
    async with in_the_note(root) as kim:
        await kim.types(".neck ")
        await kim.presses("tab", "tab", "enter")
        assert kim.note().subjective == "Neck ⟦left|right|both⟧\nupper trapezius, ⟦…minutes⟧ min."
        await kim.presses("shift+tab")
        assert text_in(kim).selected_text == "⟦…minutes⟧"
        await kim.presses("shift+tab")
        assert text_in(kim).selected_text == "⟦left|right|both⟧"
        await kim.presses("shift+tab", *"x")
        assert kim.note().subjective.startswith("Neck ⟦left")


async def test_undo_takes_a_phrase_back_to_its_name(root: Path) -> None:
    async with in_the_note(root) as kim:
        await kim.types("Ok .fine ")
        assert kim.note().subjective == "Ok All [well]. "
        await kim.presses("ctrl+z")
        assert kim.note().subjective == "Ok .fine"
        await kim.presses("enter", *"x")
        assert kim.note().subjective == "Ok All [well].\nx"


async def test_only_a_known_name_after_a_blank_is_brought_in(root: Path) -> None:
    async with in_the_note(root) as kim:
        typed = "e.g. x 3.5 pain.neck C.5 .nothing (.neck [red] [a|b] end. "
        await kim.types(typed)
        assert kim.note().subjective == typed
        await kim.presses("tab")
        assert text_in(kim).section == "objective"
        assert "unfilled blank" not in may_sign(_screen(kim).session)


async def test_names_that_begin_so_are_listed_while_one_is_typed(root: Path) -> None:
    async with in_the_note(root) as kim:
        await kim.types(".he")
        assert ".health .health-new" in kim.screen_text()
        assert ".heat" not in kim.screen_text()
        await kim.types("alth-")
        assert ".health-new" in kim.screen_text()
        await kim.presses(*["backspace"] * 10, *".fi")
        assert ".fine + space inserts: All [[well]]." in kim.screen_text()
        await kim.types("ne")
        assert ".fine + space inserts: All [[well]]." in kim.screen_text()


async def test_lines_of_a_phrase_are_known_as_such_until_they_read_otherwise(root: Path) -> None:
    async with in_the_note(root) as kim:
        await kim.types(".fine ")
        await kim.presses("escape")
        (line,) = kim.visit().note.provenance
        assert (line.section, line.line, line.origin, line.source) == (
            "subjective",
            0,
            LineOrigin.PHRASE,
            "fine",
        )
        assert line.text == note_text(kim) == "All [well]. "


async def test_a_place_left_open_stops_signing_and_fixing_leads_to_it(root: Path) -> None:
    async with in_the_note(root) as kim:
        await kim.types(".neck ")
        await kim.presses("1", "tab", "tab", "ctrl+r")
        assert isinstance(kim.app.screen, ReviewScreen)
        assert "A phrase in Subjective has an unfilled blank: “…minutes”. Press Ctrl+F to go there." in (
            " ".join(kim.screen_text().split())
        )
        await kim.presses("s")
        assert isinstance(kim.app.screen, ReviewScreen)
        await kim.presses("f")
        assert text_in(kim).selected_text == "⟦…minutes⟧"
        await kim.presses("ctrl+f")
        assert text_in(kim).selected_text == "⟦…minutes⟧"


async def test_from_an_open_place_fixing_goes_on_to_the_findings(root: Path) -> None:
    async with in_the_note(root) as kim:
        await kim.presses("ctrl+n", *"97140", "enter", *"3o", "enter", *"neck", "enter", "shift+tab")
        await kim.presses("escape", "enter")
        await kim.types(".neck ")
        await kim.presses("ctrl+f")
        assert kim.app.focused is not None
        assert kim.app.focused.id == "finding-rows"
        await kim.presses("ctrl+f")
        assert text_in(kim).selected_text == "⟦left|right|both⟧"


@pytest.mark.terminal
def test_a_phrase_half_filled_is_there_again_after_a_kill_with_its_place_at_hand(root: Path) -> None:
    arguments = ["--data", str(root), "--user", "kim"]
    environment = {"CHARTING_NOW": NOW_THERE}
    with Terminal(arguments, root.parent, env=environment) as first:
        first.sees("Doe, Jane").press("enter").sees("What the client says").types(".neck ")
        first.sees("1 left  2 right").types("2").sees("Press Tab to keep “upper trapezius”")
        first.kill()
    store = open_clinic(root)
    left = unfinished(store)
    store.close()
    assert left is not None
    with Terminal(arguments, root.parent, env=environment) as second:
        second.sees("Neck right", "⟦upper trapezius⟧", "⟦…minutes⟧").press("tab")
        second.sees("Fill in: minutes.", "upper trapezius, ⟦…minutes⟧")


def test_what_is_not_filled_yet_is_no_evidence(root: Path) -> None:
    kim = open_clinic(root)
    (row,) = kim.summaries(day=TODAY, client="jane")
    session = open_for_writing(kim, "jane", row.visit)
    session.type_text("objective", "To the ⟦left|right⟧ neck: ⟦myofascial release⟧, ⟦20⟧ minutes.")
    assert proposed(session.case()) == ()
    session.type_text("objective", "To the ⟦left|right⟧ neck: myofascial release, 20 minutes.")
    assert [(one.code, one.minutes) for one in proposed(session.case())] == [("97140", 20)]
    assert session.draft.visit.note.objective.startswith("To the ⟦left|right⟧")
    session.leave()
    kim.close()


def test_ones_own_phrase_goes_before_the_clinics_and_that_is_told(root: Path) -> None:
    kim, lee = open_clinic(root), open_clinic(root, "lee")
    assert phrases_of(kim)["neck"] == NECK
    assert phrases_of(lee)["neck"] != NECK
    assert "yours is used instead" in standing_over(kim, "Neck", mine=True)
    assert "yours is used instead" in standing_over(kim, "neck", mine=False)
    assert standing_over(kim, "fine", mine=False) == ""
    delete_phrase(kim, "NECK", mine=True)
    assert phrases_of(kim)["neck"] == phrases_of(lee)["neck"]
    kim.close()
    lee.close()


def test_owners_alone_change_the_clinics_phrases_and_everybody_their_own(root: Path) -> None:
    lee = open_clinic(root, "lee")
    assert why_not_owner(lee)
    with pytest.raises(NotAllowed, match="Only an owner"):
        save_phrase(lee, FINE, mine=False, former="fine")
    with pytest.raises(NotAllowed, match="Only an owner"):
        delete_phrase(lee, "fine", mine=False)
    save_phrase(lee, FINE.model_copy(update={"name": "Okay"}), mine=True)
    assert "okay" in phrases_of(lee)
    lee.close()


def test_a_phrase_that_cannot_be_typed_or_does_not_close_is_refused_and_nothing_changes(root: Path) -> None:
    kim = open_clinic(root)
    before = phrases_of(kim)
    with pytest.raises(BadInput, match="no name of a phrase"):
        save_phrase(kim, FINE.model_copy(update={"name": "a b"}), mine=True)
    with pytest.raises(BadInput, match=r"\.fine: Line 1: the bracket"):
        save_phrase(kim, FINE.model_copy(update={"text": "[neck"}), mine=True)
    with pytest.raises(BadInput, match="already a phrase"):
        save_phrase(kim, NECK, mine=False)
    assert phrases_of(kim) == before
    kim.close()


async def test_a_phrase_is_written_in_the_office_with_its_places_shown_and_its_faults_told(
    root: Path,
) -> None:
    async with at_the_keyboard(root, size=(120, 40)) as kim:
        await kim.presses("o", *["tab"] * 4, "a")
        await kim.types("my neck")
        await kim.presses("tab", "tab", "tab")
        await kim.types("To the [left|right")
        assert "“my neck” is no name of a phrase" in kim.screen_text()
        await kim.presses("shift+tab", *"s,p", "shift+tab", "shift+tab", "ctrl+u", *".mine", "ctrl+s")
        assert isinstance(kim.app.screen, PhraseScreen)
        assert ".mine: Line 1: the bracket at “[left|right” has no partner" in kim.screen_text()
        await kim.presses("tab", "tab", "tab", *"] [red", "]", "enter", *"[[x]]")
        assert "⟦left|right⟧ ⟦red⟧" in kim.screen_text()
        await kim.presses("ctrl+s")
        assert clinic_phrases(kim.store.office)["mine"] == Phrase(
            name="mine", text="To the [left|right] [red]\n[[x]]", sections=("subjective", "plan")
        )
        assert "Saved .mine." in kim.screen_text()
        assert "›.mine" in kim.screen_text()


async def test_a_phrase_goes_only_after_it_was_shown(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("o", *["tab"] * 4, "end", "x", "escape")
        before = clinic_phrases(kim.store.office)
        await kim.presses("x")
        assert isinstance(kim.app.screen, ConfirmScreen)
        await kim.presses("enter")
        gone = set(before) - set(clinic_phrases(kim.store.office))
        assert gone == {"work"}


async def test_who_is_no_owner_gets_a_phrase_of_their_own_in_the_place_of_the_clinics(root: Path) -> None:
    async with at_the_keyboard(root, "lee", (120, 40)) as lee:
        await lee.presses("o", *["tab"] * 4, "x")
        assert "Only an owner can change this" in lee.screen_text()
        await lee.presses("enter", *"My ", "ctrl+s")
        assert "Type me under For to make one of your own." in lee.screen_text()
        await lee.presses("shift+tab", "shift+tab", "ctrl+u", *"me")
        assert "The clinic has .back too. In your notes, yours is used instead." in lee.screen_text()
        await lee.presses("ctrl+s")
        assert phrases_of(lee.store)["back"].text.startswith("My Back: ")
        assert clinic_phrases(lee.store.office)["back"].text.startswith("Back: ")
        assert "yours is used instead" in lee.screen_text()


async def test_a_phrase_half_written_is_there_again(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("o", *["tab"] * 4, "enter", *"Half ")
    async with at_the_keyboard(root) as kim:
        await kim.presses("o", *["tab"] * 4, "enter")
        assert "Half Back: " in kim.screen_text()
        assert "Your unsaved entries are back." in kim.screen_text()
        assert "tab next" in kim.screen_text()
        await kim.presses("escape")
        assert "Enter discard them" in kim.screen_text()
        assert "tab next" not in kim.screen_text()
        await kim.presses("enter")
        assert "Half" not in kim.screen_text()
        await kim.presses("enter")
        assert "Half" not in kim.screen_text()


def test_the_command_shows_and_takes_a_file_of_phrases(root: Path) -> None:
    clinic = ("--data", str(root), "--user", "kim")
    file = root.parent / "phrases.json"
    assert ".neck\n    Neck ⟦left|right|both⟧" in call("phrases", "--mine", *clinic).out
    shown = call("phrases", "--format", "json", *clinic).out
    assert len(json.loads(shown)["phrases"]) == len(packaged_phrases()) + 1
    file.write_text(shown)
    judged = call("phrases", str(file), "--dry-run", *clinic)
    assert "You have your own .neck. In your notes, yours is used instead." in judged.out
    assert f"Nothing was changed. The file has {len(packaged_phrases()) + 1} phrases." in judged.out
    file.write_text(json.dumps({"phrases": [{"name": "only", "text": "Only this."}]}))
    assert "The clinic has 1 phrase." in call("phrases", str(file), *clinic).out
    assert call("phrases", *clinic).out == ".only\n    Only this.\n"
    for fault in (
        "{",
        "[]",
        '{"phrases": [{"name": "a b", "text": "x"}]}',
        '{"phrases": [{"name": "a", "text": "[x"}]}',
        '{"phrases": [{"name": "a", "text": "x"}, {"name": "A", "text": "y"}]}',
        '{"phrases": [{"name": "a", "text": "x", "sections": ["middle"]}]}',
    ):
        file.write_text(fault)
        assert call("phrases", str(file), *clinic).refused_in_one_sentence()
    assert call("phrases", *clinic).out == ".only\n    Only this.\n"


def _screen(kim: Person) -> VisitScreen:
    assert isinstance(kim.app.screen, VisitScreen)
    return kim.app.screen


def note_text(kim: Person) -> str:
    return kim.visit().note.subjective


async def test_tab_brings_in_the_phrase_that_a_name_begins_and_stops_where_several_agree(
    root: Path,
) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n")
        text = kim.app.focused
        assert isinstance(text, NoteText)
        text.phrases = {name: Phrase(name=name, text=f"Text of {name}.") for name in ("zoo1", "zoo2", "yes")}
        await kim.types(".z")
        await kim.presses("tab")
        assert text.text == ".zoo"
        await kim.types("2")
        await kim.presses("tab")
        assert text.text == "Text of zoo2. "
        await kim.types(".y")
        await kim.presses("tab")
        assert text.text == "Text of zoo2. Text of yes. "
        await kim.types(".q")
        await kim.presses("tab")
        assert kim.app.focused is not text
