from collections.abc import Callable
from datetime import timedelta

import pytest

from charting_tui.app import ChartingApp
from charting_tui.errors import BadInput, ChartingError, NotAllowed
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.bookings.visit_state import LATE_FEE, mark_visit, set_kind
from charting_tui.operations.signing.signing import sign
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.records.chart import Act, VisitFile
from charting_tui.records.claim import ClaimState
from charting_tui.records.visit import BillTo, Visit, VisitKind, VisitState
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.summary import Bucket, NoteState, VisitSummary
from tests.clinic import PIN, TODAY
from tests.keyboard import press

NOT_KEPT = (VisitState.NO_SHOW, VisitState.LATE_CANCEL, VisitState.CANCELLED)


@pytest.fixture
def visit(kim: ChartStore) -> Visit:
    practice = kim.office.practice.model_copy(update={"late_cancel_cents": 5000})
    kim.save_office(kim.office.model_copy(update={"practice": practice}))
    return book(kim, "jane", read_booking("1100 jane 60"), TODAY)


def kept(kim: ChartStore, visit: Visit) -> VisitFile:
    found = kim.chart("jane").visit(visit.id)
    assert found is not None
    return found


def row(kim: ChartStore) -> VisitSummary:
    (found,) = kim.summaries(client="jane")
    return found


@pytest.mark.parametrize("state", [VisitState.ARRIVED, *NOT_KEPT])
def test_a_mark_is_one_event_by_a_person_and_can_be_taken_back(
    kim: ChartStore, visit: Visit, login: Callable[[str], ChartStore], state: VisitState
) -> None:
    before = kept(kim, visit)
    mark_visit(login("robin"), "jane", visit.id, state)
    assert kept(kim, visit).visit.state is state
    last = kim.history("jane")[-1]
    assert (last.act, last.by, last.subject) == (Act.MARKED, "robin", visit.id)
    mark_visit(kim, "jane", visit.id, VisitState.BOOKED)
    after = kept(kim, visit)
    assert (after.visit, after.claim.lines, after.claim.total) == (before.visit, (), None)
    assert after.claim.payer == before.claim.payer
    assert kim.verify().sound


def test_a_mark_that_changes_nothing_is_no_event(kim: ChartStore, visit: Visit) -> None:
    mark_visit(kim, "jane", visit.id, VisitState.NO_SHOW)
    mark_visit(kim, "jane", visit.id, VisitState.NO_SHOW)
    assert [event.act for event in kim.history("jane")] == [Act.OPENED, Act.BOOKED, Act.MARKED]


def test_a_late_cancel_is_a_bill_to_the_client_that_is_ready_without_note_or_signature(
    kim: ChartStore, visit: Visit
) -> None:
    assert "$50.00" in mark_visit(kim, "jane", visit.id, VisitState.LATE_CANCEL)
    (line,) = kept(kim, visit).visit.services
    assert (line.code, line.bill_to) == (LATE_FEE, BillTo.CLIENT)
    (ready,) = kim.summaries(unbilled=True)
    assert (ready.bucket, ready.cents, ready.expected, ready.note) == (
        Bucket.READY,
        5000,
        False,
        NoteState.NONE,
    )
    assert (ready.payer, ready.causes, ready.billing) == ("", (), "open")
    tomorrow = book(kim, "jane", read_booking("1100 jane 60"), TODAY + timedelta(days=1))
    (next_one,) = [one for one in kim.summaries(client="jane") if one.visit == tomorrow.id]
    assert next_one.cents == 18000


def test_where_the_practice_has_no_fee_a_late_cancel_bills_nobody(kim: ChartStore, visit: Visit) -> None:
    practice = kim.office.practice.model_copy(update={"late_cancel_cents": None})
    kim.save_office(kim.office.model_copy(update={"practice": practice}))
    assert "no late-cancel fee" in mark_visit(kim, "jane", visit.id, VisitState.LATE_CANCEL)
    assert row(kim).bucket is None


def test_a_fee_that_was_handed_over_is_not_taken_back_by_a_mark(kim: ChartStore, visit: Visit) -> None:
    mark_visit(kim, "jane", visit.id, VisitState.LATE_CANCEL)
    sent = kept(kim, visit).claim.model_copy(update={"state": ClaimState.SENT})
    kim.commit(ChartChange(Act.BILLED, "jane", subject=visit.id, claim=sent))
    assert row(kim).bucket is Bucket.DONE
    with pytest.raises(NotAllowed, match="Cancel that bill"):
        mark_visit(kim, "jane", visit.id, VisitState.BOOKED)


def test_what_has_not_happened_yet_is_not_marked(kim: ChartStore) -> None:
    later = book(kim, "jane", read_booking("1100 jane 60"), TODAY + timedelta(days=1))
    for state in (VisitState.ARRIVED, VisitState.NO_SHOW):
        with pytest.raises(BadInput, match="only on or after that date"):
            mark_visit(kim, "jane", later.id, state)
    mark_visit(kim, "jane", later.id, VisitState.CANCELLED)


def test_a_visit_that_is_open_charted_or_signed_is_not_marked_as_missed(
    kim: ChartStore, session: EditingSession
) -> None:
    visit = session.draft.visit
    for refused in (VisitState.NO_SHOW, VisitState.ARRIVED):
        with pytest.raises(NotAllowed, match="kim has this visit open"):
            mark_visit(kim, "jane", visit.id, refused)
    session.type_text("plan", "weekly")
    session.save()
    session.let_go()
    kim.adopt(kim.journals()[0]).close(discard=True)
    for state in NOT_KEPT:
        with pytest.raises(NotAllowed, match="note or codes"):
            mark_visit(kim, "jane", visit.id, state)
    mark_visit(kim, "jane", visit.id, VisitState.ARRIVED)


@pytest.mark.parametrize("kind", list(VisitKind))
def test_what_a_visit_is_for_can_be_said(kim: ChartStore, visit: Visit, kind: VisitKind) -> None:
    set_kind(kim, "jane", visit.id, kind)
    assert kept(kim, visit).visit.kind is kind


def test_a_signed_visit_keeps_its_state_and_kind(
    kim: ChartStore, session: EditingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("charting_tui.operations.signing.signing.may_sign", lambda _session: "")
    sign(session, PIN)
    refusals: list[Callable[[], str]] = [
        lambda: mark_visit(kim, "jane", session.draft.visit.id, VisitState.BOOKED),
        lambda: set_kind(kim, "jane", session.draft.visit.id, VisitKind.DISCHARGE),
    ]
    for refusal in refusals:
        with pytest.raises(ChartingError, match="This visit is signed"):
            refusal()


async def test_two_keys_in_today_mark_a_visit_and_escape_changes_nothing(
    kim: ChartStore, visit: Visit
) -> None:
    app = ChartingApp(kim)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "s", "escape", "s", "l")
        assert kept(kim, visit).visit.state is VisitState.LATE_CANCEL
        await press(pilot, "s", "up", "up", "enter")
        assert kept(kim, visit).visit.state is VisitState.ARRIVED
        await press(pilot, "k", "d")
    assert kept(kim, visit).visit.kind is VisitKind.DISCHARGE
    assert [event.act for event in kim.history("jane")][-3:] == [Act.MARKED] * 3
