"""What an index does, wherever its rows are kept."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from charting_tui.store.disk import Stamp
from charting_tui.store.indexing.index import KeptSummary, VisitFilter
from charting_tui.store.indexing.rows import ChartRows, ClientRow
from charting_tui.worklist.summary import VisitSummary


class IndexWriting(Protocol):
    """One transaction upon the index."""

    def put(self, rows: ChartRows) -> None:
        """Write the rows of one chart in the place of those before."""
        ...

    def put_visit(self, summary: VisitSummary, made_with: str) -> None:
        """Write one visit's row."""
        ...

    def drop(self, client: str) -> None:
        """Remove every row of a chart."""
        ...

    def mark_built(self) -> None:
        """Note that every chart is in the index."""
        ...


class RowIndex(Protocol):
    """The rows by which visits and clients are found; never the truth."""

    def summaries(self, asked: VisitFilter) -> list[KeptSummary]:
        """Return the visits that are asked for, in no order."""
        ...

    def day_by_therapist(self, day: str) -> dict[str, list[str]]:
        """Return the visits of a day in rows as JSON, by their therapists."""
        ...

    def rows_of(self, visits: Sequence[str]) -> list[VisitSummary]:
        """Return the rows of these visits as they were last made."""
        ...

    def clients_seen(self, first: str, last: str) -> list[str]:
        """Return the clients with a visit from one day to another, both included."""
        ...

    def clients(self, words: Sequence[str], first: str, limit: int) -> list[ClientRow]:
        """Return clients with words that begin so."""
        ...

    def client(self, client: str) -> ClientRow | None:
        """Return one client's row, or None."""
        ...

    def stale(self, here: Callable[[], Mapping[str, Stamp]]) -> list[str]:
        """Return the charts that are not in the index as they are; ``here`` gives the stamps of all."""
        ...

    def known(self) -> list[str]:
        """Return the charts that have rows."""
        ...

    def changed(self) -> bool:
        """Return whether another login wrote since this was last asked."""
        ...

    @property
    def built(self) -> bool:
        """Whether the index has ever been filled from all charts."""
        ...

    def writing(self) -> AbstractContextManager[IndexWriting]:
        """Give a transaction; Busy where another login writes for longer than a blink."""
        ...

    def remove(self) -> None:
        """Throw all rows away."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...
