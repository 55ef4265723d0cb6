"""The words of massage notes: techniques with the codes they support, and areas of the body."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from charting_tui.coding.data_files import read_json
from charting_tui.records.vocabulary import NO_WORDS, OwnWords

_NO_LETTERS = re.compile(r"[^A-Za-z*]+")


@dataclass(frozen=True)
class Technique:
    """Something a therapist does."""

    name: str
    codes: tuple[str, ...]
    """The codes it supports; none for words that are known and support nothing."""
    weak: bool
    """Whether it names the service without saying how: it speaks for its own code and against no other."""
    beside: tuple[str, ...] = ()
    """Spellings of which one must stand near it; none where it needs no company."""
    beside_area: bool = False
    """Whether an area of the body near it is company enough."""
    within: int = 0
    """How many words away its company may stand."""


@dataclass(frozen=True)
class Area:
    """An area of the body."""

    name: str
    region: str
    """The larger part of the body it belongs to."""


@dataclass(frozen=True)
class Phrase:
    """One spelling: its words, each exact or the beginning of a word."""

    parts: tuple[tuple[str, bool], ...]
    """Words in small letters, and whether each is only a beginning."""
    capitals: bool
    """Whether it counts only in capitals."""
    meaning: Technique | Area


_NEGATORS = {
    "before": "negators_before",
    "after": "negators_after",
    "ends": "negation_ends",
    "denials": "denials",
    "symptoms": "denied_symptoms",
    "done": "done_words",
}

Phrases = dict[str, tuple[Phrase, ...]]
"""Spellings by the first three letters of their first word, the longest first."""


class Vocabulary:
    """The words of the program, with those that a clinic adds; its own go before those of the program."""

    def __init__(self, own: OwnWords = NO_WORDS) -> None:
        self._own = own

    @cached_property
    def techniques(self) -> Phrases:
        """Every spelling of every technique."""
        own = ((one.model_dump(), Technique(one.name, one.codes, weak=False)) for one in self._own.techniques)
        return _phrases(
            [*own, *((row, _technique(row)) for row in read_json("techniques.json")["techniques"])]
        )

    @cached_property
    def areas(self) -> Phrases:
        """Every spelling of every area."""
        own = ((one.model_dump(), Area(one.name, one.region)) for one in self._own.areas)
        rows = read_json("areas.json")["areas"]
        return _phrases([*own, *((row, Area(row["name"], row["region"])) for row in rows)])


@cache
def vocabulary(own: OwnWords = NO_WORDS) -> Vocabulary:
    """Return the vocabulary of a clinic that adds these words, the same one each time."""
    return Vocabulary(own)


@cache
def regions() -> frozenset[str]:
    """Return the regions of the body that areas belong to."""
    return frozenset(row["region"] for row in read_json("areas.json")["areas"])


def _technique(row: dict[str, Any]) -> Technique:
    return Technique(
        row["name"],
        tuple(row["codes"]),
        row.get("weak", False),
        tuple(row.get("beside", ())),
        row.get("beside_area", False),
        row.get("within", 0),
    )


@cache
def company_phrases(technique: Technique) -> Phrases:
    """Return the spellings of which one must stand near a technique."""
    return _phrases([({"words": technique.beside}, technique)])


@cache
def support_phrases(code: str, keywords: tuple[str, ...]) -> Phrases:
    """Return the spellings that leave a code undoubted: the words of its table, and looser ones."""
    meaning = Technique(code, (code,), weak=True)
    loose = read_json("support_words.json")["codes"].get(code, {})
    plain = [_NO_LETTERS.sub(" ", word).strip() for word in keywords]
    words = [*(f"{word}*" for word in plain if not word.isupper()), *loose.get("words", ())]
    capitals = [*(word for word in plain if word.isupper()), *loose.get("capitals", ())]
    return _phrases([({"words": words, "capitals": capitals}, meaning)])


@cache
def negators(kind: str) -> frozenset[tuple[str, ...]]:
    """Return the words that take a technique back, ``before`` or ``after`` it, and what ``ends`` that.

    ``denials`` are those that deny what is, not what is to come; ``symptoms`` what they may deny in place
    of a technique; ``done`` what follows a technique that was done.
    """
    return frozenset(tuple(words.split()) for words in read_json("techniques.json")[_NEGATORS[kind]])


def _phrases(rows: Iterable[tuple[dict[str, Any], Technique | Area]]) -> Phrases:
    by_start: dict[str, list[Phrase]] = {}
    for row, meaning in rows:
        for spelling in (*row["words"], *row.get("capitals", ())):
            parts = tuple(
                (word.rstrip("*").replace("*", ""), word.endswith("*")) for word in spelling.lower().split()
            )
            phrase = Phrase(parts, spelling in row.get("capitals", ()), meaning)
            by_start.setdefault(parts[0][0][:3], []).append(phrase)
    return {start: tuple(sorted(found, key=_length, reverse=True)) for start, found in by_start.items()}


def _length(phrase: Phrase) -> tuple[int, int]:
    return (len(phrase.parts), sum(len(word) for word, _ in phrase.parts))
