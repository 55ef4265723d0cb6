"""Payers that do not pay a massage therapist, or nobody but themselves: A015, A016, A021."""

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


_BARRED_IN_FLORIDA: dict[LicenceType, str] = {"LMT": "a massage therapist", "LAc": "an acupuncturist"}


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
    bad="97124 by a massage therapist, to Original Medicare",
    good="97140-GP by a physical therapist, to Original Medicare",
    silences=("C028",),
    dismissible=False,
)
def massage_therapist_to_medicare(case: Case) -> Iterator[Fault]:
    """Original Medicare is billed for the work of a massage therapist, whom it does not know.

    Under Part B only therapists and those it counts as qualified personnel treat; a massage therapist
    is an aide at the most, and an aide's time is not paid. The client pays. If the client wants
    Medicare's denial for another insurer, the biller decides on a claim with GY, and it only warns. A
    Medicare Advantage plan that does pay massage therapists has its own payer here, with the codes it
    pays them.
    """
    paid = case.payer.codes_paid
    if case.payer.kind != "medicare" or _licence(case) != "LMT" or (paid and paid.value.get("LMT")):
        return
    for line in case.payer_lines:
        yield Fault(
            line.path("bill_to"),
            f"Original Medicare does not pay a massage therapist for {line.code[:5] or 'anything'}.",
            "Bill the client; for a denial on purpose, ask the biller about GY.",
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
    source="Fla. Stat. 627.736(1)(a)5, since 2013-01-01; Geico v. Beacon (2020); ABMP on House Bill 119",
    audience=only("auto"),
    denials=("CO-109", "CO-P1", "CO-P21"),
    bad="97140 by a massage therapist, to Florida injury protection",
    good="97140 by a physical therapist, to Florida injury protection",
    silences=("C028",),
    dismissible=False,
)
def massage_to_florida_injury_protection(case: Case) -> Iterator[Fault]:
    """Florida's auto injury protection (PIP) is billed for massage or acupuncture, or for such a therapist.

    The statute excludes massage and acupuncture, whoever gives them, and pays massage therapists and
    acupuncturists for nothing. Another policy, such as medical payments or health insurance, may pay; it
    is then the payer of the visit.
    """
    payer = case.payer
    state = payer.state.value.strip().upper() if payer.state else ""
    if payer.kind != "auto" or state != _FLORIDA or case.visit.date < _FLORIDA_SINCE:
        return
    licence = _licence(case)
    barred = _BARRED_IN_FLORIDA.get(licence) if licence else None
    refused = [line for line in case.payer_lines if barred or line.code in {MASSAGE, *ACUPUNCTURE}]
    for line in refused:
        what = barred or ("massage" if line.code == MASSAGE else "acupuncture")
        yield Fault(
            line.path("bill_to"),
            f"Florida injury protection does not pay {what} ({line.code[:5] or 'no code'}).",
            "Bill another coverage of the client, if there is one.",
            (Fix("Go to the coverage", jump="coverage"), off_the_bill(*refused)),
            pair=(line.code,),
        )


@rule(
    "A021",
    "va-balance-bill",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="massagepracticebuilder.com on VA community care: bill the VA only",
    audience=only("va"),
    denials=("CO-22", "CO-97", "CO-209", "MA13"),
    bad="a visit for the VA with one line billed to the client",
    good="a visit for the VA, every line billed to it",
)
def veteran_billed(case: Case) -> Iterator[Fault]:
    """The veteran is billed for care that the VA authorized, or an invoice went to them.

    The VA's payment is the whole payment: no balance and no other insurer, and a co-payment, where there
    is one, is asked by the VA itself. What was not authorized and was agreed as the veteran's own may be
    dismissed with that reason.
    """
    if case.payer.kind != "va" or not case.visit.state.kept:
        return
    for line in case.lines:
        if line.service.bill_to is BillTo.CLIENT:
            yield Fault(
                line.path("bill_to"),
                f"{line.code[:5] or 'A line'} is billed to the veteran; {payer_name(case)} alone is billed.",
                "Bill the VA, or nobody.",
                (Fix(f"Bill {line.code[:5]} to the VA", bill_payer(line.index)), off_the_bill(line)),
            )
    if case.client_invoiced:
        yield Fault(
            "claim.client_invoiced",
            f"An invoice went to the veteran ({', '.join(case.client_invoiced)[:24]}).",
            "Void the invoice; the VA alone is billed.",
        )
