"""Findings that someone dismissed: which of them stand all the same, and which are dismissed, why."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from charting_tui.records.canonical import digest
from charting_tui.records.visit import Dismissal, Visit
from charting_tui.rules.finding import Finding

_SERVICE = re.compile(r"visit\.services\[(\d+)\]")


@dataclass(frozen=True)
class DismissedFinding:
    """A finding beside the word that dismissed it."""

    finding: Finding
    dismissal: Dismissal


def standing(
    findings: Iterable[Finding], dismissals: Iterable[Dismissal], visit: Visit
) -> tuple[Finding, ...]:
    """Return the findings that no one has set aside, in their order."""
    found = tuple(findings)
    aside = {id(one.finding) for one in dismissed_findings(found, dismissals, visit)}
    return tuple(finding for finding in found if id(finding) not in aside)


def dismissed_findings(
    findings: Iterable[Finding], dismissals: Iterable[Dismissal], visit: Visit
) -> tuple[DismissedFinding, ...]:
    """Return the findings that are set aside, in their order, without those that count again."""
    last = {(dismissal.rule, dismissal.field, dismissal.twin): dismissal for dismissal in dismissals}
    held = {place: dismissal for place, dismissal in last.items() if not dismissal.taken_back}
    if not held:
        return ()
    return tuple(
        DismissedFinding(finding, dismissal)
        for finding in findings
        if finding.dismissible and (dismissal := _on(finding, held, visit))
    )


def _on(finding: Finding, held: Mapping[tuple[str, str, str], Dismissal], visit: Visit) -> Dismissal | None:
    place = (finding.rule, lasting_field(finding.field, visit))
    return held.get((*place, "")) or held.get((*place, _said(finding)))


def twin_of(finding: Finding, findings: Iterable[Finding]) -> str:
    """Return what tells a finding from others of its rule on its field; nothing where there is no other."""
    others = [one for one in findings if (one.rule, one.field) == (finding.rule, finding.field)]
    return _said(finding) if len(others) > 1 else ""


def _said(finding: Finding) -> str:
    return digest(finding.message)[:16]


def lasting_field(field: str, visit: Visit) -> str:
    """Return a finding's path with the service line's id for its place, which changes with other lines."""
    found = _SERVICE.match(field)
    if not found or int(found[1]) >= len(visit.services):
        return field
    return f"visit.services[{visit.services[int(found[1])].id}]{field[found.end() :]}"
