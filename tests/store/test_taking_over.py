import os
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from charting_tui.errors import NotAllowed
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.journals.journal import Journal
from charting_tui.store.journals.journal_file import asking_for
from charting_tui.store.refusals import JournalTaken

from .processes import Tell, fork
from .records import said
from .typing_hands import save, type_in

pytestmark = [pytest.mark.both_engines, pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")]

Answer = Callable[[ChartStore, Journal], object]


def writes_and_answers(store: ChartStore, answer: Answer) -> Callable[[Tell], None]:
    def work(tell: Tell) -> None:
        child = ChartStore.open(store.root, person="kim", read_clock=lambda: datetime.now(UTC))
        journal = child.open_journal("c1", "v1", 1)
        text = type_in(journal, "typed ")
        tell("typing")
        while not journal.wanted():
            text = type_in(journal, ".", text)
            time.sleep(0.001)
        answer(child, journal)
        tell(text)

    return work


@pytest.mark.kills
def test_a_login_that_is_alive_lets_go_and_its_text_is_taken_over(charted: ChartStore) -> None:
    child = fork(writes_and_answers(charted, lambda _, journal: journal.close()))
    child.next_line()
    (head,) = charted.drafts()
    assert head.owned
    journal = charted.take_over(head)
    (text,) = child.lines()
    assert child.ended() == 0
    assert journal.replay().texts == {"subjective": text}
    assert not journal.wanted()
    type_in(journal, "!", text)
    (mine,) = charted.drafts()
    assert mine.path == journal.path
    assert sorted(path.name for path in (charted.root / "drafts").iterdir()) == [journal.path.name]


@pytest.mark.kills
def test_a_login_that_saves_and_leaves_meanwhile_leaves_nothing_to_take(charted: ChartStore) -> None:
    def leave(store: ChartStore, journal: Journal) -> None:
        save(store, journal, "saved there")
        journal.close(discard=True)

    child = fork(writes_and_answers(charted, leave))
    child.next_line()
    with pytest.raises(JournalTaken, match="Open the visit again"):
        charted.take_over(charted.drafts()[0])
    child.lines()
    assert child.ended() == 0
    assert said(charted) == "saved there"
    assert list((charted.root / "drafts").iterdir()) == []


@pytest.mark.kills
def test_a_login_that_hangs_keeps_its_text_and_is_asked_no_longer(charted: ChartStore) -> None:
    child = fork(writes_and_answers(charted, lambda _, journal: journal.close()))
    child.next_line()
    os.kill(child.pid, signal.SIGSTOP)
    (head,) = charted.drafts()
    before = head.path.read_bytes()
    with pytest.raises(JournalTaken, match="Close it, then open"):
        charted.take_over(head, patience=0.2)
    assert head.path.read_bytes() == before
    assert [path.name for path in (charted.root / "drafts").iterdir()] == [head.path.name]
    child.kill()
    child.lines()
    child.ended()
    assert charted.take_over(charted.drafts()[0]).replay().texts["subjective"].startswith("typed ")


@pytest.mark.kills
def test_a_request_of_a_login_that_was_killed_asks_for_nothing(charted: ChartStore) -> None:
    journal = charted.open_journal("c1", "v1", 1)
    type_in(journal, "mine")

    def asks(_tell: Tell) -> None:
        with asking_for(journal.path):
            _tell("asking")
            signal.pause()

    child = fork(asks)
    child.next_line()
    assert journal.wanted()
    charted.drafts()
    assert journal.wanted()
    child.kill()
    child.lines()
    child.ended()
    assert not journal.wanted()
    charted.drafts()
    assert [path.name for path in (charted.root / "drafts").iterdir()] == [journal.path.name]


def test_only_ones_own_text_is_asked_for(charted: ChartStore, login: Callable[[str], ChartStore]) -> None:
    journal = login("lee").open_journal("c1", "v1", 1)
    type_in(journal, "mine")
    with pytest.raises(NotAllowed, match="lee"):
        charted.take_over(charted.drafts()[0])
    assert not journal.wanted()


def test_a_login_that_typed_on_the_visit_itself_asks_nobody(
    charted: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    other = login("kim").open_journal("c1", "v1", 1)
    type_in(other, "older")
    (head,) = charted.drafts()
    type_in(charted.open_journal("c1", "v1", 1), "newer")
    with pytest.raises(JournalTaken, match="already typed on this visit"):
        charted.take_over(head)
    assert not other.wanted()


def test_two_logins_do_not_ask_for_one_text_at_a_time(
    charted: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    other = login("kim").open_journal("c1", "v1", 1)
    type_in(other, "text")
    (head,) = charted.drafts()
    with asking_for(head.path), pytest.raises(JournalTaken, match="right now"):
        charted.take_over(head, patience=0.1)
    assert not other.wanted()
