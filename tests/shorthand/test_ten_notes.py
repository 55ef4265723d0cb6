import re
from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from charting_tui.records.visit import SECTIONS, Note, Visit, sentences_of
from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.guided.carrying import earlier_lines, with_carried
from charting_tui.shorthand.vocabulary import packaged_vocabulary
from charting_tui.shorthand.write.applying import applied

from .ten_clients import CLIENTS

WORDS = packaged_vocabulary()
DAY = date(2026, 11, 20)


@cache
def notes_of(lines: tuple[str, ...]) -> list[Note]:
    notes: list[Note] = []
    for line in lines:
        told = [note.text() for note in notes[-3:]]
        notes.append(applied(Visit(date=DAY), read(line), WORDS, told).visit.note)
    return notes


def sections_of(note: Note) -> list[tuple[str, ...]]:
    return [sentences_of(getattr(note, section)) for section in SECTIONS]


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.casefold()))


def said_of(note: Note) -> set[str]:
    return {sentence for part in sections_of(note) for sentence in part}


@pytest.fixture(params=CLIENTS)
def name(request: pytest.FixtureRequest) -> str:
    chosen: str = request.param
    return chosen


@pytest.fixture
def notes(name: str) -> list[Note]:
    return notes_of(CLIENTS[name])


def test_there_are_ten_clients_with_three_visits_before_this_one() -> None:
    assert len(CLIENTS) == 10
    assert {len(lines) for lines in CLIENTS.values()} == {4}


def test_no_sentence_stands_in_one_of_the_three_notes_before(notes: list[Note]) -> None:
    for now, note in enumerate(notes):
        for before in notes[:now]:
            assert not said_of(note) & said_of(before)


@pytest.mark.parametrize(
    "line", ["hu; p3; ut b1; mt55 @ neck; sleep+; tol; cont 1xw str; no ha", *CLIENTS["low back"]]
)
def test_the_same_line_four_times_says_each_thing_in_four_ways(line: str) -> None:
    notes = notes_of((line,) * 4)
    typed = {sentence for sentence in said_of(notes[0]) if sentence.startswith("Health update")}
    for now, note in enumerate(notes):
        for before in notes[:now]:
            assert not said_of(note) & said_of(before) - typed


def test_a_carried_sentence_may_stand_again_and_is_marked() -> None:
    before, *_ = notes_of(CLIENTS["weekly massage"])
    lines = earlier_lines(Visit(date=DAY, note=before), WORDS)
    note = with_carried(Note(), [line for line in lines if line.section == "plan"])
    assert said_of(note) <= said_of(before)
    assert {one.text for one in note.provenance} == said_of(note)


def test_each_sentence_begins_with_a_capital_and_ends_with_a_stop(notes: list[Note]) -> None:
    for note in notes:
        for sentence in said_of(note):
            assert sentence[0].isupper(), sentence
            assert sentence.endswith("."), sentence


def test_no_three_sentences_in_a_row_begin_alike(notes: list[Note]) -> None:
    for note in notes:
        for part in sections_of(note):
            openings = [sentence.split()[0] for sentence in part]
            assert not any(
                len(set(three)) == 1 for three in zip(openings, openings[1:], openings[2:], strict=False)
            )


def test_no_word_stands_twice_in_a_row_and_no_muscle_without_its_article(notes: list[Note]) -> None:
    for note in notes:
        words = re.findall(r"[\w-]+", note.text().casefold())
        assert not [one for one, other in pairwise(words) if one == other and one.isalpha()]
        assert not re.search(r"\b(?:to|in) (?:neck|upper|low|left|right|quad|erector)", note.text())
        assert not re.search(r"[ ]{2}|\.\.| [.,;]", note.text())


def test_no_abbreviation_of_the_vocabulary_is_left_unexpanded(name: str, notes: list[Note]) -> None:
    names = {
        word
        for terms in WORDS.terms.values()
        for term in terms
        for text in (term.name, *term.says)
        for word in words_of(text)
    }
    short = {word for word in WORDS.terms if word not in names}
    for line, note in zip(CLIENTS[name], notes, strict=True):
        own_words = " ".join(one.text for one in note.facts.verbatim) if note.facts else ""
        typed = words_of(f"{own_words} {line.partition('hu ')[2].partition(';')[0]}")
        assert not words_of(note.text()) & short - typed
