from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.demo.clinic import demo_clinic
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.claim import Claim, ClaimState, Hold
from charting_tui.rules.case import Case
from charting_tui.store.chart_files.tinydb_files import Tables
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.index import asked_for
from charting_tui.worklist.summarise import findings_of
from charting_tui.worklist.summary import Bucket, VisitSummary
from tests.made_once import copy_clinic, made_once

from .records import signed, visit_saying

pytestmark = pytest.mark.both_engines

TODAY = date(2026, 11, 23)
HELD_UNTIL = TODAY + timedelta(3)
DATED_AHEAD = TODAY + timedelta(2)
DAYS = [TODAY + timedelta(away) for away in (0, 1, 2, 3, 4, -1, 90, 700, 0)]


def with_planted(chart: Chart) -> Chart:
    """Put a visit that is held for some days, and one with a note before its day, into a chart."""
    held = visit_saying("Less pain.", f"{chart.id}-held", TODAY - timedelta(9))
    hold = Hold(reason="waits for the referral", by="robin", until=HELD_UNTIL)
    ahead = visit_saying("Written too early.", f"{chart.id}-ahead", DATED_AHEAD)
    planted = (
        VisitFile(visit=held, signed=signed(held), claim=Claim(state=ClaimState.HELD, hold=hold)),
        VisitFile(visit=ahead, signed=signed(ahead)),
    )
    return chart.model_copy(update={"visits": (*chart.visits, *planted)})


def make_root(folder: Path) -> None:
    office, charts = demo_clinic(4, 25, today=TODAY, visits=150)
    store = ChartStore.create(folder, office, person="kim", read_clock=lambda: noon(TODAY))
    store.write_new_charts(map(with_planted, charts))
    store.close()


@pytest.fixture
def clinic(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChartStore]:
    root = copy_clinic(made_once(tmp_path_factory, "new-day", make_root), tmp_path / "clinic")
    store = ChartStore.open(root, person="kim", read_clock=lambda: noon(TODAY))
    yield store
    store.close()


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 20, tzinfo=UTC)


def rows_on(clinic: ChartStore, day: date, *, reindexed: bool = False) -> list[VisitSummary]:
    store = ChartStore.open(clinic.root, person="kim", read_clock=lambda: noon(day))
    if reindexed:
        store.reindex()
    rows = store.summaries(unbilled=True)
    store.close()
    return sorted(rows, key=lambda row: row.visit)


def row_of(rows: list[VisitSummary], ending: str) -> VisitSummary:
    return next(row for row in rows if row.visit.endswith(ending))


@pytest.mark.long
def test_rows_of_any_day_equal_those_of_a_whole_reindex_on_it(clinic: ChartStore) -> None:
    found = {day: rows_on(clinic, day) for day in DAYS}
    assert found == {day: rows_on(clinic, day, reindexed=True) for day in DAYS}
    assert len(found[TODAY]) > 60


def test_a_row_changes_on_its_day(clinic: ChartStore) -> None:
    before, after = rows_on(clinic, HELD_UNTIL - timedelta(1)), rows_on(clinic, HELD_UNTIL)
    assert row_of(before, "-held").bucket is Bucket.HELD
    assert row_of(after, "-held").bucket is not Bucket.HELD
    early, on_its_day = rows_on(clinic, DATED_AHEAD - timedelta(1)), rows_on(clinic, DATED_AHEAD)
    assert [cause.rule for cause in row_of(early, "-ahead").causes].count("K005") == 1
    assert "K005" not in [cause.rule for cause in row_of(on_its_day, "-ahead").causes]


def test_a_new_day_reads_only_charts_with_a_row_that_it_changes(
    clinic: ChartStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = ChartStore.open(clinic.root, person="kim", read_clock=lambda: noon(HELD_UNTIL + timedelta(30)))
    store.summaries(unbilled=True)
    read: list[str] = []
    really_read = store._charts.tables

    def read_and_count(client: str) -> AbstractContextManager[Tables]:
        read.append(client)
        return really_read(client)

    monkeypatch.setattr(store._charts, "tables", read_and_count)
    store._read_clock = lambda: noon(HELD_UNTIL + timedelta(31))
    store.reload_office()
    assert store.summaries(unbilled=True)
    assert read == []
    store._read_clock = lambda: noon(HELD_UNTIL - timedelta(1))
    store.reload_office()
    store.summaries(unbilled=True, client="c00007")
    assert read == ["c00007"]
    store.close()


def judged_anew(store: ChartStore) -> int:
    judged = 0

    def count(_done: int, of: int) -> bool:
        nonlocal judged
        judged = of
        return True

    store.renew(asked_for(unbilled=True), count)
    return judged


def test_a_month_of_new_days_judges_each_row_only_on_the_days_it_asked_for(clinic: ChartStore) -> None:
    store = ChartStore.open(clinic.root, person="kim", read_clock=lambda: noon(TODAY))
    rows = len(store.summaries(unbilled=True))
    counts = []
    for away in range(1, 31):
        store._read_clock = partial(noon, TODAY + timedelta(away))
        store.reload_office()
        counts.append(judged_anew(store))
    store.close()
    assert rows > 60
    assert max(counts) <= rows // 2, counts
    assert 0 < sum(counts) <= rows + rows // 4, sum(counts)


def test_a_row_tells_what_its_screen_tells(clinic: ChartStore) -> None:
    rows = [row for row in clinic.summaries(unbilled=True) if row.causes or row.findings]
    assert len(rows) > 20
    for row in rows:
        chart = clinic.chart(row.client, visit=row.visit)
        kept = chart.visit(row.visit)
        assert kept is not None
        found = findings_of(chart, kept, clinic.office, TODAY)
        assert row.findings == sum(not one.missing for one in found)
        assert {cause.rule for cause in row.causes} <= {one.rule for one in found}


def test_an_answer_about_a_day_stands_until_it_comes_and_one_about_today_for_a_day() -> None:
    case = a_case()
    assert case.turning_days == set()
    assert not case.has_come(DATED_AHEAD)
    assert case.turning_days == {DATED_AHEAD}
    assert case.today == TODAY
    assert case.turning_days == {DATED_AHEAD, TODAY, TODAY + timedelta(1)}
    assert case.has_come(TODAY)


def a_case() -> Case:
    return Case(visit=visit_saying("note"), today=TODAY, tables=tables_on(TODAY))
