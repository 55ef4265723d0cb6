"""Every rule there is, gathered from the folders of families, and run over a case."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import charting_tui.rules
from charting_tui.errors import BadInput
from charting_tui.records.additions import OwnRule
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Finding
from charting_tui.rules.own import made
from charting_tui.rules.rule import Rule, rule

__all__ = ["Rule", "gathered", "rule", "rule_of", "rules"]


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule, by id: all that stand in a module of a folder beside this one."""
    families = [found.name for found in iter_modules(charting_tui.rules.__path__) if found.ispkg]
    return gathered(one for family in families for one in _in_family(f"charting_tui.rules.{family}"))


def _in_family(package: str) -> Iterator[Rule]:
    """Yield the rules that the modules of a folder define."""
    for found in iter_modules(import_module(package).__path__, f"{package}."):
        values = vars(import_module(found.name)).values()
        yield from (one for one in values if isinstance(one, Rule) and one.check.__module__ == found.name)


def gathered(found: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return rules by id; ValueError where two bear one id or one name."""
    ordered = tuple(sorted(found, key=lambda one: one.id))
    for what, times in (Counter(one.id for one in ordered) + Counter(one.name for one in ordered)).items():
        if times > 1:
            raise ValueError(f"two rules are called {what}")
    return ordered


def rule_of(rule_id: str, own: tuple[OwnRule, ...] = ()) -> Rule:
    """Return the rule of that id or name, or of the clinic's ``own``; BadInput where there is none."""
    wanted = rule_id.strip().lower()
    found = next((one for one in (*rules(), *made(own)) if wanted in {one.id.lower(), one.name}), None)
    if found is None:
        if wanted.startswith("x") and wanted[1:].isdigit():
            raise BadInput(f"rule: {rule_id} is no rule of the program; charting-tui rules lists a clinic's.")
        short = f"{wanted[:1].upper()}{wanted[1:].zfill(3)}"
        meant = f"; did you mean {short}?" if any(one.id == short for one in rules()) else "."
        raise BadInput(f"rule: “{rule_id}” is not a rule{meant} charting-tui explain --all lists them.")
    return found


_NUMBER = re.compile(r"(\d+)")


def lint(case: Case, *, report: bool = False) -> tuple[Finding, ...]:
    """Return what the rules find: the heaviest first, what is missing after what is wrong, then by field.

    The clinic's own rules are asked too. ``report`` asks those of the owner's report, and only those.
    """
    asked = (one for one in (*rules(), *made(case.own_rules)) if one.report_only is report)
    found = [(one, fault) for one in asked for fault in one.check(case)]
    silenced = {
        (general, frozenset(fault.pair)) for one, fault in found if fault.pair for general in one.silences
    }
    findings = [one.finding(fault) for one, fault in found if not _silent(one, fault, silenced)]
    return tuple(sorted(findings, key=_order))


def _silent(one: Rule, fault: Fault, silenced: set[tuple[str, frozenset[str]]]) -> bool:
    return bool(fault.pair) and (one.id, frozenset(fault.pair)) in silenced


def _order(finding: Finding) -> tuple[int, bool, list[tuple[int, str]], str]:
    parts = [(int(part), "") if part.isdigit() else (-1, part) for part in _NUMBER.split(finding.field)]
    return (finding.severity.rank, finding.missing, parts, finding.rule)
