"""Findings that somebody set aside: which of them stand all the same, and which are aside, why."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from charting_tui.records.canonical import digest
from charting_tui.records.visit import Overrule, Visit
from charting_tui.rules.finding import Finding

_SERVICE = re.compile(r"visit\.services\[(\d+)\]")


@dataclass(frozen=True)
class Aside:
    """A finding beside the overrule that set it aside."""

    finding: Finding
    overrule: Overrule


def standing(findings: Iterable[Finding], overrules: Iterable[Overrule], visit: Visit) -> tuple[Finding, ...]:
    """Return the findings that nobody has set aside, in their order."""
    found = tuple(findings)
    aside = {id(one.finding) for one in set_aside(found, overrules, visit)}
    return tuple(finding for finding in found if id(finding) not in aside)


def set_aside(findings: Iterable[Finding], overrules: Iterable[Overrule], visit: Visit) -> tuple[Aside, ...]:
    """Return the findings that are set aside, in their order, without those that count again."""
    last = {(overrule.rule, overrule.field, overrule.twin): overrule for overrule in overrules}
    held = {place: overrule for place, overrule in last.items() if not overrule.taken_back}
    if not held:
        return ()
    return tuple(
        Aside(finding, overrule)
        for finding in findings
        if finding.overrulable and (overrule := _on(finding, held, visit))
    )


def _on(finding: Finding, held: Mapping[tuple[str, str, str], Overrule], visit: Visit) -> Overrule | None:
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
