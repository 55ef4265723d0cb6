"""Units against what a day allows: T009 and T013."""

from collections.abc import Iterator

from charting_tui.coding.billing.pricing import still_earned
from charting_tui.coding.billing.units import lowered
from charting_tui.coding.code_tables.table_rows import Program, UnitLimit
from charting_tui.records.draft_edits import bill_nobody, keep_units
from charting_tui.records.people import Role
from charting_tui.records.values import whole_number
from charting_tui.rules.audience import EVERYBODY, INSURERS
from charting_tui.rules.case import BilledLine, Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_COUNTED = frozenset({"supply", "maintenance"})
"""Kinds of which several may be given in one visit, or of which that is not known."""
_FURTHER = {"97129": "97130", "97545": "97546"}
"""Codes for the first stretch of time by those for further time; of acupuncture C009 speaks."""
_BY_LINE = 1


@rule(
    "T009",
    "untimed-code-multi-unit",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="CMS MUE, practitioner services, 2024 quarter 3: one unit per day",
    audience=EVERYBODY,
    denials=("CO-151", "M53", "N345", "N362", "N430"),
    bad="97010, 2 units",
    good="97010, 1 unit",
    silences=("T013",),
    dismissible=False,
)
def untimed_code_multi_unit(case: Case) -> Iterator[Fault]:
    """An untimed code has more than one unit.

    Packs, unattended stimulation, low-level laser, a group, an evaluation and an adjustment are one
    unit per day, however long they took and however many areas were treated. So are 97129 and 97545,
    which have add-on codes for more time. On a bill to the client this is only a warning.
    """
    for line in case.lines:
        units = whole_number(line.claim.units)
        if not line.billed or not _is_one_a_day(line) or units is None or units <= 1:
            continue
        to_payer = line in case.payer_lines and case.payer.insures
        yield Fault(
            line.path("units"),
            f"{line.code} is billed as 1 unit per day, no matter how long it took; {units} are entered.",
            f"Enter 1 unit. For more time, add {_FURTHER[line.code]}."
            if line.code in _FURTHER
            else "Enter 1 unit.",
            (_one_a_day(case, line),),
            severity=None if to_payer else Severity.WARNS,
            pair=(line.code,),
        )


def _one_a_day(case: Case, line: BilledLine) -> Fix:
    """Offer one unit for the code, and to bill no one for other lines of it."""
    others = [
        other.index
        for other in case.lines
        if other is not line and other.code == line.code and other.service.bill_to is line.service.bill_to
    ]
    label = f"Bill {line.code} once" if others else f"Enter 1 unit for {line.code}"
    return Fix(label, keep_units({line.index: 1, **dict.fromkeys(others, 0)}))


def _is_one_a_day(line: BilledLine) -> bool:
    known = line.procedure
    if known is None or known.timed or known.kind in _COUNTED:
        return False
    return known.minutes is None or line.code in _FURTHER


@rule(
    "T013",
    "mue-exceeded",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="CMS MUE: Medicare 2024 quarter 3, Medicaid 2026 quarter 1",
    audience=INSURERS.asked_by("unit_limits"),
    denials=("CO-151", "N362", "N435", "N640"),
    bad="97124, 5 units, billed to Medicare",
    good="97124, 4 units, billed to Medicare",
)
def mue_exceeded(case: Case) -> Iterator[Fault]:
    """More units of one code are billed for the day than the MUE limit allows.

    Medicare and Medicaid publish the most units of a code that are likely on one day (medically
    unlikely edits, MUE) and deny more. Whether another payer uses these limits, and whether this blocks
    billing, is a setting of the payer; a limit of 0 applies only to Medicare and Medicaid. If units are
    not entered, the units that the minutes earn are counted: a 90-minute massage earns 6.
    """
    setting = case.payer.unit_limits
    if not case.payer.insures or setting.value == "off" or not setting.holds_on(case.visit.date):
        return
    program: Program = "medicaid" if case.payer.kind == "medicaid" else "medicare"
    severity = None if setting.value == "block" else Severity.WARNS
    limited = [
        (code, limit)
        for code in dict.fromkeys(line.code for line in case.payer_lines)
        if (limit := case.tables.unit_limit(code, program)) is not None
        and (limit.units or case.payer.kind in {"medicare", "medicaid"})
    ]
    if not limited:
        return
    priced = case.priced
    for code, limit in limited:
        units = {line.index: priced[line.index].units or 0 for line in case.payer_lines if line.code == code}
        billed = max(units.values()) if limit.judged == _BY_LINE else sum(units.values())
        if billed > limit.units:
            yield _over(case, limit, units, billed, severity)


def _units(number: int) -> str:
    return f"{number} unit" if number == 1 else f"{number} units"


def _over(
    case: Case, limit: UnitLimit, units: dict[int, int], billed: int, severity: Severity | None
) -> Fault:
    most = max(units, key=lambda index: units[index])
    line = case.lines[most]
    if limit.units == 0:
        return Fault(
            line.path("code"),
            f"The MUE limit for {limit.code} is 0 units per day ({limit.as_of:%m/%Y}).",
            f"Keep {limit.code} in the record, but do not bill it.",
            tuple(
                Fix(f"Keep {limit.code} in the record, do not bill it", bill_nobody(index)) for index in units
            ),
            severity=severity,
            pair=(limit.code,),
        )
    kept = still_earned(case.draft, _capped(units, limit), case.payer, case.practice)
    now = max(kept.values()) if limit.judged == _BY_LINE else sum(kept.values())
    return Fault(
        line.path("units"),
        (
            f"The MUE limit for {limit.code} is {_units(limit.units)} "
            f"per day ({limit.as_of:%m/%Y}); {billed} are billed."
        ),
        f"Enter {_units(limit.units)}, or ask the payer before billing more.",
        (Fix(f"Bill {_units(now)} of {limit.code}", keep_units(kept)),),
        severity=severity,
        pair=(limit.code,),
    )


def _capped(units: dict[int, int], limit: UnitLimit) -> dict[int, int]:
    if limit.judged == _BY_LINE:
        return {index: min(number, limit.units) for index, number in units.items()}
    return lowered(units, limit.units)
