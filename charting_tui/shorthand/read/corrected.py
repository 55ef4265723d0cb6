"""Sides that a later clause corrects: “R hip 4, R knee 1. Oops knee is LEFT”."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from charting_tui.records.visit import AreaFinding, Measure
from charting_tui.shorthand.read.classes import Class
from charting_tui.shorthand.read.places import placed
from charting_tui.shorthand.read.reads import Read
from charting_tui.shorthand.read.statements import ClauseFacts

_CORRECTS = re.compile(
    r"(?:oops|sorry|correction|my bad|scratch that|no wait|wait|i meant?|i mean)\b", re.IGNORECASE
)
Told = TypeVar("Told", Measure, AreaFinding)
_OTHER = {"left": "right", "right": "left"}


def with_sides_corrected(
    facts: Sequence[tuple[ClauseFacts, range]], read: Sequence[Read]
) -> list[tuple[ClauseFacts, range]]:
    """Give what was told of one side of a place the other side, where a later clause says so."""
    whole = list(facts)
    for at, one in enumerate(read):
        corrected = _corrected(one)
        if corrected is not None:
            whole = [
                (_moved(told, *corrected), run) if run.start < at else (told, run) for told, run in whole
            ]
    return whole


def _corrected(one: Read) -> tuple[str, str] | None:
    """Return the place and the side that a clause corrects: “oops knee is left”, “oops R knee is left”."""
    if not _CORRECTS.match(one.clause.text) or any(each.value is not None for each in one.lexemes):
        return None
    places = [each.terms[0].name for each in one.lexemes if each.kind is Class.AREA]
    sides = [each.word for each in one.lexemes if each.kind is Class.SIDE]
    told = len(places) == 1 and 0 < len(sides) <= len(_OTHER) and "not" not in one.clause.text.casefold()
    return (places[0], sides[-1]) if told and sides[-1] in _OTHER else None


def _moved(facts: ClauseFacts, place: str, side: str) -> ClauseFacts:
    wrong, right = placed(place, _OTHER[side]), placed(place, side)
    scores = [_score_moved(one, wrong, right) for one in facts.scores]
    ranges = [_sided(one, place, side) for one in facts.ranges]
    findings = [_sided(one, place, side) for one in facts.findings]
    if (scores, ranges, findings) == (facts.scores, facts.ranges, facts.findings):
        return facts
    return replace(facts, scores=scores, ranges=ranges, findings=findings, worded=True)


def _score_moved(one: Measure, wrong: str, right: str) -> Measure:
    areas = one.area.split(" and ")
    moved = " and ".join(right if each == wrong else each for each in areas)
    return one.model_copy(update={"area": moved}) if wrong in areas else one


def _sided(one: Told, place: str, side: str) -> Told:
    wrong = one.area == place and one.side == _OTHER[side]
    return one.model_copy(update={"side": side}) if wrong else one
