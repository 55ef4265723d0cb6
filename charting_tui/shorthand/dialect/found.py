"""Gathers what a line says while it is read, and hands it out as facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import TypeVar

from charting_tui.records.visit import AreaFinding, BillTo, Facts, Measure, TimeBlock, Treatment, Verbatim
from charting_tui.shorthand.dialect.amounts import Side
from charting_tui.shorthand.guided.carrying import EarlierLine
from charting_tui.shorthand.read.billing import Asked
from charting_tui.shorthand.read.statements import ClauseFacts

_T = TypeVar("_T")


@dataclass
class PlacedArea:
    """An area with its side, as the line names it."""

    name: str
    joint: bool
    token: int
    side: Side = ""
    used: bool = False

    @property
    def words(self) -> str:
        """As the note says it: “right shoulder”."""
        return {"": self.name, "both": f"{self.name} on both sides"}.get(
            self.side, f"{self.side} {self.name}"
        )


@dataclass
class GivenTreatment:
    """A treatment while its parts are read."""

    technique: str
    code: str
    token: int
    minutes: int | None = None
    areas: list[PlacedArea] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    blocks: list[TimeBlock] = field(default_factory=list)
    client_pays: bool = False
    worded: bool = False
    """Whether the note tells it in the words that were typed."""
    before: Treatment | None = None
    """The treatment of the last visit that tells where and how, where the line does not."""

    def record(self) -> Treatment:
        """Return it as a fact; the minutes of its time blocks where none are written."""
        before = self.before
        spent = self.minutes if self.minutes is not None else sum(map(_minutes_of, self.blocks)) or None
        return Treatment(
            technique=self.technique,
            minutes=spent,
            areas=tuple(dict.fromkeys(area.words for area in self.areas)) or (before.areas if before else ()),
            code=self.code,
            details=tuple(self.details) or (before.details if before else ()),
            blocks=tuple(self.blocks),
            bill_to=BillTo.CLIENT if self.client_pays else BillTo.PAYER,
            worded=self.worded,
        )


TOLD: Mapping[str, tuple[str, ...]] = {
    "subjective": ("scores", "aggravated_by", "eased_by", "symptoms", "denied", "function"),
    "objective": ("findings", "ranges", "tests", "treatments"),
    "assessment": ("responses", "goals", "outcomes"),
    "plan": ("plan", "frequency", "homework"),
}
"""The kinds of facts of each section in the order in which their sentences stand there."""


@dataclass
class Found:
    """What was found so far, by kind."""

    scores: list[Measure] = field(default_factory=list)
    aggravated_by: list[str] = field(default_factory=list)
    eased_by: list[str] = field(default_factory=list)
    symptoms: list[str] = field(default_factory=list)
    denied: list[str] = field(default_factory=list)
    findings: list[AreaFinding] = field(default_factory=list)
    ranges: list[Measure] = field(default_factory=list)
    tests: list[Measure] = field(default_factory=list)
    function: list[Measure] = field(default_factory=list)
    goals: list[Measure] = field(default_factory=list)
    outcomes: list[Measure] = field(default_factory=list)
    treatments: list[GivenTreatment] = field(default_factory=list)
    responses: list[str] = field(default_factory=list)
    frequency: str = ""
    homework: list[str] = field(default_factory=list)
    next: list[str] = field(default_factory=list)
    verbatim: list[Verbatim] = field(default_factory=list)
    health_update: str = ""
    time_in: time | None = None
    time_out: time | None = None
    mentioned: list[str] = field(default_factory=list)
    same: list[EarlierLine] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    worded: list[str] = field(default_factory=list)

    def keep(self, section: str, words: str) -> None:
        """Keep words as typed, behind the facts of their section that were told before them."""
        told = [kind for kind in TOLD[section] if self._tells(kind)]
        self.verbatim.append(
            Verbatim.model_validate({"section": section, "text": words, "behind": told[-1] if told else ""})
        )

    def _tells(self, kind: str) -> bool:
        """Whether a sentence of our own tells facts of this kind."""
        facts = self.next if kind == "plan" else getattr(self, kind)
        if isinstance(facts, str):
            return bool(facts) and facts not in self.worded
        return any(
            one not in self.worded if isinstance(one, str) else not getattr(one, "worded", False)
            for one in facts
        )

    def add(self, facts: ClauseFacts) -> None:
        """Add the facts of clauses."""
        self.scores += facts.scores
        self.findings += facts.findings
        self.ranges += facts.ranges
        self.tests += facts.tests
        self.responses += facts.responses
        self.next += facts.next
        if facts.frequency:
            self.frequency = ", then ".join(filter(None, [self.frequency, facts.frequency]))
        if facts.worded:
            self.worded += [*facts.responses, *facts.next, *filter(None, [facts.frequency])]

    def facts(self) -> Facts:
        """Return all of it as a record."""
        return Facts(
            scores=_once(self.scores),
            aggravated_by=_once(self.aggravated_by),
            eased_by=_once(self.eased_by),
            symptoms=_once(self.symptoms),
            denied=_once(self.denied),
            findings=_once(self.findings),
            ranges=_once(self.ranges),
            tests=_once(self.tests),
            function=_once(self.function),
            goals=_once(self.goals),
            outcomes=_once(self.outcomes),
            treatments=tuple(given.record() for given in self.treatments),
            responses=_once(self.responses),
            frequency=self.frequency,
            homework=_once(self.homework),
            plan=". ".join(self.next),
            verbatim=_once(self.verbatim),
            worded=_once(self.worded),
        )


def _once(facts: Iterable[_T]) -> tuple[_T, ...]:
    """Return each fact once: a line that says a thing twice says it."""
    return tuple(dict.fromkeys(facts))


def _minutes_of(block: TimeBlock) -> int:
    """Return the minutes of a block; none where it ends before it begins."""
    first, last = block.time_in, block.time_out
    return max(0, (last.hour - first.hour) * 60 + last.minute - first.minute)
