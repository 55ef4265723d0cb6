"""Units against minutes: T001 to T004."""

from collections.abc import Iterator
from dataclasses import dataclass

from charting_tui.coding.units import Allocation, earned_units
from charting_tui.records.people import Role
from charting_tui.records.values import whole_number
from charting_tui.rules.case import Case, Line
from charting_tui.rules.changes import set_units
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

TIMES = "\N{MULTIPLICATION SIGN}"


@dataclass(frozen=True)
class _Day:
    """The timed lines that the payer is billed for, with what their minutes earn."""

    lines: tuple[Line, ...]
    earned: Allocation
    given: dict[str, int]
    """Units entered, by code; codes without any are absent."""
    complete: bool
    """Whether every line has its units."""


def _day(case: Case) -> _Day | None:
    """Return the timed lines, or None where there are none or minutes are wanting."""
    lines = tuple(line for line in case.payer_lines if line.timed)
    minutes: dict[str, int] = {}
    given: dict[str, int] = {}
    complete = True
    for line in lines:
        spent, units = line.service.exact_minutes, whole_number(line.claim.units)
        if spent is None or spent < 0:
            return None
        minutes[line.code] = minutes.get(line.code, 0) + spent
        if units is None:
            complete = False
        else:
            given[line.code] = given.get(line.code, 0) + units
    return _Day(lines, earned_units(minutes, case.payer.unit_rule.value), given, complete) if lines else None


def _fixes(day: _Day) -> tuple[Fix, ...]:
    """One fix for each acceptable answer."""
    fixes = []
    for answer in day.earned.acceptable:
        by_line = {
            index: units
            for code, units in answer.items()
            for index, units in _spread(day, code, units).items()
        }
        parts = ", ".join(f"{line.code} {TIMES}{by_line[line.index]}" for line in day.lines)
        fixes.append(Fix(f"Enter the units the minutes earn: {parts}", set_units(by_line)))
    return tuple(fixes)


def _spread(day: _Day, code: str, units: int) -> dict[int, int]:
    """Give a code's units to its lines: full quarter hours first, the rest to the largest remainders."""
    minutes = {line.index: line.service.exact_minutes or 0 for line in day.lines if line.code == code}
    spread = {index: spent // 15 for index, spent in minutes.items()}
    for index in sorted(minutes, key=lambda place: -(minutes[place] % 15))[: units - sum(spread.values())]:
        spread[index] += 1
    return spread


def _field(day: _Day, answer: dict[str, int]) -> str:
    """Return the units field of the code that departs furthest upward from an answer."""
    furthest = max(day.given, key=lambda code: day.given[code] - answer.get(code, 0))
    return next(line for line in day.lines if line.code == furthest and line.claim.units is not None).path(
        "units"
    )


def _units(number: int) -> str:
    return f"{number} unit" if number == 1 else f"{number} units"


def _are(number: int) -> str:
    return f"{number} is" if number == 1 else f"{number} are"


@rule(
    "T001",
    "units-exceed-minutes",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="CMS Pub. 100-04 ch. 5 §20.2",
    trips="97124, 50 minutes, 4 units",
    passes="97124, 53 minutes, 4 units",
    overrulable=False,
)
def units_exceed_minutes(case: Case) -> Iterator[Fault]:
    """More units are billed than the day's timed minutes support.

    Payers that count as Medicare does add up the minutes of all timed codes: 8 to 22 minutes earn one
    unit, 23 to 37 two, 38 to 52 three, and so on by quarter hours. Enter what the minutes earn, or
    correct the minutes if they were written wrongly.
    """
    day = _day(case) if case.payer.insures and case.payer.unit_rule.value == "cms" else None
    if day is None or not day.given:
        return
    entered = sum(day.given.values())
    if entered > day.earned.total:
        yield Fault(
            _field(day, day.earned.units),
            f"Minutes support {_units(day.earned.total)}; {_are(entered)} entered.",
            f"Enter {day.earned.total}, or correct the minutes.",
            _fixes(day),
        )


@rule(
    "T002",
    "units-below-supported",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.BILLER,
    source="CMS Pub. 100-04 ch. 5 §20.2",
    trips="97124, 60 minutes, 3 units",
    passes="97124, 60 minutes, 4 units",
)
def units_below_supported(case: Case) -> Iterator[Fault]:
    """Fewer units are billed than the written minutes support.

    That may be meant; nothing is wrong with the record.
    """
    day = _day(case)
    if day is None or not day.complete:
        return
    entered = sum(day.given.values())
    if entered < day.earned.total:
        fewest = min(day.given, key=lambda code: day.given[code] - day.earned.units[code])
        yield Fault(
            next(line for line in day.lines if line.code == fewest).path("units"),
            f"Minutes support {_units(day.earned.total)}; {_are(entered)} entered.",
            f"Enter {day.earned.total}, or leave it if fewer are meant.",
            _fixes(day),
        )


@rule(
    "T003",
    "unit-split-wrong",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="CMS Pub. 100-04 ch. 5 §20.2",
    trips="97110 33 minutes and 97140 7 minutes, billed 3 and 0",
    passes="the same, billed 2 and 1",
)
def unit_split_wrong(case: Case) -> Iterator[Fault]:
    """The total of units is right, but they stand on the wrong codes.

    Each code first gets its full quarter hours; units left over go to the codes with the most minutes
    beyond them. Equal remainders leave the choice free, and each choice is accepted.
    """
    day = _day(case) if case.payer.insures and case.payer.unit_rule.value == "cms" else None
    if day is None or not day.complete or sum(day.given.values()) != day.earned.total:
        return
    if day.given not in day.earned.acceptable:
        answer = day.earned.units
        parts = ", ".join(f"{code} {TIMES}{units}" for code, units in answer.items())
        yield Fault(
            _field(day, answer),
            "The total of units is right, but the minutes put them on other codes.",
            f"Enter {parts}{', or another equal split' if day.earned.alternatives else ''}.",
            _fixes(day),
        )


@rule(
    "T004",
    "ama-units-exceed",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="AMA/CPT midpoint rule (AAFP, PT Compliance Group)",
    trips="97140, 7 minutes, 1 unit",
    passes="97140, 8 minutes, 1 unit",
    overrulable=False,
)
def ama_units_exceed(case: Case) -> Iterator[Fault]:
    """A code has more units than its own minutes earn, for a payer that counts each code alone.

    Under the AMA's rule a unit is earned once the middle of its quarter hour is passed: 8 minutes for
    the first. Minutes of different codes are never put together.
    """
    day = _day(case) if case.payer.insures and case.payer.unit_rule.value == "ama" else None
    if day is None:
        return
    for code, entered in day.given.items():
        earned = day.earned.units[code]
        if entered > earned:
            line = next(line for line in day.lines if line.code == code and line.claim.units is not None)
            yield Fault(
                line.path("units"),
                f"The minutes of {code} support {_units(earned)}; {_are(entered)} entered.",
                f"Enter {earned}, or correct the minutes.",
                (Fix(f"Enter {_units(earned)} for {code}", set_units(_spread(day, code, earned))),),
            )


RULES = (units_exceed_minutes, units_below_supported, unit_split_wrong, ama_units_exceed)
