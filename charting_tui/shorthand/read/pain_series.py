"""Pain of a clause joined to what its sentence told before: “L elbow 4”, “up to 7 gripping”."""

import re
from collections.abc import Sequence
from dataclasses import replace

from charting_tui.records.visit import Measure
from charting_tui.shorthand.read.bare_numbers import WORST_GRADE
from charting_tui.shorthand.read.classes import Class
from charting_tui.shorthand.read.note_words import NoteWords
from charting_tui.shorthand.read.pain_times import NOW, by_condition
from charting_tui.shorthand.read.pain_walk import OTHER, bare_area, pain_in_series
from charting_tui.shorthand.read.reads import Read, is_spent
from charting_tui.shorthand.read.scope import governed_by
from charting_tui.shorthand.read.statements import ClauseFacts

_TELLS_PAIN = re.compile("Q|[KH].*N")
_GRADED = re.compile("AS?N")
_VALUE_AT = re.compile("[-~.]*(?:S?AS?NS?|AS?NS?)[-~.]*")


def add_series(
    facts: list[tuple[ClauseFacts, range]], read: Sequence[Read], at: int, words: NoteWords, *, ahead: bool
) -> None:
    """Add the pain of a clause to the facts; another value of the place just before it is joined to that."""
    before = facts[-1] if facts else None
    same = before is not None and read[before[1].start].clause.sentence == read[at].clause.sentence
    if before is not None and same:
        same = not any({*"AS"} & {each.kind for each in one.lexemes} for one in read[before[1].stop : at])
    last = before[0].scores[-1] if before is not None and same and before[0].scores else None
    graded = _grades_beside(read, at)
    among = _tells_of_pain(read, at) and not graded
    scores = pain_in_series(read[at], last, words, ahead=ahead, among=among, graded_beside=graded)
    if not scores and not ahead:
        scores = _told_again(facts, read[at], words)
    if not scores:
        return
    again = last is not None and [one.area for one in scores] == [last.area]
    if not again or before is None or last is None:
        if len({one.area for one in scores}) == len(scores):
            facts.append((ClauseFacts(scores=list(scores), worded=True), range(at, at + 1)))
        return
    if any(is_spent(one) for one in read[before[1].start : at]):
        return
    joined = _with_another(last, scores[0], facts[-1], read[at], words, read=read)
    if before[1].stop == at and joined is not None:
        told = [joined if one is last else one for one in before[0].scores]
        facts[-1] = (replace(before[0], scores=told, worded=True), range(before[1].start, at + 1))


def _with_another(
    last: Measure,
    told: Measure,
    before: tuple[ClauseFacts, range],
    one: Read,
    words: NoteWords,
    *,
    read: Sequence[Read],
) -> Measure | None:
    """Return the pain told last with another value of its place; None where it is not plain of when it is."""
    first, second = last.value, told.value
    if not isinstance(first, float) or told.earlier is not None:
        return None
    worst = max(float(each.worst or 0) for each in (last, told))
    if second is None:
        return last.model_copy(update={"worst": worst}) if worst > first else None
    if not isinstance(second, float):
        return None
    now = any(each.text.casefold() in NOW for each in one.lexemes)
    then = now and governed_by(read[before[1].start].clause.text, words) == "earlier"
    if then:
        return last.model_copy(update={"value": second})
    whole = {"value": second} if now else by_condition(first, second)
    worse = max(worst, first, whole.get("worst", 0))
    return last.model_copy(update=whole | ({"worst": worse} if worse > whole["value"] else {}))


def _told_again(
    facts: Sequence[tuple[ClauseFacts, range]], one: Read, words: NoteWords
) -> tuple[Measure, ...]:
    """Return bare values behind the treatment of places whose pain was told before it: “jaw 2, HA 1”."""
    if Class.NUMBER not in {each.kind for each in one.lexemes}:
        return ()
    before = [score.area for told, _ in facts for score in told.scores]
    again = pain_in_series(replace(one, section="objective"), Measure(name="pain"), words, ahead=False)
    same = all(
        any(
            each.area in {area, bare_area(area)}
            or area.endswith(f" {each.area}")
            or is_of_head(each.area, area)
            for area in before
        )
        for each in again
    )
    return again if same else ()


def _tells_of_pain(read: Sequence[Read], at: int) -> bool:
    """Whether the client tells a score or a complaint before, or another place with its number."""
    told = [
        (place < at, "".join(each.kind for each in one.lexemes))
        for place, one in enumerate(read)
        if place != at and one.section == "subjective" and not one.reached
    ]
    return any((ahead and _TELLS_PAIN.search(kinds)) or _VALUE_AT.fullmatch(kinds) for ahead, kinds in told)


def _grades_beside(read: Sequence[Read], at: int) -> bool:
    """Whether a muscle stands in another clause with a small bare number, as grades of tone do: “UT 2”."""
    return any(
        _GRADED.search("".join(each.kind for each in one.lexemes)) is not None
        and any((each.value or 0) <= WORST_GRADE for each in one.lexemes if each.kind is Class.NUMBER)
        and any(term.part == "muscle" for each in one.lexemes for term in each.terms)
        for place, one in enumerate(read)
        if place != at and not {each.kind for each in one.lexemes} & OTHER
    )


def is_of_head(later: str, before: str) -> bool:
    """Whether a headache is the one whose place was told: “5/10 base of skull … HA 5→1”."""
    return later == "head" and any(part in before for part in ("skull", "eye", "temple", "occip", "forehead"))
