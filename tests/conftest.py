"""What holds for every test: the clinic most of them begin in, and time enough on any machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from charting_tui.acts.booking import book, read_booking

from .clinic import TODAY, make_clinic

# No property may fail because the machine was slow for a moment.
settings.register_profile("any-machine", deadline=None)
settings.load_profile("any-machine")


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """Jane is booked today at 11:00 with Kim; nothing is written yet. No fault may pass unseen."""
    folder = tmp_path / "clinic"
    store = make_clinic(folder)
    book(store, "jane", read_booking("1100 jane 60"), TODAY)
    store.close()
    yield folder
    log = folder / "crash.log"
    assert not log.exists(), log.read_text()
