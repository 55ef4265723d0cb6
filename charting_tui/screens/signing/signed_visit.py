"""A visit that is not to be written, and what can still be done about its claim."""

from charting_tui.keys import Key, Place
from charting_tui.operations.clients.payer_choice import (
    may_enter,
    why_not_choose_payer,
)
from charting_tui.operations.signing.addenda import why_not_add
from charting_tui.operations.signing.claim_changes import why_not_mend
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.claim import Draft
from charting_tui.rules.case import Case, case_of
from charting_tui.rules.finding import Finding
from charting_tui.rules.lint import lint
from charting_tui.screens.visit.finding_places import (
    FormPlace,
    VisitPlace,
)
from charting_tui.screens.worklist.claim_ways import Way, ways
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.overruled import Aside, set_aside
from charting_tui.worklist.summarise import findings_of
from charting_tui.worklist.unbilled import NOTHING_TO_FIX


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
    def ways(self) -> list[Way]:
        """What may be done about the findings by whoever is signed in."""
        kept, may = self.kept, not why_not_mend(self.store, self.kept)
        found = ways(self.findings, kept, self.case, self.chart.file)
        desk = may_enter(self.store, kept)
        in_chart = [way for way in found if desk and isinstance(way.place, FormPlace)]
        return found if may else [*in_chart, *filter(self._payer_way, found)]

    def _payer_way(self, way: Way) -> bool:
        return isinstance(way.place, VisitPlace) and not self.why_not_payer()

    def why_not_payer(self) -> str:
        """Return why the payer cannot be chosen, or nothing."""
        signed = self.kept.signed is not None
        return (why_not_mend if signed else why_not_choose_payer)(self.store, self.kept)

    def _why_nothing(self, key: Key) -> str:
        """Return what a key of the claim finds nothing of."""
        match key.id:
            case "signed.mend":
                return self._why_nothing_to_mend()
            case "signed.dismissal":
                return "" if self.dismissable() else "No finding here can be dismissed or restored."
        return "" if self.kept.visit.services else "This visit has no code line."

    def _why_nothing_to_mend(self) -> str:
        claim = self.kept.claim
        if claim.hold is not None and claim.held_on(self.store.clock.today()):
            return f"{NOTHING_TO_FIX.rstrip('.')}: {claim.hold.words}."
        findings = self.findings
        worst = f"{findings[0].rule}: {findings[0].remedy} " if findings else ""
        return f"{worst}No finding to fix here; p, u and o change pointers, units and modifiers."

    def dismissable(self) -> list[Finding | Aside]:
        """Return the findings that may be dismissed, and those that may be restored."""
        kept = self.kept
        aside = set_aside(lint(self.case), kept.overrules, kept.visit)
        return [*(found for found in self.findings if found.overrulable), *aside]

    def read_again(self) -> None:
        """Take up what the chart says by now."""
        self.chart = self.store.chart(self.chart.id, visit=self.kept.visit.id)
        self.kept = self.chart.visit(self.kept.visit.id) or self.kept

    def never(self, key: Key) -> bool:
        """A claim that is closed or not one's own has no keys; nor has a record that one may not add to."""
        match key.id:
            case "signed.addendum":
                return bool(why_not_add(self.store, self.kept))
            case "signed.payer":
                return bool(self.why_not_payer())
            case "signed.mend" if self.kept.signed is None:
                return not self.ways
        return key.place is Place.SIGNED and bool(why_not_mend(self.store, self.kept))

    def why_not(self, key: Key) -> str:
        """A claim may be closed, somebody else's, or without anything to mend by key."""
        match key.id:
            case "signed.addendum":
                return why_not_add(self.store, self.kept)
            case "signed.payer":
                return self.why_not_payer()
            case "signed.mend" if self.ways:
                return ""
        return why_not_mend(self.store, self.kept) or self._why_nothing(key)
