"""How long processes that save at the same moment wait for one another."""

from pathlib import Path

from bench.clinics import read_moment
from bench.table import Table, median, ms, p95
from charting_tui.records.office import Office
from charting_tui.records.people import Practice, Therapist
from charting_tui.store.chart_store import ChartStore
from tests.store.writers_at_work import CHARTS, VISITS, write_at_once


def measure_waiting(place: Path) -> Table:
    """Measure with two processes and with twenty."""
    rows = []
    office = Office(practice=Practice(made_for="test"), people=(Therapist(id="kim", name="Kim"),))
    for processes, saves in ((2, 300), (20, 50)):
        folder = place / f"writers{processes}"
        store = ChartStore.create(folder, office, person="kim", read_clock=read_moment)
        done = write_at_once(store, processes, saves)
        store.close()
        waits, whole = [one.waited for one in done], [one.seconds for one in done]
        refused = sum(one.refused for one in done)
        longest = (ms(median(waits)), ms(p95(waits)), ms(max(waits)), ms(max(whole)))
        rows.append((f"{processes} processes, {len(done):,} saves", *longest, str(refused)))
    how = (
        f"Real processes save without a pause into {CHARTS} charts of {VISITS} visits, each into any of "
        "them. Nothing is lost (a test counts every save); a save over a newer revision is a conflict, and "
        "is read and saved again. Both cores are busy all the while, so the longest time is also that of a "
        "process that was not given a core."
    )
    heads = ("", "wait for locks, median", "p95", "longest wait", "longest save", "conflicts")
    return Table("Many writers", how, heads, tuple(rows))
