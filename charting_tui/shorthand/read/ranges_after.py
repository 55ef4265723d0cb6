"""Ranges measured again behind the treatment, joined to those told before it."""

from collections.abc import Sequence
from dataclasses import replace

from charting_tui.records.visit import Measure
from charting_tui.shorthand.read.reads import Read
from charting_tui.shorthand.read.statements import ClauseFacts


def with_ranges_after(
    facts: Sequence[tuple[ClauseFacts, range]], read: Sequence[Read], treated: int
) -> list[tuple[ClauseFacts, range]]:
    """Join “rot R 62” behind the last treatment to the only such range before it: “rot R 50”.

    ``treated`` is the last clause that times a treatment, or -1; what is assessed is told after it too. A
    range without its side is the one that was told before, where it was told of one side alone.
    """
    whole = list(facts)
    for at, (one, run) in enumerate(whole):
        assessed = read[run.start].section == "assessment"
        if not assessed and not run.stop - 1 > treated >= 0:
            continue
        for later in one.ranges:
            before = [
                (place, first)
                for place, (told, other) in enumerate(whole)
                if (other.start < run.start and read[other.start].section != "assessment")
                or other.start < treated
                for first in (one.ranges[: one.ranges.index(later)] if told is one else told.ranges)
                if _is_again(first, later)
            ]
            if len(before) == 1 and isinstance(later.value, float):
                place, first = before[0]
                _put(whole, place, first, first.model_copy(update=_changed(first, later)))
                _put(whole, at, later, None)
    return whole


def _is_again(first: Measure, later: Measure) -> bool:
    plain = isinstance(first.value, float) and first.earlier is None and later.earlier is None
    return (
        plain
        and (first.name, first.area, first.unit) == (later.name, later.area, later.unit)
        and later.side in {first.side, ""}
    )


def _changed(first: Measure, later: Measure) -> dict[str, object]:
    return {"value": None, "before": first.value, "after": later.value}


def _put(facts: list[tuple[ClauseFacts, range]], at: int, old: Measure, new: Measure | None) -> None:
    """Put a measure in the place of another, or take it out, in place."""
    told, run = facts[at]
    ranges = [
        each for one in told.ranges for each in ([new] if one is old and new else [] if one is old else [one])
    ]
    facts[at] = (replace(told, ranges=ranges, worded=True), run)
