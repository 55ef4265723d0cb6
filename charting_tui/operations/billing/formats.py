"""The kinds of file in which claims are handed over, each with what makes and what checks it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from charting_tui.billing.claim_data import ClaimData
from charting_tui.errors import BadInput
from charting_tui.records.office import Office
from charting_tui.records.visit import BillTo


@dataclass(frozen=True)
class FileRequest:
    """What a file says beside its claims."""

    control: int
    """Numbers the interchange; it never comes again."""
    made_at: datetime
    """On the practice's wall clock."""
    office: Office


Make = Callable[[Sequence[ClaimData], FileRequest], bytes]
Judge = Callable[[ClaimData, date], Sequence[str]]
"""Returns a sentence for each thing that keeps one claim from being handed over, as of that day."""
Check = Callable[[bytes, Sequence[ClaimData]], Sequence[str]]
"""Returns a sentence for each fault of the file that was made."""


def no_faults(_content: bytes, _claims: Sequence[ClaimData]) -> Sequence[str]:
    """Return no fault: what made the file has judged it already."""
    return ()


def nothing_missing(_claim: ClaimData, _today: date) -> Sequence[str]:
    """Return nothing: the file takes whatever a claim says."""
    return ()


@dataclass(frozen=True)
class ClaimFormat:
    """One kind of file."""

    id: str
    """As the command line calls it."""
    title: str
    ending: str
    """Of the file's name, without the dot."""
    make: Make
    check: Check = no_faults
    judge: Judge = nothing_missing
    share: BillTo = BillTo.PAYER
    """Whose part of the visits it asks for."""
    each: bool = False
    """Whether each claim is a file of its own."""


def format_named(formats: Sequence[ClaimFormat], name: str) -> ClaimFormat:
    """Return the format of that name; BadInput names those there are."""
    found = next((one for one in formats if one.id == name), None)
    if found is None:
        known = ", ".join(one.id for one in formats)
        raise BadInput(f"--to: “{name}” is no kind of file; write one of {known}.")
    return found


def _as_data(claims: Sequence[ClaimData], request: FileRequest) -> bytes:
    rows = [claim.model_dump(mode="json") for claim in claims]
    return json.dumps({"control": request.control, "claims": rows}, ensure_ascii=False, indent=1).encode()


DATA = ClaimFormat("json", "data file", "json", _as_data)
"""All that the claims say, for other programs."""


def claim_formats() -> tuple[ClaimFormat, ...]:
    """Return every kind of file that claims can be handed over in."""
    return (DATA,)
