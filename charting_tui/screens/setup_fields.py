"""The fields of the practice and of a person: what each is called, how it is written and read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from charting_tui.acts.office_values import (
    LICENCE_TYPES,
    read_fee,
    read_licence_type,
    read_name,
    read_npi,
    read_number,
    read_place,
    read_roles,
    read_state_or_none,
    read_tax_id,
    read_taxonomy,
    read_thresholds,
    read_words,
    read_yes,
    read_zone,
    show_thresholds,
    show_yes,
)
from charting_tui.coding.states import read_state
from charting_tui.readers.dates import DateKind, read_date, read_past_date, shown_date
from charting_tui.records.people import Practice, Role, Therapist
from charting_tui.records.values import dollars_of


@dataclass(frozen=True)
class Field:
    """One field of a record."""

    name: str
    label: str
    hint: str
    read: Callable[[str], object]
    """BadInput for what it cannot be."""

    @property
    def saved(self) -> str:
        """The sentence that it is saved."""
        return f"{self.label} is saved."

    def text(self, record: Practice | Therapist) -> str:
        """Return its value as it is typed."""
        value = getattr(record, self.name)
        if isinstance(value, tuple):
            return ", ".join(str(one) for one in value)
        return "" if value is None else str(value)


@dataclass(frozen=True)
class MoneyField(Field):
    """One field that is money, typed in dollars."""

    def text(self, record: Practice | Therapist) -> str:
        """Return the money as it is typed."""
        cents = getattr(record, self.name)
        return "" if cents is None else dollars_of(cents)


@dataclass(frozen=True)
class YesField(Field):
    """One field that is yes or no."""

    def text(self, record: Practice | Therapist) -> str:
        """Return the word for it."""
        return show_yes(getattr(record, self.name))


@dataclass(frozen=True)
class ThresholdsField(Field):
    """One field that is a year's amount, for each of some years."""

    @property
    def saved(self) -> str:
        """The sentence that they are saved."""
        return f"{self.label} are saved."

    def text(self, record: Practice | Therapist) -> str:
        """Return years and amounts as they are typed."""
        return show_thresholds(getattr(record, self.name))


PRACTICE_FIELDS = (
    Field("name", "Name", "As it stands on bills.", read_name),
    Field("npi", "NPI", "The practice's own, 10 digits; empty where it has none.", read_npi),
    Field("tax_id", "Tax id", "9 digits, like 91-0000417.", read_tax_id),
    Field("taxonomy", "Taxonomy", "What kind of provider, like 225700000X for massage.", read_taxonomy),
    Field("address", "Address", "Street, city, state, ZIP code, in one line.", read_words),
    Field("phone", "Phone", "Like 360-555-0142.", read_words),
    Field("state", "State", "Whose record law applies: two letters, like WA.", read_state),
    Field("time_zone", "Time zone", "Like America/Los_Angeles.", read_zone),
    Field("place", "Place of service", "Two digits; 11 is an office, 12 the client's home.", read_place),
    MoneyField(
        "late_cancel_cents",
        "Late-cancel fee",
        "Dollars, like 45.00; empty where nothing is charged.",
        lambda text: read_fee(text) if text.strip() else None,
    ),
    Field(
        "late_note_days",
        "Note late after, days",
        "Days from the visit to the signature; reviewers speak of a couple.",
        lambda text: read_number(text, 365),
    ),
    Field(
        "alike_percent",
        "Note copied from, %",
        "Percent of a section that stand in an earlier note; 90 is this program's own figure.",
        lambda text: read_number(text, 100),
    ),
    Field(
        "filing_percent",
        "Filing near from, %",
        "Percent of a payer's time to file; 70 is this program's own figure.",
        lambda text: read_number(text, 100),
    ),
    Field(
        "unbilled_days",
        "Unbilled after, days",
        "Days from the signature to the bill; 3 is this program's own figure.",
        lambda text: read_number(text, 365),
    ),
    ThresholdsField(
        "therapy_thresholds",
        "KX thresholds",
        "Year and dollars, like 2027 2520.00; 2028 2590.00. Delete a year to remove it.",
        read_thresholds,
    ),
    Field(
        "pin_minutes",
        "PIN stands, minutes",
        "1 to 15: after a PIN, Enter alone signs the next notes so long; 0 asks for it each time.",
        lambda text: 0 if text.strip() in {"", "0"} else read_number(text, 15),
    ),
    YesField(
        "slots_hold_intake",
        "Intake in slot",
        "Yes where booked time holds talk and dressing beside hands-on time; else no.",
        read_yes,
    ),
)


def person_fields(today: date) -> tuple[Field, ...]:
    """Return the fields of a person; nobody can have left after today."""
    return (
        Field("name", "Name", "As it stands under a note.", read_name),
        Field("roles", "Roles", f"Any of {', '.join(Role)}, with commas.", read_roles),
        Field("licence_type", "Licence", f"One of {', '.join(LICENCE_TYPES)}.", read_licence_type),
        Field("licence_number", "Licence number", "As the state writes it.", read_words),
        Field("licence_state", "Licence state", "Two letters.", read_state_or_none),
        Field(
            "licence_expires",
            "Licence expires",
            f"Like {shown_date(today.replace(year=today.year + 1, day=1))}.",
            lambda text: read_date(text, today, DateKind.COMING),
        ),
        Field("npi", "NPI", "10 digits; the check digit is verified.", read_npi),
        Field("taxonomy", "Taxonomy", "Like 225700000X for massage.", read_taxonomy),
        Field(
            "ended_on",
            "Left on",
            "Their last day; empty while they work here.",
            lambda text: read_past_date(text, today),
        ),
    )
