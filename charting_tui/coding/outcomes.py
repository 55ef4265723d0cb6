"""What was measured in a visit, by name, so that visits can be compared."""

import re

from charting_tui.records.coverage import Goal
from charting_tui.records.note_lines import without_report
from charting_tui.records.visit import Measure, Visit

_PAIN = re.compile(r"\b(\d{1,2}(?:\.\d)?)\s*/\s*10\b")
_SENTENCE = re.compile(r"[^.;!?\n]+")
_DEGREES = re.compile(r"\d\s*(?:\N{DEGREE SIGN}|deg\b|degrees?\b)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")

Reading = tuple[str, ...]


def measured(visit: Visit) -> dict[str, Reading]:
    """Return every measure, score, range and goal of a visit, and pain and degrees written in its note.

    Equal readings mean that nothing changed; a measure without a reading is left out.
    """
    facts = visit.note.facts
    measures = list(visit.measures)
    if facts is not None:
        measures += [*facts.scores, *facts.ranges, *facts.function, *facts.outcomes]
    found = {_name(measure): _reading(measure) for measure in measures}
    for goal in visit.goals:
        if isinstance(goal, Goal) and goal.progress is not None:
            found[f"goal {goal.text}"] = (str(goal.progress),)
    told = without_report(visit.note)
    said = _PAIN.findall(told.subjective)
    found["pain"] = (*found.get("pain", ()), *said)
    sentences = _SENTENCE.findall(told.objective)
    found["range"] = (
        *found.get("range", ()),
        *(number for one in sentences if _DEGREES.search(one) for number in _NUMBER.findall(one)),
    )
    return {name: reading for name, reading in found.items() if any(reading)}


def _name(measure: Measure) -> str:
    return " ".join(f"{measure.side} {measure.area} {measure.name}".lower().split())


def _reading(measure: Measure) -> Reading:
    values = (measure.value, measure.before, measure.after)
    return tuple(
        "" if value is None else f"{value:g}" if isinstance(value, float) else value.strip()
        for value in values
    )
