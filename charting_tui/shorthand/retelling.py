"""Sentences that were rendered from findings, told anew where the findings changed and the words did not."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from charting_tui.records.visit import AreaFinding
from charting_tui.shorthand.body_marks import Marked
from charting_tui.shorthand.prose import palpation


def retold(text: str, before: Sequence[AreaFinding], after: Sequence[Marked], scale: str) -> str | None:
    """Return the text with the sentences of changed findings told anew.

    None where a sentence that would have to change does not stand as it was rendered: its words are a
    person's by now. ``after`` tells of each finding which one of ``before`` it comes from.
    """
    for negative in (False, True):
        places = [place for place, one in enumerate(before) if one.negative is negative]
        told: set[int] = set()
        for run in _runs(places):
            if told.isdisjoint(run):
                sentence = _standing(text, [before[place] for place in run], scale)
                if sentence is not None:
                    told |= set(run)
                    way, old = sentence
                    now = [one.found for one in after if one.origin in run]
                    text = _replaced(text, old, next(palpation(now, scale))[way] if now else "")
        kept = {place: [one.found for one in after if one.origin == place] for place in places}
        if any(found != [before[place]] for place, found in kept.items() if place not in told):
            return None
    return text


def _runs(places: Sequence[int]) -> Iterator[Sequence[int]]:
    """Give every run of findings that may have been told together, the longest first."""
    spans = combinations(range(len(places) + 1), 2)
    for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
        yield places[start:end]


def _standing(text: str, findings: Sequence[AreaFinding], scale: str) -> tuple[int, str] | None:
    """Return which way of telling the findings stands in the text, and the sentence."""
    (ways,) = palpation(findings, scale)
    return next(((way, sentence) for way, sentence in enumerate(ways) if sentence in text), None)


def _replaced(text: str, old: str, new: str) -> str:
    start = text.index(old)
    before, after = text[:start], text[start + len(old) :]
    if new:
        return before + new + after
    before = before.rstrip(" ")
    return (before + (after if before and not before.endswith("\n") else after.lstrip(" "))).rstrip()
