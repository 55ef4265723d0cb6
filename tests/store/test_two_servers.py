import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from charting_tui.records.office import Office
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.joining import join_database
from charting_tui.store.journals.journal import DraftHead
from charting_tui.store.postgres.engine import PostgresEngine
from charting_tui.store.refusals import JournalTaken

from .conftest import NOON
from .databases import Server
from .records import edit, open_jane, said

pytestmark = pytest.mark.kills


def send(login: ChartStore) -> None:
    """Have a login look at the database once, as it does each second."""
    engine = login._engine
    assert isinstance(engine, PostgresEngine)
    engine.shared_drafts.send(login._drafts.opened())


@pytest.fixture
def here(server: Server, office: Office, tmp_path: Path) -> Iterator[ChartStore]:
    with ExitStack() as closing:
        url = server.new_database()
        store = ChartStore.create(
            tmp_path / "here", office, person="kim", read_clock=lambda: NOON, database=url
        )
        closing.callback(store.close)
        assert join_database(tmp_path / "there", url)
        yield store


@pytest.fixture
def there(here: ChartStore) -> Iterator[ChartStore]:
    store = ChartStore.open(here.root.parent / "there", person="kim", read_clock=lambda: NOON)
    yield store
    store.close()


@pytest.fixture
def charted(here: ChartStore) -> ChartStore:
    open_jane(here)
    return here


def typed_here(here: ChartStore, text: str) -> None:
    journal = here.open_journal("c1", "v1", 1)
    journal.splice("subjective", "", text)
    journal.cursor("subjective", 0, len(text))
    send(here)


def only(heads: list[DraftHead]) -> DraftHead:
    assert len(heads) == 1, heads
    return heads[0]


def test_a_person_goes_on_in_mid_sentence_on_another_server_when_the_first_is_lost(
    charted: ChartStore, there: ChartStore
) -> None:
    typed_here(charted, "Neck is stiff si")
    head = only(there.journals())
    assert (head.author, head.unsaved, head.owned) == ("kim", True, True)
    with pytest.raises(JournalTaken, match="open in another login"):
        there.adopt(head)
    lose(charted)
    journal = there.adopt(only(there.journals()))
    replay = journal.replay()
    assert replay.texts == {"subjective": "Neck is stiff si"}
    assert replay.cursor == ("subjective", 0, 16)
    send(there)
    assert [one.path for one in there.journals()] == [journal.path]


def test_what_went_on_elsewhere_is_not_offered_again_where_it_was_typed(
    charted: ChartStore, there: ChartStore
) -> None:
    typed_here(charted, "Neck is stiff si")
    path = only(charted.journals()).path
    lose(charted)
    there.adopt(only(there.journals())).close(discard=True)
    back = ChartStore.open(charted.root, person="kim", read_clock=lambda: NOON)
    assert back.journals() == []
    assert not path.exists()
    back.close()


def test_keys_that_never_left_the_first_server_are_still_offered_there(
    charted: ChartStore, there: ChartStore
) -> None:
    typed_here(charted, "Neck is stiff si")
    charted.open_journal("c1", "v1", 1).splice("subjective", "Neck is stiff si", "Neck is stiff since")
    lose(charted)
    there.adopt(only(there.journals())).close(discard=True)
    back = ChartStore.open(charted.root, person="kim", read_clock=lambda: NOON)
    assert back.adopt(only(back.journals())).replay().texts == {"subjective": "Neck is stiff since"}
    back.close()


def test_a_login_that_is_alive_on_another_server_is_asked_to_let_go(
    charted: ChartStore, there: ChartStore
) -> None:
    typed_here(charted, "Neck is stiff si")
    mine = charted.open_journal("c1", "v1", 1)
    with ThreadPoolExecutor(1) as thread:
        taking = thread.submit(there.take_over, only(there.journals()))
        while not mine.wanted():
            send(charted)
            if taking.done():
                taking.result()
        mine.close()
        send(charted)
        assert taking.result().replay().texts == {"subjective": "Neck is stiff si"}


def test_both_servers_see_one_chart_and_one_chain(charted: ChartStore, there: ChartStore) -> None:
    assert not there.changed()
    charted.commit(edit(charted, "typed here"))
    assert there.changed()
    there.commit(edit(there, "typed there"))
    assert said(charted) == "typed there"
    assert there.verify().sound
    assert there.verify().remarks == ()


def lose(login: ChartStore) -> None:
    """End a login as its machine would, and let the seconds pass in which it gave no sign."""
    for journal in login._drafts._open.values():
        assert journal._file is not None
        os.close(journal._file)
    login._drafts._open.clear()
    engine = login._engine
    assert isinstance(engine, PostgresEngine)
    engine.database.ask("UPDATE journals SET seen = seen - INTERVAL '1 minute'")
