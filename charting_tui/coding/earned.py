"""The units that minutes earn, in words: by the payer's rule, and by the other one where it differs."""

from collections.abc import Mapping

from charting_tui.coding.pricing import price, unit_choices
from charting_tui.records.claim import Draft
from charting_tui.records.payer import Payer, UnitRule
from charting_tui.records.people import Practice

RULES: Mapping[UnitRule, str] = {"cms": "CMS total minutes", "ama": "AMA per code"}
"""What the two rules are called; “rule of eights” has meant either."""


def earned_in_words(draft: Draft, payer: Payer, practice: Practice) -> str:
    """Return each line's units by the payer's rule, and what the other rule gives where that differs."""
    lines = (line for line in price(draft, payer, practice) if line.units is not None)
    parts = [f"{line.service.code} {line.units} {'unit' if line.units == 1 else 'units'}" for line in lines]
    own = f"Earned: {', '.join(parts)} ({RULES[payer.unit_rule.value]})"
    other = _by_rule(draft, payer)[1:]
    return f"{own}; {other[0]}" if other else own


def both_rules(draft: Draft, payer: Payer) -> str:
    """Return the units of the payer's lines by both rules, its own first; nothing where they agree."""
    told = _by_rule(draft, payer)
    return f"Units {'; '.join(told)}." if len(told) > 1 else ""


def _by_rule(draft: Draft, payer: Payer) -> list[str]:
    """Return the units by each rule in words; only the payer's own where both give the same."""
    choices = unit_choices(draft, payer)
    told = [
        f"by {RULES[rule]} {', '.join(f'{code} {units}' for code, units in found.units.items())}"
        for rule, found in choices.items()
    ]
    same = len({tuple(sorted(found.units.items())) for found in choices.values()}) == 1
    return told[:1] if same or not payer.insures else told
