"""Places of service that exist and that this field seldom has."""

from functools import cache

from charting_tui.coding.data_files import read_json


@cache
def other_places() -> frozenset[str]:
    """Return their codes."""
    return frozenset(read_json("places.json")["elsewhere"].split())
