from pathlib import Path

import pytest

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.records.office import Office
from charting_tui.server.doctor import connection_check
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.clinic_folder import checked_address, make_clinic_folder
from charting_tui.store.joining import follow_database, join_database
from charting_tui.store.migrating import copy_clinic
from charting_tui.store.refusals import ClinicMissing, NewerForm, StoreAway
from tests.clinic import make_clinic
from tests.command_line import call

from .databases import Server, free_port
from .records import edit, open_jane, said

pytestmark = pytest.mark.kills


def test_a_clinic_goes_into_a_database_and_back_the_same(server: Server, tmp_path: Path) -> None:
    store = make_clinic(tmp_path / "clinic")
    store.log_access("", "a look")
    store.close()
    assert join_database(tmp_path / "joined", server.new_database()) is False
    there = copy_clinic(tmp_path / "clinic", tmp_path / "joined")
    make_clinic_folder(tmp_path / "back")
    assert copy_clinic(tmp_path / "joined", tmp_path / "back") == there
    for file in sorted((tmp_path / "clinic").rglob("*.json")):
        assert (tmp_path / "back" / file.relative_to(tmp_path / "clinic")).read_bytes() == file.read_bytes()
    for log in ("heads.log", "heads.seal", "access.log", "access.seal"):
        assert (tmp_path / "back" / log).read_bytes() == (tmp_path / "clinic" / log).read_bytes()
    with pytest.raises(NotAllowed, match="clinic already"):
        copy_clinic(tmp_path / "clinic", tmp_path / "joined")


def test_the_commands_make_join_and_copy_a_clinic(server: Server, tmp_path: Path) -> None:
    url = server.new_database()
    first, second, files = (str(tmp_path / name) for name in ("first", "second", "files"))
    made = call("init", first, "--store", url, "--name", "Quiet Hands", "--user", "kim")
    assert "Created an empty clinic in the database" in made.out, made.err
    assert "This server works with the clinic" in call("init", second, "--store", url).out
    assert call("migrate", second, files).code == 0
    assert "No faults found" in call("verify", "--data", files, "--user", "kim").out
    third = call("verify", "--data", str(tmp_path / "third"), "--user", "kim", CHARTING_STORE=url)
    assert "No faults found" in third.out, third.err
    other = call("verify", "--data", files, "--user", "kim", CHARTING_STORE=url)
    assert other.refused_in_one_sentence()
    assert "CHARTING_STORE names another store" in other.err


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://kim:secret@host/clinic", "Leave the password out"),
        ("postgresql://kim@host/clinic?password=secret", "Leave the password out"),
        ("mysql://kim@host/clinic", "like postgresql://"),
        ("postgresql://kim@host", "like postgresql://"),
    ],
)
def test_an_address_that_cannot_be_or_tells_a_password_is_refused(address: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        checked_address(address)


def test_a_server_joins_no_database_that_has_no_clinic_or_does_not_answer(
    server: Server, tmp_path: Path
) -> None:
    with pytest.raises(ClinicMissing):
        follow_database(tmp_path / "clinic", server.new_database())
    with pytest.raises(StoreAway):
        join_database(tmp_path / "clinic", f"postgresql://kim@127.0.0.1:{free_port()}/clinic")
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_a_clinic_or_of_a_newer_program_is_refused(server: Server, tmp_path: Path) -> None:
    url = server.new_database()
    join_database(tmp_path / "clinic", url)
    with pytest.raises(ClinicMissing):
        ChartStore.open(tmp_path / "clinic", person="kim")
    server.execute(f"INSERT INTO {url.rpartition('3D')[2]}.migrations VALUES (9999, '9999_later.sql')")
    with pytest.raises(NewerForm):
        ChartStore.open(tmp_path / "clinic", person="kim")


def test_a_clinic_in_a_database_is_backed_up_and_restored_while_it_is_open(
    server: Server, office: Office, tmp_path: Path
) -> None:
    url = server.new_database()
    store = ChartStore.create(tmp_path / "clinic", office, person="kim", database=url)
    open_jane(store)
    named = ("--data", str(tmp_path / "clinic"))
    (tmp_path / "target").mkdir()
    assert "everything" in call("backup", str(tmp_path / "target"), *named).out
    store.commit(edit(store, "after the first backup"))
    again = call("backup", str(tmp_path / "target"), *named)
    assert "new or changed" in again.out, again.err
    back = tmp_path / "back"
    done = call("restore", str(tmp_path / "target"), "--to", str(back))
    assert "verified" in done.out, done.err
    copy = ChartStore.open(back, person="kim")
    assert said(copy) == "after the first backup"
    copy.close()
    store.close()


@pytest.mark.parametrize(
    ("address", "fine"),
    [
        ("postgresql://kim@localhost/clinic", True),
        ("postgresql://kim@db.clinic.example/clinic?sslmode=verify-full", True),
        ("postgresql://kim@db.clinic.example/clinic", False),
    ],
)
def test_the_doctor_tells_of_a_connection_that_may_be_read(address: str, fine: bool) -> None:
    assert connection_check(address, Path("database")).fine is fine
