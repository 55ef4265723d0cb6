"""Who pays and on what ground: coverage, cases, prescriptions, authorizations, plans of care."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from charting_tui.records.labels import Internal, Label
from charting_tui.records.values import Day, Record

_ID = Internal("it is made when the entry is saved")
_USED = "Used before this program began to count."
_HOLDS = "Empty while it holds."
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
    address: Annotated[str, Label("  address")] = ""


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
    eligibility_checked_on: Annotated[
        Day | None, Label("checked on", "When the payer last confirmed it.", kind="past")
    ] = None
    adjudicated_on: Annotated[
        Day | None, Label("decided on", "When this payer decided on the claim.", kind="past")
    ] = None
    """When this payer decided on the visit's claim; a secondary claim waits for it."""
    subscriber: Subscriber | None = None

    def in_force(self, day: date) -> bool:
        """Whether it covers that day; without a first or last day it is open on that side."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)


class InjuryCase(Record):
    """An accident or injury that a payer answers for; limits count per case."""

    id: Annotated[str, _ID] = ""
    kind: Annotated[Literal["auto", "employment", "other"], Label("kind", "auto, employment or other")] = (
        "other"
    )
    injury_date: Annotated[Day | None, Label("injured on", kind="past")] = None
    state: Annotated[str, Label("state", "Where it happened, like WA.", kind="capitals")] = ""
    claim_number: Annotated[str, Label("claim number")] = ""
    insurer: Annotated[str, Label("insurer")] = ""
    employer: Annotated[str, Label("employer")] = ""
    ended_on: Annotated[Day | None, Label("closed on", "Empty while it is open.")] = None

    def open_on(self, day: date) -> bool:
        """Whether the injury was before the end of that day, and the case not yet closed."""
        begun = self.injury_date is None or self.injury_date <= day
        return begun and (self.ended_on is None or day <= self.ended_on)


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
    signed_on: Annotated[Day | None, Label("signed on", kind="past", column="prescribed on")] = None
    expires: Annotated[Day | None, Label("expires", kind="coming", column="prescription expires")] = None
    visits: Annotated[int | None, Label("visits", "How many it is for.", column="prescription visits")] = None
    frequency: Annotated[str, Label("frequency", "Like once a week.")] = ""
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
    amount: Annotated[str, Label("amount", "How much at a time, like one session a visit.")] = ""
    frequency: Annotated[str, Label("frequency", "Like once a week.")] = ""
    duration: Annotated[str, Label("duration", "Like 12 weeks.")] = ""
    first_treatment: Annotated[Day | None, Label("first treatment")] = None
    sent_on: Annotated[Day | None, Label("sent on", "To the prescriber.", kind="past")] = None
    certified_on: Annotated[
        Day | None, Label("certified on", "When the prescriber signed it.", kind="past")
    ] = None
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
        int | None, Label("visits", "How many it allows; empty: any.", column="authorization visits")
    ] = None
    visits_used: Annotated[int | None, Label("  used before", _USED, kind="visits")] = None
    """Visits used before this program began to count."""
    units: Annotated[int | None, Label("units", "How many it allows; empty: any.")] = None
    units_used: Annotated[int | None, Label("  used before", _USED, kind="units")] = None
    codes: Annotated[
        tuple[str, ...], Label("codes", "Like 97124 97140; empty: any code.", kind="procedures")
    ] = ()
    """The codes it is for; none means any."""
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
