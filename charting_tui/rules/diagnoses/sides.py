"""Which side of the body a diagnosis names and which was treated: by words, never by digits of a code."""

from functools import lru_cache

from charting_tui.coding.diagnosis_book.diagnoses import Diagnoses, DiagnosisEntry
from charting_tui.coding.prose.evidence import areas_in
from charting_tui.coding.prose.spoken_sides import BOTH, sides_beside
from charting_tui.coding.vocabulary import NoteVocabulary, words_in
from charting_tui.rules.case import BilledLine, Case

_ENTERED = {"r": "right", "l": "left", "b": "both", "rt": "right", "lt": "left", "bilateral": "both"}
_SHORTEST = 5
"""Length of a category with its first place after the dot, below which the sides are told apart."""


def sides_of_text(text: str) -> frozenset[str]:
    """Return the sides that the description of a diagnosis names."""
    words = {word[0].lower() for word in words_in(text)}
    return BOTH if "bilateral" in words else frozenset(words & BOTH)


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


def _sides_of_line(line: BilledLine, region: str, known: NoteVocabulary) -> set[str]:
    service = line.service
    named = sides_beside(service.area, known)
    if not service.side.strip():
        return {side for place, side in named if place == region}
    if service.area.strip() and region not in {area.region for area in areas_in(service.area, known)}:
        return set()
    side = side_entered(line)
    return set(BOTH) if side == "both" else {side} & BOTH


def side_entered(line: BilledLine) -> str:
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
