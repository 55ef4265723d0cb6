"""A person's pace by week and kind of visit: the median and the best of keys and seconds."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from charting_tui.records.pace import NotePace
from charting_tui.records.visit import VisitKind


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
