import json
import os
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from charting_tui.errors import BadInput
from charting_tui.records.chart import Act
from charting_tui.records.claim import Claim
from charting_tui.records.visit import ServiceLine, VisitState
from charting_tui.store.chart_files.tinydb_files import transaction
from charting_tui.store.chart_files.writing import ChartChange, Conflict
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.disk import Disk
from charting_tui.store.refusals import ChartDamaged, ChartMissing, NewerForm

from .records import edit, said, visit_saying


def chart_path(store: ChartStore) -> Path:
    return store.root / "charts" / "c1.json"


def test_stock_tinydb_opens_a_chart_and_finds_a_visit_in_it(charted: ChartStore) -> None:
    with TinyDB(chart_path(charted), access_mode="r") as database:
        found = database.table("visits").get(where("id") == "v1")
        assert not isinstance(found, list)
        assert found is not None
        assert found["visit"]["note"]["subjective"] == "first words"
        assert {"client", "coverage", "visits", "history"} <= database.tables()


def test_what_stock_tinydb_wrote_is_read(charted: ChartStore) -> None:
    with TinyDB(chart_path(charted)) as database:
        client = database.table("client").all()[0]["client"]
        database.table("client").update({"client": {**client, "phone": "5035550199"}})
    assert charted.chart("c1").file.client.phone == "5035550199"


def test_a_transaction_that_raises_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "tables.json"
    with transaction(path, Disk()) as tables:
        tables.put("words", 1, {"word": "old"})
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError):
        _raise_half_way(path)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["tables.json"]  # noqa: PTH208


def test_folders_and_files_are_open_to_their_owner_alone(charted: ChartStore) -> None:
    charted.open_journal("c1", "v1", 1).splice("plan", "", "x")
    charted.log_access("c1", "chart")
    charted.save_person(charted.person_file("kim"))
    for path in (charted.root, *charted.root.rglob("*")):
        expected = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == expected, path


def test_time_on_a_chart_never_stands_still_or_goes_back(charted: ChartStore) -> None:
    path = chart_path(charted)
    future = path.stat().st_mtime_ns + 10**12
    os.utime(path, ns=(future, future))
    charted.commit(edit(charted, "later"))
    assert path.stat().st_mtime_ns > future


def test_only_the_visit_asked_for_its_day_and_those_before_it_are_read(charted: ChartStore) -> None:
    for number in range(16):
        visit = visit_saying("more", f"w{number:02}", date(2026, 10, 1 + min(number, 13)))
        if number == 2:
            visit = visit.model_copy(update={"services": (ServiceLine(code="97124"),)})
        charted.commit(ChartChange(Act.BOOKED, "c1", visit=visit))
    part = charted.chart("c1", visit="w12", earlier=3)
    assert [kept.visit.id for kept in part.visits] == ["w02", "w09", "w10", "w11", "w12"]
    assert part.visits_before == {"": 12}
    assert part.of_case_before == {"": {"": 12}}
    part = charted.chart("c1", visit="w13", earlier=1)
    assert [kept.visit.id for kept in part.visits] == ["w02", "w12", "w13", "w14", "w15"]
    assert len(charted.chart("c1").visits) == 17


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"{}", b"[]", b'{"form": {"1": {"form": 1}}}', b'{"visits": 3}', b"\x00" * 40],
)
def test_a_damaged_chart_is_named_by_its_id_and_the_rest_goes_on(
    charted: ChartStore, login: Callable[[str], ChartStore], content: bytes
) -> None:
    chart_path(charted).write_bytes(content)
    with pytest.raises(ChartDamaged) as refusal:
        charted.chart("c1")
    assert "c1" in refusal.value.sentence
    assert "Doe" not in refusal.value.sentence
    with pytest.raises(ChartDamaged):
        charted.commit(ChartChange(Act.EDITED, "c1", visit=visit_saying("over it", "v2")))
    assert chart_path(charted).read_bytes() == content
    lee = login("lee")
    assert lee.damaged == ("c1",)
    assert lee.summaries() == []
    assert any("c1" in fault for fault in lee.verify().faults)


def test_a_record_of_the_wrong_shape_is_damage_and_shows_no_values(charted: ChartStore) -> None:
    tables = json.loads(chart_path(charted).read_text())
    tables["visits"]["1"]["visit"]["date"] = "Secret Name"
    chart_path(charted).write_text(json.dumps(tables))
    with pytest.raises(ChartDamaged) as refusal:
        charted.chart("c1")
    assert "Secret" not in str(refusal.value)
    assert refusal.value.__cause__ is None


def test_a_newer_form_is_refused_and_not_guessed_at(charted: ChartStore) -> None:
    tables = json.loads(chart_path(charted).read_text())
    tables["form"]["1"]["form"] = 99
    chart_path(charted).write_text(json.dumps(tables))
    with pytest.raises(NewerForm, match="Your text is saved"):
        charted.chart("c1")
    with pytest.raises(NewerForm):
        charted.commit(ChartChange(Act.EDITED, "c1", visit=visit_saying("x", "v2")))


def test_a_chart_that_is_not_there_is_said_to_be_missing(store: ChartStore) -> None:
    with pytest.raises(ChartMissing):
        store.chart("nobody")
    with pytest.raises(ChartMissing):
        store.commit(ChartChange(Act.EDITED, "nobody", visit=visit_saying("x")))
    assert not list((store.root / "charts").iterdir())


def test_a_temporary_file_left_by_a_crash_is_no_chart(charted: ChartStore) -> None:
    (charted.root / "charts" / ".c1.json.new").write_text("half a ch")
    assert charted.reindex() == 1
    charted.commit(edit(charted, "goes on"))
    assert said(charted) == "goes on"
    assert len(list((charted.root / "charts").iterdir())) == 1


def _raise_half_way(path: Path) -> None:
    with transaction(path, Disk()) as tables:
        tables.put("words", 1, {"word": "new"})
        tables.put("words", 2, {"word": "more"})
        assert tables.rows("words")[1]["word"] == "new"
        raise ZeroDivisionError


def test_all_kept_visits_before_the_one_asked_for_are_counted_by_payer(charted: ChartStore) -> None:
    states = [VisitState.DONE] * 4 + [VisitState.NO_SHOW, VisitState.LATE_CANCEL, VisitState.CANCELLED]
    states += [VisitState.BOOKED, VisitState.ARRIVED, VisitState.DONE]
    for number, state in enumerate(states):
        payer = "auto" if number % 2 else "medicare"
        chosen = {"state": state, "payer": payer, "payer_chosen": True}
        visit = visit_saying("more", f"w{number:02}").model_copy(update=chosen)
        charted.commit(ChartChange(Act.BOOKED, "c1", visit=visit))
    assert charted.chart("c1", visit="w09", earlier=2).visits_before == {"": 1, "medicare": 3, "auto": 3}
    days = charted.chart("c1", visit="w09", earlier=2).days_before
    assert days is not None
    assert {payer: len(each) for payer, each in days.items()} == {"": 1, "medicare": 3, "auto": 3}
    assert charted.chart("c1", visit="v1").visits_before == {}
    assert charted.chart("c1").visits_before is None


def test_a_chart_put_back_between_two_saves_is_what_the_second_is_made_upon(charted: ChartStore) -> None:
    path = chart_path(charted)
    before = path.read_bytes()
    charted.commit(edit(charted, "saved first"))
    path.write_bytes(before)
    with pytest.raises(Conflict):
        charted.commit(ChartChange(Act.EDITED, "c1", visit=visit_saying("x"), visit_revision=2))
    charted.commit(ChartChange(Act.EDITED, "c1", visit=visit_saying("saved last"), visit_revision=1))
    assert said(charted) == "saved last"
    assert len(charted.history("c1")) == 3


def test_a_save_that_was_refused_leaves_nothing_for_the_next_one(charted: ChartStore) -> None:
    charted.commit(edit(charted, "kept"))
    wrong = ChartChange(
        Act.EDITED, "c1", visit=visit_saying("half a sign \ud800"), visit_revision=2, claim=Claim(visit="v1")
    )
    with pytest.raises(BadInput):
        charted.commit(wrong)
    charted.commit(ChartChange(Act.BOOKED, "c1", visit=visit_saying("next", "v2")))
    assert said(charted) == "kept"
    assert charted.verify().sound
