"""What a change does to the codes and the note of a draft, in lines: what stood, what will stand."""

from charting_tui.records.claim import Claim, Draft
from charting_tui.records.values import dollars_of
from charting_tui.records.visit import SECTIONS


def difference(before: Draft, after: Draft) -> tuple[list[str], list[str]]:
    """Return the lines that go and the lines that come."""
    old, new = _lines(before), _lines(after)
    return [line for line in old if line not in new], [line for line in new if line not in old]


def _lines(draft: Draft) -> list[str]:
    lines = []
    for service in draft.visit.services:
        claim = draft.claim.line(service.id)
        parts = [service.code, f"{'no' if service.minutes is None else service.minutes} min"]
        if claim.units is not None:
            parts.append(f"{claim.units} units entered")
        parts += [
            " ".join(claim.modifiers),
            "".join(claim.pointers),
            f"{service.area} {service.side}".strip(),
        ]
        if service.bill_to != "payer":
            parts.append(f"billed to {service.bill_to}")
        lines.append("  ".join(part for part in parts if part))
    note = draft.visit.note
    lines += [f"{part[0].upper()}  {line}" for part in SECTIONS for line in getattr(note, part).splitlines()]
    return [*lines, *(f"diagnosis {code}" for code in draft.visit.diagnoses), *_claim_lines(draft.claim)]


def _claim_lines(claim: Claim) -> list[str]:
    total = "" if claim.total is None else f"total {dollars_of(claim.total)}"
    kind = (
        "" if claim.frequency == "1" else f"claim of frequency {claim.frequency} {claim.original_ref}".strip()
    )
    indicator = "" if claim.icd_indicator == "0" else f"ICD indicator {claim.icd_indicator}"
    return [part for part in (total, kind, indicator) if part]
