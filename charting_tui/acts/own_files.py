"""What a clinic or a person wrote into a file of their own, read into a record or refused in one sentence."""

import json
from typing import TypeVar

from pydantic import ValidationError

from charting_tui.errors import BadInput
from charting_tui.records.values import Record
from charting_tui.rules.form_faults import sentence_of

R = TypeVar("R", bound=Record)


def record_in(text: str, kind: type[R], example: str) -> R:
    """Return the record that a JSON text holds; BadInput names the fault and its place."""
    try:
        given = json.loads(text)
    except ValueError as fault:
        where = f"line {fault.lineno}: " if isinstance(fault, json.JSONDecodeError) else ""
        raise BadInput(f"{where}this is not JSON; write {example}.") from None
    if not isinstance(given, dict):
        raise BadInput(f"The file must hold an object, {example}.")
    try:
        return kind.model_validate_json(json.dumps(given))
    except ValidationError as fault:
        raise BadInput(sentence_of(fault, kind, given)) from None
