"""What is wrong with a claim that no validator of X12 sees: it is found before there is a file.

Shape is the model's and X12's affair; whether the visit may be billed at all is that of the rules. Here stand
numbers, addresses, codes, dates and sums of the claim as payers' first checks want them.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from charting_tui.billing.claim_data import ClaimData, PersonData, ProviderData
from charting_tui.billing.decision_faults import decision_faults
from charting_tui.billing.fault_words import ClaimFault, field_words
from charting_tui.billing.line_faults import diagnosis_faults, is_unlisted, line_faults
from charting_tui.billing.x12.segments import lost_in, plain_text
from charting_tui.coding.code_tables.tables import CodeTables, tables_on
from charting_tui.records.addresses import Address
from charting_tui.records.values import ZONES, Record
from charting_tui.rules.claim.addresses import is_po_box
from charting_tui.rules.claim.claim_data import npi_fault, npi_is_valid, tax_id_is_valid
from charting_tui.rules.claim.provider_data import taxonomy_is_valid

_NUMBER = re.compile(r"[A-Za-z0-9-]{1,20}")
_ZIP = re.compile(r"\d{5}(-?\d{4})?")
_FULL_ZIP = 9
_PHONE = re.compile(r"1?[2-9]\d{2}[2-9]\d{6}")
_STATES = frozenset(ZONES) | {"AA", "AE", "AP", "FM", "MH", "PW"}
"""With the mail of the forces, and islands that have ZIP codes."""
_PARTS = {"street": "street", "city": "city", "state": "state", "zip_code": "ZIP code"}
_ROOM = {
    10: "suffix",
    25: "middle",
    30: "city",
    35: "given",
    50: "group authorization original_ref patient_account claim_number license_number payer_number",
    60: "family organization name employer plan_name",
    80: "member_id electronic_id note description",
    110: "street",
}
_MOST = {name: most for most, names in _ROOM.items() for name in names.split()}
"""Characters that an 837P has for a field, by the last part of its path."""
_NO_CASE = {"AM": "auto", "WC": "employment"}
_CAUSES = {"auto": "an auto accident", "employment": "an injury at work"}
_INSURED = {"auto": "An auto insurer", "employment": "Workers' compensation"}


def claim_faults(
    claim: ClaimData, today: date, tables: Callable[[date], CodeTables] = tables_on
) -> list[ClaimFault]:
    """Return what is wrong with a claim that goes to a payer electronically, in the order of its fields.

    ``today`` is the clinic's; ``tables`` are the code tables of a day, a clinic's own where it has some.
    """
    found = [
        *_number_and_payer(claim),
        *_patient(claim),
        *_billing(claim),
        *_other_providers(claim),
        *diagnosis_faults(claim, tables),
        *_accident(claim),
        *_days(claim, today),
        *line_faults(claim, tables),
        *decision_faults(claim),
        *_texts(claim, tables),
    ]
    return [
        ClaimFault(claim=claim.number, field=field, fault=fault, fix=fix)
        for field, fault, fix in dict.fromkeys(found)
    ]


_Fault = tuple[str, str, str]
"""Path, fault, fix."""


def _number_and_payer(claim: ClaimData) -> Iterator[_Fault]:
    if not _NUMBER.fullmatch(claim.number):
        yield (
            "number",
            "The claim number must be 1 to 20 letters, digits and hyphens.",
            "Number it like 260901-0001.",
        )
    if claim.frequency != "1" and not claim.original_ref.strip():
        does = "replaces" if claim.frequency == "7" else "voids"
        yield (
            "original_ref",
            f"The claim {does} another, but the payer's claim number is missing.",
            "Enter the number from the payer's remittance.",
        )
    held = claim.insurance
    if held is None:
        yield "insurance", "The claim has no insurance.", "Choose a payer, or bill the client."
        return
    for name, what in (("name", "name"), ("electronic_id", "electronic payer ID")):
        if not getattr(held.payer, name).strip():
            yield (
                f"insurance.payer.{name}",
                f"The payer's {what} is missing.",
                "Enter it in the payer's settings.",
            )
    if not held.member_id.strip() and held.payer.filing_kind not in _NO_CASE:
        yield (
            "insurance.member_id",
            "The insurance's member ID is missing.",
            "Enter it from the insurance card.",
        )
    if held.relationship != "self" and not held.subscriber.name.family.strip():
        yield (
            "insurance.subscriber.name.family",
            "The subscriber's last name is missing.",
            "Enter the subscriber; type “self” if it is the client.",
        )


def _patient(claim: ClaimData) -> Iterator[_Fault]:
    yield from _person("patient", claim.patient)
    yield from _address("patient.address", claim.patient.address)


def _person(path: str, who: PersonData) -> Iterator[_Fault]:
    if not who.name.family.strip():
        yield f"{path}.name.family", "The client's last name is missing.", "Enter it as the payer has it."
    if who.birth_date is None:
        yield f"{path}.birth_date", "The client's birth date is missing.", "Enter it as the payer has it."
    if not who.sex:
        yield f"{path}.sex", "The client's sex is missing.", "Enter it as the payer has it."


def _billing(claim: ClaimData) -> Iterator[_Fault]:
    who = claim.billing
    if not (who.organization.strip() or who.person.family.strip()):
        yield "billing.organization", "The billing provider's name is missing.", "Enter the practice's name."
    if not who.npi.strip():
        yield "billing.npi", "The billing provider's NPI is missing.", "Enter it in the practice's settings."
    if not tax_id_is_valid(who.tax_id):
        yield (
            "billing.tax_id",
            "The billing provider's tax ID does not have 9 digits."
            if who.tax_id
            else "The billing provider's tax ID is missing.",
            "Enter it as on the IRS letter, such as 12-3456789.",
        )
    yield from _provider("billing", who)
    yield from _address("billing.address", who.address)
    if is_po_box(who.address.street):
        yield (
            "billing.address.street",
            "The billing provider's address is a PO box.",
            "Enter the street address. A PO box can be the pay-to address.",
        )
    code = who.address.zip_code
    if _ZIP.fullmatch(code.strip()) and sum(sign.isdigit() for sign in code) < _FULL_ZIP:
        yield (
            "billing.address.zip_code",
            "The billing provider's ZIP code has 5 digits; electronic claims need 9.",
            "Enter it like 98366-2114.",
        )
    if claim.pay_to is not None:
        yield from _address("pay_to", claim.pay_to)


def _other_providers(claim: ClaimData) -> Iterator[_Fault]:
    others = (
        ("rendering", claim.rendering),
        ("referring", claim.referring),
        ("supervising", claim.supervising),
        ("facility", claim.facility),
    )
    for path, who in others:
        if who is None:
            continue
        yield from _provider(path, who)
        if path == "facility":
            yield from _address("facility.address", who.address)
            continue
        if not (who.organization.strip() or who.person.family.strip()):
            yield (
                f"{path}.person.family",
                f"{field_words(f'{path}.name')} is missing.",
                "Enter last and first name.",
            )
        known = who.npi.strip() or who.payer_number.strip() or who.license_number.strip()
        if path == "rendering" and not known:
            yield (
                f"{path}.npi",
                f"{field_words(f'{path}.npi')} is missing.",
                "Enter it from the NPI registry.",
            )


def _provider(path: str, who: ProviderData) -> Iterator[_Fault]:
    npi = who.npi.strip()
    if npi and not npi_is_valid(npi):
        yield (
            f"{path}.npi",
            f"{field_words(f'{path}.npi')} {npi_fault(npi)}.",
            "Check it against the NPI registry.",
        )
    if who.taxonomy.strip() and not taxonomy_is_valid(who.taxonomy):
        yield (
            f"{path}.taxonomy",
            f"{field_words(f'{path}.taxonomy')} isn't a taxonomy code.",
            "Enter the one from the NPI registry, such as 225700000X.",
        )
    digits = re.sub(r"[\s().-]", "", who.phone)
    if digits and not _PHONE.fullmatch(digits):
        yield (
            f"{path}.phone",
            f"{field_words(f'{path}.phone')} isn't a 10-digit phone number.",
            "Enter it like 360-555-0142.",
        )


def _address(path: str, where: Address) -> Iterator[_Fault]:
    missing = [name for name in _PARTS if not getattr(where, name).strip()]
    for name in missing:
        yield (
            f"{path}.{name}",
            f"{field_words(f'{path}.{name}')} is missing.",
            "Enter street, city, state and ZIP code.",
        )
    if where.state.strip() and where.state.strip().upper() not in _STATES:
        yield (
            f"{path}.state",
            f"{field_words(f'{path}.state')} “{where.state[:6]}” isn't a state.",
            "Enter two letters, such as WA.",
        )
    if where.zip_code.strip() and not _ZIP.fullmatch(where.zip_code.strip()):
        yield (
            f"{path}.zip_code",
            f"{field_words(f'{path}.zip_code')} doesn't have 5 or 9 digits.",
            "Enter it like 98366 or 98366-2114.",
        )


def _accident(claim: ClaimData) -> Iterator[_Fault]:
    accident = claim.accident
    kind = _NO_CASE.get(claim.insurance.payer.filing_kind) if claim.insurance else None
    if kind and (accident is None or accident.kind != kind):
        yield (
            "accident",
            f"{_INSURED[kind]} is billed, but the claim isn't for {_CAUSES[kind]}.",
            "Choose the visit's injury case.",
        )
    if accident is None:
        return
    if accident.date is None:
        yield "accident.date", "The accident's date is missing.", "Enter it in the injury case."
    if accident.kind == "auto" and accident.state.strip().upper() not in _STATES:
        yield (
            "accident.state",
            "The state of the auto accident is missing."
            if not accident.state
            else f"The accident state “{accident.state[:6]}” isn't a state.",
            "Enter where it happened, as two letters such as WA.",
        )


def _days(claim: ClaimData, today: date) -> Iterator[_Fault]:
    days = [line.date for line in claim.lines]
    if not days:
        return
    first, last = min(days), max(days)
    late = next((place for place, day in enumerate(days) if day > today), None)
    if late is not None:
        yield (
            f"lines[{late}].date",
            f"Line {late + 1}'s date {last} is in the future.",
            "Correct the date of service.",
        )
    before = (
        ("patient.birth_date", claim.patient.birth_date),
        ("onset", claim.onset),
        ("first_treatment", claim.first_treatment),
        ("accident.date", claim.accident.date if claim.accident else None),
    )
    for path, day in before:
        if day is not None and day > first:
            yield path, f"{field_words(path)} {day} is after the visit on {first}.", "Correct one of them."


def _texts(claim: ClaimData, tables: Callable[[date], CodeTables]) -> Iterator[_Fault]:
    """Find texts that X12 has no letters for, or no room."""
    described = {
        f"lines[{place}].description" for place, line in enumerate(claim.lines) if is_unlisted(line, tables)
    }
    for path, text in _texts_of(claim, ""):
        lost = lost_in(text)
        if lost:
            yield (
                path,
                f"{field_words(path)} has letters that electronic claims can't contain: {lost[:12]}",
                "Type it in Latin letters, as on the insurance card.",
            )
        name = path.rpartition(".")[2]
        most = _MOST.get(name, 0) if name != "description" or path in described else 0
        length = len(plain_text(text))
        if most and length > most:
            yield (
                path,
                f"{field_words(path)} has {length} characters. A claim has room for {most}.",
                "Shorten it.",
            )


def _texts_of(record: Record, path: str) -> Iterator[tuple[str, str]]:
    for name in type(record).model_fields:
        value: Any = getattr(record, name)
        at = f"{path}.{name}".lstrip(".")
        if isinstance(value, str):
            yield at, value
        elif isinstance(value, Record):
            yield from _texts_of(value, at)
        elif isinstance(value, tuple):
            for place, one in enumerate(value):
                if isinstance(one, Record):
                    yield from _texts_of(one, f"{at}[{place}]")
