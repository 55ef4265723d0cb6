"""People and organizations in an 837P: names, addresses, numbers of theirs, as segments."""

from collections.abc import Iterator
from datetime import date

from charting_tui.billing.claim_data import PayerData, PersonData, ProviderData
from charting_tui.billing.x12.segments import plain_text, segment
from charting_tui.records.addresses import Address

STREET = 55
"""Characters of each of the two elements of N3."""


def digits(text: str) -> str:
    """Return the digits of a number that is written with hyphens."""
    return "".join(sign for sign in text if sign.isascii() and sign.isdigit())


def day(value: date) -> str:
    """Return a day as D8."""
    return f"{value:%Y%m%d}"


def street_lines(street: str) -> tuple[str, str]:
    """Return a street in the two lines that a claim has for it, parted between words."""
    text = plain_text(street)
    if len(text) <= STREET:
        return text, ""
    cut = text.rfind(" ", 0, STREET + 1)
    cut = cut if cut > 0 else STREET
    return text[:cut].rstrip(), text[cut:].strip()[:STREET]


def address(where: Address) -> Iterator[str]:
    """Yield N3 and N4; nothing of an address without its parts."""
    if where.street:
        yield segment("N3", *street_lines(where.street))
    if where.city:
        code = digits(where.zip_code)
        yield segment("N4", plain_text(where.city), plain_text(where.state), code)


def person(role: str, who: PersonData, member_id: str = "") -> Iterator[str]:
    """Yield NM1, N3, N4 and DMG of a client or subscriber, as far as they are known."""
    number = ("MI", plain_text(member_id)) if member_id else ()
    name = who.name
    yield segment("NM1", role, "1", *_name(name.family, name.given, name.middle, "", name.suffix), *number)
    yield from address(who.address)
    if who.birth_date is not None:
        yield segment("DMG", "D8", day(who.birth_date), who.sex or "U")


def payer(who: PayerData) -> Iterator[str]:
    """Yield NM1, N3 and N4 of a payer."""
    yield segment("NM1", "PR", "2", plain_text(who.name), *[""] * 4, "PI", plain_text(who.electronic_id))
    yield from address(who.address)


def provider(role: str, who: ProviderData) -> str:
    """Return the NM1 of a provider."""
    number = ("XX", digits(who.npi)) if who.npi else ()
    if who.organization:
        return segment("NM1", role, "2", plain_text(who.organization), "", "", "", "", *number)
    name = who.person
    return segment("NM1", role, "1", *_name(name.family, name.given, name.middle, "", name.suffix), *number)


def site(who: ProviderData) -> str:
    """Return the NM1 of a place of treatment, which is no person: a client's home has the client's name."""
    name = who.organization or f"{who.person.given} {who.person.family}"
    number = ("XX", digits(who.npi)) if who.npi else ()
    return segment("NM1", "77", "2", plain_text(name)[:60], "", "", "", "", *number)


def secondary_numbers(who: ProviderData) -> Iterator[str]:
    """Yield what else identifies a provider on the claim: the license, and the payer's own number."""
    if who.license_number:
        yield segment("REF", "0B", plain_text(who.license_number))
    if who.payer_number:
        yield segment("REF", "G2", plain_text(who.payer_number))


def _name(*parts: str) -> Iterator[str]:
    return map(plain_text, parts)
