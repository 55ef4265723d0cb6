"""Units against minutes: T001 to T004."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from charting_tui.coding.billing.pricing import shared_out, timed_minutes_by_code
from charting_tui.coding.billing.units import Allocation, earned_units
from charting_tui.records.claim import Draft
from charting_tui.records.draft_edits import bill_nobody, set_units
from charting_tui.records.people import Role
from charting_tui.records.values import whole_number
from charting_tui.records.visit import BillTo
from charting_tui.rules.audience import EVERYBODY, INSURERS
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import TIMES, all_of

TOO_FEW = "too few to bill a unit"


def not_billed(codes: Iterable[str]) -> str:
    """Return what to do with codes whose minutes earn no unit."""
    return f"Do not bill {all_of(tuple(dict.fromkeys(codes)))}, or correct the minutes."


FIXES_OF_A_TIE = 4
"""Fixes that are offered where several answers are acceptable: the findings list has four keys for them."""


@dataclass(frozen=True)
class _Day:
    """The timed lines that the payer is billed for, with what their minutes earn."""

    draft: Draft
    lines: tuple[BilledLine, ...]
    entered: tuple[BilledLine, ...]
    """Those whose units someone wrote."""
    earned: Allocation
    billed: dict[str, int]
    """Units by code as they will be billed: those written, else those that the line's minutes earn."""

    @property
    def complete(self) -> bool:
        """Whether every line has its units."""
        return len(self.entered) == len(self.lines)

    @property
    def total(self) -> int:
        """The units that will be billed."""
        return sum(self.billed.values())


def _day(case: Case) -> _Day | None:
    """Return the timed lines, or None where minutes are wanting or no line has units that can be read."""
    lines = tuple(line for line in case.payer_lines if line.timed)
    minutes = [line.service.exact_minutes for line in lines]
    entered = tuple(line for line in lines if whole_number(line.claim.units) is not None)
    if not entered or any(spent is None or spent < 0 for spent in minutes):
        return None
    priced = case.priced
    billed: dict[str, int] = {}
    for line in lines:
        billed[line.code] = billed.get(line.code, 0) + (priced[line.index].units or 0)
    return _Day(case.draft, lines, entered, case.earned, billed)


def _fixes(day: _Day) -> tuple[Fix, ...]:
    """One fix for each of the first acceptable answers."""
    if not day.earned.total:
        return (_keep_off(day.lines),)
    fixes = []
    for answer in day.earned.first_answers(FIXES_OF_A_TIE):
        by_line = shared_out(day.draft, answer)
        parts = ", ".join(f"{line.code} {TIMES}{by_line[line.index]}" for line in day.lines)
        fixes.append(Fix(f"Enter the units the minutes earn: {parts}", set_units(by_line)))
    return tuple(fixes)


def _keep_off(lines: Sequence[BilledLine]) -> Fix:
    """Offer to bill no one for lines whose minutes earn no unit, as a claim has no line of none."""
    codes = " and ".join(dict.fromkeys(line.code for line in lines))
    return Fix(
        f"Keep {codes} in the record, do not bill {'it' if len(lines) == 1 else 'them'}",
        bill_nobody(*(line.index for line in lines)),
    )


def _field(day: _Day, answer: dict[str, int]) -> str:
    """Return the units field of the line, among those entered, whose code departs furthest upward."""
    furthest = max(day.entered, key=lambda line: day.billed[line.code] - answer[line.code])
    return furthest.path("units")


def _units(number: int) -> str:
    return f"{number} unit" if number == 1 else f"{number} units"


def _support(number: int) -> str:
    return f"support {_units(number)}" if number else f"are {TOO_FEW}"


def _said(number: int, *, entered: bool) -> str:
    if not entered:
        return f"{number} would be billed"
    return f"{number} is entered" if number == 1 else f"{number} are entered"


@rule(
    "T001",
    "units-exceed-minutes",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="CMS Pub. 100-04 ch. 5 §20.2",
    audience=INSURERS,
    denials=("CO-18", "CO-151", "N20", "N163", "N206", "N443"),
    bad="97124, 50 minutes, 4 units",
    good="97124, 53 minutes, 4 units",
    dismissible=False,
)
def units_exceed_minutes(case: Case) -> Iterator[Fault]:
    """More units are billed than the timed minutes support.

    Payers that use the Medicare 8-minute rule add up the minutes of all timed codes: 8 to 22 minutes
    earn one unit, 23 to 37 two, 38 to 52 three, and so on. Enter what the minutes earn, or correct the
    minutes if they are wrong. A line without units counts with the units its minutes earn. Other visits
    on the same day to the same payer are added too; there this is only a warning, because visits under
    two plans of care count separately.
    """
    day = _day(case) if case.payer.insures and case.payer.unit_rule.value == "cms" else None
    if day is not None and day.total > day.earned.total:
        yield Fault(
            _field(day, day.earned.units),
            f"The minutes {_support(day.earned.total)}; {_said(day.total, entered=day.complete)}.",
            f"Enter {_units(day.earned.total)}, or correct the minutes."
            if day.earned.total
            else not_billed(line.code for line in day.lines),
            _fixes(day),
        )
    elif day is not None and day.total:
        yield from _with_other_visits(case, day)


def _with_other_visits(case: Case, day: _Day) -> Iterator[Fault]:
    """Tell where the visits of one day bill more together than their minutes earn together."""
    minutes = Counter(timed_minutes_by_code(day.draft, BillTo.PAYER))
    elsewhere = 0
    for visit in case.earlier_visits:
        if visit.date == case.visit.date and visit.payer == case.visit.payer and visit.state.kept:
            spent = timed_minutes_by_code(Draft(visit=visit), BillTo.PAYER)
            minutes.update(spent)
            elsewhere += earned_units(spent, "cms").total
    together = earned_units(minutes, "cms").total
    if elsewhere and day.total + elsewhere > together:
        left = _units(together - elsewhere) if together > elsewhere else "nothing"
        yield Fault(
            _field(day, day.earned.units),
            (
                f"All visits that day together support {_units(together)}; with {day.total} here, "
                f"{day.total + elsewhere} are billed."
            ),
            f"Bill {left} on this visit, unless the visits are under two plans of care.",
            severity=Severity.WARNS,
        )


@rule(
    "T002",
    "units-below-supported",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.BILLER,
    source="CMS Pub. 100-04 ch. 5 §20.2",
    audience=EVERYBODY,
    bad="97124, 60 minutes, 3 units",
    good="97124, 60 minutes, 4 units",
)
def units_below_supported(case: Case) -> Iterator[Fault]:
    """Fewer units are billed than the minutes support.

    You may mean it; nothing is wrong with the record.
    """
    day = _day(case)
    if day is None or not day.complete:
        return
    if day.total < day.earned.total:
        fewest = min(day.lines, key=lambda line: day.billed[line.code] - day.earned.units[line.code])
        yield Fault(
            fewest.path("units"),
            f"The minutes support {_units(day.earned.total)}; {_said(day.total, entered=True)}.",
            f"Enter {_units(day.earned.total)}, or keep {day.total} if you mean to bill fewer.",
            _fixes(day),
        )


@rule(
    "T003",
    "unit-split-wrong",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="CMS Pub. 100-04 ch. 5 §20.2",
    audience=INSURERS,
    denials=("CO-151",),
    bad="97110 33 minutes and 97140 7 minutes, billed 3 and 0",
    good="the same, billed 2 and 1",
)
def unit_split_wrong(case: Case) -> Iterator[Fault]:
    """Total units are right, but they are on the wrong codes.

    Each code first gets its full 15-minute units. Units that are left go to the codes with the most
    remaining minutes. If the remaining minutes are equal, you choose, and each choice is accepted.
    """
    day = _day(case) if case.payer.insures and case.payer.unit_rule.value == "cms" else None
    if day is None or not day.complete or day.total != day.earned.total:
        return
    if not day.earned.accepts(day.billed):
        answer = day.earned.units
        parts = ", ".join(f"{code} {TIMES}{units}" for code, units in answer.items())
        yield Fault(
            _field(day, answer),
            "The total units are right, but the minutes call for a different split.",
            f"Enter {parts}{', or another equal split' if day.earned.tied else ''}.",
            _fixes(day),
        )


@rule(
    "T004",
    "ama-units-exceed",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="AMA/CPT midpoint rule (AAFP, PT Compliance Group)",
    audience=INSURERS,
    denials=("CO-151",),
    bad="97140, 7 minutes, 1 unit",
    good="97140, 8 minutes, 1 unit",
    dismissible=False,
)
def ama_units_exceed(case: Case) -> Iterator[Fault]:
    """A code has more units than its own minutes earn, for a payer that counts each code separately.

    Under the AMA rule, a unit is earned once its midpoint is passed: 8 minutes for the first. Minutes
    of different codes are never combined.
    """
    day = _day(case) if case.payer.insures and case.payer.unit_rule.value == "ama" else None
    if day is None:
        return
    for code in dict.fromkeys(line.code for line in day.entered):
        earned, billed = day.earned.units[code], day.billed[code]
        lines = [line for line in day.lines if line.code == code]
        if billed > earned:
            by_line = shared_out(day.draft, {code: earned})
            whole = all(line in day.entered for line in lines)
            yield Fault(
                next(line for line in lines if line in day.entered).path("units"),
                f"The minutes for {code} {_support(earned)}; {_said(billed, entered=whole)}.",
                f"Enter {_units(earned)}, or correct the minutes." if earned else not_billed((code,)),
                (
                    Fix(
                        f"Enter {_units(earned)} for {code}",
                        set_units({line.index: by_line[line.index] for line in lines}),
                    )
                    if earned
                    else _keep_off(lines),
                ),
            )
