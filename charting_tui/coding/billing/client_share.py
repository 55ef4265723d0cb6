"""What a client owes for a visit: own lines, copay or what the payer left to them, less what was paid."""

from collections.abc import Iterable
from dataclasses import dataclass

from charting_tui.coding.billing.pricing import price
from charting_tui.records.claim import Claim, ClaimState, Draft
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
_SETTLED = frozenset({ClaimState.WRITTEN_OFF, ClaimState.NOT_BILLABLE})


@dataclass(frozen=True)
class ClientShare:
    """A client's part of one visit, in cents."""

    lines: int
    """What is billed to the client."""
    copay: int
    """What the plan asks at each visit, or what the payer has left to the client once it answered."""
    paid: int

    @property
    def owed(self) -> int:
        """All that the client is to pay."""
        return self.lines + self.copay

    @property
    def due(self) -> int:
        """What is still to be paid; below nothing where too much was."""
        return self.owed - self.paid


def client_share(
    visit: Visit,
    claim: Claim,
    payer: Payer,
    practice: Practice,
    *,
    coverage: Iterable[Coverage] = (),
    licence: LicenceType | None = None,
) -> ClientShare:
    """Return what the client owes for a visit and has paid; nothing is owed where it was written off."""
    if claim.state in _SETTLED:
        return ClientShare(0, 0, claim.client_paid)
    parties = {BillTo.CLIENT} if payer.insures else {BillTo.CLIENT, BillTo.PAYER}
    priced = price(Draft(visit=visit, claim=claim), payer, practice)
    lines = sum(line.cents or 0 for line in priced if line.service.bill_to in parties)
    insured = payer.insures and (not priced or any(line.service.bill_to is BillTo.PAYER for line in priced))
    left = _left_by_payer(claim) if insured else 0
    if insured and left is None:
        left = _copay(visit, coverage, licence)
    return ClientShare(lines, left or 0, claim.client_paid)


def _left_by_payer(claim: Claim) -> int | None:
    """Return what the payer left to the client; None while it has not decided."""
    decided = [answer for answer in claim.remittances if answer.client_owes or answer.paid]
    return sum(answer.client_owes for answer in decided) if decided else None


def _copay(visit: Visit, coverage: Iterable[Coverage], licence: LicenceType | None) -> int:
    service = _SERVICES.get(licence) if licence else None
    for policy in coverage:
        if policy.payer == visit.payer and policy.in_force(visit.date) and policy.eligibility and service:
            benefit = policy.eligibility.benefit(service)
            if benefit is not None and benefit.covered is not False:
                return benefit.copay or 0
    return 0
