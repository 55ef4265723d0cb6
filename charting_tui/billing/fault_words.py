"""What is wrong with a claim, and how its fields are called when that is said."""

from charting_tui.records.values import Record

_OWNERS = (
    ("insurance.subscriber", "the subscriber"),
    ("insurance.payer", "the payer"),
    ("insurance", "the insurance"),
    ("patient", "the client"),
    ("billing", "the billing provider"),
    ("rendering", "the therapist"),
    ("referring", "the referring provider"),
    ("supervising", "the supervising provider"),
    ("facility", "the place of treatment"),
    ("pay_to", "the pay-to address"),
    ("accident", "the accident"),
    ("others", "the other insurance"),
)
_FIELDS = {
    "family": "last name",
    "given": "first name",
    "middle": "middle name",
    "zip_code": "ZIP code",
    "npi": "NPI",
    "tax_id": "tax ID",
    "member_id": "member ID",
    "plan_name": "plan name",
    "electronic_id": "electronic payer ID",
    "payer_number": "number with the payer",
    "license_number": "license number",
    "original_ref": "original reference number",
    "patient_account": "account number",
    "authorization": "authorization number",
    "claim_number": "claim number",
    "birth_date": "birth date",
    "paid_by_client": "amount paid by the client",
    "first_treatment": "first treatment date",
    "onset": "onset date",
    "place": "place of service",
    "decided_on": "decision date",
}


class ClaimFault(Record):
    """What is wrong with a claim, so that it is not handed over."""

    claim: str
    """The claim's number."""
    field: str
    """Its path in ``ClaimData``, such as ``lines[0].modifiers``."""
    fault: str
    fix: str

    @property
    def sentence(self) -> str:
        """Fault and fix as they are shown."""
        return f"{self.fault} {self.fix}"


def owner_of(path: str) -> str:
    """Return whose field a path is: “the client's”, “line 2's”, “the claim's”."""
    if path.startswith("lines["):
        number = path[6 : path.index("]")]
        return f"line {int(number) + 1}'s"
    named = next((words for start, words in _OWNERS if path.startswith(start)), "the claim")
    return f"{named}'s"


def field_words(path: str) -> str:
    """Return a field as a sentence begins with it: “The client's family name”."""
    name = path.rpartition(".")[2].partition("[")[0]
    words = f"{owner_of(path)} {_FIELDS.get(name, name.replace('_', ' '))}"
    return words[:1].upper() + words[1:]
