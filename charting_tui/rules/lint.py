"""Runs every rule over a case."""

import re

from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Finding
from charting_tui.rules.own import made
from charting_tui.rules.registry import rules
from charting_tui.rules.rule import Rule

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
