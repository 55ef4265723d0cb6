import os
from collections.abc import Callable
from pathlib import Path

import pytest

from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.rows import rules_stamp


def test_rows_are_made_with_rules_and_tables_of_one_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "payers.json"
    table.write_text("{}")
    monkeypatch.setattr("charting_tui.store.indexing.rows.data_folder", lambda: tmp_path)
    before = rules_stamp()
    assert rules_stamp() == before
    table.write_text("[]")
    os.utime(table, ns=(1, 1))
    edited = rules_stamp()
    table.rename(tmp_path / "others.json")
    assert len({before, edited, rules_stamp()}) == 3


def test_a_login_from_before_an_update_writes_no_rows_of_others_again(
    charted: ChartStore, login: Callable[[str], ChartStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("charting_tui.store.indexing.rows.rules_stamp", lambda: "after the update")
    updated = login("kim")
    assert len(updated.summaries()) == 1
    charted.changed()
    updated.changed()
    for _ in range(3):
        assert charted.summaries() == updated.summaries()
        assert not charted.changed()
        assert not updated.changed()
