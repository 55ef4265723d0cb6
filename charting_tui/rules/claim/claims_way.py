"""How a claim reaches its payer: K039 and K040."""

from collections.abc import Iterator

from charting_tui.coding.billing.payers import presets
from charting_tui.records.payer import Payer
from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.coverage.right_payer import FILLER
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import payer_name, quoted, whose

_ROOM = 24
_GO = (Fix("Go to the payer", jump="payer"),)


@rule(
    "K039",
    "no-way-for-claim",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="837P NM109 in 2010BB: the payer ID; CMS-1500: the carrier's address; A7:116, M56, N418",
    audience=INSURERS.asked_by("paper_claims"),
    denials=("CO-109", "M56", "N418", "A7:116"),
    bad="claims go electronically, but the payer has no electronic payer ID",
    good="the same with its payer ID",
)
def no_way_for_claim(case: Case) -> Iterator[Fault]:
    """The payer's settings say how claims are sent, but not where.

    An electronic claim can't be built without the payer ID. A paper claim can be printed without the
    claims address, so that is only a warning. If it is not known how claims are sent, nothing is
    reported here; the payer's settings list what is missing. This appears after the note is signed.
    """
    paper = case.payer.paper_claims
    if paper is None or not case.at_desk or not case.bills_insurer:
        return
    number, address = case.payer.electronic_id, case.payer.claims_address
    name = payer_name(case, _ROOM)
    if not paper.value and not (number and number.value.strip()):
        yield Fault(
            "payer.electronic_id",
            f"Claims to {name} go electronically, but no payer ID is on file.",
            "Enter the payer ID from the member's card or the clearinghouse's list.",
            _GO,
            missing=True,
        )
    elif paper.value and not (address and address.value.complete):
        yield Fault(
            "payer.claims_address",
            f"Claims to {name} go on paper, but the claims address is incomplete.",
            "Enter the address from the back of the member's card.",
            _GO,
            severity=Severity.WARNS,
            missing=True,
        )


@rule(
    "K040",
    "payer-id-wrong",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="payerready and legalclarity on payer IDs: a wrong one sends the claim to another payer; A7:116",
    audience=INSURERS.asked_by("electronic_id"),
    denials=("CO-109", "M56", "N418", "A7:116"),
    bad="Aetna with Cigna's payer ID",
    good="Aetna with its own payer ID",
)
def payer_id_wrong(case: Case) -> Iterator[Fault]:
    """The electronic payer ID is a filler, one of the clinic's own numbers, or another payer's ID.

    Clearinghouses use payer IDs of their own, usually five letters or digits, and administrators share
    those of larger insurers, so an ID that may be right is not reported. Another payer's ID is reported
    only if the payer's name shows it, or for Original Medicare. This appears after the note is signed.
    """
    held = case.payer.electronic_id
    if held is None or not case.at_desk or not case.bills_insurer:
        return
    number = held.value.strip().upper()
    if wrong := _wrong(number, case):
        yield Fault(
            "payer.electronic_id",
            f"The payer ID entered for {payer_name(case, _ROOM)} ({quoted(number)[1:-1]}) is {wrong}.",
            "Enter the payer ID from the member's card or the clearinghouse's list.",
            _GO,
        )


def _wrong(number: str, case: Case) -> str:
    """Return what an id is instead, or nothing."""
    practice, therapist = case.practice, case.therapist
    own = {
        "the practice's tax ID": practice.tax_id.replace("-", ""),
        "the practice's NPI": practice.npi,
        "the therapist's NPI": therapist.npi if therapist else "",
    }
    if FILLER.fullmatch(number):
        return "not a valid payer ID"
    if mine := next((whose for whose, other in own.items() if other.strip() == number), ""):
        return mine
    others = [known for known in presets() if known.electronic_id and known.electronic_id.value == number]
    if others and _is_another(case.payer, others):
        return whose(others[0].name.partition(" ")[0])
    return ""


def _is_another(payer: Payer, others: list[Payer]) -> bool:
    """Whether the payer's name, or its kind, says that it is none of those."""
    if payer.kind == "medicare":
        return True
    names = {known.name.partition(" ")[0].casefold() for known in presets() if known.electronic_id}
    said = {name for name in names if name in payer.name.casefold()}
    return bool(said) and said.isdisjoint(known.name.partition(" ")[0].casefold() for known in others)
