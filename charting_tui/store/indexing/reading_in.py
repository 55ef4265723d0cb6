"""Charts read for the index: their rows, with every core where there are many."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial

from charting_tui.store.chart_files.chart_tables import read_views
from charting_tui.store.chart_files.charts import Charts
from charting_tui.store.chart_files.tinydb_files import Tables
from charting_tui.store.disk import Disk
from charting_tui.store.indexing.index_writing import ChartRows
from charting_tui.store.indexing.row_making import PackedMaker, RowMaker
from charting_tui.store.processes import where_it_pays
from charting_tui.store.refusals import ChartDamaged, ChartMissing

_BATCH = 50
"""Charts read between two writings of the index."""
_WORTH_PROCESSES = 200
"""Charts from which starting processes takes less time than they save."""


@dataclass
class Read:
    """What was read of some charts."""

    rows: dict[str, ChartRows | None] = field(default_factory=dict)
    """By the client's id; None where the chart is gone or damaged."""
    damaged: set[str] = field(default_factory=set)


def read_charts(charts: Charts, maker: RowMaker, clients: Sequence[str]) -> Iterator[Read]:
    """Return the rows of these charts, some at a time."""
    batches = [clients[start : start + _BATCH] for start in range(0, len(clients), _BATCH)]
    here = partial(_read, charts, maker)
    pays = len(clients) >= _WORTH_PROCESSES
    return where_it_pays(batches, _Reader(maker.packed()), here, pays=pays)


def rows_of(
    charts: Charts, maker: RowMaker, client: str, touched: str = "", saved: Tables | None = None
) -> ChartRows:
    """Return the rows of one chart, or of what changed in it; ChartMissing or ChartDamaged.

    ``saved`` are the tables just written, where the chart's lock is still held; else they are read.
    """
    stamp = charts.stamp(client)
    with nullcontext(saved) if saved else charts.tables(client) as tables:
        if stamp is None:
            raise ChartMissing(f"There is no chart {client}; look for the client again.")
        return maker.rows(read_views(tables), stamp, touched)


@dataclass(frozen=True)
class _Reader:
    maker: PackedMaker

    def __call__(self, clients: Sequence[str]) -> Read:
        return _read(Charts(self.maker.root / "charts", Disk()), self.maker.unpacked(), clients)


def _read(charts: Charts, maker: RowMaker, clients: Sequence[str]) -> Read:
    read = Read()
    for client in clients:
        read.rows[client] = None
        try:
            read.rows[client] = rows_of(charts, maker, client)
        except ChartDamaged:
            read.damaged.add(client)
        except ChartMissing:
            pass
    return read
