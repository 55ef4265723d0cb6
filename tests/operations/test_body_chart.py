from collections.abc import Callable
from datetime import date

import pytest

from charting_tui.errors import NotAllowed
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.signing.signing import may_sign
from charting_tui.operations.visits.body_chart import last_marked, marks_of, with_mark, with_marks_taken
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.opening import open_for_writing, take_up
from charting_tui.operations.visits.quick import read_line, with_line_taken
from charting_tui.operations.visits.unfinished import unfinished
from charting_tui.records.visit import AreaFinding, Note, Visit, VisitState
from charting_tui.shorthand.body_chart.body_marks import Change, added, graded, removed
from charting_tui.shorthand.dialect.amounts import Side
from charting_tui.shorthand.dialect.parse import read
from charting_tui.shorthand.vocabulary import packaged_vocabulary
from charting_tui.shorthand.write.applying import applied
from charting_tui.store.chart_store import ChartStore
from tests.clinic import TODAY

UT = "upper trapezius"
WORDS = packaged_vocabulary()


def takes(session: EditingSession, line: str) -> None:
    session.change(with_line_taken(session, read_line(session, line)))


def marks(session: EditingSession, *changes: tuple[str, Side, Change]) -> None:
    for area, side, change in changes:
        session.change(with_mark(session.draft, WORDS, area, side, change).draft)


def note_of(session: EditingSession) -> Note:
    return session.draft.visit.note


def as_if_charted(line: str) -> str:
    return applied(Visit(date=TODAY), read(line, WORDS), WORDS).visit.note.objective


def findings(note: Note) -> tuple[AreaFinding, ...]:
    assert note.facts is not None
    return note.facts.findings


def test_a_new_mark_waits_in_the_quick_line_and_enters_the_note_as_a_line_does(
    session: EditingSession,
) -> None:
    marks(
        session, (UT, "right", graded(3)), (UT, "right", added("trigger points")), ("sacrum", "", graded(1))
    )
    assert note_of(session).quick_line == "ut r3 trp; sac m1"
    assert note_of(session).facts is None
    assert "quick line isn't in the note" in may_sign(session)
    session.change(with_marks_taken(session, WORDS))
    note = note_of(session)
    assert note.objective == as_if_charted("ut r3 trp; sac m1")
    assert note.quick_line == ""
    assert [(one.area, one.side, one.grade, one.kind) for one in findings(note)] == [
        (UT, "right", 3, ""),
        (UT, "right", None, "trigger points"),
        ("sacrum", "", 1, ""),
    ]
    assert note.facts is not None
    assert note.facts.lines == ("ut r3 trp; sac m1",)
    assert note.provenance[0].section == "objective"


def test_what_else_the_quick_line_says_waits_on_as_it_was_typed(session: EditingSession) -> None:
    session.type_text("quick_line", "p6>4 des; ut r3")
    marks(session, ("levator scapulae", "left", graded(2)))
    assert note_of(session).quick_line == "ut r3; lev l2; p6>4 des"
    session.change(with_marks_taken(session, WORDS))
    assert note_of(session).quick_line == "p6>4 des"
    assert note_of(session).subjective == ""


def test_a_quotation_that_is_still_open_swallows_no_mark(session: EditingSession) -> None:
    session.type_text("quick_line", 'p4; "cannot sleep; ')
    marks(session, (UT, "left", graded(2)))
    assert [(one.area, one.grade) for one in marks_of(note_of(session), WORDS)] == [(UT, 2)]
    session.change(with_marks_taken(session, WORDS))
    assert note_of(session).quick_line == 'p4; "cannot sleep'


def test_a_mark_that_the_line_says_together_with_something_else_is_changed_in_the_line(
    session: EditingSession,
) -> None:
    session.type_text("quick_line", "ut b3 p4")
    assert [one.area for one in marks_of(note_of(session), WORDS)] == [UT]
    with pytest.raises(NotAllowed, match="Press F6 to change it there"):
        with_mark(session.draft, WORDS, UT, "right", graded(1))


def test_a_changed_mark_of_the_note_changes_fact_and_sentence_together(session: EditingSession) -> None:
    takes(session, "ut r3; lev b2; mfr30 @ ut")
    marks(session, (UT, "right", graded(2)))
    assert note_of(session).objective == as_if_charted("ut r2; lev b2; mfr30 @ ut")
    marks(session, ("levator scapulae", "right", removed))
    assert [(one.area, one.side, one.grade) for one in findings(note_of(session))] == [
        (UT, "right", 2),
        ("levator scapulae", "left", 2),
    ]
    assert note_of(session).objective == as_if_charted("ut r2; lev l2; mfr30 @ ut")
    assert session.undo()
    assert note_of(session).objective == as_if_charted("ut r2; lev b2; mfr30 @ ut")


def test_new_marks_join_the_sentence_of_their_kind_before_the_treatment(session: EditingSession) -> None:
    takes(session, "ut r3; mfr30 @ ut")
    marks(session, ("levator scapulae", "left", graded(2)), ("rhomboids", "left", graded(1)))
    session.change(with_marks_taken(session, WORDS))
    note = note_of(session)
    assert note.objective == as_if_charted("ut r3; lev l2; rh l1; mfr30 @ ut")
    assert note.objective.count("uscle tension") == 1
    assert [one.area for one in findings(note)] == [UT, "levator scapulae", "rhomboids"]
    assert [one.text for one in note.provenance if one.section == "objective"] == [note.objective]
    assert note.facts is not None
    assert note.facts.lines == ("ut r3; mfr30 @ ut", "lev l2; rh l1")
    assert note.quick_line == ""
    marks(session, ("levator scapulae", "left", graded(4)))
    assert note_of(session).objective == as_if_charted("ut r3; lev l4; rh l1; mfr30 @ ut")
    assert [line.minutes for line in session.draft.visit.services] == [30]


def test_a_new_mark_of_another_kind_gets_a_sentence_of_its_own(session: EditingSession) -> None:
    takes(session, "ut r3")
    marks(
        session,
        ("levator scapulae", "left", graded(2)),
        ("sacrum", "", added("trigger points")),
    )
    session.change(with_marks_taken(session, WORDS))
    first, second = note_of(session).objective.splitlines()
    assert first == as_if_charted("ut r3; lev l2")
    assert "trigger points" in second
    assert sorted(one.area for one in findings(note_of(session))) == ["levator scapulae", "sacrum", UT]


def test_a_new_mark_leaves_a_sentence_that_somebody_wrote_over(session: EditingSession) -> None:
    takes(session, "ut r3")
    mine = note_of(session).objective.replace("grade 3", "grade 3 and ropy")
    session.type_text("objective", mine)
    marks(session, ("levator scapulae", "left", graded(2)))
    session.change(with_marks_taken(session, WORDS))
    first, second = note_of(session).objective.splitlines()
    assert first == mine
    assert "grade 2 in the left levator scapulae" in second
    assert len(findings(note_of(session))) == 2


def test_a_sentence_changed_by_hand_is_left_and_the_difference_is_told(session: EditingSession) -> None:
    takes(session, "ut r3")
    mine = note_of(session).objective.replace("grade 3", "grade 3 and ropy")
    session.type_text("objective", mine)
    marking = with_mark(session.draft, WORDS, UT, "right", graded(1))
    assert marking.note_differs
    assert marking.draft.visit.note.objective == mine
    assert findings(marking.draft.visit.note)[0].grade == 1


def test_the_last_mark_of_a_sentence_takes_the_sentence_and_its_origin_away(session: EditingSession) -> None:
    session.type_text("objective", "Posture even.")
    takes(session, "ut r3")
    marks(session, (UT, "right", removed))
    assert note_of(session).objective == "Posture even."
    assert [one for one in note_of(session).provenance if one.section == "objective"] == []


def test_a_killed_login_loses_no_mark(
    session: EditingSession,
    login: Callable[[str], ChartStore],
    kim: ChartStore,
) -> None:
    takes(session, "ut r3")
    marks(session, (UT, "right", graded(2)), ("rhomboids", "both", graded(4)))
    kim.close()
    head = unfinished(again := login("kim"))
    assert head is not None
    left = take_up(again, head)
    assert [(one.area, one.grade) for one in marks_of(note_of(left), WORDS)] == [(UT, 2), ("rhomboids", 4)]
    left.leave()


def test_the_last_visit_is_the_last_one_that_was_kept_and_has_marks(kim: ChartStore) -> None:
    days = (date(2026, 10, 1), date(2026, 10, 8), date(2026, 10, 15), TODAY)
    visits = [book(kim, "jane", read_booking("1100 jane 60"), day) for day in days]
    for visit, line in zip(visits, ("ut r3", "ut r1", "p4"), strict=False):
        earlier = open_for_writing(kim, "jane", visit.id)
        takes(earlier, line)
        if line == "ut r1":
            missed = earlier.draft.visit.model_copy(update={"state": VisitState.CANCELLED})
            earlier.change(earlier.draft.model_copy(update={"visit": missed}))
        earlier.leave()
    today = open_for_writing(kim, "jane", visits[-1].id)
    last = last_marked(today)
    assert last is not None
    assert last.date == days[0]
    today.leave()
