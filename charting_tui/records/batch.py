"""A batch of claims that were handed over together, as its manifest keeps it."""

from enum import StrEnum

from pydantic import Field

from charting_tui.records.claim import ClaimState
from charting_tui.records.values import Cents, Day, Moment, Record


class BatchState(StrEnum):
    """How far a batch has come; what is broken off on the way is finished or undone at the next start."""

    BEGUN = "begun"
    """Its files or charts are being written."""
    CREATED = "created"
    """Every chart says that it is in this batch; nothing has left the clinic."""
    DELIVERED = "delivered"
    """The files have left; charts are being told so."""
    SENT = "sent"
    UNDOING = "undoing"
    UNDONE = "undone"

    @property
    def unfinished(self) -> bool:
        """Whether someone is at work on it, or was when the machine went down."""
        return self in {BatchState.BEGUN, BatchState.DELIVERED, BatchState.UNDOING}


class BatchClaim(Record):
    """One claim of a batch, and how the chart stood before."""

    client: str
    visit: str
    number: str
    payer: str = ""
    """The id of the payer; empty is the client."""
    cents: Cents
    state_before: ClaimState
    number_before: str = ""
    batch_before: str = ""
    billed_before: Day | None = None


class BatchFile(Record):
    """One file of a batch: what it is called, and what proves that it is as it was written."""

    name: str
    sha256: str
    size: int
    """In bytes."""


class Batch(Record):
    """What was handed over, to whom, by whom."""

    id: str
    state: BatchState = BatchState.BEGUN
    format: str
    """The kind of file, like 837p or superbill."""
    destination: str = ""
    """Where its files were brought; empty: they are fetched from the clinic's own folder."""
    control: int
    """Numbers the interchange; it never comes again."""
    made_by: str
    made_at: Moment
    sent_by: str = ""
    sent_at: Moment | None = None
    again: str = Field(default="", exclude_if=lambda batch: not batch)
    """The id of the batch that was sent again as this one, on purpose."""
    claims: tuple[BatchClaim, ...] = ()
    files: tuple[BatchFile, ...] = ()

    @property
    def cents(self) -> int:
        """What is asked for in all its claims."""
        return sum(claim.cents for claim in self.claims)
