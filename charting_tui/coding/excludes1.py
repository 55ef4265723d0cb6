"""Pairs of diagnoses that exclude one another and are common enough in this field to stop a bill."""

from functools import cache, lru_cache
from itertools import permutations
from typing import Any

from charting_tui.coding.data_files import read_json
from charting_tui.coding.diagnoses import FULL
from charting_tui.coding.regions import region_of


@lru_cache(maxsize=1024)
def stops_a_bill(one: str, other: str) -> bool:
    """Whether payers turn down a claim with both codes, by a note at a heading of either."""
    return any(
        code.startswith(heading) and excluded.startswith(tuple(codes.split()))
        for code, excluded in permutations((one, other))
        for heading, codes in _read()["pairs"].items()
    ) or is_current_injury(one, other)


@lru_cache(maxsize=1024)
def is_current_injury(one: str, other: str) -> bool:
    """Whether one code is a pain or disorder of the spine and the other a current injury of that part."""
    known = _read()
    return any(
        disorder.startswith(tuple(known["spine"].split()))
        and len(injury) == FULL
        and not injury.endswith("S")
        and injury.startswith(tuple(known["injuries"].get(region_of(disorder), "none").split()))
        for disorder, injury in permutations((one, other))
    )


@cache
def _read() -> dict[str, Any]:
    return read_json("excludes1_common.json")
