"""An example is a base visit and what differs in it; the visits are those of the ``check`` form."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum
from typing import Any

from charting_tui.rules.check_form import CheckForm
from tests.rules import Form


class _Mark(Enum):
    GONE = "gone"


GONE = _Mark.GONE
"""In the place of a value: the base has it, the example does not."""


def on(base: Form, changes: Mapping[str, Any]) -> Form:
    """Return the base with other values at paths such as ``services.0.minutes``.

    A path begins in the visit, or at another part of the check form (``client.birth_date``). A number is
    a place in a list, ``*`` all of them; the number after the last adds to it. KeyError names a path that
    leads nowhere.
    """
    form: Form = _copied(base)
    gone: list[tuple[Any, str | int]] = []
    for path, value in changes.items():
        for holder, last in _holders(form, path):
            if value is GONE:
                gone.append((holder, last))
            elif isinstance(holder, list) and last == len(holder):
                holder.append(_copied(value))
            else:
                holder[last] = _copied(value)
    for holder, last in reversed(gone):
        del holder[last]
    return form


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copied(each) for name, each in value.items()}
    return [_copied(each) for each in value] if isinstance(value, list) else value


def _holders(form: Form, path: str) -> list[tuple[Any, str | int]]:
    """Return the mappings or lists that hold the values at a path, and their name or number there."""
    parts: list[str | int] = [int(part) if part.isdecimal() else part for part in path.split(".")]
    names = {field.alias or name for name, field in CheckForm.model_fields.items()}
    holders: list[Any] = [form if parts[0] in names else form["visit"]]
    for part in parts[:-1]:
        try:
            holders = [each for holder in holders for each in (holder if part == "*" else (holder[part],))]
        except (KeyError, IndexError, TypeError):
            raise KeyError(f"“{path}”: the base has no “{part}”; write its whole value there") from None
    return [(holder, parts[-1]) for holder in holders]


def line(
    code: str,
    minutes: float | str | None = None,
    units: float | str | None = None,
    modifiers: str | None = None,
    pointers: str | None = None,
    **others: Any,
) -> Form:
    """Return a service line: modifiers by spaces (``"GP 59"``), pointers as letters (``"AB"``)."""
    given = {
        "minutes": minutes,
        "units": units,
        "modifiers": None if modifiers is None else modifiers.split(),
        "pointers": None if pointers is None else list(pointers),
    }
    return {"code": code, **{name: value for name, value in given.items() if value is not None}, **others}


def every(days: int, since: str, count: int, like: Form) -> list[Form]:
    """Return earlier visits that are all alike but for their dates."""
    first = date.fromisoformat(since)
    return [{"date": (first + timedelta(days * at)).isoformat(), **_copied(like)} for at in range(count)]
