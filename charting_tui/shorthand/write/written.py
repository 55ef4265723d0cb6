"""Facts written back as pieces of a quick line, so that what was charted once can be offered again.

Whatever would not be read back as the same is left out: an offer must say exactly what was charted.
"""

from collections.abc import Iterable, Sequence

from charting_tui.records.visit import AreaFinding, BillTo, Facts, Measure, Treatment
from charting_tui.shorthand.dialect import amounts
from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.dialect.tokens import Status
from charting_tui.shorthand.vocabulary import Kind, Vocabulary
from charting_tui.shorthand.write.wording import number

_BOTH = " on both sides"
_ACTIVE = frozenset({"97110", "97112", "97113", "97116", "97150", "97530", "97535"})
"""Codes of what the client does; all others are done to the client."""


def is_exercise(given: Treatment) -> bool:
    """Whether the client worked, rather than was worked on."""
    return given.code in _ACTIVE


class Writer:
    """Writes facts in the words of one vocabulary."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words

    def scores(self, facts: Facts) -> str:
        """Return pain with its places and what sets it off: ``neck p6>4 desk``."""
        parts = [f"{self.places(one.area)} p{_value(one)}".strip() for one in facts.scores]
        causes = [self._spelt("factor", name) for name in facts.aggravated_by]
        return self._sure(" ".join([*parts, *causes]))

    def function(self, facts: Facts) -> str:
        """Return what the client can do: ``sleep+ fn drive 20>30min``."""
        told = [one for one in facts.function if one.value in {"better", "worse"}]
        signs = [
            f"{self._spelt('activity', one.name)}{'+' if one.value == 'better' else '-'}" for one in told
        ]
        rest = [f"{self.activity(one)} {_value(one)}{one.unit}" for one in facts.function if one not in told]
        return self._sure(" ".join([*signs, *(["fn", *rest] if rest else [])]))

    def findings(self, facts: Facts) -> str:
        """Return what was found where: ``ut rh b3; lev r2 trp``."""
        found: dict[tuple[str, str], list[AreaFinding]] = {}
        for one in facts.findings:
            found.setdefault((one.area, one.side), []).append(one)
        groups: dict[tuple[str, str], list[str]] = {}
        for (area, side), parts in found.items():
            if area.casefold().startswith(("left ", "right ")):
                return ""
            groups.setdefault((side, self._found(parts, side)), []).append(self._area(area))
        return self._sure("; ".join(f"{' '.join(areas)} {what}" for (_, what), areas in groups.items()))

    def ranges(self, facts: Facts) -> str:
        """Return ranges, girths and tests: ``neck r rot 70>80; spurl+ r``."""
        parts = [f"{self.movement(one)} {_value(one)}{_unit(one)}" for one in facts.ranges]
        tests = [
            f"{self._spelt('test', one.name)}{'+' if one.value == 'positive' else '-'} {one.side[:1]}".strip()
            for one in facts.tests
        ]
        return self._sure("; ".join([*parts, *tests]))

    def treatments(self, given: Iterable[Treatment]) -> str:
        """Return treatments with their minutes, areas and details; time blocks are of their own day."""
        return self._sure("; ".join(self.treatment(one) for one in given))

    def treatment(self, given: Treatment, minutes: str = "", areas: str = "", details: str = "") -> str:
        """Return one treatment, with other minutes, areas or details where they are given."""
        spent = minutes or number(given.minutes)
        terms = self._words.meanings(given.technique)
        named = next((term for term in terms if term.kind == "technique" and term.code == given.code), None)
        more = [detail.replace(" × ", "x") for detail in given.details]
        if named is not None and " " not in named.short[0]:
            head = f"{named.short[0]}{spent}"
        else:
            head = f"{given.code} {spent}".rstrip()
            more = [given.technique.lower(), *more] if given.technique else more
        where = areas or " ".join(self.places(area) for area in given.areas)
        how = details or ", ".join(more)
        pays = " $" if given.bill_to is BillTo.CLIENT else ""
        return f"{head}{pays}{f' @ {where}' if where else ''}{f' : {how}' if how else ''}"

    def responses(self, facts: Facts) -> str:
        """Return how the client took it: ``imp tol``."""
        return self._sure(" ".join(self._spelt("response", name) for name in facts.responses))

    def outcomes(self, facts: Facts) -> str:
        """Return outcome measures: ``ndi 34%``."""
        return self._sure(
            " ".join(f"{self.questionnaire(one)} {_value(one)}{one.unit}" for one in facts.outcomes)
        )

    def goals(self, facts: Facts) -> str:
        """Return the progress of goals: ``g1 60%``."""
        return self._sure(" ".join(f"g{one.name} {_value(one)}%" for one in facts.goals))

    def movement(self, one: Measure) -> str:
        """Return what a range is of: ``neck r rot``; a girth with its place."""
        side = one.side[:1]
        if one.name == "girth":
            return f"girth {self._area(one.area)} {side}".rstrip()
        return " ".join(
            part for part in (self._area(one.area), side, self._spelt("movement", one.name)) if part
        )

    def questionnaire(self, one: Measure) -> str:
        """Return the word for an outcome measure."""
        return self._spelt("outcome", one.name)

    def activity(self, one: Measure) -> str:
        """Return the word for what a client can do; the name itself where the vocabulary has none."""
        terms = self._words.meanings(one.name)
        return next((term.short[0] for term in terms if term.kind == "activity"), one.name)

    def _found(self, parts: Sequence[AreaFinding], side: str) -> str:
        grade = next((str(one.grade) for one in parts if one.grade is not None), "")
        kinds = [self._spelt("finding", one.kind) for one in parts if one.kind and not one.negative]
        absent = [f"no {self._spelt('finding', one.kind)}" for one in parts if one.negative]
        first = f"{side[:1] or 'b'}{grade}" if grade else side[:1]
        return " ".join(part for part in (first, *dict.fromkeys(kinds), *absent) if part)

    def places(self, areas: str) -> str:
        """Return areas in a note's words as the line writes them: “right shoulder” is ``sh r``."""
        return " ".join(self._place(area) for area in areas.split(" and ") if area)

    def _place(self, area: str) -> str:
        side, _, rest = area.partition(" ")
        if side in {"left", "right"}:
            return f"{self._area(rest)} {side[:1]}"
        if area.endswith(_BOTH):
            return f"{self._area(area.removesuffix(_BOTH))} b"
        return self._area(area)

    def _area(self, name: str) -> str:
        return name if amounts.vertebra(name) else self._spelt("area", name)

    def _spelt(self, kind: Kind, name: str) -> str:
        terms = [term for term in self._words.meanings(name) if term.kind == kind]
        return terms[0].short[0] if terms else name

    def _sure(self, piece: str) -> str:
        """Return the piece, or nothing where a token of it is not plainly understood."""
        tokens = read(piece, self._words).tokens
        return piece if all(token.status is Status.UNDERSTOOD for token in tokens) else ""


def _unit(one: Measure) -> str:
    return "" if one.unit == "°" else one.unit


def _value(one: Measure) -> str:
    if one.after is not None:
        return f"{number(one.before)}>{number(one.after)}"
    value = number(one.value)
    return "wnl" if value == "within normal limits" else value
