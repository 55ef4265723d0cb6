"""What Medicare allows for therapy in a year before KX is needed."""

from functools import cache

from charting_tui.coding.data_files import read_json
from charting_tui.records.people import Practice
from charting_tui.records.values import cents_of


def threshold_in(year: int, practice: Practice) -> int | None:
    """Return the cents of a calendar year's threshold, or None where it is not known.

    The practice's own figure holds in the place of the packaged one.
    """
    return _known(practice).get(year)


def threshold_before(year: int, practice: Practice) -> int | None:
    """Return the cents of the last earlier year whose threshold is known, or None."""
    known = _known(practice)
    last = max((one for one in known if one < year), default=None)
    return None if last is None else known[last]


def _known(practice: Practice) -> dict[int, int]:
    return _packaged() | {one.year: one.cents for one in practice.therapy_thresholds}


@cache
def _packaged() -> dict[int, int]:
    dollars: dict[str, str] = read_json("therapy_thresholds.json")["dollars"]
    return {int(year): cents_of(amount) for year, amount in dollars.items()}
