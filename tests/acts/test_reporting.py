"""A report of progress in a note: it is known as one, and tells nothing of what was done today."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from charting_tui.acts.booking import book, read_booking
from charting_tui.acts.editing import new_line, with_line
from charting_tui.acts.proposing import proposed
from charting_tui.acts.quick import read_line, take_line
from charting_tui.acts.reporting import with_report
from charting_tui.acts.sitting import Sitting
from charting_tui.acts.sitting_down import sit_down
from charting_tui.coding.evidence import evidence
from charting_tui.coding.outcomes import measured
from charting_tui.coding.proposals import sections_naming
from charting_tui.records.chart import Act
from charting_tui.records.claim import ClaimLine
from charting_tui.records.note_lines import reported
from charting_tui.records.visit import SECTIONS, Visit
from charting_tui.shorthand.carrying import earlier_lines, with_carried
from charting_tui.shorthand.vocabulary import packaged_vocabulary
from charting_tui.store.change import ChartChange
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
def sitting(store: ChartStore) -> Sitting:
    charted(store, date(2026, 11, 16))
    known = store.chart("jane")
    plan = {"id": "o1", "goals": ("do chin tucks 2 x 10 for 15 minutes",)}
    file = known.file.model_validate({**known.file.model_dump(), "plans": (plan,)})
    store.commit(ChartChange(Act.EDITED, "jane", file=file, file_revision=known.revision))
    visit = book(store, "jane", read_booking("0900 jane 60"), TODAY)
    opened = sit_down(store, "jane", visit.id)
    opened.change(with_report(opened))
    return opened


def rules_of(sitting: Sitting) -> set[str]:
    return {found.rule for found in sitting.findings()}


def test_every_line_of_a_report_stands_as_one_until_it_is_edited(sitting: Sitting) -> None:
    note = sitting.draft.visit.note
    lines = [line for section in SECTIONS for line in getattr(note, section).splitlines()]
    assert [one.text for one in reported(note)] == lines
    assert lines[0].startswith("Progress since")
    sitting.type_text("subjective", note.subjective.replace("Progress", "Course", 1))
    assert [one.text for one in reported(sitting.draft.visit.note)] == lines[1:]


def test_a_goal_that_names_an_exercise_proposes_no_code_until_the_line_is_somebodys_own(
    sitting: Sitting,
) -> None:
    assert GOAL in sitting.draft.visit.note.assessment
    assert evidence(GOAL)
    assert proposed(sitting.case()) == ()
    assert sections_naming(sitting.draft.visit.note, "97110") == {}
    sitting.type_text("assessment", "Did chin tucks 2 x 10 for 15 minutes.")
    assert [(one.code, one.minutes) for one in proposed(sitting.case())] == [("97110", 15)]


def test_a_report_alone_says_neither_where_nor_how_nor_how_long(sitting: Sitting) -> None:
    assert {"N008", "N009", "N010"} <= rules_of(sitting)
    note = sitting.draft.visit.note
    sitting.type_text("objective", f"{note.objective}\nMFR to neck, 20 minutes.")
    assert not {"N008", "N009", "N010"} & rules_of(sitting)


def test_a_report_supports_no_code_and_finds_nothing(sitting: Sitting) -> None:
    draft = with_line(sitting.draft, new_line("97110"), ClaimLine())
    sitting.change(draft)
    assert {"C023", "N007"} <= rules_of(sitting)
    note = sitting.draft.visit.note
    sitting.type_text("objective", f"{note.objective}\nNeck rotation 60 degrees; chin tucks 2 x 10.")
    assert not {"C023", "N007"} & rules_of(sitting)


def test_values_of_earlier_visits_in_a_report_are_no_measures_of_today(sitting: Sitting) -> None:
    assert "7/10" in sitting.draft.visit.note.subjective
    assert measured(sitting.draft.visit) == {}


def test_a_line_of_an_earlier_report_comes_by_itself_only_and_stays_one(sitting: Sitting) -> None:
    lines = earlier_lines(sitting.draft.visit, packaged_vocabulary())
    assert all(one.of_that_day for one in lines)
    (goal,) = (one for one in lines if one.text == GOAL)
    today = Visit(date=TODAY)
    note = with_carried(today.note, [goal])
    assert note.assessment == GOAL
    assert [one.text for one in reported(note)] == [GOAL]
    assert sections_naming(note, "97110") == {}


def test_a_value_that_only_the_report_tells_no_longer_stands_in_the_note(sitting: Sitting) -> None:
    sitting.undo()
    sitting.take(take_line(sitting, read_line(sitting, "neck p3")))
    sitting.change(with_report(sitting))
    note = sitting.draft.visit.note
    assert "3/10 on 11/23/2026" in note.subjective
    assert "N015" not in rules_of(sitting)
    typed, _, report = note.subjective.partition("\n")
    assert "3/10" in typed
    sitting.type_text("subjective", f"{typed.replace('3/10', '5/10')}\n{report}")
    assert "N015" in rules_of(sitting)
