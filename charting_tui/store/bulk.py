"""Many whole charts at once, for a clinic that has none: a demo, or records from another program."""

import os
from collections.abc import Callable, Iterable, Sized
from datetime import datetime

from charting_tui.errors import NotAllowed
from charting_tui.records.chart import Act, Chart, Event
from charting_tui.store.chart_tables import head_of
from charting_tui.store.charts import Charts
from charting_tui.store.finder import Finder
from charting_tui.store.heads import Heads
from charting_tui.store.index import ChartRows
from charting_tui.store.refusals import ChartDamaged
from charting_tui.store.writing import ChartWriter


def write_new_charts(
    charts: Iterable[Chart],
    *,
    shelf: Charts,
    heads: Heads,
    finder: Finder,
    by: str,
    at: datetime,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Write charts with one wait for the disk at the end; NotAllowed where the clinic has charts."""
    if shelf.stamps():
        raise NotAllowed("This clinic has charts already; make a new clinic for these.")
    total = len(charts) if isinstance(charts, Sized) else 0
    new_heads: list[tuple[str, int, str]] = []
    rows: list[ChartRows] = []
    for done, chart in enumerate(charts, 1):
        new_heads.append(_write(chart, shelf, by, at))
        stamp = shelf.stamp(chart.id)
        if stamp is None:
            raise ChartDamaged(f"The chart {chart.id} was removed while it was written; start again.")
        rows.append(finder.rows_of(chart, stamp))
        if progress:
            progress(done, total)
    heads.record_all(new_heads, at)
    finder.put_new(rows)
    os.sync()
    return len(new_heads)


def _write(chart: Chart, shelf: Charts, by: str, at: datetime) -> tuple[str, int, str]:
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
            for overrule in kept.overrules:
                writer.put_overrule(overrule)
            writer.write_event(event.model_copy(update={"subject": kept.visit.id}))
        number, head = head_of(tables)
    return chart.id, number, head
