"""Entering a payer's remittance: the claims it answers, what is likely of them, and the one save of each."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from charting_tui.billing.claim_steps import PayerReply, answered
from charting_tui.coding.billing.pricing import PricedLine, price
from charting_tui.coding.billing.visit_money import answers_that_count
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.billing.claim_acts import kept_visit, refuse_other_than_biller, save_claim
from charting_tui.operations.billing.handing_over import BillableVisit
from charting_tui.operations.billing.remittance_entry import AnsweredClaim, AnsweredLine, TypedAnswer
from charting_tui.readers.dates import shown_date
from charting_tui.records.answers import LineAnswer, PayerCheck, adjustments_beyond
from charting_tui.records.chart import Act, Chart, VisitFile
from charting_tui.records.claim import Claim, ClaimState, Draft, Remittance
from charting_tui.records.visit import BillTo
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.summarise import money_of

ANSWERABLE = frozenset(
    {
        ClaimState.SENT,
        ClaimState.ACCEPTED,
        ClaimState.PAID,
        ClaimState.PARTLY_PAID,
        ClaimState.ADJUSTED,
        ClaimState.DENIED,
    }
)
"""The states in which a payer's remittance can be entered."""


def claims_to_answer(store: ChartStore, places: Iterable[BillableVisit]) -> tuple[AnsweredClaim, ...]:
    """Return the claims of these visits as the form of an answer asks for them.

    NotAllowed where one of them is with no payer, or they are of several.
    """
    refuse_other_than_biller(store)
    claims = tuple(_billed_claim(store, place) for place in places)
    payers = sorted({claim.payer for claim in claims})
    if len(payers) > 1:
        raise NotAllowed(
            f"One check comes from one payer, but these claims are for {' and '.join(payers)}. "
            "Select one payer's claims."
        )
    return claims


def _billed_claim(store: ChartStore, place: BillableVisit) -> AnsweredClaim:
    chart = store.chart(place.client, visit=place.visit)
    kept = chart.visit(place.visit)
    if kept is None:
        raise NotAllowed("This visit is no longer in the chart. Check the list again.")
    visit, claim, office = kept.visit, kept.claim, store.office
    name = chart.file.client.name
    if claim.state not in ANSWERABLE:
        raise NotAllowed(f"{name}'s claim is {claim.state}, so you can't enter a payer response now.")
    payer = office.payer(visit.payer)
    if not payer.insures:
        raise NotAllowed(
            f"{name}'s visit isn't billed to a payer. Press $ on Today to enter the client's payment."
        )
    lines = [
        line
        for line in price(Draft(visit=visit, claim=claim), payer, office.practice)
        if line.service.bill_to is BillTo.PAYER
    ]
    unanswered = kept.model_copy(update={"claim": claim.model_copy(update={"remittances": ()})})
    mine, first = _by_payer(claim, visit.payer)
    return AnsweredClaim(
        client=place.client,
        visit=place.visit,
        name=name,
        day=shown_date(visit.date),
        number=claim.number,
        payer=payer.name,
        payer_number=claim.payer_number,
        lines=tuple(AnsweredLine(line.service.id, line.service.code, line.cents or 0) for line in lines),
        allowed=_allowed_by_contract(store, kept, lines) or _allowed_last_time(chart, kept, lines),
        copay=money_of(chart, unanswered, office).copay,
        left_by_first=sum(one.client_owes for one in first) if first else None,
        paid_before=sum(one.paid for one in mine),
    )


def _by_payer(claim: Claim, payer: str) -> tuple[list[Remittance], list[Remittance]]:
    """Return what the payer answered itself to this claim, and what the one before it did."""
    answers = answers_that_count(claim)
    mine = [one for one in answers if one.payer in {"", payer} and one.claim in {"", claim.number}]
    others = [one for one in answers if one.payer not in {"", payer}]
    return mine, [one for one in others if one.payer == others[-1].payer]


def _allowed_by_contract(store: ChartStore, kept: VisitFile, lines: Sequence[PricedLine]) -> int | None:
    """Return what the fees agreed with the payer come to; None where one of the codes has none."""
    practice, payer, day = store.office.practice, kept.visit.payer, kept.visit.date
    agreed = {fee.code for fee in practice.fees if fee.payer == payer}
    if not lines or any(line.service.code not in agreed or line.units is None for line in lines):
        return None
    fees = ((practice.fee(line.service.code, day, payer) or 0) * (line.units or 0) for line in lines)
    asked = sum(line.cents or 0 for line in lines)
    return min(sum(fees), asked)


def _allowed_last_time(chart: Chart, kept: VisitFile, lines: Sequence[PricedLine]) -> int | None:
    """Return what the payer allowed for the same codes and units at an earlier visit of the client."""
    asked = Counter((line.service.code, line.cents) for line in lines)
    for other in reversed(chart.visits):
        billed = Counter(
            (service.code, other.claim.line(service.id).charge)
            for service in other.visit.services
            if service.bill_to is BillTo.PAYER
        )
        if other.visit.id == kept.visit.id or billed != asked:
            continue
        known = [one for one in other.claim.remittances if one.payer == kept.visit.payer and one.paid]
        if known and known[-1].allowed is not None:
            return known[-1].allowed
    return None


def enter_answers(
    store: ChartStore,
    answers: Sequence[tuple[AnsweredClaim, TypedAnswer]],
    check: PayerCheck,
    day: date,
) -> str:
    """Save what a payer answered to some claims on that day, and tell in a sentence what they come to.

    Each claim is saved by itself, with one event old → new; Conflict at one that someone changed keeps those
    before it.
    """
    refuse_other_than_biller(store)
    if day > store.clock.today():
        raise BadInput("The response date is in the future. Correct the date.")
    if check.paid_on is not None and check.paid_on > store.clock.today():
        raise BadInput("The check date is in the future. Correct it.")
    states: Counter[ClaimState] = Counter()
    for claim, answer in answers:
        kept = kept_visit(store, claim.client, claim.visit)
        if kept.claim.state not in ANSWERABLE:
            raise NotAllowed(
                f"{claim.name}'s claim is {kept.claim.state}, so you can't enter a payer response now."
            )
        told = f"check {check.number}" if check.number else ""
        after = answered(kept.claim, _reply(kept, answer, check, day), kept.visit.payer)
        save_claim(store, claim.client, kept, after, Act.MARKED, told=told)
        states[answer.state] += 1
    told = ", ".join(f"{count} {state}" for state, count in states.items())
    count = f"{len(answers)} {'claim is' if len(answers) == 1 else 'claims are'}"
    return f"{count} entered: {told}."


def _reply(kept: VisitFile, answer: TypedAnswer, check: PayerCheck, day: date) -> PayerReply:
    """Return the answer less what the same payer answered before: together they are what was typed."""
    before, _ = _by_payer(kept.claim, kept.visit.payer)
    by_line = answer.lines if all(one.lines for one in before) else ()
    whole = () if by_line else answer.whole.adjustments
    return PayerReply(
        answer.state,
        day,
        paid=answer.whole.paid - sum(one.paid for one in before),
        adjusted=answer.whole.taken_off - sum(one.adjusted for one in before),
        client_owes=answer.whole.client_owes - sum(one.client_owes for one in before),
        reasons=answer.reasons,
        payer_number=answer.payer_number,
        allowed=answer.whole.allowed,
        adjustments=adjustments_beyond(whole, [part for one in before for part in one.adjustments]),
        lines=tuple(_lineadjustments_beyond(line, before) for line in by_line),
        check=check if check.number or check.cents is not None or check.paid_on else None,
    )


def _lineadjustments_beyond(line: LineAnswer, before: Sequence[Remittance]) -> LineAnswer:
    earlier = [one for answer in before for one in answer.lines if one.line == line.line]
    parts = [part for one in earlier for part in one.adjustments]
    return line.model_copy(
        update={
            "paid": line.paid - sum(one.paid for one in earlier),
            "adjustments": adjustments_beyond(line.adjustments, parts),
        }
    )
