"""A visit that is not to be written, and what can still be done about its claim and findings."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from charting_tui.keys import Key, Place
from charting_tui.operations.clients.payer_choice import (
    may_enter,
    why_not_choose_payer,
)
from charting_tui.operations.signing.claim_answer import why_not_answer
from charting_tui.operations.signing.claim_changes import ON_CLAIM, fixes_of_claim, why_not_fix_claim
from charting_tui.operations.signing.cosigning import why_not_cosign
from charting_tui.operations.signing.in_error import why_not_in_error
from charting_tui.operations.signing.signing import why_not_add
from charting_tui.records.chart import Chart, ClientFile, VisitFile
from charting_tui.records.claim import ClaimState, Draft
from charting_tui.rules.case import Case, case_of
from charting_tui.rules.finding import Finding, Fix
from charting_tui.rules.registry import lint
from charting_tui.screens.visit.finding_places import (
    ClaimPlace,
    FindingPlace,
    FormPlace,
    LinePlace,
    OfficePlace,
    VisitPlace,
    place_of,
)
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.dismissed import DismissedFinding, dismissed_findings
from charting_tui.worklist.summarise import findings_of
from charting_tui.worklist.unbilled import NOTHING_TO_FIX


@dataclass(frozen=True)
class DenialPlace:
    """Where a denial is answered: corrected, appealed, billed to the client, written off."""


@dataclass(frozen=True)
class FixWay:
    """One way to fix a finding: a change of the claim, or the place where it is entered."""

    finding: Finding | None
    """None for what the claim's own state asks for."""
    fix: Fix | None
    place: FindingPlace | DenialPlace | None

    @property
    def name(self) -> str:
        """What it is about: a rule, or the claim."""
        return self.finding.rule if self.finding else "claim"

    @property
    def words(self) -> str:
        """The way as an order."""
        return self.fix.label if self.fix else self.finding.remedy if self.finding else ""


def ways(findings: tuple[Finding, ...], kept: VisitFile, case: Case, file: ClientFile) -> list[FixWay]:
    """Return each way once; of a visit that is not signed those that lead into the client's chart."""
    of_claim = {id(fix) for _, fix in fixes_of_claim(findings, kept)} if kept.signed else set[int]()
    found: dict[tuple[str, str, str], FixWay] = {}
    for way in _every(findings, case, file):
        makes = way.fix is not None and way.fix.apply is not None and id(way.fix) in of_claim
        leads = way.place is not None and _leads(way.place, signed=kept.signed is not None)
        if makes or leads:
            found.setdefault((way.name, way.words, str(way.place)), way)
    return [*found.values(), *_of_denied(kept), *_of_rejected(kept)]


def _of_denied(kept: VisitFile) -> Iterator[FixWay]:
    """Give the way on of a denied claim that is not being replaced, which is no fix of a finding."""
    denied = kept.claim.state is ClaimState.DENIED and kept.claim.frequency == "1"
    if kept.signed is not None and denied:
        yield FixWay(None, Fix("Correct and resend, appeal, bill the client, write off"), DenialPlace())


def _of_rejected(kept: VisitFile) -> Iterator[FixWay]:
    """Give the way on of a rejected claim, which no payer has processed: corrected, it is a new one."""
    if kept.signed is not None and kept.claim.state is ClaimState.REJECTED:
        yield FixWay(None, Fix("Mark it corrected; it goes out as a new claim", _reopened), None)


def _reopened(draft: Draft) -> Draft:
    claim = draft.claim.model_copy(update={"state": ClaimState.OPEN, "billed_on": None})
    return draft.model_copy(update={"claim": claim})


def _every(findings: tuple[Finding, ...], case: Case, file: ClientFile) -> Iterator[FixWay]:
    for finding in findings:
        for fix in finding.fixes or (None,):
            if fix is not None and fix.apply is not None:
                yield FixWay(finding, fix, None)
                continue
            exact = fix is None or finding.field.startswith(fix.jump)
            path = finding.field if fix is None or exact else fix.jump
            yield FixWay(finding, fix, place_of(path, case, file))


def _leads(place: FindingPlace | DenialPlace, *, signed: bool) -> bool:
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


class SignedVisit:
    """What a signed visit's screen knows: the record, what the rules find, what may be changed."""

    def __init__(self, store: ChartStore, chart: Chart, kept: VisitFile) -> None:
        self.store = store
        self.chart = chart
        self.kept = kept

    @property
    def draft(self) -> Draft:
        """The visit with its claim."""
        return Draft(visit=self.kept.visit, claim=self.kept.claim)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules find, without what was dismissed."""
        store = self.store
        return findings_of(self.chart, self.kept, store.office, store.clock.today(), store.books.book)

    @property
    def case(self) -> Case:
        """Everything the rules may look at."""
        store = self.store
        return case_of(self.chart, self.draft, store.office, store.clock.today(), store.books.book)

    @property
    def ways(self) -> list[FixWay]:
        """What may be done about the findings by whoever is signed in."""
        kept, may = self.kept, not why_not_fix_claim(self.store, self.kept)
        found = ways(self.findings, kept, self.case, self.chart.file)
        desk = may_enter(self.store, kept)
        in_chart = [way for way in found if desk and isinstance(way.place, FormPlace)]
        return found if may else [*in_chart, *filter(self._payer_way, found)]

    def _payer_way(self, way: FixWay) -> bool:
        return isinstance(way.place, VisitPlace) and not self.why_not_payer()

    def why_not_payer(self) -> str:
        """Return why the payer cannot be chosen, or nothing."""
        signed = self.kept.signed is not None
        return (why_not_fix_claim if signed else why_not_choose_payer)(self.store, self.kept)

    def _why_nothing(self, key: Key) -> str:
        """Return what a key of the claim finds nothing of."""
        match key.id:
            case "signed.fix":
                return self._why_nothing_to_fix()
            case "signed.dismissal":
                return "" if self.dismissable() else "There is no finding here to dismiss or restore."
        return "" if self.kept.visit.services else "This visit has no codes."

    def _why_nothing_to_fix(self) -> str:
        claim = self.kept.claim
        if claim.hold is not None and claim.held_on(self.store.clock.today()):
            return f"{NOTHING_TO_FIX.rstrip('.')}: {claim.hold.words}."
        findings = self.findings
        worst = f"{findings[0].rule}: {findings[0].remedy} " if findings else ""
        return f"{worst}There is nothing to fix here. Press p for pointers, u for units, o for modifiers."

    def dismissable(self) -> list[Finding | DismissedFinding]:
        """Return the findings that may be dismissed, and those that may be restored."""
        kept = self.kept
        aside = dismissed_findings(lint(self.case), kept.dismissals, kept.visit)
        return [*(found for found in self.findings if found.dismissible), *aside]

    def read_again(self) -> None:
        """Take up what the chart says by now."""
        self.chart = self.store.chart(self.chart.id, visit=self.kept.visit.id)
        self.kept = self.chart.visit(self.kept.visit.id) or self.kept

    def never(self, key: Key) -> bool:
        """A claim that is closed or not one's own has no keys; nor has a record that one may not add to."""
        if key.id in _WHY_NOT:
            return bool(_WHY_NOT[key.id](self.store, self.kept))
        if key.id == "signed.payer":
            return bool(self.why_not_payer())
        if key.id == "signed.fix" and self.kept.signed is None:
            return not self.ways
        return key.place is Place.SIGNED and bool(why_not_fix_claim(self.store, self.kept))

    def why_not(self, key: Key) -> str:
        """A claim may be closed, someone else's, or without anything to fix by key."""
        if key.id in _WHY_NOT:
            return _WHY_NOT[key.id](self.store, self.kept)
        if key.id == "signed.payer":
            return self.why_not_payer()
        if key.id == "signed.fix" and self.ways:
            return ""
        return why_not_fix_claim(self.store, self.kept) or self._why_nothing(key)


_WHY_NOT: Mapping[str, Callable[[ChartStore, VisitFile], str]] = {
    "signed.addendum": why_not_add,
    "signed.cosign": why_not_cosign,
    "signed.in-error": why_not_in_error,
    "signed.answer": why_not_answer,
}
"""What says why a key cannot be used on a visit by whoever is signed in."""
