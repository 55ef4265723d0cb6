"""Payers to start from, each setting with its source and the day it began."""

from dataclasses import dataclass
from functools import cache
from json import dumps
from typing import Any, Literal

from charting_tui.coding.data_files import read_json
from charting_tui.errors import BadInput
from charting_tui.records.payer import Payer
from charting_tui.records.people import LicenceType, Practice
from charting_tui.records.values import cents_of


@cache
def presets() -> tuple[Payer, ...]:
    """Return every payer preset."""
    return tuple(Payer.model_validate_json(dumps(row)) for row in read_json("payers.json")["payers"])


def preset(payer_id: str) -> Payer:
    """Return the preset of that id; BadInput names those there are."""
    found = next((payer for payer in presets() if payer.id == payer_id), None)
    if found is None:
        known = ", ".join(payer.id for payer in presets())
        raise BadInput(f"payer: “{payer_id}” is not a preset; write one of {known}, or the payer's settings.")
    return found


def model_of(payer: Payer) -> Payer | None:
    """Return the preset that a clinic's payer was copied from, or None.

    A copy that does not name its preset is taken for one of the preset with its own id.
    """
    return next((model for model in presets() if model.id == (payer.preset or payer.id)), None)


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
