"""What would be handed over, to whom, in which kind of file, for how much; nothing is written."""

from collections.abc import Iterable
from dataclasses import dataclass

from charting_tui.operations.billing.formats import ClaimFormat, claim_formats
from charting_tui.operations.billing.handing_over import (
    BillableVisit,
    LeftOut,
    choose_claims,
)
from charting_tui.records.office import Office
from charting_tui.records.payer import Payer
from charting_tui.records.people import Practice
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.summary import Bucket, VisitSummary


@dataclass(frozen=True)
class PlannedBatch:
    """Visits that go out together in one kind of file."""

    kind: ClaimFormat
    rows: tuple[VisitSummary, ...]
    """The oldest first."""

    @property
    def places(self) -> tuple[BillableVisit, ...]:
        """The visits, and in whose charts they are."""
        return tuple(BillableVisit(row.client, row.visit) for row in self.rows)

    @property
    def cents(self) -> int:
        """What is asked for in it."""
        return sum(row.cents for row in self.rows)

    @property
    def by_payer(self) -> tuple[tuple[str, int, int], ...]:
        """Who is asked, for how many visits and cents, the most money first."""
        found: dict[str, tuple[int, int]] = {}
        for row in self.rows:
            visits, cents = found.get(row.payer_name, (0, 0))
            found[row.payer_name] = (visits + 1, cents + row.cents)
        return tuple(
            sorted(((name, *sums) for name, sums in found.items()), key=lambda one: (-one[2], one[0]))
        )


@dataclass(frozen=True)
class BillingPlan:
    """All that would be handed over at once, and what would not."""

    batches: tuple[PlannedBatch, ...]
    left_out: tuple[LeftOut, ...] = ()
    warnings: tuple[LeftOut, ...] = ()
    """What would go out all the same, and why someone may refuse it."""

    @property
    def visits(self) -> int:
        """How many visits would be handed over."""
        return sum(len(batch.rows) for batch in self.batches)

    @property
    def cents(self) -> int:
        """What would be asked for."""
        return sum(batch.cents for batch in self.batches)


def plan_of(store: ChartStore, rows: Iterable[VisitSummary]) -> BillingPlan:
    """Return what of these visits would be handed over, each in the kind of file that its payer takes."""
    by_kind: dict[str, list[VisitSummary]] = {}
    for row in sorted(rows, key=lambda one: (one.when, one.visit)):
        if row.bucket is Bucket.READY:
            by_kind.setdefault(kind_for(store.office, row.payer).id, []).append(row)
    known = {kind.id: kind for kind in claim_formats()}
    batches: list[PlannedBatch] = []
    left: list[LeftOut] = []
    warnings: list[LeftOut] = []
    for name, wanted in by_kind.items():
        places = [BillableVisit(row.client, row.visit) for row in wanted]
        chosen, refused = choose_claims(store, places, known[name], again=False)
        fit = {one.data.visit for one in chosen}
        left.extend(refused)
        for one in chosen:
            place = BillableVisit(one.data.client, one.data.visit)
            told = known[name].warn(one.data, store.clock.today(), store.office)
            warnings.extend(LeftOut(place, why) for why in told)
        if fit:
            batches.append(PlannedBatch(known[name], tuple(row for row in wanted if row.visit in fit)))
    return BillingPlan(tuple(batches), tuple(left), tuple(warnings))


def kind_for(office: Office, payer_id: str) -> ClaimFormat:
    """Return the kind of file in which a payer is billed: electronic, on paper, or the client's own bill."""
    payer = office.payer(payer_id)
    known = {kind.id: kind for kind in claim_formats()}
    return known[_wanted(payer, office.practice)]


def _wanted(payer: Payer, practice: Practice) -> str:
    if not payer.insures:
        return "superbill"
    on_paper = payer.paper_claims is not None and payer.paper_claims.value
    return "cms1500" if on_paper or not practice.clearinghouse_id else "837p"
