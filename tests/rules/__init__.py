"""Each rule's bad and good examples and its planted faults, one file a rule; see CONTRIBUTING.md."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

Form = dict[str, Any]


def examples(rule_id: str, kind: str) -> dict[str, Form]:
    """Return a rule's examples by name, of the kind “bad” or “good”; none where nobody wrote any."""
    named: dict[str, Form] = part(rule_id, kind.upper(), {})
    return named


def part(rule_id: str, name: str, absent: Any) -> Any:
    """Return what a rule's file says under a name, or ``absent``."""
    module = f"{__name__}.{rule_id.lower()}"
    return getattr(import_module(module), name, absent) if find_spec(module) else absent
