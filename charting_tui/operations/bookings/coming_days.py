"""The next days' booked visits with what is missing for each: one look into the index, and those charts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from charting_tui.records.people import Role
from charting_tui.records.visit import VisitState
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.index import asked_for
from charting_tui.store.refusals import ChartDamaged, ChartMissing
from charting_tui.worklist.summary import NoteState, VisitSummary
from charting_tui.worklist.tomorrow import ComingVisit, Seen, Unknown, coming_visit, not_known_of

DAYS = 3
"""Days with bookings that are told of, besides what is still to come today."""
MOST_DAYS = 10
_AHEAD = timedelta(days=28)
"""How far ahead a client's later visits are looked at, and bookings are looked for."""


@dataclass(frozen=True)
class ComingDay:
    """One day's booked visits in the order of their times."""

    day: date
    visits: tuple[ComingVisit, ...]

    @property
    def ready(self) -> int:
        """How many of them nothing is missing for."""
        return sum(not visit.missing and not visit.unread for visit in self.visits)


@dataclass(frozen=True)
class ComingDays:
    """The next days with bookings; days without a visit that is shown are left out."""

    days: tuple[ComingDay, ...]

    @property
    def visits(self) -> tuple[ComingVisit, ...]:
        """The visits of all days."""
        return tuple(visit for day in self.days for visit in day.visits)

    @property
    def ready(self) -> int:
        """How many of them nothing is missing for."""
        return sum(day.ready for day in self.days)

    def counts(self) -> dict[Role, int]:
        """Return how many things each role can fix, most first."""
        found = Counter(gap.owner for visit in self.visits for gap in visit.gaps if not gap.money)
        return dict(found.most_common())

    @property
    def not_known(self) -> tuple[Unknown, ...]:
        """What is not known of each payer and client."""
        return not_known_of(self.visits)

    def for_owner(self, owner: Role | None) -> "ComingDays":
        """Return the visits for which one role has something to fix, with that alone; all for no role."""
        if owner is None:
            return self
        days = [
            ComingDay(day.day, tuple(one.for_owner(owner) for one in day.visits if one.concerns(owner)))
            for day in self.days
        ]
        return ComingDays(tuple(day for day in days if day.visits))


def coming_days(store: ChartStore, days: int = DAYS, therapist: str | None = None) -> ComingDays:
    """Return what is still booked for today, and so many next days that have bookings, judged.

    ``therapist`` leaves out the visits of others.
    """
    now = store.clock.local()
    today = now.date()
    rows = store.look(asked_for(since=today, before=today + _AHEAD)).rows
    everyones = [row for row in rows if _still_to_come(row, now)]
    booked = [row for row in everyones if therapist in {None, row.therapist}]
    listed = sorted({row.day for row in booked} - {today})[:days]
    shown = [row for row in booked if row.day == today or row.day in listed]
    judged = _judged(store, shown, everyones)
    return ComingDays(
        tuple(
            ComingDay(day, tuple(visit for visit in judged if visit.day == day))
            for day in sorted({row.day for row in shown})
        )
    )


def _still_to_come(row: VisitSummary, now: datetime) -> bool:
    booked = row.state is VisitState.BOOKED and row.note is NoteState.NONE
    return booked and (row.day > now.date() or row.start is None or row.start > _wall(now))


def _wall(now: datetime) -> time:
    return now.time().replace(tzinfo=None)


def _judged(
    store: ChartStore, shown: Sequence[VisitSummary], booked: Iterable[VisitSummary]
) -> list[ComingVisit]:
    """Judge the visits that are shown; each chart is read once."""
    of_client: defaultdict[str, list[VisitSummary]] = defaultdict(list)
    for row in booked:
        of_client[row.client].append(row)
    seen: dict[str, Seen] = {}
    for client in dict.fromkeys(row.client for row in shown):
        with suppress(ChartDamaged, ChartMissing):
            seen |= _seen(store, client, [row.visit for row in of_client[client]])
    named = {row.visit for row in shown}
    last = {row.client: row.visit for row in shown}
    judged = []
    for row in shown:
        later = [
            seen[other.visit]
            for other in of_client[row.client]
            if last[row.client] == row.visit and other.visit not in named and other.visit in seen
        ]
        judged.append(
            coming_visit(
                row,
                seen.get(row.visit),
                store.office,
                store.clock.today(),
                book=store.books.book,
                later=later,
            )
        )
    return sorted(judged, key=lambda visit: visit.when)


def _seen(store: ChartStore, client: str, visits: Iterable[str]) -> dict[str, Seen]:
    """Return visits of one chart by their ids, each with the chart as it is looked at for it."""
    charts = [(visit, store.chart(client, visit=visit)) for visit in visits]
    return {visit: (chart, kept) for visit, chart in charts if (kept := chart.visit(visit)) is not None}
