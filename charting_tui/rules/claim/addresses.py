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

_BOX = re.compile(r"\bp\.?\s*o\.?\s*box\b|\bpost office box\b", re.IGNORECASE)
_NINE_DIGITS = 10
"""Length of a ZIP code with its four further digits and the hyphen."""
_NAMES = {"street": "street", "city": "city", "state": "state", "zip_code": "ZIP"}


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
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]


@rule(
    "K026",
    "client-address-incomplete",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="CMS-1500 item 5, 837P N3 and N4; remark MA37, rejections A7:126 and A7:500",
    audience=INSURERS,
    denials=("CO-16", "MA37", "MA114", "N294", "A7:126", "A7:500"),
    bad="a visit at the home of a client without street and ZIP",
    good="street, city, state and ZIP",
)
def client_address_incomplete(case: Case) -> Iterator[Fault]:
    """The client's address lacks street, city, state or ZIP.

    An electronic claim cannot be built without them. Where the payer has an electronic id, or the visit was
    at the client's home, which the claim names as the place, this stops the bill; elsewhere it warns.
    Insurers of an injury are let be. This speaks once the note is signed.
    """
    client = case.client
    if client is None or not case.at_desk or not case.bills_insurer or not case.knows("client.address"):
        return
    wanting = _missing(client.address)
    if not wanting or case.payer.kind in {"auto", "workers compensation"}:
        return
    at_home = case.visit.place.strip() == "12"
    yield Fault(
        f"client.address.{wanting[0][0]}",
        f"The client's address has no {_listed(wanting)}{'; the visit was there' if at_home else ''}.",
        "Enter it as the payer has it.",
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
    bad="the policy of a spouse without an address",
    good="the policy of a spouse with one",
)
def subscriber_address_missing(case: Case) -> Iterator[Fault]:
    """Somebody else holds the policy, and their address is not entered. Said once the note is signed."""
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
                f"The policy holder's address has no {_listed(wanting)}.",
                "Enter it, also where it is the client's own.",
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
    bad="a client without sex",
    good="f, m or x",
)
def client_sex_missing(case: Case) -> Iterator[Fault]:
    """The client's sex is not entered, which a claim names as the payer has it.

    An electronic claim cannot be built without it: where the payer has an electronic id this stops the bill.
    It speaks once the note is signed.
    """
    client = case.client
    if client is None or not case.at_desk or not case.bills_insurer or not case.knows("client.sex"):
        return
    if not client.sex.strip():
        yield Fault(
            "client.sex",
            "The client's sex is not entered.",
            "Enter it as the payer has it.",
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
    source="CMS-1500 item 33, 837P 2010AA: street, no box, ZIP of nine digits; remark N258, A7:126",
    audience=INSURERS,
    denials=("CO-16", "N256", "N258", "A7:126", "A7:500"),
    bad="a practice at a PO box",
    good="418 Alder Street, Port Orchard, WA 98366-2114",
)
def practice_address_incomplete(case: Case) -> Iterator[Fault]:
    """The practice's address lacks a part, is a PO box, or has a ZIP code of five digits.

    A claim names the street where the practice is; a box may be where it wants its money. Electronic claims
    want nine digits of ZIP code; five only inform. The rest stops the bill where the payer has an electronic
    id. This speaks once the note is signed.
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
            "Enter the street address.",
            (Fix("Go to the practice", jump="practice.address"),),
            severity=_weight(case),
            missing=True,
        )
    elif is_po_box(address.street):
        yield Fault(
            "practice.address.street",
            "The practice's address is a PO box; claims want the street.",
            "Enter the street address.",
            (Fix("Go to the practice", jump="practice.address"),),
            severity=_weight(case),
        )
    elif len(address.zip_code.strip()) < _NINE_DIGITS and _electronic(case):
        yield Fault(
            "practice.address.zip_code",
            "The practice's ZIP code has five digits; electronic claims want nine.",
            "Enter it with its four further digits, like 98366-2114.",
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
    bad="a practice without tax ID",
    good="12-3456789",
)
def practice_tax_id_missing(case: Case) -> Iterator[Fault]:
    """The practice has no tax ID, which every claim names.

    Where the payer has an electronic id this stops the bill. It speaks once the note is signed.
    """
    if not case.at_desk or not case.bills_insurer or case.practice == Practice():
        return
    if case.knows("practice.tax_id") and not case.practice.tax_id.strip():
        yield Fault(
            "practice.tax_id",
            "The practice has no tax ID.",
            "Enter it as the IRS wrote it, like 12-3456789.",
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
    source="CMS-1500 item 33, 837P PER in 1000A: somebody to call; rejected by clearinghouses",
    audience=INSURERS,
    denials=("CO-16",),
    bad="a practice without phone",
    good="360-555-0142",
)
def practice_phone_missing(case: Case) -> Iterator[Fault]:
    """The practice has no phone number, and the payer takes claims electronically, which name one."""
    if not case.at_desk or not case.bills_insurer or case.practice == Practice() or not _electronic(case):
        return
    if case.knows("practice.phone") and not case.practice.phone.strip():
        yield Fault(
            "practice.phone",
            "The practice has no phone number; an electronic claim names one.",
            "Enter it with its area code.",
            (Fix("Go to the practice", jump="practice.phone"),),
            missing=True,
        )
