"""A calendar's appointments brought into the charts, as often as one likes: only what changed is changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.interchange.entry import Entry, Schedule
from charting_tui.interchange.refusals import shown
from charting_tui.operations.bookings.booking import new_visit
from charting_tui.operations.bookings.visit_state import with_state
from charting_tui.operations.imports.schedule_match import NoMatch
from charting_tui.operations.imports.schedule_visits import CalendarVisits, recorded, visit_id_of
from charting_tui.operations.permission import May, require
from charting_tui.readers.clock_times import shown_time
from charting_tui.records.chart import Act, Chart, VisitFile
from charting_tui.records.claim import Claim
from charting_tui.records.visit import Appointment, Visit, VisitState
from charting_tui.store.chart_files.writing import ChartChange, Conflict
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.rows import folded
from charting_tui.store.refusals import ChartDamaged, ChartMissing


class AppointmentOutcome(StrEnum):
    """What became of one appointment."""

    ADDED = "added"
    MOVED = "moved"
    CANCELLED = "canceled"
    UNCHANGED = "unchanged"
    LEFT = "left unchanged"
    """It differs from the calendar, and is charted or was marked by a person."""
    UNMATCHED = "not matched"
    """It is no one's of this clinic, or may be several people's."""
    REFUSED = "refused"
    """It cannot be read."""

    @property
    def imported(self) -> bool:
        """Whether the chart has it now, or needs nothing."""
        return self not in {AppointmentOutcome.UNMATCHED, AppointmentOutcome.REFUSED}


@dataclass(frozen=True)
class AppointmentResult:
    """One appointment with its outcome."""

    line: int
    outcome: AppointmentOutcome
    day: date | None = None
    reason: str = ""
    """Why it is not imported, or left as it is; or what is to be known of it."""
    start: time | None = None
    client: str = ""
    """The client's name, or the text in which it was looked for."""
    off: bool = False
    """Whether the calendar has it as canceled."""


def bring_schedule_in(
    store: ChartStore,
    schedule: Schedule,
    *,
    therapists: Mapping[str, str] | None = None,
    since: date | None = None,
    dry_run: bool = False,
) -> tuple[AppointmentResult, ...]:
    """Bring every appointment from the day ``since`` on into its chart, and tell what became of each.

    ``therapists`` says whose appointments those of a name are, as ``whose_calendar`` returns it.
    """
    require(store, May.IMPORT_SCHEDULE)
    visits = CalendarVisits(store, schedule, therapists or {}, since)
    return _Import(store, schedule, visits, dry_run=dry_run).run()


class _Import:
    def __init__(
        self, store: ChartStore, schedule: Schedule, visits: CalendarVisits, *, dry_run: bool
    ) -> None:
        self._store, self._schedule, self._visits, self._dry_run = store, schedule, visits, dry_run
        self._clients = visits.clients
        self._charts: dict[str, str] = {}
        self._changed: set[str] = set()
        """Clients who got an appointment."""

    def run(self) -> tuple[AppointmentResult, ...]:
        schedule, entries = self._schedule, self._visits.entries
        rows = self._store.rows_of([visit_id_of(entry.id) for entry in entries])
        self._charts = {row.visit: row.client for row in rows}
        steps = [
            AppointmentResult(row.line, AppointmentOutcome.REFUSED, None, row.reason)
            for row in schedule.refused
        ]
        touched: dict[str, set[str]] = {}
        for entry in sorted(entries, key=lambda one: (one.day, one.line)):
            try:
                client, step = self._again_after_conflict(entry)
            except (NoMatch, NotAllowed, Conflict, ChartDamaged, ChartMissing) as fault:
                step = AppointmentResult(entry.line, AppointmentOutcome.UNMATCHED, entry.day, fault.sentence)
                steps.append(replace(step, start=entry.start, client=shown(entry.client)))
                continue
            name = self._clients.name_of(client) or shown(entry.client)
            steps.append(replace(step, start=entry.start, client=name, off=not entry.state.kept))
            if entry.series in schedule.series and client:
                touched.setdefault(client, set()).add(entry.series)
        for client, series in touched.items():
            steps += self._called_off(client, series)
        if schedule.made_ids and entries:
            days = [entry.day for entry in entries]
            steps += self._not_there_any_more(min(days), max(days))
        return tuple(sorted(steps, key=lambda step: (step.line, step.day or date.min)))

    def _again_after_conflict(self, entry: Entry) -> tuple[str, AppointmentResult]:
        """Do it once more over what someone else saved in between."""
        try:
            return self._step(entry)
        except Conflict:
            return self._step(entry)

    def _step(self, entry: Entry) -> tuple[str, AppointmentResult]:
        if entry.fault:
            raise NoMatch(entry.fault)
        client = self._client_of(entry)
        if not client:
            return "", AppointmentResult(entry.line, AppointmentOutcome.UNCHANGED, entry.day, entry.remark)
        chart = self._store.chart(client)
        kept = self._visits.visit_of(chart, entry)
        if kept is not None:
            change = self._bring_up_to if entry.state.kept else self._call_off
            outcome, reason = change(chart, kept, entry)
            return client, AppointmentResult(entry.line, outcome, entry.day, reason or entry.remark)
        if recorded(entry):
            self._add(chart, entry)
        outcome = AppointmentOutcome.ADDED if recorded(entry) else AppointmentOutcome.UNCHANGED
        return client, AppointmentResult(entry.line, outcome, entry.day, entry.remark)

    def _not_there_any_more(self, first: date, last: date) -> Iterator[AppointmentResult]:
        """Tell of visits that an earlier version of the table had, and that it has no longer."""
        for client in {*self._visits.clients_booked, *self._store.clients_seen(first, last)}:
            try:
                chart = self._store.chart(client)
            except (ChartDamaged, ChartMissing):
                continue
            for kept in self._visits.gone(chart):
                in_file = first <= kept.visit.date <= last
                if kept.visit.id in self._visits.moved:
                    continue
                if in_file or (kept.visit.date > last and client in self._changed):
                    booked = kept.visit.appointment
                    at = f" at {shown_time(booked.start)}" if booked and booked.start else ""
                    yield AppointmentResult(
                        0,
                        AppointmentOutcome.LEFT,
                        kept.visit.date,
                        f"{chart.file.client.name} is still booked{at}, but this file no longer has that "
                        "appointment. Cancel it here if it was canceled.",
                    )

    def _client_of(self, entry: Entry) -> str:
        """Return whose appointment it is; no one for one that is cancelled and was never here."""
        known = self._charts.get(visit_id_of(entry.id), "")
        try:
            client = self._clients.match(entry)
        except NoMatch as fault:
            if entry.state.kept:
                raise fault if known else self._with_therapists_fault(entry, fault) from None
            if not known and recorded(entry):
                raise
            return known
        if known and known != client and entry.state.kept:
            raise NoMatch(
                "It was another client's appointment. Mark that visit canceled, and book this one again."
            )
        return known or client

    def _with_therapists_fault(self, entry: Entry, fault: NoMatch) -> NoMatch:
        """Return what is wrong with the client and the therapist of an appointment, both at once."""
        try:
            self._visits.therapist_of(entry)
        except NoMatch as other:
            return NoMatch(f"{fault.sentence} {other.sentence}")
        return fault

    def _add(self, chart: Chart, entry: Entry) -> None:
        therapist = self._visits.therapist_of(entry)
        appointment = Appointment(
            id=entry.id, start=entry.start, end=entry.end, booked_on=self._store.clock.today()
        )
        visit = new_visit(
            self._store,
            chart,
            entry.day,
            appointment,
            therapist=therapist,
            visit_id="" if chart.visit(visit_id_of(entry.id)) else visit_id_of(entry.id),
        )
        claim = Claim(visit=visit.id, payer=visit.payer)
        if not entry.state.kept:
            visit, claim = with_state(visit, claim, entry.state, self._store.office.practice)
        self._commit(chart, visit, claim, 0)
        self._changed.add(chart.id)

    def _bring_up_to(self, chart: Chart, kept: VisitFile, entry: Entry) -> tuple[AppointmentOutcome, str]:
        after = self._moved(kept.visit, entry)
        again = self._visits.cancelled_by_calendar(chart, kept.visit)
        if _when(after) == _when(kept.visit) and not again:
            if after != kept.visit and not self._visits.why_left(kept, again=False):
                self._commit(chart, after, None, kept.revision)
            return AppointmentOutcome.UNCHANGED, ""
        reason = self._visits.why_left(kept, again=again)
        if reason:
            return AppointmentOutcome.LEFT, reason
        self._commit(chart, after.model_copy(update={"state": VisitState.BOOKED}), None, kept.revision)
        return (AppointmentOutcome.ADDED if again else AppointmentOutcome.MOVED), ""

    def _call_off(self, chart: Chart, kept: VisitFile, entry: Entry) -> tuple[AppointmentOutcome, str]:
        if not kept.visit.state.kept:
            return AppointmentOutcome.UNCHANGED, ""
        reason = self._visits.why_left(kept, again=False)
        if reason:
            return AppointmentOutcome.LEFT, reason
        visit, claim = with_state(kept.visit, kept.claim, entry.state, self._store.office.practice)
        self._commit(chart, visit, claim if claim != kept.claim else None, kept.revision)
        return AppointmentOutcome.CANCELLED, ""

    def _moved(self, visit: Visit, entry: Entry) -> Visit:
        booked = visit.appointment or Appointment()
        appointment = booked.model_copy(update={"id": entry.id, "start": entry.start, "end": entry.end})
        try:
            therapist = self._visits.therapist_of(entry)
        except NoMatch:
            therapist = visit.therapist
        return visit.model_copy(
            update={"date": entry.day, "appointment": appointment, "therapist": therapist}
        )

    def _called_off(self, client: str, series: set[str]) -> Iterable[AppointmentResult]:
        """Cancel what a repeating appointment no longer repeats as."""
        chart = self._store.chart(client)
        for kept in self._visits.gone_of(chart, series):
            booked = kept.visit.appointment
            if kept.visit.state is VisitState.BOOKED and not self._visits.why_left(kept, again=False):
                visit = kept.visit.model_copy(update={"state": VisitState.CANCELLED})
                self._commit(chart, visit, None, kept.revision)
                yield AppointmentResult(
                    0,
                    AppointmentOutcome.CANCELLED,
                    visit.date,
                    start=booked.start if booked else None,
                    client=chart.file.client.name,
                )

    def _commit(self, chart: Chart, visit: Visit, claim: Claim | None, revision: int) -> None:
        if not self._dry_run:
            self._store.commit(
                ChartChange(
                    Act.IMPORTED,
                    chart.id,
                    subject=visit.id,
                    visit=visit,
                    visit_revision=revision,
                    claim=claim,
                )
            )


def _when(visit: Visit) -> tuple[date, time | None, time | None, str]:
    booked = visit.appointment or Appointment()
    return (visit.date, booked.start, booked.end, visit.therapist)


def whose_calendar(store: ChartStore, named: Sequence[str]) -> dict[str, str]:
    """Return whose appointments those of a name are: ``kim``, or ``Kim Rowe=kim`` for one of several names.

    Of no name: whose those are that name no one. BadInput where someone is not of this clinic.
    """
    people = [person.id for person in store.office.people]
    whose: dict[str, str] = {}
    for words in named:
        written, _, person = words.rpartition("=")
        if person.strip() not in people:
            raise BadInput(
                f"--therapist: “{person}” isn't on this clinic's staff. Use one of {', '.join(people)}."
            )
        whose[folded(written.strip())] = person.strip()
    return whose
