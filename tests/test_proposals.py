from pathlib import Path

import pytest

from charting_tui.coding.prose.proposals import NamedCode, proposals, sections_naming
from charting_tui.records.visit import Note
from charting_tui.widgets.service_lines import support_line

from .test_screens import at_the_keyboard


def proposed(objective: str = "", *, entered: tuple[str, ...] = (), **sections: str) -> list[NamedCode]:
    note = Note(objective=objective, **sections)
    return list(proposals(note, entered, lambda code: code == "97810"))


@pytest.mark.parametrize(
    ("text", "code", "areas", "minutes"),
    [
        ("MFR to L UT 20 min", "97140", ("upper trapezius",), 20),
        ("Effleurage, petrissage to neck and back 25 min", "97124", ("neck", "back"), 25),
        ("Deep tissue massage to low back 30 min", "97124", ("low back",), 30),
        ("chin tucks 2x10", "97110", (), None),
        ("MFR to UT 15-20 min", "97140", ("upper trapezius",), None),
        ("MFR to UT 15 to 20 minutes", "97140", ("upper trapezius",), None),
        ("MFR to UT; sat 30 min before it", "97140", ("upper trapezius",), None),
        ("MFR to neck 10 min. Then TrP release to QL 5 min", "97140", ("neck", "quadratus lumborum"), 15),
    ],
)
def test_what_the_prose_names_is_proposed_with_areas_and_minutes_as_written(
    text: str, code: str, areas: tuple[str, ...], minutes: int | None
) -> None:
    (named,) = proposed(text)
    assert (named.code, named.areas, named.minutes) == (code, areas, minutes)


def test_minutes_shared_by_two_codes_are_given_to_neither() -> None:
    assert {(one.code, one.minutes) for one in proposed("MFR and effleurage to neck 30 min")} == {
        ("97140", None),
        ("97124", None),
    }


def test_each_code_of_a_sentence_keeps_the_minutes_of_its_own_part() -> None:
    found = proposed("MFR to L upper trap 20 min, effleurage to back 10 min.")
    assert [(one.code, one.minutes) for one in found] == [("97140", 20), ("97124", 10)]


@pytest.mark.parametrize(
    "text",
    [
        "No trigger points in UT",
        "No trigger point release today",
        "MFR declined",
        "TTP L UT 3/4",
        "Needled LI4",
        "massage tolerated well",
        "",
    ],
)
def test_what_is_denied_found_or_said_without_place_or_time_proposes_nothing(text: str) -> None:
    assert proposed(text) == []


def test_what_the_client_says_and_what_is_planned_proposes_nothing() -> None:
    assert proposed(subjective="Effleurage to the back 30 min helped", plan="MFR to UT 20 min") == []


def test_a_code_that_stands_in_a_line_is_not_proposed_again() -> None:
    assert proposed("MFR to UT 20 min, effleurage to back 10 min", entered=("97140",))[0].code == "97124"


def test_the_word_for_the_service_yields_to_words_that_say_how() -> None:
    assert [one.code for one in proposed("Massage: MFR to neck 30 min")] == ["97140"]


def test_a_line_tells_which_parts_of_the_note_name_its_code_and_which_do_not() -> None:
    note = Note(objective="MFR to L UT 20 min.", plan="Continue MFR")
    assert list(sections_naming(note, "97140")) == ["objective", "plan"]
    said = support_line("97140", sections_naming(note, "97140"))
    assert "O “MFR” upper trapezius, 20 min" in said
    assert said.startswith("97140: supported by O “")
    assert said.endswith("; S and A say nothing about it.")
    assert "no section of the note" in support_line("97110", sections_naming(note, "97110"))


async def test_one_key_takes_the_code_that_the_note_names_with_its_minutes(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", "f7")
        assert "name no other code" in kim.screen_text()
        await kim.presses("tab")
        await kim.types("MFR to neck 20 min")
        await kim.presses()
        assert "The note names 97140: “MFR” neck, 20 min. F7 adds it." in kim.screen_text()
        await kim.presses("f7", "ctrl+l")
        assert "S, A and P say nothing about it." in kim.screen_text()
        await kim.presses("escape", "escape")
        (line,) = kim.visit().services
        assert (line.code, line.minutes, line.area) == ("97140", 20, "neck")


async def test_minutes_that_are_not_plain_stay_open_and_a_take_is_undone(root: Path) -> None:
    async with at_the_keyboard(root, size=(120, 40)) as kim:
        await kim.presses("n", "tab")
        await kim.types("MFR and effleurage to neck 30 min")
        await kim.presses("f7")
        assert "The note doesn't give its minutes" in kim.screen_text()
        assert "97124" in kim.screen_text()
        assert "Not payable" in kim.screen_text()
        await kim.presses("ctrl+l", "z", "escape", "escape")
        assert kim.visit().services == ()


async def test_a_finding_that_is_being_fixed_has_the_room_of_a_small_screen(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", "tab")
        await kim.types("MFR to neck 20 min")
        await kim.presses("ctrl+n", *"97110", "enter", *"15", "enter", "enter", "enter")
        assert "The note names 97140" in kim.screen_text()
        await kim.presses("ctrl+f")
        assert "The note names 97140" not in kim.screen_text()
        await kim.presses("ctrl+l")
        assert "The note names 97140" in kim.screen_text()
