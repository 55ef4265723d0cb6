"""Counting keys and active seconds of a visit, from its opening to its signature."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from charting_tui.errors import ChartingError
from charting_tui.records.visit import Visit, VisitKind
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.office_file import NotePace, PaceFile, Strokes

IDLE = 60.0
"""Seconds between two keys from which on no one is taken to have worked."""


def pace_file(store: ChartStore) -> PaceFile:
    """Return the pace of the person signed in."""
    return PaceFile(store.root / "people", store.person, store.documents)


class PaceCount:
    """Counts one visit at a time; no fault of it may keep anybody from charting."""

    def __init__(self, store: ChartStore, read: Callable[[], float] = time.monotonic) -> None:
        """``read`` answers seconds that no change of the wall clock moves."""
        self._store = store
        self._read = read
        self._visit = ""
        self._keys = 0
        self._seconds = 0.0
        self._last = 0.0

    def opened(self, visit: str) -> None:
        """A visit is opened for writing; what was counted of it before counts on."""
        before = Strokes()
        with suppress(ChartingError, OSError):
            before = pace_file(self._store).begun(visit)
        self._visit, self._keys, self._seconds = visit, before.keys, before.seconds
        self._last = self._read()

    def key(self) -> None:
        """A key was pressed."""
        now = self._read()
        if now - self._last <= IDLE:
            self._seconds += now - self._last
        self._last = now
        self._keys += 1

    def left(self) -> None:
        """The visit is left, not signed."""
        if self._visit:
            with suppress(ChartingError, OSError):
                strokes = Strokes(keys=self._keys, seconds=round(self._seconds, 1))
                pace_file(self._store).keep(self._visit, strokes)
        self._visit = ""

    def signed(self, visit: Visit) -> None:
        """The visit is signed."""
        if visit.id == self._visit:
            note = NotePace(
                day=self._store.clock.today(),
                kind=visit.kind,
                lines=len(visit.services),
                keys=self._keys,
                seconds=round(self._seconds),
            )
            with suppress(ChartingError, OSError):
                pace_file(self._store).add(visit.id, note)
        self._visit = ""


@dataclass(frozen=True)
class WeekPace:
    """The signed notes of one kind of visit in one week."""

    week: date
    """Its Monday."""
    kind: VisitKind
    notes: int
    keys: int
    """The median."""
    fewest_keys: int
    seconds: int
    """The median."""
    fewest_seconds: int


def pace_by_week(
    notes: Iterable[NotePace], first: date | None = None, last: date | None = None
) -> list[WeekPace]:
    """Return the pace of each week and kind of visit, the first week first."""
    groups: defaultdict[tuple[date, VisitKind], list[NotePace]] = defaultdict(list)
    for note in notes:
        if (first or note.day) <= note.day <= (last or note.day):
            groups[note.day - timedelta(days=note.day.weekday()), note.kind].append(note)
    return [
        WeekPace(
            week,
            kind,
            len(group),
            round(median(note.keys for note in group)),
            min(note.keys for note in group),
            round(median(note.seconds for note in group)),
            min(note.seconds for note in group),
        )
        for (week, kind), group in sorted(groups.items())
    ]
