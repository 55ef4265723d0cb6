from datetime import time

from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.records.draft_edits import set_times
from charting_tui.records.visit import ServiceLine
from charting_tui.rules.finding import Finding, Severity
from charting_tui.store.chart_store import ChartStore
from tests.clinic import TODAY
from tests.command_line import call


def written(store: ChartStore, client: str, begin: time, end: time, minutes: int = 50) -> EditingSession:
    visit = book(store, client, read_booking(f"{begin:%H%M} {client} 60"), TODAY)
    session = open_for_writing(store, client, visit.id)
    timed = set_times(begin, end)(session.draft).visit
    line = ServiceLine(id="a", code="97124", minutes=minutes)
    session.change(session.draft.model_copy(update={"visit": timed.model_copy(update={"services": (line,)})}))
    session.save()
    return session


def double(session: EditingSession) -> list[Finding]:
    return [found for found in session.findings() if found.rule == "T014"]


def test_a_visit_knows_the_therapists_other_visits_of_its_day(kim: ChartStore) -> None:
    written(kim, "amir", time(9), time(10))
    (finding,) = double(written(kim, "jane", time(9, 30), time(10, 30)))
    assert (finding.severity, finding.stops) == (Severity.BLOCKS, "sign")
    assert "Amir Doe" in finding.message


def test_visits_that_follow_one_another_do_not_overlap(kim: ChartStore) -> None:
    written(kim, "amir", time(9), time(10))
    assert not double(written(kim, "jane", time(10), time(11)))


def test_a_visit_moved_away_is_known_after_the_next_save(kim: ChartStore) -> None:
    first = written(kim, "amir", time(9), time(10))
    second = written(kim, "jane", time(9, 30), time(10, 30))
    first.change(set_times(time(8), time(9))(first.draft))
    first.save()
    assert double(second)
    second.type_text("plan", "Next week.")
    second.save()
    assert not double(second)


def test_another_therapists_visit_of_that_hour_is_no_matter(kim: ChartStore) -> None:
    book(kim, "amir", read_booking("0900 amir 60 lee", ("kim", "lee")), TODAY)
    assert not double(written(kim, "jane", time(9), time(10)))


def test_check_names_both_visits_of_a_double_booking(kim: ChartStore) -> None:
    for client, begin in (("amir", time(9)), ("jane", time(9, 30))):
        written(kim, client, begin, time(begin.hour + 1, begin.minute)).leave()
    answer = call("check", "--data", str(kim.root), "--user", "kim", "--date", str(TODAY))
    assert answer.out.count("T014 therapist-double-booked") == 2


def test_the_owners_report_is_for_owners_and_of_the_clinic(kim: ChartStore) -> None:
    written(kim, "amir", time(9), time(10), minutes=52).leave()
    asked = ("check", "--data", str(kim.root), "--all")
    assert "T016" not in call(*asked, "--user", "kim").out
    assert call(*asked, "--user", "kim", "--report").out.count("T016 unit-short-by-minutes") == 1
    assert call(*asked, "--user", "lee", "--report").refused_in_one_sentence()
    assert call("check", "--report", "-", fed="{}").refused_in_one_sentence()
