"""Values that were typed as two numbers: read by their middle, and told as they were typed."""

import re
from collections.abc import Sequence
from dataclasses import replace

from charting_tui.records.visit import Measure
from charting_tui.shorthand.read.beside_values import BETWEEN
from charting_tui.shorthand.read.reads import Read
from charting_tui.shorthand.read.statements import ClauseFacts

_NUMBER = re.compile(r"\d+")


def with_spans(
    facts: Sequence[tuple[ClauseFacts, range]], read: Sequence[Read]
) -> list[tuple[ClauseFacts, range]]:
    """Give pain whose value was typed as “5-6” that value in words, in the clauses as typed."""
    spans = {
        one.value: "-".join(_NUMBER.findall(one.text)[:2])
        for each in read
        for one in each.lexemes
        if one.word == BETWEEN and one.value is not None
    }
    if not spans:
        return list(facts)
    return [(_told(one, [_spanned(each, spans) for each in one.scores]), run) for one, run in facts]


def _told(facts: ClauseFacts, scores: list[Measure]) -> ClauseFacts:
    return facts if scores == facts.scores else replace(facts, scores=scores, worded=True)


def _spanned(one: Measure, spans: dict[float, str]) -> Measure:
    """Return a score with its values as typed; the worst and an earlier one stay in words alone."""
    told: dict[str, object] = {
        name: spans[value]
        for name in ("value", "before", "after")
        if isinstance(value := getattr(one, name), float) and value in spans
    }
    whole = one.model_copy(update=told | {"worded": True}) if told else one
    left_out = {name: None for name in ("worst", "earlier") if getattr(one, name) in spans}
    return whole.model_copy(update=left_out | {"worded": True}) if left_out else whole
