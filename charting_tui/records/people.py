"""Clients and their alerts, therapists, the practice, and those who prescribe."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, field_validator

from charting_tui.records.additions import Phrase, QuickWord
from charting_tui.records.addresses import Address
from charting_tui.records.enrollment import Enrollment
from charting_tui.records.labels import Internal, Label, Section
from charting_tui.records.values import Cents, Day, Moment, Record, Zone

SSN = re.compile(r"\d{3}-\d{2}-\d{4}")
"""A tax id that is a person's own number."""
LicenceType = Literal["LMT", "PT", "PTA", "OT", "OTA", "DC", "LAc", "DO", "MD"]
ASSISTANTS: Mapping[LicenceType, LicenceType] = {"PTA": "PT", "OTA": "OT"}
"""Who works, and mostly is billed, under a therapist of which license."""


class Guardian(Record):
    """Who answers for a client under 18."""

    name: Annotated[str, Label("guardian", "Who answers for a client under 18.")] = ""
    phone: Annotated[str, Label("  phone", kind="phone", column="guardian phone")] = ""


class Consent(Record):
    """Written consent to treatment; a state may let it lapse after a year."""

    signed_on: Annotated[
        Day | None, Label("consent signed", "Written consent to treatment; t for today.", kind="past")
    ] = None
    revoked_on: Annotated[Day | None, Label("consent revoked", kind="past")] = None
    extra: Annotated[
        tuple[str, ...],
        Label("  further", "Such as breast work; a semicolon between two.", column="further consent"),
    ] = ()
    """Further written consents, such as for breast or gluteal work."""


class Client(Record):
    """The person who is treated, asked in this order. ``name`` is written ``Family, Given``."""

    id: Annotated[str, Internal("it is made when the chart is opened")] = ""
    name: Annotated[str, Label("name", "Family first: Doe, Jane.", kind="client name", needed=True)] = ""
    birth_date: Annotated[
        Day | None, Label("birth date", "Like 3/7/1980, 030780 or Mar 7 1980.", kind="client birth")
    ] = None
    phone: Annotated[str, Label("phone", "With its area code.", kind="phone")] = ""
    sex: Annotated[str, Label("sex", "f, m or x, as the payer has on file.", kind="sex")] = ""
    email: Annotated[str, Label("e-mail", "Like jane@mail.example.", kind="email")] = ""
    preferred_name: Annotated[
        str,
        Label(
            "goes by", "The given name the client is called by, if it is another.", column="preferred name"
        ),
    ] = ""
    """The given name by which the client is called, where it is another."""
    chart_number: Annotated[str, Label("chart number", "The clinic's own number, if it gives any.")] = ""
    alerts: Annotated[
        tuple[str, ...], Label("alerts", "What everybody must see; a semicolon between two.")
    ] = ()
    address: Annotated[Address, Section("Address")] = Address()
    consent: Annotated[Consent | None, Section("Consent")] = None
    guardian: Guardian | None = None
    estimate_sent_on: Annotated[
        Day | None,
        Section("Payment"),
        Label("estimate sent", "Good-faith estimate, for those who pay themselves.", kind="past"),
    ] = None
    """When the good-faith estimate of a self-paying client was sent."""
    health_account: Annotated[
        bool, Label("health account", "yes where the client pays from an HSA or FSA.", kind="yes")
    ] = False
    """Whether the client pays from a health account (HSA or FSA), which asks for a letter of need."""
    necessity_letter_on: Annotated[
        Day | None, Label("letter of need", "Letter of medical necessity.", kind="past")
    ] = None
    abn_signed_on: Annotated[
        Day | None,
        Label("ABN signed", "Medicare's notice that it may not pay; t for today.", kind="past"),
    ] = None
    """When the client signed Medicare's notice that it may not pay (ABN)."""
    therapy_allowed: Annotated[
        Cents | None,
        Label("therapy allowed", "Dollars that Medicare allowed for therapy this year, with every provider."),
    ] = None
    """What Medicare allowed for therapy in a year, with every provider, as far as it was looked up."""
    therapy_allowed_on: Annotated[
        Day | None,
        Label(
            "  looked up",
            "The day of that amount; it counts this year.",
            kind="past",
            column="therapy looked up",
        ),
    ] = None
    """The day it was looked up; it counts in that year alone."""
    merged_into: Annotated[str, Internal("merging two charts sets it")] = ""
    """The id of the client who is the same person and goes on; this chart is sealed."""
    merged_from: Annotated[tuple[str, ...], Internal("merging two charts sets it")] = ()
    """The ids of sealed charts of the same person."""


class Role(StrEnum):
    """What a person does in the clinic, and so may do in the program."""

    THERAPIST = "therapist"
    BILLER = "biller"
    FRONT_DESK = "front desk"
    OWNER = "owner"
    READER = "reader"
    """Reads, and changes nothing: an auditor, a supervisor."""


_ANY_ROLE = f"Any of {', '.join(Role)}, with commas."
_ONE_LICENCE = f"One of {', '.join(get_args(LicenceType))}."
_OWN_FIGURE = "is this program's own figure"


class Therapist(Record):
    """A person of the clinic who signs in: a therapist, or someone with another role."""

    id: Annotated[str, Internal("it is asked once, when the person is added")] = ""
    """The name they sign in with."""
    name: Annotated[str, Label("Name", "As it appears under a signed note.", kind="name", needed=True)] = ""
    roles: Annotated[tuple[Role, ...], Label("Roles", _ANY_ROLE, kind="roles", several=True)] = (
        Role.THERAPIST,
    )
    licence_type: Annotated[LicenceType | None, Label("License", _ONE_LICENCE, kind="licence type")] = None
    licence_number: Annotated[str, Label("License number", "As the state writes it.", kind="line")] = ""
    licence_state: Annotated[str, Label("License state", "Two letters.", kind="state")] = ""
    licence_issued: Annotated[
        Day | None, Label("License issued", "The first day they may treat.", kind="either")
    ] = None
    licence_expires: Annotated[Day | None, Label("License expires", kind="renewal")] = None
    npi: Annotated[str, Label("NPI", "10 digits, or blank. The check digit is verified.", kind="npi")] = ""
    taxonomy: Annotated[str, Label("Taxonomy", "Like 225700000X for massage.", kind="taxonomy")] = ""
    supervisor: Annotated[
        str,
        Label("Supervisor", "The PT or OT who supervises a PTA or OTA.", kind="person"),
    ] = ""
    """The id of the therapist under whom an assistant (PTA, OTA) works, and is billed."""
    co_signer: Annotated[
        str,
        Label(
            "Co-signed by",
            "Who co-signs their notes, if their license requires it. Leave blank for none.",
            kind="person",
        ),
    ] = Field(default="", exclude_if=lambda person: not person)
    """The id of the person whose second signature their notes need."""
    enrollments: Annotated[
        tuple[Enrollment, ...], Internal("each enrollment with a payer is an entry of its own")
    ] = Field(default=(), exclude_if=lambda held: not held)
    """By payer; of a payer that is not named nothing is known."""
    ended_on: Annotated[
        Day | None,
        Label("Left on", "Their last day. Leave blank while they work here.", kind="past till today"),
    ] = None
    """The last day in the clinic of someone who has left; their records stay theirs."""

    def enrollment(self, payer: str, day: date) -> Enrollment | None:
        """Return how the therapist stands with a payer that day: an entry that holds, else the last one."""
        of_payer = [one for one in self.enrollments if one.payer == payer]
        holding = [one for one in of_payer if one.holds_on(day)]
        return next(reversed(holding or of_payer), None)


class Fee(Record):
    """What the practice charges for one unit of a code, from a day on."""

    code: Annotated[str, Label("Code", "Like 97140.", kind="procedure")]
    cents: Annotated[Cents, Label("Dollars for one unit", "Like 49 or 49.50.", kind="fee")]
    since: Annotated[Day | None, Label("Since", "The first day it is charged.")] = None
    payer: Annotated[
        str, Label("For payer", "The payer with this contract fee. Leave blank for everyone.", kind="payer")
    ] = Field(default="", exclude_if=lambda payer: not payer)
    """The id of the payer it was agreed with; empty: whoever pays, where nothing else was agreed."""


class TherapyThreshold(Record):
    """What Medicare allows for therapy in a year before KX is needed, as an owner entered it."""

    year: int
    cents: Cents
    entered_on: Day | None = None


class Practice(Record):
    """The clinic, asked in this order: who it is to payers, where it stands, and what it charges."""

    name: Annotated[str, Label("Name", "As it appears on bills.", kind="name", needed=True)] = ""
    npi: Annotated[
        str, Label("NPI", "The practice's own, 10 digits. Leave blank if it has none.", kind="npi")
    ] = ""
    tax_id: Annotated[str, Label("Tax id", "9 digits, like 91-0000417.", kind="tax id")] = ""
    tax_id_kind: Annotated[
        Literal["EIN", "SSN"] | None,
        Label("Tax id kind", "EIN or SSN, for claims. If blank: EIN, unless typed like 123-45-6789."),
    ] = None
    taxonomy: Annotated[
        str, Label("Taxonomy", "What kind of provider, like 225700000X for massage.", kind="taxonomy")
    ] = ""
    address: Address = Address()
    pay_to: Annotated[
        Address | None,
        Label(
            "Payments go to",
            "If not to the address above, like PO Box 1106, Lewiston, ID 83501.",
            kind="address",
        ),
    ] = None
    """The pay-to address of claims; None: the address of the practice."""
    phone: Annotated[str, Label("Phone", "Like 360-555-0142.", kind="line")] = ""
    state: Annotated[
        str,
        Label(
            "Record law",
            "The state whose record law applies: two letters, like WA.",
            kind="state",
            needed=True,
        ),
    ] = ""
    """The state whose record law applies, as two letters."""
    time_zone: Annotated[Zone, Label("Time zone", "Like America/Los_Angeles.", kind="time zone")] = (
        "America/Los_Angeles"
    )
    place: Annotated[
        str,
        Label("Place of service", "Two digits; 11 is an office, 12 the client's home.", kind="place"),
    ] = "11"
    """The place-of-service code of an ordinary visit."""
    fees: Annotated[tuple[Fee, ...], Internal("fees are a part of the settings of their own")] = ()
    session_cents: Annotated[
        Cents | None,
        Label(
            "Session price",
            "One price for a whole self-pay visit. Leave blank to use the fees.",
            kind="fee",
        ),
    ] = None
    """What a visit costs whose payer is the client, whatever was done in it; None: as the fees have it."""
    late_cancel_cents: Annotated[
        Cents | None,
        Label("Late-cancel fee", "Dollars, like 45.00. Leave blank if nothing is charged.", kind="fee"),
    ] = None
    """What a client is charged for cancelling late; None where nothing is."""
    claims_go_to: Annotated[
        str,
        Label("Claims go to", "A folder, or the clearinghouse's sftp://user@host/folder.", kind="line"),
    ] = ""
    """Where the files of a batch are brought; empty: they are fetched from the clinic's own folder."""
    submitter_id: Annotated[
        str, Label("Submitter id", "Your ID at the clearinghouse. Leave blank to use the NPI.", kind="line")
    ] = ""
    clearinghouse: Annotated[str, Label("Clearinghouse", "Its name in claims.", kind="line")] = ""
    clearinghouse_id: Annotated[
        str, Label("  receiver id", "As it tells you; without it claims go on paper.", kind="line")
    ] = ""
    """Whom an 837P names as its receiver; without it none can be made."""
    sftp_key: Annotated[str, Label("SFTP key file", "Like /home/clinic/.ssh/claims.", kind="line")] = ""
    sftp_host_key: Annotated[
        str,
        Label("SFTP host key", "As the clearinghouse tells it, like ssh-ed25519 AAAA…", kind="line"),
    ] = ""
    """No file goes to a host with another key."""
    late_note_days: Annotated[
        int,
        Label(
            "Note late after, days",
            "Days from the visit to the signature; reviewers speak of a couple.",
            most=365,
        ),
    ] = 2
    """Days after the visit until which a signature is in time; no payer's figure."""
    alike_percent: Annotated[
        int,
        Label(
            "Note copied from, %",
            f"Percent of a section that stand in an earlier note; 90 {_OWN_FIGURE}.",
            most=100,
        ),
    ] = 90
    """How much of a section may stand in an earlier note before it counts as copied; our own figure."""
    filing_percent: Annotated[
        int,
        Label("Filing near from, %", f"Percent of a payer's time to file; 70 {_OWN_FIGURE}.", most=100),
    ] = 70
    """How much of a payer's time to file may pass before it is told; our own figure."""
    unbilled_days: Annotated[
        int,
        Label("Unbilled after, days", f"Days from the signature to the bill; 3 {_OWN_FIGURE}.", most=365),
    ] = 3
    """Days after the signature until which a visit may wait for its bill; our own figure."""
    therapy_thresholds: Annotated[
        tuple[TherapyThreshold, ...],
        Label(
            "KX thresholds",
            "Year and dollars, like 2027 2520.00; 2028 2590.00. Delete a year to remove it.",
            kind="yearly amounts",
            several=True,
        ),
    ] = ()
    """Medicare's KX thresholds of years that the program does not know, or knows otherwise."""
    pin_minutes: Annotated[
        int,
        Label(
            "PIN lasts, minutes",
            "After a PIN, Enter signs more notes for 1 to 15 minutes. 0: always ask.",
            most=15,
        ),
    ] = 0
    """How long a PIN that was given stands for the next signatures of one login; 0: it is asked each time."""
    notes_read: Annotated[
        Literal["own", "team", "all"],
        Label(
            "Notes are read by",
            "own: who wrote them; team: every therapist; all: front desk too. Billers and owners always.",
        ),
    ] = "all"
    """Whose notes one may read, besides one's own and those that one bills or answers for."""
    bill_before_cosigned: Annotated[
        bool,
        Label("Bill not co-signed", "Yes: a missing co-signature only warns. No: it blocks billing."),
    ] = Field(default=False, exclude_if=lambda yes: not yes)
    """Whether a note that needs a co-signature may be billed without it."""
    retention_years: Annotated[
        int,
        Label("Records kept, years", "After the last visit; 10 is not verified for your state.", most=99),
    ] = 10
    """How long a record is kept after the last visit; a long figure of our own (``data/retention.json``)."""
    retention_minor_years: Annotated[
        int,
        Label("  of minors, years", "After they turn 18; 10 is not verified for your state.", most=99),
    ] = 10
    """How long the record of a minor is kept after majority."""
    lock_minutes: Annotated[
        int,
        Label("Lock after, minutes", "Without a key; the PIN opens it again. 0 never locks.", most=120),
    ] = 5
    """After how many minutes without a key the screens are hidden until the PIN is given; 0: never."""
    sign_off_minutes: Annotated[
        int,
        Label("Sign off after, minutes", "Without a key; unsaved text is kept. 0 never does.", most=720),
    ] = 60
    """After how many minutes without a key a login ends, with its text kept; 0: never."""
    slots_hold_intake: Annotated[
        bool,
        Label("Intake in slot", "Yes if booked time includes talking and dressing besides hands-on time."),
    ] = True
    """Whether booked time holds talk and dressing beside hands-on time."""
    made_for: Annotated[Literal["work", "demo", "test"], Internal("it is set when the clinic is made")] = (
        "work"
    )
    """Only a demo or test clinic lets the environment set the clock."""

    def fee(self, code: str, on: Day, payer: str = "") -> int | None:
        """Return the cents for one unit of ``code`` on that day, or None where no fee is set.

        What was agreed with the ``payer`` goes before what holds for everyone.
        """
        known = [
            fee
            for fee in self.fees
            if fee.code == code and fee.payer in {"", payer} and (fee.since is None or fee.since <= on)
        ]
        return max(known, key=lambda fee: (fee.payer, str(fee.since or ""))).cents if known else None

    @property
    def tax_id_is(self) -> Literal["EIN", "SSN"]:
        """The kind of the tax id: as it was entered, else as its hyphens say."""
        return self.tax_id_kind or ("SSN" if SSN.fullmatch(self.tax_id.strip()) else "EIN")


class Pin(Record):
    """A person's PIN as salt and digest, and the wrong tries since the last right one."""

    salt: str
    digest: str
    wrong_tries: int = 0
    locked_until: Moment | None = None


class OneTimeCode(Record):
    """Six digits that an owner gave a person, as salt, digest and tries."""

    pin: Pin
    until: Moment


class Notice(Record):
    """Something that happened to a person's rights, or in the clinic of an owner."""

    at: Moment
    text: str
    """A sentence without a client's name."""


class Person(Record):
    """What is kept for one person of the clinic alone."""

    id: str
    pin: Pin | None = None
    code: OneTimeCode | None = Field(default=None, exclude_if=lambda code: code is None)
    """With which they choose their first PIN, or a new one after a reset."""
    notices: tuple[Notice, ...] = Field(default=(), exclude_if=lambda notices: not notices)
    """What they are to see at their next login."""
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


MARK = "⚠"
"""Stands before an alert, so that it shows without color."""


def alert_words(alerts: Sequence[str]) -> str:
    """Return a client's alerts as one line; nothing where there is none."""
    told = "; ".join(" ".join(alert.split()) for alert in alerts if alert.strip())
    return f"{MARK} Alert: {told}" if told else ""
