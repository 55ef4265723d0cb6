"""The words of massage notes: techniques with the codes they support, and areas of the body."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from charting_tui.coding.data_files import read_json


@dataclass(frozen=True)
class Technique:
    """Something a therapist does."""

    name: str
    codes: tuple[str, ...]
    """The codes it supports; none for words that are known and support nothing."""
    weak: bool
    """Whether it names the service without saying how: it speaks for its own code and against no other."""


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


Phrases = dict[str, tuple[Phrase, ...]]
"""Spellings by the first three letters of their first word, the longest first."""


@cache
def technique_phrases() -> Phrases:
    """Return every spelling of every technique."""
    return _phrases(
        (row, Technique(row["name"], tuple(row["codes"]), row.get("weak", False)))
        for row in read_json("techniques.json")["techniques"]
    )


@cache
def area_phrases() -> Phrases:
    """Return every spelling of every area."""
    return _phrases((row, Area(row["name"], row["region"])) for row in read_json("areas.json")["areas"])


@cache
def negators(kind: str) -> frozenset[tuple[str, ...]]:
    """Return the words that take a technique back, ``before`` or ``after`` it, and what ``ends`` that."""
    key = "negation_ends" if kind == "ends" else f"negators_{kind}"
    return frozenset(tuple(words.split()) for words in read_json("techniques.json")[key])


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
