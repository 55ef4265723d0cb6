"""The superbill: all that an insurer asks of a client who has paid, or who sends the bill in."""

from collections.abc import Mapping
from datetime import date

from charting_tui.billing.claim_data import ClaimData, Insurance, LineData, ProviderData
from charting_tui.billing.paper.typesetting import PaperPart, Value, typeset
from charting_tui.billing.paper.wording import (
    Rows,
    about_person,
    address_lines,
    dollars,
    full_name,
    letterhead,
    on_day,
    phone_number,
    provider_name,
    rows_of,
    tax_number,
)
from charting_tui.coding.billing.visit_money import VisitMoney
from charting_tui.coding.code_tables.tables import CodeTables, tables_on
from charting_tui.coding.diagnosis_book.diagnoses import Diagnoses
from charting_tui.errors import BadInput
from charting_tui.records.claim import LETTERS

_ACCIDENTS = {"auto": "Auto accident", "employment": "Employment", "other": "Other accident"}


def superbill(claim: ClaimData, *, signed_on: date | None = None, book: Diagnoses | None = None) -> bytes:
    """Return the superbill of a claim as PDF.

    ``signed_on`` is the day on which the treating therapist signed the record; without it the line for the
    signature stays empty. BadInput where the claim has no line.
    """
    return typeset(f"Superbill {claim.number}", [superbill_part(claim, signed_on=signed_on, book=book)])


def superbill_part(
    claim: ClaimData,
    *,
    signed_on: date | None = None,
    book: Diagnoses | None = None,
    money: VisitMoney | None = None,
) -> PaperPart:
    """Return the superbill as a part of a document.

    ``money`` tells both shares of a visit that a payer is billed for; else all of it is the client's.
    """
    if not claim.lines:
        raise BadInput("The claim has no service line. Enter the procedures before you print it.")
    first = min(line.date for line in claim.lines)
    tables = tables_on(first, book)
    treating = claim.rendering or claim.billing
    values: Mapping[str, Value] = {
        "clinic": letterhead(claim.billing),
        "client": full_name(claim.patient.name),
        "number": claim.number,
        "facts": rows_of(("Number", claim.number), ("Date of service", _days(claim))),
        "about_client": [
            *about_person(claim.patient),
            *rows_of(
                ("Sex", {"F": "Female", "M": "Male"}.get(claim.patient.sex, "")),
                ("Account", claim.patient_account),
            ),
        ],
        "about_insurance": _insured(claim),
        "about_provider": _about_provider(treating, claim.billing),
        "about_visit": _about_visit(claim, tables),
        "diagnoses": [
            [letter, code, entry.text if (entry := tables.diagnosis(code)) else ""]
            for letter, code in zip(LETTERS, claim.diagnoses, strict=False)
        ],
        "lines": [_line(line, tables) for line in claim.lines],
        "sums": _sums(claim) if money is None else _shared_sums(money),
        "notice": _notice(claim),
        "signing": [
            {
                "width": 3,
                "on": f"Signed electronically by {provider_name(treating)}" if signed_on else "",
                "below": f"Provider’s signature: {provider_name(treating)}",
            },
            {"width": 1, "on": on_day(signed_on), "below": "Date"},
        ],
    }
    return PaperPart("superbill", values, f"superbill {claim.number}")


def balance(claim: ClaimData) -> int:
    """Return the cents of a claim that no one has paid or written off."""
    return claim.total - paid_before(claim) - written_off(claim) - claim.paid_by_client


def paid_before(claim: ClaimData) -> int:
    """Return the cents that payers before this one paid on the claim."""
    return sum(one.decision.paid for one in _decided(claim) if one.decision)


def written_off(claim: ClaimData) -> int:
    """Return the cents that a payer's contract took off (adjustments of group CO)."""
    on_claim = (cut for one in _decided(claim) if one.decision for cut in one.decision.adjustments)
    on_lines = (cut for line in claim.lines if line.earlier for cut in line.earlier.adjustments)
    return sum(cut.cents for cut in (*on_claim, *on_lines) if cut.group == "CO")


def _decided(claim: ClaimData) -> tuple[Insurance, ...]:
    billed = (claim.insurance,) if claim.insurance else ()
    return tuple(one for one in (*billed, *claim.others) if one.decision)


def _days(claim: ClaimData) -> str:
    days = sorted({line.date for line in claim.lines})
    return on_day(days[0]) if len(days) == 1 else f"{on_day(days[0])}\N{EN DASH}{on_day(days[-1])}"


def _insured(claim: ClaimData) -> Rows:
    policies = (*([claim.insurance] if claim.insurance else []), *claim.others)
    found = rows_of(("Billed to", "" if claim.insurance else "Client"))
    for policy in policies:
        other = policy.relationship != "self"
        found += rows_of(
            ("Insurer", policy.payer.name),
            ("Member ID", policy.member_id),
            ("Group", policy.group),
            ("Plan", policy.plan_name),
            (
                "Insured",
                f"{full_name(policy.subscriber.name)}, client is {policy.relationship}" if other else "",
            ),
        )
    return [*found, *rows_of(("Authorization", claim.authorization))]


def _about_provider(treating: ProviderData, billing: ProviderData) -> Rows:
    licence = " ".join(filter(None, (treating.license_state, treating.license_number)))
    own_tax_id = treating.tax_id if treating.tax_id != billing.tax_id else ""
    return rows_of(
        ("Treated by", provider_name(treating)),
        ("License", licence),
        ("NPI", treating.npi),
        ("Taxonomy", treating.taxonomy),
        ("Tax ID", tax_number(own_tax_id, treating.tax_id_kind)),
        ("Phone", phone_number(treating.phone)),
    )


def _about_visit(claim: ClaimData, tables: CodeTables) -> Rows:
    code = claim.place or next((line.place for line in claim.lines if line.place), "")
    place = tables.place(code)
    referring = claim.referring
    accident = claim.accident
    return rows_of(
        ("Date", _days(claim)),
        ("Place", f"{code} {place.text if place else ''}".strip()),
        ("At", provider_name(claim.facility) if claim.facility else ""),
        ("", address_lines(claim.facility.address) if claim.facility else []),
        ("Onset", on_day(claim.onset)),
        (
            "Referred by",
            ", ".join(
                filter(None, (provider_name(referring), f"NPI {referring.npi}" if referring.npi else ""))
            )
            if referring
            else "",
        ),
        (
            _ACCIDENTS[accident.kind] if accident else "",
            " ".join(filter(None, (on_day(accident.date), accident.state, accident.claim_number)))
            if accident
            else "",
        ),
    )


def _line(line: LineData, tables: CodeTables) -> list[Value]:
    procedure = tables.procedure(line.code)
    words = line.description or (procedure.text if procedure else "")
    letters = "".join(LETTERS[place - 1] for place in line.pointers if 0 < place <= len(LETTERS))
    modifiers = " ".join(line.modifiers)
    return [on_day(line.date), line.code, modifiers, words, letters, str(line.units), dollars(line.charge)]


def _sums(claim: ClaimData) -> Rows:
    insured, off = paid_before(claim), written_off(claim)
    between = [("Insurance paid", insured)] if insured else []
    between += [("Adjusted", off)] if off else []
    rows = [("Total charges", claim.total), *between, ("Paid by client", claim.paid_by_client)]
    return [*([label, dollars(cents)] for label, cents in rows), ["Balance due", dollars(balance(claim))]]


def _shared_sums(money: VisitMoney) -> Rows:
    """Return what payer and client bear; what no one was asked for or paid is left out."""
    between = (
        ("Insurance paid", money.payer_paid),
        ("Adjusted", money.adjusted),
        ("With insurance", money.payer_due),
    )
    rows = [
        ("Total charges", money.to_payer + money.lines),
        *((label, cents) for label, cents in between if cents),
        (f"Client's share{f' ({money.copay_for})' if money.copay_for else ''}", money.owed),
        ("Paid by client", money.paid),
        ("Balance due", max(0, money.due)),
        *([("Credit", -money.due)] if money.due < 0 else []),
    ]
    return [[label, dollars(cents)] for label, cents in rows]


def _notice(claim: ClaimData) -> list[Value]:
    told: list[Value] = []
    if claim.insurance is None or not claim.insurance.assigns_benefits:
        told.append(
            "To the insurer: the services listed were provided to the client named above. "
            "Please send any payment to the client."
            if claim.paid_by_client
            else "To the insurer: the services listed were provided to the client named above."
        )
    if claim.note:
        told.append(claim.note)
    if claim.pay_to:
        told.append(f"Payments to: {', '.join(address_lines(claim.pay_to))}")
    return told
