"""What payers answer to a claim: payments by line, denials, requests for records."""

from typing import Annotated, Literal

from charting_tui.records.labels import Label
from charting_tui.records.values import Cents, Day, Record

AdjustmentGroup = Literal["CO", "PR", "OA", "PI", "CR"]


class Adjustment(Record):
    """What a payer took off a line, and why."""

    group: AdjustmentGroup
    """Who bears it: CO the clinic by contract, PR the client, OA and PI others, CR a correction."""
    reason: str
    """The claim adjustment reason code (CARC), like 45."""
    cents: Cents


class LinePayment(Record):
    """What the payer before this one answered for a line."""

    paid: Cents | None = None
    adjustments: tuple[Adjustment, ...] = ()


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
