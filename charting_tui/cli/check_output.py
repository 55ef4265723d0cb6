"""How ``check`` tells its findings: in words by visit, as JSON, or counted by rule."""

import json
import re
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from charting_tui.cli.lines import columns, complain, printable, say
from charting_tui.coding.code_tables.table_age import OldTable
from charting_tui.rules.check_form import finding_json
from charting_tui.rules.finding import Finding, Severity
from charting_tui.rules.registry import rule_of
from charting_tui.store.checking import CheckedVisit

Found = Sequence[tuple[CheckedVisit | None, tuple[Finding, ...]]]
"""Findings by visit; None stands for the visit of a file."""


_OWN = re.compile(r"X\d{3}")
"""Ids of a clinic's own rules, which are known only where one is opened."""


def _id_of(name: str) -> str:
    own = name.strip().upper()
    return own if _OWN.fullmatch(own) else rule_of(name).id


@dataclass(frozen=True)
class Shown:
    """Which findings are told."""

    rules: frozenset[str]
    """Ids; empty is all."""
    lightest: Severity

    @classmethod
    def asked(cls, options: Namespace) -> "Shown":
        """Return what the options ask for; BadInput for a rule that there is not."""
        return cls(
            frozenset(_id_of(name) for name in options.rule or ()),
            Severity(options.severity or Severity.ADVISES),
        )

    def of(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Return those of the findings that are told."""
        return tuple(
            finding
            for finding in findings
            if finding.severity.rank <= self.lightest.rank and (not self.rules or finding.rule in self.rules)
        )


def tell(found: Found, options: Namespace, old: Sequence[OldTable] = ()) -> None:
    """Print findings in the form that is asked for, all at once.

    Tables that are ``old`` are told once: below the sum, or on standard error beside JSON.
    """
    rows = _counts(found) if options.counts else None
    as_json = options.json or options.format == "json"
    if as_json:
        objects = (
            [_as_json(visit, finding, options) for visit, finding in _each(found)] if rows is None else rows
        )
        lines = [json.dumps(one, ensure_ascii=False) for one in objects]
        if not options.json:
            lines = [json.dumps(objects, ensure_ascii=False, indent=1)]
    else:
        told = _words(found, options) if rows is None else _table(rows)
        lines = [*told, _sum_of(found), *(table.sentence for table in old)]
    if lines:
        say("\n".join(lines))
    for table in old if as_json else ():
        complain(table.sentence)


def _each(found: Found) -> Iterator[tuple[CheckedVisit | None, Finding]]:
    for visit, findings in found:
        for finding in findings:
            yield visit, finding


def _as_json(visit: CheckedVisit | None, finding: Finding, options: Namespace) -> dict[str, Any]:
    if visit is None:
        return finding_json(finding)
    named = {"client_name": visit.client_name} if options.names else {}
    return {
        "client": visit.client,
        "visit": visit.visit,
        **named,
        "date": visit.day.isoformat(),
        "therapist": visit.therapist,
        "payer": visit.payer,
        **finding_json(finding),
    }


def _counts(found: Found) -> list[dict[str, Any]]:
    """Return how often, how gravely and in how many visits each rule found something, most often first."""

    def kind(finding: Finding) -> tuple[str, str, str]:
        return (finding.rule, finding.name, finding.severity.value)

    findings = Counter(kind(finding) for _, finding in _each(found))
    visits = Counter(one for _, its in found for one in set(map(kind, its)))
    return [
        {"rule": rule, "name": name, "severity": severity, "findings": count, "visits": visits[one]}
        for one, count in sorted(findings.items(), key=lambda told: (-told[1], told[0]))
        for rule, name, severity in (one,)
    ]


def _table(rows: Sequence[dict[str, Any]]) -> list[str]:
    heads = ("findings", "visits", "rule", "name", "severity")
    return (
        columns([heads, *([str(row[head]) for head in heads] for row in rows)], right=(0, 1)) if rows else []
    )


def _words(found: Found, options: Namespace) -> Iterator[str]:
    for visit, findings in found:
        if visit is not None and findings:
            at = f" {visit.start:%H:%M}" if visit.start else ""
            name = f" {visit.client_name}" if options.names else ""
            yield printable(f"{visit.day}{at} {visit.visit} of {visit.client}{name} ({visit.therapist})")
        indent = "  " if visit is not None else ""
        for finding in findings:
            weight = f"{finding.severity.mark} {finding.rule} {finding.name}, {finding.severity.value}"
            yield f"{indent}{weight}: {finding.field}"
            yield f"{indent}  {printable(finding.message)} {printable(finding.remedy)}"
            yield f"{indent}  Source: {printable(finding.source)}"


def _sum_of(found: Found) -> str:
    count = sum(len(findings) for _, findings in found)
    if not count:
        return "No findings."
    told = "1 finding" if count == 1 else f"{count} findings"
    with_some = sum(bool(findings) for visit, findings in found if visit is not None)
    judged = sum(visit is not None for visit, _ in found)
    return f"{told}, in {with_some} of {judged} visits." if judged else f"{told}."
