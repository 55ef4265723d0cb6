"""What Medicare allows for therapy in a year before KX is needed."""

from functools import cache

from charting_tui.coding.data_files import read_json
from charting_tui.records.values import cents_of


@cache
def threshold_in(year: int) -> int | None:
    """Return the cents of a calendar year's threshold, or None where it was not read in a source."""
    dollars: dict[str, str] = read_json("therapy_thresholds.json")["dollars"]
    found = dollars.get(str(year))
    return None if found is None else cents_of(found)
