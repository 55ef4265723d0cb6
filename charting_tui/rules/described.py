"""The words that stand under the fields of the records, put into a JSON schema.

They are read from the source only when a schema is asked for: reading them whenever the records are
made costs a fifth of the program's start.
"""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from charting_tui.records.values import Record


def described(schema: dict[str, Any], top: type[Record]) -> dict[str, Any]:
    """Return the schema of ``top`` with a description beside each field that has words of its own."""
    models = {model.__name__: model for model in (top, *_below(Record))}
    definitions = {
        name: _with_words(shape, models.get(name.partition("_")[0]))
        for name, shape in schema.get("$defs", {}).items()
    }
    return {**_with_words(schema, top), "$defs": definitions}


def _below(model: type[Record]) -> Iterator[type[Record]]:
    for child in model.__subclasses__():
        yield child
        yield from _below(child)


def _with_words(shape: dict[str, Any], model: type[Record] | None) -> dict[str, Any]:
    if model is None or "properties" not in shape:
        return shape
    words = {
        model.model_fields[name].alias or name: text
        for name, text in _words(model).items()
        if name in model.model_fields
    }
    properties = {
        name: {**value, "description": words[name]} if name in words else value
        for name, value in shape["properties"].items()
    }
    return {**shape, "properties": properties}


def _words(model: type[Record]) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind in reversed(model.__mro__):
        if issubclass(kind, Record) and "[" not in kind.__name__:
            body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
            lines = body.body if isinstance(body, ast.ClassDef) else []
            for field, below in pairwise(lines):
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                    text = below.value if isinstance(below, ast.Expr) else None
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        found[field.target.id] = inspect.cleandoc(text.value)
    return found
