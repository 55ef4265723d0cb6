"""What may come next in a quick line, by the place of the cursor."""

import pytest

from charting_tui.shorthand.coming import begun_word, may_come, words_used
from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.vocabulary import packaged_vocabulary

WORDS = packaged_vocabulary()


def coming(line: str, used: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    tokens = read(line).tokens
    at_cursor = next((token for token in tokens if token.end == len(line)), None)
    begun = begun_word(WORDS, at_cursor)
    return [(word, term.kind) for word, term in may_come(WORDS, tokens, len(line), begun, used)]


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("mfr30 @", {"area"}),
        ("mfr30 @ ut ", {"area"}),
        ("ex15 : ", {"technique", "exercise"}),
        ("neck ", {"finding", "movement"}),
        ("neck r ", {"finding", "movement"}),
        ("lev r2 ", {"finding"}),
        ("p6>4 ", {"factor"}),
        ("p6>4 desk ", {"factor"}),
        ("ease ", {"factor"}),
        ("no ", {"symptom", "finding"}),
        ("no ha, ", {"symptom", "finding"}),
        ("fn ", {"activity"}),
    ],
)
def test_before_a_letter_is_typed_the_place_says_what_may_come(line: str, kinds: set[str]) -> None:
    found = {kind for _, kind in coming(line)}
    assert found
    assert found <= kinds


@pytest.mark.parametrize("line", ["p6>4 desk 3 ", "neck rot ", "mfr30 ", '"as said" '])
def test_where_nothing_is_asked_for_nothing_is_listed(line: str) -> None:
    assert coming(line) == []


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("mfr30 @ tr", {"area"}),
        ("ex15 : st", {"technique", "exercise"}),
        ("neck t", {"finding", "movement"}),
        ("p5 st", {"factor"}),
        ("st", {"area", "technique", "symptom", "response", "homework", "next"}),
    ],
)
def test_a_letter_brings_every_word_and_those_of_the_place_come_first(line: str, kinds: set[str]) -> None:
    found = [kind in kinds for _, kind in coming(line)]
    assert found == sorted(found, reverse=True)
    assert set(found) == {True, False}


def test_a_segment_begins_with_what_the_clients_last_lines_used_and_then_with_what_is_common() -> None:
    used = words_used(WORDS, ["p6>4; ql r2; mfr30 @ ql piri; hyd", "hams b2"])
    assert used == ("ql", "mfr", "piri", "hyd", "hams")
    assert [word for word, _ in coming("p6; ", used)][:6] == ["ql", "mfr", "piri", "hyd", "hams", "neck"]
    assert coming("mfr30 @ ", used)[:3] == [("ql", "area"), ("piri", "area"), ("hams", "area")]
    assert coming("mfr30 @ p", used)[0] == ("piri", "area")


def test_each_meaning_is_listed_once() -> None:
    found = coming("mt30 @ upper t")
    assert len(found) == len(set(found))
    assert [word for word, _ in coming("mt30 @ quadr")] == [
        "quadriceps",
        "quadratus lumborum",
        "quadriceps sets",
    ]


def test_a_word_of_a_line_is_offered_without_its_minutes_and_values() -> None:
    offered = words_used(WORDS, ["p6>4; mfr30 @ neck; neck rot r70>80; 97140 20; 902-958"])
    assert offered == ("mfr", "neck", "rot")
