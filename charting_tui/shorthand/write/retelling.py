"""Sentences that were rendered from findings, told again where the findings changed and the words did not."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from charting_tui.records.visit import AreaFinding
from charting_tui.shorthand.body_chart.body_marks import Marked
from charting_tui.shorthand.write.objective_prose import palpation, sentence_of


def retold(text: str, before: Sequence[AreaFinding], after: Sequence[Marked], scale: str) -> str | None:
    """Return the text with the sentences of changed findings told again.

    None where a sentence that would have to change does not stand as it was rendered: its words are a
    person's by now. ``after`` tells of each finding which one of ``before`` it comes from.
    """
    told: set[int] = set()
    for run in _runs(len(before)):
        standing = _standing(text, before[run.start : run.stop], scale) if told.isdisjoint(run) else ()
        now = list(palpation([one.found for one in after if one.origin in run], scale))
        if standing and len(now) <= len(standing):
            told |= {place for place in run if not before[place].worded}
            for place, (way, sentence) in enumerate(standing):
                text = _replaced(text, sentence, now[place][way] if place < len(now) else "")
    for place, one in enumerate(before):
        if place not in told and [mark.found for mark in after if mark.origin == place] != [one]:
            return None
    return text


def beside_their_kind(before: Sequence[AreaFinding], new: Sequence[AreaFinding]) -> list[Marked]:
    """Return the findings of a note, and behind the last of each kind of sentence the new ones of it.

    A new one of a kind that is not there is left out.
    """
    every = (*before, *new)
    kinds = {sentence_of(one, every): place for place, one in enumerate(before)}
    homes = [(one, kinds.get(sentence_of(one, every))) for one in new]
    return [
        mark
        for place, one in enumerate(before)
        for mark in (Marked(one, place), *(Marked(other, home) for other, home in homes if home == place))
    ]


def _runs(count: int) -> Iterator[range]:
    """Give every run of findings that may have been told together, the longest first."""
    for start, end in sorted(combinations(range(count + 1), 2), key=lambda span: span[0] - span[1]):
        yield range(start, end)


def _standing(text: str, findings: Sequence[AreaFinding], scale: str) -> Sequence[tuple[int, str]]:
    """Return the sentences of these findings as they stand in the text, each with its way of telling.

    Nothing where one of them does not stand there.
    """
    found = [
        next(((way, sentence) for way, sentence in enumerate(ways) if sentence in text), None)
        for ways in palpation(findings, scale)
    ]
    standing = [one for one in found if one is not None]
    return standing if len(standing) == len(found) else ()


def _replaced(text: str, old: str, new: str) -> str:
    start = text.index(old)
    before, after = text[:start], text[start + len(old) :]
    if new:
        return before + new + after
    before = before.rstrip(" ")
    return (before + (after if before and not before.endswith("\n") else after.lstrip(" "))).rstrip()
