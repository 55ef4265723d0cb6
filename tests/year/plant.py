"""The clinic of the year: right visits over 52 weeks, and among them the faults of the catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from charting_tui.demo.conditions import client_names
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.claim import Draft
from charting_tui.records.office import Office
from tests.year.book import TODAY, Weekends, When, year_of
from tests.year.catalogue import FAULTS
from tests.year.client import file_of
from tests.year.courses import COURSES, Course
from tests.year.fault import Ending, Fault
from tests.year.office import office
from tests.year.visit import billed, right_draft, signed, written

_FIRST_WRONG = 2
"""From this visit of a year on every second may be wrong, so that each has right ones on both sides."""


@dataclass(frozen=True)
class Planted:
    """A wrong visit: which fault is in it."""

    fault: Fault
    course: Course
    client: str
    draft: Draft
    """As it was written, before anything was signed and settled."""


@dataclass(frozen=True)
class Clinic:
    """Charts, and what is wrong in them."""

    office: Office
    charts: list[Chart] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)
    course_of: dict[str, Course] = field(default_factory=dict)
    """By the ids of charts: y01 comes for a year, f001 for the sake of a fault."""


def clinic() -> Clinic:
    made = Clinic(office())
    names = client_names(Random(1))
    in_years, alone = _shared_out()
    for at, course in enumerate(COURSES):
        client = _known(made, f"y{at:02}", course)
        when = year_of(course)
        file = file_of(course, client, next(names), when[0][0], when[-1][0])
        visits = tuple(_a_year(made, course, client, in_years[course.name]))
        made.charts.append(Chart(file=file, revision=1, visits=visits))
    weekends = Weekends()
    for fault, course in alone:
        when = list(_hours(fault, course, weekends))
        last = when[-1][0]
        for _ in range(1 + fault.twice):
            client = _known(made, f"f{len(made.charts) - len(COURSES):03}", course)
            file = file_of(course, client, next(names), when[0][0], max(last, TODAY))
            file = fault.file(file, last) if fault.file else file
            visits = tuple(_for_a_fault(made, fault, (client, course), when))
            made.charts.append(Chart(file=file, revision=1, visits=visits))
    return made


def _known(made: Clinic, client: str, course: Course) -> str:
    made.course_of[client] = course
    return client


def _shared_out() -> tuple[dict[str, list[Fault]], list[tuple[Fault, Course]]]:
    """Return the faults that lie within a year, by course, and those for whose sake somebody comes."""
    in_years: dict[str, list[Fault]] = {one.name: [] for one in COURSES}
    alone: list[tuple[Fault, Course]] = []
    for fault in FAULTS:
        for course in fault.where:
            here = in_years[course.name]
            if fault.alone or _FIRST_WRONG + 2 * len(here) >= course.visits:
                alone.append((fault, course))
            else:
                here.append(fault)
    return in_years, alone


def _a_year(made: Clinic, course: Course, client: str, faults: list[Fault]) -> Iterator[VisitFile]:
    wrong = {_FIRST_WRONG + 2 * place: fault for place, fault in enumerate(faults)}
    for number, (day, slot) in enumerate(year_of(course)):
        draft, fault = right_draft(course, client, number, day, slot), wrong.get(number)
        if fault is None:
            yield billed(signed(written(draft, made.office), client))
        else:
            yield _wrong(made, Planted(fault, course, client, fault.draft(_by_hand(draft))))


def _hours(fault: Fault, course: Course, weekends: Weekends) -> Iterator[When]:
    since, at_once = fault.since, fault.visits if fault.same_day else 1
    for _ in range(fault.visits // at_once):
        taken = weekends.take(course.therapist, since, at_once)
        yield from taken
        since = taken[-1][0] + timedelta(days=5)


def _for_a_fault(
    made: Clinic, fault: Fault, who: tuple[str, Course], when: list[When]
) -> Iterator[VisitFile]:
    client, course = who
    for place, (day, slot) in enumerate(when):
        draft = _by_hand(right_draft(course, client, fault.number + place, day, slot))
        if fault.same_day or place == len(when) - 1:
            yield _wrong(made, Planted(fault, course, client, fault.draft(draft)))
        else:
            yield billed(signed(written(fault.before(draft), made.office), client))


def _by_hand(draft: Draft) -> Draft:
    """Leave a note its words alone, as if no quick line had been typed."""
    note = draft.visit.note.model_copy(update={"facts": None})
    return draft.model_copy(update={"visit": draft.visit.model_copy(update={"note": note})})


def _wrong(made: Clinic, planted: Planted) -> VisitFile:
    made.planted.append(planted)
    fault, kept = planted.fault, written(planted.draft, made.office)
    if fault.ending in {Ending.BILLED, Ending.SIGNED}:
        kept = signed(kept, planted.client, fault.signed_after)
    if fault.ending in {Ending.BILLED, Ending.BILLED_UNSIGNED}:
        kept = billed(kept)
    return fault.kept(kept) if fault.kept else kept
