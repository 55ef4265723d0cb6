"""One chart out of a backup into its clinic, and its claims as the manifests of the batches say they are."""

from dataclasses import dataclass
from pathlib import Path

from charting_tui.billing.claim_steps import sent, written
from charting_tui.operations.billing.claim_acts import save_claim
from charting_tui.operations.notices import tell_owners
from charting_tui.operations.permission import May, require
from charting_tui.records.batch import Batch, BatchClaim, BatchState
from charting_tui.records.chart import Act, VisitFile
from charting_tui.records.claim import Claim
from charting_tui.store.backups.one_chart import RestoredChart
from charting_tui.store.chart_store import ChartStore

_LEFT = frozenset({BatchState.CREATED, BatchState.DELIVERED, BatchState.SENT})


@dataclass(frozen=True)
class ChartIsBack:
    """What became of the chart, and of its claims."""

    restored: RestoredChart
    billed_again: int
    """Claims that are in their batches again, because those were made after the backup."""


def note_restored_clinic(store: ChartStore, told: str) -> None:
    """Write into a clinic that was just restored that it was, as an event that its owners are told of."""
    said = f"The clinic was restored {told}. What was entered after that isn't in it."
    tell_owners(store, said, how=f"whole clinic restored {told}")


def restore_chart(store: ChartStore, client: str, copy: Path, told: str) -> ChartIsBack:
    """Put the chart back, then each claim of it into the batch that it was handed over in.

    Raises what ``ChartRestorer.restore`` does.
    """
    require(store, May.RESTORE_CHARTS)
    restored = store.restorer.restore(client, copy, told)
    store.repair()
    again = sum(
        _billed_again(store, batch, entry)
        for batch in reversed(store.batches.all())
        if batch.state in _LEFT
        for entry in batch.claims
        if entry.client == client
    )
    return ChartIsBack(restored, again)


def _billed_again(store: ChartStore, batch: Batch, entry: BatchClaim) -> bool:
    kept = store.chart(entry.client, visit=entry.visit, earlier=0).visit(entry.visit)
    if kept is None or not _is_as_before(kept, entry):
        return False
    claim = _in_batch(store, kept.claim, batch, entry)
    save_claim(store, entry.client, kept, claim, Act.RESTORED, told=f"as batch {batch.id} has it")
    return True


def _is_as_before(kept: VisitFile, entry: BatchClaim) -> bool:
    """Whether the claim is still as it was before that batch took it in."""
    claim = kept.claim
    return kept.signed is not None and (claim.state, claim.number, claim.batch) == (
        entry.state_before,
        entry.number_before,
        entry.batch_before,
    )


def _in_batch(store: ChartStore, claim: Claim, batch: Batch, entry: BatchClaim) -> Claim:
    claim = written(claim, entry.number, batch.id)
    if batch.state is BatchState.CREATED or batch.sent_at is None:
        return claim
    return sent(claim, batch.sent_at.astimezone(store.clock.zone).date())
