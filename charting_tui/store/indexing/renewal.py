"""Rows of the index made again: of charts that are read in, or because office, rules or day differs now."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from charting_tui.store.chart_files.chart_tables import read_views
from charting_tui.store.chart_files.charts import Charts
from charting_tui.store.chart_files.tinydb_files import Tables
from charting_tui.store.engines import engine_for
from charting_tui.store.indexing.rows import ChartRows, PackedMaker, RowMaker
from charting_tui.store.processes import where_it_pays
from charting_tui.store.refusals import ChartDamaged, ChartMissing
from charting_tui.worklist.summary import VisitSummary

AT_ONCE = 40
"""Rows that are made while someone waits for the list they stand in."""
_WORTH_PROCESSES = 400
"""Rows from which starting processes takes less time than they save."""
_BATCH = 20
"""Charts between two words on how far it is."""

Batch = tuple[tuple[str, frozenset[str]], ...]
"""Clients with those of their visits whose rows are to be made."""


@dataclass(frozen=True)
class Look:
    """A list of visits as it is known now."""

    rows: list[VisitSummary]
    """Sorted by when they are; those that are to be made again as they last were."""
    old: int
    """How many of them are to be made again."""
    hopeless: bool
    """Whether this login cannot make them: the program was updated under it."""


@dataclass(frozen=True)
class Renewer:
    """Makes rows again, here or in a process it is sent to."""

    maker: PackedMaker

    def __call__(self, batch: Batch) -> tuple[str, list[VisitSummary]]:
        """Return what rows are made with there, and the rows."""
        maker = self.maker.unpacked()
        with engine_for(self.maker.root) as engine:
            charts = Charts(self.maker.root / "charts", engine.documents)
            return maker.made_with, rows_again(charts, maker, batch)


def rows_again(charts: Charts, maker: RowMaker, batch: Batch) -> list[VisitSummary]:
    """Make rows again; a chart that cannot be read gives none."""
    rows: list[VisitSummary] = []
    for client, visits in batch:
        with suppress(ChartDamaged, ChartMissing), charts.tables(client) as tables:
            rows += maker.summaries(read_views(tables), visits)
    return rows


def renewed(
    old: Iterable[VisitSummary], here: Callable[[Batch], list[VisitSummary]], renewer: Renewer, made_with: str
) -> Iterator[list[VisitSummary]]:
    """Yield the rows of these visits made again, some charts at a time, with every core where it pays.

    What a process made with something else (the program was updated meanwhile) is made again ``here``.
    """
    visits: defaultdict[str, set[str]] = defaultdict(set)
    for row in old:
        visits[row.client].add(row.visit)
    batches = list(_batches((client, frozenset(named)) for client, named in visits.items()))
    pays = sum(map(len, visits.values())) >= _WORTH_PROCESSES
    made = where_it_pays(batches, renewer, lambda batch: (made_with, here(batch)), pays=pays)
    for batch, (theirs, rows) in zip(batches, made, strict=True):
        yield rows if theirs == made_with else here(batch)


def _batches(charts: Iterable[tuple[str, frozenset[str]]]) -> Iterator[Batch]:
    rest = iter(charts)
    return iter(lambda: tuple(islice(rest, _BATCH)), ())


_CHARTS_AT_ONCE = 50
"""Charts read between two writings of the index."""
_CHARTS_WORTH_PROCESSES = 200
"""Charts from which starting processes takes less time than they save."""


@dataclass
class ChartsRead:
    """What was read of some charts."""

    rows: dict[str, ChartRows | None] = field(default_factory=dict)
    """By the client's id; None where the chart is gone or damaged."""
    damaged: set[str] = field(default_factory=set)


def read_charts(charts: Charts, maker: RowMaker, clients: Sequence[str]) -> Iterator[ChartsRead]:
    """Return the rows of these charts, some at a time."""
    batches = [clients[start : start + _CHARTS_AT_ONCE] for start in range(0, len(clients), _CHARTS_AT_ONCE)]
    here = partial(_read, charts, maker)
    pays = len(clients) >= _CHARTS_WORTH_PROCESSES
    return where_it_pays(batches, _ChartReader(maker.packed()), here, pays=pays)


def rows_of(
    charts: Charts, maker: RowMaker, client: str, touched: str = "", saved: Tables | None = None
) -> ChartRows:
    """Return the rows of one chart, or of what changed in it; ChartMissing or ChartDamaged.

    ``saved`` are the tables just written, where the chart's lock is still held; else they are read.
    """
    stamp = charts.stamp(client)
    with nullcontext(saved) if saved else charts.tables(client) as tables:
        if stamp is None:
            raise ChartMissing(f"There is no chart {client}. Search for the client again.")
        return maker.rows(read_views(tables), stamp, touched)


@dataclass(frozen=True)
class _ChartReader:
    maker: PackedMaker

    def __call__(self, clients: Sequence[str]) -> ChartsRead:
        with engine_for(self.maker.root) as engine:
            charts = Charts(self.maker.root / "charts", engine.documents)
            return _read(charts, self.maker.unpacked(), clients)


def _read(charts: Charts, maker: RowMaker, clients: Sequence[str]) -> ChartsRead:
    read = ChartsRead()
    for client in clients:
        read.rows[client] = None
        try:
            read.rows[client] = rows_of(charts, maker, client)
        except ChartDamaged:
            read.damaged.add(client)
        except ChartMissing:
            pass
    return read
