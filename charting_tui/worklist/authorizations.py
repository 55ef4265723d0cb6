"""How much of a payer's leave to treat is used up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from charting_tui.records.coverage import Authorization
from charting_tui.worklist.summary import VisitSummary


@dataclass(frozen=True)
class AuthorizationUse:
    """Visits under one authorization."""

    used: int
    """Kept visits up to today, with those used before this program began to count."""
    booked: int
    """Kept visits still to come."""
    left: int | None
    """Visits neither used nor booked, below 0 where there are too many; None where no number was given."""


def authorization_use(leave: Authorization, visits: Iterable[VisitSummary], today: date) -> AuthorizationUse:
    """Count the kept visits for the authorization's payer within its days."""
    days = [visit.day for visit in visits if falls_under(leave, visit)]
    used = (leave.visits_used or 0) + sum(day <= today for day in days)
    booked = sum(day > today for day in days)
    left = None if leave.visits is None else leave.visits - used - booked
    return AuthorizationUse(used, booked, left)


def falls_under(leave: Authorization, visit: VisitSummary) -> bool:
    """Whether a kept visit is of the authorization's payer and days."""
    return (
        visit.state.kept
        and leave.payer in {"", visit.payer}
        and (leave.starts is None or leave.starts <= visit.day)
        and (leave.ends is None or visit.day <= leave.ends)
    )


def use_words(leave: Authorization, use: AuthorizationUse) -> str:
    """Return the use in words, like “5 of 12 used, 2 booked, 5 left”."""
    parts = [f"{use.used} of {leave.visits} used" if leave.visits is not None else f"{use.used} used"]
    if use.booked:
        parts.append(f"{use.booked} booked")
    if use.left is not None:
        parts.append(f"{use.left} left" if use.left >= 0 else f"{-use.left} too many")
    return ", ".join(parts)


def in_force(leave: Authorization, day: date) -> bool:
    """Whether the authorization's days include this one."""
    return (leave.starts is None or leave.starts <= day) and (leave.ends is None or day <= leave.ends)
