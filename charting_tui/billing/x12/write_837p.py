"""Writes claims as an 837P file (005010X222A1): one transaction for each payer."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from charting_tui.billing.claim_data import ClaimData, Insurance
from charting_tui.billing.insured import holder_is_employer, insured_party
from charting_tui.billing.x12.claim_segments import RELATIONSHIP, RESPONSIBILITY, claim_segments
from charting_tui.billing.x12.parties import address, digits, payer, person, provider
from charting_tui.billing.x12.segments import X12Envelope, enveloped, plain_text, segment
from charting_tui.errors import BadInput

_MOST_CLAIMS = 5_000
"""Claims of one transaction, as the guide recommends."""
_FULL_AGE = 65
_ID, _NAME, _PHONE = 15, 60, 10
"""Characters of a sender's or receiver's id, of a name, digits of a phone number."""
_EMPLOYEE = "20"
_PATIENT = {"spouse": "01", "child": "19", "other": "G8"}


def write_837p(claims: Sequence[ClaimData], envelope: X12Envelope, made_at: datetime) -> bytes:
    """Return the file of these claims, in their order by payer; BadInput where one has no insurance.

    Who calls has judged the claims (``claim_faults``) and judges the file (``check_837p``) before it is kept.
    ``made_at`` is the clinic's time.
    """
    if not claims:
        raise BadInput("There is no claim to bill.")
    _judge(envelope)
    by_payer: dict[tuple[str, str], list[tuple[ClaimData, Insurance]]] = {}
    for claim in claims:
        if claim.insurance is None:
            raise BadInput(f"Claim {claim.number} has no insurance. Bill the client, or choose a payer.")
        goes_to = claim.insurance.payer
        by_payer.setdefault((goes_to.electronic_id, goes_to.name), []).append((claim, claim.insurance))
    parts = [
        held[start : start + _MOST_CLAIMS]
        for held in by_payer.values()
        for start in range(0, len(held), _MOST_CLAIMS)
    ]
    transactions = [
        list(_transaction(part, envelope, made_at, f"{place:04}"))
        for place, part in enumerate(parts, start=1)
    ]
    return enveloped(envelope, transactions, made_at)


def _judge(envelope: X12Envelope) -> None:
    """Refuse an envelope that no receiver opens."""
    if not 0 < envelope.control_number <= 999_999_999:  # noqa: PLR2004
        raise BadInput(f"Control number {envelope.control_number} is out of range. Use 1 to 999999999.")
    for words, number in (("sender", envelope.sender_id), ("receiver", envelope.receiver_id)):
        if not 2 <= len(plain_text(number)) <= _ID:  # noqa: PLR2004
            raise BadInput(
                f"The {words}'s ID “{number[:20]}” doesn't have 2 to 15 characters. Enter it as they "
                "gave it to you."
            )
    named = (
        ("submitter's name", envelope.submitter_name),
        ("contact's name", envelope.contact_name),
        ("receiver's name", envelope.receiver_name),
    )
    for words, name in named:
        if not 0 < len(plain_text(name)) <= _NAME:
            raise BadInput(f"The {words} is missing or longer than 60 characters. Enter it.")
    if len(digits(envelope.contact_phone)) != _PHONE:
        raise BadInput("The contact's phone number doesn't have 10 digits. Enter it with its area code.")


def _transaction(
    claims: Sequence[tuple[ClaimData, Insurance]], envelope: X12Envelope, made_at: datetime, number: str
) -> Iterator[str]:
    body = list(_body(claims, envelope, made_at, number))
    yield segment("ST", "837", number, "005010X222A1")
    yield from body
    yield segment("SE", str(len(body) + 2), number)


def _body(
    claims: Sequence[tuple[ClaimData, Insurance]], envelope: X12Envelope, made_at: datetime, number: str
) -> Iterator[str]:
    reference = f"{envelope.control_number:09}{number}"
    yield segment("BHT", "0019", "00", reference, f"{made_at:%Y%m%d}", f"{made_at:%H%M}", "CH")
    sender = plain_text(envelope.submitter_id or envelope.sender_id)
    yield segment("NM1", "41", "2", plain_text(envelope.submitter_name), *[""] * 4, "46", sender)
    mail = ("EM", plain_text(envelope.contact_email)) if envelope.contact_email else ()
    phone = digits(envelope.contact_phone)
    yield segment("PER", "IC", plain_text(envelope.contact_name), "TE", phone, *mail)
    receiver = plain_text(envelope.receiver_id)
    yield segment("NM1", "40", "2", plain_text(envelope.receiver_name), *[""] * 4, "46", receiver)
    levels = 0
    by_biller: dict[str, list[tuple[ClaimData, Insurance]]] = {}
    for claim, insurance in claims:
        by_biller.setdefault("\n".join(_biller(claim)), []).append((claim, insurance))
    for held in by_biller.values():
        levels += 1
        above = levels
        yield segment("HL", str(levels), "", "20", "1")
        yield from _biller(held[0][0])
        for claim, insurance in held:
            levels += 1
            yield from _subscriber(claim, insurance, levels, above)
            levels += _has_dependent(claim, insurance)


def _biller(claim: ClaimData) -> Iterator[str]:
    """Yield loops 2000A (without its HL), 2010AA and 2010AB."""
    who = claim.billing
    if who.taxonomy:
        yield segment("PRV", "BI", "PXC", plain_text(who.taxonomy))
    yield provider("85", who)
    yield from address(who.address)
    yield segment("REF", "SY" if who.tax_id_kind == "SSN" else "EI", digits(who.tax_id))
    if who.license_number:
        yield segment("REF", "0B", plain_text(who.license_number))
    if who.phone:
        name = who.organization or f"{who.person.given} {who.person.family}"
        yield segment("PER", "IC", plain_text(name)[:60], "TE", digits(who.phone))
    if claim.pay_to:
        yield segment("NM1", "87", "2" if who.organization else "1")
        yield from address(claim.pay_to)


def _subscriber(claim: ClaimData, insurance: Insurance, level: int, above: int) -> Iterator[str]:
    """Yield loop 2000B, that of a dependent where there is one, and the claim."""
    apart = _has_dependent(claim, insurance)
    yield segment("HL", str(level), str(above), "22", "1" if apart else "0")
    group = plain_text(insurance.group)
    yield segment(
        *("SBR", RESPONSIBILITY[insurance.order], "" if apart else RELATIONSHIP["self"], group),
        *("" if group else plain_text(insurance.plan_name), _why_second(claim, insurance)),
        *("", "", "", insurance.payer.filing_kind),
    )
    insured = insured_party(claim, insurance)
    if insured.employer:
        name = (plain_text(insured.employer), *[""] * 4)
        yield segment("NM1", "IL", "2", *name, "MI", plain_text(insured.member_id))
    else:
        yield from person("IL", insured.person, insured.member_id)
    if not apart:
        yield from _case(claim)
    yield from payer(insurance.payer)
    if claim.billing.payer_number:
        yield segment("REF", "G2", plain_text(claim.billing.payer_number))
    if apart:
        yield segment("HL", str(level + 1), str(level), "23", "0")
        yield segment("PAT", _PATIENT.get(insurance.relationship, _EMPLOYEE))
        yield from person("QC", claim.patient)
        yield from _case(claim)
    yield from claim_segments(claim)


def _has_dependent(claim: ClaimData, insurance: Insurance) -> bool:
    return insurance.relationship != "self" or holder_is_employer(claim, insurance)


def _case(claim: ClaimData) -> Iterator[str]:
    """Yield the insurer's number of the accident or injury."""
    if claim.accident and claim.accident.claim_number:
        yield segment("REF", "Y4", plain_text(claim.accident.claim_number))


def _why_second(claim: ClaimData, insurance: Insurance) -> str:
    """Return why Medicare does not pay first, which is asked where it comes later; else nothing."""
    if insurance.payer.filing_kind != "MB" or insurance.order == "primary":
        return ""
    kinds = {other.payer.filing_kind for other in claim.others}
    for kind, why in (("WC", "15"), ("AM", "14"), ("VA", "42")):
        if kind in kinds:
            return why
    born = claim.patient.birth_date
    return "12" if born is None or _age(born, claim) >= _FULL_AGE else "43"


def _age(born: date, claim: ClaimData) -> int:
    day = claim.lines[0].date if claim.lines else born
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
