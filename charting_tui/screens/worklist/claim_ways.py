"""What can be done about the findings of a visit that is not being written, in their order."""

from collections.abc import Iterator
from dataclasses import dataclass

from charting_tui.operations.signing.claim_changes import ON_CLAIM, fixes_of_claim
from charting_tui.records.chart import ClientFile, VisitFile
from charting_tui.records.claim import ClaimState, Draft
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Finding, Fix
from charting_tui.screens.visit.finding_places import (
    ClaimPlace,
    FindingPlace,
    FormPlace,
    LinePlace,
    OfficePlace,
    VisitPlace,
    place_of,
)


@dataclass(frozen=True)
class Way:
    """One way to fix a finding: a change of the claim, or the place where it is entered."""

    finding: Finding | None
    """None for what the claim's own state asks for."""
    fix: Fix | None
    place: FindingPlace | None

    @property
    def name(self) -> str:
        """What it is about: a rule, or the claim."""
        return self.finding.rule if self.finding else "claim"

    @property
    def words(self) -> str:
        """The way as an order."""
        return self.fix.label if self.fix else self.finding.remedy if self.finding else ""


def ways(findings: tuple[Finding, ...], kept: VisitFile, case: Case, file: ClientFile) -> list[Way]:
    """Return each way once; of a visit that is not signed those that lead into the client's chart."""
    of_claim = {id(fix) for _, fix in fixes_of_claim(findings, kept)} if kept.signed else set[int]()
    found: dict[tuple[str, str, str], Way] = {}
    for way in _every(findings, case, file):
        makes = way.fix is not None and way.fix.apply is not None and id(way.fix) in of_claim
        leads = way.place is not None and _leads(way.place, signed=kept.signed is not None)
        if makes or leads:
            found.setdefault((way.name, way.words, str(way.place)), way)
    return [*found.values(), *_of_rejected(kept)]


def _of_rejected(kept: VisitFile) -> Iterator[Way]:
    """Give the way on of a rejected claim, which no payer has processed: corrected, it is a new one."""
    if kept.signed is not None and kept.claim.state is ClaimState.REJECTED:
        yield Way(None, Fix("Mark it corrected; it goes out as a new claim", _reopened), None)


def _reopened(draft: Draft) -> Draft:
    claim = draft.claim.model_copy(update={"state": ClaimState.OPEN, "billed_on": None})
    return draft.model_copy(update={"claim": claim})


def _every(findings: tuple[Finding, ...], case: Case, file: ClientFile) -> Iterator[Way]:
    for finding in findings:
        for fix in finding.fixes or (None,):
            if fix is not None and fix.apply is not None:
                yield Way(finding, fix, None)
                continue
            exact = fix is None or finding.field.startswith(fix.jump)
            path = finding.field if fix is None or exact else fix.jump
            yield Way(finding, fix, place_of(path, case, file))


def _leads(place: FindingPlace, *, signed: bool) -> bool:
    match place:
        case FormPlace() | OfficePlace():
            return True
        case VisitPlace(part):
            return part == "payer"
        case ClaimPlace():
            return signed
        case LinePlace(_, part):
            return signed and part in ON_CLAIM
    return False
