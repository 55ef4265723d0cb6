"""All papers of one claim in one PDF: a cover page, the claim, and the record of the visit."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from charting_tui.billing.claim_data import ClaimData
from charting_tui.billing.paper.cms1500 import NO_OFFSET, form_part
from charting_tui.billing.paper.form_grid import PrintOffset
from charting_tui.billing.paper.superbill import superbill_part
from charting_tui.billing.paper.typesetting import PaperPart, Value, typeset
from charting_tui.billing.paper.visit_record import visit_part
from charting_tui.billing.paper.wording import (
    Rows,
    address_lines,
    dollars,
    full_name,
    letterhead,
    on_day,
    rows_of,
)
from charting_tui.coding.diagnosis_book.diagnoses import Diagnoses
from charting_tui.records.chart import VisitFile
from charting_tui.records.office import Office
from charting_tui.records.people import Client

ClaimForm = Literal["superbill", "CMS-1500", "CMS-1500 data"]
"""How the claim stands in a packet: data alone is for a form that is printed already."""
_PRIVATE = (
    "These papers hold health information that the law protects. If they reached you by mistake, "
    "call the number above and destroy them."
)


def packet(
    claim: ClaimData,
    visits: tuple[VisitFile, ...],
    client: Client,
    office: Office,
    *,
    form: ClaimForm = "CMS-1500",
    made_on: date | None = None,
    signed_on: date | None = None,
    offset: PrintOffset = NO_OFFSET,
    note: str = "",
    book: Diagnoses | None = None,
) -> bytes:
    """Return cover page, claim and the records of its visits as one PDF; its faults are those of its parts.

    ``made_on`` is the day on the cover page; ``note`` says there why the papers are sent.
    """
    if form == "superbill":
        bill = superbill_part(claim, signed_on=signed_on, book=book)
    else:
        bill = form_part(claim, signed_on=signed_on, offset=offset, labeled=form == "CMS-1500")
    records = [visit_part(kept, client, office, book=book) for kept in visits]
    parts = [bill, *records]
    return typeset(f"Packet for claim {claim.number}", [_cover(claim, parts, made_on, note), *parts])


def _cover(claim: ClaimData, parts: list[PaperPart], made_on: date | None, note: str) -> PaperPart:
    values: Mapping[str, Value] = {
        "clinic": letterhead(claim.billing),
        "facts": rows_of(("Claim", claim.number), ("Date", on_day(made_on))),
        "to": _addressee(claim),
        "about_client": rows_of(
            ("Name", full_name(claim.patient.name)),
            ("Born", on_day(claim.patient.birth_date)),
            ("Member ID", claim.insurance.member_id if claim.insurance else ""),
            ("Group", claim.insurance.group if claim.insurance else ""),
        ),
        "about_claim": rows_of(
            ("Number", claim.number),
            ("Your number", claim.original_ref),
            (
                "Date of service",
                ", ".join(on_day(day) for day in sorted({line.date for line in claim.lines})),
            ),
            ("Authorization", claim.authorization),
            ("Injury claim", claim.accident.claim_number if claim.accident else ""),
            ("Charge", dollars(claim.total)),
        ),
        "enclosed": [[_called(part), part.name] for part in parts],
        "notice": [*([note] if note else []), _PRIVATE],
    }
    return PaperPart("cover", values, "cover")


def _addressee(claim: ClaimData) -> Rows:
    if claim.insurance is None:
        patient = claim.patient
        return rows_of(("Name", full_name(patient.name)), ("Address", address_lines(patient.address)))
    payer = claim.insurance.payer
    return rows_of(("Name", payer.name), ("Address", address_lines(payer.address)))


def _called(part: PaperPart) -> str:
    if part.kind == "visit":
        return f"Visit record of {part.values['date']}"
    return "Claim (CMS-1500)" if part.kind == "grid" else "Superbill"
