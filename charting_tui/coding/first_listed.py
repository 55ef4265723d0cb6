"""Which diagnosis codes do not stand first on a claim, and why."""

from functools import cache
from typing import Any

from charting_tui.coding.data_files import read_json
from charting_tui.coding.diagnoses import FULL


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
