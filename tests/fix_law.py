"""What every change that a finding offers must keep to, told as sentences where it does not."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from charting_tui.records.claim import Draft
from charting_tui.records.visit import SECTIONS, Facts, Note, Visit, sentences_of
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Finding, Fix, Severity
from charting_tui.rules.registry import lint
from tests.rule_forms import after

_WORDS = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")


def broken_by(case: Case, finding: Finding, fix: Fix) -> Iterator[str]:
    assert fix.apply is not None
    changed = fix.apply(case.draft)
    now = lint(after(case, changed))
    yield from _left(finding, lint(case), now)
    yield from _invented(case.draft, changed)


def _left(finding: Finding, before: tuple[Finding, ...], now: tuple[Finding, ...]) -> Iterator[str]:
    of_rule = [sum(one.rule == finding.rule for one in found) for found in (before, now)]
    if of_rule[1] >= of_rule[0]:
        yield f"{finding.rule} is still there"
    yield from (f"now {rule} blocks" for rule in _blocking(now) - _blocking(before))


def _blocking(findings: tuple[Finding, ...]) -> Counter[str]:
    return Counter(one.rule for one in findings if one.severity is Severity.BLOCKS)


def _invented(draft: Draft, changed: Draft) -> Iterator[str]:
    before, now = draft.visit, changed.visit
    if _minutes(now) > _minutes(before):
        yield f"{_minutes(before)} minutes became {_minutes(now)}"
    if len(now.services) > len(before.services):
        yield "a service was added"
    spent = {f"{one.exact_minutes} minutes" for one in before.services}
    written = (before.note.objective, before.note.assessment) if _areas(now) != _areas(before) else ()
    if new := _words(_told(now)) - _words((*_told(before), *spent, *written)):
        yield f"work was added: {', '.join(sorted(new))}"
    if (now.time_in, now.time_out) != (before.time_in, before.time_out):
        booked = before.appointment
        if booked is None or (now.time_in, now.time_out) != (booked.start, booked.end):
            yield "the times were changed, and not to those booked"
    yield from _reworded(before.note, now.note)
    kept = ("measures", "goals", "areas", "techniques", "health_update", "date", "state")
    if any(getattr(now, name) != getattr(before, name) for name in kept):
        yield "what was written of the visit was changed"


def _reworded(before: Note, now: Note) -> Iterator[str]:
    """Tell what a note says that it did not say before and that no quick line or visit brought into it."""
    brought = {sentence for one in before.provenance for sentence in sentences_of(one.text)}
    for section in SECTIONS:
        said = {*sentences_of(getattr(before, section)), *brought}
        new = [one for one in sentences_of(getattr(now, section)) if one not in said]
        yield from (f"the {section} part now says “{one}”" for one in new)
    known, left = before.facts or Facts(), now.facts or Facts()
    for name in Facts.model_fields:
        was, is_now = getattr(known, name), getattr(left, name)
        if is_now and is_now != was and not (isinstance(was, tuple) and set(is_now) <= set(was)):
            yield f"the facts’ {name} were changed"


def _areas(visit: Visit) -> list[str]:
    """Return the areas of the lines, which may be entered in words that the note has of what was done."""
    return [one.area for one in visit.services]


def _minutes(visit: Visit) -> int:
    """Return the minutes of all lines, those of “30 min” too."""
    return sum(sum(map(int, _NUMBER.findall(str(one.minutes or 0))[:1])) for one in visit.services)


def _words(texts: Iterable[str]) -> set[str]:
    return {word.lower() for text in texts for word in _WORDS.findall(text)}


def _told(visit: Visit) -> Iterator[str]:
    """Return what the lines, and the claim's words for them, say was done where and when."""
    for one in visit.services:
        yield from (one.area, one.side, one.narrative, *one.techniques, *one.regions)
        yield from (f"{block.time_in}-{block.time_out}" for block in one.blocks)
