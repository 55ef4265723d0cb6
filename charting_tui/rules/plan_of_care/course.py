"""The course of treatment over several visits: C026, D018 and T010."""

from collections.abc import Iterator

from charting_tui.coding.billing.pricing import PricedLine
from charting_tui.coding.diagnosis_book.diagnoses import written
from charting_tui.coding.prose.note_words import measured
from charting_tui.records.coverage import Goal
from charting_tui.records.draft_edits import set_diagnosis
from charting_tui.records.people import Role
from charting_tui.records.visit import BillTo, Visit
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.codes.licences import client_pays
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_MAINTENANCE = "maintenance"
_FIRST, _LATER = "A", "D"
_WHOLE_CODE = 8
"""Length of a code that has its seventh character, with the dot."""
_LONGEST_NAME = 24


def _before(case: Case) -> list[Visit]:
    """Return the kept earlier visits of the same payer and case that are at hand, oldest first."""
    visit = case.visit
    return [
        other
        for other in case.earlier_visits
        if other.state.kept and (other.payer, other.case) == (visit.payer, visit.case)
    ]


@rule(
    "C026",
    "maintenance-care",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="WAC 296-23-250 and insurers' pages on S8990: payers pay while there is improvement; CARC 50",
    audience=INSURERS,
    denials=("CO-50", "CO-152", "CO-P15", "M25", "N180", "N435", "N654", "N661"),
    bad="six visits with pain 6/10",
    good="pain 6/10, and 3/10 on the sixth visit",
)
def maintenance_care(case: Case) -> Iterator[Fault]:
    """No measurement has changed for several visits, and the goal is not met.

    Health plans pay while treatment restores something. Maintenance care is paid by the client, or
    billed as S8990 if a plan covers it. Measurements, scores, goal percentages, pain written as 6/10
    and degrees in Objective are compared: one must be in each of the visits, and any change counts. The
    number of visits is a setting of the payer; the default is this program's choice.
    """
    lines = tuple(
        line for line in case.payer_lines if line.procedure is None or line.procedure.kind != _MAINTENANCE
    )
    number = case.payer.no_change_visits.value
    series = [*_before(case), case.visit][-number:]
    if not case.payer.insures or not lines or not case.noted or len(series) < number or _met(case):
        return
    found = [measured(visit) for visit in series]
    throughout = [name for name in found[-1] if all(name in one for one in found)]
    changed = any(len({one[name] for one in found if name in one}) > 1 for name in set().union(*found))
    if throughout and not changed:
        name = throughout[0] if len(throughout[0]) <= _LONGEST_NAME else f"{throughout[0][:23]}…"
        yield Fault(
            "visit.note.assessment",
            f"No measurement has changed in {number} visits; {name} is the same each time.",
            "Re-measure and change the plan. Otherwise discharge the client, or have them agree to pay.",
            (Fix("Go to Assessment", jump="visit.note.assessment"), *client_pays(case, *lines)),
        )


def _met(case: Case) -> bool:
    """Whether there are goals and each is reached."""
    goals = case.visit.goals or (case.plan.goals if case.plan is not None else ())
    return bool(goals) and all(isinstance(goal, Goal) and (goal.progress or 0) >= 100 for goal in goals)  # noqa: PLR2004  percent


@rule(
    "D018",
    "initial-encounter-late",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.THERAPIST,
    source="ICD-10-CM guidelines on the 7th character, as coders teach them; the number is a setting",
    audience=INSURERS,
    bad="S13.4XXA after ten visits with it",
    good="S13.4XXD",
)
def initial_encounter_late(case: Case) -> Iterator[Fault]:
    """An injury code still has 7th character A (active treatment) after many visits.

    A is for active treatment, however many visits it takes; D is for routine care while healing. The
    number of visits is a setting of the payer; the default is this program's choice. The prescription
    decides.
    """
    if not case.bills_insurer:
        return
    before = _before(case)
    listed = [written(code) for code in case.visit.diagnoses]
    for index, code in enumerate(listed):
        if len(code) != _WHOLE_CODE or not code.endswith(_FIRST):
            continue
        times = sum(code in map(written, visit.diagnoses) for visit in before)
        if times < case.payer.initial_encounter_visits.value:
            continue
        later = case.tables.diagnosis(code[:-1] + _LATER)
        offered = later is not None and later.code not in listed
        yield Fault(
            f"visit.diagnoses[{index}]",
            f"{code} says active treatment (A), and {times} earlier visits used it too.",
            f"If the injury is healing and the prescription agrees, change the last letter to {_LATER}.",
            (Fix(f"Change to {later.code}, {later.text}", set_diagnosis(index, later.code)),)
            if later is not None and offered
            else (Fix("Go to the diagnoses", jump=f"visit.diagnoses[{index}]"),),
        )


@rule(
    "T010",
    "short-unit-pattern",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.BILLER,
    source="CMS Pub. 100-04 ch. 5 §20.2: a habit of units under 15 minutes is reviewed",
    audience=INSURERS,
    denials=("CO-151",),
    bad="ten visits of 8 minutes, 1 unit each",
    good="ten visits of 60 minutes, 4 units each",
)
def short_unit_pattern(case: Case) -> Iterator[Fault]:
    """Over several visits, the units average fewer than 15 minutes.

    Each visit may be right, but as a habit it invites an audit. There is nothing to fix in this visit.
    Minutes and number of visits are a setting of the payer; earlier visits count with the units they
    earned.
    """
    setting = case.payer.short_units.value
    series = _before(case)[-(setting.visits - 1) :]
    if not case.bills_insurer or len(series) < setting.visits - 1:
        return
    counted = [_timed(case, priced) for priced in (*map(case.priced_before, series), case.priced)]
    minutes, units = (sum(one[part] for one in counted) for part in (0, 1))
    if all(one[1] for one in counted) and minutes < setting.minutes * units:
        line = next(line for line in case.payer_lines if line.timed)
        yield Fault(
            line.path("minutes"),
            (
                f"The last {setting.visits} visits average {minutes / units:.1f} minutes per unit; "
                f"under {setting.minutes} may trigger an audit."
            ),
            "Nothing to fix in this visit. Keep entering the actual minutes.",
        )


def _timed(case: Case, priced: tuple[PricedLine, ...]) -> tuple[int, int]:
    """Return the timed minutes billed to the payer, and their units."""
    minutes = units = 0
    for line in priced:
        procedure = case.tables.procedure(line.service.code)
        if procedure is not None and procedure.timed and line.service.bill_to is BillTo.PAYER:
            minutes += max(0, line.service.exact_minutes or 0)
            units += max(0, line.units or 0)
    return minutes, units
