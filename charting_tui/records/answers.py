"""What payers answer to a claim: payments by line, denials, requests for records."""

from collections.abc import Sequence
from typing import Annotated, Literal

from charting_tui.records.labels import Label, Section
from charting_tui.records.values import Cents, Day, Record

AdjustmentGroup = Literal["CO", "PR", "OA", "PI", "CR"]


class Adjustment(Record):
    """What a payer took off a line, and why."""

    group: AdjustmentGroup
    """Who bears it: CO the clinic by contract, PR the client, OA and PI others, CR a correction."""
    reason: str
    """The claim adjustment reason code (CARC), like 45."""
    cents: Cents


def adjustments_beyond(now: Sequence[Adjustment], before: Sequence[Adjustment]) -> tuple[Adjustment, ...]:
    """Return what added to the adjustments before comes to those now, one for each group and reason."""
    cents = {(one.group, one.reason): 0 for one in now}
    for sign, parts in ((1, now), (-1, before)):
        for one in parts:
            key = (one.group, one.reason)
            cents[key] = cents.get(key, 0) + sign * one.cents
    return tuple(
        Adjustment(group=group, reason=reason, cents=left) for (group, reason), left in cents.items() if left
    )


class LinePayment(Record):
    """What the payer before this one answered for a line."""

    paid: Cents | None = None
    adjustments: tuple[Adjustment, ...] = ()


class CodePayment(Record):
    """What the payer before this one answered for a code, as its remittance lists it."""

    code: str
    payment: LinePayment


class LineAnswer(Record):
    """What a payer's remittance says of one line of its claim."""

    line: str
    """The id of the service line."""
    paid: Cents = 0
    allowed: Cents | None = None
    adjustments: tuple[Adjustment, ...] = ()


class PayerCheck(Record):
    """The check or electronic transfer with which a payer paid claims."""

    number: str = ""
    paid_on: Day | None = None
    cents: Cents | None = None
    """All of it, for every claim that it pays; None: not entered."""


class Denial(Record):
    """A claim that a payer denied, and the appeal against it."""

    denied_on: Annotated[Day | None, Label("denied on", kind="past")] = None
    reasons: Annotated[
        tuple[str, ...],
        Label("reasons", "As the remittance has them, like CO-197 N56.", kind="reasons"),
    ] = ()
    """Group with CARC, and remark codes: CO-197, N56."""
    appeal_due: Annotated[Day | None, Label("appeal due", "The last day for an appeal.", kind="coming")] = (
        None
    )
    appeal_sent_on: Annotated[Day | None, Label("appeal sent", kind="past")] = None


class RecordsRequest(Record):
    """Records that a payer asked for before it decides."""

    asked_on: Annotated[Day | None, Label("records asked", kind="past")] = None
    due: Annotated[Day | None, Label("  due", "The last day to send them.", kind="coming")] = None
    sent_on: Annotated[Day | None, Label("  sent", kind="past")] = None


class PayerAnswer(Record):
    """All that payers answered to one claim, as a biller enters it."""

    payer_number: Annotated[str, Label("claim number", "The payer's own number of this claim.")] = ""
    first_payer_on: Annotated[
        Day | None,
        Section("First payer, where there are two"),
        Label("decided on", "From its EOB or ERA.", kind="past"),
    ] = None
    payments: Annotated[
        tuple[CodePayment, ...],
        Label("by line", "Like 97140 40.00 CO-45 30 PR-2 20; 97124 0 CO-97 45.", kind="payments"),
    ] = ()
    denial: Annotated[Denial | None, Section("Denial and appeal")] = None
    records_request: Annotated[RecordsRequest | None, Section("Records")] = None
