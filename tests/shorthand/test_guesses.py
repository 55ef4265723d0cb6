"""Words that nobody knows, and what they may mean."""

import pytest

from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.guesses import guesses, unknown_words
from charting_tui.shorthand.vocabulary import packaged_vocabulary

WORDS = packaged_vocabulary()


@pytest.mark.parametrize(
    ("line", "unknown"),
    [
        ("zrhombq b3", ("zrhombq",)),
        ("p6>4; ut b3; mfr30 @ ut; imp", ()),
        ("gave her a hug", ("hug",)),
        ("some MFR 30 min neck", ()),
        ("s: drove to Spokane", ()),
        ("hu new gobbledy", ()),
        ("bilat traps tght. zzyzx", ("zzyzx",)),
    ],
)
def test_only_words_that_the_vocabulary_and_sentences_do_not_know_are_unknown(
    line: str, unknown: tuple[str, ...]
) -> None:
    assert unknown_words(read(line), WORDS) == unknown
    assert unknown_words(read(line), WORDS, {word.casefold() for word in unknown}) == ()


@pytest.mark.parametrize(
    ("word", "kind", "name"),
    [
        ("rhmbs", "area", "rhomboids"),
        ("supspin", "area", "supraspinatus"),
        ("tght", "finding", "tightness"),
        ("petris", "technique", "petrissage"),
        ("masetter", "area", "masseter"),
    ],
)
def test_the_likeliest_meaning_comes_first(word: str, kind: str, name: str) -> None:
    first = guesses(word, WORDS)[0]
    assert (first.kind, first.name) == (kind, name)
