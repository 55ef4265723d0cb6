"""What a superbill lacks for which a client's insurer would refuse it, and where each is entered."""

from collections.abc import Iterator
from datetime import date

from charting_tui.billing.claim_data import ClaimData

_STAFF = "Enter it in Settings (o), staff tab."
_PRACTICE = "Enter it in Settings (o), practice tab."
_CHART = "Enter it in the client's chart (c)."
_VISIT = "Choose it in the visit before signing (Ctrl+O); you can't add it later."


def superbill_gaps(claim: ClaimData, *, signed_on: date | None) -> tuple[str, ...]:
    """Return a sentence for each thing that is missing: the fault, and where it is entered."""
    return tuple(f"{fault} {fix}" for fault, fix in _gaps(claim, signed_on))


def _gaps(claim: ClaimData, signed_on: date | None) -> Iterator[tuple[str, str]]:
    treating = claim.rendering or claim.billing
    name = treating.organization or f"{treating.person.given} {treating.person.family}".strip()
    found = (
        (bool(claim.diagnoses), "The diagnosis is missing.", _VISIT),
        (signed_on is not None, "The note is not signed.", "Its therapist has to sign it (Ctrl+R)."),
        (
            bool(treating.license_number),
            f"The license number of {name or 'the therapist'} is missing.",
            _STAFF,
        ),
        (
            bool(treating.npi or claim.billing.npi),
            f"The NPI of {name or 'the therapist'} is missing.",
            _STAFF,
        ),
        (bool(claim.billing.tax_id or treating.tax_id), "The practice's tax ID is missing.", _PRACTICE),
        (bool(claim.billing.address.line), "The practice's address is missing.", _PRACTICE),
        (claim.patient.birth_date is not None, "The client's birth date is missing.", _CHART),
        (bool(claim.patient.address.line), "The client's address is missing.", _CHART),
        (all(line.charge for line in claim.lines), "A code has no charge.", "Enter its fee in Settings (o)."),
    )
    yield from ((fault, fix) for known, fault, fix in found if not known)
