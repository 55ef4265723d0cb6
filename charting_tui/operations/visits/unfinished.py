"""The visit that a person was cut off from; asked at every start, so it loads no rules."""

from charting_tui.store.chart_store import ChartStore
from charting_tui.store.journals.journal import DraftHead
from charting_tui.store.refusals import ChartDamaged, ChartMissing, NewerForm


def unfinished(store: ChartStore) -> DraftHead | None:
    """Return the newest visit that the person signed in was cut off from, or None."""
    return next((head for head in _mine(store) if not head.failed and _still_open(store, head)), None)


def not_gone_on(store: ChartStore) -> str:
    """Return a sentence about a visit with unsaved text that a fault ended, or nothing.

    No one is put there unasked, because it may fail again.
    """
    head = next((head for head in _mine(store) if head.failed and _still_open(store, head)), None)
    if head is None:
        return ""
    chart = store.chart(head.client, visit=head.visit)
    kept = chart.visit(head.visit)
    day = f", {kept.visit.date:%-m/%-d/%Y}" if kept else ""
    return (
        f"{chart.file.client.name}{day} was closed because of an error last time, so it wasn't reopened. "
        "Your text is saved. Open it from the list."
    )


def _mine(store: ChartStore) -> list[DraftHead]:
    return [head for head in store.journals() if head.author == store.person and not head.owned]


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
