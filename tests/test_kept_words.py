from pathlib import Path

import pytest
from textual.widgets import Input

from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.kept import kept_for, persons_words
from charting_tui.operations.signing.signing import sign
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.screens.clients.form import FormScreen
from charting_tui.screens.frame.dialogs import AskScreen
from charting_tui.screens.signing.signed import AddendumScreen
from charting_tui.screens.visit.screen import VisitScreen
from charting_tui.store.disk import Disk
from charting_tui.store.journals.drafts import PersonWords
from charting_tui.store.journals.journal_file import read_journal
from charting_tui.store.journals.typing_state import Words
from charting_tui.store.refusals import JournalFull
from charting_tui.widgets.soap_field import NoteText

from .clinic import PIN, TODAY, make_clinic, open_clinic
from .test_screens import Person, at_the_keyboard

REFUSED = "can't save your typing"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Jane's visit of 9:00 is signed, that of 11:00 is to chart."""
    folder = tmp_path / "clinic"
    store = make_clinic(folder)
    visit = book(store, "jane", read_booking("900 jane 60"), TODAY)
    session = open_for_writing(store, "jane", visit.id)
    session.type_text("plan", "Weekly.")
    sign(session, PIN)
    book(store, "jane", read_booking("1100 jane 60"), TODAY)
    store.close()
    return folder


def refuse_words(root: Path) -> Path:
    """Let the disk refuse what is typed outside visits, until the file is gone that is in the way."""
    in_the_way = root / "forms"
    in_the_way.touch()
    return in_the_way


def typed_by(kim: Person, name: str) -> dict[str, str]:
    found = persons_words(kim.store).words(name)
    return dict(found.texts) if found else {}


async def test_a_key_in_a_form_is_kept_before_anything_else_happens(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("c", "ctrl+n")
        field = kim.app.focused
        assert isinstance(field, Input)
        field.insert_text_at_cursor("R")
        assert typed_by(kim, "client new") == {"name": "R"}


async def test_a_key_in_a_question_is_kept_before_anything_else_happens(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("a")
        field = kim.app.focused
        assert isinstance(field, Input)
        field.insert_text_at_cursor("1")
        assert typed_by(kim, "appointment")["text"] == "1"


async def test_a_key_in_an_addendum_is_kept_before_anything_else_happens(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("enter", "a")
        assert isinstance(kim.app.screen, AddendumScreen)
        area = kim.app.focused
        assert isinstance(area, NoteText)
        area.insert("L")
        signed = next(kept for kept in kim.store.chart("jane").visits if kept.signed)
        assert typed_by(kim, f"addendum {signed.visit.id}") == {"text": "L"}


async def test_a_key_in_the_note_is_kept_before_anything_else_happens(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("down", "enter")
        assert isinstance(kim.app.screen, VisitScreen)
        area = kim.app.focused
        assert isinstance(area, NoteText)
        area.insert("S")
        (head,) = kim.store.journals()
        found = read_journal(head.path)
        assert found is not None
        assert found[1].text("subjective") == "S"


async def test_a_form_tells_once_that_the_disk_refuses_and_ceases_when_it_takes_again(root: Path) -> None:
    in_the_way = refuse_words(root)
    async with at_the_keyboard(root) as kim:
        await kim.presses("c", "ctrl+n")
        await kim.types("Roe, Ri")
        assert isinstance(kim.app.screen, FormScreen)
        assert kim.screen_text().count(REFUSED) == 1
        in_the_way.unlink()
        await kim.types("c")
        assert REFUSED not in kim.screen_text()
        assert typed_by(kim, "client new") == {"name": "Roe, Ric"}


async def test_a_question_tells_once_that_the_disk_refuses_and_still_takes_the_answer(root: Path) -> None:
    refuse_words(root)
    async with at_the_keyboard(root) as kim:
        await kim.presses("a", *"1430 jane 60")
        assert isinstance(kim.app.screen, AskScreen)
        assert kim.screen_text().count(REFUSED) == 1
        await kim.presses("enter")
        assert "14:30 Doe, Jane" in kim.screen_text()


async def test_an_answer_that_is_taken_is_not_asked_for_again(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("a", *"1430 jane 60", "enter")
        assert typed_by(kim, "appointment") == {}
        await kim.presses("a", *"1530", "escape")
        assert typed_by(kim, "appointment") == {}


@pytest.mark.draws
async def test_an_appointment_goes_on_at_the_day_for_which_it_was_typed(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("right_square_bracket", "a", *"1430 ja")
    async with at_the_keyboard(root) as kim:
        assert "You were adding an appointment on 11/24/2026. To continue, press a." in kim.screen_text()
        await kim.presses("a")
        assert "Tue 11/24/2026" in kim.screen_text().splitlines()[0]
        await kim.presses(*"ne 60", "enter")
        assert "14:30 Doe, Jane" in kim.screen_text()


async def test_leaving_the_program_from_a_dialog_goes_on_there(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("down", "enter", "ctrl+t", *"1105-11", "ctrl+q")
    async with at_the_keyboard(root) as kim:
        assert "1105-11" in kim.screen_text()
        await kim.presses("5", "5", "enter", "escape")
    store = open_clinic(root)
    assert store.journals() == []
    (visit,) = (kept.visit for kept in store.chart("jane").visits if not kept.signed)
    assert f"{visit.time_out:%H:%M}" == "11:55"
    store.close()


async def test_words_whose_line_is_gone_are_said(root: Path) -> None:
    store = open_clinic(root)
    (visit,) = (kept.visit for kept in store.chart("jane").visits if not kept.signed)
    session = open_for_writing(store, "jane", visit.id)
    session.kept_words("line minutes: gone").keep(Words({"text": "47"}))
    session.flush(now=True)
    store.close()
    async with at_the_keyboard(root) as kim:
        said = " ".join(kim.screen_text().split())
        assert "Your note is here, but this part could not be restored: “47”." in said


def test_words_of_a_place_are_there_until_they_are_forgotten(root: Path) -> None:
    store = open_clinic(root)
    kept = kept_for(store, "search", "You were searching.")
    assert kept.found is None
    kept.keep(Words({"words": "ja"}, "words", 1))
    again = kept_for(store, "search", "")
    assert again.found == Words({"words": "ja"}, "words", 1, "You were searching.")
    assert kept_for(store, "another search", "").found is None
    again.forget()
    assert kept_for(store, "search", "").found is None
    store.close()


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"texts": 3}', b'{"texts": {}, "cursor": "x"}'])
def test_a_file_that_holds_no_words_is_passed_over(tmp_path: Path, content: bytes) -> None:
    words = PersonWords(tmp_path, "kim", Disk())
    words.keep_words("search", Words({"words": "ja"}, doing="You were searching."))
    (file,) = tmp_path.iterdir()
    file.write_bytes(content)
    assert words.words("search") is None
    assert words.newest() is None


def test_a_disk_that_refuses_words_says_so_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "forms").touch()
    with pytest.raises(JournalFull, match="can't save") as refusal:
        PersonWords(tmp_path / "forms", "kim", Disk()).keep_words("search", Words())
    assert "\n" not in refusal.value.sentence


PEOPLE, PAYERS = ("o", "tab"), ("o", "tab", "tab")


@pytest.mark.parametrize(
    ("keys", "typed"),
    [
        ((*PEOPLE, "enter", "enter"), "Kim Vale-Roe"),
        ((*PEOPLE, "down", "x"), "11/20"),
        ((*PAYERS, "enter", "enter"), "8 units of"),
        ((*PAYERS, "a", "enter"), "north9"),
        ((*PAYERS, "tab", "a"), "9753"),
        ((*PAYERS, "tab", "tab", "a"), "cupped"),
        ((*PAYERS, "tab", "tab", "tab", "a"), "guash"),
        (("c", *"amir", "enter", "m"), "janee"),
        (("c", *"jane", "enter", "tab", "tab", "x"), "12/31"),
        (("down", "enter", "ctrl+n", *"97124", "enter", *"25", "enter"), "left kneee"),
        (("down", "enter", "ctrl+o", *"m54.2", "enter"), "shouldd"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else value,
)
async def test_what_was_typed_there_is_there_again_in_the_next_login(
    root: Path, keys: tuple[str, ...], typed: str
) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses(*keys)
        await kim.types(typed)
        assert typed in kim.screen_text()
    async with at_the_keyboard(root) as kim:
        if keys[0] != "down":
            assert "You were " in kim.screen_text()
            await kim.presses(*keys)
        assert typed in kim.screen_text()
