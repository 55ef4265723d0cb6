"""Whose license does not cover needling, and in which states."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from charting_tui.coding.data_files import read_json
from charting_tui.records.people import LicenceType


@dataclass(frozen=True)
class OutOfScope:
    """Why needling is outside a license."""

    weighs: Literal["blocks", "warns"]
    state: str
    """The state whose law says so; nothing where it is so everywhere."""
    source: str


def needling_codes() -> frozenset[str]:
    """Return the procedure codes of dry needling."""
    return frozenset(_read()["needling"])


def needling_outside(licence: LicenceType, state: str) -> OutOfScope | None:
    """Return why needling is outside that license in that state (two letters); None where it is not known."""
    row = _read()["licences"].get(licence)
    if row is None or (row["states"] != "everywhere" and state not in row["states"]):
        return None
    return OutOfScope(row["weighs"], "" if row["states"] == "everywhere" else state, row["source"])


@cache
def _read() -> dict[str, Any]:
    return read_json("needling.json")
