"""Which side of the body a diagnosis names and which was treated: by words, never by digits of a code."""

import re
from functools import lru_cache
from itertools import pairwise

from charting_tui.coding.denial import denied_before
from charting_tui.coding.diagnoses import Diagnoses, DiagnosisEntry
from charting_tui.coding.evidence import areas_in
from charting_tui.coding.spelling import Found, Word, find, words_in
from charting_tui.coding.vocabulary import Area, Vocabulary
from charting_tui.rules.case import Case, Line

BOTH = frozenset({"left", "right"})
_SPOKEN = {
    "right": {"right", "rt"},
    "left": {"left", "lt"},
    "both": {"both", "bilateral", "bilaterally", "bilat", "bil"},
}
_INITIALS = {"R": "right", "L": "left", "B": "both", "RT": "right", "LT": "left"}
_ENTERED = {"r": "right", "l": "left", "b": "both", "rt": "right", "lt": "left", "bilateral": "both"}
_SHORTENED = re.compile(r"\b(rt|lt|bilat|bil)\.", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.;!?\n]+")
_SHORTEST = 5
"""Length of a category with its first place after the dot, below which the sides are told apart."""
_REACH = 2
"""Words between a side and its area."""


def sides_of_text(text: str) -> frozenset[str]:
    """Return the sides that the description of a diagnosis names."""
    words = {word[0].lower() for word in words_in(text)}
    return BOTH if "bilateral" in words else frozenset(words & BOTH)


@lru_cache(maxsize=512)
def sides_beside(text: str, known: Vocabulary) -> tuple[tuple[str, str], ...]:
    """Return each area that a text names beside a side: its region, and “left” or “right”; not if denied.

    “R shoulder”, “shoulder (L)” and “bilateral upper traps” are read; the L of “L4” is none.
    """
    found: list[tuple[str, str]] = []
    for sentence in _SENTENCE.findall(_SHORTENED.sub(r"\1 ", text)):
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
            side = next((spoken[at] for at in places if spoken[at] and _joined(sentence, words[at], one)), "")
            if side and not denied_before(sentence, words, one, known):
                found += [(one.meaning.region, each) for each in (BOTH if side == "both" else {side})]
    return tuple(dict.fromkeys(found))


def _joined(sentence: str, word: Word, area: Found) -> bool:
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


def sides_treated(case: Case, region: str) -> frozenset[str]:
    """Return the sides entered for treatment of a region, in lines, areas and treatments; none if unknown."""
    sides: set[str] = set()
    for line in case.lines:
        sides |= _sides_of_line(line, region, case.tables.vocabulary)
    treatments = case.visit.note.facts.treatments if case.visit.note.facts else ()
    entered = (*case.visit.areas, *(area for one in treatments for area in one.areas))
    for words in entered:
        sides |= {side for named, side in sides_beside(words, case.tables.vocabulary) if named == region}
    return frozenset(sides)


def _sides_of_line(line: Line, region: str, known: Vocabulary) -> set[str]:
    service = line.service
    named = sides_beside(service.area, known)
    if not service.side.strip():
        return {side for place, side in named if place == region}
    if service.area.strip() and region not in {area.region for area in areas_in(service.area, known)}:
        return set()
    side = side_entered(line)
    return set(BOTH) if side == "both" else {side} & BOTH


def side_entered(line: Line) -> str:
    """Return the side entered for a line: “left”, “right”, “both”, or what else was typed."""
    entered = line.service.side.strip().lower()
    return _ENTERED.get(entered, entered)


def sides_noted(case: Case, region: str) -> frozenset[str]:
    """Return the sides that the note names for a region."""
    return frozenset(
        side for named, side in sides_beside(case.told.text(), case.tables.vocabulary) if named == region
    )


def sides_for(case: Case, region: str) -> frozenset[str]:
    """Return the sides entered for a region, else those that the note names."""
    return sides_treated(case, region) or sides_noted(case, region)


@lru_cache(maxsize=256)
def counterpart(table: Diagnoses, code: str, side: str) -> DiagnosisEntry | None:
    """Return the diagnosis that says the same of another side: “left”, “right” or “bilateral”."""
    entry = table.entry(code)
    if entry is None:
        return None
    wanted = _bag(entry.text)
    return next(
        (
            other
            for other in table.below(code[:_SHORTEST], limit=300)
            if other.code != code and side in _lower_words(other.text) and _bag(other.text) == wanted
        ),
        None,
    )


def _lower_words(text: str) -> list[str]:
    return [word[0].lower() for word in words_in(text)]


def _bag(text: str) -> tuple[str, ...]:
    """Return the words of a description in any order, without sides and plurals."""
    neutral = {"left", "right", "bilateral", "unspecified"}
    return tuple(sorted(word.removesuffix("s") for word in _lower_words(text) if word not in neutral))
