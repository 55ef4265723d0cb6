"""All that one claim says, whoever it is for. Files are made of it, and a file that is read becomes it."""

from typing import Literal

from charting_tui.records.addresses import Address
from charting_tui.records.answers import Adjustment, LinePayment
from charting_tui.records.values import Cents, Day, Record

Relationship = Literal["self", "spouse", "child", "other"]
"""The client to the subscriber."""
FilingKind = Literal["MB", "16", "CI", "12", "BL", "CH", "MC", "VA", "WC", "AM", "ZZ"]
"""X12 claim filing indicators: Medicare B, Medicare Advantage, commercial, PPO, Blue Cross, TRICARE,
Medicaid, VA, workers' compensation, auto, other."""


class NameParts(Record):
    """A person's name in parts, as they are entered; files write it in their own letters."""

    family: str = ""
    given: str = ""
    middle: str = ""
    suffix: str = ""


class PersonData(Record):
    """The client or a subscriber."""

    name: NameParts = NameParts()
    birth_date: Day | None = None
    sex: Literal["F", "M", "U", ""] = ""
    address: Address = Address()
    phone: str = ""
    """Ten digits, or empty."""
    email: str = ""


class ProviderData(Record):
    """Who bills, treats, refers or supervises: an organization where that is set, else a person."""

    organization: str = ""
    person: NameParts = NameParts()
    credentials: str = ""
    """Such as LMT."""
    npi: str = ""
    taxonomy: str = ""
    tax_id: str = ""
    """Nine digits, or empty."""
    tax_id_kind: Literal["EIN", "SSN"] = "EIN"
    license_number: str = ""
    license_state: str = ""
    payer_number: str = ""
    """The payer's own number of this provider."""
    address: Address = Address()
    phone: str = ""


class PayerData(Record):
    """Whom a claim goes to."""

    id: str = ""
    """The clinic's own id of it; empty in a file that was read."""
    name: str = ""
    electronic_id: str = ""
    address: Address = Address()
    filing_kind: FilingKind = "CI"


class PayerDecision(Record):
    """What a payer decided on the claim before it goes to the next one."""

    decided_on: Day | None = None
    payer_number: str = ""
    """Its own number of the claim (claim control number)."""
    paid: Cents = 0
    adjustments: tuple[Adjustment, ...] = ()
    """On the whole claim; those of a line stand there."""


class Insurance(Record):
    """One policy of the client, and what its payer decided where it comes before the one that is billed."""

    payer: PayerData
    order: Literal["primary", "secondary", "tertiary"] = "primary"
    member_id: str = ""
    group: str = ""
    plan_name: str = ""
    subscriber: PersonData = PersonData()
    relationship: Relationship = "self"
    """The client to the subscriber; “self” says that both are one person."""
    assigns_benefits: bool = True
    decision: PayerDecision | None = None


class AccidentData(Record):
    """The accident or injury that the claim belongs to."""

    kind: Literal["auto", "employment", "other"]
    date: Day | None = None
    state: str = ""
    claim_number: str = ""
    """The insurer's number of the case."""
    employer: str = ""
    employer_address: Address = Address()


class LineData(Record):
    """One line of a claim."""

    number: int
    """From 1, in the order of the visit."""
    code: str
    modifiers: tuple[str, ...] = ()
    units: int
    charge: Cents
    pointers: tuple[int, ...] = ()
    """Places of the diagnoses from 1, the most important first; four at the most."""
    date: Day
    place: str = ""
    minutes: int | None = None
    description: str = ""
    """Our own words for the code, for people; or what an unlisted code stands for."""
    authorization: str = ""
    """Only where it is another than the claim's."""
    earlier: LinePayment | None = None
    """What the payer before this one paid and took off the line."""


class ClaimData(Record):
    """One claim: to a payer, or to the client where ``insurance`` is None."""

    number: str
    """Our own number, which never repeats: letters, digits and hyphens, 14 at the most (CLM01, item 26)."""
    client: str = ""
    """The id of the chart; empty in a file that was read."""
    visit: str = ""
    """The id of the visit; empty in a file that was read."""
    revision: int = 0
    """Of the visit when this was made; 0 in a file that was read."""
    frequency: Literal["1", "7", "8"] = "1"
    original_ref: str = ""
    """The payer's number of the claim that this one replaces or voids."""
    patient: PersonData = PersonData()
    patient_account: str = ""
    """The clinic's chart number of the client, where it gives one."""
    insurance: Insurance | None = None
    """The policy that is billed; None: the client is."""
    others: tuple[Insurance, ...] = ()
    """The client's other policies, in their order; all of them where the client is billed."""
    billing: ProviderData = ProviderData()
    pay_to: Address | None = None
    """Where payments go, if elsewhere than the billing provider's address."""
    rendering: ProviderData | None = None
    referring: ProviderData | None = None
    supervising: ProviderData | None = None
    facility: ProviderData | None = None
    """Where the client was treated (item 32), if elsewhere than at the billing provider's address."""
    accepts_assignment: bool = True
    place: str = ""
    """Place of service of the claim; a line may have another."""
    diagnoses: tuple[str, ...] = ()
    """ICD-10-CM with their points, the first listed first; twelve at the most."""
    accident: AccidentData | None = None
    onset: Day | None = None
    """First day of the current symptoms."""
    first_treatment: Day | None = None
    authorization: str = ""
    lines: tuple[LineData, ...] = ()
    paid_by_client: Cents = 0
    note: str = ""
    """What the payer asks to be written on the claim."""

    @property
    def total(self) -> int:
        """The cents of all lines."""
        return sum(line.charge for line in self.lines)
