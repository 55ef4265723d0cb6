"""Bringing a visit's draft into its chart, at once or in a thread while its writer goes on."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from charting_tui.errors import ChartingError
from charting_tui.records.claim import Draft
from charting_tui.records.visit import Visit
from charting_tui.rules.case import Occupied
from charting_tui.store.change import ChartChange
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.journal import Journal
from charting_tui.store.refusals import JournalFull
from charting_tui.worklist.therapist_day import therapist_day


@dataclass(frozen=True)
class Saved:
    """What the chart has now, and what was looked up after it had it."""

    draft: Draft
    revision: int
    day: tuple[Occupied, ...] | None
    full: JournalFull | None
    """Why the journal could not begin anew over what is saved; it goes on as it is."""


@dataclass(frozen=True)
class Save:
    """One draft on its way into the chart. Any thread may do it; what is typed meanwhile stays typed."""

    store: ChartStore
    journal: Journal
    draft: Draft
    change: ChartChange

    def __call__(self) -> Saved:
        """Do it; raises what the store refuses it with."""
        revision = self.store.commit(self.change).visit_revision
        full = None
        try:
            self.journal.restart(revision, self.change.sequence)
        except JournalFull as fault:
            full = fault
        return Saved(self.draft, revision, day_around(self.store, self.draft.visit), full)

    def begin(self, when_done: Callable[[], object]) -> Future[Saved]:
        """Do it in a thread, which calls ``when_done`` at its end, whatever came of it."""
        thread = ThreadPoolExecutor(1)
        saved = thread.submit(self)
        saved.add_done_callback(lambda _: when_done())
        thread.shutdown(wait=False)
        return saved


def day_around(store: ChartStore, visit: Visit) -> tuple[Occupied, ...] | None:
    """Return the therapist's other visits of that day; None where there is none or the index cannot tell."""
    if visit.therapist:
        with suppress(ChartingError):
            return therapist_day(store.summaries(day=visit.date, therapist=visit.therapist), visit)
    return None
