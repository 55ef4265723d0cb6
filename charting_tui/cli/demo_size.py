"""What a large demo clinic will take, measured on a few of its charts before it is made."""

import os
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from charting_tui.demo.clinic import ChartOfPlan
from charting_tui.demo.plan import Plan
from charting_tui.errors import BadInput
from charting_tui.store.chart_files.bulk import NewCharts
from charting_tui.store.chart_store import ChartStore

LARGE = 5_000
"""From this many visits on it is worth to say beforehand what it takes, and to use every core."""
_SAMPLE_VISITS = 800
_SHARE_OF_A_SECOND_CORE = 0.8
"""What a further core adds: one process gathers what the others write."""


@dataclass(frozen=True)
class Estimate:
    """What is to be made, and what that is expected to take."""

    clients: int
    visits: int
    seconds: float
    size: float
    """In bytes."""
    processes: int

    def refuse_without_room(self, folder: Path) -> None:
        """Raise BadInput where the disk has not the room."""
        free = shutil.disk_usage(folder).free
        if self.size > free:
            raise BadInput(
                f"--visits: {self.visits:,} visits take about {self.size / 1e9:.1f} GB and {folder} has "
                f"{free / 1e9:.1f} GB free; name fewer visits or a folder on another disk."
            )


def visits_planned(plans: Sequence[Plan]) -> int:
    """Return how many visits there will be, with the appointments to come."""
    return sum(len(plan.days) + (plan.booked is not None) for plan in plans)


def estimate(plans: Sequence[Plan], make: ChartOfPlan, beside: Path) -> Estimate:
    """Measure by making some of the charts in a clinic of their own, which is removed."""
    sample: list[Plan] = []
    for plan in plans[1:]:
        sample.append(plan)
        if visits_planned(sample) >= _SAMPLE_VISITS:
            break
    folder = beside / "sample"
    store = ChartStore.create(folder, make.office, person="kim")
    try:
        make(plans[0])
        begun = time.perf_counter()
        store.write_new_charts(NewCharts(sample, make))
        spent = time.perf_counter() - begun
    finally:
        store.close()
    taken = sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())
    shutil.rmtree(folder)
    visits = visits_planned(plans)
    times = visits / visits_planned(sample)
    processes = cores()
    return Estimate(
        clients=len(plans),
        visits=visits,
        seconds=spent * times / (1 + _SHARE_OF_A_SECOND_CORE * (processes - 1)),
        size=taken * times,
        processes=processes,
    )


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))
