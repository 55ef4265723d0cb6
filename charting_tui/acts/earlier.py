"""The visits of a client that came before one."""

from datetime import date, time

from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.visit import Visit


def earlier_files(chart: Chart, visit: Visit) -> tuple[VisitFile, ...]:
    """Return the kept visits before this one, by day and then by the booked hour, the last one first."""
    before = [
        kept
        for kept in chart.visits
        if kept.visit.id != visit.id and kept.visit.state.kept and _when(kept.visit) <= _when(visit)
    ]
    return tuple(sorted(before, key=lambda kept: _when(kept.visit), reverse=True))


def _when(visit: Visit) -> tuple[date, time]:
    booked = visit.appointment.start if visit.appointment else None
    return visit.date, booked or visit.time_in or time.min
