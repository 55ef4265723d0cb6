"""Reads the text of a form as JSON, strictly: no key twice, no number that is none, no endless nesting."""

import json
import math
from collections.abc import Iterator
from typing import Any

from charting_tui.errors import BadInput

DEEPEST = 32
"""Levels of nesting; the form itself has fewer than ten."""

Path = tuple[str | int, ...]


def path_text(path: Path) -> str:
    """Return a path as it is read: ``visit.services[1].minutes``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".") or "the form"


def read_object(text: str) -> dict[str, Any]:
    """Return the object that a text holds, without what is null; BadInput where it cannot be read."""
    if not text.strip("\ufeff \t\r\n"):
        raise BadInput("The form is empty; it is a JSON object with at least visit.date and visit.services.")
    try:
        read = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_Pairs, parse_constant=_NotANumber)
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno}, column {fault.colno}"
        raise BadInput(f"The form is not JSON: {fault.msg[:1].lower()}{fault.msg[1:]} at {where}.") from None
    except RecursionError:
        raise BadInput(f"The form is nested too deep; {DEEPEST} levels are the most.") from None
    except ValueError:
        raise BadInput("The form holds a number with too many digits; write fewer.") from None
    if not isinstance(read, _Pairs):
        raise BadInput("The form must be one JSON object, in {braces}, with visit.date and visit.services.")
    for path, value in _within(read, ()):
        _refuse_odd(path, value)
    plain: dict[str, Any] = _plain(read)
    return {**plain, **{key: None for key, value in read if value is None and key in _NONE}}


_NONE = frozenset({"plan_of_care", "referral", "case"})
"""Parts of the form of which null says that there is none; elsewhere it is as if the key were absent."""


class _Pairs(list[tuple[str, Any]]):
    """An object's keys and values in their order, so that a key that stands twice is seen."""


class _NotANumber(str):
    """NaN or Infinity, which JSON does not have."""

    __slots__ = ()


def _within(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if len(path) > DEEPEST:
        raise BadInput(f"{path_text(path[:4])}… is nested too deep; {DEEPEST} levels are the most.")
    yield path, value
    if isinstance(value, _Pairs):
        for key, item in value:
            yield from _within(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _within(item, (*path, index))


def _refuse_odd(path: Path, value: Any) -> None:
    where = path_text(path)
    if isinstance(value, _NotANumber) or (isinstance(value, float) and not math.isfinite(value)):
        raise BadInput(f"{where} is not a number; write one, or leave the key out.")
    if isinstance(value, _Pairs):
        keys = [key for key, _ in value]
        twice = next((key for place, key in enumerate(keys) if key in keys[:place]), None)
        if twice is not None:
            raise BadInput(f"{path_text((*path, twice))} is given twice; keep one.")
        for key in keys:
            _refuse_odd((*path, "key"), key)
    elif isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise BadInput(f"{where} holds half a character; write it as plain text.")


def _plain(value: Any) -> Any:
    if isinstance(value, _Pairs):
        return {key: _plain(item) for key, item in value if item is not None}
    return [_plain(item) for item in value] if isinstance(value, list) else value
