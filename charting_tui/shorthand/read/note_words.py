"""The words by which a sentence is cut, placed and understood, beside those that name facts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from charting_tui.coding.data_files import read_json


@dataclass(frozen=True, eq=False)
class NoteWords:
    """What ``data/clauses.json`` holds; every word in small letters."""

    abbreviations: frozenset[str]
    ends: frozenset[str]
    """Abbreviations whose full stop may end a statement, as “30 min.” does."""
    governs: Mapping[str, str]
    """Words that keep their clause from stating anything of today, each with its kind."""
    harmless: re.Pattern[str]
    """Phrases that govern nothing, though a word of them does elsewhere: “per request”."""
    governs_behind: frozenset[str]
    """Words that do so from behind a treatment."""
    runs_on: frozenset[str]
    heads: Mapping[str, str]
    """The section that the first words of a clause name."""
    tells: Mapping[str, str]
    """The section that words anywhere in a clause tell of."""
    parts: Mapping[str, str]
    """Words by their part in a fact: “left”, “before”, “pain”, “plain”."""
    complaints: Mapping[str, str]
    """Complaints with the place that they name: “lbp” is of the low back."""
    circumstances: frozenset[str]
    """What pain or a finding comes with: activities, causes, times of the day."""
    responses: Mapping[str, frozenset[str]]
    """Words of responses: ``heads`` tell of one, ``assessed`` in the assessment, ``words`` beside them."""
    cues: Mapping[str, re.Pattern[str]]
    """How a clause begins that tells of a response, whatever follows: “said”, “less”, “let go”."""
    better: frozenset[str]
    """Of those that tell of one, the words that may be of any place and activity: “less”, “softer”."""
    taken: re.Pattern[str]
    """Phrases that tell of a response as a whole: “pressure just right”, “no pain during”."""
    places: Mapping[str, str]
    """Areas that sentences alone name: “lateral epicondyle”."""
    exercises: Mapping[str, str]
    """Exercises that sentences alone name: “Copenhagen planks”."""
    timed: frozenset[str]
    """Words that are treatment only where minutes stand with them: “stretch 10”."""
    begins: frozenset[str]
    """Words with which a part begins that changes nothing of what stands before it: “because”, “no”."""
    predicates: frozenset[str]
    """Findings that are told of a place and not denied with “no”: “tight”, “tender”."""
    everyday: frozenset[str]
    """Spellings of the quick line that are everyday words in a sentence."""


@cache
def note_words() -> NoteWords:
    """Return those of the program."""
    found = read_json("clauses.json")
    return NoteWords(
        abbreviations=frozenset(found["abbreviations"]),
        ends=frozenset(found["ends"]),
        governs=_by_word(found["governs"]),
        harmless=_any_of(found["harmless"]),
        governs_behind=frozenset(found["governs_behind"]),
        runs_on=frozenset(found["runs_on"]),
        heads=_by_word(found["heads"]),
        tells=_by_word(found["tells"]),
        parts=_by_word(found["words"]),
        complaints=_by_word(found["complaints"]),
        circumstances=frozenset(found["circumstances"]),
        responses={kind: frozenset(said) for kind, said in found["responses"].items()},
        cues={kind: _any_of(said) for kind, said in found["cues"].items()},
        better=frozenset(found["better"]),
        taken=_any_of(found["taken"]),
        places=_by_word(found["places"]),
        exercises=_by_word(found["exercises"]),
        timed=frozenset(found["timed"]),
        begins=frozenset(found["begins"]),
        predicates=frozenset(found["predicates"]),
        everyday=frozenset(found["everyday"]),
    )


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return what finds any of the phrases as whole words, the longest first."""
    longest = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<![\w'])(?:{'|'.join(map(re.escape, longest))})(?![\w'])", re.IGNORECASE)


def _by_word(kinds: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {word: kind for kind, words in kinds.items() for word in words}
