"""Which visit each appointment of a calendar is, or was before it moved; and what a calendar may change."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import date
from hashlib import sha256

from charting_tui.interchange.entry import Entry, Schedule
from charting_tui.interchange.repeats import nearest_days, series_of
from charting_tui.operations.imports.schedule_match import Clients, NoMatch, match_therapist
from charting_tui.records.chart import Act, Chart, VisitFile
from charting_tui.records.visit import Visit, VisitState
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.summarise import note_state
from charting_tui.worklist.summary import NoteState


def visit_id_of(appointment_id: str) -> str:
    """Return the id of the visit that a calendar's appointment becomes: always the same."""
    return f"a{sha256(appointment_id.encode()).hexdigest()[:19]}"


class CalendarVisits:
    """The visits that the appointments of one calendar are, from the day ``since`` on."""

    def __init__(
        self, store: ChartStore, schedule: Schedule, therapists: Mapping[str, str], since: date | None
    ) -> None:
        """``therapists`` says whose appointments those of a name are."""
        self._store, self._schedule, self._therapists, self._since = store, schedule, therapists, since
        self.clients = Clients(store)
        self.entries = [entry for entry in schedule.entries if since is None or entry.day >= since]
        self.moved: set[str] = set()
        """Visits that were found to have moved."""
        self._being_written = {head.visit for head in store.journals()}
        self._ids = {id_ for entry in schedule.entries for id_ in (entry.id, entry.written_id) if id_}
        self._treating: set[str] = set()
        """Of a table without ids: the therapists whose appointments it has."""
        self.clients_booked = self._by_client(self.entries) if schedule.made_ids else {}
        """Of a table without ids: each client's appointments."""
        self._of_series: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if entry.series in schedule.series:
                self._of_series[entry.series].append(entry)
        self._became: dict[tuple[str, str], dict[str, str]] = {}
        """Of a client's repeating appointment: which visit each new occurrence was before it moved."""

    def _by_client(self, entries: Iterable[Entry]) -> dict[str, list[Entry]]:
        found: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            with suppress(NoMatch):
                found[self.clients.match(entry)].append(entry)
                self._treating.add(self.therapist_of(entry))
        return found

    def therapist_of(self, entry: Entry) -> str:
        """Return whose appointment it is; NoMatch says why it is no one's or several people's."""
        return match_therapist(entry, self._store.office, self._therapists)

    def visit_of(self, chart: Chart, entry: Entry) -> VisitFile | None:
        """Return the visit that an appointment is, or was before it moved; None for a new one."""
        kept = _kept_for(chart, entry)
        if kept is None:
            kept = self._moved_in_series(chart, entry) or self._moved_from(chart, entry)
            self.moved |= {kept.visit.id} if kept else set()
        return kept

    def _moved_from(self, chart: Chart, entry: Entry) -> VisitFile | None:
        """Return the visit that a table without ids had at another time: of one client the one that is gone.

        Only where a single one is gone and a single one is new is it plain which became which.
        """
        known = {kept.visit.appointment.id for kept in chart.visits if kept.visit.appointment}
        here = self.clients_booked.get(chart.id, [])
        new = [one for one in here if one.state.kept and one.id not in known and not _kept_for(chart, one)]
        if new != [entry]:
            return None
        days = [one.day for of_client in self.clients_booked.values() for one in of_client]
        gone = [kept for kept in self.gone(chart) if min(days) <= kept.visit.date <= max(days)]
        return gone[0] if len(gone) == 1 and gone[0].visit.therapist == self.therapist_of(entry) else None

    def _moved_in_series(self, chart: Chart, entry: Entry) -> VisitFile | None:
        """Return the visit that this occurrence was before the appointment began to repeat otherwise."""
        if not entry.state.kept or entry.series not in self._of_series:
            return None
        of = (chart.id, entry.series)
        if of not in self._became:
            gone = {
                kept.visit.id: kept.visit.date
                for kept in self.gone_of(chart, {entry.series})
                if not self.cancelled_by_calendar(chart, kept.visit)
            }
            new = {
                one.id: one.day
                for one in (self._of_series[entry.series] if gone else ())
                if one.state.kept and one.client == entry.client and _kept_for(chart, one) is None
            }
            self._became[of] = nearest_days(gone, new)
        return chart.visit(self._became[of].get(entry.id, ""))

    def gone_of(self, chart: Chart, series: AbstractSet[str]) -> Iterator[VisitFile]:
        """Give the visits that are occurrences of these appointments, and are none any more."""
        for kept in chart.visits:
            booked = kept.visit.appointment
            if booked is None or booked.id in self._ids or kept.visit.id in self.moved:
                continue
            of, day = series_of(booked.id), kept.visit.date
            if (
                of in series
                and day <= self._schedule.series[of]
                and (self._since is None or day >= self._since)
            ):
                yield kept

    def gone(self, chart: Chart) -> Iterator[VisitFile]:
        """Give what stands booked from an earlier version of a table without ids, and is not in this one."""
        for kept in chart.visits:
            booked = kept.visit.appointment
            if booked is None or kept.visit.therapist not in self._treating or booked.id in self._ids:
                continue
            if booked.id.startswith(f"{self._schedule.made_ids}:") and not self.why_left(kept, again=False):
                yield kept

    def why_left(self, kept: VisitFile, *, again: bool) -> str:
        """Return why a calendar leaves the visit as it is, or nothing; ``again`` books a canceled one."""
        if kept.signed is not None:
            return "The visit is signed."
        if note_state(kept) is not NoteState.NONE or kept.visit.time_in:
            return "The visit is charted."
        if kept.visit.id in self._being_written:
            return "Another user is editing this visit."
        if kept.visit.state is not VisitState.BOOKED and not again:
            return f"The visit is marked “{kept.visit.state.words}”."
        return ""

    def cancelled_by_calendar(self, chart: Chart, visit: Visit) -> bool:
        """Whether it was a calendar that last said anything about a cancelled visit."""
        if visit.state is not VisitState.CANCELLED:
            return False
        acts = [event.act for event in self._store.history(chart.id) if event.subject == visit.id]
        return acts[-1:] == [Act.IMPORTED]


def _kept_for(chart: Chart, entry: Entry) -> VisitFile | None:
    """Return the visit of that appointment; else one booked by hand for the same client, day and start."""
    for kept in chart.visits:
        booked = kept.visit.appointment
        if booked and booked.id and booked.id in {entry.id, entry.written_id}:
            return kept
    for kept in chart.visits if recorded(entry) else ():
        booked = kept.visit.appointment
        if booked and not booked.id and (kept.visit.date, booked.start) == (entry.day, entry.start):
            return kept
    return None


def recorded(entry: Entry) -> bool:
    """Whether it stands in the chart although it was never booked here: kept, missed or canceled late."""
    return entry.state.kept or entry.state in {VisitState.NO_SHOW, VisitState.LATE_CANCEL}
