"""The claim as a form, once it lies on the biller's desk: K007, K008, K010, K012."""

from collections.abc import Iterator
from datetime import date

from charting_tui.coding.billing.pricing import total
from charting_tui.records.draft_edits import set_frequency, set_icd_indicator, set_total
from charting_tui.records.people import Role
from charting_tui.records.values import in_dollars
from charting_tui.records.visit import BillTo
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_LINES = 6
"""Service lines of one paper form."""
_ICD_10_SINCE = date(2015, 10, 1)
_FREQUENCIES = {"7": "replaces an earlier one", "8": "voids an earlier one"}


def _concerned(case: Case) -> bool:
    """Whether there is a claim to judge: an insurer's, of a visit that its writer is done with."""
    return case.bills_insurer and case.at_desk


@rule(
    "K007",
    "over-six-lines",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.BILLER,
    source="CMS-1500 (02/12), item 24: six lines",
    audience=INSURERS,
    bad="7 lines for one payer",
    good="6 lines for one payer",
)
def over_six_lines(case: Case) -> Iterator[Fault]:
    """The visit has more lines for the payer than a paper form holds.

    Put the rest on a second form with its own total. Electronic claims have room; if the payer's
    settings say that claims don't go on paper, nothing is reported.
    """
    paper = case.payer.paper_claims
    if not _concerned(case) or (paper is not None and not paper.value):
        return
    if len(case.payer_lines) > _LINES:
        yield Fault(
            case.payer_lines[_LINES].path("code"),
            f"A paper claim (CMS-1500) has {_LINES} lines, but {len(case.payer_lines)} are billed to "
            "the payer.",
            "On paper, put the rest on a second form with its own total.",
        )


@rule(
    "K008",
    "total-mismatch",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="Arithmetic: CMS-1500 item 28 is the sum of 24F",
    audience=INSURERS,
    denials=("CO-16", "M54"),
    bad="a total of $180.00, and charges of $135.00",
    good="a total of $180.00, and charges of $180.00",
    dismissible=False,
)
def total_mismatch(case: Case) -> Iterator[Fault]:
    """The claim total is not the sum of the lines billed to the payer.

    Lines billed to the client or marked “do not bill” don't count.
    """
    written = case.claim.total
    if written is None or not _concerned(case):
        return
    lines = [line for line in case.priced if line.service.bill_to is BillTo.PAYER]
    if any(line.cents is None for line in lines):
        return
    summed = total(lines)
    if written != summed:
        yield Fault(
            "claim.total",
            f"The claim total is {in_dollars(written)}, but the lines add up to {in_dollars(summed)}.",
            "Correct the total or the charges.",
            (Fix(f"Change the total to {in_dollars(summed)}", set_total(summed)),),
        )


@rule(
    "K010",
    "icd-indicator",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="NUCC, CMS-1500 item 21: 0 for ICD-10-CM, since 10/01/2015",
    audience=INSURERS,
    denials=("N755",),
    bad="9",
    good="0",
    dismissible=False,
)
def icd_indicator(case: Case) -> Iterator[Fault]:
    """The claim's ICD indicator is not 0 for ICD-10.

    Visits before 10/01/2015 used ICD-9.
    """
    given = case.claim.icd_indicator.strip()
    if _concerned(case) and given != "0" and case.visit.date >= _ICD_10_SINCE:
        yield Fault(
            "claim.icd_indicator",
            f"The ICD indicator is {f'“{given[:8]}”' if given else 'empty'}; for ICD-10-CM it must be 0.",
            "Change the indicator to 0.",
            (Fix("Change it to 0", set_icd_indicator("0")),),
        )


@rule(
    "K012",
    "correction-without-ref",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="NUCC, CMS-1500 item 22: code and original reference number; CARC 16",
    audience=INSURERS,
    denials=("CO-16", "M47", "N152", "N380"),
    bad="frequency code 7 without the payer's claim number",
    good="frequency code 7 with the payer's claim number",
    dismissible=False,
)
def correction_without_reference(case: Case) -> Iterator[Fault]:
    """The claim replaces or voids an earlier one, but doesn't say which.

    The payer's claim number of the earlier claim is on its remittance (EOB).
    """
    says = _FREQUENCIES.get(case.claim.frequency)
    if says and _concerned(case) and not case.claim.original_ref.strip():
        yield Fault(
            "claim.original_ref",
            f"The claim {says} ({case.claim.frequency}), but the payer's claim number is missing.",
            "Enter the earlier claim's number from the payer's remittance (EOB).",
            (
                Fix("Enter the payer's claim number", jump="claim.original_ref"),
                Fix("Make it an original claim (1)", set_frequency("1")),
            ),
        )
