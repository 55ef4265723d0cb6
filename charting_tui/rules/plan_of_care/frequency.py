"""How often the plan says, against how often the client comes: A051."""

from collections.abc import Iterator
from datetime import timedelta

from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.authorization.prescription import prescription_asked_for
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.plan_of_care.plan_of_care import plan_need
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import ordinal


@rule(
    "A051",
    "more-often-than-planned",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="CARC 151 and remark N351: more visits than the plan or prescription says; CARC 198",
    audience=INSURERS,
    denials=("CO-151", "CO-198", "N351", "N640"),
    bad="the third visit in a week, planned for two",
    good="the second visit in the week",
)
def more_often_than_planned(case: Case) -> Iterator[Fault]:
    """The client comes more often per week than the plan of care or the prescription says.

    Only the number of times per week entered there counts; text is not read. The prescription counts
    for payers that require one, the plan for payers that pay under one. The 7 days up to the visit are
    checked.
    """
    if not case.bills_insurer or not case.visit.state.kept:
        return
    day = case.visit.date
    number = 1 + len({one for one in case.days_of_payer_before if day - timedelta(days=7) < one < day})
    planned = case.plan.times_per_week if case.plan is not None and plan_need(case) is not None else None
    ordered = case.referral.times_per_week if case.referral and prescription_asked_for(case) else None
    for most, field, words in (
        (planned, "plan_of_care.times_per_week", "plan of care"),
        (ordered, "referral.times_per_week", "prescription"),
    ):
        if most is not None and number > most:
            yield Fault(
                field,
                f"This is the {ordinal(number)} visit in 7 days; the {words} says {most} per week.",
                f"Stay within {most} per week, or have the prescriber approve a change before more visits.",
                (Fix(f"Go to the {words}", jump=field),),
            )
            return
