"""What a note is searched for: function, findings, health, techniques; the words are data, not code."""

import re
from functools import cache, lru_cache
from typing import Any, Literal

from charting_tui.coding.data_files import read_json
from charting_tui.records.coverage import Goal
from charting_tui.records.remembered import remembered
from charting_tui.records.visit import Measure, Visit, without_report

NoteWordKind = Literal["function", "finding", "health", "technique"]

_WORD = re.compile(r"[a-z]+")
_APOSTROPHES = str.maketrans("", "", "'\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}")
_MEASURED = re.compile(
    r"\d\s*(?:°|\N{MASCULINE ORDINAL INDICATOR}|deg\b|cm\b|mm\b|kg\b|lbs?\b)|\b\d\+?\s*/\s*[45]\b|\b[1-4]\+"
)
"""Degrees, lengths, forces, and grades of four or five."""

_Phrase = tuple[tuple[str, bool], ...]


@lru_cache(maxsize=512)
def names(kind: NoteWordKind, text: str) -> bool:
    """Whether a text has a word of that kind; a measure of degrees, length or grade is a finding too."""
    lowered = text.lower().translate(_APOSTROPHES)
    if kind == "finding" and _MEASURED.search(lowered):
        return True
    phrases = _phrases(kind)
    words = _WORD.findall(lowered)
    return any(
        _stands(phrase, words, at) for at, word in enumerate(words) for phrase in phrases.get(word[:2], ())
    )


@cache
def not_a_main_reason() -> tuple[str, ...]:
    """Return how diagnoses begin that no payer takes as the main reason of hands-on work."""
    return tuple(_read()["not_a_main_reason"])


def _stands(phrase: _Phrase, words: list[str], at: int) -> bool:
    spoken = words[at : at + len(phrase)]
    return len(spoken) == len(phrase) and all(
        word.startswith(part) if stem else word == part
        for word, (part, stem) in zip(spoken, phrase, strict=True)
    )


@cache
def _phrases(kind: NoteWordKind) -> dict[str, tuple[_Phrase, ...]]:
    by_start: dict[str, list[_Phrase]] = {}
    for spelling in _read()[kind]:
        phrase = tuple((word.rstrip("*"), word.endswith("*")) for word in spelling.split())
        by_start.setdefault(phrase[0][0][:2], []).append(phrase)
    return {start: tuple(found) for start, found in by_start.items()}


@cache
def _read() -> dict[str, Any]:
    return read_json("note_words.json")


_PAIN = re.compile(r"\b(\d{1,2}(?:\.\d)?)\s*/\s*10\b")
_SENTENCE = re.compile(r"[^.;!?\n]+")
_DEGREES = re.compile(r"\d\s*(?:\N{DEGREE SIGN}|deg\b|degrees?\b)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")

WordsRead = tuple[str, ...]


@remembered(64)
def measured(visit: Visit) -> dict[str, WordsRead]:
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


def _reading(measure: Measure) -> WordsRead:
    values = (measure.value, measure.before, measure.after)
    return tuple(
        "" if value is None else f"{value:g}" if isinstance(value, float) else value.strip()
        for value in values
    )
