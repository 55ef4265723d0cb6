"""The report of progress: what was measured at the baseline against now, from facts alone.

Every value stands with its day, and nothing is concluded. What no fact tells may stand in free words, so
it is said to be missing among the facts, never to be missing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from charting_tui.records.coverage import Goal, PlanOfCare
from charting_tui.records.visit import Facts, Measure, Visit, VisitKind, VisitState
from charting_tui.shorthand.vocabulary import Vocabulary
from charting_tui.shorthand.wording import capital, listed, measured, number, placed, scored

SOURCE = "progress report"
"""What the history says the lines come from."""
_MISSED = {
    VisitState.NO_SHOW: ("no-show", "no-shows"),
    VisitState.LATE_CANCEL: ("late cancel", "late cancels"),
    VisitState.CANCELLED: ("cancelled visit", "cancelled visits"),
}


@dataclass(frozen=True)
class Course:
    """The visits that a report is about."""

    since: date
    because: str
    """What was on the first day: the plan of care, the last report, the first visit."""
    today: date
    visits: tuple[Visit, ...]
    """Those that were kept and charted, oldest first, with the one that reports."""
    missed: tuple[VisitState, ...]


@dataclass(frozen=True)
class _Point:
    day: date
    told: str


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
        since, because = begun, "the plan of care"
    else:
        since, because = min((one.date for one in charted), default=visit.date), "the first visit"
    return Course(
        since,
        because,
        visit.date,
        (*(one for one in charted if one.date >= since), visit),
        tuple(one.state for one in before if one.date >= since and one.state in _MISSED),
    )


def report(course: Course, plan: PlanOfCare | None, words: Vocabulary) -> dict[str, list[str]]:
    """Return the lines of each section."""
    since = f"since {_day(course.since)}, {course.because}"
    return {
        "subjective": [
            f"Progress {since}:",
            *_compared(course, "pain score", _pain(course)),
            *_compared(course, "measure of function", _function(course)),
        ],
        "objective": [
            *_compared(course, "range of motion", _ranges(course)),
            *_treatment(course, words),
        ],
        "assessment": [
            *_compared(course, "outcome measure", _outcomes(course)),
            *_goals(course, plan),
        ],
    }


def _day(day: date) -> str:
    return f"{day:%-d %b %Y}"


def _facts(visit: Visit) -> Facts:
    return visit.note.facts or Facts()


def _compared(course: Course, what: str, series: dict[str, list[_Point]]) -> Iterator[str]:
    """Give a line for each series, and one where no fact of today tells any."""
    for name, points in series.items():
        first, last = points[0], points[-1]
        if len(points) == 1:
            alone = "the only one among the recorded facts"
            yield f"{capital(name)}: {first.told} on {_day(first.day)}, {alone}."
        else:
            yield f"{capital(name)}: {first.told} on {_day(first.day)}, {last.told} on {_day(last.day)}."
    latest = max((points[-1].day for points in series.values()), default=None)
    if latest is None:
        yield f"No {what} is among the recorded facts since {_day(course.since)}."
    elif latest < course.today:
        yield f"No {what} is among the recorded facts after {_day(latest)}."


def _series(named: Iterable[tuple[str, _Point]]) -> dict[str, list[_Point]]:
    found: dict[str, list[_Point]] = {}
    for name, point in named:
        if point.told:
            found.setdefault(name, []).append(point)
    return found


def _arriving(one: Measure) -> str | float | None:
    return one.before if one.before is not None else one.value


def _pain(course: Course) -> dict[str, list[_Point]]:
    """Return pain on arrival by place: what treatment did on the day is no progress."""
    return _series(
        (f"{one.area} pain on arrival".strip(), _Point(visit.date, scored(_arriving(one))))
        for visit in course.visits
        for one in _facts(visit).scores
        if _arriving(one) is not None
    )


def _function(course: Course) -> dict[str, list[_Point]]:
    """Return function by activity; what the first visit tells of before is the baseline."""
    found: dict[str, list[_Point]] = {}
    for visit in course.visits:
        for one in _facts(visit).function:
            points = found.setdefault(f"ability to {one.name}", [])
            now = one.after if one.after is not None else one.value
            if not points and one.before is not None and now is not None:
                points.append(_Point(visit.date, f"{measured(one.before, one.unit)} before"))
            if now is not None:
                points.append(_Point(visit.date, measured(now, one.unit)))
    return {name: points for name, points in found.items() if points}


def _ranges(course: Course) -> dict[str, list[_Point]]:
    return _series(
        (f"{placed(one.area, one.side)} {one.name}".strip(), _Point(visit.date, _in_unit(one)))
        for visit in course.visits
        for one in _facts(visit).ranges
    )


def _in_unit(one: Measure) -> str:
    value = _arriving(one)
    return "" if value is None else measured(value, one.unit) if not isinstance(value, str) else value


def _outcomes(course: Course) -> dict[str, list[_Point]]:
    return _series(
        (one.name, _Point(visit.date, measured(now, one.unit) if now is not None else ""))
        for visit in course.visits
        for one in _facts(visit).outcomes
        for now in (one.after if one.after is not None else one.value,)
    )


def _treatment(course: Course, words: Vocabulary) -> Iterator[str]:
    """Give how many visits there were, what was done in them, and which were missed.

    “Previous” keeps what was done then from being read as done today and proposed as a code.
    """
    given = Counter(
        name
        for visit in course.visits
        for name in dict.fromkeys(
            one.technique or words.called.get(one.code, one.code) for one in _facts(visit).treatments
        )
    )
    many = len(course.visits)
    done = listed([f"{name} at {count}" for name, count in given.items()])
    facts = f": by the recorded facts, {done}" if done else ""
    visits = f"{many} {'visit' if many == 1 else 'visits'} from {_day(course.since)} to {_day(course.today)}"
    yield f"Treatment at previous visits and at this one: {visits}{facts}."
    missed = Counter(course.missed)
    told = [f"{count} {_MISSED[state][count > 1]}" for state, count in missed.items()]
    yield f"Attendance: {listed(told)}." if told else "Attendance: no missed visit is recorded."


def _goals(course: Course, plan: PlanOfCare | None) -> Iterator[str]:
    goals = [
        goal if isinstance(goal, Goal) else Goal(text=goal)
        for goal in (plan.goals if plan is not None else ())
    ]
    reached: dict[str, _Point] = {}
    for visit in course.visits:
        for one in _facts(visit).goals:
            now = one.after if one.after is not None else one.value
            reached[one.name] = _Point(visit.date, f"{number(now)}%")
    for place, goal in enumerate(goals, 1):
        if point := reached.pop(str(place), None):
            how_far = f"{point.told} met on {_day(point.day)}"
        elif goal.progress is not None:
            how_far = f"{goal.progress}% met, as entered in the plan of care"
        else:
            how_far = "how far it is met is not among the recorded facts"
        yield f"Goal {place}, {goal.text}: {how_far}."
    for name, point in reached.items():
        yield f"Goal {name}: {point.told} met on {_day(point.day)}."
    if not goals and not reached:
        yield "No goal is among the recorded facts."
