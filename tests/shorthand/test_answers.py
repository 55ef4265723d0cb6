import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting_tui.errors import BadInput
from charting_tui.records.visit import VisitKind
from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.guided.answers import Answering, segments_of
from charting_tui.shorthand.guided.offers import Offer
from charting_tui.shorthand.guided.prompted import without_passed
from charting_tui.shorthand.guided.prompts import PROMPTS, Manner, Prompt, prompts_of
from charting_tui.shorthand.vocabulary import packaged_vocabulary

LAST = read(
    "neck p7>5; fn drive 15>20min sit 40min; neck r rot 65>70; neck flex 40; mfr25 @ ut lev : trp; "
    "ex10 @ neck : chin tuck 2x10"
).facts


def answering(prompt: str, offered: str = "", manner: Manner = Manner.AFFIRMED) -> Answering:
    offer = Offer(offered, manner) if offered else None
    asked = next(one for one in PROMPTS if one.id == prompt)
    return Answering(asked, packaged_vocabulary(), offer, LAST)


@pytest.mark.parametrize(
    ("prompt", "typed", "piece"),
    [
        ("health", "new med gabapentin", "hu new med gabapentin"),
        ("health", "none", "hu none"),
        ("health", "n", "hu"),
        ("health", "stress", "hu stress"),
        ("health", "p6>4", "p6>4"),
        ("health", "p6>4; ut b3; mfr30 @ ut", "p6>4; ut b3; mfr30 @ ut"),
        ("pain", "6>4 desk", "neck p6>4 desk"),
        ("pain", "lb 6>4", "lb p6>4"),
        ("pain", "p6", "p6"),
        ("pain", "3 was 6 worst 8", "neck p3 was 6 worst 8"),
        ("function", "20>30", "fn drive 20>30min"),
        ("function", "20>30 45", "fn drive 20>30min; fn sit 45min"),
        ("function", "sleep+", "sleep+"),
        ("function", "walk 30min sleep+", "sleep+ fn walk 30min"),
        ("function", "fn walk 2mi", "fn walk 2mi"),
        ("function", "fn sleep+", "sleep+"),
        ("findings", "ut b3 lev r ttp", "ut b3 lev r ttp"),
        ("findings", "skin warm like sand", "o: skin warm like sand"),
        ("findings", "nothing remarkable", "o: nothing remarkable"),
        ("ranges", "70>80", "neck r rot 70>80"),
        ("ranges", "70>80 45", "neck r rot 70>80; neck flex 45"),
        ("ranges", "sh r abd 90", "sh r abd 90"),
        ("treatment", "30", "mfr30 @ ut lev : trigger point release"),
        ("treatment", "30m", "mfr30 @ ut lev : trigger point release"),
        ("treatment", "30 rh", "mfr30 @ rh : trigger point release"),
        ("treatment", "30 @ rh : stm", "mfr30 @ rh : stm"),
        ("treatment", "97140 30 @ ut", "97140 30 @ ut"),
        ("exercise", "15", "ex15 @ neck : chin tucks 2x10"),
        ("exercise", "15 : pulleys 3x10", "ex15 @ neck : pulleys 3x10"),
        ("exercise", "15 pulleys 3x10", "ex15 @ neck : pulleys 3x10"),
        ("progress", "60 80%", "g1 60% g2 80%"),
        ("progress", "g2 80%", "g2 80%"),
        ("response", "felt lighter", "felt lighter"),
        ("response", "best nap ever", "a: best nap ever"),
        ("plan", "see Dr Ames", "p: see Dr Ames"),
        ("goals", "sit 45 min by May", "p: Goals: sit 45 min by May"),
        ("reason", "stress and a stiff neck", "s: Reason for the visit: stress and a stiff neck"),
        ("reason", "p6>4 desk; ut b3", "p6>4 desk; ut b3"),
        ("reason", "o: seen limping", "o: seen limping"),
    ],
)
def test_an_answer_in_its_short_form_becomes_a_piece(prompt: str, typed: str, piece: str) -> None:
    assert answering(prompt).piece(typed) == piece


@pytest.mark.parametrize(
    ("prompt", "typed"), [("health", "y"), ("ranges", "y"), ("outcome", "45"), ("treatment", "20 10")]
)
def test_an_answer_that_could_mean_anything_is_refused(prompt: str, typed: str) -> None:
    with pytest.raises(BadInput):
        answering(prompt, "neck r rot 65>70", Manner.SHOWN).piece(typed)


def test_y_takes_what_is_offered_and_more_may_stand_behind_it() -> None:
    asked = answering("treatment", "mfr25 @ ut lev")
    assert asked.piece("y") == "mfr25 @ ut lev"
    assert asked.piece("yes; stm10 @ rh") == "mfr25 @ ut lev; stm10 @ rh"


def test_a_semicolon_in_quotes_ends_nothing() -> None:
    assert segments_of('p6; "worse; at night"; tol') == ["p6", '"worse; at night"', "tol"]


def test_every_question_has_words_help_and_a_place_in_some_kind_of_visit() -> None:
    asked = {prompt.id for kind in VisitKind for prompt in prompts_of(kind)}
    assert asked == {prompt.id for prompt in PROMPTS}
    assert all(prompt.asks.endswith(("?", "finding", "strokes")) and prompt.help for prompt in PROMPTS)


def test_what_is_measured_or_counted_is_never_taken_by_enter() -> None:
    taken = {prompt.id for prompt in PROMPTS if prompt.manner is Manner.GOES_ON}
    assert taken == {"health", "plan", "after"}


SIGNS = [
    "y",
    ";",
    ",",
    "@",
    ":",
    '"',
    "-",
    "<",
    "6>4",
    "30",
    "15 10",
    "60%",
    "fn",
    "hu",
    "s:",
    "ut",
    "sleep+",
]
TYPED = st.lists(st.sampled_from([*SIGNS, "José", "[red]", "mfr30", "no", "902-958"]), max_size=8).map(
    " ".join
)


@given(st.sampled_from(PROMPTS), TYPED | st.text(max_size=20))
def test_no_answer_breaks_a_question_or_loses_a_word(prompt: Prompt, typed: str) -> None:
    try:
        piece = answering(prompt.id, "mfr25 @ ut", prompt.manner).piece(typed.strip())
    except BadInput:
        return
    read(piece)
    assert all(word.lower() in piece.lower() for word in re.findall(r"[^\W\d_]{3,}", typed))


def test_numbers_alone_are_no_word_on_health() -> None:
    with pytest.raises(BadInput, match="“6>4” isn't a health update"):
        answering("health").piece("6>4")


def test_questions_passed_over_leave_nothing_in_the_quick_line() -> None:
    assert without_passed("hu; ; ; ") == "hu; "
    assert without_passed("; ; p6") == "p6"
    assert without_passed("; ; ") == ""


@pytest.mark.parametrize(
    ("prompt", "typed"),
    [
        ("pain", "low back 5/10, was 7 last week"),
        ("pain", "since monday about 6"),
        ("function", "stand at work 90min, was 60"),
        ("function", "ql and glutes tight on the left"),
        ("function", "can stand at work about 90 minutes now"),
    ],
)
def test_an_answer_in_words_of_ones_own_gets_no_letter_that_was_not_typed(prompt: str, typed: str) -> None:
    assert answering(prompt).piece(typed).removeprefix("s: ") == typed
