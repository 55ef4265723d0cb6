"""Payers that do not pay a massage therapist, or no one but themselves: A015, A016, A021."""

from collections.abc import Iterator
from datetime import date

from charting_tui.records.draft_edits import bill_payer
from charting_tui.records.people import LicenceType, Role
from charting_tui.records.visit import BillTo
from charting_tui.rules.audience import only
from charting_tui.rules.case import Case
from charting_tui.rules.codes.licences import ACUPUNCTURE, asks_denial, client_pays, off_the_bill
from charting_tui.rules.codes.named import MASSAGE
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import payer_name

_FLORIDA = "FL"
_FLORIDA_SINCE = date(2013, 1, 1)


_BARRED_IN_FLORIDA: dict[LicenceType, str] = {"LMT": "massage therapists", "LAc": "acupuncturists"}


def _licence(case: Case) -> LicenceType | None:
    return case.therapist.licence_type if case.therapist else None


@rule(
    "A015",
    "lmt-to-medicare",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="ADVANCE for PT, massage therapists under Medicare; lymphactivist.org; CARC 170, N95",
    audience=only("medicare"),
    denials=("CO-96", "CO-109", "CO-170", "N95", "N425", "N808"),
    bad="97124 by a massage therapist, billed to Original Medicare",
    good="97140-GP by a physical therapist, billed to Original Medicare",
    silences=("C028",),
    dismissible=False,
)
def massage_therapist_to_medicare(case: Case) -> Iterator[Fault]:
    """Original Medicare is billed for treatment by a massage therapist, which it doesn't cover.

    Under Part B, only therapists and other qualified personnel may treat. A massage therapist counts as
    an aide at most, and an aide's time is not paid. The client pays. If the client needs a Medicare
    denial for another insurer, the biller may send a claim with GY; then this is only a warning. A
    Medicare Advantage plan that pays massage therapists is a payer of its own here, with the codes it
    pays them for.
    """
    paid = case.payer.codes_paid
    if case.payer.kind != "medicare" or _licence(case) != "LMT" or (paid and paid.value.get("LMT")):
        return
    for line in case.payer_lines:
        yield Fault(
            line.path("bill_to"),
            f"Original Medicare doesn't cover massage therapists ({line.code[:5] or 'no code'}).",
            "Bill the client. If another insurer needs a Medicare denial, bill with GY.",
            (*client_pays(case, *case.payer_lines), off_the_bill(*case.payer_lines)),
            severity=Severity.WARNS if asks_denial(case, line) else None,
            pair=(line.code,),
        )


@rule(
    "A016",
    "florida-pip-massage",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="Fla. Stat. 627.736(1)(a)5, since 01/01/2013; Geico v. Beacon (2020); ABMP on House Bill 119",
    audience=only("auto"),
    denials=("CO-109", "CO-P1", "CO-P21"),
    bad="97140 by a massage therapist, billed to Florida PIP",
    good="97140 by a physical therapist, billed to Florida PIP",
    silences=("C028",),
    dismissible=False,
)
def massage_to_florida_injury_protection(case: Case) -> Iterator[Fault]:
    """Florida auto insurance (PIP) is billed for massage or acupuncture, or for a therapist it doesn't pay.

    The law excludes massage and acupuncture no matter who gives them, and pays massage therapists and
    acupuncturists for nothing. Another policy, such as medical payments or health insurance, may pay;
    make it the payer of the visit.
    """
    payer = case.payer
    state = payer.state.value.strip().upper() if payer.state else ""
    if payer.kind != "auto" or state != _FLORIDA or case.visit.date < _FLORIDA_SINCE:
        return
    licence = _licence(case)
    barred = _BARRED_IN_FLORIDA.get(licence) if licence else None
    refused = [line for line in case.payer_lines if barred or line.code in {MASSAGE, *ACUPUNCTURE}]
    for line in refused:
        what = barred or ("for massage" if line.code == MASSAGE else "for acupuncture")
        yield Fault(
            line.path("bill_to"),
            f"Florida auto insurance (PIP) doesn't pay {what} ({line.code[:5] or 'no code'}).",
            "Bill the client's other coverage, if any.",
            (Fix("Go to the coverage", jump="coverage"), off_the_bill(*refused)),
            pair=(line.code,),
        )


@rule(
    "A021",
    "va-balance-bill",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="massagepracticebuilder.com on VA community care: bill only the VA",
    audience=only("va"),
    denials=("CO-22", "CO-97", "CO-209", "MA13"),
    bad="a VA visit with one line billed to the client",
    good="a VA visit with every line billed to the VA",
)
def veteran_billed(case: Case) -> Iterator[Fault]:
    """The veteran is billed, or got an invoice, for care that the VA authorized.

    The VA's payment is payment in full: no balance billing and no other insurer. If there is a copay,
    the VA collects it. Care that was not authorized and that the veteran agreed to pay may be dismissed
    with that reason.
    """
    if case.payer.kind != "va" or not case.visit.state.kept:
        return
    for line in case.lines:
        if line.service.bill_to is BillTo.CLIENT:
            yield Fault(
                line.path("bill_to"),
                (
                    f"{line.code[:5] or 'A line'} is billed to the veteran; only {payer_name(case)} "
                    "may be billed."
                ),
                "Bill the VA, or mark it “do not bill”.",
                (Fix(f"Bill {line.code[:5]} to the VA", bill_payer(line.index)), off_the_bill(line)),
            )
    if case.client_invoiced:
        yield Fault(
            "claim.client_invoiced",
            f"The veteran was sent an invoice ({', '.join(case.client_invoiced)[:24]}).",
            "Void the invoice, and bill only the VA.",
        )
