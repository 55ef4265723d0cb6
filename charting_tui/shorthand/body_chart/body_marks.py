"""What is marked on the body: findings by area and side, how they change, how two visits differ."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from charting_tui.records.visit import AreaFinding
from charting_tui.shorthand.dialect.amounts import Side
from charting_tui.shorthand.write.wording import listed, placed

TRIGGER_POINTS = "trigger points"
_TWO: tuple[Side, Side] = ("right", "left")


@dataclass(frozen=True)
class Marked:
    """A finding, and which finding of the note it comes from."""

    found: AreaFinding
    origin: int | None = None
    """Its place among those of the note; None where it waits to be taken."""


Change = Callable[[list[Marked], str, Side], list[Marked]]


def graded(grade: int) -> Change:
    """Return the change that gives an area on a side this grade."""

    def change(marks: list[Marked], area: str, side: Side) -> list[Marked]:
        here = _here(marks, area, side)
        place = next((place for place in here if marks[place].found.grade is not None), None)
        if place is None:
            return [*marks, Marked(AreaFinding(area=area, side=side, grade=grade))]
        return _with(marks, place, grade=grade)

    return change


def added(kind: str) -> Change:
    """Return the change that adds a kind of finding to an area on a side."""

    def change(marks: list[Marked], area: str, side: Side) -> list[Marked]:
        there = any(marks[place].found.kind == kind for place in _here(marks, area, side))
        return marks if there else [*marks, Marked(AreaFinding(area=area, side=side, kind=kind))]

    return change


def without(kind: str) -> Change:
    """Return the change that takes a kind of finding away; a grade told with it stays."""

    def change(marks: list[Marked], area: str, side: Side) -> list[Marked]:
        here = _here(marks, area, side)
        for place in reversed([place for place in here if marks[place].found.kind == kind]):
            ungraded = marks[place].found.grade is None
            marks = [*marks[:place], *marks[place + 1 :]] if ungraded else _with(marks, place, kind="")
        return marks

    return change


def removed(marks: list[Marked], area: str, side: Side) -> list[Marked]:
    """Take everything away that is said of an area on a side."""
    return [one for one in marks if (one.found.area, one.found.side) != (area, side)]


def changed(marks: Sequence[Marked], area: str, side: Side, change: Change) -> tuple[Marked, ...]:
    """Return the marks with a change of one area.

    A change of one side leaves the other as it is, also where one finding spoke of both. A side that was
    not told before is told by the change.
    """
    apart = [one for mark in marks for one in _sides_apart(mark, area, side)]
    for one in _TWO if side == "both" else (side,):
        apart = change(apart, area, one)
    return tuple(_joined(apart, area))


def _sides_apart(mark: Marked, area: str, side: Side) -> Iterator[Marked]:
    found = mark.found
    told = found.side if found.side or not side else side
    if found.area != area or not side:
        yield mark
    elif told == "both":
        for one in _TWO:
            yield Marked(found.model_copy(update={"side": one}), mark.origin)
    else:
        yield Marked(found.model_copy(update={"side": told}), mark.origin)


def _joined(marks: Iterable[Marked], area: str) -> list[Marked]:
    """Make one finding of both sides where they say the same."""
    kept: list[Marked] = []
    for mark in marks:
        other = {"right": "left", "left": "right"}.get(mark.found.side, "")
        twin = Marked(mark.found.model_copy(update={"side": other}), mark.origin)
        if other and mark.found.area == area and twin in kept:
            both = mark.found.model_copy(update={"side": "both"})
            kept[kept.index(twin)] = Marked(both, mark.origin)
        else:
            kept.append(mark)
    return kept


def _here(marks: Sequence[Marked], area: str, side: Side) -> list[int]:
    return [
        place
        for place, one in enumerate(marks)
        if (one.found.area, one.found.side) == (area, side) and not one.found.negative
    ]


def _with(marks: list[Marked], place: int, **values: object) -> list[Marked]:
    one = marks[place]
    changed = Marked(one.found.model_copy(update=values), one.origin)
    return [*marks[:place], changed, *marks[place + 1 :]]


def by_side(findings: Iterable[AreaFinding]) -> dict[tuple[str, Side], tuple[AreaFinding, ...]]:
    """Return the findings by area and side, those of both sides under each of them."""
    sorted_out: dict[tuple[str, Side], tuple[AreaFinding, ...]] = {}
    for one in findings:
        for side in _TWO if one.side == "both" else (one.side,):
            sorted_out[one.area, side] = (*sorted_out.get((one.area, side), ()), one)
    return sorted_out


def as_said(findings: Iterable[AreaFinding]) -> dict[tuple[str, Side], tuple[AreaFinding, ...]]:
    """Return the findings by area and side as they are said, both sides as one."""
    together: dict[tuple[str, Side], tuple[AreaFinding, ...]] = {}
    for one in findings:
        together[one.area, one.side] = (*together.get((one.area, one.side), ()), one)
    return together


def sign_of(found: Iterable[AreaFinding]) -> tuple[str, str]:
    """Return what stands on the figure: the worst grade, and a sign.

    “*” is for trigger points, “o” for another finding, “-” for what was looked for and is not there.
    """
    there = [one for one in found if not one.negative]
    grades = [one.grade for one in there if one.grade is not None]
    kinds = {one.kind for one in there} - {""}
    sign = "*" if TRIGGER_POINTS in kinds else "o" if kinds else "" if there else "-"
    return (str(max(grades)) if grades else "", sign)


def found_words(found: Iterable[AreaFinding]) -> str:
    """Return findings of one area and side in words: “grade 3, trigger points, no swelling”."""
    every = list(found)
    grades = [f"grade {one.grade}" for one in every if one.grade is not None and not one.negative]
    kinds = [one.kind for one in every if one.kind and not one.negative]
    absent = [f"no {one.kind}" for one in every if one.negative]
    return ", ".join(dict.fromkeys([*grades, *kinds, *absent]))


def differences(before: Iterable[AreaFinding], now: Iterable[AreaFinding]) -> list[str]:
    """Say what changed since the last visit, area by area: “right upper trapezius 3 → 2”.

    What is not marked today is said to be just that: it may be gone, or no one looked.
    """
    was, is_now = by_side(before), by_side(now)
    told: dict[tuple[str, str], list[Side]] = {}
    for area, side in dict.fromkeys([*is_now, *was]):
        one, other = (_short(marks.get((area, side), ())) for marks in (was, is_now))
        if one != other:
            change = (
                f"{one} → {other}"
                if one and other
                else f"{other}, new"
                if other
                else f"{one} → not marked today"
            )
            told.setdefault((area, change), []).append(side)
    return [
        f"{placed(area, 'both' if set(sides) == set(_TWO) else listed(filter(None, sides)))} {change}"
        for (area, change), sides in told.items()
    ]


def _short(found: Iterable[AreaFinding]) -> str:
    return found_words(found).removeprefix("grade ")
