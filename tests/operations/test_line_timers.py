from datetime import UTC, date, datetime

from charting_tui.operations.visits.editing import without_line
from charting_tui.records.claim import Draft
from charting_tui.records.draft_edits import merge_services
from charting_tui.records.visit import LineTimer, ServiceLine, Visit

NOON = datetime(2026, 11, 23, 20, tzinfo=UTC)
LINES = (ServiceLine(id="a", code="97140", minutes=10), ServiceLine(id="b", code="97140", minutes=5))


def timed(*timers: LineTimer) -> Draft:
    return Draft(visit=Visit(date=date(2026, 11, 23), services=LINES, timers=timers))


def test_a_line_that_is_removed_takes_its_timer_along() -> None:
    draft = timed(LineTimer(line="a", seconds=60), LineTimer(line="b", since=NOON))
    assert without_line(draft, 1).visit.timers == (LineTimer(line="a", seconds=60),)


def test_lines_that_are_merged_have_one_timer_which_goes_on() -> None:
    draft = timed(LineTimer(line="a", seconds=60), LineTimer(line="b", seconds=30, since=NOON))
    assert merge_services(1, 0)(draft).visit.timers == (LineTimer(line="a", seconds=90, since=NOON),)
    assert merge_services(1, 0)(timed()).visit.timers == ()
