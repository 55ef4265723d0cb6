"""The words by which a sentence is cut, placed and understood, beside those that name facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from charting_tui.coding.data_files import read_json


@dataclass(frozen=True)
class NoteWords:
    """What ``data/clauses.json`` holds; every word in small letters."""

    abbreviations: frozenset[str]
    ends: frozenset[str]
    """Abbreviations whose full stop may end a statement, as “30 min.” does."""
    governs: Mapping[str, str]
    """Words that keep their clause from stating anything of today, each with its kind."""
    governs_behind: frozenset[str]
    """Words that do so from behind a treatment."""
    runs_on: frozenset[str]
    heads: Mapping[str, str]
    """The section that the first words of a clause name."""
    tells: Mapping[str, str]
    """The section that words anywhere in a clause tell of."""
    plain: frozenset[str]
    drop: frozenset[str]
    """Words that a fact need not repeat."""


@cache
def note_words() -> NoteWords:
    """Return those of the program."""
    found = read_json("clauses.json")
    return NoteWords(
        abbreviations=frozenset(found["abbreviations"]),
        ends=frozenset(found["ends"]),
        governs={word: kind for kind, words in found["governs"].items() for word in words},
        governs_behind=frozenset(found["governs_behind"]),
        runs_on=frozenset(found["runs_on"]),
        heads={word: section for section, words in found["heads"].items() for word in words},
        tells={word: section for section, words in found["tells"].items() for word in words},
        plain=frozenset(found["plain"]),
        drop=frozenset(found["drop"]),
    )
