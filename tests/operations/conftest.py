from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.store.chart_store import ChartStore
from tests.clinic import TODAY, make_clinic, open_clinic


@pytest.fixture
def kim(tmp_path: Path) -> Iterator[ChartStore]:
    store = make_clinic(tmp_path / "clinic")
    yield store
    store.close()


@pytest.fixture
def login(kim: ChartStore) -> Iterator[Callable[[str], ChartStore]]:
    logins: list[ChartStore] = []

    def log_in(person: str) -> ChartStore:
        logins.append(open_clinic(kim.root, person))
        return logins[-1]

    yield log_in
    for store in logins:
        store.close()


@pytest.fixture
def session(kim: ChartStore) -> EditingSession:
    visit = book(kim, "jane", read_booking("1100 jane 60"), TODAY)
    return open_for_writing(kim, "jane", visit.id)
