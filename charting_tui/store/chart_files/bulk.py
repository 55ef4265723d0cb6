"""Many new charts at once: a demo for a clinic that has none, or a client list from another program."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Generic, TypeVar

from charting_tui.errors import NotAllowed
from charting_tui.records.chart import Act, Chart, Event
from charting_tui.store.chain.heads import Heads
from charting_tui.store.chart_files.chart_tables import head_of, views_of
from charting_tui.store.chart_files.charts import Charts
from charting_tui.store.chart_files.writing import ChartWriter
from charting_tui.store.engines import engine_for
from charting_tui.store.indexing.finder import Finder
from charting_tui.store.indexing.rows import ChartRows, PackedMaker
from charting_tui.store.processes import ProcessEndedError, in_processes
from charting_tui.store.refusals import ChartDamaged, NotSaved

S = TypeVar("S")
_BATCH = 20
"""Charts written between two answers of a process."""


@dataclass(frozen=True)
class NewCharts(Generic[S]):
    """Charts yet to be made, each from a source of its own, in as many processes at once.

    ``make`` and the sources are sent to other processes, so they must be such that can be pickled.
    """

    sources: Sequence[S]
    make: Callable[[S], Chart]
    processes: int = 1


@dataclass(frozen=True)
class Clerk:
    """Writes charts and makes their rows, without the clinic's locks: whoever sends it holds the gate."""

    maker: PackedMaker
    by: str
    at: datetime

    def write(self, charts: Iterable[Chart]) -> Iterator["Written"]:
        """Write each chart, left to the system to bring to the disk, and yield what became of it."""
        with engine_for(self.maker.root) as engine:
            yield from self._written(Charts(self.maker.root / "charts", engine.documents), charts)

    def _written(self, shelf: Charts, charts: Iterable[Chart]) -> Iterator["Written"]:
        maker = self.maker.unpacked()
        for chart in charts:
            number, head = _write(chart, shelf, self.by, self.at)
            stamp = shelf.stamp(chart.id)
            if stamp is None:
                raise ChartDamaged(
                    f"The chart {chart.id} was removed while the program was saving it. Start again."
                )
            yield Written((chart.id, number, head), maker.rows(views_of(chart), stamp))


@dataclass(frozen=True)
class Written:
    """One chart that was written: its head and its rows."""

    head: tuple[str, int, str]
    rows: ChartRows


def write_new_charts(
    charts: Iterable[Chart] | NewCharts[S],
    clerk: Clerk,
    *,
    shelf: Charts,
    heads: Heads,
    finder: Finder,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Write charts with one wait for the disk at the end; NotAllowed where the clinic has charts."""
    if shelf.stamps():
        raise NotAllowed("This clinic already has charts. Create a new clinic for these.")
    heads.begin_import(clerk.at)
    new_heads: list[tuple[str, int, str]] = []
    counted = charts.sources if isinstance(charts, NewCharts) else charts
    total = len(counted) if isinstance(counted, Sized) else 0

    def rows() -> Iterator[ChartRows]:
        for written in _written(charts, clerk):
            new_heads.append(written.head)
            yield written.rows
            if progress:
                progress(len(new_heads), total)

    finder.put_new(rows())
    heads.record_all(new_heads, clerk.at)
    os.sync()
    return len(new_heads)


def add_charts(charts: Sequence[Chart], clerk: Clerk, *, shelf: Charts, heads: Heads, finder: Finder) -> None:
    """Write new charts beside those that are there, and return when all are durable.

    NotAllowed where a chart of one of these ids is there: then none is written.
    """
    there = [chart.id for chart in charts if shelf.stamp(chart.id) is not None]
    if there:
        raise NotAllowed(f"There is already a chart {there[0]}. Run the import again.")
    heads.begin_import(clerk.at)
    written = list(clerk.write(charts))
    os.sync()
    finder.put_new(one.rows for one in written)
    heads.record_all([one.head for one in written], clerk.at)


def _written(charts: Iterable[Chart] | NewCharts[S], clerk: Clerk) -> Iterator[Written]:
    if not isinstance(charts, NewCharts):
        yield from clerk.write(charts)
    elif charts.processes < 2:  # noqa: PLR2004
        yield from clerk.write(map(charts.make, charts.sources))
    else:
        yield from _written_by_processes(charts, clerk)


def _written_by_processes(charts: NewCharts[S], clerk: Clerk) -> Iterator[Written]:
    sources = iter(charts.sources)
    batches = iter(lambda: tuple(islice(sources, _BATCH)), ())
    try:
        for written in in_processes(_Task(clerk, charts.make), batches, charts.processes):
            yield from written
    except ProcessEndedError:
        raise NotSaved("Another program stopped the import. Start again.") from None


@dataclass(frozen=True)
class _Task(Generic[S]):
    clerk: Clerk
    make: Callable[[S], Chart]

    def __call__(self, sources: tuple[S, ...]) -> list[Written]:
        return list(self.clerk.write(map(self.make, sources)))


def _write(chart: Chart, shelf: Charts, by: str, at: datetime) -> tuple[int, str]:
    with shelf.transaction(chart.id, durable=False) as tables:
        writer = ChartWriter(tables)
        event = Event(number=0, at=at, by=by, act=Act.OPENED, after={}, before="")
        writer.put_file(chart.file, max(1, chart.revision))
        writer.write_event(event.model_copy(update={"subject": chart.id}))
        for kept in chart.visits:
            writer.put_visit(kept.visit, max(1, kept.revision))
            writer.put_claim(kept.claim, kept.visit.id)
            if kept.signed:
                writer.put_signed(kept.signed)
            for addendum in kept.addenda:
                writer.put_addendum(addendum, kept.visit.id)
            for dismissal in kept.dismissals:
                writer.put_dismissal(dismissal)
            writer.write_event(event.model_copy(update={"subject": kept.visit.id}))
        return head_of(tables)
