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
from charting_tui.rules.wording import after, has_come, payer_name, whose

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
    source="CARC 193 and 286: appeals have their own deadline; the payer's setting; 30 days: this program",
    audience=INSURERS,
    denials=("CO-193", "CO-286", "MA01", "N210"),
    bad="denied 160 days ago, and the payer accepts appeals for 180 days",
    good="denied last week",
)
def appeal_due(case: Case) -> Iterator[Fault]:
    """A claim was denied, no appeal was sent, and the appeal deadline is near or has passed.

    The deadline is entered with the denial; if not, the payer's appeal days count from the denial. A
    replaced or closed claim needs no appeal.
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
        f"The appeal deadline for this denial was {last:%m/%d/%Y}."
        if passed
        else (f"The appeal deadline for this denial is {last:%m/%d/%Y}."),
        "Close the claim, or send a late appeal with a written reason (good cause)."
        if passed
        else "Appeal with the signed notes and the measurements, or close the claim.",
        severity=Severity.ADVISES if passed else None,
    )


@rule(
    "A061",
    "records-due",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="CARC 226, 252 and 164, remark N706; 16.6 percent of a Medicare review denied for no response",
    audience=INSURERS,
    denials=("CO-163", "CO-164", "CO-226", "CO-251", "CO-252", "MA70", "N463", "N706", "N710"),
    bad="records requested, due in a week, not sent",
    good="records sent",
)
def records_due(case: Case) -> Iterator[Fault]:
    """The payer requested records and they have not been sent; the due date is near, past or unknown."""
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
        f"Records requested by {payer_name(case, 24)} have not been sent"
        f"{f'; due {asked.due:%m/%d/%Y}' if asked.due else ''}.",
        "Send the signed notes, plan and order with the payer's letter, and enter the date sent.",
    )


@rule(
    "A062",
    "correction-late",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="CARC 29: corrected claims have their own deadline; the payer's setting",
    audience=INSURERS.asked_by("correction_days"),
    denials=("CO-29", "N152"),
    bad="a replacement 400 days after the payer's answer, when it allows 365",
    good="a replacement on day 300",
)
def correction_late(case: Case) -> Iterator[Fault]:
    """A claim replaces or voids an earlier one after the payer's deadline for corrections, or close to it.

    The deadline counts from the payer's answer: the first remittance or the denial. If none is entered,
    nothing is reported.
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
            (
                f"{whose(payer_name(case))} deadline for correcting this claim "
                f"{'was' if passed else 'is'} {last:%m/%d/%Y}."
            ),
            "Appeal instead, or close the claim." if passed else "Send the corrected claim now.",
            severity=None if passed else Severity.WARNS,
        )


@rule(
    "K038",
    "first-payers-answer-missing",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="Remarks MA04, MA92 and N4: the primary's amounts and reasons on the secondary claim; 837P CAS",
    audience=INSURERS,
    denials=("CO-16", "CO-22", "CO-129", "CO-252", "MA04", "MA92", "N4", "N479", "A7:171"),
    bad="a secondary claim with only the date of the primary's EOB",
    good="the same, with what it paid and adjusted on each line",
)
def first_payers_answer_missing(case: Case) -> Iterator[Fault]:
    """The payer is secondary, and the primary's payment is not entered for a line.

    The secondary claim shows, for each line, what the primary paid and what it adjusted, with the
    reasons.
    """
    if not case.at_desk or not case.bills_insurer or not second_in_line(case) or not case.visit.state.kept:
        return
    if primary_decided_on(case) is None:
        return
    line = next((one for one in case.payer_lines if one.claim.first_payer is None), None)
    if line is not None:
        yield Fault(
            "claim.primary_decided_on",
            f"The primary's payment and adjustments for {line.code} are not on file.",
            "Enter them from the primary's EOB.",
            (Fix("Go to the primary's EOB", jump="claim.primary_decided_on"),),
            missing=True,
        )
