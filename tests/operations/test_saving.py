import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.signing.signing import sign
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.opening import (
    open_for_writing,
    take_over,
    take_up,
    who_else_writes,
)
from charting_tui.operations.visits.unfinished import unfinished
from charting_tui.records.chart import Act, VisitFile
from charting_tui.records.visit import Visit, VisitState
from charting_tui.store.chart_files.writing import ChartChange, Conflict
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.refusals import NotSaved
from tests.clinic import NOW, PIN, TODAY
from tests.held_disk import HeldDisk
from tests.store.processes import Tell, fork

pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


@pytest.fixture
def disk() -> HeldDisk:
    return HeldDisk()


@pytest.fixture
def slow(kim: ChartStore, disk: HeldDisk) -> Iterator[ChartStore]:
    store = ChartStore.open(kim.root, person="kim", read_clock=lambda: NOW, disk=disk)
    yield store
    store.close()


@pytest.fixture
def booked(kim: ChartStore) -> Visit:
    return book(kim, "jane", read_booking("1100 jane 60"), TODAY)


@pytest.fixture
def writing(slow: ChartStore, booked: Visit) -> EditingSession:
    return open_for_writing(slow, "jane", booked.id)


def kept(store: ChartStore, visit: Visit) -> VisitFile:
    found = store.chart("jane").visit(visit.id)
    assert found is not None
    return found


def begun(session: EditingSession, disk: HeldDisk, text: str) -> None:
    session.type_text("subjective", text)
    disk.hold()
    session.begin_save(lambda: None)
    disk.wait_until_held()


def test_what_is_typed_while_a_save_is_under_way_is_in_the_journal_and_in_the_next_save(
    kim: ChartStore, writing: EditingSession, disk: HeldDisk, booked: Visit
) -> None:
    begun(writing, disk, "sore")
    writing.type_text("subjective", "sore neck")
    assert writing.saving
    assert kept(kim, booked).visit.note.subjective == ""
    disk.go_on()
    writing.end_save()
    assert kept(kim, booked).visit.note.subjective == "sore"
    assert writing.unsaved
    (left,) = kim.journals()
    assert (left.unsaved, left.base_revision) == (True, kept(kim, booked).revision)
    writing.leave()
    assert kept(kim, booked).visit.note.subjective == "sore neck"
    assert kim.journals() == []


def test_who_began_a_save_is_told_when_it_is_over(writing: EditingSession) -> None:
    told = threading.Event()
    writing.type_text("subjective", "sore")
    writing.begin_save(told.set)
    assert told.wait(30)
    writing.end_save()
    assert not writing.unsaved


def leaves(session: EditingSession) -> None:
    session.leave()


def signs(session: EditingSession) -> None:
    sign(session, PIN)


def settles(session: EditingSession) -> None:
    session.save()


@pytest.mark.parametrize("act", [leaves, signs, settles])
def test_another_save_waits_for_the_one_under_way(
    kim: ChartStore,
    writing: EditingSession,
    disk: HeldDisk,
    booked: Visit,
    act: Callable[[EditingSession], None],
) -> None:
    begun(writing, disk, "sore")
    writing.type_text("subjective", "sore neck")
    with ThreadPoolExecutor(1) as other:
        waits = other.submit(act, writing)
        disk.go_on()
        waits.result()
    assert kept(kim, booked).visit.note.subjective == "sore neck"
    assert [event.act for event in kim.history("jane")][-2:] in (
        [Act.EDITED, Act.EDITED],
        [Act.EDITED, Act.SIGNED],
    )
    assert kim.verify().faults == ()


def test_a_conflict_comes_when_the_save_is_over_and_again_with_the_next(
    kim: ChartStore, writing: EditingSession, booked: Visit
) -> None:
    theirs = booked.model_copy(update={"state": VisitState.ARRIVED})
    kim.commit(ChartChange(Act.EDITED, "jane", visit=theirs, visit_revision=kept(kim, booked).revision))
    writing.type_text("subjective", "sore")
    writing.begin_save(lambda: None)
    with pytest.raises(Conflict):
        writing.end_save()
    writing.begin_save(lambda: None)
    with pytest.raises(Conflict) as conflict:
        writing.leave()
    writing.settle(writing.draft, conflict.value.theirs)  # type: ignore[arg-type]
    assert kept(kim, booked).visit.note.subjective == "sore"


def test_another_login_that_takes_the_visit_over_gets_what_was_typed_while_it_was_saved(
    writing: EditingSession, disk: HeldDisk, login: Callable[[str], ChartStore]
) -> None:
    begun(writing, disk, "sore")
    writing.type_text("subjective", "sore neck")
    later = login("kim")
    (head,) = later.journals()
    with ThreadPoolExecutor(2) as threads:
        taken = threads.submit(take_over, later, head)
        while not writing.wanted:
            pass
        gone = threads.submit(writing.let_go)
        disk.go_on()
        gone.result()
        again = taken.result()
    assert again.draft.visit.note.subjective == "sore neck"
    again.leave()
    assert kept(later, again.draft.visit).visit.note.subjective == "sore neck"


@pytest.mark.kills
@pytest.mark.parametrize(("step", "in_chart"), [("replace", ""), ("sync_folder", "sore")])
def test_a_login_killed_in_a_save_leaves_every_key_to_the_next(
    kim: ChartStore, booked: Visit, login: Callable[[str], ChartStore], step: str, in_chart: str
) -> None:
    def writes(tell: Tell) -> None:
        disk = HeldDisk()
        store = ChartStore.open(kim.root, person="kim", read_clock=lambda: NOW, disk=disk)
        session = open_for_writing(store, "jane", booked.id)
        session.type_text("subjective", "sore")
        disk.hold(step)
        session.begin_save(lambda: None)
        disk.wait_until_held()
        session.type_text("subjective", "sore neck, é")
        session.type_text("plan", "weekly")
        tell("typed")
        session.end_save()

    child = fork(writes)
    assert child.next_line() == "typed"
    child.kill()
    assert child.ended() == -signal.SIGKILL
    later = login("kim")
    assert kept(later, booked).visit.note.subjective == in_chart
    head = unfinished(later)
    assert head is not None
    again = take_up(later, head)
    assert again.draft.visit.note.subjective == "sore neck, é"
    assert again.draft.visit.note.plan == "weekly"
    again.leave()
    assert kept(later, booked).visit.note.plan == "weekly"
    assert later.verify().faults == ()


def test_a_refused_save_leaves_the_visit_unsaved_and_the_next_may_succeed(
    kim: ChartStore, writing: EditingSession, disk: HeldDisk, booked: Visit
) -> None:
    begun(writing, disk, "sore")
    disk.go_on(full=True)
    with pytest.raises(NotSaved, match="disk is full"):
        writing.end_save()
    assert writing.unsaved
    writing.save()
    assert kept(kim, booked).visit.note.subjective == "sore"


def test_two_logins_in_one_visit_are_told_of_each_other(
    kim: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    visit = Visit(id="unassigned", date=TODAY)
    kim.commit(ChartChange(Act.BOOKED, "jane", visit=visit))
    lee = login("lee")
    session = open_for_writing(kim, "jane", visit.id)
    assert who_else_writes(kim, visit.id) == ""
    assert who_else_writes(lee, visit.id) == "Kim Vale has had this visit open since 12:00 PM."
    open_for_writing(lee, "jane", visit.id)
    assert who_else_writes(kim, visit.id).startswith("Lee Marsh has had this visit open")
    session.leave()
    assert who_else_writes(lee, visit.id) == ""
