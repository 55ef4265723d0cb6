import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from charting_tui.errors import NotAllowed
from charting_tui.records.chart import Act, Chart, ClientFile
from charting_tui.records.claim import Claim, ClaimState
from charting_tui.records.people import Client
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.renewal import rows_of
from charting_tui.store.refusals import Busy, NewerForm
from charting_tui.worklist.summary import Bucket, VisitSummary

from .records import charts, edit, visit_saying
from .test_commits import sign

pytestmark = pytest.mark.both_engines

NAMES = ("Doe, Jane", "Doering, Max", "Núñez, Inés", "Marsh, Doe", "Øster, Åse", "O'Neil, Pat")


@pytest.fixture
def named(store: ChartStore) -> ChartStore:
    for number, name in enumerate(NAMES):
        client = Client(
            id=f"n{number}",
            name=name,
            phone=f"+1 503-555-01{number}2",
            birth_date=date(1970 + number, 3, 7),
            chart_number=f"A-00{number}",
        )
        store.commit(ChartChange(Act.OPENED, client.id, file=ClientFile(client=client)))
    return store


def names(store: ChartStore, words: str) -> list[str]:
    return [row.name for row in store.find_clients(words)]


def everything(store: ChartStore) -> tuple[list[VisitSummary], list[str]]:
    return store.summaries(), names(store, "")


def test_the_family_that_begins_with_the_word_comes_first(named: ChartStore) -> None:
    assert names(named, "doe") == ["Doe, Jane", "Doering, Max", "Marsh, Doe"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("jane doe", ["Doe, Jane"]),
        ("d j", ["Doe, Jane"]),
        ("nunez", ["Núñez, Inés"]),
        ("NÚÑ", ["Núñez, Inés"]),
        ("oster ase", ["Øster, Åse"]),
        ("o'neil", ["O'Neil, Pat"]),
        ("neil", ["O'Neil, Pat"]),
        ("0132", ["Marsh, Doe"]),
        ("555-0132", ["Marsh, Doe"]),
        ("(503) 555-0132", ["Marsh, Doe"]),
        ("5035550132", ["Marsh, Doe"]),
        ("1973-03-07", ["Marsh, Doe"]),
        ("3/7/1973", ["Marsh, Doe"]),
        ("03/07/1973", ["Marsh, Doe"]),
        ("a-003", ["Marsh, Doe"]),
        ("a003", ["Marsh, Doe"]),
        ("doe 1973", ["Marsh, Doe"]),
        ('" OR *', []),
        ("zz", []),
        ("--", []),
    ],
)
def test_clients_are_found_by_the_beginnings_of_words(
    named: ChartStore, words: str, expected: list[str]
) -> None:
    assert names(named, words) == expected


def test_no_words_list_everybody_up_to_the_limit(named: ChartStore) -> None:
    assert len(names(named, "")) == len(NAMES)
    assert len(named.find_clients("", limit=2)) == 2


def test_a_renamed_client_is_found_by_the_new_name_only(named: ChartStore) -> None:
    chart = named.chart("n0")
    client = chart.file.client.model_copy(update={"name": "Roe, Jane"})
    named.commit(ChartChange(Act.EDITED, "n0", file=ClientFile(client=client), file_revision=chart.revision))
    assert names(named, "roe") == ["Roe, Jane"]
    assert "Doe, Jane" not in names(named, "doe")


def test_a_visit_goes_from_row_to_row_as_it_is_charted_signed_and_billed(charted: ChartStore) -> None:
    (row,) = charted.summaries(day=date(2026, 11, 20))
    assert (row.client_name, row.bucket) == ("Doe, Jane", Bucket.TO_CHART)
    sign(charted, "final")
    (row,) = charted.summaries(unbilled=True)
    assert row.bucket in {Bucket.BLOCKED, Bucket.READY}
    charted.commit(ChartChange(Act.BILLED, "c1", subject="v1", claim=Claim(state=ClaimState.SENT)))
    assert charted.summaries(unbilled=True) == []
    (row,) = charted.summaries()
    assert row.bucket is Bucket.DONE


def test_visits_are_chosen_and_sorted(charted: ChartStore) -> None:
    other = visit_saying("x", "v0", date(2026, 11, 18)).model_copy(update={"therapist": "lee"})
    charted.commit(ChartChange(Act.EDITED, "c1", visit=other))
    assert [row.visit for row in charted.summaries()] == ["v0", "v1"]
    assert [row.visit for row in charted.summaries(before=date(2026, 11, 20))] == ["v0"]
    assert [row.visit for row in charted.summaries(therapist="lee")] == ["v0"]
    assert [row.visit for row in charted.summaries(client="c1", day=date(2026, 11, 20))] == ["v1"]
    assert charted.summaries(client="nobody") == []


@pytest.mark.of_files
@pytest.mark.long
@pytest.mark.parametrize("damage", ["deleted", "emptied", "no database", "torn", "tables gone", "older form"])
def test_a_lost_or_damaged_index_builds_itself_again(
    store: ChartStore, login: Callable[[str], ChartStore], damage: str
) -> None:
    store.write_new_charts(charts(12, 3))
    expected = everything(store)
    assert len(expected[0]) == 36
    path = store.root / "index.sqlite"
    store.close()
    _damage(path, damage)
    again = login("lee")
    assert everything(again) == expected
    again.reindex()
    assert everything(again) == expected


@pytest.mark.of_files
@pytest.mark.parametrize("damage", ["deleted", "no database"])
def test_a_login_notices_that_its_index_was_replaced(store: ChartStore, damage: str) -> None:
    store.write_new_charts(charts(3, 2))
    expected = everything(store)
    path = store.root / "index.sqlite"
    path.unlink()
    if damage == "no database":
        path.write_bytes(b"not a database at all" * 100)
    assert everything(store) == expected


def test_rows_after_single_saves_equal_rows_after_reindex(charted: ChartStore) -> None:
    charted.commit(ChartChange(Act.BOOKED, "c1", visit=visit_saying("", "v2", date(2026, 11, 24))))
    sign(charted, "final")
    before = everything(charted)
    charted.reindex()
    assert everything(charted) == before


@pytest.mark.of_files
def test_charts_changed_behind_the_index_are_repaired_at_the_next_opening(
    store: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    store.write_new_charts(charts(3, 1))
    folder = store.root / "charts"
    store.close()
    (folder / "c0.json").unlink()
    moved = (folder / "c1.json").read_bytes().replace(b"Doe1, Robin", b"Roe1, Robin")
    (folder / "c1.json").write_bytes(moved)
    (folder / "c9.json").write_bytes((folder / "c2.json").read_bytes().replace(b'"c2"', b'"c9"'))
    again = login("kim")
    assert names(again, "") == ["Doe2, Robin", "Doe2, Robin", "Roe1, Robin"]
    assert {row.client for row in again.summaries()} == {"c1", "c2", "c9"}
    assert again.repair() == 0


@pytest.mark.of_files
def test_a_repair_that_found_something_is_told_of_once(store: ChartStore) -> None:
    store.write_new_charts(charts(2, 1))
    assert store.repair() == 0
    assert not store.changed()
    (store.root / "charts" / "c0.json").unlink()
    assert store.repair() == 1
    assert store.changed()
    assert not store.changed()


@pytest.mark.of_files
def test_a_busy_index_does_not_stop_a_save_and_the_row_comes_later(charted: ChartStore) -> None:
    blocker = sqlite3.connect(charted.root / "index.sqlite", isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    charted.commit(edit(charted, "saved all the same"))
    charted.commit(ChartChange(Act.BOOKED, "c1", visit=visit_saying("", "v2")))
    assert [row.visit for row in charted.summaries()] == ["v1"]
    blocker.execute("ROLLBACK")
    blocker.close()
    assert [row.visit for row in charted.summaries()] == ["v1", "v2"]


@pytest.mark.of_files
def test_rows_of_unbilled_visits_follow_the_office(charted: ChartStore) -> None:
    connection = sqlite3.connect(charted.root / "index.sqlite")
    connection.execute("UPDATE visits SET summary = replace(summary, 'Doe', 'Old')")
    connection.commit()
    connection.close()
    assert charted.summaries()[0].client_name == "Old, Jane"
    practice = charted.office.practice.model_copy(update={"phone": "1"})
    charted.save_office(charted.office.model_copy(update={"practice": practice}))
    assert charted.summaries()[0].client_name == "Doe, Jane"


def test_a_chart_saved_while_it_is_reindexed_keeps_its_newer_row(charted: ChartStore) -> None:
    finder = charted._finder
    before = rows_of(finder._charts, finder.maker, "c1")
    charted.commit(ChartChange(Act.BOOKED, "c1", visit=visit_saying("", "v2")))
    with finder._index.writing() as writer:
        finder._put_if_true(writer, "c1", before)
    assert [row.visit for row in charted.summaries()] == ["v1", "v2"]
    assert charted.repair() == 0


def test_a_fault_in_making_a_row_does_not_make_a_durable_save_look_failed(
    charted: ChartStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> VisitSummary:
        raise ZeroDivisionError

    monkeypatch.setattr("charting_tui.worklist.summarise.summarise", broken)
    assert charted.commit(edit(charted, "kept")).visit_revision == 2
    with pytest.raises(ZeroDivisionError):
        charted.summaries()
    monkeypatch.undo()
    assert charted.commit(edit(charted, "kept again")).visit_revision == 3
    assert len(charted.summaries()) == 1


def test_reindexing_tells_how_far_it_is(store: ChartStore) -> None:
    store.write_new_charts(charts(5, 1))
    told: list[tuple[int, int]] = []
    assert store.reindex(lambda done, total: told.append((done, total))) == 5
    assert told[-1] == (5, 5)


def test_whole_charts_are_written_as_they_are_and_only_into_an_empty_clinic(store: ChartStore) -> None:
    new: list[Chart] = charts(4, 3)
    assert store.write_new_charts(new) == 4
    read = store.chart("c2")
    assert read.file == new[2].file
    assert {kept.visit.id for kept in read.visits} == {kept.visit.id for kept in new[2].visits}
    verdict = store.verify()
    assert (verdict.faults, verdict.remarks, verdict.events) == ((), (), 16)
    store.commit(edit_of(store, "c2"))
    assert store.verify().sound
    with pytest.raises(NotAllowed):
        store.write_new_charts(new)


def edit_of(store: ChartStore, client: str) -> ChartChange:
    kept = store.chart(client).visits[0]
    return ChartChange(Act.EDITED, client, visit=kept.visit, visit_revision=kept.revision)


@pytest.mark.of_files
@pytest.mark.long
@pytest.mark.parametrize("worth_processes", [1, 10**6])
def test_an_index_that_was_not_made_to_its_end_is_made_on_from_there(
    store: ChartStore, monkeypatch: pytest.MonkeyPatch, worth_processes: int
) -> None:
    monkeypatch.setattr("charting_tui.store.indexing.renewal._CHARTS_WORTH_PROCESSES", worth_processes)
    store.write_new_charts(charts(120, 1))
    expected = everything(store)
    told: list[tuple[int, int]] = []

    def stop_after_some(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) == 2:
            raise KeyboardInterrupt

    (store.root / "index.sqlite").unlink()
    with pytest.raises(KeyboardInterrupt):
        store.make_index(stop_after_some)
    assert not store.indexed
    store.make_index(stop_after_some)
    assert told == [(50, 120), (100, 120), (20, 20)]
    assert store.indexed
    assert everything(store) == expected
    store.make_index(stop_after_some)
    assert len(told) == 3


@pytest.mark.of_files
def test_an_index_that_another_login_makes_is_left_to_it(
    store: ChartStore, login: Callable[[str], ChartStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write_new_charts(charts(2, 1))
    other = login("lee")
    (store.root / "index.sqlite").unlink()
    monkeypatch.setattr(other._locks, "_patience", 0.01)
    with store._locks.held("repair"), pytest.raises(Busy):
        other.make_index()
    assert not other.indexed


@pytest.mark.of_files
def test_an_index_of_a_newer_form_is_never_thrown_away(
    store: ChartStore, login: Callable[[str], ChartStore]
) -> None:
    store.write_new_charts(charts(2, 1))
    path = store.root / "index.sqlite"
    again = login("lee")
    again.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 77")
    connection.close()
    for ask in (again.summaries, again.reindex, again.make_index, again.repair):
        with pytest.raises(NewerForm, match=r"Start that version, or delete index.sqlite"):
            ask()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM clients").fetchone() == (2,)
    connection.close()


def _damage(path: Path, damage: str) -> None:
    match damage:
        case "deleted":
            path.unlink()
        case "emptied":
            path.write_bytes(b"")
        case "no database":
            path.write_bytes(b"not a database at all" * 100)
        case "torn":
            content = path.read_bytes()
            path.write_bytes(content[:5000] + b"\xff" * 9000)
        case "tables gone":
            with sqlite3.connect(path) as connection:
                connection.execute("DROP TABLE visits")
            connection.close()
        case "older form":
            with sqlite3.connect(path) as connection:
                connection.execute("PRAGMA user_version = 1")
            connection.close()


@pytest.mark.of_files
def test_a_visit_billed_while_the_index_was_busy_is_not_forgotten_at_the_next_save(
    charted: ChartStore,
) -> None:
    sign(charted, "final")
    blocker = sqlite3.connect(charted.root / "index.sqlite", isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    charted.commit(ChartChange(Act.BILLED, "c1", subject="v1", claim=Claim(state=ClaimState.SENT)))
    blocker.execute("ROLLBACK")
    blocker.close()
    charted.commit(ChartChange(Act.BOOKED, "c1", visit=visit_saying("", "v2", date(2026, 11, 24))))
    assert [row.visit for row in charted.summaries(unbilled=True)] == ["v2"]


def test_new_charts_are_added_beside_those_that_are_there_or_none_of_them(store: ChartStore) -> None:
    first, second, third = charts(3, 1)
    store.add_charts([first])
    store.add_charts([second])
    assert [row.client for row in store.find_clients("", 10)] == [first.id, second.id]
    with pytest.raises(NotAllowed):
        store.add_charts([third, first])
    assert len(store.find_clients("", 10)) == 2
    assert store.repair() == 0
    verdict = store.verify()
    assert (verdict.faults, verdict.remarks) == ((), ())
