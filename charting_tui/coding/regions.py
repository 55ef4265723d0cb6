"""Regions of the body: which one a diagnosis is of, and which lie side by side."""

from functools import cache

from charting_tui.coding.data_files import read_json

_SHORTEST = 3
"""Length of a category, the shortest code that may name a region."""


@cache
def _neighbours() -> frozenset[frozenset[str]]:
    beside: dict[str, list[str]] = read_json("areas.json")["neighbours"]
    return frozenset(frozenset((one, other)) for one, others in beside.items() for other in others)


@cache
def _by_code() -> dict[str, str]:
    held: dict[str, str] = read_json("diagnosis_regions.json")["regions"]
    return {code: "" if name == "none" else name for name, codes in held.items() for code in codes.split()}


def region_of(code: str) -> str:
    """Return the region of the body that a diagnosis is of by its category, not its words; or nothing."""
    known = _by_code()
    return next((known[code[:end]] for end in range(len(code), _SHORTEST - 1, -1) if code[:end] in known), "")


def near(one: str, other: str) -> bool:
    """Whether two regions are one or neighbours."""
    return one == other or frozenset((one, other)) in _neighbours()
