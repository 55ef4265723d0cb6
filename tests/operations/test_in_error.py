from pathlib import Path

import pytest

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.bookings.visit_state import mark_visit
from charting_tui.operations.signing.in_error import enter_in_error, why_not_in_error
from charting_tui.operations.signing.pins import choose_pin
from charting_tui.records.chart import VisitFile
from charting_tui.records.claim import ClaimState
from charting_tui.records.visit import VisitState
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.unbilled import is_unbilled
from tests.billing.claims import billers_login, ready_clinic
from tests.clinic import PIN, TODAY


@pytest.fixture
def owner(tmp_path: Path) -> ChartStore:
    ready_clinic(tmp_path / "ready", 1).close()
    store = billers_login(tmp_path / "ready", "kim")
    choose_pin(store, PIN)
    return store


def kept_in(store: ChartStore) -> VisitFile:
    kept = store.chart("c00").visit("v00")
    assert kept is not None
    return kept


def test_a_signed_visit_in_the_wrong_chart_stays_and_counts_for_nothing(owner: ChartStore) -> None:
    before = kept_in(owner)
    assert before.signed
    enter_in_error(owner, "c00", before, "wrong  client", PIN)
    after = kept_in(owner)
    assert after.signed == before.signed
    assert after.visit.state is VisitState.IN_ERROR
    assert (after.addenda[-1].reason, after.addenda[-1].by) == ("wrong client", "kim")
    assert after.claim.state is ClaimState.NOT_BILLABLE
    assert not [row for row in owner.summaries(client="c00") if is_unbilled(row, TODAY)]
    assert owner.history("c00")[-1].act.value == "entered in error"
    later = owner.chart("c00", visit="new")
    assert later.visits_before == {}
    assert owner.verify().sound
    owner.close()


def test_it_needs_a_reason_a_pin_and_who_signed_and_happens_once(owner: ChartStore) -> None:
    kept = kept_in(owner)
    with pytest.raises(BadInput, match="Type a reason"):
        enter_in_error(owner, "c00", kept, " ", PIN)
    with pytest.raises(BadInput, match="your PIN"):
        enter_in_error(owner, "c00", kept, "wrong client", "000000")
    robin = billers_login(owner.root)
    with pytest.raises(NotAllowed, match="Only the person who signed"):
        enter_in_error(robin, "c00", kept, "wrong client", PIN)
    robin.close()
    enter_in_error(owner, "c00", kept, "wrong client", PIN)
    assert "already" in why_not_in_error(owner, kept_in(owner))
    owner.close()


def test_a_draft_in_the_wrong_chart_is_marked_with_its_note(kim: ChartStore) -> None:
    visit = book(kim, "jane", read_booking("1100 jane 60"), TODAY)
    kept = kim.chart("jane").visit(visit.id)
    assert kept is not None
    note = kept.visit.note.model_copy(update={"plan": "weekly"})
    written = kept.visit.model_copy(update={"note": note})
    act = kim.history("jane")[-1].act
    kim.commit(ChartChange(act, "jane", visit=written, visit_revision=kept.revision))
    with pytest.raises(NotAllowed, match="took place"):
        mark_visit(kim, "jane", visit.id, VisitState.CANCELLED)
    mark_visit(kim, "jane", visit.id, VisitState.IN_ERROR)
    after = kim.chart("jane").visit(visit.id)
    assert after is not None
    assert (after.visit.state, after.visit.note.plan) == (VisitState.IN_ERROR, "weekly")
