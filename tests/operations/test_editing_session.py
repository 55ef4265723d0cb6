from collections.abc import Callable

import pytest

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.bookings.booking import Booking, book, read_booking
from charting_tui.operations.visits.editing import new_line, with_line, without_line
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.opening import WritingElsewhere, open_for_writing, take_up
from charting_tui.operations.visits.saving import both
from charting_tui.operations.visits.unfinished import unfinished
from charting_tui.records.chart import Act
from charting_tui.records.claim import ClaimLine, Draft
from charting_tui.records.office import Office
from charting_tui.records.people import Role
from charting_tui.records.visit import Visit
from charting_tui.store.chart_files.writing import ChartChange, Conflict
from charting_tui.store.chart_store import ChartStore
from tests.clinic import TODAY


def kept_visit(store: ChartStore, session: EditingSession) -> Visit:
    kept = store.chart("jane").visit(session.draft.visit.id)
    assert kept is not None
    return kept.visit


def add(session: EditingSession, code: str, minutes: int) -> None:
    line = new_line(code).model_copy(update={"minutes": minutes})
    session.change(with_line(session.draft, line, ClaimLine()))


def unassigned(store: ChartStore) -> Visit:
    visit = book(store, "jane", read_booking("1500 jane 30"), TODAY)
    nobodys = visit.model_copy(update={"therapist": ""})
    store.commit(ChartChange(store.history("jane")[-1].act, "jane", visit=nobodys, visit_revision=1))
    return nobodys


def test_typing_reaches_the_chart_on_leaving(kim: ChartStore, session: EditingSession) -> None:
    session.type_text("subjective", "sore")
    assert kept_visit(kim, session).note.subjective == ""
    session.leave()
    assert kept_visit(kim, session).note.subjective == "sore"
    assert kim.journals() == []


def test_undo_brings_a_line_back_and_keeps_what_was_typed_since(session: EditingSession) -> None:
    add(session, "97124", 30)
    session.change(without_line(session.draft, 0))
    session.type_text("plan", "weekly")
    assert session.undo()
    assert [line.code for line in session.draft.visit.services] == ["97124"]
    assert session.draft.visit.note.plan == "weekly"


def test_a_login_that_was_cut_off_goes_on_with_text_and_lines(
    session: EditingSession, login: Callable[[str], ChartStore], kim: ChartStore
) -> None:
    session.type_text("subjective", "sore")
    add(session, "97140", 45)
    session.type_text("subjective", "sore neck")
    kim.close()
    later = login("kim")
    head = unfinished(later)
    assert head is not None
    again = take_up(later, head)
    assert again.draft.visit.note.subjective == "sore neck"
    assert [line.minutes for line in again.draft.visit.services] == [45]
    again.leave()
    assert unfinished(later) is None


def test_the_same_visit_in_two_logins_of_one_person_is_refused_with_a_way_on(
    session: EditingSession, login: Callable[[str], ChartStore]
) -> None:
    with pytest.raises(WritingElsewhere) as refusal:
        open_for_writing(login("kim"), "jane", session.draft.visit.id)
    assert refusal.value.head.visit == session.draft.visit.id


def test_another_therapists_visit_and_a_billers_wish_are_refused(
    session: EditingSession, login: Callable[[str], ChartStore]
) -> None:
    for person, reason in (("lee", "another therapist"), ("robin", "Only therapists write notes")):
        with pytest.raises(NotAllowed, match=reason):
            open_for_writing(login(person), "jane", session.draft.visit.id)


def test_a_person_who_may_no_longer_write_does_not_go_on(
    kim: ChartStore, session: EditingSession, login: Callable[[str], ChartStore]
) -> None:
    session.type_text("subjective", "sore")
    office = kim.office
    biller = office.people[0].model_copy(update={"roles": (Role.BILLER,)})
    kim.save_office(
        Office(practice=office.practice, people=(biller, *office.people[1:]), payers=office.payers)
    )
    kim.close()
    later = login("kim")
    head = unfinished(later)
    assert head is not None
    with pytest.raises(NotAllowed, match="Only therapists write notes"):
        take_up(later, head)
    assert [left.unsaved for left in later.journals()] == [True]


def test_a_visit_for_nobody_becomes_the_writers_at_the_first_key_and_not_before(
    kim: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    visit = unassigned(kim)
    open_for_writing(kim, "jane", visit.id).leave()
    mine = open_for_writing(kim, "jane", visit.id)
    assert kept_visit(kim, mine).therapist == ""
    mine.type_text("subjective", "s")
    assert kept_visit(kim, mine).therapist == "kim"
    assert not mine.undo()
    with pytest.raises(NotAllowed, match="another therapist"):
        open_for_writing(login("lee"), "jane", visit.id)


def test_two_who_begin_the_same_visit_meet_a_conflict_and_both_texts_can_stand(
    kim: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    visit = unassigned(kim)
    lee = login("lee")
    mine, theirs = open_for_writing(kim, "jane", visit.id), open_for_writing(lee, "jane", visit.id)
    theirs.type_text("subjective", "left hip")
    theirs.save()
    with pytest.raises(Conflict) as conflict:
        mine.type_text("subjective", "right hip")
    saved = conflict.value.theirs
    assert saved.visit.note.subjective == "left hip"  # type: ignore[union-attr]
    assert mine.draft.visit.note.subjective == "right hip"
    stands = both(Draft(visit=saved.visit, claim=saved.claim), mine.draft)  # type: ignore[union-attr]
    mine.settle(stands, saved)  # type: ignore[arg-type]
    assert kept_visit(kim, mine).note.subjective == "left hip\nright hip"
    assert kept_visit(kim, mine).therapist == "lee"
    theirs.type_text("plan", "weekly")
    with pytest.raises(Conflict):
        theirs.save()


def test_a_dismissal_needs_a_reason_and_silences_its_finding_alone(
    kim: ChartStore, session: EditingSession
) -> None:
    add(session, "97140", 30)
    add(session, "97124", 30)
    found = next(one for one in session.findings() if one.rule == "C013")
    with pytest.raises(NotAllowed, match="needs a reason"):
        session.dismiss_finding(found, "  ")
    session.dismiss_finding(found, "The plan asked for both in writing.")
    assert "C013" not in {one.rule for one in session.findings()}
    session.change(without_line(session.draft, 1))
    add(session, "97124", 30)
    assert "C013" in {one.rule for one in session.findings()}
    kept = kim.chart("jane").visit(session.draft.visit.id)
    assert kept is not None
    assert [one.reason for one in kept.dismissals] == ["The plan asked for both in writing."]


def test_a_dismissal_can_be_taken_back_and_given_again(kim: ChartStore, session: EditingSession) -> None:
    add(session, "97140", 30)
    add(session, "97124", 30)
    found = next(one for one in session.findings() if one.rule == "C013")
    for reason in ("The plan asked for both.", "It does."):
        session.dismiss_finding(found, reason)
        standing, (aside,) = session.judged()
        assert "C013" not in {one.rule for one in standing}
        assert (aside.finding.rule, aside.dismissal.reason) == ("C013", reason)
        session.restore_finding(aside.dismissal)
        standing, none = session.judged()
        assert "C013" in {one.rule for one in standing}
        assert none == ()
    session.leave()
    acts = [event.act for event in kim.history("jane")]
    assert acts[-4:] == [Act.DISMISSED, Act.DISMISSAL_ENDED] * 2
    kept = kim.chart("jane").visit(session.draft.visit.id)
    assert kept is not None
    assert [one.taken_back for one in kept.dismissals] == [False, True, False, True]
    assert kim.verify().faults == ()
    again = open_for_writing(kim, "jane", session.draft.visit.id)
    assert "C013" in {one.rule for one in again.findings()}
    again.leave()


def test_arithmetic_cannot_be_dismissed(session: EditingSession) -> None:
    line = new_line("97124").model_copy(update={"minutes": 20})
    session.change(with_line(session.draft, line, ClaimLine(units=4)))
    found = next(one for one in session.findings() if one.rule == "T001")
    with pytest.raises(NotAllowed, match="arithmetic"):
        session.dismiss_finding(found, "because")


def test_a_booking_for_nobody_in_particular_asks_a_biller_whose_it_is(
    login: Callable[[str], ChartStore],
) -> None:
    robin = login("robin")
    line = read_booking("1430 jane 60")
    with pytest.raises(BadInput, match="kim, lee"):
        book(robin, "jane", line, TODAY)
    named: Booking = read_booking("1430 jane 60 lee", ("kim", "lee"))
    assert (named.client_words, named.minutes, named.therapist) == ("jane", 60, "lee")
    assert book(robin, "jane", named, TODAY).therapist == "lee"
