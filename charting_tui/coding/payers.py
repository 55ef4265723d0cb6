"""Payers to start from, each setting with its source and the day it began."""

from functools import cache
from json import dumps

from charting_tui.coding.data_files import read_json
from charting_tui.errors import BadInput
from charting_tui.records.payer import Payer


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
