"""Every fault that is planted: each rule's own, and what looks wrong and is right."""

from dataclasses import replace

from charting_tui.rules.registry import Rule, rules
from tests.rules import part
from tests.year import unusual
from tests.year.fault import Fault


def planted_for(rule: Rule) -> tuple[Fault, ...]:
    """Return the faults of a rule's file, found by that rule."""
    faults: tuple[Fault, ...] = part(rule.id, "PLANTED", ())
    if rule.report_only:
        return tuple(replace(fault, in_report=rule.id) for fault in faults)
    return tuple(replace(fault, speaks=rule.id) for fault in faults)


_FAMILIES = "TCMDANK"
"""Faults take their places in the year in this order."""

FAULTS = (
    *(
        fault
        for rule in sorted(rules(), key=lambda one: (_FAMILIES.index(one.id[0]), one.id))
        for fault in planted_for(rule)
    ),
    *unusual.FAULTS,
)
