"""Addresses and other facts without which no claim can be built: K024, K026, K027, K030 to K032."""

import re
from collections.abc import Iterator

from charting_tui.records.addresses import Address
from charting_tui.records.people import Practice, Role
from charting_tui.rules.audience import INSURERS, only
from charting_tui.rules.case import Case
from charting_tui.rules.coverage.policies import THE_CLIENT, in_force
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import one_of

_BOX = re.compile(r"\bp\.?\s*o\.?\s*box\b|\bpost office box\b", re.IGNORECASE)
_NINE_DIGITS = 10
"""Length of a ZIP code with its four further digits and the hyphen."""
_NAMES = {"street": "street", "city": "city", "state": "state", "zip_code": "ZIP code"}


def is_po_box(street: str) -> bool:
    """Whether a street is a post office box."""
    return bool(_BOX.search(street))


def _missing(address: Address) -> list[tuple[str, str]]:
    """Return the parts that an address lacks, with their names."""
    return [(field, name) for field, name in _NAMES.items() if not getattr(address, field).strip()]


def _electronic(case: Case) -> bool:
    """Whether the payer is known to take claims electronically."""
    paper, number = case.payer.paper_claims, case.payer.electronic_id
    return (paper is not None and not paper.value) or (number is not None and bool(number.value.strip()))


def _weight(case: Case) -> Severity | None:
    """Return what to lower the weight to: nothing where the clinic sends this payer electronic claims."""
    number = case.payer.electronic_id
    return None if number is not None and number.value.strip() else Severity.WARNS


def _listed(names: list[tuple[str, str]]) -> str:
    words = [name for _, name in names]
    return one_of(words)


@rule(
    "K026",
    "client-address-incomplete",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="CMS-1500 item 5, 837P N3 and N4; remark MA37, rejections A7:126 and A7:500",
    audience=INSURERS,
    denials=("CO-16", "MA37", "MA114", "N294", "A7:126", "A7:500"),
    bad="a visit at the client's home, with no street and ZIP on file",
    good="street, city, state and ZIP",
)
def client_address_incomplete(case: Case) -> Iterator[Fault]:
    """The client's address is missing street, city, state or ZIP.

    An electronic claim can't be built without them. This blocks billing if the payer has an electronic
    payer ID, or if the visit was at the client's home, which the claim names as the place of service;
    otherwise it is a warning. Insurers of an injury are not checked. This appears after the note is
    signed.
    """
    client = case.client
    if client is None or not case.at_desk or not case.bills_insurer or not case.knows("client.address"):
        return
    wanting = _missing(client.address)
    if not wanting or case.payer.kind in {"auto", "workers compensation"}:
        return
    at_home = case.visit.place.strip() == "12"
    seen = "; this was a home visit" if at_home else ""
    yield Fault(
        f"client.address.{wanting[0][0]}",
        f"The client's address has no {_listed(wanting)}{seen}.",
        "Enter the address as the payer has it on file.",
        (Fix("Go to the client", jump=f"client.address.{wanting[0][0]}"),),
        severity=None if at_home else _weight(case),
        missing=True,
    )


@rule(
    "K024",
    "subscriber-address-missing",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source="CMS-1500 item 7, 837P 2010BA; remark MA88: the insured's address is missing",
    audience=only("medicaid", "commercial"),
    denials=("CO-16", "MA88", "A7:126"),
    bad="a spouse's policy with no address",
    good="a spouse's policy with an address",
)
def subscriber_address_missing(case: Case) -> Iterator[Fault]:
    """The policyholder is not the client, and their address is missing.

    This appears after the note is signed.
    """
    if case.payer.kind not in {"medicaid", "commercial"} or not case.at_desk or not case.bills_insurer:
        return
    for index, policy in in_force(case, case.coverage):
        holder = policy.subscriber
        if holder is None or holder.relationship.strip().lower() in THE_CLIENT:
            continue
        wanting = _missing(holder.address)
        if wanting and case.knows("coverage.subscriber.address"):
            yield Fault(
                f"coverage[{index}].subscriber.address.{wanting[0][0]}",
                f"The policyholder's address has no {_listed(wanting)}.",
                "Enter the address, even if it is the same as the client's.",
                (Fix("Go to the coverage", jump="coverage"),),
                missing=True,
            )


@rule(
    "K027",
    "client-sex-missing",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="CMS-1500 item 3, 837P DMG03; remark MA39, rejection A7:157",
    audience=INSURERS,
    denials=("CO-16", "MA39", "A7:157"),
    bad="a client with no sex entered",
    good="f, m or x",
)
def client_sex_missing(case: Case) -> Iterator[Fault]:
    """The client's sex is not entered; claims need it as the payer has it.

    An electronic claim can't be built without it: this blocks billing if the payer has an electronic
    payer ID. This appears after the note is signed.
    """
    client = case.client
    if client is None or not case.at_desk or not case.bills_insurer or not case.knows("client.sex"):
        return
    if not client.sex.strip():
        yield Fault(
            "client.sex",
            "The client's sex is not entered.",
            "Enter the sex as the payer has it on file.",
            (Fix("Go to the client", jump="client.sex"),),
            severity=_weight(case),
            missing=True,
        )


@rule(
    "K030",
    "practice-address-incomplete",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.OWNER,
    source="CMS-1500 item 33, 837P 2010AA: street, no PO box, ZIP of nine digits; remark N258, A7:126",
    audience=INSURERS,
    denials=("CO-16", "N256", "N258", "A7:126", "A7:500"),
    bad="a practice with a PO box",
    good="418 Alder Street, Port Orchard, WA 98366-2114",
)
def practice_address_incomplete(case: Case) -> Iterator[Fault]:
    """The practice's address is incomplete, is a PO box, or has only a five-digit ZIP code.

    Claims need the street address of the practice; a PO box may be used as the pay-to address.
    Electronic claims want a nine-digit ZIP; five digits are only information. The rest blocks billing
    if the payer has an electronic payer ID. This appears after the note is signed.
    """
    if not case.at_desk or not case.bills_insurer or case.practice == Practice():
        return
    address = case.practice.address
    wanting = _missing(address)
    if not case.knows("practice.address"):
        return
    if wanting:
        yield Fault(
            f"practice.address.{wanting[0][0]}",
            f"The practice's address has no {_listed(wanting)}.",
            "Enter the full street address.",
            (Fix("Go to the practice", jump="practice.address"),),
            severity=_weight(case),
            missing=True,
        )
    elif is_po_box(address.street):
        yield Fault(
            "practice.address.street",
            "The practice's address is a PO box; claims need a street address.",
            "Enter the full street address.",
            (Fix("Go to the practice", jump="practice.address"),),
            severity=_weight(case),
        )
    elif len(address.zip_code.strip()) < _NINE_DIGITS and _electronic(case):
        yield Fault(
            "practice.address.zip_code",
            "The practice's ZIP code has five digits; electronic claims need nine.",
            "Enter the full ZIP+4, like 98366-2114.",
            (Fix("Go to the practice", jump="practice.address"),),
            severity=Severity.ADVISES,
        )


@rule(
    "K031",
    "practice-tax-id-missing",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.OWNER,
    source="CMS-1500 item 25, 837P REF*EI; remarks N209, N516 and MA113, rejection A7:128",
    audience=INSURERS,
    denials=("CO-16", "MA113", "N209", "N516", "A7:128"),
    bad="a practice with no tax ID",
    good="12-3456789",
)
def practice_tax_id_missing(case: Case) -> Iterator[Fault]:
    """The practice has no tax ID; every claim needs it.

    This blocks billing if the payer has an electronic payer ID. This appears after the note is signed.
    """
    if not case.at_desk or not case.bills_insurer or case.practice == Practice():
        return
    if case.knows("practice.tax_id") and not case.practice.tax_id.strip():
        yield Fault(
            "practice.tax_id",
            "The practice has no tax ID on file.",
            "Enter the tax ID as on the IRS letter, like 12-3456789.",
            (Fix("Go to the practice", jump="practice.tax_id"),),
            severity=_weight(case),
            missing=True,
        )


@rule(
    "K032",
    "practice-phone-missing",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.OWNER,
    source="CMS-1500 item 33, 837P PER in 1000A: a contact; rejected by clearinghouses",
    audience=INSURERS,
    denials=("CO-16",),
    bad="a practice with no phone",
    good="360-555-0142",
)
def practice_phone_missing(case: Case) -> Iterator[Fault]:
    """The practice has no phone number, and the payer accepts electronic claims, which need one."""
    if not case.at_desk or not case.bills_insurer or case.practice == Practice() or not _electronic(case):
        return
    if case.knows("practice.phone") and not case.practice.phone.strip():
        yield Fault(
            "practice.phone",
            "The practice has no phone number on file; electronic claims need one.",
            "Enter the phone number with area code.",
            (Fix("Go to the practice", jump="practice.phone"),),
            missing=True,
        )
