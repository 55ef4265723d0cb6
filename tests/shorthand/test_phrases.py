"""Phrases as they are written and as they stand in a note."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting_tui.operations.settings.phrases import packaged_phrases
from charting_tui.records.visit import LineOrigin, Note
from charting_tui.shorthand.phrases import (
    first_unfilled,
    in_note,
    name_before,
    name_fault,
    slots_in,
    text_fault,
    with_phrase_lines,
)


def places(text: str) -> list[str]:
    return [slot.inside for line in text.split("\n") for slot in slots_in(line)]


def test_places_stand_in_a_note_between_marks_that_nobody_types() -> None:
    text = in_note("To the [left|right] [neck], […] minutes.")
    assert text == "To the ⟦left|right⟧ ⟦neck⟧, ⟦…⟧ minutes."
    left, neck, minutes = slots_in(text)
    assert (left.choices, left.default) == (("left", "right"), "")
    assert (neck.choices, neck.default) == ((), "neck")
    assert (minutes.choices, minutes.default) == ((), "")
    assert text[neck.start : neck.end] == "⟦neck⟧"


def test_brackets_typed_by_hand_are_no_places() -> None:
    assert places("[red] and […] and [left|right]") == []


def test_doubled_brackets_stay_brackets() -> None:
    assert in_note("grade [[0 to 5]]: [3]") == "grade [0 to 5]: ⟦3⟧"


@pytest.mark.parametrize("empty", ["[]", "[ ]", "[…]", "[...]"])
def test_an_empty_place_or_three_dots_are_to_be_filled(empty: str) -> None:
    assert in_note(empty) == "⟦…⟧"


@given(st.text(st.sampled_from("[]|…. ab\n⟦⟧é😀")))
def test_any_text_can_be_brought_in_and_nothing_but_brackets_changes(text: str) -> None:
    brought = in_note(text)
    plain = str.maketrans("", "", "[]⟦⟧…. ")
    assert brought.translate(plain) == text.translate(plain)
    assert len(brought.split("\n")) == len(text.split("\n"))


@given(st.text(st.sampled_from("[]|ab \n")))
def test_a_text_without_fault_has_every_bracket_in_a_place_or_doubled(text: str) -> None:
    if not text_fault(text):
        alone = in_note(text.replace("[[", "").replace("]]", ""))
        assert "[" not in alone
        assert "]" not in alone


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (" \n", "The text is empty"),
        ("Neck\nto the [left|right", "Line 2: the bracket at “[left|right” has no partner; close it"),
        ("left] side", "Line 1: the bracket at “left]” has no partner; open it"),
        ("[a[b]", "close it with ]"),
        ("[left||right]", "empty choice"),
        ("[1|2|3|4|5|6|7|8|9|10]", "more than 9 choices"),
        ("⟦neck⟧", "write [ and ] here"),
    ],
)
def test_what_is_wrong_with_a_text_is_one_sentence(text: str, fault: str) -> None:
    assert fault in text_fault(text)


@pytest.mark.parametrize("name", ["neck", "neck-2", "Épaule", "l5"])
def test_names_are_letters_digits_and_hyphens(name: str) -> None:
    assert name_fault(name) == ""
    assert name_before(f"Then .{name}") == name


@pytest.mark.parametrize("name", ["", "2", "-a", "a b", "a.b", "[red]", "a_b"])
def test_other_names_are_refused(name: str) -> None:
    assert "write letters, digits and hyphens" in name_fault(name)


@pytest.mark.parametrize(
    "typed", ["e.g", "pain.neck", "C.5", "3.5", "neck", "neck .", ".neck ", "..neck", "(.neck"]
)
def test_a_dot_inside_prose_begins_no_name(typed: str) -> None:
    assert not name_before(typed)


def test_the_phrases_of_the_program_have_names_and_texts_without_fault() -> None:
    phrases = packaged_phrases()
    assert len({phrase.name for phrase in phrases}) == len(phrases) > 20
    for phrase in phrases:
        assert not name_fault(phrase.name), phrase.name
        assert not text_fault(phrase.text), phrase.name


def test_a_note_knows_which_lines_a_phrase_brought_in_until_they_read_otherwise() -> None:
    note = Note(objective="Draped.\nTo the ⟦neck⟧")
    note = with_phrase_lines(note, "objective", 0, ["Draped.", "To the ⟦neck⟧"], "drape")
    assert [(one.line, one.origin, one.source, one.text) for one in note.provenance] == [
        (0, LineOrigin.PHRASE, "drape", "Draped."),
        (1, LineOrigin.PHRASE, "drape", "To the ⟦neck⟧"),
    ]
    changed = note.model_copy(update={"objective": "Draped.\nTo the neck\nTolerated."})
    changed = with_phrase_lines(changed, "objective", 2, ["Tolerated."], "tol")
    assert [(one.line, one.source) for one in changed.provenance] == [(0, "drape"), (2, "tol")]


def test_the_first_place_left_to_fill_is_found_in_the_order_of_the_sections() -> None:
    assert first_unfilled(Note(subjective="[red]", plan="none")) is None
    found = first_unfilled(Note(assessment="ok", plan="Back in\n⟦one week⟧"))
    assert found is not None
    section, row, slot = found
    assert (section, row, slot.inside) == ("plan", 1, "one week")
