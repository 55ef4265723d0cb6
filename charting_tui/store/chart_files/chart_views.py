"""A chart as it is looked at for one of its visits: what is judged on a screen and what in a list agree."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from charting_tui.records.chart import Chart, ClientFile, VisitFile
from charting_tui.records.claim import ClaimState
from charting_tui.records.responsible import responsible
from charting_tui.records.visit import VisitState

EARLIER = 10
"""Visits before the one that is looked at."""


@dataclass(frozen=True)
class Glance:
    """What of a visit tells whether it bears on another."""

    id: str
    day: date
    state: VisitState
    payer: str
    case: str
    served: bool
    """Whether it has a service line."""
    billing: ClaimState


@dataclass(frozen=True)
class ChartViews:
    """A chart of which visits are read only where they are looked at."""

    file: ClientFile
    revision: int
    glances: Sequence[Glance]
    """Of every visit, oldest first."""
    read: Callable[[Sequence[int]], Iterable[VisitFile]]
    """Gives the visits at these places."""

    def view(self, visit: str, earlier: int = EARLIER) -> Chart:
        """Return the chart as it is looked at for one visit, or for a new one after all the others."""
        place = next((place for place, seen in enumerate(self.glances) if seen.id == visit), None)
        return next(self._views([len(self.glances) if place is None else place], earlier))

    def views(self, chosen: Callable[[Glance], bool]) -> Iterator[tuple[Chart, VisitFile]]:
        """Yield each chosen visit, oldest first, with the chart as it is looked at for it."""
        places = [place for place, seen in enumerate(self.glances) if chosen(seen)]
        for place, chart in zip(places, self._views(places, EARLIER), strict=True):
            kept = chart.visit(self.glances[place].id)
            if kept is not None:
                yield chart, kept

    def _views(self, places: Sequence[int], earlier: int) -> Iterator[Chart]:
        windows = [self._window(place, earlier) for place in places]
        wanted = sorted({place for window in windows for place in window})
        read = dict(zip(wanted, self.read(wanted), strict=True))
        for place, window in zip(places, windows, strict=True):
            days, of_case = self._kept_before(place)
            # Of records that were read just now, so there is nothing to validate.
            yield Chart.model_construct(
                file=self.file,
                revision=self.revision,
                visits=tuple(read[one] for one in window),
                visits_before={payer: len(kept) for payer, kept in days.items()},
                days_before=days,
                of_case_before=of_case,
            )

    def _window(self, place: int, earlier: int) -> list[int]:
        """Return the places of the visits before it, of itself, and of what follows on its day.

        Where none of those before it has a service, the last that has one goes before them: it tells what
        the visit may come to.
        """
        first = max(0, place - earlier)
        before = list(range(first, place))
        if earlier and not any(map(self._treated, before)):
            before[:0] = [one for one in range(first) if self._treated(one)][-1:]
        if place == len(self.glances):
            return before
        day = self.glances[place].day
        after = range(place + 1, len(self.glances))
        return [*before, place, *(one for one in after if self.glances[one].day == day)]

    def _treated(self, place: int) -> bool:
        seen = self.glances[place]
        return seen.served and seen.state.kept

    def _kept_before(self, place: int) -> tuple[dict[str, tuple[date, ...]], dict[str, dict[str, int]]]:
        """Return the days of kept visits by payer, and their number by payer and case."""
        days: defaultdict[str, list[date]] = defaultdict(list)
        of_case: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for seen in self.glances[:place]:
            if seen.state.kept:
                days[seen.payer].append(seen.day)
                of_case[seen.payer][seen.case] += 1
        return (
            {payer: tuple(kept) for payer, kept in days.items()},
            {payer: dict(kept) for payer, kept in of_case.items()},
        )


def views_of(chart: Chart) -> ChartViews:
    """Return the views of a chart that is at hand as a whole."""
    visits = [_with_payer(kept, chart.file) for kept in sorted(chart.visits, key=_when)]
    glances = [
        Glance(
            id=kept.visit.id,
            day=kept.visit.date,
            state=kept.visit.state,
            payer=kept.visit.payer,
            case=kept.visit.case,
            served=bool(kept.visit.services),
            billing=kept.claim.state,
        )
        for kept in visits
    ]
    return ChartViews(chart.file, chart.revision, glances, lambda places: [visits[place] for place in places])


def _with_payer(kept: VisitFile, file: ClientFile) -> VisitFile:
    visit = responsible(kept.visit, kept.claim, file.coverage, signed=kept.signed is not None)
    return kept if visit == kept.visit else kept.model_copy(update={"visit": visit})


def _when(kept: VisitFile) -> tuple[date, time]:
    visit = kept.visit
    start = visit.time_in or (visit.appointment.start if visit.appointment else None)
    return (visit.date, start or time.min)
