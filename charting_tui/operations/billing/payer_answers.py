"""What payers answered to claims that were sent, and what follows: a corrected claim, the next payer's."""

from charting_tui.billing.claim_steps import DECIDED, PayerReply, answered
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.billing.claim_acts import kept_visit, refuse_other_than_biller, save_claim
from charting_tui.records.answers import LinePayment
from charting_tui.records.chart import Act, VisitFile
from charting_tui.records.claim import BillerChoice, Claim, ClaimLine, ClaimState
from charting_tui.records.coverage import Coverage
from charting_tui.records.payer import Payer
from charting_tui.records.values import in_dollars
from charting_tui.records.visit import BillTo, Visit
from charting_tui.store.chart_store import ChartStore

_ORDER = ("primary", "secondary", "tertiary")
_WITH_PAYER = frozenset({ClaimState.SENT, ClaimState.ACCEPTED})
_FROM = {
    ClaimState.ACCEPTED: frozenset({ClaimState.SENT}),
    ClaimState.REJECTED: _WITH_PAYER,
    ClaimState.DENIED: _WITH_PAYER | {ClaimState.PARTLY_PAID},
    ClaimState.PAID: _WITH_PAYER | {ClaimState.PARTLY_PAID, ClaimState.DENIED},
    ClaimState.PARTLY_PAID: _WITH_PAYER | {ClaimState.PARTLY_PAID, ClaimState.DENIED},
    ClaimState.ADJUSTED: _WITH_PAYER | {ClaimState.PARTLY_PAID},
}
"""By the state that an answer leads to, those in which a claim can be answered so."""
ANSWERS = tuple(_FROM)
_CORRECTABLE = frozenset(
    {
        ClaimState.ACCEPTED,
        ClaimState.REJECTED,
        ClaimState.DENIED,
        ClaimState.PAID,
        ClaimState.PARTLY_PAID,
        ClaimState.ADJUSTED,
    }
)


def mark_answer(store: ChartStore, client: str, visit: str, answer: PayerReply) -> Claim:
    """Enter what a payer answered; NotAllowed where the claim is not with a payer."""
    refuse_other_than_biller(store)
    kept = kept_visit(store, client, visit)
    allowed = _FROM.get(answer.state, frozenset())
    if kept.claim.state not in allowed:
        raise NotAllowed(f"This claim is {kept.claim.state}; it can't be marked {answer.state} now.")
    if answer.day > store.clock.today():
        raise BadInput("The answer's day is still to come. Correct the date.")
    if min(answer.paid, answer.adjusted, answer.client_owes) < 0:
        raise BadInput("An amount is less than nothing. Type what was paid, and correct the claim if needed.")
    asked = kept.claim.total
    if asked is not None and answer.paid > asked:
        raise BadInput(f"{in_dollars(answer.paid)} is more than the {in_dollars(asked)} that was asked.")
    return save_claim(store, client, kept, answered(kept.claim, answer, kept.visit.payer), Act.MARKED)


def why_not_correct(kept: VisitFile) -> str:
    """Return why a claim cannot be corrected, or nothing if it can."""
    if kept.claim.state in _CORRECTABLE:
        return ""
    if kept.claim.state.unbilled:
        return "This claim is not sent, so change it as it stands."
    return f"This claim is {kept.claim.state}; correct it once the payer has answered."


def correct(store: ChartStore, client: str, visit: str, original: str = "") -> Claim:
    """Open a claim again so that it goes out corrected: it replaces the one that the payer has.

    ``original`` is the payer's number of that one, where no answer brought it. A claim that was rejected
    never was the payer's, and some payers take no replacement: then it goes out as a new one.
    """
    refuse_other_than_biller(store)
    kept = kept_visit(store, client, visit)
    refusal = why_not_correct(kept)
    if refusal:
        raise NotAllowed(refusal)
    payer = store.office.payer(kept.visit.payer)
    number = "".join(original.split()) or kept.claim.payer_number
    return save_claim(store, client, kept, corrected(kept.claim, payer, number), Act.EDITED)


def takes_replacements(payer: Payer) -> bool:
    """Whether a payer takes a claim in the place of an earlier one; Medicare does not."""
    if payer.takes_replacements is not None:
        return payer.takes_replacements.value
    return payer.kind != "medicare"


def corrected(claim: Claim, payer: Payer, original: str) -> Claim:
    """Return the claim opened again; BadInput where it replaces one whose number is not known."""
    new = claim.state is ClaimState.REJECTED or not payer.insures or not takes_replacements(payer)
    if not new and not original:
        raise BadInput("Type the payer's number of the claim that is corrected; it is on the EOB or ERA.")
    return claim.model_copy(
        update={
            "state": ClaimState.OPEN,
            "frequency": "1" if new else "7",
            "original_ref": "" if new else original,
            "denial": None,
        }
    )


def next_policy(coverage: tuple[Coverage, ...], visit: Visit) -> Coverage | None:
    """Return the client's policy that comes after the payer of the visit, or None."""
    held = [one for one in coverage if one.in_force(visit.date)]
    now = next((one for one in held if one.payer == visit.payer), None)
    later = [one for one in held if now and _ORDER.index(one.order) > _ORDER.index(now.order)]
    return min(later, key=lambda one: _ORDER.index(one.order), default=None)


def bill_next_payer(store: ChartStore, client: str, visit: str) -> Claim:
    """Open the claim of the client's next policy, with what the payer before it decided."""
    refuse_other_than_biller(store)
    chart = store.chart(client, visit=visit, earlier=0)
    kept = kept_visit(store, client, visit)
    if kept.claim.state not in DECIDED:
        raise NotAllowed(f"This claim is {kept.claim.state}; the next payer is billed once it is decided.")
    policy = next_policy(chart.file.coverage, kept.visit)
    if policy is None:
        raise NotAllowed("The client has no further policy on that day. Add it in the chart first.")
    return save_claim(store, client, kept, for_next_payer(kept, policy), Act.EDITED)


def for_next_payer(kept: VisitFile, policy: Coverage) -> Claim:
    """Return the claim for that policy's payer; its lines share what the one before paid."""
    claim = kept.claim
    last = claim.remittances[-1] if claim.remittances else None
    choice = (claim.choice or BillerChoice()).model_copy(update={"payer": policy.payer})
    after = claim.model_copy(
        update={
            "state": ClaimState.OPEN,
            "payer": policy.payer,
            "choice": choice,
            "primary_decided_on": claim.primary_decided_on or (last.received_on if last else None),
            "first_payer_number": claim.payer_number,
            "payer_number": "",
            "frequency": "1",
            "original_ref": "",
            "denial": None,
        }
    )
    for line, cents in _shared(kept, last.paid if last else 0):
        if line.first_payer is None:
            after = after.with_line(line.model_copy(update={"first_payer": LinePayment(paid=cents)}))
    return after


def _shared(kept: VisitFile, paid: int) -> list[tuple[ClaimLine, int]]:
    """Share what was paid for the whole claim among its lines by their charges, to the cent."""
    billed = [
        kept.claim.line(service.id) for service in kept.visit.services if service.bill_to is BillTo.PAYER
    ]
    charges = [line.charge or 0 for line in billed]
    whole = sum(charges) or 1
    shares = [paid * charge // whole for charge in charges]
    if shares:
        shares[0] += paid - sum(shares)
    return list(zip(billed, shares, strict=True))
