from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from charting_tui.store.chart_files.writing import Conflict
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.locks import Locks
from charting_tui.store.refusals import Busy

from .processes import Tell, fork
from .records import edit, one_word_more, said

pytestmark = [pytest.mark.both_engines, pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")]


@pytest.mark.kills
def test_two_processes_that_write_one_visit_lose_nothing(charted: ChartStore) -> None:
    charted.commit(edit(charted, "start"))

    def writer(mark: str) -> Callable[[Tell], None]:
        def work(tell: Tell) -> None:
            child = ChartStore.open(charted.root, person="kim", read_clock=lambda: datetime.now(UTC))
            for number in range(20):
                while True:
                    change = one_word_more(child, f"{mark}{number}")
                    try:
                        child.commit(change)
                        break
                    except Conflict as conflict:
                        tell(type(conflict.theirs).__name__)

        return work

    children = [fork(writer("a")), fork(writer("b"))]
    told = [child.lines() for child in children]
    assert [child.ended() for child in children] == [0, 0], told
    assert {line for lines in told for line in lines} <= {"VisitFile"}
    words = said(charted).split()
    assert [word for word in words if word[0] == "a"] == [f"a{number}" for number in range(20)]
    assert [word for word in words if word[0] == "b"] == [f"b{number}" for number in range(20)]
    assert len(words) == 41
    assert charted.verify().faults == ()


@pytest.mark.kills
def test_two_processes_that_write_two_visits_of_one_chart_lose_nothing(charted: ChartStore) -> None:
    def writer(visit: str) -> Callable[[Tell], None]:
        def work(_tell: Tell) -> None:
            child = ChartStore.open(charted.root, person="kim", read_clock=lambda: datetime.now(UTC))
            for number in range(20):
                child.commit(edit(child, str(number), visit))

        return work

    children = [fork(writer("va")), fork(writer("vb"))]
    told = [child.lines() for child in children]
    assert [child.ended() for child in children] == [0, 0], told
    assert (said(charted, "va"), said(charted, "vb")) == ("19", "19")
    assert len(charted.history("c1")) == 42
    assert charted.verify().sound
    assert charted.verify().remarks == ()


def test_a_wait_for_a_lock_is_given_up_and_the_late_lock_is_given_back(charted: ChartStore) -> None:
    folder = charted.root / "locks"
    with Locks(folder).held("x"):
        with pytest.raises(Busy, match="Your text is kept"), Locks(folder, patience=0.05).held("x"):
            pass
        assert True
    with Locks(folder, patience=5).held("x"):
        pass


def test_another_logins_save_is_noticed(charted: ChartStore, login: Callable[[str], ChartStore]) -> None:
    lee = login("lee")
    assert not lee.changed()
    charted.commit(edit(charted, "news"))
    assert lee.changed()
    assert not lee.changed()
    assert not charted.changed()
