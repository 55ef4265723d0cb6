import pytest

from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.vocabulary import KINDS, packaged_vocabulary, vocabulary_with


def test_there_are_three_hundred_terms_of_every_kind() -> None:
    terms = {term for terms in packaged_vocabulary().terms.values() for term in terms}
    assert len(terms) >= 300
    assert {term.kind for term in terms} == set(KINDS)
    assert not packaged_vocabulary().conflicts


def test_a_clinic_adds_words_and_conflicts_are_told() -> None:
    own = {
        "kinds": {
            "technique": [{"name": "hot stone massage", "short": ["hsm"], "code": "97124"}],
            "area": [{"name": "upper thigh", "short": ["ut"], "part": "region"}],
        },
        "scale": "0 none to 5 severe",
    }
    words = vocabulary_with(own)
    (given,) = read("hsm40 @ ut", words).facts.treatments
    assert (given.technique, given.code, given.areas) == ("hot stone massage", "97124", ("upper thigh",))
    assert words.conflicts == ("“ut” meant upper trapezius; it now means upper thigh.",)
    assert words.scale == "0 none to 5 severe"


@pytest.mark.parametrize(
    ("start", "word"), [("mf", "mfr"), ("upper tr", "upper trap"), ("chin", "chin tuck")]
)
def test_the_words_that_may_come_next(start: str, word: str) -> None:
    assert word in [spelling for spelling, _ in packaged_vocabulary().beginning_with(start)]
