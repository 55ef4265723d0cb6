"""Who pays and on what ground: coverage, cases, prescriptions, authorizations, plans of care."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from charting_tui.records.addresses import Address
from charting_tui.records.eligibility import Eligibility, MedicareSecondary
from charting_tui.records.labels import Internal, Label, Section
from charting_tui.records.values import Cents, Day, Record

_ID = Internal("it is made when the entry is saved")
_USED = "Used before this program began to count."
_HOLDS = "Leave blank while it is active."
_CODES = "Codes, like M54.2 M62.838."


class Subscriber(Record):
    """Whose policy it is, where that is not the client."""

    name: Annotated[
        str,
        Label("subscriber", "Whose policy it is, if not the client's: Doe, Robin.", column="subscriber"),
    ] = ""
    relationship: Annotated[
        str,
        Label("  relationship", "The subscriber to the client: spouse, parent.", column="relationship"),
    ] = ""
    birth_date: Annotated[Day | None, Label("  birth date", kind="birth", column="subscriber birth date")] = (
        None
    )
    address: Address = Address()


class Coverage(Record):
    """One policy of a client."""

    id: Annotated[str, _ID] = ""
    payer: Annotated[str, Label("payer", kind="payer", needed=True)] = ""
    """The id of a payer."""
    order: Annotated[
        Literal["primary", "secondary", "tertiary"],
        Label("order", "primary, secondary or tertiary", column="order"),
    ] = "primary"
    member_id: Annotated[str, Label("member number", column="member number")] = ""
    group: Annotated[str, Label("group", column="group")] = ""
    starts: Annotated[Day | None, Label("from", column="coverage from")] = Field(default=None, alias="from")
    ends: Annotated[Day | None, Label("to", _HOLDS, kind="coming", column="coverage to")] = Field(
        default=None, alias="to"
    )
    card_name: Annotated[
        str,
        Label(
            "name on card",
            "To the letter, if it is not the client's name: Doe, Jane Q.",
            column="name on card",
        ),
    ] = ""
    """The name as the card has it; empty where it is the client's."""
    assignment_signed_on: Annotated[
        Day | None,
        Label("AOB signed", "Assignment of benefits: the client lets the payer pay the clinic.", kind="past"),
    ] = None
    """When the client signed the assignment of benefits."""
    eligibility_checked_on: Annotated[
        Day | None,
        Section("Eligibility: what the payer answered"),
        Label("checked on", "When the payer was last asked.", kind="past", column="eligibility checked"),
    ] = None
    eligibility: Eligibility | None = Field(default=None, exclude_if=lambda answer: answer is None)
    """What the payer answered that day; None: nothing was written down."""
    secondary: Annotated[MedicareSecondary | None, Section("Medicare: who pays first (MSP questions)")] = (
        Field(default=None, exclude_if=lambda answer: answer is None)
    )
    """What the client answered where this is Medicare; None: not asked."""
    adjudicated_on: Annotated[
        Day | None,
        Section("Claim"),
        Label("decided on", "When this payer decided on the claim.", kind="past"),
    ] = None
    """When this payer decided on the visit's claim; a secondary claim waits for it."""
    subscriber: Annotated[Subscriber | None, Section("Subscriber, if not the client")] = None

    def in_force(self, day: date) -> bool:
        """Whether it covers that day; without a first or last day it is open on that side."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)


class ClaimDecision(Record):
    """What the insurer of an injury decided, as it last said."""

    status: Annotated[
        Literal["open", "allowed", "denied"] | None, Label("claim is", "open, allowed or denied")
    ] = None
    """None: not asked."""
    as_of: Annotated[Day | None, Label("  as of", kind="past")] = None
    accepted: Annotated[
        tuple[str, ...], Label("accepted", "Conditions it accepts, like S13.4XXA M54.2.", kind="diagnoses")
    ] = ()
    """The diagnoses it accepts; none where it named none."""


class MoneyLimit(Record):
    """How much an insurer pays for an injury in all, and how much it has paid."""

    limit: Annotated[Cents | None, Label("limit", "Dollars that it pays in all, like 10000.")] = None
    paid: Annotated[Cents | None, Label("  paid so far", "Dollars, to every provider.")] = None
    as_of: Annotated[Day | None, Label("  as of", kind="past")] = None

    @property
    def left(self) -> int | None:
        """The cents that are left; None where the limit is not known."""
        return None if self.limit is None else max(self.limit - (self.paid or 0), 0)


class InjuryCase(Record):
    """An accident or injury that a payer answers for; limits count per case."""

    id: Annotated[str, _ID] = ""
    kind: Annotated[Literal["auto", "employment", "other"], Label("kind", "auto, employment or other")] = (
        "other"
    )
    injury_date: Annotated[Day | None, Label("injured on", kind="past")] = None
    onset_date: Annotated[
        Day | None, Label("onset", "First day of symptoms or treatment, if another.", kind="past")
    ] = None
    """When symptoms or treatment began, where it is another day than the injury's."""
    state: Annotated[str, Label("state", "Where it happened, like WA.", kind="capitals")] = ""
    claim_number: Annotated[str, Label("claim number")] = ""
    insurer: Annotated[str, Label("insurer")] = ""
    employer: Annotated[str, Label("employer")] = ""
    ended_on: Annotated[Day | None, Label("closed on", "Leave blank while it is open.")] = None
    employer_address: Annotated[Address, Section("Employer's address")] = Field(
        default=Address(), exclude_if=lambda address: address == Address()
    )
    """For item 7 of the form where workers' compensation is billed on paper."""
    decision: Annotated[ClaimDecision | None, Section("What the insurer decided")] = Field(
        default=None, exclude_if=lambda decided: decided is None
    )
    money: Annotated[MoneyLimit | None, Section("Money")] = Field(
        default=None, exclude_if=lambda money: money is None
    )
    adjuster: Annotated[str, Section("Who to call"), Label("adjuster", "Like Roe, Pat.")] = ""
    adjuster_phone: Annotated[str, Label("  phone", kind="phone")] = ""
    attorney: Annotated[str, Label("attorney", "Like Poe, Lou.")] = ""
    attorney_phone: Annotated[str, Label("  phone", kind="phone")] = ""

    def open_on(self, day: date) -> bool:
        """Whether the injury was before the end of that day, and the case not yet closed."""
        begun = self.injury_date is None or self.injury_date <= day
        return begun and (self.ended_on is None or day <= self.ended_on)


PrescriberKind = Literal[
    "MD", "DO", "DPM", "DC", "ND", "DDS", "OD", "NP", "PA", "CNS", "CNM", "PT", "OT", "LAc", "other"
]
"""What kind of prescriber someone is; payers take orders of some kinds alone."""
_PER_WEEK = "Times per week, like 2. Leave blank if it isn't stated."
_FOR_WEEKS = "For how many weeks, like 6."


class Referral(Record):
    """A prescription for treatment."""

    id: Annotated[str, _ID] = ""
    name: Annotated[
        str,
        Label(
            "prescriber",
            "Who signed it, like Ames, Dr.",
            needed="who signed it, like Ames, Dr",
            column="prescriber",
        ),
    ] = ""
    npi: Annotated[
        str, Label("NPI", "Ten digits; the check digit is verified.", kind="npi", column="prescriber NPI")
    ] = ""
    prescriber_kind: Annotated[
        PrescriberKind | None,
        Label("kind", "MD, DO, NP, PA, DC, ND, …: what kind of prescriber.", column="prescriber kind"),
    ] = None
    signed_on: Annotated[Day | None, Label("signed on", kind="past", column="prescribed on")] = None
    expires: Annotated[Day | None, Label("expires", kind="coming", column="prescription expires")] = None
    visits: Annotated[int | None, Label("visits", "How many it is for.", column="prescription visits")] = None
    frequency: Annotated[str, Label("frequency", "Like once a week.")] = ""
    times_per_week: Annotated[int | None, Label("  times per week", _PER_WEEK, kind="visits")] = None
    weeks: Annotated[int | None, Label("  weeks", _FOR_WEEKS)] = None
    diagnoses: Annotated[
        tuple[str, ...], Label("diagnoses", _CODES, kind="diagnoses", column="diagnoses")
    ] = ()


class Goal(Record):
    """What treatment is to achieve, and how far it is, in percent."""

    text: Annotated[str, Label("goal", "What is reached.", needed="what the client is to be able to do")] = ""
    progress: Annotated[int | None, Label("reached, percent", "0 to 100.", kind="percent")] = None


class PlanOfCare(Record):
    """The plan under which treatment is given."""

    id: Annotated[str, _ID] = ""
    diagnoses: Annotated[tuple[str, ...], Label("diagnoses", _CODES, kind="diagnoses")] = ()
    goals: Annotated[tuple[str | Goal, ...], Internal("each goal is an entry of its own")] = ()
    type: Annotated[str, Label("type", "What is done, like manual treatment and home exercise.")] = ""
    interventions: Annotated[
        tuple[str, ...], Label("interventions", "Each that may be done; a semicolon between two.")
    ] = ()
    amount: Annotated[str, Label("amount", "How much at a time, like one session a visit.")] = ""
    frequency: Annotated[str, Label("frequency", "Like once a week.")] = ""
    times_per_week: Annotated[int | None, Label("  times per week", _PER_WEEK, kind="visits")] = None
    duration: Annotated[str, Label("duration", "Like 12 weeks.")] = ""
    weeks: Annotated[int | None, Label("  weeks", _FOR_WEEKS)] = None
    first_treatment: Annotated[Day | None, Label("first treatment")] = None
    sent_on: Annotated[Day | None, Label("sent on", "To the prescriber.", kind="past")] = None
    certified_on: Annotated[
        Day | None, Label("certified on", "When the prescriber signed it.", kind="past")
    ] = None
    certified_by: Annotated[str, Label("  by", "Who certified it, like Ames, Dr.")] = ""
    certified_by_npi: Annotated[
        str, Label("  NPI", "Ten digits; the check digit is verified.", kind="npi")
    ] = ""
    order_signed_on: Annotated[Day | None, Label("order signed on", kind="past")] = None
    last_progress_report: Annotated[
        Day | None, Label("last report", "Of progress, to the prescriber.", kind="past")
    ] = None
    ended_on: Annotated[Day | None, Label("ended on", _HOLDS)] = None


class Authorization(Record):
    """A payer's leave for a number of visits or units between two days."""

    id: Annotated[str, _ID] = ""
    payer: Annotated[str, Label("payer", kind="payer", needed=True)] = ""
    number: Annotated[str, Label("number", column="authorization")] = ""
    starts: Annotated[Day | None, Label("from", column="authorization from")] = Field(
        default=None, alias="from"
    )
    ends: Annotated[Day | None, Label("to", kind="coming", column="authorization to")] = Field(
        default=None, alias="to"
    )
    visits: Annotated[
        int | None,
        Label("visits", "How many it allows. Leave blank for no limit.", column="authorization visits"),
    ] = None
    visits_used: Annotated[int | None, Label("  used before", _USED, kind="visits")] = None
    """Visits used before this program began to count."""
    units: Annotated[int | None, Label("units", "How many it allows. Leave blank for no limit.")] = None
    units_used: Annotated[int | None, Label("  used before", _USED, kind="units")] = None
    status: Annotated[
        Literal["asked", "granted", "refused"] | None,
        Section("Request"),
        Label("status", "asked, granted or refused", column="authorization status"),
    ] = None
    """None: not said; one with a number was granted."""
    requested_on: Annotated[
        Day | None,
        Label("asked on", "When the payer was asked for it.", kind="past", column="authorization asked"),
    ] = None
    codes: Annotated[
        tuple[str, ...],
        Section("What it is for"),
        Label("codes", "Like 97124 97140. Leave blank for any code.", kind="procedures"),
    ] = ()
    """The codes it is for; none means any."""
    code_units: Annotated[
        dict[str, int],
        Label(
            "units per code", "Like 97124=12 97140=24. Leave blank if none is named.", kind="units by code"
        ),
    ] = Field(default_factory=dict, exclude_if=lambda held: not held)
    """The units it allows of each code; a code that is not named has no limit of its own."""
    diagnoses: Annotated[
        tuple[str, ...], Label("diagnoses", "Like M54.2 M62.838. Leave blank for any.", kind="diagnoses")
    ] = ()
    """The diagnoses it is for; none means any."""
    provider: Annotated[str, Label("provider", "The therapist or clinic it names. Leave blank for any.")] = ""
    """Whom it names, a therapist or a clinic; empty: it names no one."""
    provider_npi: Annotated[str, Label("  NPI", "Ten digits; the check digit is verified.", kind="npi")] = ""
    place: Annotated[
        str,
        Label(
            "place",
            "Where it allows treatment besides the office, like 12 for the client's home.",
            kind="place",
        ),
    ] = ""
    """The place of service it allows besides the practice's own."""


class Diagnosis(Record):
    """A diagnosis of a client as its prescriber gave it; a massage therapist does not diagnose."""

    code: Annotated[
        str,
        Label("code", "As prescribed, like M54.2; words show which codes there are.", kind="diagnosis"),
    ]
    prescriber: Annotated[str, Label("prescriber", "Who made the diagnosis, like Ames, Dr.")] = ""
    given_on: Annotated[Day | None, Label("given on", kind="past")] = None
    ended_on: Annotated[Day | None, Label("ended on", _HOLDS)] = None
