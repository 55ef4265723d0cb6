"""Makes a clinic's index where there is none, before anything waits for its lists: that can take minutes."""

from charting_tui.cli.progress import ProgressLine
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.refusals import Busy


def make_index(store: ChartStore) -> None:
    """Read the charts into an index that is not there; where another login does that, wait for it."""
    if store.indexed:
        return
    line = ProgressLine("charts read")
    try:
        while not store.indexed:
            try:
                store.make_index(line)
            except Busy:
                line.tell("Another login reads the charts for the lists; this one waits for it.")
    finally:
        line.end()
