"""A calendar's appointments brought into the charts, as often as one likes: only what changed is changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from hashlib import sha256

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.interchange.entry import Entry, Schedule
from charting_tui.interchange.refusals import shown
from charting_tui.interchange.repeats import nearest_days, series_of
from charting_tui.operations.bookings.booking import new_visit
from charting_tui.operations.bookings.visit_state import with_state
from charting_tui.operations.imports.schedule_match import Clients, NoMatch, match_therapist
from charting_tui.operations.permission import signed_in
from charting_tui.readers.clock_times import shown_time
from charting_tui.records.chart import Act, Chart, VisitFile
from charting_tui.records.claim import Claim
from charting_tui.records.visit import Appointment, Visit, VisitState
from charting_tui.store.chart_files.writing import ChartChange, Conflict
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.rows import folded
from charting_tui.store.refusals import ChartDamaged, ChartMissing
from charting_tui.worklist.summarise import note_state
from charting_tui.worklist.summary import NoteState


class AppointmentOutcome(StrEnum):
    """What became of one appointment."""

    ADDED = "added"
    MOVED = "moved"
    CANCELLED = "canceled"
    UNCHANGED = "unchanged"
    LEFT = "left as they are"
    """It differs from the calendar, and is charted or was marked by a person."""
    UNMATCHED = "not matched"
    """It is nobody's of this clinic, or may be several people's."""
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


def visit_id_of(appointment_id: str) -> str:
    """Return the id of the visit that a calendar's appointment becomes: always the same."""
    return f"a{sha256(appointment_id.encode()).hexdigest()[:19]}"


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
    signed_in(store.office, store.person)
    return _Import(store, schedule, therapists or {}, dry_run=dry_run).run(since)


class _Import:
    def __init__(
        self, store: ChartStore, schedule: Schedule, therapists: Mapping[str, str], *, dry_run: bool
    ) -> None:
        self._store, self._schedule, self._therapists, self._dry_run = store, schedule, therapists, dry_run
        self._clients = Clients(store)
        self._being_written = {head.visit for head in store.journals()}
        self._charts: dict[str, str] = {}
        self._of_client: dict[str, list[Entry]] = {}
        """Of a table without ids: each client's appointments."""
        self._treating: set[str] = set()
        """Of a table without ids: the therapists whose appointments it has."""
        self._ids = {id_ for entry in schedule.entries for id_ in (entry.id, entry.written_id) if id_}
        self._of_series: defaultdict[str, list[Entry]] = defaultdict(list)
        self._became: dict[tuple[str, str], dict[str, str]] = {}
        """Of a client's repeating appointment: which visit each new occurrence was before it moved."""
        self._moved_visits: set[str] = set()
        self._changed: set[str] = set()
        """Clients who got an appointment."""

    def run(self, since: date | None) -> tuple[AppointmentResult, ...]:
        schedule = self._schedule
        entries = [entry for entry in schedule.entries if since is None or entry.day >= since]
        self._charts = self._store.charts_of([visit_id_of(entry.id) for entry in entries])
        if schedule.made_ids:
            self._of_client = self._by_client(entries)
        for entry in entries:
            if entry.series in schedule.series:
                self._of_series[entry.series].append(entry)
        steps = [
            AppointmentResult(row.line, AppointmentOutcome.REFUSED, None, row.reason)
            for row in schedule.refused
        ]
        touched: dict[str, set[str]] = {}
        for entry in sorted(entries, key=lambda one: (one.day, one.line)):
            try:
                client, step = self._again_after_conflict(entry, since)
            except (NoMatch, NotAllowed, Conflict, ChartDamaged, ChartMissing) as fault:
                step = AppointmentResult(entry.line, AppointmentOutcome.UNMATCHED, entry.day, fault.sentence)
                steps.append(replace(step, start=entry.start, client=shown(entry.client)))
                continue
            name = self._clients.name_of(client) or shown(entry.client)
            steps.append(replace(step, start=entry.start, client=name, off=not entry.state.kept))
            if entry.series in schedule.series and client:
                touched.setdefault(client, set()).add(entry.series)
        for client, series in touched.items():
            steps += self._called_off(client, series, since)
        if schedule.made_ids and entries:
            days = [entry.day for entry in entries]
            steps += self._not_there_any_more(min(days), max(days))
        return tuple(sorted(steps, key=lambda step: (step.line, step.day or date.min)))

    def _by_client(self, entries: Iterable[Entry]) -> dict[str, list[Entry]]:
        found: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            with suppress(NoMatch):
                found[self._clients.match(entry)].append(entry)
                self._treating.add(self._therapist_of(entry))
        return found

    def _therapist_of(self, entry: Entry) -> str:
        return match_therapist(entry, self._store.office, self._therapists)

    def _again_after_conflict(self, entry: Entry, since: date | None) -> tuple[str, AppointmentResult]:
        """Do it once more over what somebody else saved in between."""
        try:
            return self._step(entry, since)
        except Conflict:
            return self._step(entry, since)

    def _step(self, entry: Entry, since: date | None) -> tuple[str, AppointmentResult]:
        if entry.fault:
            raise NoMatch(entry.fault)
        client = self._client_of(entry)
        if not client:
            return "", AppointmentResult(entry.line, AppointmentOutcome.UNCHANGED, entry.day, entry.remark)
        chart = self._store.chart(client)
        kept = _kept_for(chart, entry)
        if kept is None:
            kept = self._moved_in_series(chart, entry, since) or self._moved_from(chart, entry)
            self._moved_visits |= {kept.visit.id} if kept else set()
        if kept is not None:
            change = self._bring_up_to if entry.state.kept else self._call_off
            outcome, reason = change(chart, kept, entry)
            return client, AppointmentResult(entry.line, outcome, entry.day, reason or entry.remark)
        if _recorded(entry):
            self._add(chart, entry)
        outcome = AppointmentOutcome.ADDED if _recorded(entry) else AppointmentOutcome.UNCHANGED
        return client, AppointmentResult(entry.line, outcome, entry.day, entry.remark)

    def _moved_from(self, chart: Chart, entry: Entry) -> VisitFile | None:
        """Return the visit that a table without ids had at another time: of one client the one that is gone.

        Only where a single one is gone and a single one is new is it plain which became which.
        """
        known = {kept.visit.appointment.id for kept in chart.visits if kept.visit.appointment}
        here = self._of_client.get(chart.id, [])
        new = [one for one in here if one.state.kept and one.id not in known and not _kept_for(chart, one)]
        if new != [entry]:
            return None
        days = [one.day for of_client in self._of_client.values() for one in of_client]
        gone = [kept for kept in self._gone(chart) if min(days) <= kept.visit.date <= max(days)]
        return gone[0] if len(gone) == 1 and gone[0].visit.therapist == self._therapist_of(entry) else None

    def _moved_in_series(self, chart: Chart, entry: Entry, since: date | None) -> VisitFile | None:
        """Return the visit that this occurrence was before the appointment began to repeat otherwise."""
        if not entry.state.kept or entry.series not in self._of_series:
            return None
        of = (chart.id, entry.series)
        if of not in self._became:
            gone = {
                kept.visit.id: kept.visit.date
                for kept in self._gone_of(chart, {entry.series}, since)
                if not self._cancelled_by_calendar(chart, kept.visit)
            }
            new = {
                one.id: one.day
                for one in (self._of_series[entry.series] if gone else ())
                if one.state.kept and one.client == entry.client and _kept_for(chart, one) is None
            }
            self._became[of] = nearest_days(gone, new)
        return chart.visit(self._became[of].get(entry.id, ""))

    def _gone_of(self, chart: Chart, series: AbstractSet[str], since: date | None) -> Iterator[VisitFile]:
        """Give the visits that are occurrences of these appointments, and are none any more."""
        for kept in chart.visits:
            booked = kept.visit.appointment
            if booked is None or booked.id in self._ids or kept.visit.id in self._moved_visits:
                continue
            of, day = series_of(booked.id), kept.visit.date
            if of in series and day <= self._schedule.series[of] and (since is None or day >= since):
                yield kept

    def _gone(self, chart: Chart) -> Iterator[VisitFile]:
        """Give what stands booked from an earlier version of a table without ids, and is not in this one."""
        for kept in chart.visits:
            booked = kept.visit.appointment
            if booked is None or kept.visit.therapist not in self._treating or booked.id in self._ids:
                continue
            if booked.id.startswith(f"{self._schedule.made_ids}:") and not self._why_left(kept, again=False):
                yield kept

    def _not_there_any_more(self, first: date, last: date) -> Iterator[AppointmentResult]:
        """Tell of visits that an earlier version of the table had, and that it has no longer."""
        for client in {*self._of_client, *self._store.clients_seen(first, last)}:
            try:
                chart = self._store.chart(client)
            except (ChartDamaged, ChartMissing):
                continue
            for kept in self._gone(chart):
                in_file = first <= kept.visit.date <= last
                if kept.visit.id in self._moved_visits:
                    continue
                if in_file or (kept.visit.date > last and client in self._changed):
                    booked = kept.visit.appointment
                    at = f" at {shown_time(booked.start)}" if booked and booked.start else ""
                    yield AppointmentResult(
                        0,
                        AppointmentOutcome.LEFT,
                        kept.visit.date,
                        f"{chart.file.client.name} is still booked{at}, which this file no longer has. "
                        "Cancel it here if it is off.",
                    )

    def _client_of(self, entry: Entry) -> str:
        """Return whose appointment it is; nobody for one that is cancelled and was never here."""
        known = self._charts.get(visit_id_of(entry.id), "")
        try:
            client = self._clients.match(entry)
        except NoMatch as fault:
            if entry.state.kept:
                raise fault if known else self._with_therapists_fault(entry, fault) from None
            if not known and _recorded(entry):
                raise
            return known
        if known and known != client and entry.state.kept:
            raise NoMatch(
                "It was another client's appointment; mark the visit there cancelled, and book anew."
            )
        return known or client

    def _with_therapists_fault(self, entry: Entry, fault: NoMatch) -> NoMatch:
        """Return what is wrong with the client and the therapist of an appointment, both at once."""
        try:
            self._therapist_of(entry)
        except NoMatch as other:
            return NoMatch(f"{fault.sentence} {other.sentence}")
        return fault

    def _add(self, chart: Chart, entry: Entry) -> None:
        therapist = self._therapist_of(entry)
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
        again = self._cancelled_by_calendar(chart, kept.visit)
        if _when(after) == _when(kept.visit) and not again:
            if after != kept.visit and not self._why_left(kept, again=False):
                self._commit(chart, after, None, kept.revision)
            return AppointmentOutcome.UNCHANGED, ""
        reason = self._why_left(kept, again=again)
        if reason:
            return AppointmentOutcome.LEFT, reason
        self._commit(chart, after.model_copy(update={"state": VisitState.BOOKED}), None, kept.revision)
        return (AppointmentOutcome.ADDED if again else AppointmentOutcome.MOVED), ""

    def _call_off(self, chart: Chart, kept: VisitFile, entry: Entry) -> tuple[AppointmentOutcome, str]:
        if not kept.visit.state.kept:
            return AppointmentOutcome.UNCHANGED, ""
        reason = self._why_left(kept, again=False)
        if reason:
            return AppointmentOutcome.LEFT, reason
        visit, claim = with_state(kept.visit, kept.claim, entry.state, self._store.office.practice)
        self._commit(chart, visit, claim if claim != kept.claim else None, kept.revision)
        return AppointmentOutcome.CANCELLED, ""

    def _moved(self, visit: Visit, entry: Entry) -> Visit:
        booked = visit.appointment or Appointment()
        appointment = booked.model_copy(update={"id": entry.id, "start": entry.start, "end": entry.end})
        try:
            therapist = self._therapist_of(entry)
        except NoMatch:
            therapist = visit.therapist
        return visit.model_copy(
            update={"date": entry.day, "appointment": appointment, "therapist": therapist}
        )

    def _why_left(self, kept: VisitFile, *, again: bool) -> str:
        if kept.signed is not None:
            return "The visit is signed."
        if note_state(kept) is not NoteState.NONE or kept.visit.time_in:
            return "The visit is charted."
        if kept.visit.id in self._being_written:
            return "Somebody is writing the visit."
        if kept.visit.state is not VisitState.BOOKED and not again:
            return f"The visit is marked “{kept.visit.state}”."
        return ""

    def _cancelled_by_calendar(self, chart: Chart, visit: Visit) -> bool:
        """Whether it was a calendar that last said anything about a cancelled visit."""
        if visit.state is not VisitState.CANCELLED:
            return False
        acts = [event.act for event in self._store.history(chart.id) if event.subject == visit.id]
        return acts[-1:] == [Act.IMPORTED]

    def _called_off(self, client: str, series: set[str], since: date | None) -> Iterable[AppointmentResult]:
        """Cancel what a repeating appointment no longer repeats as."""
        chart = self._store.chart(client)
        for kept in self._gone_of(chart, series, since):
            booked = kept.visit.appointment
            if kept.visit.state is VisitState.BOOKED and not self._why_left(kept, again=False):
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


def _kept_for(chart: Chart, entry: Entry) -> VisitFile | None:
    """Return the visit of that appointment; else one booked by hand for the same client, day and start."""
    for kept in chart.visits:
        booked = kept.visit.appointment
        if booked and booked.id and booked.id in {entry.id, entry.written_id}:
            return kept
    for kept in chart.visits if _recorded(entry) else ():
        booked = kept.visit.appointment
        if booked and not booked.id and (kept.visit.date, booked.start) == (entry.day, entry.start):
            return kept
    return None


def _when(visit: Visit) -> tuple[date, time | None, time | None, str]:
    booked = visit.appointment or Appointment()
    return (visit.date, booked.start, booked.end, visit.therapist)


def _recorded(entry: Entry) -> bool:
    """Whether it stands in the chart although it was never booked here: kept, missed or canceled late."""
    return entry.state.kept or entry.state in {VisitState.NO_SHOW, VisitState.LATE_CANCEL}


def whose_calendar(store: ChartStore, named: Sequence[str]) -> dict[str, str]:
    """Return whose appointments those of a name are: ``kim``, or ``Kim Rowe=kim`` for one of several names.

    Of no name: whose those are that name nobody. BadInput where somebody is not of this clinic.
    """
    people = [person.id for person in store.office.people]
    whose: dict[str, str] = {}
    for words in named:
        written, _, person = words.rpartition("=")
        if person.strip() not in people:
            raise BadInput(f"--therapist: “{person}” is nobody here. Name one of {', '.join(people)}.")
        whose[folded(written.strip())] = person.strip()
    return whose
