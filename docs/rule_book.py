"""Writes docs/rules.md from the rules and their examples: a table of each family, then every rule's page."""

import sys
from itertools import groupby
from pathlib import Path

from charting_tui.cli.explain import rule_page
from charting_tui.rules.finding import effect_of
from charting_tui.rules.registry import Rule, rules

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.rules import examples  # the checkout is not on the path of a script

BOOK = Path(__file__).parent / "rules.md"
_FAMILIES = {
    "A": "Authorization, prescription and payer",
    "C": "Codes and pairs",
    "D": "Diagnoses",
    "K": "Claims",
    "M": "Modifiers",
    "N": "Note and record",
    "T": "Time and units",
}


def book() -> str:
    """Return the whole text."""
    every = sorted(rules(), key=lambda rule: rule.id)
    parts = [
        f"# The {len(every)} rules",
        "Written by `make docs` from the rules themselves; `charting-tui explain ID` shows one page.",
    ]
    for letter, family in groupby(every, key=lambda rule: rule.id[0]):
        parts += [f"## {_FAMILIES[letter]}", _table(list(family))]
    parts += [f"{rule_page(rule).replace('## ', '### ', 1)}\n{_examples(rule)}" for rule in every]
    return "\n\n".join(parts) + "\n"


def _examples(rule: Rule) -> str:
    """Return the names of a rule's examples, which its tests run."""
    kinds = (("Bad", "bad"), ("Good", "good"))
    return "\n".join(
        f"- All {word.lower()} examples: {'; '.join(examples(rule.id, kind))}" for word, kind in kinds
    )


def _table(family: list[Rule]) -> str:
    lines = ["| rule | what is wrong | level | fixed by | source |", "| --- " * 5 + "|"]
    for rule in family:
        effect = effect_of(rule.severity, rule.stops)
        told = (rule.name, effect, rule.owner.value, rule.source.replace("|", "/"))
        anchor = f"{rule.id} {rule.name}".lower().replace(" ", "-")
        lines.append(f"| [{rule.id}](#{anchor}) | {' | '.join(told)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    BOOK.write_text(book(), encoding="utf-8")
