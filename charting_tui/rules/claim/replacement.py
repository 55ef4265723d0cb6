"""A claim that replaces or voids another, and the day of the bill: K020 and K035."""

from collections.abc import Iterator

from charting_tui.records.draft_edits import set_frequency
from charting_tui.records.people import Role
from charting_tui.rules.audience import EVERYBODY, INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import payer_name

_WHAT = {"7": "replaces", "8": "voids"}


def refuses_replacements(case: Case) -> bool:
    """Whether the payer is known to take no claim of frequency 7 or 8; Medicare takes none."""
    takes = case.payer.takes_replacements
    return case.payer.kind == "medicare" if takes is None else not takes.value


@rule(
    "K020",
    "replacement-refused",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="Therasoft on common rejections: Medicare accepts only original claims; remarks N142 and MA130",
    audience=INSURERS,
    denials=("N142", "N152", "A3:21"),
    bad="frequency code 7 to Medicare",
    good="frequency code 1 to Medicare after MA130",
)
def replacement_refused(case: Case) -> Iterator[Fault]:
    """The claim replaces or voids an earlier one (frequency code 7 or 8), but the payer doesn't accept that.

    Medicare contractors reject it. A claim returned with remark MA130 was never processed, so send it
    as an original claim; a processed one is reopened or appealed. For other payers, this is a setting.
    """
    says = _WHAT.get(case.claim.frequency)
    if says is None or not case.bills_insurer or not refuses_replacements(case):
        return
    yield Fault(
        "claim.frequency",
        (
            f"{payer_name(case)} doesn't accept replacement or void claims (frequency code "
            f"{case.claim.frequency})."
        ),
        "After MA130, send an original claim (1). Otherwise request a reopening, or appeal.",
        (Fix("Make it an original claim (1)", set_frequency("1")),),
    )


@rule(
    "K035",
    "billed-before-visit",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="Denial reason CARC 110: billed before the date of service",
    audience=EVERYBODY,
    denials=("CO-110",),
    bad="billed the day before the visit",
    good="billed on the day of the visit",
    dismissible=False,
)
def billed_before_visit(case: Case) -> Iterator[Fault]:
    """The billing date is before the visit."""
    billed, day = case.claim.billed_on, case.visit.date
    if billed is not None and billed < day:
        yield Fault(
            "claim.billed_on",
            f"The billing date, {billed:%m/%d/%Y}, is before the visit on {day:%m/%d/%Y}.",
            "Correct the visit date or the billing date.",
        )
