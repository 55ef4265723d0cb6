"""Regions of the body that lie side by side, so that one may be treated for what the other has."""

from functools import cache

from charting_tui.coding.data_files import read_json


@cache
def _neighbours() -> frozenset[frozenset[str]]:
    beside: dict[str, list[str]] = read_json("areas.json")["neighbours"]
    return frozenset(frozenset((one, other)) for one, others in beside.items() for other in others)


def near(one: str, other: str) -> bool:
    """Whether two regions are one or neighbours."""
    return one == other or frozenset((one, other)) in _neighbours()
