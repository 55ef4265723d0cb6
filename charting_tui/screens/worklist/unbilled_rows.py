"""The rows of Unbilled: groups under their headings, with the mark and the scroll where they were."""

from collections.abc import Collection, Iterable

from textual.content import Content

from charting_tui.screens.worklist.visit_rows import VisitColumns
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.row_list import RowList, fitted
from charting_tui.worklist.summary import Bucket, VisitSummary
from charting_tui.worklist.unbilled import UnbilledGroup

_MARKS = {
    Bucket.READY: ("✓", "$text-success bold"),
    Bucket.DENIED: ("✗", "$text-warning bold"),
    Bucket.BLOCKED: ("✗", "$text-error bold"),
    Bucket.NOT_SENT: ("!", "$text-warning bold"),
    Bucket.DONE: ("–", "bold"),
    Bucket.HELD: ("■", "$text-warning bold"),
    Bucket.TO_SIGN: ("!", "$text-warning bold"),
    Bucket.TO_CHART: ("·", "bold"),
}


class UnbilledList(RowList):
    """Visits under the thing they wait for."""

    def __init__(self) -> None:
        super().__init__(id="visits")
        self.shown: dict[str, VisitSummary] = {}
        self._groups: list[tuple[tuple[Bucket, str], list[str]]] = []
        """The visits of each group by what they wait for, as last shown."""
        self._scrolled: float | None = None
        """Where the list is to be scrolled to once it is drawn again."""

    @property
    def visit(self) -> VisitSummary | None:
        """The marked visit."""
        return self.shown.get(self.marked or "")

    def show_groups(
        self,
        groups: Iterable[UnbilledGroup],
        layout: VisitColumns,
        chosen: Collection[str],
        store: ChartStore,
        width: int,
    ) -> None:
        """Show these groups in so many cells, with the mark where it was, or on what came into its place."""
        listed = list(groups)
        keep = _kept_row(self._groups, self.marked, listed)
        self._scrolled = scrolled = self.scroll_y if self._scrolled is None else self._scrolled
        self._groups = [(group.key, [visit.visit for visit in group.visits]) for group in listed]
        self.shown = {visit.visit: visit for group in listed for visit in group.visits}
        self.show_rows(_rows(listed, layout, chosen, store, width), keep=keep)
        self.screen.call_after_refresh(self._scroll_back, scrolled)
        self.display = bool(listed)

    def _scroll_back(self, scrolled: float) -> None:
        """Stay where the list was scrolled to, with the marked row in view."""
        self._scrolled = None
        self.scroll_to(y=scrolled, animate=False, immediate=True)
        self.scroll_to_highlight()
        self.show_heading()


def _rows(
    groups: Iterable[UnbilledGroup],
    layout: VisitColumns,
    chosen: Collection[str],
    store: ChartStore,
    width: int,
) -> Iterable[tuple[str, Content]]:
    today = store.clock.today()
    for group in groups:
        mark, style = _MARKS[group.bucket]
        yield "", Content.assemble((fitted(f"{mark} {group.sentence}", max(width - 2, 1)), style))
        for visit in group.visits:
            yield visit.visit, layout.row(visit, store.office, today, marked=visit.visit in chosen)


def _kept_row(
    shown: Iterable[tuple[tuple[Bucket, str], list[str]]], marked: str | None, groups: Iterable[UnbilledGroup]
) -> str | None:
    """Return the row to mark: the one that was, or where it left its group the next one there.

    Where it was the last of its group, the row after it. ``shown`` are the groups as last shown.
    """
    before = list(shown)
    now = {visit.visit: group.key for group in groups for visit in group.visits}
    key, at = next(((key, visits) for key, visits in before if marked in visits), (None, []))
    if marked is None or key is None or now.get(marked) == key:
        return marked
    in_group = [visit for visit in _from(at, marked) if now.get(visit) == key]
    every = [visit for _, visits in before for visit in visits]
    return next(iter(in_group or (visit for visit in _from(every, marked) if visit in now)), None)


def _from(visits: list[str], marked: str) -> list[str]:
    """Return the visits after that one, and then those before it, the nearest first."""
    at = visits.index(marked)
    return [*visits[at + 1 :], *reversed(visits[:at])]
