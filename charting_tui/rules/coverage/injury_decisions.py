"""What the insurer of an injury decided, and what it still pays: A055 to A058, A064."""

from collections.abc import Iterator
from datetime import date

from charting_tui.coding.diagnosis_book.diagnoses import CATEGORY, written
from charting_tui.records.people import Role
from charting_tui.rules.audience import only
from charting_tui.rules.case import GROUND, Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import after, payer_name

_GO = (Fix("Go to the cases", jump="case"),)
_ADJUSTMENTS = frozenset({"98940", "98941", "98942"})
_FLORIDA = "FL"
_FLORIDA_DAYS = 14
_FLORIDA_SINCE = date(2013, 1, 1)


@rule(
    "A055",
    "first-treatment-missing",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="Noridian, chiropractic: the initial treatment date on each claim (item 14); MA122, MA130",
    audience=only("medicare"),
    denials=("CO-16", "MA122", "MA130", "N797"),
    bad="98940-AT billed to Medicare, no date of first treatment on file",
    good="the same, with the first treatment date in the plan of care",
)
def first_treatment_missing(case: Case) -> Iterator[Fault]:
    """An adjustment is billed to Medicare, but no first treatment date is on file.

    The claim shows it in item 14 (qualifier 454); without it, Medicare returns the claim. Enter it in
    the plan of care, or as the onset date of a case.
    """
    line = next((one for one in case.payer_lines if one.code in _ADJUSTMENTS), None)
    if line is None or case.payer.kind != "medicare" or not case.knows("plan_of_care"):
        return
    begun = case.plan.first_treatment if case.plan else None
    onset = (case.injury.onset_date or case.injury.injury_date) if case.injury else None
    if begun is None and onset is None:
        yield Fault(
            "plan_of_care.first_treatment",
            f"{line.code} is billed to Medicare, but no first treatment date is on file.",
            "In the plan of care, enter the date this course of treatment began.",
            (Fix("Go to the plan of care", jump="plan_of_care.first_treatment"),),
            missing=True,
        )


@rule(
    "A056",
    "injury-claim-denied",
    Severity.WARNS,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source="Denial reasons CARC P2, P4 and P8: the injury claim is denied or not decided",
    audience=only("auto", "workers compensation"),
    denials=("CO-P2", "CO-P4", "CO-P6", "CO-P8", "N436", "N581", "N725"),
    bad="workers' compensation denied the claim",
    good="it accepted the claim",
)
def injury_claim_denied(case: Case) -> Iterator[Fault]:
    """The insurer denied the injury claim. If the insurer has not decided yet, this is only information."""
    injury = case.injury
    decision = injury.decision if injury is not None else None
    if case.payer.kind not in GROUND or not case.payer_lines or decision is None:
        return
    if decision.status not in {"denied", "open"}:
        return
    refused, as_of = (
        decision.status == "denied",
        f" as of {decision.as_of:%m/%d/%Y}" if decision.as_of else "",
    )
    yield Fault(
        "case.decision.status",
        f"{payer_name(case, 30)} {'denied' if refused else 'has not allowed or denied'} "
        f"this injury claim{'' if refused else ' yet'}{as_of}.",
        "Bill the health plan and send the denial letter, or bill the client."
        if refused
        else "Check the claim every month, and watch the timely filing limits of other payers.",
        _GO,
        severity=None if refused else Severity.ADVISES,
    )


@rule(
    "A057",
    "condition-not-accepted",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Remarks N607 and N576, CARC 219: not a condition accepted on the injury claim",
    audience=only("auto", "workers compensation"),
    denials=("CO-219", "N576", "N607"),
    bad="M25.511, but the claim accepted only S13.4XXA",
    good="S13.4XXD",
)
def condition_not_accepted(case: Case) -> Iterator[Fault]:
    """None of the visit's diagnoses was accepted by the insurer for this injury.

    Codes of the same category match. If the insurer named no conditions, nothing is reported.
    """
    injury = case.injury
    decision = injury.decision if injury is not None else None
    if case.payer.kind not in GROUND or not case.payer_lines or decision is None:
        return
    accepted = {written(code)[:CATEGORY] for code in decision.accepted if code.strip()}
    codes = [written(code) for code in case.visit.diagnoses if code.strip()]
    if accepted and codes and not any(code[:CATEGORY] in accepted for code in codes):
        yield Fault(
            "case.decision.accepted",
            (
                f"{payer_name(case, 24)} accepted {', '.join(decision.accepted[:2])}, but the "
                f"claim has {codes[0]}."
            ),
            f"Ask the claim manager to add {codes[0]}, or bill an accepted condition if you treated it.",
            _GO,
        )


@rule(
    "A058",
    "injury-money-used",
    Severity.WARNS,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source="CARC 119 and remark N587: the policy limit for the injury is used up",
    audience=only("auto", "workers compensation"),
    denials=("CO-119", "CO-21", "N587"),
    bad="$10,000.00 of $10,000.00 paid",
    good="$4,000.00 of $10,000.00 paid",
)
def injury_money_used(case: Case) -> Iterator[Fault]:
    """The insurer's dollar limit for this injury is used up, by what is on file."""
    money = case.injury.money if case.injury is not None else None
    if case.payer.kind not in GROUND or not case.payer_lines or money is None or money.left != 0:
        return
    yield Fault(
        "case.money.paid",
        f"The coverage limit for this injury is used up ({payer_name(case)}).",
        "Get an exhaustion letter from the insurer, and send it with the claim to the next payer.",
        _GO,
    )


@rule(
    "A064",
    "florida-first-treatment-late",
    Severity.WARNS,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source=(
        "Fla. Stat. 627.736(1)(a), since 01/01/2013: first care within 14 days of the accident; CARC P21"
    ),
    audience=only("auto"),
    denials=("CO-P21",),
    bad="the first visit 20 days after the accident, billed to Florida PIP",
    good="the first visit 10 days after it",
)
def florida_first_treatment_late(case: Case) -> Iterator[Fault]:
    """Florida auto insurance (PIP) pays only if the client was treated within 14 days of the accident.

    The first care may have been somewhere else, such as a hospital: enter that date as the onset of the
    case. Reported only if the first visit here is in the chart.
    """
    state, injury = case.payer.state, case.injury
    if case.payer.kind != "auto" or state is None or state.value.strip().upper() != _FLORIDA:
        return
    if injury is None or injury.injury_date is None or injury.injury_date < _FLORIDA_SINCE:
        return
    if not case.payer_lines or not case.knows("earlier_visits"):
        return
    seen = [one.date for one in case.earlier_visits if one.state.kept]
    if (case.visits_before or 0) > len(seen):
        return
    first = injury.onset_date or min((*seen, case.visit.date))
    if first > after(injury.injury_date, _FLORIDA_DAYS):
        yield Fault(
            "case.onset_date",
            f"First treatment on file is {first:%m/%d/%Y}, over 14 days after the accident (Florida PIP).",
            "If the client was treated elsewhere earlier, enter that date as the onset date.",
            _GO,
        )
