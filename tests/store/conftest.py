import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from charting_tui.records.office import Office
from charting_tui.records.people import Practice, Therapist
from charting_tui.store.chart_store import ChartStore

from .databases import Server, free_port, in_memory, programs
from .records import open_jane

NOON = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "clinic"


@pytest.fixture
def office() -> Office:
    return Office(
        practice=Practice(name="Quiet Hands", made_for="test"),
        people=(Therapist(id="kim", name="Kim Vale"), Therapist(id="lee", name="Lee Marsh")),
    )


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server for all tests of this process."""
    if programs() is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with tempfile.TemporaryDirectory(prefix="charting-pg-", dir=in_memory()) as folder:
        made = Server(Path(folder) / "server", free_port()).make().start()
        yield made
        made.stop("immediate")


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """Where the charts are: files, or with ``both_engines`` also a database of the test's own."""
    if getattr(request, "param", "files") == "files":
        return ""
    server: Server = request.getfixturevalue("server")
    return server.new_database()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what is marked ``both_engines`` on files and on PostgreSQL: one and the same test."""
    marker = metafunc.definition.get_closest_marker
    if marker("both_engines") and not marker("of_files") and "database" in metafunc.fixturenames:
        engines = ["files", pytest.param("postgres", marks=pytest.mark.long)]
        metafunc.parametrize("database", engines, indirect=True)


@pytest.fixture
def store(root: Path, office: Office, database: str) -> Iterator[ChartStore]:
    opened = ChartStore.create(root, office, person="kim", read_clock=lambda: NOON, database=database)
    yield opened
    opened.close()


@pytest.fixture
def login(store: ChartStore) -> Iterator[Callable[[str], ChartStore]]:
    logins: list[ChartStore] = []

    def log_in(person: str) -> ChartStore:
        logins.append(ChartStore.open(store.root, person=person, read_clock=lambda: NOON))
        return logins[-1]

    yield log_in
    for one in logins:
        one.close()


@pytest.fixture
def charted(store: ChartStore) -> ChartStore:
    open_jane(store)
    return store
