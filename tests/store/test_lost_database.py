import os
import random
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from charting_tui.records.office import Office
from charting_tui.store import postgres
from charting_tui.store.chart_files.writing import Conflict
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.postgres.database import Unit
from charting_tui.store.postgres.engine import PostgresEngine
from charting_tui.store.refusals import Busy, NotSaved, StoreAway

from .conftest import NOON
from .databases import Server, free_port, in_memory, programs
from .processes import Child, Tell, fork
from .records import edit, one_word_more, open_jane, revision, said

pytestmark = [pytest.mark.kills, pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")]
ROUNDS = int(os.environ.get("CHARTING_DATABASE_KILLS", "10"))
"""Ends of the program, and as many of the server."""
ROLES = Path(postgres.__file__).with_name("roles.sql")


@pytest.fixture
def charted(server: Server, office: Office, root: Path) -> Iterator[ChartStore]:
    store = ChartStore.create(
        root, office, person="kim", read_clock=lambda: NOON, database=server.new_database()
    )
    open_jane(store)
    yield store
    store.close()


@contextmanager
def answer_lost(monkeypatch: pytest.MonkeyPatch, *, before: bool) -> Iterator[None]:
    """Cut the connection over the next commit, before the database hears of it or after it is durable."""
    commit = Unit.commit

    def cut(unit: Unit) -> None:
        monkeypatch.undo()
        if not before:
            commit(unit)
        unit.connection.close()
        unit.fault = StoreAway()
        raise unit.fault

    monkeypatch.setattr(Unit, "commit", cut)
    yield


def test_a_save_whose_answer_was_lost_is_found_and_not_made_twice(
    charted: ChartStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with answer_lost(monkeypatch, before=False):
        done = charted.commit(edit(charted, "second"))
    assert (done.event, done.visit_revision) == (3, 2)
    assert len(charted.history("c1")) == 3
    assert charted.verify().sound


def test_a_save_that_never_arrived_is_told_and_can_be_made_again(
    charted: ChartStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = edit(charted, "second")
    with answer_lost(monkeypatch, before=True), pytest.raises(StoreAway):
        charted.commit(change)
    assert said(charted) == "first words"
    charted.commit(change)
    assert len(charted.history("c1")) == 3


@pytest.mark.parametrize("more", ["", " and more"])
def test_a_save_of_which_nobody_could_tell_goes_on_from_what_is_there(
    charted: ChartStore, monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    change = edit(charted, "second")
    monkeypatch.setattr("charting_tui.store.postgres.database._SETTLE_WITHIN", 0)
    with answer_lost(monkeypatch, before=False), monkeypatch.context() as away:
        away.setattr(
            "charting_tui.store.postgres.database.Database.happened",
            lambda *_: (_ for _ in ()).throw(StoreAway()),
        )
        with pytest.raises(StoreAway):
            charted.commit(change)
    typed_on = edit(charted, f"second{more}")
    again = charted.commit(replace(typed_on, visit_revision=change.visit_revision))
    assert again.visit_revision == (3 if more else 2)
    assert said(charted) == f"second{more}"
    assert len(charted.history("c1")) == (4 if more else 3)


def test_a_chart_that_another_login_holds_is_told_after_a_while(
    charted: ChartStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("charting_tui.store.postgres.database.PATIENCE", 0.05)
    other = ChartStore.open(charted.root, person="lee", read_clock=lambda: NOON)
    with other._locks.chart("c1"), pytest.raises(Busy, match="Your text is kept"):
        charted.commit(edit(charted, "second"))
    other.close()
    assert revision(charted) == 1


def test_whoever_writes_may_only_add_to_the_chain(charted: ChartStore, server: Server) -> None:
    address = charted.root / "database"
    place = address.read_text().split()[0].rpartition("3D")[2]
    server.execute("DO $$ BEGIN CREATE ROLE writer LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    server.execute(f"GRANT USAGE ON SCHEMA {place} TO writer; SET search_path = {place}; {ROLES.read_text()}")
    server.execute("GRANT charting_writer TO writer")
    address.write_text(address.read_text().replace("charting@", "writer@"))
    writes = ChartStore.open(charted.root, person="kim", read_clock=lambda: NOON)
    writes.commit(edit(writes, "second"))
    assert writes.verify().sound
    engine = writes._engine
    assert isinstance(engine, PostgresEngine)
    for text in ("DELETE FROM chain", "UPDATE chain SET line = ''", "DROP TABLE chain", "TRUNCATE chain"):
        with pytest.raises(NotSaved, match="doesn't let this login"):
            engine.database.ask(text)
    writes.close()


def writer(root: Path, mark: str) -> Callable[[Tell], None]:
    """Return what saves one word after another into Jane's chart, and tells of each that was acknowledged."""

    def work(tell: Tell) -> None:
        store = None
        number = 0
        pause = threading.Event()
        while True:
            with suppress(StoreAway, Conflict, Busy):
                store = store or ChartStore.open(root, person="kim", read_clock=lambda: NOON, repair=False)
                change = one_word_more(store, f"{mark}{number}")
                while True:
                    with suppress(StoreAway, Busy):
                        store.commit(change)
                        break
                    pause.wait(0.02)
                tell(f"{mark}{number}")
                number += 1

    return work


def told_before_its_end(child: Child, count: int) -> list[str]:
    """Let a child tell so many words, end it, and return all it told."""
    told = [child.next_line() for _ in range(count)]
    child.kill()
    told += child.lines()
    child.ended()
    return told


def test_a_program_that_is_ended_at_any_moment_loses_and_doubles_nothing(charted: ChartStore) -> None:
    choose = random.Random(1)
    acknowledged: list[str] = []
    for number in range(ROUNDS):
        child = fork(writer(charted.root, f"p{number}-"))
        acknowledged += told_before_its_end(child, choose.randrange(3))
    words = said(charted).split()[2:]
    assert len(words) == len(set(words))
    assert set(acknowledged) <= set(words)
    assert charted.verify().faults == ()
    shown = charted.summaries()
    charted.reindex()
    assert charted.summaries() == shown


@contextmanager
def at_work(child: Child) -> Iterator[Child]:
    """Give a child that is ended with the block, if it has not ended before."""
    try:
        yield child
    except BaseException:
        child.kill()
        raise


@pytest.fixture
def durable() -> Iterator[Server]:
    """A server that keeps what it acknowledged, whenever it is ended."""
    if programs() is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with (
        tempfile.TemporaryDirectory(prefix="charting-pg-", dir=in_memory()) as folder,
        ExitStack() as closing,
    ):
        made = Server(Path(folder) / "server", free_port(), "fsync=on").make().start()
        closing.callback(lambda: made.stop("immediate") if made.is_up else None)
        yield made


def test_a_server_that_is_ended_at_any_moment_loses_and_doubles_nothing(
    durable: Server, office: Office, root: Path
) -> None:
    store = ChartStore.create(
        root, office, person="kim", read_clock=lambda: NOON, database=durable.new_database()
    )
    open_jane(store)
    choose = random.Random(2)
    acknowledged: list[str] = []
    with at_work(fork(writer(root, "s"))) as child:
        for _ in range(ROUNDS):
            acknowledged += [child.next_line() for _ in range(choose.randrange(1, 4))]
            durable.kill()
            durable.start()
        acknowledged += told_before_its_end(child, 1)
    words = said(store).split()[2:]
    assert len(words) == len(set(words))
    assert set(acknowledged) <= set(words)
    assert [word for word in words if word in acknowledged] == acknowledged
    verdict = store.verify()
    assert (verdict.faults, verdict.remarks) == ((), ())
    store.close()
