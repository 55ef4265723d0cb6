"""What payers answered to the claim of a signed visit: read from it, and saved in it."""

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.permission import May, is_allowed, signed_in
from charting_tui.records.answers import CodePayment, PayerAnswer
from charting_tui.records.chart import Act, VisitFile
from charting_tui.records.claim import Claim, ClaimState
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore

_ON_ITS_WAY = frozenset({ClaimState.WRITTEN, ClaimState.SENT, ClaimState.ACCEPTED})


def why_not_answer(store: ChartStore, kept: VisitFile) -> str:
    """Return why the person signed in may not enter what a payer answered, or nothing if they may."""
    if kept.signed is None:
        return "This visit isn't signed yet, so there is no claim for a payer to respond to."
    if not is_allowed(signed_in(store.office, store.person), May.BILL):
        return "Only a biller or the owner can enter the payer's response."
    return ""


def answer_of(kept: VisitFile) -> PayerAnswer:
    """Return what is entered of the payers' answers."""
    claim = kept.claim
    paid = ((line.code, claim.line(line.id).first_payer) for line in kept.visit.services)
    return PayerAnswer(
        payer_number=claim.payer_number,
        first_payer_on=claim.primary_decided_on,
        payments=tuple(CodePayment(code=code, payment=answer) for code, answer in paid if answer is not None),
        denial=claim.denial,
        records_request=claim.records_request,
    )


def save_answer(store: ChartStore, client: str, kept: VisitFile, answer: PayerAnswer) -> Claim:
    """Save what payers answered and return the claim; one on its way that was denied now is denied.

    BadInput where a code is not on the claim.
    """
    refusal = why_not_answer(store, kept)
    if refusal:
        raise NotAllowed(refusal)
    before = kept.claim
    denied = answer.denial is not None and answer.denial.denied_on is not None
    newly = denied and (before.denial is None or before.denial.denied_on is None)
    changes: dict[str, object] = {
        "payer_number": answer.payer_number,
        "primary_decided_on": answer.first_payer_on,
        "denial": answer.denial,
        "records_request": answer.records_request,
    }
    if newly and before.state in _ON_ITS_WAY:
        changes["state"] = ClaimState.DENIED
    claim = _with_payments(before.model_copy(update=changes), kept, answer.payments)
    how = "the payer's response"
    if claim.state is not before.state:
        how += f"; claim {before.state} → {claim.state}"
    store.commit(
        ChartChange(Act.EDITED, client, subject=kept.visit.id, claim=claim, claim_before=before, how=how)
    )
    return claim


def _with_payments(claim: Claim, kept: VisitFile, payments: tuple[CodePayment, ...]) -> Claim:
    left = list(payments)
    for service in kept.visit.services:
        code = service.code.strip().upper()
        found = next((one for one in left if one.code == code), None)
        line = claim.line(service.id)
        if found is not None:
            left.remove(found)
        if found is not None or line.first_payer is not None:
            paid = found.payment if found else None
            claim = claim.with_line(line.model_copy(update={"first_payer": paid}))
    if left:
        codes = ", ".join(service.code for service in kept.visit.services)
        raise BadInput(
            f"{left[0].code} isn't on this claim, or not that many times. The claim's codes: {codes}."
        )
    return claim
