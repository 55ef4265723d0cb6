"""What clients ask to be changed in their record, and what they were answered (45 CFR 164.526)."""

from typing import Annotated, Literal

from charting_tui.records.labels import Internal, Label
from charting_tui.records.values import Day, Record


class AmendmentRequest(Record):
    """One request; what is changed because of it is an addendum of the visit."""

    id: Annotated[str, Internal("it is made when the entry is saved")] = ""
    asks: Annotated[
        str,
        Label(
            "asks to change",
            "In the client's words, with the visit's date.",
            kind="line",
            needed="what the client asks to be changed",
        ),
    ] = ""
    asked_on: Annotated[Day | None, Label("asked on", kind="past")] = None
    answer: Annotated[
        Literal["accepted", "denied"] | None,
        Label("answer", "accepted or denied; it is due 60 days after the request."),
    ] = None
    answered_on: Annotated[Day | None, Label("answered on", kind="past")] = None
    because: Annotated[
        str, Label("reason", "A denial needs one, like “the record is accurate and complete”.", kind="line")
    ] = ""
