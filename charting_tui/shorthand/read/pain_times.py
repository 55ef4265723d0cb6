"""Values of one place by when each is so: now, at worst, earlier, before and after treatment."""

from collections.abc import Sequence
from dataclasses import dataclass

from charting_tui.records.visit import Measure
from charting_tui.shorthand.read.classes import Class

NOW = frozenset({"now", "nw", "today", "tdy", "currently", "this wk", "this week"})
_NAMED: dict[tuple[str, ...], tuple[str, ...]] = {
    ("",): ("value",),
    (Class.AFTER,): ("after",),
    ("", Class.AFTER): ("before", "after"),
    (Class.EARLIER, ""): ("earlier", "value"),
    ("", Class.EARLIER): ("value", "earlier"),
    ("", Class.WORST): ("value", "worst"),
    (Class.WORST, ""): ("worst", "value"),
    (Class.WORST,): ("worst",),
}
"""Which values of a score are told, by their marks in their order."""


@dataclass
class TimedPain:
    """A value of pain with its place, and what tells when it is so."""

    number: float
    area: str
    mark: str = ""
    told: bool = False
    """Whether the place stands with it."""
    now: bool = False
    came: bool = False
    """Whether something that it came with is told."""


def measured(values: Sequence[TimedPain]) -> tuple[Measure, ...]:
    """Return one score for each place; nothing where it is not plain which value is of when."""
    scores = []
    for area in dict.fromkeys(each.area for each in values):
        told = _told([each for each in values if each.area == area])
        if not told:
            return ()
        scores.append(Measure.model_validate({"name": "pain", "area": area, **told}))
    return tuple(scores)


def _told(values: Sequence[TimedPain]) -> dict[str, float]:
    """Return the values of one place by what they are of."""
    marks = tuple(each.mark for each in values)
    names = _NAMED.get(("", *marks[1:]) if marks[0] == Class.BEFORE else marks)
    if names is not None:
        return {name: each.number for name, each in zip(names, values, strict=True)}
    plain = [each for each in values if each.mark not in {Class.WORST, Class.BEST}]
    worst = [each.number for each in values if each.mark == Class.WORST]
    if not plain or any(each.mark for each in plain):
        return {}
    told = _of_times(plain)
    worse = max([*worst, told.get("worst", 0)])
    return told | {"worst": worse} if told and worse > told["value"] else told


def _of_times(values: Sequence[TimedPain]) -> dict[str, float]:
    """Return values of several times or activities as what it is, or is least, and what it is at worst."""
    numbers = [each.number for each in values]
    now = [each.number for each in values if each.now]
    if len(values) == 1:
        return {"value": numbers[0]}
    if len(now) == 1 or all(each.came for each in values[1:]):
        told = now[0] if len(now) == 1 else min(numbers)
        return {"value": told, "worst": max(numbers)} if max(numbers) > told else {"value": told}
    return {}


def by_condition(first: float, second: float) -> dict[str, float]:
    """Return two values of one place under two conditions as what it is and what it is at worst."""
    now, worse = sorted((first, second))
    return {"value": now, "worst": worse} if now < worse else {"value": now}
