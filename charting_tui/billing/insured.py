"""Who is insured by the policy that is billed, as every file names them."""

from dataclasses import dataclass

from charting_tui.billing.claim_data import ClaimData, Insurance, PersonData
from charting_tui.records.addresses import Address


@dataclass(frozen=True)
class InsuredParty:
    """The insured: a person, or the employer whom workers' compensation insures."""

    employer: str
    """Empty where it is a person."""
    person: PersonData
    address: Address
    member_id: str
    client_is: str
    """The client to the insured: self, spouse, child, other or employee."""


def insured_party(claim: ClaimData, policy: Insurance) -> InsuredParty:
    """Return who is insured by a policy of the claim; a client by the name on the card."""
    if holder_is_employer(claim, policy) and claim.accident:
        accident = claim.accident
        number = policy.member_id or accident.claim_number
        return InsuredParty(accident.employer, PersonData(), accident.employer_address, number, "employee")
    person = holder(policy, claim.patient)
    return InsuredParty("", person, person.address, policy.member_id, policy.relationship)


def holder_is_employer(claim: ClaimData, policy: Insurance) -> bool:
    """Whether workers' compensation insures the employer, so that the client stands as its employee."""
    workers = policy.payer.filing_kind == "WC" and policy.relationship == "self"
    return bool(workers and claim.accident and claim.accident.employer)


def holder(policy: Insurance, patient: PersonData) -> PersonData:
    """Return who holds a policy: a client by the name on the card, where another one is there."""
    named = policy.subscriber.name.family
    return policy.subscriber if named or policy.relationship != "self" else patient
