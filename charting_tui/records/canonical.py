"""One text for one record: what digests and signatures are made over."""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

from charting_tui.errors import BadInput
from charting_tui.records.values import Record
from charting_tui.records.visit import Visit


def plain(record: Record) -> dict[str, Any]:
    """Return the record as JSON values, every field present."""
    return record.model_dump(mode="json")


def canonical(record: Record | Mapping[str, Any]) -> str:
    """Return the record as JSON with sorted keys and no spaces; BadInput where a text is not Unicode."""
    values = plain(record) if isinstance(record, Record) else record
    return encoded(values, orjson.OPT_SORT_KEYS).decode()


def encoded(values: Mapping[str, Any], option: int = 0) -> bytes:
    """Return values as JSON in UTF-8; BadInput where a text holds half a character."""
    try:
        return orjson.dumps(values, option=option)
    except TypeError as fault:
        if "surrogates" not in str(fault):
            raise
        raise BadInput(
            "A text has a broken character that can't be saved. Delete it and save again."
        ) from None


def digest(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


FORM = 4
"""The form of the text below; an older text keeps the form it was signed in."""

_COVERED = (
    "id",
    "date",
    "kind",
    "therapist",
    "time_in",
    "time_out",
    "note",
    "health_update",
    "areas",
    "techniques",
    "measures",
    "goals",
    "diagnoses",
)


def attested_text(visit: Visit, client: str) -> str:
    """Return the canonical JSON of what the therapist attests about the visit of that client's id.

    Who is billed for a line, the payer and the place are the biller's and stay outside.
    """
    values = plain(visit)
    covered = {name: values[name] for name in _COVERED}
    services = [
        {name: value for name, value in line.items() if name != "bill_to"} for line in values["services"]
    ]
    return canonical({"form": FORM, "client": client, **covered, "services": services})


def in_newest_form(text: str) -> str | None:
    """Return what a text of an older form says, as the newest form writes it; None where it cannot be read.

    What the older form did not know is as it is where no one entered it.
    """
    try:
        values = orjson.loads(text)
        client = values.pop("client")
        del values["form"]
        return attested_text(Visit.model_validate(values), client)
    except (KeyError, TypeError, ValueError):
        return None
