"""Judges the visits of a clinic chart by chart, in several processes where there are many."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from datetime import time as time_of_day
from functools import lru_cache
from itertools import islice
from pathlib import Path

from charting_tui.coding.diagnosis_book.book import BookPlace
from charting_tui.coding.diagnosis_book.diagnoses import Diagnoses
from charting_tui.errors import ChartingError
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.claim import Draft
from charting_tui.records.office import Office
from charting_tui.records.visit import Visit
from charting_tui.rules.case import Occupied, case_of
from charting_tui.rules.finding import Finding
from charting_tui.rules.registry import lint
from charting_tui.store.chart_files.chart_tables import read_views
from charting_tui.store.chart_files.charts import Charts
from charting_tui.store.engines import Engine, engine_for
from charting_tui.store.indexing.index import IndexGoneError
from charting_tui.store.indexing.row_index import RowIndex
from charting_tui.store.processes import ProcessEndedError, in_processes
from charting_tui.store.refusals import Busy, ChartDamaged, ChartMissing
from charting_tui.worklist.dismissed import standing
from charting_tui.worklist.summarise import findings_of, is_judged, therapist_day
from charting_tui.worklist.summary import VisitSummary

BATCH = 50
"""Charts judged between two answers of a process."""
WORTH_PROCESSES = 2.0
"""Seconds of work for one process from which on others pay: two broke even at 1 s on idle cores, at 2 s on
busy ones (``make bench``)."""


class CheckingEnded(ChartingError):
    """A process that judged visits was ended from outside."""

    title = "Not checked"


@dataclass(frozen=True)
class Wanted:
    """Which visits are to be judged; what is None asks for any."""

    first: date | None = None
    last: date | None = None
    therapist: str | None = None
    payer: str | None = None
    handed_over: bool = False
    """Also visits whose bill is handed over, as of the day on which they were billed."""
    report: bool = False
    """The rules of the owner's report instead of the others."""

    def includes_day(self, day: date) -> bool:
        """Return whether visits of that day are among them."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def includes(self, kept: VisitFile) -> bool:
        """Return whether a visit is one of them, as far as day, therapist and payer tell."""
        visit = kept.visit
        return (
            self.includes_day(visit.date)
            and self.therapist in {None, visit.therapist}
            and self.payer in {None, visit.payer}
        )


@dataclass(frozen=True)
class CheckedVisit:
    """A visit with its findings, whose fixes have kept their labels only, so that processes can send it."""

    client: str
    visit: str
    client_name: str
    day: date
    start: time_of_day | None
    therapist: str
    payer: str
    findings: tuple[Finding, ...]

    @property
    def when(self) -> tuple[date, time_of_day, str, str]:
        """What visits are sorted by."""
        return self.day, self.start or time_of_day.max, self.client, self.visit


@dataclass(frozen=True)
class Checked:
    """The visits of some charts, and a sentence on each chart that could not be read."""

    charts: int
    visits: tuple[CheckedVisit, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checker:
    """Judges charts of a clinic; another process can be handed it."""

    root: Path
    office: str
    """As JSON: a payer's settings cannot be pickled."""
    today: date
    wanted: Wanted

    def clients(self) -> list[str]:
        """Return the clients whose charts have such visits, or all where the index does not tell."""
        first, last = self.wanted.first or date.min, self.wanted.last or date.max
        with engine_for(self.root) as engine:
            try:
                return engine.index.clients_seen(first.isoformat(), last.isoformat())
            except (IndexGoneError, Busy):
                return sorted(Charts(self.root / "charts", engine.documents).stamps())

    def __call__(self, clients: Iterable[str]) -> Checked:
        """Read and judge the charts of these clients."""
        with engine_for(self.root) as engine:
            return self._checked(engine, clients)

    def _checked(self, engine: Engine, clients: Iterable[str]) -> Checked:
        shelf = Charts(self.root / "charts", engine.documents)
        office = _office(self.office)
        book = BookPlace(self.root / "book.sqlite").book
        days = _Days(engine.index)
        charts, visits, unread = 0, list[CheckedVisit](), list[str]()
        for client in clients:
            charts += 1
            try:
                chosen = self._chosen(shelf, client)
            except (ChartDamaged, ChartMissing) as fault:
                unread.append(fault.sentence)
            else:
                visits += self._judged(chosen, office, book, days)
        return Checked(charts, tuple(visits), tuple(unread))

    def _chosen(self, shelf: Charts, client: str) -> list[tuple[Chart, VisitFile]]:
        """Return the wanted visits of a chart, each with as much of the chart as a screen looks at."""
        with shelf.tables(client) as tables:
            of_days = read_views(tables).views(
                lambda seen: self.wanted.includes_day(seen.day),
                alone=lambda seen: not (self.wanted.handed_over or seen.billing.unbilled),
            )
            return [(chart, kept) for chart, kept in of_days if self.wanted.includes(kept)]

    def _judged(
        self,
        chosen: Iterable[tuple[Chart, VisitFile]],
        office: Office,
        book: Diagnoses | None,
        days: "_Days",
    ) -> Iterator[CheckedVisit]:
        for chart, kept in chosen:
            findings = self._findings(chart, kept, office, book, days)
            visit = kept.visit
            yield CheckedVisit(
                client=chart.id,
                visit=visit.id,
                client_name=chart.file.client.name,
                day=visit.date,
                start=visit.time_in or (visit.appointment.start if visit.appointment else None),
                therapist=visit.therapist,
                payer=visit.payer,
                findings=tuple(_with_labels_only(finding) for finding in findings),
            )

    def _findings(
        self, chart: Chart, kept: VisitFile, office: Office, book: Diagnoses | None, days: "_Days"
    ) -> tuple[Finding, ...]:
        report = self.wanted.report
        handed_over = kept.signed is not None and kept.visit.state.kept and not kept.claim.state.unbilled
        if not (self.wanted.handed_over and handed_over):
            if not is_judged(kept):
                return ()
            others = days.of(kept.visit)
            return findings_of(chart, kept, office, self.today, book, therapist_day=others, report=report)
        draft = Draft(visit=kept.visit, claim=kept.claim)
        day = kept.claim.billed_on or self.today
        case = case_of(chart, draft, office, day, book, therapist_day=days.of(kept.visit))
        return standing(lint(case, report=report), kept.dismissals, kept.visit)


@lru_cache(maxsize=1)
def _office(written: str) -> Office:
    return Office.model_validate_json(written)


class _Days:
    """What the index says of therapists' days, clients by the ids of their charts; nothing if it cannot."""

    def __init__(self, index: RowIndex) -> None:
        self._index = index
        self._days: dict[date, dict[str, list[str]]] = {}
        self._asked: dict[tuple[date, str], tuple[VisitSummary, ...]] = {}

    def of(self, visit: Visit) -> tuple[Occupied, ...]:
        """Return the therapist's other visits of that visit's day."""
        asked = (visit.date, visit.therapist)
        if asked not in self._asked:
            self._asked[asked] = self._rows(*asked)
        return therapist_day(self._asked[asked], visit)

    def _rows(self, day: date, therapist: str) -> tuple[VisitSummary, ...]:
        if day not in self._days:
            try:
                self._days[day] = self._index.day_by_therapist(day.isoformat())
            except (IndexGoneError, Busy):
                return ()
        rows = map(VisitSummary.model_validate_json, self._days[day].get(therapist, ()))
        return tuple(row.model_copy(update={"client_name": row.client}) for row in rows)


def check_charts(
    checker: Checker, clients: Sequence[str], jobs: int | None, progress: Callable[[int, int], None]
) -> Checked:
    """Judge these clients' charts, and return their visits by day, time and chart.

    ``jobs`` is how many processes judge; None is this one, and every core for what would still take it
    longer than they take to start. ``progress`` is told how many charts are done, of how many.
    CheckingEnded where a process was ended from outside; an interruption waits for the batches at work, so
    that no process is left behind.
    """
    charts, visits, unread = 0, list[CheckedVisit](), list[str]()
    try:
        for part in _parts(checker, clients, jobs):
            charts += part.charts
            visits += part.visits
            unread += part.unread
            progress(charts, len(clients))
    except ProcessEndedError:
        raise CheckingEnded("Another program stopped the check. Start again.") from None
    return Checked(charts, tuple(sorted(visits, key=lambda visit: visit.when)), tuple(unread))


def _parts(checker: Checker, clients: Sequence[str], jobs: int | None) -> Iterator[Checked]:
    given = iter(clients)
    batches = iter(lambda: tuple(islice(given, BATCH)), ())
    many = jobs or len(os.sched_getaffinity(0))
    begun, done = time.monotonic(), 0
    while many == 1 or (jobs is None and not _is_long(time.monotonic() - begun, done, len(clients))):
        batch = next(batches, None)
        if batch is None:
            return
        yield checker(batch)
        done += len(batch)
    yield from in_processes(checker, batches, many)


def _is_long(spent: float, done: int, charts: int) -> bool:
    """Return whether one process would take so long over the rest that others are worth their start."""
    return done > 0 and spent / done * (charts - done) > WORTH_PROCESSES


def _with_labels_only(finding: Finding) -> Finding:
    return replace(finding, fixes=tuple(replace(fix, apply=None) for fix in finding.fixes))
