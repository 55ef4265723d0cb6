"""The visit that a person was cut off from; asked at every start, so it loads no rules."""

from charting_tui.store.chart_store import ChartStore
from charting_tui.store.journal import DraftHead
from charting_tui.store.refusals import ChartDamaged, ChartMissing, NewerForm


def unfinished(store: ChartStore) -> DraftHead | None:
    """Return the newest visit that the person signed in was cut off from, or None."""
    mine = [head for head in store.journals() if head.author == store.person and not head.owned]
    return next((head for head in mine if _still_open(store, head)), None)


def _still_open(store: ChartStore, head: DraftHead) -> bool:
    """Whether a visit can be gone on with; a journal that a signature left behind empty is cleared away."""
    try:
        kept = store.chart(head.client, visit=head.visit).visit(head.visit)
    except (ChartDamaged, ChartMissing, NewerForm):
        return False
    if kept is not None and kept.signed is not None and not head.unsaved:
        store.adopt(head).close(discard=True)
        return False
    return True
