"""One text for one record: what digests and signatures are made over."""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

from charting_tui.errors import BadInput
from charting_tui.records.values import Record


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
            "A text holds half a character that cannot be stored; delete the odd sign and save again."
        ) from None


def digest(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
