"""The other visits of a therapist's day, as a case of one of them knows them."""

from collections.abc import Iterable

from charting_tui.records.visit import Visit
from charting_tui.rules.case import Occupied
from charting_tui.worklist.summary import NoteState, VisitSummary


def therapist_day(rows: Iterable[VisitSummary], visit: Visit) -> tuple[Occupied, ...]:
    """Return the kept visits with times of the visit's therapist and day, without the visit itself."""
    return tuple(
        Occupied(row.client_name, row.time_in, row.time_out, row.timed_minutes, row.note is NoteState.SIGNED)
        for row in rows
        if row.visit != visit.id and row.day == visit.date and row.state.kept
        if visit.therapist and row.therapist == visit.therapist
        if row.time_in is not None and row.time_out is not None
    )
