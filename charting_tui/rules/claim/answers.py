"""What a payer answered, and until when one may answer it: A060 to A062, K038."""

from collections.abc import Iterator
from datetime import date

from charting_tui.records.claim import ClaimState
from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.coverage.policies import primary_decided_on, second_in_line
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import after, has_come, payer_name

_NEAR = 30
"""Days before the last one from which an appeal or correction is told; this program's own choice."""
_SOON = 14
"""The same for records that were asked for."""
_SETTLED = frozenset({ClaimState.PAID, ClaimState.NOT_BILLABLE})


def _reminded(case: Case, last: date, days: int) -> Severity | None:
    """Return how much a last day weighs: it nears, or has passed; None while it is far."""
    if has_come(case, after(last, 1)):
        return Severity.BLOCKS
    return Severity.WARNS if has_come(case, after(last, -days)) else None


@rule(
    "A060",
    "appeal-due",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="CARC 193 and 286: appeals have days of their own; the payer's setting; 30 days: this program",
    audience=INSURERS,
    denials=("CO-193", "CO-286", "MA01", "N210"),
    bad="denied 160 days ago, and the payer takes appeals for 180",
    good="denied last week",
)
def appeal_due(case: Case) -> Iterator[Fault]:
    """A claim was denied, no appeal was sent, and the last day for one is near or has passed.

    The last day stands with the denial, else the payer's days to appeal count from the denial. A replaced or
    closed claim needs none.
    """
    denial = case.claim.denial
    if denial is None or denial.appeal_sent_on is not None or case.claim.state in _SETTLED:
        return
    if case.claim.frequency != "1" or not case.bills_insurer:
        return
    days = case.payer.appeal_days
    last = denial.appeal_due
    if last is None and denial.denied_on is not None and days is not None:
        last = after(denial.denied_on, days.value)
    weight = _reminded(case, last, _NEAR) if last is not None else None
    if last is None or weight is None:
        return
    passed = weight is Severity.BLOCKS
    yield Fault(
        "claim.denial",
        f"The last day to appeal was {last}." if passed else f"The denial may be appealed until {last}.",
        "Close the claim, or appeal with a good cause in writing."
        if passed
        else "Appeal with the note and the measures, or close the claim.",
        severity=Severity.ADVISES if passed else None,
    )


@rule(
    "A061",
    "records-due",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="CARC 226, 252 and 164, remark N706; 16.6 percent of a Medicare review denied for no answer",
    audience=INSURERS,
    denials=("CO-163", "CO-164", "CO-226", "CO-251", "CO-252", "MA70", "N463", "N706", "N710"),
    bad="records asked for, due in a week, not sent",
    good="records sent",
)
def records_due(case: Case) -> Iterator[Fault]:
    """The payer asked for records that are not sent; the last day is near, has passed, or is not known."""
    asked = case.claim.records_request
    if asked is None or asked.sent_on is not None or not case.bills_insurer:
        return
    if asked.due is None and asked.asked_on is None:
        return
    weight = _reminded(case, asked.due, _SOON) if asked.due is not None else Severity.WARNS
    if weight is None:
        return
    yield Fault(
        "claim.records_request",
        f"Records asked for by {payer_name(case, 24)} are not sent"
        f"{f'; they are due {asked.due}' if asked.due else ''}.",
        "Send the signed notes, plan and order with the payer's letter, and enter the day.",
    )


@rule(
    "A062",
    "correction-late",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="CARC 29: corrected claims have days of their own; the payer's setting",
    audience=INSURERS.asked_by("correction_days"),
    denials=("CO-29", "N152"),
    bad="a replacement 400 days after the payer's answer, where it gives 365",
    good="a replacement on day 300",
)
def correction_late(case: Case) -> Iterator[Fault]:
    """A claim replaces or voids an earlier one after the payer's days to correct a claim, or near their end.

    They count from the payer's answer, the first remittance or the denial. Where none is entered, nothing
    is said.
    """
    setting = case.payer.correction_days
    if setting is None or case.claim.frequency == "1" or not case.bills_insurer:
        return
    days = [one.received_on for one in case.claim.remittances]
    days += [case.claim.denial.denied_on] if case.claim.denial and case.claim.denial.denied_on else []
    if not days:
        return
    last = after(min(days), setting.value)
    weight = _reminded(case, last, _NEAR)
    if weight is not None:
        passed = weight is Severity.BLOCKS
        yield Fault(
            "claim.frequency",
            f"{payer_name(case)} {'took' if passed else 'takes'} corrections of this claim until {last}.",
            "Appeal instead, or close the claim." if passed else "Send the correction first.",
            severity=None if passed else Severity.WARNS,
        )


@rule(
    "K038",
    "first-payers-answer-missing",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="Remarks MA04, MA92 and N4: the first payer's amounts and reasons on the second claim; 837P CAS",
    audience=INSURERS,
    denials=("CO-16", "CO-22", "CO-129", "CO-252", "MA04", "MA92", "N4", "N479", "A7:171"),
    bad="a second claim with the day of the first payer's decision alone",
    good="the same with what it paid and took off each line",
)
def first_payers_answer_missing(case: Case) -> Iterator[Fault]:
    """The payer is second in line, the first one has decided, and its amounts are not entered for a line.

    The second claim names for each line what the first payer paid and what it took off, with the reasons.
    """
    if not case.at_desk or not case.bills_insurer or not second_in_line(case) or not case.visit.state.kept:
        return
    if primary_decided_on(case) is None:
        return
    line = next((one for one in case.payer_lines if one.claim.first_payer is None), None)
    if line is not None:
        yield Fault(
            "claim.primary_decided_on",
            f"What the first payer paid and took off for {line.code} is not entered.",
            "Enter it from the first payer's explanation of benefits.",
            (Fix("Go to the first payer's decision", jump="claim.primary_decided_on"),),
            missing=True,
        )
