"""Reads a form as JSON, strictly, and says in one sentence what is wrong with it, naming its path."""

import json
import math
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

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
        read = json.loads(
            text.removeprefix("\ufeff"), object_pairs_hook=_JsonPairs, parse_constant=_NotANumber
        )
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno}, column {fault.colno}"
        raise BadInput(f"The form is not JSON: {fault.msg[:1].lower()}{fault.msg[1:]} at {where}.") from None
    except RecursionError:
        raise BadInput(f"The form is nested too deep; {DEEPEST} levels are the most.") from None
    except ValueError:
        raise BadInput("The form holds a number with too many digits; write fewer.") from None
    if not isinstance(read, _JsonPairs):
        raise BadInput("The form must be one JSON object, in {braces}, with visit.date and visit.services.")
    for path, value in _within(read, ()):
        _refuse_odd(path, value)
    plain: dict[str, Any] = _plain(read)
    return plain


class _JsonPairs(list[tuple[str, Any]]):
    """An object's keys and values in their order, so that a key that stands twice is seen."""


class _NotANumber(str):
    """NaN or Infinity, which JSON does not have."""

    __slots__ = ()


def _within(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if len(path) > DEEPEST:
        raise BadInput(f"{path_text(path[:4])}… is nested too deep; {DEEPEST} levels are the most.")
    yield path, value
    if isinstance(value, _JsonPairs):
        for key, item in value:
            yield from _within(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _within(item, (*path, index))


def _refuse_odd(path: Path, value: Any) -> None:
    where = path_text(path)
    if isinstance(value, _NotANumber) or (isinstance(value, float) and not math.isfinite(value)):
        raise BadInput(f"{where} is not a number; write one, or leave the key out.")
    if isinstance(value, _JsonPairs):
        keys = [key for key, _ in value]
        twice = next((key for place, key in enumerate(keys) if key in keys[:place]), None)
        if twice is not None:
            raise BadInput(f"{path_text((*path, twice))} is given twice; keep one.")
        for key in keys:
            _refuse_odd((*path, "key"), key)
    elif isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise BadInput(f"{where} holds half a character; write it as plain text.")


def _plain(value: Any) -> Any:
    if isinstance(value, _JsonPairs):
        return {key: _plain(item) for key, item in value if item is not None}
    return [_plain(item) for item in value] if isinstance(value, list) else value


UNKNOWN_KEY = "unknown key:"
"""Begins the message of a model that refuses one of its own keys in a form."""

_SHAPES = {
    "string_type": "must be text in quotes",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "tuple_type": "must be a list, in [brackets]",
    "dict_type": "must be an object, in {braces}",
    "model_type": "must be an object, in {braces}",
    "model_attributes_type": "must be an object, in {braces}",
}


def sentence_of(fault: ValidationError, form: type[BaseModel], given: dict[str, Any]) -> str:
    """Return one sentence on the first fault, with the path at which it stands in what was given."""
    by_path: dict[Path, list[ErrorDetails]] = {}
    for error in sorted(fault.errors(include_url=False), key=lambda error: error["type"] == "missing"):
        by_path.setdefault(_path(error, given), []).append(error)
    first = next(iter(by_path))
    path = max((path for path in by_path if path[: len(first)] == first), key=len)
    errors = by_path[path]
    kinds = {error["type"] for error in errors}
    if len(kinds) > 1 and "string_type" in kinds:
        other = "a whole number" if "int_type" in kinds else "an object, in {braces}"
        return f"{path_text(path)} must be text in quotes, or {other}."
    return _sentence(errors[-1], path, form)


def _path(error: ErrorDetails, given: Any) -> Path:
    """Return the place of an error in what was given, without the names of models along the way."""
    path: list[str | int] = []
    here = given
    for place, part in enumerate(error["loc"]):
        last = place == len(error["loc"]) - 1
        if isinstance(here, dict) and part in here:
            here = here[str(part)]
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
        elif not (last and error["type"] == "missing"):
            continue
        path.append(part)
    return tuple(path)


def _sentence(error: ErrorDetails, path: Path, form: type[BaseModel]) -> str:
    kind, where = error["type"], path_text(path)
    said = str(error.get("ctx", {}).get("error", error["msg"]))
    if kind == "value_error" and said.startswith(UNKNOWN_KEY):
        return _unknown_key((*path, said.removeprefix(UNKNOWN_KEY)), form)
    if kind == "extra_forbidden":
        return _unknown_key(path, form)
    if kind == "missing":
        return f"{where} is missing; write it."
    if kind in {"enum", "literal_error"}:
        return f"{where} must be one of {error['ctx']['expected']}."
    if kind in _SHAPES:
        return f"{where} {_SHAPES[kind]}."
    return f"{where}: {said[:1].lower()}{said[1:]}."


def _unknown_key(path: Path, form: type[BaseModel]) -> str:
    key = str(path[-1])
    near = get_close_matches(key, sorted(_keys(path[:-1], form) - {key}), n=1)
    shown = path_text(path) if len(key) <= 60 else f"{path_text((*path[:-1], key[:59]))}…"  # noqa: PLR2004
    return f"{shown} is not a known key{f'; did you mean {near[0]}?' if near else '; leave it out.'}"


def _keys(path: Path, form: type[BaseModel]) -> set[str]:
    models = [form]
    for part in path:
        if isinstance(part, str):
            models = [
                inner
                for model in models
                for name, field in model.model_fields.items()
                if part == (field.alias or name)
                for inner in _models_in(field.annotation)
            ]
    return {
        field.alias or name
        for model in models
        for name, field in model.model_fields.items()
        if name not in getattr(model, "not_in_form", ())
    }


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        bare = annotation.model_fields.get("value")
        return [annotation, *(_models_in(bare.annotation) if bare else ())]
    return [model for inner in get_args(annotation) for model in _models_in(inner)]
