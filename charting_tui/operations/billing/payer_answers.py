"""What payers answered to claims that were sent, and what follows: a corrected claim, the next payer's."""

from datetime import date, timedelta

from charting_tui.billing.claim_steps import DECIDED, PayerReply, answer_undone, answered, appealed
from charting_tui.coding.billing.visit_money import answers_that_count
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.billing.claim_acts import kept_visit, refuse_other_than_biller, save_claim
from charting_tui.operations.signing.claim_changes import fix_claim
from charting_tui.records.answers import LineAnswer, LinePayment, adjustments_beyond
from charting_tui.records.chart import Act, VisitFile
from charting_tui.records.claim import BillerChoice, Claim, ClaimLine, ClaimState, Draft, Remittance
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
    ClaimState.DENIED: _WITH_PAYER | {ClaimState.PARTLY_PAID, ClaimState.DENIED},
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
        raise NotAllowed(f"This claim is {kept.claim.state}, so you can't mark it {answer.state} now.")
    if answer.day > store.clock.today():
        raise BadInput("The response date is in the future. Correct the date.")
    if min(answer.paid, answer.adjusted, answer.client_owes) < 0:
        raise BadInput("An amount is below zero. Enter what the payer paid, and correct the claim if needed.")
    asked = kept.claim.total
    if asked is not None and answer.paid > asked:
        raise BadInput(
            f"{in_dollars(answer.paid)} is more than the {in_dollars(asked)} billed. Correct the amount."
        )
    return save_claim(store, client, kept, answered(kept.claim, answer, kept.visit.payer), Act.MARKED)


_ANSWERED = frozenset(_FROM)


def why_not_undo_answer(claim: Claim) -> str:
    """Return why the last answer to a claim cannot be undone, or nothing if it can."""
    if claim.state in _ANSWERED:
        return ""
    if claim.state is ClaimState.HELD:
        return "This claim is on hold. Remove the hold first."
    if claim.state in {ClaimState.WRITTEN_OFF, ClaimState.NOT_BILLABLE}:
        return (
            f"This claim is {claim.state}. To reopen it, press / in Unbilled, type never, then press h on it."
        )
    return f"This claim is {claim.state}, so there is no payer response to undo."


def undo_answer(store: ChartStore, client: str, visit: str) -> Claim:
    """Undo the last answer that was entered: the claim is again as before, by an event of its own."""
    refuse_other_than_biller(store)
    kept = kept_visit(store, client, visit)
    refusal = why_not_undo_answer(kept.claim)
    if refusal:
        raise NotAllowed(refusal)
    return save_claim(
        store, client, kept, answer_undone(kept.claim), Act.MARKED, told="payer response undone"
    )


def last_day_to_appeal(claim: Claim, payer: Payer) -> date | None:
    """Return the last day of an appeal against the denial; None where neither it nor the days are known."""
    denial = claim.denial
    if denial is None or denial.appeal_due is not None:
        return denial.appeal_due if denial else None
    days = payer.appeal_days
    return denial.denied_on + timedelta(days.value) if denial.denied_on and days else None


def appeal(store: ChartStore, client: str, visit: str, day: date | None, due: date | None = None) -> Claim:
    """Say that an appeal against a denial went out that day; the claim waits for the payer's answer then.

    Without a day it is not sent yet. ``due`` is the last day for it, where the payer named one.
    """
    refuse_other_than_biller(store)
    kept = kept_visit(store, client, visit)
    if kept.claim.state is not ClaimState.DENIED:
        raise NotAllowed(f"This claim is {kept.claim.state}. You can appeal only a denied claim.")
    if day is not None and day > store.clock.today():
        raise BadInput("The appeal date is in the future. Enter it once you have sent the appeal.")
    last = due or last_day_to_appeal(kept.claim, store.office.payer(kept.visit.payer))
    return save_claim(store, client, kept, appealed(kept.claim, day, last), Act.EDITED)


def bill_client(store: ChartStore, client: str, visit: str, reason: str) -> Claim:
    """Bill the client for what the payer denied; the reason why that is allowed stays in the chart."""
    refuse_other_than_biller(store)
    kept = kept_visit(store, client, visit)
    if kept.claim.state is not ClaimState.DENIED:
        raise NotAllowed(
            f"This claim is {kept.claim.state}. You can bill the client only for a denied claim."
        )
    services = tuple(
        line.model_copy(update={"bill_to": BillTo.CLIENT}) if line.bill_to is BillTo.PAYER else line
        for line in kept.visit.services
    )
    changed = kept.visit.model_copy(update={"services": services})
    opened = kept.claim.model_copy(update={"state": ClaimState.OPEN, "before_answers": ()})
    return fix_claim(store, client, kept, Draft(visit=changed, claim=opened), reason=reason)


def why_not_correct(kept: VisitFile) -> str:
    """Return why a claim cannot be corrected, or nothing if it can."""
    if kept.claim.state in _CORRECTABLE:
        return ""
    if kept.claim.state.unbilled:
        return "This claim hasn't been sent. You can change it directly."
    return f"This claim is {kept.claim.state}. You can correct it once the payer has responded."


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


def needs_payers_number(store: ChartStore, kept: VisitFile) -> bool:
    """Whether a corrected claim names the payer's number of the one before, and no answer brought it."""
    payer = store.office.payer(kept.visit.payer)
    return not _goes_as_new(kept.claim, payer) and not kept.claim.payer_number


def check_payers_number(text: str) -> None:
    """Raise BadInput for no payer's number of a claim that is to be corrected."""
    if not text.strip():
        raise BadInput("Type the payer's claim number (ICN). It is on the EOB or ERA.")


def _goes_as_new(claim: Claim, payer: Payer) -> bool:
    return claim.state is ClaimState.REJECTED or not payer.insures or not takes_replacements(payer)


def corrected(claim: Claim, payer: Payer, original: str) -> Claim:
    """Return the claim opened again; BadInput where it replaces one whose number is not known."""
    new = _goes_as_new(claim, payer)
    if not new and not original:
        raise BadInput(
            "Type the payer's claim number (ICN) of the claim you are correcting. It is on the EOB or ERA."
        )
    return claim.model_copy(
        update={
            "state": ClaimState.OPEN,
            "frequency": "1" if new else "7",
            "original_ref": "" if new else original,
            "denial": None,
            "before_answers": (),
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
        raise NotAllowed(
            f"This claim is {kept.claim.state}. You can bill the next payer once this payer has "
            "processed the claim."
        )
    policy = next_policy(chart.file.coverage, kept.visit)
    if policy is None:
        raise NotAllowed("The client has no other coverage on that date. Add it in the chart first.")
    return save_claim(store, client, kept, for_next_payer(kept, policy), Act.EDITED)


def for_next_payer(kept: VisitFile, policy: Coverage) -> Claim:
    """Return the claim for that policy's payer, with what the one before answered for each line.

    Where that was entered for the claim as a whole, the claim of several lines tells it as a whole, too.
    """
    claim = kept.claim
    answers = [one for one in answers_that_count(claim) if one.payer in {"", kept.visit.payer}]
    choice = (claim.choice or BillerChoice()).model_copy(update={"payer": policy.payer})
    after = claim.model_copy(
        update={
            "state": ClaimState.OPEN,
            "payer": policy.payer,
            "choice": choice,
            "primary_decided_on": claim.primary_decided_on or (answers[-1].received_on if answers else None),
            "first_payer_number": claim.payer_number,
            "payer_number": "",
            "frequency": "1",
            "original_ref": "",
            "denial": None,
            "before_answers": (),
        }
    )
    for line, payment in _answered_by_line(kept, answers):
        if line.first_payer is None:
            after = after.with_line(line.model_copy(update={"first_payer": payment}))
    return after


def _answered_by_line(kept: VisitFile, answers: list[Remittance]) -> list[tuple[ClaimLine, LinePayment]]:
    """Return what the payer paid and took off each line that it was billed for, as far as that is known."""
    billed = [
        kept.claim.line(service.id) for service in kept.visit.services if service.bill_to is BillTo.PAYER
    ]
    told = [one for answer in answers for one in answer.lines]
    if {line.line for line in billed} <= {one.line for one in told}:
        return [(line, _summed([one for one in told if one.line == line.line])) for line in billed]
    if len(billed) == 1:
        whole = [
            LineAnswer(line=billed[0].line, paid=one.paid, adjustments=one.every_adjustment)
            for one in answers
        ]
        return [(billed[0], _summed(whole))]
    return []


def _summed(answers: list[LineAnswer]) -> LinePayment:
    parts = tuple(part for one in answers for part in one.adjustments)
    return LinePayment(paid=sum(one.paid for one in answers), adjustments=adjustments_beyond(parts, ()))
