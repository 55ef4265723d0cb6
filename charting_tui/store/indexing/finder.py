"""Keeps the index true to the charts, and answers from it."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from charting_tui.store.chart_files.charts import Charts
from charting_tui.store.chart_files.tinydb_files import Tables
from charting_tui.store.engine import Locking
from charting_tui.store.indexing.index import (
    IndexGoneError,
    KeptSummary,
    VisitFilter,
    index_not_written,
)
from charting_tui.store.indexing.renewal import (
    AT_ONCE,
    ChartsRead,
    Look,
    Renewer,
    read_charts,
    renewed,
    rows_again,
    rows_of,
)
from charting_tui.store.indexing.row_index import IndexWriting, RowIndex
from charting_tui.store.indexing.rows import (
    ChartRows,
    ClientRow,
    RowMaker,
    asked_words,
    first_word,
)
from charting_tui.store.refusals import Busy, ChartDamaged, ChartMissing, NotSaved
from charting_tui.worklist.summary import Bucket, VisitSummary

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Told how many charts are done, of how many."""
_ASKED = 200
"""Visits that are asked for at a time."""


class Finder:
    """The index of one login, with what is needed to make its rows."""

    def __init__(
        self, root: Path, index: RowIndex, charts: Charts, locks: Locking, today: Callable[[], date]
    ) -> None:
        self._index = index
        self.maker = RowMaker(root, today)
        self._charts = charts
        self._locks = locks
        self._owed: set[str] = set()
        self._renewing = threading.Lock()
        self.damaged: set[str] = set()
        """The ids of charts that could not be read."""
        self._repaired = False
        """Whether something was repaired that no one was told of."""

    def summaries(self, asked: VisitFilter) -> list[VisitSummary]:
        """Return the visits that are asked for, sorted by when they are."""
        kept, old = self._asked(asked)
        return self._with_fresh(kept, old)

    def look(self, asked: VisitFilter) -> Look:
        """Return the visits that are asked for without a wait: many that are to be made again stay old."""
        kept, old = self._asked(asked)
        if len(old) <= AT_ONCE:
            return Look(self._with_fresh(kept, old), 0, hopeless=False)
        return Look(self._with_fresh(kept, []), len(old), hopeless=not self.maker.has_rules_of_now)

    def renew(self, asked: VisitFilter, goes_on: Callable[[int, int], bool]) -> None:
        """Make again what is old of the visits that are asked for, in no more than one thread at once.

        ``goes_on`` is told how many are done, of how many, and answers whether to go on.
        """
        with self._renewing:
            old, done = self._asked(asked)[1], 0
            for fresh in self._made_again(old):
                done += len(fresh)
                if not goes_on(done, len(old)):
                    break

    def _asked(self, asked: VisitFilter) -> tuple[list[KeptSummary], list[VisitSummary]]:
        """Return the rows that are asked for, and those among them that are to be made again."""
        self._pay_debts()
        kept = self._asking(lambda: self._index.summaries(asked))
        made_with, today = self.maker.made_with, self.maker.today()
        old = [row.summary for row in kept if _is_unbilled(row.summary) and not row.stands(made_with, today)]
        return kept, old

    def _with_fresh(self, kept: list[KeptSummary], old: list[VisitSummary]) -> list[VisitSummary]:
        fresh = {(row.client, row.visit): row for rows in self._made_again(old) for row in rows}
        rows = [fresh.get((row.summary.client, row.summary.visit), row.summary) for row in kept]
        return sorted(rows, key=lambda summary: summary.when)

    def find_clients(self, words: str, limit: int) -> list[ClientRow]:
        """Return clients by the beginnings of words."""
        self._pay_debts()
        asked = asked_words(words)
        if words.strip() and not asked:
            return []
        return self._asking(lambda: self._in_one(self._index.clients(asked, first_word(words), limit)))

    def client(self, client: str) -> ClientRow | None:
        """Return one client's row, or None where there is none."""
        self._pay_debts()
        return self._asking(lambda: self._index.client(client))

    def _in_one(self, found: list[ClientRow]) -> list[ClientRow]:
        """Put the client who goes on in the place of one whose chart was merged, with the names of both."""
        once = {row.client: row for row in (self._going_on(row) for row in found)}
        return [row if not row.merged_from else self._with_names(row) for row in once.values()]

    def _going_on(self, row: ClientRow) -> ClientRow:
        passed = {row.client}
        while row.merged_into and row.merged_into not in passed:
            passed.add(row.merged_into)
            row = self._index.client(row.merged_into) or row.model_copy(update={"merged_into": ""})
        return row

    def _with_names(self, row: ClientRow) -> ClientRow:
        merged = (self._index.client(client) for client in row.merged_from)
        return row.model_copy(update={"also": tuple(one.name for one in merged if one)})

    def rows_of(self, visits: Sequence[str]) -> list[VisitSummary]:
        """Return the rows of these visits as they were last made, in no order."""
        self._pay_debts()
        return [
            row
            for start in range(0, len(visits), _ASKED)
            for row in self._asking(partial(self._index.rows_of, visits[start : start + _ASKED]))
        ]

    def clients_seen(self, first: date, last: date) -> list[str]:
        """Return the clients with a visit from one day to another, both included."""
        self._pay_debts()
        return self._asking(lambda: self._index.clients_seen(first.isoformat(), last.isoformat()))

    def changed(self) -> bool:
        """Return whether another login, or a repair, changed something since this was last asked."""
        repaired, self._repaired = self._repaired, False
        return self._asking(self._index.changed) or repaired

    def update(self, client: str, touched: str = "", saved: Tables | None = None) -> None:
        """Bring a chart's rows up to date after a save; a busy index is left for later.

        ``touched`` names the one visit that changed besides those not yet billed; empty is the whole chart.
        ``saved`` are the tables just written, where the chart's lock is still held; else they are read.
        """
        if client in self._owed:
            touched = ""
        self._owed.add(client)
        with suppress(Busy, NotSaved, IndexGoneError, ChartDamaged, ChartMissing):
            rows = rows_of(self._charts, self.maker, client, touched, saved)
            with self._index.writing() as writer:
                self._put_if_true(writer, client, rows)
                self._owed.discard(client)

    def repair(self) -> int:
        """Read again every chart that changed behind the index's back, and return how many those were."""
        repaired = self._asking(self._repair)
        self._repaired = repaired > 0
        return repaired

    @property
    def indexed(self) -> bool:
        """Whether the index is made, so that it answers at once."""
        with suppress(IndexGoneError, Busy):
            return self._index.built
        return False

    def make(self, progress: Progress | None = None) -> None:
        """Read the charts into an index that is not made to its end; Busy while another login does."""
        with self._locks.held("repair"):
            if not self.indexed:
                self._in_a_sound_file(lambda: self._fill(self._stale(), progress))

    def reindex(self, progress: Progress | None = None) -> int:
        """Read every chart again into the same index, and return how many could be read."""
        with self._locks.held("repair"):
            return self._in_a_sound_file(lambda: self._reindex(progress))

    def _asking(self, ask: Callable[[], T]) -> T:
        """Ask the index, which is made before where it is missing or damaged."""

        def asked() -> T:
            if not self._index.built:
                self.make()
            return ask()

        return self._in_a_sound_file(asked)

    def _in_a_sound_file(self, act: Callable[[], T]) -> T:
        """Do something with the index; where its file turns out to be damaged, once more with a new one."""
        try:
            return act()
        except IndexGoneError:
            self._index.remove()
        try:
            return act()
        except IndexGoneError:
            raise index_not_written() from None

    def _repair(self) -> int:
        stale = self._stale()
        with suppress(Busy, NotSaved):
            self._read_in(stale, None)
        return len(stale)

    def _stale(self) -> list[str]:
        """Return the charts that are not in the index as they are now."""
        return self._index.stale(self._charts.stamps)

    def _pay_debts(self) -> None:
        for client in tuple(self._owed):
            self.update(client)

    def _fill(self, clients: Sequence[str], progress: Progress | None) -> None:
        self._read_in(clients, progress)
        with self._index.writing() as writer:
            writer.mark_built()

    def _reindex(self, progress: Progress | None) -> int:
        here, known = self._charts.stamps(), self._index.known()
        self.damaged.clear()
        self._owed.clear()
        self._fill([*sorted(here), *(client for client in known if client not in here)], progress)
        return len(here) - len(self.damaged)

    def _read_in(self, clients: Sequence[str], progress: Progress | None) -> None:
        done = 0
        for read in read_charts(self._charts, self.maker, clients):
            self._take_damage(read)
            self._set_aside(read.damaged)
            with self._index.writing() as writer:
                for client, rows in read.rows.items():
                    self._put_if_true(writer, client, rows)
            done += len(read.rows)
            if progress:
                progress(done, len(clients))

    def _take_damage(self, read: ChartsRead) -> None:
        self.damaged.difference_update(read.rows)
        self.damaged.update(read.damaged)

    def _set_aside(self, clients: Iterable[str]) -> None:
        """Move torn charts out of the way; one that another login writes just now is left for later."""
        for client in clients:
            with suppress(Busy, OSError), self._locks.chart(client):
                self._charts.set_aside(client)

    def _put_if_true(self, writer: IndexWriting, client: str, rows: ChartRows | None) -> None:
        """Write rows read before the transaction, unless the chart changed since: then read it once more."""
        if rows is not None and rows.stamp != self._charts.stamp(client):
            for read in read_charts(self._charts, self.maker, [client]):
                self._take_damage(read)
                rows = read.rows[client]
        if rows is None:
            writer.drop(client)
        else:
            writer.put(rows)

    def put_new(self, rows: Iterable[ChartRows]) -> None:
        """Write the rows of new charts in one transaction."""
        with self._index.writing() as writer:
            for one in rows:
                writer.put(one)

    def _made_again(self, old: list[VisitSummary]) -> Iterator[list[VisitSummary]]:
        """Make again the rows of unbilled visits that another day, office or set of rules made.

        A login from before an update of the program makes them for itself: writing them would set it and
        the logins after the update to making each other's rows again and again.
        """
        made_with = self.maker.made_with
        here = partial(rows_again, self._charts, self.maker)
        for fresh in renewed(old, here, Renewer(self.maker.packed()), made_with):
            if fresh and self.maker.has_rules_of_now:
                with suppress(Busy, NotSaved, IndexGoneError), self._index.writing() as writer:
                    for summary in fresh:
                        writer.put_visit(summary, made_with)
            yield fresh


def _is_unbilled(summary: VisitSummary) -> bool:
    return summary.bucket not in {None, Bucket.DONE}
