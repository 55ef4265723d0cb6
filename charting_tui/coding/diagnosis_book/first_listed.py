"""Which diagnosis codes do not stand first on a claim, and why."""

from functools import cache, lru_cache
from itertools import permutations
from typing import Any

from charting_tui.coding.data_files import read_json
from charting_tui.coding.diagnosis_book.diagnoses import FULL, region_of


def never_first(code: str) -> str:
    """Return what a code is that never stands first, in words, or nothing: “an outside cause”."""
    if len(code) == FULL and code.endswith("S"):
        return "what an injury left behind"
    return _named("never", code)


def seldom_first(code: str) -> str:
    """Return what a code is that seldom stands first, in words, or nothing: “a status”."""
    return _named("seldom", code)


def is_aftercare(code: str) -> bool:
    """Whether a code is of aftercare, which is not for an injury."""
    return code.startswith(tuple(_read()["aftercare"].split()))


def _named(kind: str, code: str) -> str:
    named: dict[str, str] = _read()[kind]
    return next((words for words, codes in named.items() if code.startswith(tuple(codes.split()))), "")


@cache
def _read() -> dict[str, Any]:
    return read_json("first_listed.json")


@lru_cache(maxsize=1024)
def stops_a_bill(one: str, other: str) -> bool:
    """Whether payers turn down a claim with both codes, by a note at a heading of either."""
    return any(
        code.startswith(heading) and excluded.startswith(tuple(codes.split()))
        for code, excluded in permutations((one, other))
        for heading, codes in _read_pairs()["pairs"].items()
    ) or is_current_injury(one, other)


@lru_cache(maxsize=1024)
def is_current_injury(one: str, other: str) -> bool:
    """Whether one code is a pain or disorder of the spine and the other a current injury of that part."""
    known = _read_pairs()
    return any(
        disorder.startswith(tuple(known["spine"].split()))
        and len(injury) == FULL
        and not injury.endswith("S")
        and injury.startswith(tuple(known["injuries"].get(region_of(disorder), "none").split()))
        for disorder, injury in permutations((one, other))
    )


@cache
def _read_pairs() -> dict[str, Any]:
    return read_json("excludes1_common.json")
