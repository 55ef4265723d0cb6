"""The areas that a note names for a code: beside the code's techniques, else where hands-on work is told."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from charting_tui.coding.evidence import evidence
from charting_tui.coding.proposals import TOLD_AS_DONE
from charting_tui.coding.spoken_sides import SidedArea, sided_areas
from charting_tui.coding.vocabulary import Vocabulary
from charting_tui.records.visit import Note

HANDS_ON = {"97124": ("97124",), "97140": ("97140",), "S8990": ("97124", "97140")}
"""Codes of work by hand, with the codes whose techniques a note may name for them."""


@dataclass(frozen=True)
class NamedAreas:
    """Areas in the words of the note."""

    words: str
    """Like “R upper traps, low back”; empty where none is named."""
    beside_technique: bool
    """Whether they stand in the same words as a technique of the code."""


def areas_for(note: Note, code: str, known: Vocabulary) -> NamedAreas:
    """Return the areas that a note, without its report, names for a code."""
    beside = _beside(note, HANDS_ON.get(code, (code,)), known)
    if beside or code not in HANDS_ON:
        return NamedAreas(beside, beside_technique=True)
    return NamedAreas(_in_words(sided_areas(note.objective, known)), beside_technique=False)


def _beside(note: Note, codes: Collection[str], known: Vocabulary) -> str:
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
