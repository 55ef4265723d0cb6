"""What stands in each item of the CMS-1500, from a claim: capitals without punctuation, as NUCC asks."""

from collections.abc import Iterable, Mapping
from datetime import date

from charting_tui.billing.claim_data import (
    ClaimData,
    FilingKind,
    Insurance,
    LineData,
    PersonData,
    ProviderData,
)
from charting_tui.billing.insured import holder, insured_party
from charting_tui.billing.paper.form_grid import form_grid
from charting_tui.billing.paper.form_text import filed_name, form_code, form_money, form_words
from charting_tui.billing.paper.superbill import paid_before
from charting_tui.billing.paper.wording import full_name
from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.records.addresses import Address
from charting_tui.records.claim import LETTERS

_PLANS: Mapping[FilingKind, str] = {
    "MB": "Medicare",
    "MC": "Medicaid",
    "CH": "TRICARE",
    "VA": "CHAMPVA",
    "BL": "group plan",
    "CI": "group plan",
    "12": "group plan",
}
_RELATIONS = {
    "self": "self",
    "spouse": "spouse",
    "child": "child",
    "other": "other relation",
    "employee": "other relation",
}
"""Item 6; an employee of the insured is “other” by NUCC's instructions."""
_SEXES = {"M": "male", "F": "female"}
_ON_FILE = "SIGNATURE ON FILE"
_HOME = "12"
_MARK = "X"
_AREA = 3
_PHONE = 10
Items = dict[str, str]
"""Text by the name of its field; a field without any is left out."""


def items_of(claim: ClaimData, policy: Insurance, lines: Iterable[LineData], signed_on: date | None) -> Items:
    """Return all items of one form apart from its service lines; ``lines`` are those that it charges."""
    charged = sum(line.charge for line in lines)
    found = {
        **_payer(policy),
        "insured ID": form_code(insured_party(claim, policy).member_id),
        **_patient(claim, policy),
        **_insured(claim, policy),
        **_other_policy(claim),
        **_condition(claim),
        **_numbers(claim),
        **_providers(claim, signed_on),
        "total charge": form_money(charged),
    }
    return {name: text for name, text in found.items() if name and text}


def line_items(line: LineData, claim: ClaimData) -> Items:
    """Return the fields of one service line."""
    procedure = tables_on(line.date).procedure(line.code)
    unlisted = procedure is not None and procedure.kind == "unlisted"
    treating = claim.rendering or claim.billing
    number = form_code(treating.payer_number)
    found = {
        "supplement": f"ZZ{form_words(line.description)}" if unlisted and line.description else "",
        **_date("from", line.date, short=True),
        **_date("to", line.date, short=True),
        "place": form_code(line.place or claim.place),
        "code": form_code(line.code),
        "modifiers": " ".join(map(form_code, line.modifiers)),
        "pointers": "".join(LETTERS[place - 1] for place in line.pointers if 0 < place <= len(LETTERS)),
        "charge": form_money(line.charge),
        "units": str(line.units),
        "rendering qualifier": "G2" if number else "",
        "rendering number": number,
        "rendering NPI": form_code(treating.npi),
    }
    return {name: text for name, text in found.items() if text}


def _payer(policy: Insurance) -> Items:
    payer = policy.payer
    return {
        "payer name": form_words(payer.name),
        "payer street": form_words(payer.address.street or payer.address.entered),
        "payer city": _city_line(payer.address, form_grid().fields["payer city"].length),
        _PLANS.get(payer.filing_kind, "other plan"): _MARK,
    }


def _patient(claim: ClaimData, policy: Insurance) -> Items:
    patient, insured = claim.patient, insured_party(claim, policy)
    named = insured.person if insured.client_is == "self" else patient
    return {
        "patient name": filed_name(named.name),
        **_date("birth", patient.birth_date),
        _SEXES.get(patient.sex, ""): _MARK,
        **_address("patient", patient),
        _RELATIONS[insured.client_is]: _MARK,
        "patient signature": _ON_FILE,
    }


def _insured(claim: ClaimData, policy: Insurance) -> Items:
    signature = {"insured signature": _ON_FILE if policy.assigns_benefits else ""}
    medicare = _is_medicare(policy)
    if medicare:
        # Pub. 100-04 ch. 26 §10.2: items 4, 7 and 11 are those of who pays before Medicare, or the word NONE.
        before = next((one for one in claim.others if one.order == "primary"), None)
        if before is None:
            return {"group number": "NONE", **signature}
        policy = before
    insured = insured_party(claim, policy)
    person = insured.person.model_copy(update={"address": insured.address})
    sex = _SEXES.get(person.sex, "")
    injury = claim.accident.claim_number if claim.accident else ""
    return {
        "insured name": form_words(insured.employer) or filed_name(person.name),
        **_address("insured", person),
        "group number": form_code(policy.group),
        **_date("insured birth", person.birth_date),
        f"insured {sex}" if sex else "": _MARK,
        "other claim ID": f"Y4 {form_code(injury)}" if injury else "",
        "plan name": form_words(policy.plan_name or policy.payer.name),
        ("" if medicare else "another plan yes" if claim.others else "another plan no"): _MARK,
        **signature,
    }


def _other_policy(claim: ClaimData) -> Items:
    if not claim.others or (claim.insurance and _is_medicare(claim.insurance)):
        return {}
    other = claim.others[0]
    return {
        "other insured name": filed_name(holder(other, claim.patient).name),
        "other insured policy": form_code(other.group or other.member_id),
        "other plan name": form_words(other.plan_name or other.payer.name),
    }


def _condition(claim: ClaimData) -> Items:
    accident = claim.accident
    kind = accident.kind if accident else ""
    begun = claim.onset or (accident.date if accident else None)
    other = (accident.date if accident else None) or claim.first_treatment
    qualifier = "439" if accident and accident.date else "454"
    return {
        ("employment yes" if kind == "employment" else "employment no"): _MARK,
        ("auto yes" if kind == "auto" else "auto no"): _MARK,
        "auto state": form_code(accident.state) if accident and kind == "auto" else "",
        ("other accident yes" if kind == "other" else "other accident no"): _MARK,
        **_date("onset", begun),
        "onset qualifier": "431" if begun else "",
        "other date qualifier": qualifier if other else "",
        **_date("other date", other),
        "additional information": form_words(claim.note),
        "outside lab no": _MARK,
        "ICD indicator": "0" if claim.diagnoses else "",
        **{
            f"diagnosis {letter}": form_code(code)
            for letter, code in zip(LETTERS, claim.diagnoses, strict=False)
        },
    }


def _numbers(claim: ClaimData) -> Items:
    again = claim.frequency != "1"
    paid = claim.paid_by_client + paid_before(claim)
    billing = claim.billing
    return {
        "resubmission code": claim.frequency if again else "",
        "original reference": form_code(claim.original_ref) if again else "",
        "prior authorization": form_code(claim.authorization),
        "tax ID": form_code(billing.tax_id),
        (billing.tax_id_kind if billing.tax_id else ""): _MARK,
        "patient account": form_code(claim.number),
        ("assignment yes" if claim.accepts_assignment else "assignment no"): _MARK,
        "amount paid": form_money(paid) if paid else "",
    }


def _providers(claim: ClaimData, signed_on: date | None) -> Items:
    billing, treating = claim.billing, claim.rendering or claim.billing
    sender, qualifier = (claim.referring, "DN") if claim.referring else (claim.supervising, "DQ")
    at_home = claim.place == _HOME
    there = claim.facility or billing
    where = claim.patient.address if at_home else there.address
    area, phone = _phone(billing.phone)
    mail = claim.pay_to or billing.address
    medicare = claim.insurance is not None and _is_medicare(claim.insurance)
    other_id = f"G2{form_code(billing.payer_number)}" if billing.payer_number else ""
    if not other_id and billing.taxonomy and not medicare:
        other_id = f"ZZ{form_code(billing.taxonomy)}"
    return {
        "referring qualifier": qualifier if sender else "",
        "referring name": _provider(sender) if sender else "",
        "referring NPI": form_code(sender.npi) if sender else "",
        "provider signature": _provider(treating),
        "signature date": f"{signed_on:%m %d %Y}" if signed_on else "",
        "facility name": "PATIENT HOME" if at_home else _provider(there),
        "facility street": form_words(where.street or where.entered),
        "facility city": _city_line(where, form_grid().fields["facility city"].length),
        "facility NPI": "" if at_home else form_code(there.npi),
        "billing area code": area,
        "billing phone": phone,
        "billing name": _provider(billing),
        "billing street": form_words(mail.street or mail.entered),
        "billing city": _city_line(mail, form_grid().fields["billing city"].length),
        "billing NPI": form_code(billing.npi),
        "billing other ID": other_id,
    }


def _is_medicare(policy: Insurance) -> bool:
    return policy.payer.filing_kind == "MB"


def _provider(provider: ProviderData) -> str:
    return form_words(provider.organization or f"{full_name(provider.person)} {provider.credentials}")


def _address(whose: str, person: PersonData) -> Items:
    address = person.address
    area, phone = _phone(person.phone)
    return {
        f"{whose} street": form_words(address.street or address.entered),
        f"{whose} city": form_words(address.city),
        f"{whose} state": form_code(address.state),
        f"{whose} ZIP": form_words(address.zip_code),
        f"{whose} area code": area,
        f"{whose} phone": phone,
    }


def _city_line(address: Address, room: int) -> str:
    """Return city, state and ZIP; where they do not fit, the city is cut."""
    rest = form_words(f"{address.state} {address.zip_code}")
    city = form_words(address.city)[: room - len(rest) - 1].rstrip() if rest else form_words(address.city)
    return f"{city} {rest}".strip()


def _phone(phone: str) -> tuple[str, str]:
    digits = form_code(phone)
    return (digits[:_AREA], digits[_AREA:]) if len(digits) == _PHONE and digits.isdigit() else ("", "")


def _date(name: str, day: date | None, *, short: bool = False) -> Items:
    if day is None:
        return {}
    year = f"{day:%y}" if short else f"{day.year:04}"
    return {f"{name} month": f"{day:%m}", f"{name} day": f"{day:%d}", f"{name} year": year}
