"""Two facts of one visit that cannot both be so: two values of one measure now, there and not there."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from charting_tui.records.visit import AreaFinding, Facts, Measure

_RESPONSES = (
    frozenset({"improved", "slightly improved", "much improved"}),
    frozenset({"unchanged"}),
    frozenset({"worse"}),
)
"""How the client responded: of two groups only one can be so."""
_FUNCTION = (frozenset({"better", "easier"}), frozenset({"worse", "harder", "unable"}))
_GIRTH = "girth"
"""Measured at several heights of one limb, so that two values may both be so."""


@dataclass(frozen=True)
class Contradiction:
    """Two facts in a few words, and the section that tells them."""

    section: str
    one: str
    other: str

    @property
    def told(self) -> str:
        """Both in one sentence, without its stop."""
        return f"“{self.one}” and “{self.other}” contradict each other"


def contradictions(facts: Facts) -> tuple[Contradiction, ...]:
    """Return the pairs of facts that contradict each other; the same said twice is none."""
    return tuple(dict.fromkeys((*_of_measures(facts), *_of_findings(facts), *_of_words(facts))))


def _of_measures(facts: Facts) -> Iterator[Contradiction]:
    measures = (
        ("subjective", facts.scores),
        ("subjective", facts.function),
        ("objective", tuple(one for one in facts.ranges if one.name != _GIRTH)),
        ("objective", facts.tests),
        ("assessment", facts.goals),
        ("assessment", facts.outcomes),
    )
    for section, found in measures:
        for one, other in combinations(found, 2):
            same = (one.name, one.area, one.side, one.unit) == (
                other.name,
                other.area,
                other.side,
                other.unit,
            )
            if same and _differ(one, other, are_words_of_function=found is facts.function):
                goal = "goal " if found is facts.goals else ""
                yield Contradiction(section, f"{goal}{_measure(one)}", f"{goal}{_measure(other)}")


def _differ(one: Measure, other: Measure, *, are_words_of_function: bool) -> bool:
    if one.after is not None and other.after is not None:
        return (one.before, one.after) != (other.before, other.after)
    if one.after is not None or other.after is not None:
        pair, single = (one, other) if one.after is not None else (other, one)
        return type(single.value) is type(pair.after) and single.value not in {pair.before, pair.after}
    if None in {one.value, other.value} or type(one.value) is not type(other.value):
        return False
    if are_words_of_function and isinstance(one.value, str):
        return _apart(str(one.value), str(other.value), _FUNCTION)
    return one.value != other.value


def _of_findings(facts: Facts) -> Iterator[Contradiction]:
    for one, other in combinations(facts.findings, 2):
        if (one.area, one.side, one.kind) != (other.area, other.side, other.kind):
            continue
        graded = one.grade is not None and other.grade is not None
        if one.negative != other.negative or (graded and one.grade != other.grade):
            yield Contradiction("objective", _finding(one), _finding(other))


def _of_words(facts: Facts) -> Iterator[Contradiction]:
    for felt in facts.symptoms:
        for denied in facts.denied:
            if felt == denied or felt.startswith(f"{denied} "):
                yield Contradiction("subjective", felt, f"no {denied}")
    for factor in facts.aggravated_by:
        if factor in facts.eased_by:
            yield Contradiction("subjective", f"worse with {factor}", f"better with {factor}")
    for one, other in combinations(facts.responses, 2):
        if _apart(one, other, _RESPONSES):
            yield Contradiction("assessment", one, other)


def _apart(one: str, other: str, groups: tuple[frozenset[str], ...]) -> bool:
    places = [next((at for at, group in enumerate(groups) if word in group), None) for word in (one, other)]
    return None not in places and places[0] != places[1]


def _measure(one: Measure) -> str:
    values = [one.before, one.after] if one.after is not None else [one.value]
    told = " → ".join(f"{value:g}" if isinstance(value, float) else str(value) for value in values)
    return f"{' '.join(part for part in (one.side, one.area, one.name) if part)} {told}{one.unit}"


def _finding(one: AreaFinding) -> str:
    grade = f"grade {one.grade}" if one.grade is not None else ""
    absent = "no" if one.negative else ""
    return " ".join(part for part in (one.side, one.area, grade, absent, one.kind) if part)
