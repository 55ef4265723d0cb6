"""Charges against the practice's fees, and charges that are none: C027, K017, K021."""

from collections.abc import Iterator

from charting_tui.coding.billing.pricing import fee_of
from charting_tui.records.draft_edits import set_charge
from charting_tui.records.people import Role
from charting_tui.records.values import in_dollars
from charting_tui.rules.audience import EVERYBODY, INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.codes.licences import off_the_bill
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_REPORTED = "G"
"""Codes that only report something go out with a charge of nothing; they begin with this letter."""


@rule(
    "C027",
    "charge-not-fee-times-units",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="Arithmetic, with the practice's fee on that date; denial reason CARC 16",
    audience=EVERYBODY,
    denials=("M79",),
    bad="4 units at $45.00, charged $135.00",
    good="4 units at $45.00, charged $180.00",
)
def charge_not_fee_times_units(case: Case) -> Iterator[Fault]:
    """A charge is not the practice's fee for the code times the units billed.

    This happens if units are changed after the charge was entered. The fee is the one on the date of
    the visit, or the one agreed with the payer. A code with no fee is not checked, and neither is a
    visit at the practice's session price. A different agreed charge may stay; dismiss this with a
    reason.
    """
    if not case.payer.insures and case.practice.session_cents is not None:
        return
    priced = case.priced
    for line in case.lines:
        charge, units = line.claim.charge, priced[line.index].units
        fee = fee_of(line.service, case.visit.date, case.payer, case.practice)
        if not line.billed or charge is None or units is None or units < 0 or fee is None:
            continue
        due = fee * units
        if charge != due:
            yield Fault(
                line.path("charge"),
                (
                    f"{line.code} is charged {in_dollars(charge)}, but {units} "
                    f"{'unit' if units == 1 else 'units'} at {in_dollars(fee)} is {in_dollars(due)}."
                ),
                f"Charge {in_dollars(due)}, or correct the units.",
                (Fix(f"Charge {in_dollars(due)} for {line.code}", set_charge(line.index, due)),),
            )


@rule(
    "K017",
    "charge-missing",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="CMS-1500 items 24F and 28: every line has its charge; CARC 16, remark M79",
    audience=INSURERS,
    denials=("CO-16", "M54", "M79"),
    bad="97039 signed, but the practice has no fee for it",
    good="97039 signed, charged $40.00",
)
def charge_missing(case: Case) -> Iterator[Fault]:
    """A line billed to the payer has no charge, because the practice has no fee for its code on that date.

    This appears after the note is signed, and only if the practice has entered fees.
    """
    if not case.bills_insurer or not case.at_desk or not case.practice.fees:
        return
    priced = case.priced
    for line in case.payer_lines:
        if priced[line.index].cents is None and priced[line.index].units:
            yield Fault(
                line.path("charge"),
                f"{line.code} has no charge, and no fee for it is on file.",
                f"Enter the fee for {line.code} in Settings, Fees.",
                missing=True,
            )


@rule(
    "K021",
    "charge-not-positive",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="CMS-1500 item 24F; remark M79: the charge is missing or invalid",
    audience=INSURERS,
    denials=("CO-16", "M79"),
    bad="97140 charged $0.00",
    good="97140 charged $49.00",
    dismissible=False,
)
def charge_not_positive(case: Case) -> Iterator[Fault]:
    """A line billed to the payer has a charge of zero or less.

    If there is no charge, mark the line “do not bill”. Codes that only report a measure (G codes) may
    be $0.00.
    """
    if not case.bills_insurer:
        return
    for line in case.payer_lines:
        charge = line.claim.charge
        if charge is None or charge > 0 or case.priced[line.index].units == 0:
            continue
        if charge == 0 and line.code.startswith(_REPORTED) and line.procedure is None:
            continue
        due = fee_of(line.service, case.visit.date, case.payer, case.practice)
        units = case.priced[line.index].units
        fixes = (
            (Fix(f"Charge {in_dollars(due * units)} for {line.code}", set_charge(line.index, due * units)),)
            if due and units
            else ()
        )
        yield Fault(
            line.path("charge"),
            f"{line.code} is charged {in_dollars(charge)}.",
            "Enter the charge, or mark the line “do not bill”.",
            (*fixes, off_the_bill(line)),
        )
