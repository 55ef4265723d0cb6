"""The report of progress: one baseline and one value now of each measure, from facts alone.

Every value stands with its day. That it rose or fell is arithmetic; whether that is better, nothing here
concludes. What no fact tells may stand in free words, so it is said not to be recorded as a value.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from charting_tui.records.coverage import Goal, PlanOfCare
from charting_tui.records.visit import Facts, Measure, Visit, VisitKind, VisitState
from charting_tui.shorthand.vocabulary import Vocabulary
from charting_tui.shorthand.write.applying import service_lines
from charting_tui.shorthand.write.wording import (
    capital,
    dated,
    listed,
    measured,
    minutes_counted,
    number,
    placed,
    placed_areas,
    scored,
    the,
)

SOURCE = "progress report"
"""What the history says the lines come from."""
_BOTH_THEN_AND_NOW = "Previous visits and this one:"
_MISSED = {
    VisitState.NO_SHOW: ("no-show", "no-shows"),
    VisitState.LATE_CANCEL: ("late cancel", "late cancels"),
    VisitState.CANCELLED: ("canceled visit", "canceled visits"),
}


@dataclass(frozen=True)
class Course:
    """The visits that a report is about."""

    since: date
    because: str
    """What was on the first day: the start of the plan of care, the last report, the first visit."""
    today: date
    visits: tuple[Visit, ...]
    """Those that were kept and charted, oldest first, with the one that reports."""
    missed: tuple[VisitState, ...]


@dataclass(frozen=True)
class _Point:
    """A value as it is told, and as a number with its unit where it is one."""

    day: date
    told: str
    amount: tuple[float, str] | None = None
    at: str = "on"
    """“before” where the day's visit tells what was so before it."""

    @property
    def dated(self) -> str:
        return f"{self.told} {self.at} {dated(self.day)}"


@dataclass
class _Given:
    """What was billed under one code over the visits."""

    visits: int = 0
    minutes: int = 0
    unknown: int = 0
    """Visits whose minutes are not known."""
    areas: dict[str, None] = field(default_factory=dict)
    techniques: dict[str, None] = field(default_factory=dict)


def course_of(visit: Visit, others: Iterable[Visit], plan: PlanOfCare | None) -> Course:
    """Return the visits of the same case since the last report, or since the plan of care began.

    A discharge looks back to the beginning of the plan; without one the first charted visit is it.
    """
    before = sorted(
        (one for one in others if one.id != visit.id and one.case == visit.case and one.date <= visit.date),
        key=lambda one: one.date,
    )
    reports = [one.date for one in before if one.state.kept and one.kind is VisitKind.PROGRESS_REPORT]
    if plan is not None and plan.last_progress_report is not None:
        reports = [*reports, plan.last_progress_report]
    past = [day for day in reports if day < visit.date]
    begun = plan.first_treatment if plan is not None else None
    charted = [one for one in before if one.state.kept and (one.note.facts or one.note.text().strip())]
    if past and visit.kind is not VisitKind.DISCHARGE:
        since, because = max(past), "the last report"
    elif begun is not None and begun <= visit.date:
        since, because = begun, "the start of the plan of care"
    else:
        since, because = min((one.date for one in charted), default=visit.date), "the first visit"
    return Course(
        since,
        because,
        visit.date,
        (*(one for one in charted if one.date >= since), visit),
        tuple(one.state for one in before if one.date >= since and one.state in _MISSED),
    )


def report(
    course: Course, plan: PlanOfCare | None, words: Vocabulary, described: Callable[[str], str] = str
) -> dict[str, list[str]]:
    """Return the lines of each section; ``described`` says in our own words what a code is."""
    since = f"since {dated(course.since)} ({course.because})"
    return {
        "subjective": [
            f"Progress {since}:",
            *_compared(course, "pain score", _pain(course)),
            *_compared(course, "measure of function", _function(course)),
        ],
        "objective": [
            *_compared(course, "range of motion", _ranges(course)),
            *_treatment(course, words, described),
            _attendance(course),
        ],
        "assessment": [
            *_compared(course, "outcome measure", _outcomes(course)),
            *_goals(course, plan),
        ],
    }


def _facts(visit: Visit) -> Facts:
    return visit.note.facts or Facts()


def _compared(course: Course, what: str, series: dict[str, list[_Point]]) -> Iterator[str]:
    """Give a line for each measure, and one where no fact of today tells any."""
    for name, points in series.items():
        yield f"{capital(name)} {_went(points)}."
    latest = max((points[-1].day for points in series.values()), default=None)
    if latest is None:
        yield f"No {what} is recorded as a value since {dated(course.since)}."
    elif latest < course.today:
        yield f"No {what} is recorded as a value after {dated(latest)}."


def _went(points: list[_Point]) -> str:
    """Return how it went from the baseline to now: “rose from … to …”; words are set side by side."""
    first, last = points[0], points[-1]
    if len(points) == 1:
        return f"was {first.dated}; no other value is recorded"
    if first.told == last.told:
        return f"was {first.dated} and is the same {last.at} {dated(last.day)}"
    if first.amount and last.amount and first.amount[1] == last.amount[1]:
        way = "rose" if last.amount[0] > first.amount[0] else "fell"
        return f"{way} from {first.dated} to {last.dated}"
    return f"was {first.dated} and {last.dated}"


def _series(named: Iterable[tuple[str, _Point]]) -> dict[str, list[_Point]]:
    """Return the values of each measure by day; of several on one day the first one stands."""
    found: dict[str, list[_Point]] = {}
    for name, point in named:
        points = found.setdefault(name, [])
        if not points or points[-1].day != point.day:
            points.append(point)
    return found


def _amount(value: str | float | None, unit: str) -> tuple[float, str] | None:
    return (float(value), unit) if isinstance(value, (int, float)) else None


def _arriving(one: Measure) -> str | float | None:
    return one.before if one.before is not None else one.value


def _pain(course: Course) -> dict[str, list[_Point]]:
    """Return pain on arrival by place: what treatment did on the day is no progress."""
    return _series(
        (f"{one.area} pain on arrival".strip(), _Point(visit.date, scored(value), _amount(value, "/10")))
        for visit in course.visits
        for one in _facts(visit).scores
        for value in (_arriving(one),)
        if value is not None
    )


def _function(course: Course) -> dict[str, list[_Point]]:
    """Return function by activity; what the first visit tells of before is the baseline."""
    found: dict[str, list[_Point]] = {}
    for visit in course.visits:
        for one in _facts(visit).function:
            points = found.setdefault(f"ability to {one.name}", [])
            now = one.after if one.after is not None else one.value
            if not points and one.before is not None and now is not None:
                points.append(_point(visit.date, one.before, one.unit, at="before"))
            if now is not None and not (points and points[-1].day == visit.date and points[-1].at == "on"):
                points.append(_point(visit.date, now, one.unit))
    return {name: points for name, points in found.items() if points}


def _point(day: date, value: str | float, unit: str, *, at: str = "on") -> _Point:
    told = value if isinstance(value, str) else measured(value, unit)
    return _Point(day, told, _amount(value, unit), at)


def _ranges(course: Course) -> dict[str, list[_Point]]:
    return _series(
        (f"{placed(one.area, one.side)} {one.name}".strip(), _point(visit.date, value, one.unit))
        for visit in course.visits
        for one in _facts(visit).ranges
        for value in (_arriving(one),)
        if value is not None
    )


def _outcomes(course: Course) -> dict[str, list[_Point]]:
    return _series(
        (f"{one.name} score", _point(visit.date, now, one.unit))
        for visit in course.visits
        for one in _facts(visit).outcomes
        for now in (one.after if one.after is not None else one.value,)
        if now is not None
    )


def _treatment(course: Course, words: Vocabulary, described: Callable[[str], str]) -> Iterator[str]:
    """Give the visits, then each code with its visits, minutes in all, techniques and areas.

    “Previous” keeps what was done then from being read as done today and proposed as a code.
    """
    given, uncoded = _given(course)
    yield f"Treatment: {_visits(len(course.visits))} from {dated(course.since)} to {dated(course.today)}."
    for code, one in given.items():
        name = words.called.get(code) or described(code)
        how = listed([way for way in one.techniques if way != name])
        parts = [f"{code}, {name}{f' ({how})' if how else ''}", _visits(one.visits)]
        parts += [f"{minutes_counted(one.minutes)} in all"] if one.minutes else []
        parts += [f"minutes not recorded at {_visits(one.unknown)}"] if one.unknown else []
        parts += [f"to {the(listed(one.areas))}"] if one.areas else []
        yield f"{_BOTH_THEN_AND_NOW} {', '.join(parts)}."
    for name, count in uncoded.items():
        yield f"{_BOTH_THEN_AND_NOW} {name}, without a code, {_visits(count)}."


def _given(course: Course) -> tuple[dict[str, _Given], Counter[str]]:
    """Return what was billed by code, and techniques that have none, over all visits."""
    given: dict[str, _Given] = {}
    uncoded: Counter[str] = Counter()
    for visit in course.visits:
        lines = visit.services or service_lines(_facts(visit))
        for code in dict.fromkeys(line.code for line in lines):
            mine = [line for line in lines if line.code == code]
            one = given.setdefault(code, _Given())
            spent = [line.exact_minutes for line in mine]
            one.visits += 1
            one.minutes += sum(minutes or 0 for minutes in spent)
            one.unknown += None in spent
            for line in mine:
                one.areas.update(dict.fromkeys(placed_areas(line.area, line.side)))
                one.techniques.update(dict.fromkeys(line.techniques))
        names = (one.technique for one in _facts(visit).treatments if not one.code)
        uncoded.update({name: 1 for name in names if name})
    return given, uncoded


def _visits(many: int) -> str:
    return f"{many} {'visit' if many == 1 else 'visits'}"


def _attendance(course: Course) -> str:
    missed = Counter(course.missed)
    told = [f"{count} {_MISSED[state][count > 1]}" for state, count in missed.items()]
    return f"Attendance: {listed(told)}." if told else "Attendance: no missed visit is recorded."


def _goals(course: Course, plan: PlanOfCare | None) -> Iterator[str]:
    goals = [
        goal if isinstance(goal, Goal) else Goal(text=goal)
        for goal in (plan.goals if plan is not None else ())
    ]
    reached: dict[str, list[_Point]] = {}
    for visit in course.visits:
        for one in _facts(visit).goals:
            points = reached.setdefault(one.name, [])
            now = one.after if one.after is not None else one.value
            if not points and one.before is not None:
                points.append(_met(visit.date, one.before, at="before"))
            if now is not None:
                points.append(_met(visit.date, now))
    for place, goal in enumerate(goals, 1):
        if points := reached.pop(str(place), []):
            how_far = _went(points)
        elif goal.progress is not None:
            how_far = f"is {goal.progress}% met, as entered in the plan of care"
        else:
            how_far = "has no progress recorded in percent"
        yield f"Goal {place} ({goal.text.strip().rstrip('.')}) {how_far}."
    for name, points in reached.items():
        yield f"Goal {name} {_went(points)}."
    if not goals and not reached:
        yield "No goal is recorded."


def _met(day: date, value: str | float, *, at: str = "on") -> _Point:
    return _Point(day, f"{number(value)}% met", _amount(value, "%"), at)
