"""How pain, ranges, function and outcome measures went over a client's visits."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from charting_tui.coding.data_files import read_json
from charting_tui.records.chart import VisitFile
from charting_tui.records.visit import Facts, Measure
from charting_tui.shorthand.vocabulary import Vocabulary
from charting_tui.shorthand.write.wording import measured, placed

Better = Literal["less", "more", ""]
_MOST_PAIN = 10.0
_COUNTED = frozenset({"min", "h", "hr", "lb", "lbs", "mi", "ft"})
"""Units of function of which more is better."""


@dataclass(frozen=True)
class TrendKind:
    """What is measured."""

    name: str
    """As it is read: “neck rotation, right”."""
    unit: str
    better: Better
    """Whether less or more of it is better; empty where that is not known."""
    least: float = 0
    most: float = 0
    """The scale, as far as one is known."""
    normal: float | None = None
    """The usual value of a range."""

    def told(self, value: float) -> str:
        """Return a value with its unit: “70°”, “6/10”."""
        return f"{value:g}{self.unit}" if self.unit.startswith("/") else measured(value, self.unit)

    def short(self, value: float) -> str:
        """Return it as short as it is typed: “20 min”."""
        return f"{value:g} {self.unit}" if self.unit.isalpha() else self.told(value)


@dataclass(frozen=True)
class Point:
    """One visit's value."""

    day: date
    value: float
    """On arrival, so that visits are alike; of function what was reached."""
    after: float | None = None
    """After treatment."""
    draft: bool = False
    """Whether the visit is not signed yet."""


@dataclass(frozen=True)
class Trend:
    """One measure over the visits, oldest first; it was taken twice at the least."""

    kind: TrendKind
    points: tuple[Point | None, ...]
    """One for each charted visit from the first measured to the last; None where it was not measured."""

    @property
    def measured(self) -> tuple[Point, ...]:
        """The points without the gaps."""
        return tuple(point for point in self.points if point is not None)

    @property
    def first(self) -> Point:
        """The first that was measured."""
        return self.measured[0]

    @property
    def last(self) -> Point:
        """The last that was measured."""
        return self.measured[-1]

    @property
    def scale(self) -> tuple[float, float]:
        """What a plot of it reaches from and to; what has no scale begins a little below its least value."""
        values = [point.value for point in self.measured]
        if not self.kind.better and not self.kind.most:
            spread = max(values) - min(values)
            return min(values) - (spread or 1), max(values)
        least, most = min(self.kind.least, *values), max(self.kind.most, self.kind.normal or 0, *values)
        return least, most if most > least else least + 1

    @property
    def change(self) -> str:
        """The change in words: “better by 3”, “unchanged”."""
        return self.changed(self.kind.told)

    def changed(self, told: Callable[[float], str]) -> str:
        """Return the change in words, with amounts told so."""
        by = self.last.value - self.first.value
        if not by:
            return "unchanged"
        amount = told(abs(by)).partition("/")[0]
        if not self.kind.better:
            return f"{'more' if by > 0 else 'less'} by {amount}"
        return f"{'better' if (by > 0) == (self.kind.better == 'more') else 'worse'} by {amount}"

    @property
    def sentence(self) -> str:
        """The whole trend in words, for those who see no plot."""
        kind, times = self.kind, len(self.measured)
        first, last = (self._on(point) for point in (self.first, self.last))
        normal = f"; normal {kind.told(kind.normal)}" if kind.normal is not None else ""
        return f"{kind.name}: {first}, {last}: {self.change} in {times} of {len(self.points)} visits{normal}"

    def _on(self, point: Point) -> str:
        after = f" ({self.kind.told(point.after)} after treatment)" if point.after is not None else ""
        draft = ", not signed yet" if point.draft else ""
        return f"{self.kind.told(point.value)} on {point.day:%-m/%-d/%Y}{after}{draft}"


def goal_of(kind: TrendKind, goals: Iterable[str]) -> float | None:
    """Return the value that a goal names for what is measured: 15 for “work overhead for 15 minutes”."""
    told = re.compile(rf"(\d+(?:\.\d+)?)\s*{re.escape(kind.unit)}") if kind.unit else re.compile(r"(\d+)")
    for text in goals:
        words = text.casefold()
        found = told.search(words)
        if found is not None and all(word in words.split() for word in kind.name.casefold().split()):
            return float(found[1])
    return None


def trends(visits: Iterable[VisitFile], words: Vocabulary) -> tuple[Trend, ...]:
    """Return everything that was measured in two visits at the least: pain, ranges, function, outcomes.

    A visit that was not kept is none; one that is still a draft counts and says so.
    """
    charted = sorted((one for one in visits if one.visit.state.kept), key=lambda one: one.visit.date)
    rows = [
        [dict(points) for points in _points(one, facts, words)]
        for one in charted
        if (facts := one.visit.note.facts) is not None
    ]
    every = dict.fromkeys(kind for group in zip(*rows, strict=True) for points in group for kind in points)
    visit_by_visit = [{kind: point for points in row for kind, point in points.items()} for row in rows]
    found = (_trend(kind, [row.get(kind) for row in visit_by_visit]) for kind in every)
    return tuple(trend for trend in found if trend is not None)


def _trend(kind: TrendKind, points: list[Point | None]) -> Trend | None:
    places = [place for place, point in enumerate(points) if point is not None]
    return Trend(kind, tuple(points[places[0] : places[-1] + 1])) if len(places) > 1 else None


def _points(kept: VisitFile, facts: Facts, words: Vocabulary) -> Iterator[Iterator[tuple[TrendKind, Point]]]:
    """Give the points of a visit in five groups: pain, ranges, function, goals, outcome measures."""
    yield ((_pain(one), point) for one in facts.scores for point in _arrived(one, kept))
    yield ((_range(one, words), point) for one in facts.ranges for point in _arrived(one, kept))
    yield ((_function(one), point) for one in facts.function for point in _reached(one, kept))
    yield ((_goal(one), point) for one in facts.goals for point in _reached(one, kept))
    yield ((_outcome(one), point) for one in facts.outcomes for point in _reached(one, kept))


def _arrived(one: Measure, kept: VisitFile) -> Iterator[Point]:
    """Give the value on arrival, and what it was after treatment; words are no value."""
    value, after = one.value if one.before is None else one.before, one.after
    if isinstance(value, float):
        draft = kept.signed is None
        yield Point(kept.visit.date, value, after if isinstance(after, float) else None, draft)


def _reached(one: Measure, kept: VisitFile) -> Iterator[Point]:
    """Give the value that was reached."""
    value = one.value if one.after is None else one.after
    if isinstance(value, float):
        yield Point(kept.visit.date, value, draft=kept.signed is None)


def _pain(one: Measure) -> TrendKind:
    where = placed(one.area, one.side)
    return TrendKind(f"{where} pain".strip(), "/10", "less", most=_MOST_PAIN)


def _range(one: Measure, words: Vocabulary) -> TrendKind:
    name = f"{placed(one.area, one.side)} {one.name}".strip()
    movement = words.named("movement", one.name)
    if movement is None:
        return TrendKind(name, one.unit, "")
    normal = movement.normal.get(one.area)
    return TrendKind(name, one.unit or "°", "" if normal == 0 else "more", normal=normal)


def _function(one: Measure) -> TrendKind:
    return TrendKind(one.name, one.unit, "more" if one.unit in _COUNTED else "")


def _goal(one: Measure) -> TrendKind:
    return TrendKind(f"goal {one.name}", "%", "more", most=100)


def _outcome(one: Measure) -> TrendKind:
    known = _outcomes().get(one.name)
    return TrendKind(one.name, one.unit, *known) if known else TrendKind(one.name, one.unit, "")


@cache
def _outcomes() -> dict[str, tuple[Better, float, float]]:
    """Return of each outcome measure what is better, and its scale."""
    read = read_json("outcomes.json")["measures"]
    return {name: (row["better"], row["least"], row["most"]) for name, row in read.items()}
