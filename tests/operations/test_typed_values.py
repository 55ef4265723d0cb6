import pytest

from charting_tui.errors import BadInput
from charting_tui.operations.fields.typed_values import (
    read_choice,
    read_client_name,
    read_codes,
    read_diagnoses,
    read_percent,
    read_phone,
    read_sex,
)


def test_a_name_is_family_first() -> None:
    assert read_client_name("  doe ,  Jane  Ann ") == "doe, Jane Ann"
    assert read_client_name("Sukarno") == "Sukarno"
    for wrong in ("", " , Jane", "Jane Doe"):
        with pytest.raises(BadInput, match="Doe, Jane"):
            read_client_name(wrong)


def test_phones_are_written_alike_and_those_from_elsewhere_left_as_they_are() -> None:
    assert read_phone("(360) 555 0142") == "360-555-0142"
    assert read_phone("+49 30 1234567") == "+49 30 1234567"
    assert read_phone("360-555-0142 x7") == "360-555-0142 x7"
    with pytest.raises(BadInput, match="too short"):
        read_phone("555")


def test_codes_are_read_from_lists_each_once() -> None:
    assert read_diagnoses("m542, M62.838 m54.2") == ("M54.2", "M62.838")
    assert read_codes("97124 97140,97124") == ("97124", "97140")
    for read, wrong in ((read_diagnoses, "neck"), (read_codes, "9712")):
        with pytest.raises(BadInput):
            read(wrong)


def test_a_choice_is_made_by_its_beginning_unless_two_begin_alike() -> None:
    payers = {"sound": "Sound Health", "south": "South Mutual"}
    assert read_choice("sound h", payers) == "sound"
    assert read_choice("SOUTH", payers) == "south"
    with pytest.raises(BadInput, match="could mean several"):
        read_choice("sou", payers)
    with pytest.raises(BadInput, match="isn't one of them"):
        read_choice("aetna", payers)


def test_percent_and_sex_refuse_what_makes_no_sense() -> None:
    assert (read_percent("60 %"), read_percent(""), read_sex("Female"), read_sex("")) == (60, None, "F", "")
    with pytest.raises(BadInput):
        read_percent("101")
    with pytest.raises(BadInput):
        read_sex("yes")
