"""How papers write names, addresses, money, days and numbers, and the head that all of them bear."""

from collections.abc import Mapping
from datetime import date

from charting_tui.billing.claim_data import NameParts, PersonData, ProviderData
from charting_tui.billing.paper.typesetting import Value
from charting_tui.readers.dates import shown_date
from charting_tui.records.addresses import Address
from charting_tui.records.people import Client, Practice, Therapist

_PHONE = 10
_TAX_ID = 9
Rows = list[Value]
"""Rows of a card or a table; each is a list of its cells."""


def full_name(name: NameParts) -> str:
    """Return a name as it is spoken: Jane Q Doe Jr."""
    return " ".join(filter(None, (name.given, name.middle, name.family, name.suffix)))


def provider_name(provider: ProviderData) -> str:
    """Return an organization's name, or a person's with the credentials: Kim Halvorsen, LMT."""
    return provider.organization or ", ".join(
        filter(None, (full_name(provider.person), provider.credentials))
    )


def therapist_name(therapist: Therapist) -> str:
    """Return a therapist's name with the license: Kim Halvorsen, LMT."""
    return ", ".join(filter(None, (therapist.name, therapist.licence_type)))


def dollars(cents: int) -> str:
    """Return cents as dollars with their sign: $1,234.50."""
    sign = "\N{MINUS SIGN}" if cents < 0 else ""
    return f"{sign}${abs(cents) // 100:,}.{abs(cents) % 100:02}"


def on_day(day: date | None) -> str:
    """Return a day as 11/19/2026; nothing where none is known."""
    return shown_date(day) if day else ""


def phone_number(phone: str) -> str:
    """Return ten digits as 360-555-0142; anything else as it is."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}" if len(digits) == _PHONE else phone


def tax_number(tax_id: str, kind: str = "EIN") -> str:
    """Return a tax id with its hyphens: 91-0000417, or 123-45-6789."""
    digits = "".join(sign for sign in tax_id if sign.isdigit())
    if len(digits) != _TAX_ID:
        return tax_id
    return f"{digits[:2]}-{digits[2:]}" if kind == "EIN" else f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"


def address_lines(address: Address) -> list[str]:
    """Return street, then city with state and ZIP; the line as entered where no one split it."""
    place = ", ".join(
        filter(
            None, (address.city, "\N{NO-BREAK SPACE}".join(filter(None, (address.state, address.zip_code))))
        )
    )
    return [line for line in (address.street, place) if line] or [line for line in (address.entered,) if line]


def rows_of(*rows: tuple[str, str | list[str]]) -> Rows:
    """Return the rows whose value is known."""
    return [[label, value] for label, value in rows if value]


def letterhead(clinic: ProviderData) -> Mapping[str, Value]:
    """Return the head of a paper: who the clinic is, where it is, and its numbers for insurers."""
    numbers = (
        ("Phone", phone_number(clinic.phone)),
        ("Tax ID", tax_number(clinic.tax_id, clinic.tax_id_kind)),
        ("NPI", clinic.npi),
    )
    told = "  \N{MIDDLE DOT}  ".join(f"{label} {value}" for label, value in numbers if value)
    lines = [", ".join(address_lines(clinic.address)), told]
    return {"name": provider_name(clinic), "lines": [line for line in lines if line]}


def letterhead_of(practice: Practice) -> Mapping[str, Value]:
    """Return the head of a paper of a practice."""
    return letterhead(
        ProviderData(
            organization=practice.name,
            npi=practice.npi,
            tax_id=practice.tax_id,
            address=practice.address,
            phone=practice.phone,
        )
    )


def about_person(person: PersonData, *, born: bool = True) -> Rows:
    """Return the rows on a client or on who pays, who need not tell when they were ``born``."""
    return rows_of(
        ("Name", full_name(person.name)),
        ("Born", on_day(person.birth_date) if born else ""),
        ("Address", address_lines(person.address)),
        ("Phone", phone_number(person.phone)),
    )


def about_client(client: Client) -> Rows:
    """Return the rows on the client of a chart."""
    guardian = client.guardian.name if client.guardian else ""
    return rows_of(
        ("Name", client.name),
        ("Born", on_day(client.birth_date)),
        ("Chart", client.chart_number),
        ("Address", address_lines(client.address)),
        ("Phone", phone_number(client.phone)),
        ("Guardian", guardian),
    )
