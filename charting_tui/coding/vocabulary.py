"""The words of massage notes, techniques and areas of the body, and how they are found in prose."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from charting_tui.coding.data_files import read_json
from charting_tui.records.additions import NO_WORDS, OwnWords

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
class Spelling:
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

Spellings = dict[str, tuple[Spelling, ...]]
"""Spellings by the first three letters of their first word, the longest first."""


class NoteVocabulary:
    """The words of the program, with those that a clinic adds; its own go before those of the program."""

    def __init__(self, own: OwnWords = NO_WORDS) -> None:
        self._own = own

    @cached_property
    def techniques(self) -> Spellings:
        """Every spelling of every technique."""
        own = ((one.model_dump(), Technique(one.name, one.codes, weak=False)) for one in self._own.techniques)
        return _phrases(
            [*own, *((row, _technique(row)) for row in read_json("techniques.json")["techniques"])]
        )

    @cached_property
    def areas(self) -> Spellings:
        """Every spelling of every area."""
        own = ((one.model_dump(), Area(one.name, one.region)) for one in self._own.areas)
        rows = read_json("areas.json")["areas"]
        return _phrases([*own, *((row, Area(row["name"], row["region"])) for row in rows)])


@cache
def vocabulary(own: OwnWords = NO_WORDS) -> NoteVocabulary:
    """Return the vocabulary of a clinic that adds these words, the same one each time."""
    return NoteVocabulary(own)


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
def company_phrases(technique: Technique) -> Spellings:
    """Return the spellings of which one must stand near a technique."""
    return _phrases([({"words": technique.beside}, technique)])


@cache
def support_phrases(code: str, keywords: tuple[str, ...]) -> Spellings:
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


def _phrases(rows: Iterable[tuple[dict[str, Any], Technique | Area]]) -> Spellings:
    by_start: dict[str, list[Spelling]] = {}
    for row, meaning in rows:
        for spelling in (*row["words"], *row.get("capitals", ())):
            parts = tuple(
                (word.rstrip("*").replace("*", ""), word.endswith("*")) for word in spelling.lower().split()
            )
            phrase = Spelling(parts, spelling in row.get("capitals", ()), meaning)
            by_start.setdefault(parts[0][0][:3], []).append(phrase)
    return {start: tuple(sorted(found, key=_length, reverse=True)) for start, found in by_start.items()}


def _length(phrase: Spelling) -> tuple[int, int]:
    return (len(phrase.parts), sum(len(word) for word, _ in phrase.parts))


_WORD = re.compile(r"[A-Za-z]+")
_LONG = 9
"""Letters from which one slip of the hand leaves a word unmistakable."""

Word = re.Match[str]


@dataclass(frozen=True)
class PhraseMatch:
    """A phrase of the vocabulary where it stands in a text."""

    meaning: Technique | Area
    start: int
    end: int
    first: int
    """Place of its first word among the words."""
    last: int


def words_in(text: str) -> list[Word]:
    """Return the words of a text."""
    return list(_WORD.finditer(text))


def find(words: Sequence[Word], phrases: Spellings) -> list[PhraseMatch]:
    """Return the phrases that stand in these words, in their order, none inside another.

    A word of nine letters or more is known with one slip too, as long as its first three letters are right.
    """
    found = []
    at = 0
    while at < len(words):
        near = phrases.get(words[at][0][:3].lower())
        hit = near and (
            next(_matches(words, at, near, _is), None) or next(_matches(words, at, near, _is_nearly), None)
        )
        if hit:
            found.append(hit)
            at = hit.last
        at += 1
    return found


def _matches(
    words: Sequence[Word], at: int, near: Sequence[Spelling], same: Callable[[str, str], bool]
) -> Iterator[PhraseMatch]:
    for phrase in near:
        last = at + len(phrase.parts) - 1
        if last >= len(words) or (phrase.capitals and not words[at][0].isupper()):
            continue
        spoken = (word[0].lower() for word in words[at : last + 1])
        if all(
            word.startswith(part) if stem else same(word, part)
            for word, (part, stem) in zip(spoken, phrase.parts, strict=True)
        ):
            yield PhraseMatch(phrase.meaning, words[at].start(), words[last].end(), at, last)


def _is(word: str, part: str) -> bool:
    return word == part


def _is_nearly(word: str, part: str) -> bool:
    """Whether a long word is meant: one letter more, less or another, or two neighbours changed."""
    if word == part:
        return True
    if len(part) < _LONG or abs(len(word) - len(part)) > 1:
        return False
    same = next((at for at, (one, other) in enumerate(zip(word, part, strict=False)) if one != other), -1)
    if same < 0:
        return True
    mine, theirs = word[same:], part[same:]
    swapped = mine[1:2] + mine[:1] + mine[2:]
    return theirs in {mine[1:], swapped} or mine[1:] == theirs[1:] or mine == theirs[1:]
