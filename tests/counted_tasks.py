"""The tasks whose keys are counted, played in a real terminal: every key counts, PIN and Enter too."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from charting_tui.acts.booking import book, read_booking
from charting_tui.acts.quick import read_line, with_line_taken
from charting_tui.acts.signing import sign
from charting_tui.acts.sitting import sit_down
from charting_tui.store.chart_store import ChartStore

from .clinic import NOW_THERE, PIN, TODAY, make_clinic
from .terminal import Terminal

EARLIER = {
    "jane": (
        "hu;p8>6 desk;drive 10>15;ut rh b gd;lev r trp;cx rot r55>60;mfr30@ut lev;ex15:ct2x8;imps;1xw6 str;902-58",
        "hu;p7>6 desk;drive 15>15;ut rh b gd;lev r trp;cx rot r60>65;mfr30@ut lev;ex15:ct2x8;imp;1xw6 str;901-57",
        "hu;p7>5 desk;drive 15>20;ut rh b gd;lev r ttp;cx rot r65>70;mfr30@ut lev;ex15:ct2x8;imp;1xw6 str;903-59",
    ),
    "amir": (
        "hu;p7>5 sleep-;ut b3;mt55@cx ut rh:eff pet;tol;1xw;1002-58",
        "hu;p6>5 sleep+;ut b2;mt55@cx ut rh:eff pet;tol;1xw;1001-57",
        "hu;p6>4 sleep+;ut b2;mt55@cx ut rh:eff pet;tol;1xw;1003-59",
    ),
}
"""The quick lines of the visits of three weeks, by client."""
BOOKED = {"jane": "900 jane 60", "amir": "1000 amir 60"}


def make_counted_clinic(root: Path) -> None:
    """The tests' clinic where both clients have come for three weeks and are booked for nine today."""
    make_clinic(root).close()
    for client, lines in EARLIER.items():
        for weeks, line in zip((3, 2, 1), lines, strict=True):
            day = TODAY - timedelta(weeks=weeks)
            store = ChartStore.open(root, person="kim", read_clock=partial(_noon, day))
            _charted(store, client, day, line)
            store.close()


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 20, tzinfo=UTC)


def _charted(store: ChartStore, client: str, day: date, line: str) -> None:
    visit = book(store, client, read_booking(BOOKED[client]), day)
    sitting = sit_down(store, client, visit.id)
    sitting.change(with_line_taken(sitting, read_line(sitting, line)))
    sign(sitting, PIN)
