import pytest

from charting_tui.acts.typed_values import (
    choice_of,
    diagnoses_of,
    name_of,
    percent_of,
    phone_of,
    read_codes,
    sex_of,
)
from charting_tui.errors import BadInput


def test_a_name_is_family_first() -> None:
    assert name_of("  doe ,  Jane  Ann ") == "doe, Jane Ann"
    assert name_of("Sukarno") == "Sukarno"
    for wrong in ("", " , Jane", "Jane Doe"):
        with pytest.raises(BadInput, match="Doe, Jane"):
            name_of(wrong)


def test_phones_are_written_alike_and_those_from_elsewhere_left_as_they_are() -> None:
    assert phone_of("(360) 555 0142") == "360-555-0142"
    assert phone_of("+49 30 1234567") == "+49 30 1234567"
    assert phone_of("360-555-0142 x7") == "360-555-0142 x7"
    with pytest.raises(BadInput, match="too short"):
        phone_of("555")


def test_codes_are_read_from_lists_each_once() -> None:
    assert diagnoses_of("m542, M62.838 m54.2") == ("M54.2", "M62.838")
    assert read_codes("97124 97140,97124") == ("97124", "97140")
    for read, wrong in ((diagnoses_of, "neck"), (read_codes, "9712")):
        with pytest.raises(BadInput):
            read(wrong)


def test_a_choice_is_made_by_its_beginning_unless_two_begin_alike() -> None:
    payers = {"sound": "Sound Health", "south": "South Mutual"}
    assert choice_of("sound h", payers) == "sound"
    assert choice_of("SOUTH", payers) == "south"
    with pytest.raises(BadInput, match="could be several"):
        choice_of("sou", payers)
    with pytest.raises(BadInput, match="none of them"):
        choice_of("aetna", payers)


def test_percent_and_sex_refuse_what_makes_no_sense() -> None:
    assert (percent_of("60 %"), percent_of(""), sex_of("Female"), sex_of("")) == (60, None, "F", "")
    with pytest.raises(BadInput):
        percent_of("101")
    with pytest.raises(BadInput):
        sex_of("yes")
