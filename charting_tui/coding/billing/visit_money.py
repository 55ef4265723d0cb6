"""The money of one visit: what payer and client are asked for, what they paid, and what each still owes."""

from collections.abc import Iterable
from dataclasses import dataclass

from charting_tui.coding.billing.pricing import price
from charting_tui.records.claim import Claim, ClaimState, Draft, Remittance
from charting_tui.records.coverage import Coverage
from charting_tui.records.eligibility import Service
from charting_tui.records.payer import Payer
from charting_tui.records.people import LicenceType, Practice
from charting_tui.records.visit import BillTo, Visit

_SERVICES: dict[LicenceType, Service] = {
    "LMT": "massage",
    "PT": "physical therapy",
    "PTA": "physical therapy",
    "OT": "occupational therapy",
    "OTA": "occupational therapy",
    "DC": "chiropractic",
    "LAc": "acupuncture",
}
_DONE = frozenset({ClaimState.PAID, ClaimState.ADJUSTED})
"""The payer owes nothing more: what it neither paid nor left to the client is off by contract."""
_LEFT_FOR = {"1": "deductible", "2": "coinsurance", "3": "copay"}
"""What a client is to pay, by the reason of a PR adjustment."""


@dataclass(frozen=True)
class VisitMoney:
    """One visit in cents. ``to_payer`` is what payer and client bear of it, and what is taken off."""

    to_payer: int
    """What payers are asked for."""
    lines: int
    """What is billed to the client alone."""
    payer_paid: int
    adjusted: int
    """What is taken off: by contract, or written off."""
    copay: int
    """The client's part of ``to_payer``: the plan's copay, then what the payers left to the client."""
    paid: int
    """What the client paid."""
    copay_for: str = ""
    """What the payer left it for, like “deductible, coinsurance”; empty where it did not say."""

    @property
    def payer_due(self) -> int:
        """What payers have still to pay, asked for or not."""
        return max(0, self.to_payer - self.payer_paid - self.adjusted - self.copay)

    @property
    def owed(self) -> int:
        """All that the client is to pay."""
        return self.lines + self.copay

    @property
    def due(self) -> int:
        """What the client has still to pay; below nothing where too much was paid."""
        return self.owed - self.paid

    @property
    def paid_on_lines(self) -> int:
        """What of the client's payments is for lines that no payer is asked for; these are paid first."""
        return min(self.paid, self.lines)


def visit_money(
    visit: Visit,
    claim: Claim,
    payer: Payer,
    practice: Practice,
    *,
    coverage: Iterable[Coverage] = (),
    licence: LicenceType | None = None,
) -> VisitMoney:
    """Return the money of a visit that is billed to ``payer``.

    Of a claim that was written off no one owes anything; where it is not billable at all, what the client
    paid is the client's.
    """
    parties = {BillTo.CLIENT} if payer.insures else {BillTo.CLIENT, BillTo.PAYER}
    priced = price(Draft(visit=visit, claim=claim), payer, practice)
    lines = sum(line.cents or 0 for line in priced if line.service.bill_to in parties)
    whole = sum(line.cents or 0 for line in priced if line.service.bill_to is not BillTo.NOBODY) - lines
    answers = answers_that_count(claim)
    paid = sum(one.paid for one in answers)
    if claim.state is ClaimState.NOT_BILLABLE:
        return VisitMoney(whole, 0, paid, whole - paid, 0, claim.client_paid)
    if claim.state is ClaimState.WRITTEN_OFF:
        on_lines = min(lines, claim.client_paid)
        rest = claim.client_paid - on_lines
        return VisitMoney(whole, on_lines, paid, whole - paid - rest, rest, claim.client_paid)
    insured = payer.insures and (not priced or any(line.service.bill_to is BillTo.PAYER for line in priced))
    if not insured:
        return VisitMoney(0, lines, 0, 0, 0, claim.client_paid)
    left = _left_to_client(visit, claim, answers)
    copay = _copay(visit, coverage, licence) if left is None else left
    copay = min(copay, whole) if whole else copay
    return VisitMoney(
        to_payer=whole,
        lines=lines,
        payer_paid=paid,
        adjusted=_taken_off(whole, visit, claim, answers, copay),
        copay=copay,
        paid=claim.client_paid,
        copay_for=_left_for(claim, answers[-1:]) if left else "copay" if copay and left is None else "",
    )


def answers_that_count(claim: Claim) -> tuple[Remittance, ...]:
    """Return the payers' answers to the claim as each has it last: a replacement's in place of the earlier.

    An answer without the number of a claim, as older charts have it, always counts.
    """
    last = {one.payer: one.claim for one in claim.remittances if one.claim}
    return tuple(one for one in claim.remittances if one.claim in {"", last.get(one.payer, "")})


def _left_to_client(visit: Visit, claim: Claim, answers: tuple[Remittance, ...]) -> int | None:
    """Return what payers left to the client; None while the one that is asked has not decided."""
    theirs = [one for one in answers if one.payer in {"", visit.payer}]
    if any(one.client_owes or one.paid for one in theirs) or (theirs and claim.state in _DONE):
        return sum(one.client_owes for one in theirs) or _left_on_lines(claim)
    earlier = len(theirs) < len(answers)
    return 0 if earlier else None


def _left_on_lines(claim: Claim) -> int:
    cuts = (cut for line in claim.lines if line.first_payer for cut in line.first_payer.adjustments)
    return sum(cut.cents for cut in cuts if cut.group == "PR")


def _left_for(claim: Claim, answers: tuple[Remittance, ...]) -> str:
    """Return what the money was left to the client for, by the reasons of PR adjustments."""
    cuts = [cut for answer in answers for cut in answer.every_adjustment] or [
        cut for line in claim.lines if line.first_payer for cut in line.first_payer.adjustments
    ]
    names = (_LEFT_FOR.get(cut.reason, f"PR-{cut.reason}") for cut in cuts if cut.group == "PR")
    return ", ".join(dict.fromkeys(names))


def _taken_off(whole: int, visit: Visit, claim: Claim, answers: tuple[Remittance, ...], copay: int) -> int:
    """Return what is off; what an earlier payer left to the client is all that the next one is asked for."""
    paid = sum(one.paid for one in answers)
    if claim.state in _DONE:
        return whole - paid - copay
    earlier = [one for one in answers if one.payer not in {"", visit.payer}]
    before = sum(one.adjusted for one in earlier)
    if earlier and earlier[-1].client_owes:
        before = whole - sum(one.paid for one in earlier) - earlier[-1].client_owes
    theirs = (one for one in answers if one.payer in {"", visit.payer})
    # What is denied is still asked for, until someone writes it off.
    return before + sum(one.adjusted for one in theirs if one.paid or claim.state is not ClaimState.DENIED)


def _copay(visit: Visit, coverage: Iterable[Coverage], licence: LicenceType | None) -> int:
    service = _SERVICES.get(licence) if licence else None
    for policy in coverage:
        if policy.payer == visit.payer and policy.in_force(visit.date) and policy.eligibility and service:
            benefit = policy.eligibility.benefit(service)
            if benefit is not None and benefit.covered is not False:
                return benefit.copay or 0
    return 0
