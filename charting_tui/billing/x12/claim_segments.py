"""One claim from its CLM on: dates, references, diagnoses, providers, other payers and lines."""

from collections.abc import Iterable, Iterator

from charting_tui.billing.claim_data import ClaimData, Insurance, LineData, ProviderData
from charting_tui.billing.insured import holder
from charting_tui.billing.line_faults import is_unlisted
from charting_tui.billing.x12.parties import (
    address,
    day,
    payer,
    person,
    provider,
    secondary_numbers,
    site,
)
from charting_tui.billing.x12.segments import composite, plain_text, segment
from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.records.answers import Adjustment
from charting_tui.records.values import dollars_of

RESPONSIBILITY = {"primary": "P", "secondary": "S", "tertiary": "T"}
RELATIONSHIP = {"self": "18", "spouse": "01", "child": "19", "other": "G8"}
ACCIDENT = {"auto": "AA", "employment": "EM", "other": "OA"}
_A_CAS = 6
"""Adjustments of one group in one CAS."""


def claim_segments(claim: ClaimData) -> Iterator[str]:
    """Yield loop 2300 and those below it."""
    yield _clm(claim)
    yield from _dates(claim)
    if claim.paid_by_client:
        yield segment("AMT", "F5", dollars_of(claim.paid_by_client))
    yield from _references(claim)
    if claim.note:
        yield segment("NTE", "ADD", plain_text(claim.note))
    codes = [code.replace(".", "").upper() for code in claim.diagnoses]
    kinds = ("ABK", *["ABF"] * (len(codes) - 1))
    yield segment("HI", *(composite(kind, code) for kind, code in zip(kinds, codes, strict=True)))
    yield from _providers(claim)
    for other in claim.others:
        yield from _other_payer(claim, other)
    for place, line in enumerate(claim.lines, start=1):
        yield from _line(claim, line, place)


def treats_for_another(claim: ClaimData) -> ProviderData | None:
    """Return who treated, where that is someone else than who bills: only then a claim names them."""
    who = claim.rendering
    return who if who is not None and (not who.npi or who.npi != claim.billing.npi) else None


def decider_of(claim: ClaimData) -> Insurance | None:
    """Return the policy whose payer decided last before the one that is billed."""
    return next((one for one in reversed(claim.others) if one.decision is not None), None)


def _clm(claim: ClaimData) -> str:
    accident = claim.accident
    cause = (
        composite(
            ACCIDENT[accident.kind], "", "", plain_text(accident.state) if accident.kind == "auto" else ""
        )
        if accident
        else ""
    )
    assigns = claim.insurance.assigns_benefits if claim.insurance else True
    return segment(
        *("CLM", plain_text(claim.number), dollars_of(claim.total), "", ""),
        composite(plain_text(claim.place), "B", claim.frequency),
        *("Y", "A" if claim.accepts_assignment else "C", "Y" if assigns else "N", "Y", "", cause),
    )


def _dates(claim: ClaimData) -> Iterator[str]:
    known = (
        ("431", claim.onset),
        ("454", claim.first_treatment),
        ("439", claim.accident.date if claim.accident else None),
    )
    for qualifier, value in known:
        if value is not None:
            yield segment("DTP", qualifier, "D8", day(value))


def _references(claim: ClaimData) -> Iterator[str]:
    replaced = claim.original_ref if claim.frequency != "1" else ""
    known = (("G1", claim.authorization), ("F8", replaced), ("EA", claim.patient_account))
    for qualifier, value in known:
        if value:
            yield segment("REF", qualifier, plain_text(value))


def _providers(claim: ClaimData) -> Iterator[str]:
    if claim.referring:
        yield provider("DN", claim.referring)
        yield from secondary_numbers(claim.referring)
    treats = treats_for_another(claim)
    if treats:
        yield provider("82", treats)
        if treats.taxonomy:
            yield segment("PRV", "PE", "PXC", plain_text(treats.taxonomy))
        yield from secondary_numbers(treats)
    if claim.facility:
        yield site(claim.facility)
        yield from address(claim.facility.address)
    if claim.supervising:
        yield provider("DQ", claim.supervising)
        yield from secondary_numbers(claim.supervising)


def _other_payer(claim: ClaimData, other: Insurance) -> Iterator[str]:
    """Yield loop 2320: another policy of the client, with what its payer decided."""
    decided, by_line = other.decision, other is decider_of(claim) and _decided_by_line(claim)
    yield segment(
        *("SBR", RESPONSIBILITY[other.order], RELATIONSHIP[other.relationship], plain_text(other.group)),
        *("" if other.group else plain_text(other.plan_name), "", "", "", "", other.payer.filing_kind),
    )
    if decided:
        yield from _adjustments(decided.adjustments)
        yield segment("AMT", "D", dollars_of(decided.paid))
        if not by_line:
            yield segment("AMT", "EAF", dollars_of(_left_to_client(decided.adjustments)))
    yield segment("OI", "", "", "Y" if other.assigns_benefits else "N", "", "", "Y")
    insured = holder(other, claim.patient).model_copy(update={"birth_date": None})
    yield from person("IL", insured, other.member_id)
    yield from payer(other.payer)
    if decided and decided.decided_on and not by_line:
        yield segment("DTP", "573", "D8", day(decided.decided_on))
    if decided and decided.payer_number:
        yield segment("REF", "F8", plain_text(decided.payer_number))


def _decided_by_line(claim: ClaimData) -> bool:
    return any(line.earlier is not None for line in claim.lines)


def _left_to_client(adjustments: Iterable[Adjustment]) -> int:
    return sum(one.cents for one in adjustments if one.group == "PR")


def _adjustments(adjustments: Iterable[Adjustment]) -> Iterator[str]:
    """Yield CAS segments: one for each group, and a further one where it holds more than six."""
    by_group: dict[str, list[Adjustment]] = {}
    for one in adjustments:
        by_group.setdefault(one.group, []).append(one)
    for group, held in by_group.items():
        for start in range(0, len(held), _A_CAS):
            parts = held[start : start + _A_CAS]
            cells = [cell for one in parts for cell in (plain_text(one.reason), dollars_of(one.cents), "")]
            yield segment("CAS", group, *cells)


def _line(claim: ClaimData, line: LineData, place: int) -> Iterator[str]:
    """Yield loop 2400; what the earlier payer answered for the line goes with it."""
    yield segment("LX", str(place))
    words = plain_text(line.description) if is_unlisted(line, tables_on) else ""
    modifiers = [*map(plain_text, line.modifiers), *[""] * (4 - len(line.modifiers))]
    code = composite("HC", plain_text(line.code), *modifiers, words)
    where = plain_text(line.place) if line.place != claim.place else ""
    pointers = composite(*map(str, line.pointers))
    yield segment("SV1", code, dollars_of(line.charge), "UN", str(line.units), where, "", pointers)
    yield segment("DTP", "472", "D8", day(line.date))
    if line.authorization and line.authorization != claim.authorization:
        yield segment("REF", "G1", plain_text(line.authorization))
    yield segment("REF", "6R", f"{plain_text(claim.number)}-{line.number}")
    decider, earlier = decider_of(claim), line.earlier
    if earlier is None or decider is None or decider.decision is None:
        return
    paid = dollars_of(earlier.paid or 0)
    billed = composite("HC", plain_text(line.code), *map(plain_text, line.modifiers))
    yield segment("SVD", plain_text(decider.payer.electronic_id), paid, billed, "", str(line.units))
    yield from _adjustments(earlier.adjustments)
    if decider.decision.decided_on:
        yield segment("DTP", "573", "D8", day(decider.decision.decided_on))
    left = _left_to_client(earlier.adjustments)
    if left:
        yield segment("AMT", "EAF", dollars_of(left))
