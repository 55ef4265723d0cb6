"""Clients, therapists, the practice, and those who prescribe."""

from enum import StrEnum
from typing import Any, Literal

from pydantic import field_validator

from charting_tui.records.phrases import Phrase
from charting_tui.records.values import Cents, Day, Moment, Record, Zone
from charting_tui.records.vocabulary import QuickWord

LicenceType = Literal["LMT", "PT", "PTA", "OT", "OTA", "DC", "LAc", "DO", "MD"]


class Guardian(Record):
    """Who answers for a client under 18."""

    name: str = ""
    phone: str = ""


class Consent(Record):
    """Written consent to treatment; a state may let it lapse after a year."""

    signed_on: Day | None = None
    revoked_on: Day | None = None
    extra: tuple[str, ...] = ()
    """Further written consents, such as for breast or gluteal work."""


class Client(Record):
    """The person who is treated. ``name`` is written ``Family, Given``."""

    id: str = ""
    name: str = ""
    birth_date: Day | None = None
    sex: str = ""
    phone: str = ""
    email: str = ""
    preferred_name: str = ""
    """The given name by which the client is called, where it is another."""
    chart_number: str = ""
    address: str = ""
    guardian: Guardian | None = None
    consent: Consent | None = None
    estimate_sent_on: Day | None = None
    """When the good-faith estimate of a self-paying client was sent."""
    health_account: bool = False
    """Whether the client pays from a health account (HSA or FSA), which asks for a letter of need."""
    necessity_letter_on: Day | None = None
    abn_signed_on: Day | None = None
    """When the client signed Medicare's notice that it may not pay (ABN)."""
    therapy_allowed: Cents | None = None
    """What Medicare allowed for therapy in a year, with every provider, as far as it was looked up."""
    therapy_allowed_on: Day | None = None
    """The day it was looked up; it counts in that year alone."""
    alerts: tuple[str, ...] = ()
    merged_into: str = ""
    """The id of the client who is the same person and goes on; this chart is sealed."""
    merged_from: tuple[str, ...] = ()
    """The ids of sealed charts of the same person."""


class Contact(Record):
    """Somebody outside the clinic: a prescriber or an adjuster."""

    name: str = ""
    npi: str = ""
    fax: str = ""
    phone: str = ""


class Role(StrEnum):
    """What a person does in the clinic, and so may do in the program."""

    THERAPIST = "therapist"
    BILLER = "biller"
    FRONT_DESK = "front desk"
    OWNER = "owner"


class Therapist(Record):
    """A person of the clinic who signs in: a therapist, or somebody with another role."""

    id: str = ""
    """The name they sign in with."""
    name: str = ""
    roles: tuple[Role, ...] = (Role.THERAPIST,)
    licence_type: LicenceType | None = None
    licence_number: str = ""
    licence_state: str = ""
    licence_expires: Day | None = None
    npi: str = ""
    taxonomy: str = ""
    ended_on: Day | None = None
    """The last day in the clinic of somebody who has left; their records stay theirs."""


class Fee(Record):
    """What the practice charges for one unit of a code, from a day on."""

    code: str
    cents: Cents
    since: Day | None = None


class TherapyThreshold(Record):
    """What Medicare allows for therapy in a year before KX is needed, as an owner entered it."""

    year: int
    cents: Cents
    entered_on: Day | None = None


class Practice(Record):
    """The clinic: who it is to payers, where it stands, and what it charges."""

    name: str = ""
    npi: str = ""
    tax_id: str = ""
    taxonomy: str = ""
    address: str = ""
    state: str = ""
    """The state whose record law applies, as two letters."""
    phone: str = ""
    time_zone: Zone = "America/Los_Angeles"
    place: str = "11"
    """The place-of-service code of an ordinary visit."""
    fees: tuple[Fee, ...] = ()
    late_cancel_cents: Cents | None = None
    """What a client is charged for cancelling late; None where nothing is."""
    late_note_days: int = 2
    """Days after the visit until which a signature is in time; no payer's figure."""
    alike_percent: int = 90
    """How much of a section may stand in an earlier note before it counts as copied; our own figure."""
    filing_percent: int = 70
    """How much of a payer's time to file may pass before it is told; our own figure."""
    unbilled_days: int = 3
    """Days after the signature until which a visit may wait for its bill; our own figure."""
    pin_minutes: int = 0
    """How long a PIN that was given stands for the next signatures of one login; 0: it is asked each time."""
    slots_hold_intake: bool = True
    """Whether booked time holds talk and dressing beside hands-on time."""
    therapy_thresholds: tuple[TherapyThreshold, ...] = ()
    """Medicare's KX thresholds of years that the program does not know, or knows otherwise."""
    made_for: Literal["work", "demo", "test"] = "work"
    """Only a demo or test clinic lets the environment set the clock."""

    def fee(self, code: str, on: Day) -> int | None:
        """Return the cents for one unit of ``code`` on that day, or None where no fee is set."""
        known = [fee for fee in self.fees if fee.code == code and (fee.since is None or fee.since <= on)]
        return max(known, key=lambda fee: str(fee.since or "")).cents if known else None


class Pin(Record):
    """A person's PIN as salt and digest, and the wrong tries since the last right one."""

    salt: str
    digest: str
    wrong_tries: int = 0
    locked_until: Moment | None = None


class Person(Record):
    """What is kept for one person of the clinic alone."""

    id: str
    pin: Pin | None = None
    phrases: tuple[Phrase, ...] = ()
    """Their own; of one name theirs goes before the clinic's."""
    quick_words: tuple[QuickWord, ...] = ()
    """Their own words for the quick line."""

    @field_validator("phrases", mode="before")
    @classmethod
    def _by_name(cls, given: Any) -> Any:
        """Read phrases in the form that older files have: texts by their names."""
        if isinstance(given, dict):
            return [{"name": str(name).removeprefix("."), "text": text} for name, text in given.items()]
        return given
