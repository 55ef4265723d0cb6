"""The steps that a claim takes, each from the claim before to the claim after; nothing is saved here."""

from dataclasses import dataclass
from datetime import date

from charting_tui.records.answers import Adjustment, Denial, LineAnswer, PayerCheck
from charting_tui.records.claim import BeforeAnswer, Claim, ClaimState, Closing, Hold, Remittance

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
    allowed: int | None = None
    adjustments: tuple[Adjustment, ...] = ()
    """Of the claim as a whole; ``adjusted`` and ``client_owes`` are their sums with those of the lines."""
    lines: tuple[LineAnswer, ...] = ()
    check: PayerCheck | None = None


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
    """Return the claim as one for which no one is asked any more; the hold ends with it."""
    was = lifted(claim).state if claim.state is ClaimState.HELD else claim.state
    closing = Closing(reason=reason, by=by, was=was)
    return claim.model_copy(update={"state": state, "hold": None, "closing": closing})


def reopened(claim: Claim) -> Claim:
    """Return a claim that was closed as it was before."""
    was = claim.closing.was if claim.closing else ClaimState.OPEN
    return claim.model_copy(update={"state": was, "closing": None})


def written(claim: Claim, number: str, batch: str) -> Claim:
    """Return the claim as one of that batch: created, not sent."""
    return claim.model_copy(update={"state": ClaimState.WRITTEN, "batch": batch, "number": number})


def sent(claim: Claim, day: date) -> Claim:
    """Return a claim that was created as one that was sent that day."""
    return claim.model_copy(update={"state": ClaimState.SENT, "billed_on": day, "before_answers": ()})


def answered(claim: Claim, reply: PayerReply, payer: str) -> Claim:
    """Return the claim with that answer of that payer."""
    decided = reply.state in DECIDED
    before = BeforeAnswer(
        state=claim.state, payer_number=claim.payer_number, denial=claim.denial, decided=decided
    )
    changes: dict[str, object] = {
        "state": reply.state,
        "before_answers": (*claim.before_answers, before),
    }
    if reply.payer_number:
        changes["payer_number"] = reply.payer_number
    if decided:
        given = Remittance(
            received_on=reply.day,
            paid=reply.paid,
            adjusted=reply.adjusted,
            reasons=reply.reasons,
            client_owes=reply.client_owes,
            payer=payer,
            claim=claim.number,
            allowed=reply.allowed,
            adjustments=reply.adjustments,
            lines=reply.lines,
            check=reply.check,
        )
        changes["remittances"] = (*claim.remittances, given)
    if reply.state is ClaimState.DENIED:
        changes["denial"] = Denial(denied_on=reply.day, reasons=reply.reasons)
    return claim.model_copy(update=changes)


def answer_undone(claim: Claim) -> Claim:
    """Return the claim as it was before the last answer; one of an older chart goes back to being sent."""
    older = BeforeAnswer(
        state=ClaimState.SENT, payer_number=claim.payer_number, decided=claim.state in DECIDED
    )
    last = claim.before_answers[-1] if claim.before_answers else older
    return claim.model_copy(
        update={
            "state": last.state,
            "payer_number": last.payer_number,
            "denial": last.denial,
            "remittances": claim.remittances[:-1] if last.decided else claim.remittances,
            "before_answers": claim.before_answers[:-1],
        }
    )


def appealed(claim: Claim, day: date | None, due: date | None) -> Claim:
    """Return a denied claim whose appeal went out that day, or is still to go; ``due`` is its last day."""
    denial = (claim.denial or Denial()).model_copy(update={"appeal_sent_on": day, "appeal_due": due})
    return claim.model_copy(update={"denial": denial})
