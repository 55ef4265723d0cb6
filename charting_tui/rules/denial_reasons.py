"""Why claims of this field come back, and which rule speaks of it before one is sent."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from charting_tui.coding.data_files import read_json
from charting_tui.records.people import Role

Covered = Literal["yes", "partly", "no", "payer only"]


@dataclass(frozen=True)
class DenialReason:
    """One reason for which payers or clearinghouses refuse a claim."""

    reason: str
    codes: tuple[str, ...]
    """As in ``Rule.denials``; empty where it is told in words alone."""
    fixed_by: Role
    covered: Covered
    """Whether a rule finds it; “payer only” is what nothing on file can show."""
    rules: tuple[str, ...]


@cache
def denial_reasons() -> tuple[DenialReason, ...]:
    """Return every reason that is known, in the order of the road of a claim."""
    return tuple(
        DenialReason(
            row["reason"], tuple(row["codes"]), Role(row["fixed_by"]), row["covered"], tuple(row["rules"])
        )
        for row in read_json("denial_reasons.json")["reasons"]
    )
