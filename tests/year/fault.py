"""A fault of the catalogue: what is planted where, and which rules must speak."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from charting_tui.records.chart import ClientFile, VisitFile
from charting_tui.records.claim import Draft
from tests.year.courses import Course, course

Change = Callable[[Draft], Draft]
"""What is wrong before units and charges are written out."""
FileChange = Callable[[ClientFile, date], ClientFile]
"""What is wrong in the client's file; the day is that of the visit."""
KeptChange = Callable[[VisitFile], VisitFile]
"""What is wrong after the signature."""

SUMMER = date(2026, 6, 6)


class Ending(StrEnum):
    """How far a visit has come; what is billed is judged as of the day on which it was."""

    BILLED = "billed"
    SIGNED = "signed"
    WRITTEN = "written"
    BILLED_UNSIGNED = "billed unsigned"


def as_it_is(draft: Draft) -> Draft:
    return draft


@dataclass(frozen=True)
class Fault:
    """One fault, planted once in each of its courses."""

    name: str
    """What is wrong, in words."""
    courses: str
    """Names of courses, by commas."""
    draft: Change = as_it_is
    file: FileChange | None = None
    kept: KeptChange | None = None
    visits: int = 1
    """Of a client who comes for the fault's sake: the last is the wrong one."""
    before: Change = as_it_is
    """What those before it are like."""
    number: int = 1
    """Of the first of those visits in its course; 0 is the initial one."""
    since: date = SUMMER
    """The day from which on they are."""
    ending: Ending = Ending.BILLED
    signed_after: timedelta = timedelta(minutes=4)
    same_day: bool = False
    """All visits are of one day, and all are wrong."""
    twice: bool = False
    """Two clients share the hour, and both visits are wrong."""
    speaks: str = ""
    """The rule that finds it; where it is a rule's own, that rule."""
    also: str = ""
    """Another rule that finds it too."""
    why: str = ""
    """Why two rules find it."""
    in_report: str = ""
    """The rule that speaks in the owner's report."""

    @property
    def alone(self) -> bool:
        """Whether it is a client's own and not one of a year's visits."""
        at_desk = self.ending is not Ending.BILLED or self.number != 1
        return bool(self.file) or self.visits > 1 or self.twice or self.since != SUMMER or at_desk

    @property
    def where(self) -> tuple[Course, ...]:
        return tuple(course(name.strip()) for name in self.courses.split(","))

    @property
    def rules(self) -> set[str]:
        return set(self.speaks.split()) | set(self.also.split())


def billed_to(payer: str, fault: Fault) -> Fault:
    """Return the fault with that payer in the place of the course's own, on visit, claim and policy."""

    def draft(given: Draft) -> Draft:
        changed = given.model_copy(
            update={
                "visit": given.visit.model_copy(update={"payer": payer}),
                "claim": given.claim.model_copy(update={"payer": payer}),
            }
        )
        return fault.draft(changed)

    def file(given: ClientFile, day: date) -> ClientFile:
        policies = tuple(one.model_copy(update={"payer": payer}) for one in given.coverage)
        changed = given.model_copy(update={"coverage": policies})
        return fault.file(changed, day) if fault.file else changed

    return replace(fault, draft=draft, file=file)
