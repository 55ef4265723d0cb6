import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting_tui.rules.note.cloned import NOTHING_ALIKE, _lines, likeness, likest

FOUND = "L UT 3/4 hypertonic, TTP. C-rot L 50 deg before, 65 after. MFR L UT and levator scapulae."


def test_the_same_text_is_wholly_alike_whatever_its_case_and_blanks() -> None:
    assert likeness(FOUND, FOUND).percent == 100
    assert likeness(FOUND.upper().replace(". ", ".\n\n  "), FOUND).percent == 100
    assert likeness(FOUND, FOUND).new == ()


def test_a_new_number_makes_its_line_new() -> None:
    changed = likeness(FOUND.replace("65 after", "70 after"), FOUND)
    assert changed.percent < 70
    assert changed.new == ("C-rot L 50 deg before, 70 after.",)


def test_a_line_that_is_only_reworded_is_still_alike() -> None:
    turned = "TTP, L UT 3/4 hypertonic. Before C-rot L 50 deg, after 65. MFR levator scapulae and L UT."
    assert likeness(turned, FOUND).percent == 100
    assert len(likeness(turned, FOUND).new) == 3


@pytest.mark.parametrize(
    "text", ["", "Tolerated well.", "Tolerated well. Less pain. Continue plan. Good response."]
)
def test_stock_sentences_and_short_texts_are_not_judged(text: str) -> None:
    assert likeness(text, text) == NOTHING_ALIKE


def test_the_likest_of_several_is_the_latest_of_equals() -> None:
    assert likest(FOUND, []) == (-1, NOTHING_ALIKE)
    assert likest(FOUND, [FOUND, "Nothing of the kind was found or written down that day.", FOUND])[0] == 2


@given(st.text(), st.text())
def test_any_two_texts_are_alike_between_nothing_and_all(one: str, other: str) -> None:
    assert 0 <= likeness(one, other).percent <= 100


@given(st.text(alphabet="ab .\n[red]é🙂1", min_size=40))
def test_a_text_is_wholly_like_itself_or_not_judged(text: str) -> None:
    assert likeness(text, text).percent in {0, 100}


def test_a_key_takes_apart_no_earlier_text_however_long_one_types() -> None:
    earlier = [f"{FOUND} Seen on day {day}." for day in range(10)]
    for typed in range(1, 200):
        likest(FOUND[:typed], earlier)
    before = _lines.cache_info().misses
    likest(f"{FOUND} And one key more.", earlier)
    assert _lines.cache_info().misses == before + 1
