"""What is owed to the clinic, for whoever asks for money."""

from datetime import timedelta

from charting_tui.errors import NotAllowed
from charting_tui.operations.permission import May, why_not
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.index import asked_for
from charting_tui.worklist.owed import AgedFrom, OwedList, owed_list


def why_not_owed(store: ChartStore) -> str:
    """Return why the person signed in may not see what is owed, or nothing if they may."""
    return why_not(store, May.SEE_OWED)


def what_is_owed(store: ChartStore, aged_from: AgedFrom = AgedFrom.SERVICE) -> OwedList:
    """Return what payers and clients owe today; NotAllowed for who treats clients alone."""
    refusal = why_not_owed(store)
    if refusal:
        raise NotAllowed(refusal)
    today = store.clock.today()
    asked = asked_for(owing=True, before=today + timedelta(1))
    return owed_list(store.look(asked).rows, today, aged_from)
