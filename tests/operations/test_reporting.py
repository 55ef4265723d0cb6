"""A report of progress in a note: it is known as one, and tells nothing of what was done today."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from charting_tui.coding.prose.evidence import evidence
from charting_tui.coding.prose.note_words import measured
from charting_tui.coding.prose.proposals import sections_naming
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.visits.editing import new_line, with_line
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.operations.visits.proposing import proposed
from charting_tui.operations.visits.quick import read_line, take_line
from charting_tui.operations.visits.reporting import with_report
from charting_tui.records.chart import Act
from charting_tui.records.claim import ClaimLine
from charting_tui.records.visit import SECTIONS, Visit, reported
from charting_tui.shorthand.guided.carrying import earlier_lines, with_carried
from charting_tui.shorthand.vocabulary import packaged_vocabulary
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from tests.clinic import TODAY, make_clinic
from tests.prompted_clinic import charted

GOAL = "Goal 1 (do chin tucks 2 x 10 for 15 minutes) has no progress recorded in percent."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ChartStore]:
    opened = make_clinic(tmp_path / "clinic")
    yield opened
    opened.close()


@pytest.fixture
def session(store: ChartStore) -> EditingSession:
    charted(store, date(2026, 11, 16))
    known = store.chart("jane")
    plan = {"id": "o1", "goals": ("do chin tucks 2 x 10 for 15 minutes",)}
    file = known.file.model_validate({**known.file.model_dump(), "plans": (plan,)})
    store.commit(ChartChange(Act.EDITED, "jane", file=file, file_revision=known.revision))
    visit = book(store, "jane", read_booking("0900 jane 60"), TODAY)
    opened = open_for_writing(store, "jane", visit.id)
    opened.change(with_report(opened))
    return opened


def rules_of(session: EditingSession) -> set[str]:
    return {found.rule for found in session.findings()}


def test_every_line_of_a_report_stands_as_one_until_it_is_edited(session: EditingSession) -> None:
    note = session.draft.visit.note
    lines = [line for section in SECTIONS for line in getattr(note, section).splitlines()]
    assert [one.text for one in reported(note)] == lines
    assert lines[0].startswith("Progress since")
    session.type_text("subjective", note.subjective.replace("Progress", "Course", 1))
    assert [one.text for one in reported(session.draft.visit.note)] == lines[1:]


def test_a_goal_that_names_an_exercise_proposes_no_code_until_the_line_is_somebodys_own(
    session: EditingSession,
) -> None:
    assert GOAL in session.draft.visit.note.assessment
    assert evidence(GOAL)
    assert proposed(session.case()) == ()
    assert sections_naming(session.draft.visit.note, "97110") == {}
    session.type_text("assessment", "Did chin tucks 2 x 10 for 15 minutes.")
    assert [(one.code, one.minutes) for one in proposed(session.case())] == [("97110", 15)]


def test_a_report_alone_says_neither_where_nor_how_nor_how_long(session: EditingSession) -> None:
    assert {"N008", "N009", "N010"} <= rules_of(session)
    note = session.draft.visit.note
    session.type_text("objective", f"{note.objective}\nMFR to neck, 20 minutes.")
    assert not {"N008", "N009", "N010"} & rules_of(session)


def test_a_report_supports_no_code_and_finds_nothing(session: EditingSession) -> None:
    draft = with_line(session.draft, new_line("97110"), ClaimLine())
    session.change(draft)
    assert {"C023", "N007"} <= rules_of(session)
    note = session.draft.visit.note
    session.type_text("objective", f"{note.objective}\nNeck rotation 60 degrees; chin tucks 2 x 10.")
    assert not {"C023", "N007"} & rules_of(session)


def test_values_of_earlier_visits_in_a_report_are_no_measures_of_today(session: EditingSession) -> None:
    assert "7/10" in session.draft.visit.note.subjective
    assert measured(session.draft.visit) == {}


def test_a_line_of_an_earlier_report_comes_by_itself_only_and_stays_one(session: EditingSession) -> None:
    lines = earlier_lines(session.draft.visit, packaged_vocabulary())
    assert all(one.of_that_day for one in lines)
    (goal,) = (one for one in lines if one.text == GOAL)
    today = Visit(date=TODAY)
    note = with_carried(today.note, [goal])
    assert note.assessment == GOAL
    assert [one.text for one in reported(note)] == [GOAL]
    assert sections_naming(note, "97110") == {}


def test_a_value_that_only_the_report_tells_no_longer_stands_in_the_note(session: EditingSession) -> None:
    session.undo()
    session.take(take_line(session, read_line(session, "neck p3")))
    session.change(with_report(session))
    note = session.draft.visit.note
    assert "3/10 on 11/23/2026" in note.subjective
    assert "N015" not in rules_of(session)
    typed, _, report = note.subjective.partition("\n")
    assert "3/10" in typed
    session.type_text("subjective", f"{typed.replace('3/10', '5/10')}\n{report}")
    assert "N015" in rules_of(session)
