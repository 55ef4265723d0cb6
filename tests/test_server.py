import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from . import service_account, ssh_server
from .command_line import FORM
from .service_account import OF_A_NEW_SERVER, ServiceAccount
from .ssh_server import SshServer

MISSING = service_account.what_is_missing() or ssh_server.what_is_missing()
pytestmark = [pytest.mark.terminal, pytest.mark.skipif(bool(MISSING), reason=MISSING or "all is there")]
SECRET = "nobody may read this"


@pytest.fixture(scope="module")
def account() -> Iterator[ServiceAccount]:
    with ServiceAccount() as made:
        yield made


@pytest.fixture(scope="module")
def demo(account: ServiceAccount) -> Path:
    folder = account.home / "demo"
    account.runs("demo", str(folder), "--clients", "30", "--no-open")
    (account.home / "secret").write_text(SECRET)
    (account.home / "secret").chmod(0o644)
    return folder


@pytest.fixture(scope="module")
def server(
    account: ServiceAccount, demo: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SshServer]:
    place = tmp_path_factory.mktemp("server") / "ssh"
    with SshServer(place, "none", account.name, shipped=account.host.sshd) as running:
        for person in ("kim", "lee"):
            account.authorize(running.new_key(person), person, demo)
        account.authorize(running.new_key("owner"), "kim", account.clinic)
        account.authorize(running.new_key("leaver"), "leaver", account.clinic)
        yield running


def test_setting_up_says_each_step_and_does_none_twice(account: ServiceAccount) -> None:
    assert account.told.startswith(f"Made the account {account.name}: no password, no start-up files.\n")
    again = account.administers("server", "set-up", *OF_A_NEW_SERVER).splitlines()
    assert len(again) == 10
    backup = (account.host.units / "charting-backup.service").read_text()
    assert f'--data "{account.clinic}" --user kim backup "/mnt/backup/clinic"' in backup
    assert f'ReadWritePaths="{account.clinic}" "/mnt/backup/clinic"' in backup
    service = (account.host.units / "charting-login.service").read_text()
    assert f'User={account.name}\nExecStart="{account.host.command}" server preload\n' in service
    anchor = (account.host.units / "charting-anchor.service").read_text()
    assert f"StandardOutput=append:{account.host.anchors}\n" in anchor
    told = ("already", "is there.", "are there.")
    assert all(any(word in line for word in told) for line in again[:-1])


@pytest.mark.usefixtures("server")
def test_the_doctor_finds_what_was_changed_by_hand(account: ServiceAccount) -> None:
    for words in (["add", "robin", "--key", str(account.place / "lee.pub")], ["remove", "nobody"]):
        account.administers("people", *words, code=2)
    well = {line for line in account.administers("doctor", code=1).splitlines() if line.startswith("FIX")}
    account.clinic.chmod(0o755)
    account.host.keys.chmod(0o666)
    (account.home / ".profile").touch()
    told = account.administers("doctor", code=1)
    (account.home / ".profile").unlink()
    account.clinic.chmod(0o700)
    account.host.keys.chmod(0o644)
    found = {line for line in told.splitlines() if line.startswith("FIX")} - well
    assert sorted(found) == [
        f"FIX  Others can read {account.clinic}.",
        f"FIX  Others than root can change {account.host.keys}.",
        f"FIX  {account.name} has start-up files: .profile.",
    ]


def test_whoever_was_removed_cannot_log_in(account: ServiceAccount, server: SshServer) -> None:
    assert server.answer("units", "97110=33", key="leaver").returncode == 0
    assert "leaver" in account.administers("people", "list")
    account.administers("people", "remove", "leaver")
    assert "leaver" not in account.administers("people", "list")
    assert server.answer("units", "97110=33", key="leaver").returncode == 255


def test_the_clinic_that_setting_up_makes_is_its_owners(server: SshServer) -> None:
    answer = server.answer("unbilled", key="owner")
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith("Nothing is unbilled on ")
    with server.terminal(key="owner") as screen:
        screen.sees("Today ›", "kim").press("q")
        assert screen.ends() == 0


def test_ssh_opens_the_screens_as_the_person_of_the_key(server: SshServer) -> None:
    for person, name in (("kim", "Kim Halvorsen"), ("lee", "Lee Abara")):
        with server.terminal(key=person) as screen:
            screen.sees("Today ›", name, "to chart").press("q")
            assert screen.ends() == 0


def test_without_a_terminal_ssh_tells_what_to_do(server: SshServer) -> None:
    answer = server.answer(key="kim")
    assert answer.returncode == 2
    told = "The screens need a terminal. Use ssh -t HOST, or a command such as ssh HOST unbilled."
    assert answer.stderr == f"charting-tui: {told}\n"


def test_commands_answer_over_ssh_with_and_without_a_terminal(server: SshServer) -> None:
    answer = server.answer("unbilled", "--format", "json", key="kim")
    assert answer.returncode == 0, answer.stderr
    client = json.loads(answer.stdout)[0]["client_name"]
    with server.terminal("unbilled", key="kim") as screen:
        screen.sees("need a note")
        assert screen.ends() == 0
    for words in (["check", "--date", "2026-11-19"], ["report", f"'{client}'"], ["codes", "tables"]):
        answer = server.answer(*words, key="kim")
        assert answer.returncode in {0, 1}, answer.stderr
        assert answer.stdout
    assert "T001" in server.answer("check", "-", key="kim", fed=json.dumps(FORM)).stdout


def test_what_is_charted_over_ssh_is_charted_by_the_person_of_the_key(server: SshServer, demo: Path) -> None:
    client = json.loads(server.answer("unbilled", "--format", "json", key="lee").stdout)[0]
    line = f'quick "{client["client_name"]}" "p6>4; imp"'
    answer = server.answer(line, key="lee")
    assert answer.returncode in {0, 1}, answer.stderr
    chart = json.loads((demo / "charts" / f"{client['client']}.json").read_text())
    assert "lee" in {event["by"] for event in chart["history"].values()}


ATTEMPTS = [
    "sh",
    "/bin/sh -i",
    ";id",
    "$(id)",
    "`id`",
    "unbilled; id",
    "unbilled | id",
    "unbilled\nid",
    "unbilled $(id)",
    "unbilled --data /etc",
    "unbilled --data=/etc",
    "unbilled --dat /etc",
    "unbilled --user lee",
    "check /etc/passwd",
    "check secret",
    "vocabulary secret",
    "phrases secret",
    "import-schedule secret",
    "codes update secret",
    "quick alvarez p3 > {written}",
    "quick alvarez p3 -o {written}",
    "init {written}",
    "demo {written} --no-open",
    "cat secret",
    "rsync --server --sender . secret",
    "git-upload-pack secret",
]


def test_no_request_gets_a_shell_or_a_file(server: SshServer, account: ServiceAccount) -> None:
    written = account.home / "written"
    for attempt in ATTEMPTS:
        answer = server.answer(attempt.format(written=written), key="kim")
        assert answer.returncode == 2, (attempt, answer)
        assert answer.stdout == "", attempt
        assert answer.stderr.count("\n") == 1, (attempt, answer.stderr)
        assert "uid=" not in answer.stderr, attempt
        assert SECRET not in answer.stderr, attempt
        assert not written.exists(), attempt


def test_no_file_is_copied_to_or_from_the_server(
    server: SshServer, account: ServiceAccount, tmp_path: Path
) -> None:
    (tmp_path / "mine").write_text("mine")
    there, taken = f"HOST:{account.home}", tmp_path / "taken"
    for words in (
        ["sftp", f"{there}/secret", str(taken)],
        ["scp", f"{there}/secret", str(taken)],
        ["scp", "-O", f"{there}/secret", str(taken)],
        ["scp", str(tmp_path / "mine"), f"{there}/mine"],
        ["scp", "-O", str(tmp_path / "mine"), f"{there}/mine"],
    ):
        assert server.copies(*words, key="kim").returncode != 0, words
        assert not taken.exists(), words
        assert not (account.home / "mine").exists(), words


def test_nothing_is_forwarded(server: SshServer) -> None:
    asked = server.answer("units", "97110=30", key="kim", options=("-v", "-A", "-X", "-o", "LogLevel=DEBUG1"))
    allowed = {line.partition("key options: ")[2] for line in asked.stderr.splitlines()} - {""}
    assert allowed == {"command pty"}
    with socket.create_server(("127.0.0.1", 0)) as here:
        through = server.answer(key="kim", options=("-W", f"127.0.0.1:{here.getsockname()[1]}"))
        here.settimeout(0)
        with pytest.raises(BlockingIOError):
            here.accept()
    assert "forwarding failed" in through.stderr


def test_variables_that_the_client_sends_change_neither_person_nor_clinic_nor_day(server: SshServer) -> None:
    sent = "SetEnv=CHARTING_DATA=/nonexistent CHARTING_NOW=1999-01-01T12:00 CHARTING_USER=lee"
    with_them = server.answer("unbilled", key="kim", options=("-o", sent))
    assert with_them.returncode == 0, with_them.stderr
    assert with_them.stdout == server.answer("unbilled", key="kim").stdout


def test_the_account_backs_its_clinic_up_and_restores_it(account: ServiceAccount, demo: Path) -> None:
    disk, new = account.home / "disk", account.home / "restored"
    account.host.run_as_account("mkdir", "-m", "700", str(disk))
    made = account.runs("--data", str(demo), "backup", str(disk))
    assert "Backed up 30 charts" in made
    assert "read back and verified" in made
    assert "Restored the clinic" in account.runs("restore", str(disk), "--to", str(new))
    assert "No faults found in 30 charts" in account.runs("--data", str(new), "--user", "kim", "verify")
    assert (disk.stat().st_uid, new.stat().st_mode & 0o777) == (demo.stat().st_uid, 0o700)


def test_taking_the_server_down_leaves_the_records(account: ServiceAccount, server: SshServer) -> None:
    records = sorted(path.name for path in account.clinic.iterdir())
    told = account.administers("server", "take-down")
    assert f"Kept the clinic in {account.clinic}, and the account {account.name} that owns it." in told
    assert sorted(path.name for path in account.clinic.iterdir()) == records
    assert not account.host.command.exists()
    assert server.answer("units", "97110=33", key="kim").returncode == 255
