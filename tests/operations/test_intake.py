"""What a line or answers enter in the client's file, both ways alike, and how it is taken back."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.bookings.visit_state import set_kind
from charting_tui.operations.clients.client_file import read_known, save_file
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.guided_entry import Prompting, take
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.operations.visits.quick import read_line, take_line
from charting_tui.operations.visits.undo import undo_last_change
from charting_tui.records.chart import ClientFile
from charting_tui.records.coverage import Goal, PlanOfCare
from charting_tui.records.people import Consent
from charting_tui.records.visit import VisitKind
from charting_tui.store.chart_store import ChartStore
from tests.clinic import TODAY, make_clinic

ANSWERS = (
    "neck pain since a fall", "none known", "t", "7 desk", "-", "ut b3", "-", "-", "-", "mfr30 @ ut", "-",
    "tol", "drive 45 min / sleep through", "manual therapy, one session a visit", "1xw6", "902-945",
)  # fmt: skip
LINE = (
    "s: Reason for the visit: neck pain since a fall; s: Health history: none known; "
    "s: Written consent signed 11/23; p7 desk; ut b3; mfr30 @ ut; tol; "
    "p: Goals: drive 45 min / sleep through; p: Plan of care: manual therapy, one session a visit; 1xw6; "
    "902-945"
)


@pytest.fixture
def initial(tmp_path: Path) -> Iterator[Callable[[], EditingSession]]:
    """Give a first visit of a client without consent, in a clinic of its own."""
    opened: list[ChartStore] = []

    def seated() -> EditingSession:
        store = make_clinic(tmp_path / f"clinic{len(opened)}")
        opened.append(store)
        visit = book(store, "jane", read_booking("0900 jane 60"), TODAY)
        set_kind(store, "jane", visit.id, VisitKind.INITIAL)
        edit(store, lambda file: with_consent(file, None))
        return open_for_writing(store, "jane", visit.id)

    yield seated
    for store in opened:
        store.close()


def edit(store: ChartStore, change: Callable[[ClientFile], ClientFile]) -> None:
    known = read_known(store, "jane")
    save_file(store, known, change(known.file))


def with_consent(file: ClientFile, consent: Consent | None) -> ClientFile:
    return file.model_copy(update={"client": file.client.model_copy(update={"consent": consent})})


def file_of(session: EditingSession) -> ClientFile:
    return session.store.chart("jane").file


def taken(session: EditingSession, line: str = LINE) -> EditingSession:
    session.take(take_line(session, read_line(session, line)))
    return session


def test_prompts_and_quick_line_end_in_the_same_file_and_the_same_facts(
    initial: Callable[[], EditingSession],
) -> None:
    by_line, by_prompts = initial(), initial()
    taken(by_line)
    prompting = Prompting(by_prompts)
    for answer in ANSWERS:
        prompting.answer(answer)
    assert prompting.asked.current is None
    by_prompts.take(take(prompting))
    for one in (by_line, by_prompts):
        file = file_of(one)
        assert file.client.consent == Consent(signed_on=TODAY)
        (plan,) = file.plans
        assert plan.goals == (Goal(text="drive 45 min"), Goal(text="sleep through"))
        assert (plan.type, plan.amount) == ("manual therapy", "one session a visit")
        assert (plan.frequency, plan.duration) == ("once a week", "six weeks")
        assert one.chart.file == file
    told, answered = (one.draft.visit.note.facts for one in (by_line, by_prompts))
    assert told is not None
    assert answered is not None
    differing = {"lines", "verbatim"}
    assert told.model_dump(exclude=differing) == answered.model_dump(exclude=differing)


def test_a_follow_up_changes_no_goals_and_an_older_consent_replaces_no_newer(
    initial: Callable[[], EditingSession],
) -> None:
    session = initial()
    edit(session.store, lambda file: with_consent(file, Consent(signed_on=TODAY - timedelta(30))))
    plan = PlanOfCare(id="o1", goals=(Goal(text="drive"),))
    edit(session.store, lambda file: file.model_copy(update={"plans": (plan,)}))
    before = file_of(session)
    session.leave()
    set_kind(session.store, "jane", session.draft.visit.id, VisitKind.FOLLOW_UP)
    again = open_for_writing(session.store, "jane", session.draft.visit.id)
    taken(again, "p: Goals: as before; s: Written consent signed on 2026-01-05; s: Written consent signed")
    assert file_of(again) == before
    taken(again, "g1 60%; s: Written consent signed 2026-11-20")
    assert file_of(again).plans[0].goals == (Goal(text="drive", progress=60),)
    assert file_of(again).client.consent == Consent(signed_on=date(2026, 11, 20))


def test_taking_a_line_back_takes_back_what_it_entered_in_the_file(
    initial: Callable[[], EditingSession],
) -> None:
    session = initial()
    before = file_of(session)
    taken(session)
    assert file_of(session) != before
    assert (
        undo_last_change(session)
        == "Undone, including the consent and the plan of care in the client's chart."
    )
    assert file_of(session) == session.chart.file == before
    assert session.draft.visit.note.facts is None
    assert undo_last_change(session) is None


def test_an_entry_that_was_changed_meanwhile_stays_and_is_named(
    initial: Callable[[], EditingSession],
) -> None:
    session = taken(initial())
    revoked = Consent(signed_on=TODAY, revoked_on=TODAY)
    edit(session.store, lambda file: with_consent(file, revoked))
    assert undo_last_change(session) == (
        "Undone, including the plan of care in the client's chart. "
        "Still in the client's chart, which changed since: the consent. Fix it there."
    )
    assert file_of(session).client.consent == revoked
    assert file_of(session).plans == ()
    assert session.draft.visit.services == ()


def test_a_plan_that_others_work_with_by_now_stays_and_what_they_added_beside_it_too(
    initial: Callable[[], EditingSession],
) -> None:
    session = taken(initial(), "p: Goals: drive; 1xw6")
    (plan,) = file_of(session).plans
    sent = plan.model_copy(update={"sent_on": TODAY})
    edit(session.store, lambda file: file.model_copy(update={"plans": (sent,)}))
    assert undo_last_change(session) == (
        "Still in the client's chart, which changed since: the plan of care. Fix it there."
    )
    assert file_of(session).plans == (sent,)


def test_what_others_entered_besides_stays_where_an_entry_is_taken_back(
    initial: Callable[[], EditingSession],
) -> None:
    session = taken(initial(), "p: Goals: drive; 1xw6")
    other = PlanOfCare(id="o7", type="exercise")
    edit(session.store, lambda file: file.model_copy(update={"plans": (*file.plans, other)}))
    undo_last_change(session)
    assert file_of(session).plans == (other,)


def test_what_was_typed_beside_a_line_stays_where_the_line_is_undone(
    initial: Callable[[], EditingSession],
) -> None:
    session = taken(initial(), "s: Written consent signed t; mfr30 @ ut")
    session.type_text("plan", "Weekly.")
    session.type_text("subjective", f"{session.draft.visit.note.subjective} Slept well.")
    undo_last_change(session)
    assert session.draft.visit.note.plan == "Weekly."
    assert session.draft.visit.note.subjective == "Slept well."
    assert session.draft.visit.note.objective == ""
    assert session.draft.visit.services == ()
    assert file_of(session).client.consent is None


def test_words_of_a_line_that_were_changed_since_stay_and_so_does_the_file(
    initial: Callable[[], EditingSession],
) -> None:
    session = taken(initial(), "s: Written consent signed t; mfr30 @ ut")
    session.type_text("subjective", "Consent signed today.")
    assert undo_last_change(session) == (
        "You changed the text since, so it stays. Still in the client's chart: the consent. Fix it there."
    )
    assert file_of(session).client.consent == Consent(signed_on=TODAY)
    assert session.draft.visit.note.subjective == "Consent signed today."
    assert session.draft.visit.services == ()


def test_a_change_that_entered_nothing_says_nothing_of_the_file(
    initial: Callable[[], EditingSession],
) -> None:
    session = taken(initial(), "mfr30 @ ut")
    before = file_of(session)
    assert undo_last_change(session) == ""
    assert file_of(session) == before


def test_text_that_was_changed_since_is_said_to_stay(initial: Callable[[], EditingSession]) -> None:
    session = taken(initial(), "mfr30 @ ut")
    session.type_text("objective", "Myofascial release, half an hour.")
    assert undo_last_change(session) == "Undone, except for the text: you changed it since."
    assert session.draft.visit.services == ()
    assert session.draft.visit.note.objective == "Myofascial release, half an hour."
