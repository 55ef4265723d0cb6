"""Which visits an appointment overlaps: the therapist's others of that day, and the client's."""

from dataclasses import dataclass
from datetime import date, time

from charting_tui.errors import ChartingError
from charting_tui.readers.clock_times import shown_span, shown_time
from charting_tui.records.visit import Visit
from charting_tui.store.chart_store import ChartStore


@dataclass(frozen=True)
class Taken:
    """One visit's time of a day, as it was charted or else as it is booked."""

    visit: str
    client: str
    name: str
    therapist: str
    start: time
    end: time | None

    def overlaps(self, start: time, end: time) -> bool:
        """Whether both take place at one time; a visit without an end counts by its start."""
        return self.start < end and (start < self.end if self.end else start <= self.start)

    @property
    def words(self) -> str:
        """Whose visit it is, and when: “Moreau, Una 2:00–3:00 PM”."""
        return f"{self.name} {shown_span(self.start, self.end) if self.end else shown_time(self.start)}"


class TakenTimes:
    """The times that are taken, each day read once for each therapist and client."""

    def __init__(self, store: ChartStore) -> None:
        self._store = store
        self._known: dict[tuple[date, str, str], tuple[Taken, ...]] = {}

    def overlap_words(
        self, day: date, start: time, end: time, *, therapist: str, client: str = "", but: str = ""
    ) -> str:
        """Return “Overlaps Moreau, Una 2:00–3:00 PM.”, or nothing; ``but`` is the visit's own id."""
        taken = [
            *(self._of(day, therapist, "") if therapist else ()),
            *(self._of(day, "", client) if client else ()),
        ]
        others = {one.visit: one for one in taken if one.visit != but and one.overlaps(start, end)}
        if not others:
            return ""
        first, *more = sorted(others.values(), key=lambda one: one.start)
        whose = first.words
        if first.client == client and first.therapist != therapist:
            whose += f" with {self._name(first.therapist)}"
        return f"Overlaps {whose}{f' and {len(more)} more' if more else ''}."

    def _of(self, day: date, therapist: str, client: str) -> tuple[Taken, ...]:
        key = (day, therapist, client)
        if key not in self._known:
            self._known[key] = _taken(self._store, day, therapist, client)
        return self._known[key]

    def _name(self, therapist: str) -> str:
        person = self._store.office.person(therapist)
        return person.name if person else therapist


def overlap_words_of(store: ChartStore, client: str, visit: Visit) -> str:
    """Return which other visits a visit overlaps as it is booked, in a sentence, or nothing."""
    booked = visit.appointment
    if booked is None or booked.start is None or booked.end is None:
        return ""
    return TakenTimes(store).overlap_words(
        visit.date, booked.start, booked.end, therapist=visit.therapist, client=client, but=visit.id
    )


def _taken(store: ChartStore, day: date, therapist: str, client: str) -> tuple[Taken, ...]:
    """Return the times of a therapist or a client; what cannot be read warns nobody."""
    try:
        rows = store.summaries(day=day, therapist=therapist or None, client=client or None)
    except ChartingError:
        return ()
    return tuple(
        Taken(
            row.visit,
            row.client,
            row.client_name,
            row.therapist,
            row.start,
            _end(store, row.client, row.visit),
        )
        for row in rows
        if row.start and row.state.kept
    )


def _end(store: ChartStore, client: str, visit: str) -> time | None:
    try:
        kept = store.chart(client, visit=visit, earlier=0).visit(visit)
    except ChartingError:
        return None
    if kept is None:
        return None
    return kept.visit.time_out or (kept.visit.appointment.end if kept.visit.appointment else None)
