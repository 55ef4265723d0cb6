from collections.abc import Iterator
from pathlib import Path

import pytest

from charting_tui.store.chart_store import ChartStore

from .claims import ready_clinic


@pytest.fixture
def robin(tmp_path: Path) -> Iterator[ChartStore]:
    """The biller, in a clinic with three claims that are ready."""
    store = ready_clinic(tmp_path / "clinic")
    yield store
    store.close()
