"""The steps that a claim takes, each from the claim before to the claim after; nothing is saved here."""

from dataclasses import dataclass
from datetime import date

from charting_tui.records.answers import Denial
from charting_tui.records.claim import Claim, ClaimState, Closing, Hold, Remittance

DECIDED = frozenset({ClaimState.PAID, ClaimState.PARTLY_PAID, ClaimState.ADJUSTED, ClaimState.DENIED})
"""The states in which a payer has decided."""


@dataclass(frozen=True)
class PayerReply:
    """One answer of a payer, as it is entered; money in cents."""

    state: ClaimState
    day: date
    paid: int = 0
    adjusted: int = 0
    client_owes: int = 0
    reasons: tuple[str, ...] = ()
    payer_number: str = ""


def held(claim: Claim, reason: str, by: str, until: date | None = None) -> Claim:
    """Return the claim held for a reason; a hold that is changed keeps what the claim was before."""
    was = claim.hold.was if claim.hold and claim.state is ClaimState.HELD else claim.state
    waits = Hold(reason=reason, by=by, until=until, was=was)
    return claim.model_copy(update={"state": ClaimState.HELD, "hold": waits})


def lifted(claim: Claim) -> Claim:
    """Return the claim without its hold."""
    was = claim.hold.was if claim.hold else ClaimState.OPEN
    return claim.model_copy(update={"state": was, "hold": None})


def closed(claim: Claim, state: ClaimState, reason: str, by: str) -> Claim:
    """Return the claim as one for which nobody is asked any more."""
    return claim.model_copy(update={"state": state, "hold": None, "closing": Closing(reason=reason, by=by)})


def written(claim: Claim, number: str, batch: str) -> Claim:
    """Return the claim as one of that batch: created, not sent."""
    return claim.model_copy(update={"state": ClaimState.WRITTEN, "batch": batch, "number": number})


def sent(claim: Claim, day: date) -> Claim:
    """Return a claim that was created as one that was sent that day."""
    return claim.model_copy(update={"state": ClaimState.SENT, "billed_on": day})


def answered(claim: Claim, reply: PayerReply, payer: str) -> Claim:
    """Return the claim with that answer of that payer."""
    changes: dict[str, object] = {"state": reply.state}
    if reply.payer_number:
        changes["payer_number"] = reply.payer_number
    if reply.state in DECIDED:
        given = Remittance(
            received_on=reply.day,
            paid=reply.paid,
            adjusted=reply.adjusted,
            reasons=reply.reasons,
            client_owes=reply.client_owes,
            payer=payer,
            claim=claim.number,
        )
        changes["remittances"] = (*claim.remittances, given)
    if reply.state is ClaimState.DENIED:
        changes["denial"] = Denial(denied_on=reply.day, reasons=reply.reasons)
    return claim.model_copy(update=changes)
