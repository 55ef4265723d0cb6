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
from charting_tui.rules.wording import payer_name, quoted

_ROOM = 24
_GO = (Fix("Go to the payer", jump="payer"),)


@rule(
    "K039",
    "no-way-for-claim",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="837P NM109 in 2010BB: the payer's id; CMS-1500: the carrier's address; A7:116, M56, N418",
    audience=INSURERS.asked_by("paper_claims"),
    denials=("CO-109", "M56", "N418", "A7:116"),
    bad="claims go electronically, and the payer has no electronic id",
    good="the same with its id",
)
def no_way_for_claim(case: Case) -> Iterator[Fault]:
    """The payer's settings say how claims go, and not where to.

    An electronic claim cannot be built without the payer's electronic id. A paper claim can be printed
    without the claims address, so that one only warns. Where it is not known how claims go, nothing is said
    here: the payer's settings name what is missing. This speaks once the note is signed.
    """
    paper = case.payer.paper_claims
    if paper is None or not case.at_desk or not case.bills_insurer:
        return
    number, address = case.payer.electronic_id, case.payer.claims_address
    name = payer_name(case, _ROOM)
    if not paper.value and not (number and number.value.strip()):
        yield Fault(
            "payer.electronic_id",
            f"Claims to {name} go electronically; it has no electronic payer id.",
            "Enter the id from the member's card or the clearinghouse's list.",
            _GO,
            missing=True,
        )
    elif paper.value and not (address and address.value.complete):
        yield Fault(
            "payer.claims_address",
            f"Claims to {name} go on paper; its claims address is not complete.",
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
    source="payerready and legalclarity on payer ids: a wrong one sends the claim to another payer; A7:116",
    audience=INSURERS.asked_by("electronic_id"),
    denials=("CO-109", "M56", "N418", "A7:116"),
    bad="Aetna with the electronic id of Cigna",
    good="Aetna with its own id",
)
def payer_id_wrong(case: Case) -> Iterator[Fault]:
    """The payer's electronic id is a filler, one of the clinic's own numbers, or another payer's.

    Clearinghouses give ids of their own, mostly of five letters or digits, and administrators share those of
    larger insurers: of an id that could be right nothing is said. Another payer's is told only where the
    payer's own name says so, or where it is Original Medicare. This speaks once the note is signed.
    """
    held = case.payer.electronic_id
    if held is None or not case.at_desk or not case.bills_insurer:
        return
    number = held.value.strip().upper()
    if wrong := _wrong(number, case):
        yield Fault(
            "payer.electronic_id",
            f"{quoted(number)}, the id of {payer_name(case, _ROOM)}, is {wrong}.",
            "Enter the id from the member's card or the clearinghouse's list.",
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
        return "no payer's id"
    if mine := next((whose for whose, other in own.items() if other.strip() == number), ""):
        return mine
    others = [known for known in presets() if known.electronic_id and known.electronic_id.value == number]
    if others and _is_another(case.payer, others):
        return f"the id of {others[0].name.partition(' ')[0]}"
    return ""


def _is_another(payer: Payer, others: list[Payer]) -> bool:
    """Whether the payer's name, or its kind, says that it is none of those."""
    if payer.kind == "medicare":
        return True
    names = {known.name.partition(" ")[0].casefold() for known in presets() if known.electronic_id}
    said = {name for name in names if name in payer.name.casefold()}
    return bool(said) and said.isdisjoint(known.name.partition(" ")[0].casefold() for known in others)
