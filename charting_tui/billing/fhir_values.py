"""Values of FHIR R4 that claims are made of: codes, names, addresses, money."""

from datetime import date
from typing import Any

from charting_tui.billing.claim_data import Insurance, NameParts, PayerData, PersonData, ProviderData
from charting_tui.records.addresses import Address

Resource = dict[str, Any]
"""A resource or a part of one, as JSON has it."""
NPI = "http://hl7.org/fhir/sid/us-npi"
ICD10 = "http://hl7.org/fhir/sid/icd-10-cm"
CPT = "http://www.ama-assn.org/go/cpt"
HCPCS = "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
TAX_ID = "urn:oid:2.16.840.1.113883.4.4"
HL7 = "http://terminology.hl7.org/CodeSystem"
_GENDERS = {"F": "female", "M": "male", "U": "unknown"}
PLACES = "https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set"


def coded(system: str, code: str) -> Resource:
    """Return a concept with one code of a system of HL7."""
    return coded_in(f"{HL7}/{system}", code)


def coded_in(system: str, code: str) -> Resource:
    """Return a concept with one code of a system."""
    return {"coding": [{"system": system, "code": code}]}


def diagnosis(code: str) -> Resource:
    """Return the concept of an ICD-10-CM code."""
    return coded_in(ICD10, code)


def procedure_code(code: str, words: str = "") -> Resource:
    """Return the concept of a CPT or HCPCS code, with words where there are some."""
    held = coded_in(CPT if code[:1].isdigit() else HCPCS, code)
    return held | ({"text": words} if words else {})


def money(cents: int) -> Resource:
    """Return an amount."""
    return {"value": cents / 100, "currency": "USD"}


def full_name(name: NameParts) -> str:
    """Return a name as it is spoken."""
    return " ".join(filter(None, (name.given, name.middle, name.family, name.suffix)))


def human_name(name: NameParts) -> Resource:
    """Return a name in parts."""
    given = [part for part in (name.given, name.middle) if part]
    return {"text": full_name(name), "family": name.family, **({"given": given} if given else {})}


def person_fields(who: PersonData) -> Resource:
    """Return the fields of a client or subscriber."""
    suffix = {"suffix": [who.name.suffix]} if who.name.suffix else {}
    return {
        "name": [human_name(who.name) | suffix] if who.name.family else [],
        "gender": _GENDERS.get(who.sex, "unknown"),
        "birthDate": iso_day(who.birth_date),
        "telecom": [*telecom(who.phone), *([{"system": "email", "value": who.email}] if who.email else [])],
        "address": addresses(who.address),
    }


def iso_day(day: date | None) -> str | None:
    """Return a day as FHIR writes it, or None."""
    return day.isoformat() if day else None


def telecom(phone: str) -> list[Resource]:
    """Return a phone number as contact points."""
    return [{"system": "phone", "value": phone}] if phone else []


def addresses(where: Address) -> list[Resource]:
    """Return an address as a list, empty where nothing of it is known."""
    parts = {
        "line": [where.street] if where.street else [],
        "city": where.city,
        "state": where.state,
        "postalCode": where.zip_code,
        "text": where.entered,
    }
    held = {name: value for name, value in parts.items() if value}
    return [held | {"country": "US"}] if held else []


def payer_key(who: PayerData) -> str:
    """Return what tells payers apart."""
    return f"payer {who.id} {who.electronic_id} {who.name}"


def policy_key(held: Insurance) -> str:
    """Return what tells policies apart."""
    return f"{payer_key(held.payer)} {held.member_id} {held.order}"


def provider_key(role: str, who: ProviderData | None) -> str:
    """Return what tells providers apart, each in a role."""
    return f"{role} {who.npi} {full_name(who.person)}" if who else role
