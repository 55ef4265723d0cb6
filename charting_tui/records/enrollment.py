"""With which payers a therapist is enrolled, and since when."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from charting_tui.records.labels import Label
from charting_tui.records.values import Day, Record

EnrollmentStatus = Literal["enrolled", "pending", "not enrolled", "ended"]


class Enrollment(Record):
    """How one therapist stands with one payer; a payer without one is not known."""

    payer: Annotated[str, Label("payer", kind="payer", needed=True)] = ""
    """The id of a payer."""
    status: Annotated[EnrollmentStatus, Label("status", "enrolled, pending, not enrolled or ended")] = (
        "enrolled"
    )
    starts: Annotated[Day | None, Label("from", "The first day that the payer pays for.")] = Field(
        default=None, alias="from"
    )
    ends: Annotated[Day | None, Label("to", "Leave blank while it is active.", kind="coming")] = Field(
        default=None, alias="to"
    )
    number: Annotated[str, Label("provider number", "The payer's number for the therapist.")] = ""
    supervisor: Annotated[
        str,
        Label(
            "supervisor",
            "The supervisor an assistant is billed under for this payer, if not the usual one.",
            kind="person",
        ),
    ] = Field(default="", exclude_if=lambda held: not held)
    """The id of a therapist; empty: the assistant's own supervisor."""

    def holds_on(self, day: date) -> bool:
        """Whether the therapist is enrolled that day; “ended” still holds for the days before its end."""
        ended = self.status == "ended" and self.ends is not None
        within = (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)
        return within and (self.status == "enrolled" or ended)
