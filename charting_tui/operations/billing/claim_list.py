"""Claims that were handed over, as lists show them: those of a batch, and those that words find."""

from collections.abc import Sequence
from dataclasses import dataclass

from charting_tui.records.batch import Batch, BatchClaim, BatchState
from charting_tui.records.claim import Claim
from charting_tui.store.chart_store import ChartStore

MOST_FOUND = 60
"""The most claims that a search lists."""


@dataclass(frozen=True)
class ListedClaim:
    """A claim of a batch, whose it is, and how it stands by now."""

    batch: Batch
    entry: BatchClaim
    name: str
    claim: Claim

    @property
    def gone_on(self) -> bool:
        """Whether the claim is in another batch by now, or in none."""
        return self.claim.batch != self.batch.id


def claims_of(store: ChartStore, batch: Batch) -> list[ListedClaim]:
    """Return the claims of a batch, in its order, as they are now."""
    listed = (_listed(store, batch, entry) for entry in batch.claims)
    return [one for one in listed if one is not None]


def _listed(store: ChartStore, batch: Batch, entry: BatchClaim) -> ListedClaim | None:
    chart = store.chart(entry.client, visit=entry.visit, earlier=0)
    kept = chart.visit(entry.visit)
    return ListedClaim(batch, entry, chart.file.client.name, kept.claim) if kept else None


def find_claims(store: ChartStore, words: str) -> tuple[list[ListedClaim], bool]:
    """Return claims whose every word fits, the newest batch first, and whether there are more of them.

    Words are parts of the client's name, payer, batch, claim numbers (our own and the payer's), check
    numbers. A claim that went out again is listed once, in its last batch.
    """
    asked = words.casefold().split()
    batches = [one for one in store.batches.all() if one.state is not BatchState.UNDONE]
    rows = {row.visit: row for row in store.rows_of([entry.visit for one in batches for entry in one.claims])}
    found: dict[str, tuple[Batch, BatchClaim]] = {}
    last: dict[str, tuple[Batch, BatchClaim]] = {}
    for batch in batches:
        for entry in batch.claims:
            last.setdefault(entry.visit, (batch, entry))
            row = rows.get(entry.visit)
            texts = [batch.id, entry.number, store.office.payer(entry.payer).name]
            texts += [row.client_name, row.numbers] if row else []
            whole = " ".join(texts).casefold()
            if all(word in whole for word in asked):
                found.setdefault(entry.visit, last[entry.visit])
    shown = [_listed(store, *place) for place in list(found.values())[:MOST_FOUND]]
    return [one for one in shown if one is not None], len(found) > MOST_FOUND


def paid_words(claims: Sequence[ListedClaim]) -> tuple[int, int]:
    """Return what was asked in these claims and what payers paid for them, in cents."""
    asked = sum(one.entry.cents for one in claims)
    return asked, sum(paid.paid for one in claims for paid in one.claim.remittances)
