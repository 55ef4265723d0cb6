"""Who pays and on what ground: coverage, cases, prescriptions, authorizations, plans of care."""

from datetime import date
from typing import Literal

from pydantic import Field

from charting_tui.records.values import Day, Record


class Subscriber(Record):
    """Whose policy it is, where that is not the client."""

    name: str = ""
    relationship: str = ""
    birth_date: Day | None = None
    address: str = ""


class Coverage(Record):
    """One policy of a client."""

    id: str = ""
    payer: str = ""
    """The id of a payer."""
    order: Literal["primary", "secondary", "tertiary"] = "primary"
    member_id: str = ""
    group: str = ""
    starts: Day | None = Field(default=None, alias="from")
    ends: Day | None = Field(default=None, alias="to")
    eligibility_checked_on: Day | None = None
    adjudicated_on: Day | None = None
    """When this payer decided on the visit's claim; a secondary claim waits for it."""
    subscriber: Subscriber | None = None

    def in_force(self, day: date) -> bool:
        """Whether it covers that day; without a first or last day it is open on that side."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)


class InjuryCase(Record):
    """An accident or injury that a payer answers for; limits count per case."""

    id: str = ""
    kind: Literal["auto", "employment", "other"] = "other"
    injury_date: Day | None = None
    state: str = ""
    claim_number: str = ""
    insurer: str = ""
    employer: str = ""
    ended_on: Day | None = None

    def open_on(self, day: date) -> bool:
        """Whether the injury was before the end of that day, and the case not yet closed."""
        begun = self.injury_date is None or self.injury_date <= day
        return begun and (self.ended_on is None or day <= self.ended_on)


class Referral(Record):
    """A prescription for treatment."""

    id: str = ""
    name: str = ""
    npi: str = ""
    signed_on: Day | None = None
    expires: Day | None = None
    visits: int | None = None
    frequency: str = ""
    diagnoses: tuple[str, ...] = ()


class Goal(Record):
    """What treatment is to achieve, and how far it is, in percent."""

    text: str = ""
    progress: int | None = None


class PlanOfCare(Record):
    """The plan under which treatment is given."""

    id: str = ""
    diagnoses: tuple[str, ...] = ()
    goals: tuple[str | Goal, ...] = ()
    type: str = ""
    amount: str = ""
    duration: str = ""
    frequency: str = ""
    first_treatment: Day | None = None
    certified_on: Day | None = None
    order_signed_on: Day | None = None
    sent_on: Day | None = None
    last_progress_report: Day | None = None
    ended_on: Day | None = None


class Authorization(Record):
    """A payer's leave for a number of visits or units between two days."""

    id: str = ""
    payer: str = ""
    number: str = ""
    starts: Day | None = Field(default=None, alias="from")
    ends: Day | None = Field(default=None, alias="to")
    visits: int | None = None
    visits_used: int | None = None
    """Visits used before this program began to count."""
    units: int | None = None
    units_used: int | None = None
    codes: tuple[str, ...] = ()
    """The codes it is for; none means any."""
    place: str = ""
    """The place of service it allows besides the practice's own."""


class Diagnosis(Record):
    """A diagnosis of a client as its prescriber gave it; a massage therapist does not diagnose."""

    code: str
    prescriber: str = ""
    given_on: Day | None = None
    ended_on: Day | None = None
