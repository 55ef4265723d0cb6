"""Which occurrence of a repeating appointment became which, where its id no longer tells."""

from collections.abc import Mapping
from datetime import date

_FARTHEST = 31
"""Days; what lies farther apart is another appointment."""


def nearest_days(before: Mapping[str, date], after: Mapping[str, date]) -> dict[str, str]:
    """Return for ids of ``after`` the nearest of ``before``, each once; those of the same week first."""
    pairs = sorted(
        (how_far(old, new), new, old, new_id, old_id)
        for new_id, new in after.items()
        for old_id, old in before.items()
        if abs((new - old).days) <= _FARTHEST
    )
    became: dict[str, str] = {}
    for _, _, _, new_id, old_id in pairs:
        if new_id not in became and old_id not in became.values():
            became[new_id] = old_id
    return became


def how_far(one: date, other: date) -> tuple[bool, int]:
    """Return how near two days are: whether in different weeks, and the days between them."""
    return one.isocalendar()[:2] != other.isocalendar()[:2], abs((one - other).days)
