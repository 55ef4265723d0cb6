import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from charting_tui.app import ChartingApp
from charting_tui.cli.main import run
from charting_tui.errors import ChartingError
from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.screens.frame.dialogs import MessageScreen
from charting_tui.screens.worklist.today import TodayScreen
from charting_tui.store.chart_files.tinydb_files import FORM
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.clinic_folder import check_clinic_folder
from charting_tui.store.locks import Locks
from charting_tui.store.refusals import ChartDamaged, ClinicNotUsable
from tests.clinic import NOW_THERE, TODAY, make_clinic, open_clinic
from tests.command_line import ROOT, environment
from tests.keyboard import press, rest, strips
from tests.terminal import Terminal

NOBODY = 65534
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    store = make_clinic(tmp_path / "clinic")
    book(store, "jane", read_booking("1100 jane 60"), TODAY)
    book(store, "amir", read_booking("1300 amir 60"), TODAY)
    store.close()
    return tmp_path / "clinic"


@pytest.fixture
def says(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("CHARTING_NOW", NOW_THERE)

    def call(*words: str, data: Path = root) -> tuple[int, str, str]:
        code = run([*words, "--data", str(data), "--user", "kim"])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


def chart(root: Path, client: str = "jane") -> Path:
    return root / "charts" / f"{client}.json"


def newer(path: Path) -> None:
    path.write_text(path.read_text().replace(f'"form":{FORM}', f'"form":{FORM + 1}', 1))


Fault = Callable[[Path], object]
REFUSED: dict[str, tuple[Fault, str]] = {
    "no folder": (shutil.rmtree, "There is no clinic in"),
    "no practice": (lambda root: (root / "practice.json").unlink(), "There is no clinic in"),
    "a file for a folder": (
        lambda root: root.rename(root.with_name("old")) and root.write_text("x"),
        "There is no clinic",
    ),
    "open to all": (lambda root: root.chmod(0o755), "chmod 700"),
    "open to the group": (lambda root: root.chmod(0o710), "chmod 700"),
    "a newer practice": (lambda root: newer(root / "practice.json"), "A newer version"),
    "a newer chart": (lambda root: newer(chart(root)), "A newer version"),
    "a torn practice": (lambda root: os.truncate(root / "practice.json", 99), "Restore it from a backup"),
    "an empty practice": (lambda root: os.truncate(root / "practice.json", 0), "Restore it from a backup"),
    "a practice of nothing": (
        lambda root: (root / "practice.json").write_text('{"form":{"1":{"form":1}}}'),
        "Restore it from a backup",
    ),
}


@pytest.mark.parametrize("fault", REFUSED)
@pytest.mark.parametrize("command", [("unbilled",), ("check", "--all"), ("verify",)])
def test_a_clinic_that_cannot_be_opened_is_one_sentence(
    root: Path, says: Run, fault: str, command: tuple[str, ...]
) -> None:
    harm, sentence = REFUSED[fault]
    harm(root)
    if fault == "a newer chart":
        (root / "index.sqlite").unlink()
    code, out, err = says(*command)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert sentence in err


@contextmanager
def somebody_else(folder: Path) -> Iterator[None]:
    """Being an account that may not enter the folder."""
    if os.getuid():
        mode = folder.stat().st_mode
        folder.chmod(0)
        yield
        folder.chmod(mode)
    else:
        os.setresuid(NOBODY, NOBODY, 0)
        try:
            yield
        finally:
            os.setresuid(0, 0, 0)


@pytest.mark.parametrize("parent_mode", [0o755, 0o700])
def test_another_accounts_clinic_is_one_sentence(says: Run, parent_mode: int) -> None:
    says("verify")
    parent = Path(tempfile.mkdtemp(dir="/tmp"))
    try:
        make_clinic(parent / "clinic").close()
        parent.chmod(parent_mode)
        with somebody_else(parent / "clinic"):
            code, out, err = says("verify", data=parent / "clinic")
    finally:
        shutil.rmtree(parent)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "You can't read" in err or "permission denied" in err


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "smb3"])
def test_a_clinic_on_a_network_file_system_is_one_sentence(root: Path, kind: str, tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/vda / ext4 rw 0 0\nserver:/far {root.parent} {kind} rw 0 0\n")
    with pytest.raises(ClinicNotUsable, match="network drive") as refusal:
        check_clinic_folder(root, mounts)
    assert kind in refusal.value.sentence
    mounts.write_text(f"/dev/vda / ext4 rw 0 0\nserver:/far {root}-not {kind} rw 0 0\n")
    check_clinic_folder(root, mounts)


TORN = [b"", b"{", b"[]", b"\0" * 40, b'{"visits": 3}']


@pytest.mark.parametrize("content", TORN)
def test_a_torn_chart_is_set_aside_by_name_and_the_rest_of_the_clinic_opens(
    root: Path, says: Run, content: bytes
) -> None:
    chart(root).write_bytes(content)
    code, out, err = says("unbilled")
    assert (code, err.count("\n")) == (0, 1)
    assert "1 chart couldn't be read: jane" in err
    assert "Doe, Amir" in out
    assert "Doe, Jane" not in out
    (aside,) = (root / "charts/damaged").iterdir()
    assert aside.name.startswith("jane.")
    assert aside.read_bytes() == content
    assert not chart(root).exists()
    assert "jane" in says("unbilled")[2]
    code, out, _ = says("verify")
    assert (code, aside.name in out) == (1, True)
    assert says("reindex")[0] == 1
    store = open_clinic(root)
    with pytest.raises(ChartDamaged, match="the file was moved to charts/damaged/jane"):
        book(store, "jane", read_booking("1500 jane 60"), TODAY)
    store.close()


def test_a_chart_that_is_put_back_is_there_again_and_nothing_is_reported(root: Path, says: Run) -> None:
    copy = chart(root).read_bytes()
    chart(root).write_bytes(b"{")
    says("unbilled")
    chart(root).write_bytes(copy)
    assert says("unbilled")[2] == ""
    assert says("verify")[0] == 0
    chart(root).write_bytes(b"{")
    says("unbilled")
    assert len(list((root / "charts/damaged").iterdir())) == 2


def test_a_chart_of_another_shape_is_reported_and_stays_where_it_is(root: Path, says: Run) -> None:
    tables = json.loads(chart(root).read_text())
    tables["visits"]["1"]["visit"]["mood"] = "unknown to this version"
    chart(root).write_text(json.dumps(tables))
    code, out, err = says("unbilled")
    assert (code, "1 chart couldn't be read: jane" in err, "Amir" in out) == (0, True, True)
    assert chart(root).exists()


async def test_today_names_the_chart_that_could_not_be_read_and_shows_the_rest(root: Path) -> None:
    chart(root).write_bytes(b"{")
    store = open_clinic(root)
    app = ChartingApp(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        text = "\n".join("".join(segment.text for segment in strip) for strip in strips(app.screen))
    store.close()
    assert "1 chart couldn't be read: jane" in text
    assert "Doe, Amir" in text


@pytest.mark.terminal
def test_what_changed_behind_the_index_is_read_behind_today_and_shown_without_a_key(
    root: Path, tmp_path: Path
) -> None:
    chart(root).write_bytes(b"{")
    chart(root, "amir").write_bytes(chart(root, "amir").read_bytes().replace(b"Doe, Amir", b"Roe, Amir"))
    words = ["--data", str(root), "--user", "kim"]
    with Terminal(words, tmp_path, env={"CHARTING_NOW": NOW_THERE}) as screen:
        screen.sees("1 chart couldn't be read: jane", "Roe, Amir").sees_no_more("Doe, ")


@pytest.mark.terminal
def test_a_lost_index_is_made_before_the_screens_by_one_login_while_the_others_are_told_to_wait(
    root: Path, tmp_path: Path
) -> None:
    (root / "index.sqlite").unlink()
    words = ["--data", str(root), "--user", "kim"]
    with Locks(root / "locks").held("repair"):
        screen = Terminal(words, tmp_path, env={"CHARTING_NOW": NOW_THERE})
        screen.sees("Another user is updating the lists. Please wait.")
    with screen:
        screen.sees("Today", "Doe, Amir")
    assert b"2 of 2 charts read, 0 s left" in screen.raw


async def test_a_chart_that_is_damaged_while_it_is_listed_is_one_sentence_over_today(root: Path) -> None:
    store = open_clinic(root)
    app = ChartingApp(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await rest(pilot)
        chart(root).write_bytes(b"{")
        await press(pilot, "enter")
        assert isinstance(app.screen, MessageScreen)
        await press(pilot, "enter")
        assert isinstance(app.screen, TodayScreen)
    store.close()


@pytest.mark.parametrize(
    "harm",
    [
        lambda index: index.unlink(),
        lambda index: index.write_bytes(b"no database" * 999),
        lambda index: index.write_bytes(b""),
        lambda index: os.truncate(index, 5000),
    ],
)
def test_a_damaged_index_is_made_again_without_a_word(root: Path, says: Run, harm: Fault) -> None:
    before = says("unbilled")
    harm(root / "index.sqlite")
    assert says("unbilled") == before


def test_a_torn_last_line_of_the_chain_is_a_remark_and_the_next_save_clears_it(root: Path, says: Run) -> None:
    log = root / "heads.log"
    os.truncate(log, log.stat().st_size - 9)
    code, out, _ = says("verify")
    assert (code, "unfinished line" in out) == (0, True)
    store = open_clinic(root)
    book(store, "jane", read_booking("1500 jane 60"), TODAY)
    store.close()
    assert says("verify")[0] == 0


def test_garbage_at_the_end_of_the_chain_is_told_and_stops_no_save(root: Path, says: Run) -> None:
    with (root / "heads.log").open("ab") as log:
        log.write(b"\xff\xfe nonsense\n")
    store = open_clinic(root)
    book(store, "jane", read_booking("1500 jane 60"), TODAY)
    store.close()
    code, out, err = says("verify")
    assert (code, err) == (1, "")
    assert "can't be read" in out


def test_a_torn_last_line_of_a_journal_loses_that_line_alone(root: Path, says: Run) -> None:
    store = open_clinic(root)
    session = open_for_writing(store, "jane", store.summaries(client="jane")[0].visit)
    session.type_text("plan", "weekly")
    session.flush(now=True)
    (journal,) = (path for path in (root / "drafts").iterdir() if path.is_file())
    kept = journal.read_bytes()
    session.type_text("plan", "weekly, and more")
    session.flush(now=True)
    session.let_go()
    store.close()
    os.truncate(journal, len(kept) + 5)
    assert says("unbilled")[0] == 0
    later = open_clinic(root)
    (head,) = later.journals()
    assert later.adopt(head).replay().texts == {"plan": "weekly"}
    later.close()


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "tiny"
    place.mkdir()
    words = ["/bin/mount", "-t", "tmpfs", "-o", "size=1m,mode=0700", "tmpfs", str(place)]
    if subprocess.run(words, check=False, capture_output=True).returncode:
        pytest.skip("a small file system can only be mounted by root")
    yield place
    subprocess.run(["/bin/umount", "--lazy", str(place)], check=True)


def test_a_full_disk_is_one_sentence_and_every_chart_stays_as_it_was(
    tiny: Path, says: Run, root: Path, tmp_path: Path
) -> None:
    says("verify")
    full = Path(shutil.copytree(root, tiny / "clinic"))
    before = {path: path.read_bytes() for path in (full / "charts").iterdir()}
    table = tmp_path / "calendar.csv"
    table.write_text('id,date,start,client,therapist\n1,2026-11-24,9:00,"Doe, Jane",kim\n')
    hog = tiny / "hog"
    with hog.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    for command in (("import-schedule", str(table)), ("reindex",)):
        code, out, err = says(*command, data=full)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert "disk is full" in err
    assert {path: path.read_bytes() for path in (full / "charts").iterdir()} == before
    hog.unlink()
    assert "1 added" in says("import-schedule", str(table), data=full)[1]
    assert says("verify", data=full)[0] == 0


def test_where_no_file_may_grow_the_index_says_so(root: Path) -> None:
    (root / "index.sqlite").unlink()
    done = subprocess.run(
        [sys.executable, "-m", "charting_tui", "unbilled", "--data", str(root)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "lists can't be updated" in done.stderr


def test_every_refusal_of_the_store_is_a_sentence_for_a_person(root: Path) -> None:
    (root / "practice.json").write_bytes(b"{")
    with pytest.raises(ChartingError) as refusal:
        ChartStore.open(root, person="kim")
    assert refusal.value.sentence.endswith(".")
