"""The minutes that the note tells against those of the lines: T020."""

from collections.abc import Iterator

from charting_tui.coding.time_told import TimeTold, time_told
from charting_tui.coding.units import units_of_minutes
from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import Case, Line
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_MOST_FIGURES = 12
_ROUNDED = 5
"""Minutes to which a note's figure may be rounded."""


@rule(
    "T020",
    "note-minutes-contradict",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Audits of timed codes: the minutes in the note against the units (AAPC; chirofreeinfo)",
    audience=INSURERS,
    denials=("N163", "N206"),
    bad="“MFR L UT 20 minutes”, and 97140 with 45 minutes",
    good="“MFR L UT 45 minutes”, and 97140 with 45 minutes",
)
def note_minutes_contradict(case: Case) -> Iterator[Fault]:
    """The note gives a treatment other minutes than its line.

    An auditor compares the two first. The objective part is read: the minutes beside a technique or a
    code, and a total of the treatment. Nothing is said where a technique stands there without minutes,
    where minutes are a range or “each side”, or where other minutes could make up the difference. How
    long the client sits, drives or sleeps, home exercises and the length of the appointment don't count.
    """
    timed = [line for line in case.lines if line.timed]
    objective = case.told.objective
    if not case.payer.insures or not case.payer_lines or not timed or not objective.strip():
        return
    if any(line.service.exact_minutes is None for line in timed):
        return
    told = time_told(objective, case.tables.vocabulary)
    entered = sum(line.service.exact_minutes or 0 for line in timed)
    if told.total is not None and told.total < entered and _differ(told.total, entered):
        yield _fault(timed, told.total, entered, "in all")
        return
    codes = frozenset(line.code for line in timed)
    elsewhere = sum(one.most for one in told.stretches if not one.codes & codes and one.timed)
    for together in _joined([one for one in told.stretches if one.codes & codes], codes):
        named = frozenset[str]().union(*(one.codes & codes for one in together))
        lines = [line for line in timed if line.code in named]
        spent = sum(line.service.exact_minutes or 0 for line in lines)
        most = sum(one.most for one in together)
        sure = [
            minutes for one in together if not one.others or one.codes <= codes for minutes in one.figures
        ]
        beside = told.beside + elsewhere
        if most + beside < spent and _differ(most + beside, spent):
            yield _fault(lines, most, spent, "")
        elif sum(sure) > spent and not any(not _differ(one, spent) for one in _sums(sure)):
            yield _fault(lines, sum(sure), spent, "")


def _sums(figures: list[int]) -> set[int]:
    """Return what some of these figures add up to: a total and its parts may stand side by side."""
    sums = {0}
    for one in figures[:_MOST_FIGURES]:
        sums |= {one + other for other in sums}
    return sums


def _differ(one: int, other: int) -> bool:
    """Whether minutes are further apart than rounding brings them, or earn other units."""
    return abs(one - other) >= _ROUNDED or units_of_minutes(one) != units_of_minutes(other)


def _joined(stretches: list[TimeTold], codes: frozenset[str]) -> list[list[TimeTold]]:
    """Part stretches so that those which name a code in common are together."""
    groups: list[tuple[frozenset[str], list[TimeTold]]] = []
    for one in stretches:
        named, members = one.codes & codes, [one]
        for group in [group for group in groups if group[0] & named]:
            groups.remove(group)
            named, members = named | group[0], [*group[1], *members]
        groups.append((named, members))
    return [members for _, members in groups]


def _fault(lines: list[Line], told: int, entered: int, words: str) -> Fault:
    codes = " and ".join(dict.fromkeys(line.code for line in lines))
    have = "has" if len({line.code for line in lines}) == 1 else "have"
    field = max(lines, key=lambda line: line.service.exact_minutes or 0).path("minutes")
    said = f"{told} minutes{f' {words}' if words else ''}"
    return Fault(
        field,
        f"The note says {said}; {codes} {have} {entered}.",
        "Correct the minutes, or what the note says of them.",
        (Fix("Go to the minutes", jump=field), Fix("Go to the objective part", jump="visit.note.objective")),
    )
