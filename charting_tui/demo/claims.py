"""The bills of the demo's visits, from proposed to paid."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from charting_tui.coding.billing.pricing import settled
from charting_tui.demo.plan import Ending, Flaw, Plan
from charting_tui.records.answers import Denial
from charting_tui.records.claim import Claim, ClaimLine, ClaimState, Draft, Hold, Remittance
from charting_tui.records.office import Office
from charting_tui.records.visit import Visit

_HOLDS = (
    ("a call back from the adjuster", 4),
    ("the new member card", 6),
    ("the primary payer's answer", 9),
)
_LETTERS = "ABCD"
_HANDED_OVER = {
    Ending.WRITTEN: ClaimState.WRITTEN,
    Ending.SENT: ClaimState.SENT,
    Ending.ACCEPTED: ClaimState.ACCEPTED,
    Ending.REJECTED: ClaimState.REJECTED,
    Ending.PAID: ClaimState.PAID,
    Ending.PARTLY_PAID: ClaimState.PARTLY_PAID,
    Ending.DENIED: ClaimState.DENIED,
}
_APPEAL_DAYS = 180
_SHARE_PAID = {Ending.PAID: 0.78, Ending.PARTLY_PAID: 0.4, Ending.DENIED: 0.0}


def draft_claim(visit: Visit, plan: Plan, flaw: Flaw | None) -> Claim:
    """Return the claim with its modifiers and diagnosis letters, units and charges still open."""
    wants_discipline = plan.payer == "uhc" and flaw is not Flaw.NO_MODIFIER
    letters = tuple(_LETTERS[: len(visit.diagnoses)])
    return Claim(
        visit=visit.id,
        payer=plan.payer,
        lines=tuple(
            ClaimLine(line=service.id, modifiers=("GP",) if wants_discipline else (), pointers=letters)
            for service in visit.services
        ),
    )


def proposed(claim: Claim, visit: Visit, office: Office) -> Claim:
    """Return the claim as signing leaves it: every unit, charge and the total written out."""
    return settled(claim, Draft(visit=visit, claim=claim), office.payer(visit.payer), office.practice)


def billed(random: Random, claim: Claim, ending: Ending, day: date, today: date) -> Claim:
    """Return the claim as far on its way as the ending says."""
    changed = datetime.combine(min(day + timedelta(days=1), today), time(18, 30), UTC)
    if ending is Ending.NOT_BILLABLE:
        return claim.model_copy(update={"state": ClaimState.NOT_BILLABLE, "changed_at": changed})
    if ending is Ending.HELD:
        reason, days = random.choice(_HOLDS)
        hold = Hold(reason=reason, by="robin", until=today + timedelta(days=days))
        return claim.model_copy(update={"state": ClaimState.HELD, "hold": hold, "changed_at": changed})
    state = _HANDED_OVER.get(ending)
    if state is None:
        return claim
    return claim.model_copy(
        update={
            "state": state,
            "billed_on": min(day + timedelta(days=random.randint(0, 2)), today),
            "remittances": (answers := _answers(claim, ending, day, today)),
            "payer_number": f"{day:%Y%j}{claim.visit}".upper() if answers else "",
            "denial": _denial(answers[0]) if ending is Ending.DENIED and answers else None,
            "changed_at": changed,
        }
    )


def _denial(answer: Remittance) -> Denial:
    day = answer.received_on
    return Denial(denied_on=day, reasons=answer.reasons, appeal_due=day + timedelta(days=_APPEAL_DAYS))


def _answers(claim: Claim, ending: Ending, day: date, today: date) -> tuple[Remittance, ...]:
    share = _SHARE_PAID.get(ending)
    if share is None:
        return ()
    asked = claim.total or 0
    paid = round(asked * share)
    reasons = (
        () if ending is Ending.PAID else ("CO-45", "PR-2") if ending is Ending.PARTLY_PAID else ("CO-16",)
    )
    received = min(day + timedelta(days=12), today)
    return (Remittance(received_on=received, paid=paid, adjusted=asked - paid, reasons=reasons),)
