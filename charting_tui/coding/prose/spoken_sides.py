"""Areas of the body that a text names, each with the side it is named beside."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from charting_tui.coding.prose.evidence import denied_before, evidence
from charting_tui.coding.prose.proposals import TOLD_AS_DONE
from charting_tui.coding.vocabulary import Area, NoteVocabulary, PhraseMatch, Word, find, words_in
from charting_tui.records.visit import Note

BOTH = frozenset({"left", "right"})
_SPOKEN = {
    "right": {"right", "rt"},
    "left": {"left", "lt"},
    "both": {"both", "bilateral", "bilaterally", "bilat", "bil"},
}
_INITIALS = {"R": "right", "L": "left", "B": "both", "RT": "right", "LT": "left"}
_SHORTENED = re.compile(r"\b(rt|lt|bilat|bil)\.", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.;!?\n]+")
_REACH = 2
"""Words between a side and its area."""


@dataclass(frozen=True)
class SidedArea:
    """An area where a text names it."""

    area: Area
    side: str
    """“left”, “right”, “both”, or nothing."""
    words: str
    """As the text has them, the side first: “R upper traps”."""


@lru_cache(maxsize=512)
def sided_areas(text: str, known: NoteVocabulary) -> tuple[SidedArea, ...]:
    """Return each area that a text names and does not deny, with its side.

    “R shoulder”, “shoulder (L)” and “bilateral upper traps” are read; the L of “L4” is none.
    """
    sentences = _SENTENCE.findall(_SHORTENED.sub(r"\1 ", text))
    return tuple(dict.fromkeys(one for sentence in sentences for one in _sided_in(sentence, known)))


@lru_cache(maxsize=2048)
def _sided_in(sentence: str, known: NoteVocabulary) -> tuple[SidedArea, ...]:
    found: list[SidedArea] = []
    words = words_in(sentence)
    spoken = [_side(sentence, word) for word in words]
    areas = [one for one in find(words, known.areas) if isinstance(one.meaning, Area)]
    for before, one in pairwise((None, *areas)):
        if one is None or not isinstance(one.meaning, Area):
            continue
        start = max(0, one.first - _REACH, before.last + 1 if before else 0)
        near = range(one.first - 1, start - 1, -1)
        places = [*near, one.last + 1]
        if one.last + 1 >= len(words) or any(other.first == one.last + 2 for other in areas):
            places.pop()
        at = next((at for at in places if spoken[at] and _joined(sentence, words[at], one)), None)
        if not denied_before(sentence, words, one, known):
            side = "" if at is None else f"{words[at][0]} "
            named = " ".join(f"{side}{sentence[one.start : one.end]}".split())
            found.append(SidedArea(one.meaning, "" if at is None else spoken[at], named))
    return tuple(found)


def sides_beside(text: str, known: NoteVocabulary) -> tuple[tuple[str, str], ...]:
    """Return each area that a text names beside a side: its region, and “left” or “right”."""
    sided = (
        (one.area.region, each)
        for one in sided_areas(text, known)
        if one.side
        for each in (BOTH if one.side == "both" else {one.side})
    )
    return tuple(dict.fromkeys(sided))


def _joined(sentence: str, word: Word, area: PhraseMatch) -> bool:
    """Whether no comma stands between a side and its area."""
    between = (
        sentence[word.end() : area.start] if word.end() <= area.start else sentence[area.end : word.start()]
    )
    return "," not in between


def _side(sentence: str, word: Word) -> str:
    text = word[0]
    if text in _INITIALS:
        return "" if sentence[word.end() : word.end() + 1].isdigit() else _INITIALS[text]
    return next((side for side, spellings in _SPOKEN.items() if text.lower() in spellings), "")


HANDS_ON = {"97124": ("97124",), "97140": ("97140",), "S8990": ("97124", "97140")}
"""Codes of work by hand, with the codes whose techniques a note may name for them."""


@dataclass(frozen=True)
class NamedAreas:
    """Areas in the words of the note."""

    words: str
    """Like “R upper traps, low back”; empty where none is named."""
    beside_technique: bool
    """Whether they stand in the same words as a technique of the code."""


def areas_for(note: Note, code: str, known: NoteVocabulary) -> NamedAreas:
    """Return the areas that a note, without its report, names for a code."""
    beside = _beside(note, HANDS_ON.get(code, (code,)), known)
    if beside or code not in HANDS_ON:
        return NamedAreas(beside, beside_technique=True)
    return NamedAreas(_in_words(sided_areas(note.objective, known)), beside_technique=False)


def _beside(note: Note, codes: Collection[str], known: NoteVocabulary) -> str:
    clauses = (
        getattr(note, section)[slice(*mention.clause)]
        for section in TOLD_AS_DONE
        for mention in evidence(getattr(note, section), known)
        if not set(codes).isdisjoint(mention.codes)
    )
    return _in_words(sided for clause in clauses for sided in sided_areas(clause, known))


def _in_words(named: Iterable[SidedArea]) -> str:
    """Return areas in the note's own words, each once for a side; without one only where none has a side."""
    found: dict[tuple[str, str], str] = {}
    for one in named:
        found.setdefault((one.area.name, one.side), one.words)
    sided = {name for name, side in found if side}
    return ", ".join(words for (name, side), words in found.items() if side or name not in sided)
