from collections.abc import Callable

import pytest

from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.opening import open_for_writing, take_up
from charting_tui.store.chart_files.writing import Conflict
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.journals.typing_state import Words
from charting_tui.store.refusals import JournalTaken

from .lost_logins import adds, kill, opened_beside, said

Login = Callable[[str], ChartStore]


def opened(store: ChartStore, visit: str) -> EditingSession:
    return open_for_writing(store, "jane", visit)


def test_older_text_that_a_login_takes_up_after_its_own_save_outlives_that_login(
    session: EditingSession, kim: ChartStore, login: Login
) -> None:
    visit = session.draft.visit.id
    second = login("kim")
    mine = opened_beside(second, visit)
    adds(mine, "saved long before by the second login. ")
    mine.leave()
    adds(session, "old")
    kill(kim)
    assert said(opened(second, visit)) == "old"
    kill(second)
    assert said(opened(login("kim"), visit)) == "old"


def test_what_is_typed_over_adopted_text_and_after_its_save_outlives_a_kill(
    session: EditingSession, kim: ChartStore, login: Login
) -> None:
    visit, second = session.draft.visit.id, login("kim")
    adds(session, "one ")
    kill(kim)
    for word in ("two ", "three "):
        mine = opened(second, visit)
        adds(mine, word)
        mine.save()
        adds(mine, "more ")
        kill(second)
    assert said(opened(login("kim"), visit)) == "one two more three more "


def test_a_login_that_comes_back_to_what_it_let_go_of_numbers_its_keys_anew(
    session: EditingSession, kim: ChartStore, login: Login
) -> None:
    visit = session.draft.visit.id
    for letter in "saved":
        adds(session, letter)
    session.save()
    session.let_go()
    adds(opened(kim, visit), "!")
    kill(kim)
    assert [head.unsaved for head in login("kim").journals(visit)] == [True]
    assert said(opened(login("kim"), visit)) == "saved!"


def test_older_text_does_not_overwrite_what_the_login_saved_that_takes_it_up(
    session: EditingSession, kim: ChartStore, login: Login
) -> None:
    visit, second = session.draft.visit.id, login("kim")
    adds(session, "old")
    mine = opened_beside(second, visit)
    adds(mine, "new")
    mine.leave()
    kill(kim)
    opened(second, visit)
    kill(second)
    with pytest.raises(Conflict) as conflict:
        opened(login("kim"), visit).save()
    assert conflict.value.theirs.visit.note.subjective == "new"  # type: ignore[union-attr]


def test_two_journals_of_two_lost_logins_are_taken_up_one_after_the_other(
    session: EditingSession, kim: ChartStore, login: Login
) -> None:
    visit, second, third = session.draft.visit.id, login("kim"), login("kim")
    adds(session, "first")
    adds(opened_beside(second, visit), "second")
    kill(kim)
    kill(second)
    texts = []
    for _ in range(2):
        mine = opened(third, visit)
        texts.append(said(mine))
        try:
            mine.leave()
        except Conflict as conflict:
            mine.settle(mine.draft, conflict.theirs)  # type: ignore[arg-type]
            mine.leave()
    assert sorted(texts) == ["first", "second"]
    assert third.journals() == []


def test_words_in_an_open_dialog_are_not_given_up_for_older_text(
    session: EditingSession, kim: ChartStore, login: Login
) -> None:
    visit, second = session.draft.visit.id, login("kim")
    adds(session, "old")
    kill(kim)
    mine = opened_beside(second, visit)
    mine.kept_words("times").keep(Words({"text": "3o"}))
    (older,) = (head for head in second.journals(visit) if head.unsaved)
    with pytest.raises(JournalTaken):
        take_up(second, older)
    assert [*mine.asked] == ["times"]


def test_text_that_is_still_being_written_is_not_taken_and_costs_nothing_of_ones_own(
    session: EditingSession, login: Login
) -> None:
    visit, second = session.draft.visit.id, login("kim")
    adds(session, "alive")
    mine = opened_beside(second, visit)
    (other,) = (head for head in second.journals(visit) if head.owned)
    with pytest.raises(JournalTaken):
        take_up(second, other)
    adds(mine, "goes on")
    kill(second)
    assert sorted(head.unsaved for head in login("kim").journals(visit)) == [True, True]


def test_a_journal_whose_text_is_saved_goes_on_over_what_others_saved_since(
    session: EditingSession, kim: ChartStore, login: Login
) -> None:
    visit = session.draft.visit.id
    adds(session, "one ")
    session.save()
    kill(kim)
    elsewhere = login("kim")
    other = opened_beside(elsewhere, visit)
    adds(other, "two ")
    other.leave()
    mine = opened(login("kim"), visit)
    adds(mine, "three")
    mine.leave()
    assert said(opened(elsewhere, visit)) == "one two three"
