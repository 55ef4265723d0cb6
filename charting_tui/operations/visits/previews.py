"""Previews of visits, each made once until something changes."""

from charting_tui.operations.permission import readable
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.preview_lines import Preview
from charting_tui.worklist.summary import VisitSummary


class VisitPreviews:
    """Makes a preview when it is first asked for: that reads a chart, a few milliseconds."""

    def __init__(self, store: ChartStore) -> None:
        self._store = store
        self._made: dict[VisitSummary, Preview] = {}
        self._seen: set[str] = set()
        """Clients whose looking at is in the access log."""

    def of(self, visit: VisitSummary) -> Preview:
        """Return the preview of a visit, from its chart.

        Raises ChartMissing, or ChartDamaged where its file cannot be read.
        """
        if visit not in self._made:
            from charting_tui.coding.code_tables.tables import tables_on  # noqa: PLC0415  not for a start
            from charting_tui.worklist.preview import preview_of  # noqa: PLC0415

            store = self._store
            chart = readable(store, store.chart(visit.client, visit=visit.visit), beside=visit.visit)
            if visit.client not in self._seen:
                self._seen.add(visit.client)
                store.log_access(visit.client, "card")
            tables = tables_on(visit.day, store.books.book, store.office.tables)
            visits = store.summaries(client=visit.client)
            self._made[visit] = preview_of(chart, visit, visits, store.office, tables)
        return self._made[visit]

    def forget(self) -> None:
        """Something may have changed: make them again."""
        self._made.clear()
