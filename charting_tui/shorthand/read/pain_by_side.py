"""Pain by side in a clause of its own, of the place complained of just before it: “knees achy. L 3 R 5”."""

import re
from collections.abc import Sequence

from charting_tui.records.visit import Measure
from charting_tui.shorthand.read.classes import Class, Lexeme
from charting_tui.shorthand.read.note_words import NoteWords
from charting_tui.shorthand.read.pain_read import PAINFUL
from charting_tui.shorthand.read.places import placed
from charting_tui.shorthand.read.reads import CODED, Read, is_governed
from charting_tui.shorthand.read.statements import ClauseFacts

_WORST = 10
_BY_SIDE = re.compile(r"S[QN]a?S[QN]")
_QUIET = frozenset({Class.DROPPED, Class.PLAIN, Class.COLON, Class.AT})
_PLACED = frozenset({Class.AREA, Class.LEVEL, Class.COMPLAINT})
_BROUGHT_ON = re.compile("F.*[fr][-~.i]*z")
"""A finding with what brought it on, as a client tells of it: “calf tight after half marathon”."""
_VALUED = frozenset({Class.SCORE, Class.NUMBER, Class.GRADE, Class.TEST, Class.MOVEMENT, *CODED})


def pain_by_side(read: Sequence[Read], words: NoteWords) -> dict[int, ClauseFacts]:
    """Return the clauses that tell how much either side hurts of the place complained of just before."""
    return {at: told for at in range(len(read)) if (told := _by_side(read, at, words)) is not None}


def _by_side(read: Sequence[Read], at: int, words: NoteWords) -> ClauseFacts | None:
    one, before = read[at], read[at - 1] if at else None
    said = [each for each in one.lexemes if each.kind not in _QUIET]
    if not _BY_SIDE.fullmatch("".join(each.kind for each in said)):
        return None
    place = _complained_of(before, words) if before is not None else ""
    values = [each.value or 0.0 for each in said if each.value is not None]
    sides = [each.word for each in said if each.kind is Class.SIDE]
    if not place or {*sides} != {"left", "right"} or max(values) > _WORST or one.reached:
        return None
    scores = [
        Measure(name="pain", area=placed(place, side), value=value)
        for side, value in zip(sides, values, strict=True)
    ]
    return ClauseFacts(scores=scores, worded=True)


def _complained_of(one: Read, words: NoteWords) -> str:
    """Return the only place of a clause, on no side or on both, where it hurts; else nothing."""
    kinds = {each.kind for each in one.lexemes}
    places = [each for each in one.lexemes if each.kind in _PLACED]
    sides = {each.word for each in one.lexemes if each.kind is Class.SIDE}
    told = one.section == "subjective" and any(_hurts(each) for each in one.lexemes)
    hurts = told or _BROUGHT_ON.search("".join(each.kind for each in one.lexemes)) is not None
    if len(places) != 1 or sides - {"both"} or not hurts or kinds & _VALUED:
        return ""
    if one.reached or is_governed(one, words):
        return ""
    return places[0].word if places[0].kind is Class.COMPLAINT else places[0].terms[0].name


def _hurts(one: Lexeme) -> bool:
    painful = one.kind is Class.SYMPTOM and one.term("symptom").name in PAINFUL
    return painful or one.kind in {Class.PAIN, Class.COMPLAINT}
