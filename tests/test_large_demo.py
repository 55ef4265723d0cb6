import io
import os
import shutil
import signal
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from charting_tui.cli.lines import ProgressLine
from charting_tui.cli.main import run
from charting_tui.cli.new_clinic import estimate, visits_planned
from charting_tui.demo.clinic import ChartOfPlan, demo_plans
from charting_tui.demo.office import demo_office
from charting_tui.demo.plan import CoursePlan
from charting_tui.records.chart import Chart
from charting_tui.store.chart_files.bulk import NewCharts
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.refusals import NotSaved

pytestmark = pytest.mark.long

TODAY = date(2026, 11, 23)
CLIENTS, VISITS = 50, 500


def plans() -> list[CoursePlan]:
    return demo_plans(3, CLIENTS, demo_office(TODAY, CLIENTS), TODAY, VISITS)


def chart_of_plan() -> ChartOfPlan:
    return ChartOfPlan(3, demo_office(TODAY, CLIENTS), TODAY)


def new_clinic(folder: Path) -> ChartStore:
    office = demo_office(TODAY, CLIENTS)
    return ChartStore.create(
        folder, office, person="kim", read_clock=lambda: datetime(2026, 11, 23, 20, tzinfo=UTC)
    )


def test_two_processes_make_the_same_clinic_as_one(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    one, two = new_clinic(tmp_path / "one"), new_clinic(tmp_path / "two")
    one.write_new_charts(NewCharts(plans(), chart_of_plan()))
    assert two.write_new_charts(
        NewCharts(plans(), chart_of_plan(), 2), lambda *count: told.append(count)
    ) == len(plans())
    for name in (path.name for path in (one.root / "charts").iterdir()):
        assert (one.root / "charts" / name).read_bytes() == (two.root / "charts" / name).read_bytes()
    assert (one.root / "heads.log").read_bytes() == (two.root / "heads.log").read_bytes()
    assert one.summaries() == two.summaries()
    assert len(two.summaries()) == visits_planned(plans())
    assert two.verify().sound
    assert two.repair() == 0
    assert told == [(count, CLIENTS) for count in range(1, CLIENTS + 1)]
    one.close()
    two.close()


def dies_at_the_fourth(plan: CoursePlan) -> Chart:
    if plan.number == 4:
        os.kill(os.getpid(), signal.SIGKILL)
    return chart_of_plan()(plan)


@pytest.mark.kills
def test_a_process_that_is_ended_from_outside_is_one_sentence_and_no_row(tmp_path: Path) -> None:
    store = new_clinic(tmp_path / "clinic")
    with pytest.raises(NotSaved, match="Another program stopped"):
        store.write_new_charts(NewCharts(plans(), dies_at_the_fourth, 2))
    assert '"chart":' not in (store.root / "heads.log").read_text()
    assert store.verify().sound
    store.close()
    assert sqlite_rows(tmp_path / "clinic") == 0


def sqlite_rows(clinic: Path) -> int:
    with closing(sqlite3.connect(clinic / "index.sqlite")) as index:
        return int(index.execute("SELECT count(*) FROM visits").fetchone()[0])


def test_a_large_clinic_is_measured_beforehand_on_charts_like_its_own(tmp_path: Path) -> None:
    expected = estimate(plans(), chart_of_plan(), tmp_path)
    assert list(tmp_path.iterdir()) == []
    store = new_clinic(tmp_path / "clinic")
    store.write_new_charts(NewCharts(plans(), chart_of_plan()))
    store.close()
    size = sum(path.stat().st_blocks * 512 for path in (tmp_path / "clinic" / "charts").iterdir())
    assert size * 0.8 < expected.size < size * 1.8
    assert expected.visits == visits_planned(plans())


def test_a_clinic_that_does_not_fit_the_disk_is_refused_before_it_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1000))
    assert run(["demo", str(tmp_path / "demo"), "--clients", "50", "--visits", "5000", "--no-open"]) == 2
    told = capsys.readouterr().err
    assert "--visits: 5," in told
    assert "GB free" in told
    assert list(tmp_path.iterdir()) == []


class FakeTerminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_progress_line_is_drawn_in_a_terminal_and_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream, drawn in ((FakeTerminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        line = ProgressLine("charts")
        line(1500, 1500)
        line.end()
        assert ("1,500 of 1,500 charts" in stream.getvalue()) == drawn
        assert "\n" not in stream.getvalue()
