"""Puts one chart of a backup back into its clinic, as an event of the chart that everybody can read."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from charting_tui.errors import NotAllowed
from charting_tui.records.canonical import canonical, digest
from charting_tui.records.chart import Act
from charting_tui.store.backups.refusals import NotRestored
from charting_tui.store.chain.heads import Heads
from charting_tui.store.chain.histories import examine_chart
from charting_tui.store.chain.ledger import Acted, Ledger
from charting_tui.store.chain.logs import read_log
from charting_tui.store.chart_files.chart_tables import head_of
from charting_tui.store.chart_files.charts import Charts
from charting_tui.store.chart_files.tinydb_files import UnreadableFileError, reading, transaction
from charting_tui.store.disk import Disk
from charting_tui.store.engine import Locking
from charting_tui.store.refusals import ChartDamaged, ChartMissing


@dataclass(frozen=True)
class RestoredChart:
    """A chart that is back in its clinic."""

    client: str
    copy: int
    """The last event that the backup has."""
    lost: int
    """How many later events the clinic's chain knows, which are in no file any more."""
    event: int
    """The number of the event that tells of it."""
    head: str
    set_aside: str
    """Where the file lies that stood there; empty where none did."""


class ChartRestorer:
    """Puts charts back, as one login of one person does it."""

    def __init__(self, charts: Charts, heads: Heads, locks: Locking, acted: Callable[[str], Acted]) -> None:
        """``acted`` makes what is told of the person and of now."""
        self._charts = charts
        self._heads = heads
        self._locks = locks
        self._acted = acted

    def restore(self, client: str, copy: Path, told: str) -> RestoredChart:
        """Write a chart of a backup into the clinic, with an event; the index follows at the next repair.

        ``copy`` is changed; ``told`` says which backup it is of. NotRestored where the copy does not hold,
        NotAllowed where the chart needs none.
        """
        with self._locks.chart(client):
            number = _sound_end(copy, client)
            recorded = read_log(self._heads.log).recorded.get(client, ())
            known = max((head.event for head in recorded), default=0)
            _refuse_needless(self._charts, client, copy, number, known)
            lost = f"events {number + 1} to {known}" if known > number else "nothing"
            how = f"{told}; {lost} after it lost"
            acted = self._acted(how)
            with transaction(copy, Disk(), durable=False) as tables:
                written = Ledger(tables).write_event(acted.event(client, Act.RESTORED))
                _, head = head_of(tables)
            aside = self._charts.move_aside(client) if self._charts.stamp(client) else ""
            self._charts.put(client, copy.read_bytes())
            self._heads.record_restored(client, written, head, acted.at, number)
        return RestoredChart(client, number, max(0, known - number), written, head, aside)


def _sound_end(copy: Path, client: str) -> int:
    """Return the last event of a copy; NotRestored where its own history does not bear it out."""
    try:
        tables = reading(copy, Disk())
        faults = examine_chart(client, tables)[0].faults
        named = (tables.row("client") or {}).get("client", {}).get("id")
        number, _ = head_of(tables)
    except (UnreadableFileError, KeyError, TypeError, AttributeError):
        faults, named, number = ["it can't be read."], client, 0
    if named != client:
        faults = ["it belongs to another client."]
    if faults:
        raise NotRestored(f"The copy in this backup is damaged: {faults[0]} Use an older backup (--at).")
    return number


def _refuse_needless(charts: Charts, client: str, copy: Path, number: int, known: int) -> None:
    """Refuse to put back a chart that is whole and has all that the copy and the clinic's chain have."""
    try:
        with charts.tables(client) as tables:
            if examine_chart(client, tables)[0].faults:
                return
            row = tables.row("history", number)
            last = tables.last("history")
    except (ChartMissing, ChartDamaged, KeyError, TypeError, AttributeError):
        return
    wanted = reading(copy, Disk()).row("history", number)
    if last < known:
        return
    if row and wanted and digest(canonical(row)) == digest(canonical(wanted)):
        more = last - number
        newer = f" and {more} newer {'event' if more == 1 else 'events'}" if more else ""
        raise NotAllowed(
            f"The chart {client} is complete: it has everything in this backup{newer}. Nothing was restored."
        )
