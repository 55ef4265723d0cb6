from datetime import date

import pytest

from charting_tui.acts.typed_values import (
    birth_date_of,
    choice_of,
    day_of,
    diagnoses_of,
    name_of,
    percent_of,
    phone_of,
    procedures_of,
    sex_of,
)
from charting_tui.errors import BadInput
from tests.clinic import TODAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/7/1980", date(1980, 3, 7)),
        ("1980-03-07", date(1980, 3, 7)),
        ("030780", date(1980, 3, 7)),
        ("03071980", date(1980, 3, 7)),
        ("3.7.80", date(1980, 3, 7)),
        ("11/23/26", date(2026, 11, 23)),
        ("11/24/26", date(1926, 11, 24)),
        ("2/29/24", date(2024, 2, 29)),
        ("", None),
    ],
)
def test_a_birth_date_is_read_in_short_ways_and_never_lies_ahead(text: str, day: date | None) -> None:
    assert birth_date_of(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("11/24/2026", "still to come"),
        ("1/2/1890", "136 years ago"),
        ("2/29/1981", "no day"),
        ("13/1/1980", "no day"),
        ("3/7", "not a date"),
        ("t", "not a date"),
        ("march", "not a date"),
        ("0/0/0000", "no day"),
    ],
)
def test_a_birth_date_that_cannot_be_says_why(text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        birth_date_of(text, TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("t", TODAY),
        ("12/31", date(2026, 12, 31)),
        ("1/2/27", date(2027, 1, 2)),
        ("010227", date(2027, 1, 2)),
        ("2027-1-2", date(2027, 1, 2)),
        (" ", None),
    ],
)
def test_other_days_may_lie_ahead_and_leave_the_year_out(text: str, day: date | None) -> None:
    assert day_of(text, TODAY) == day


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
    assert procedures_of("97124 97140,97124") == ("97124", "97140")
    for read, wrong in ((diagnoses_of, "neck"), (procedures_of, "9712")):
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
