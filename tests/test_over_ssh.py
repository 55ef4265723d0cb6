import argparse
import json
import re
from argparse import Namespace
from pathlib import Path

import pytest

from charting_tui.cli import options as command_line_options
from charting_tui.cli.options import read_options
from charting_tui.cli.over_ssh import ALLOWED, read_request
from charting_tui.errors import BadInput

from .clinic import NOW_THERE
from .command_line import FORM, ROOT, Answer, call_process

FORCED = ("--data", "/srv/clinic", "--user", "kim")


def asked(request: str, *forced: str) -> Namespace:
    return read_request(read_options(forced or FORCED), request)


@pytest.mark.parametrize(
    "request_line",
    [
        "unbilled --all --format csv",
        "bill --ready --created",
        "bill --select v1 v2 --to 837p",
        "claims --format json",
        "claims mark v1 paid --paid 90",
        "claims void v1 1 'typed twice'",
        "owed --by payer --age-from billed",
        "tomorrow --days 5 --for 'front desk' --format json",
        "check --date 2026-11-19",
        "check - --json",
        "report doe",
        "trends 'doe jane'",
        "quick 'doe jane' 'p6>4; mfr30 @ neck; imp'",
        "chart doe --sign",
        "pace",
        "sessions --end lee",
        "units 97110=33",
        "explain C013",
        "codes find neck pain",
        "codes show 97140",
        "codes tables",
        "phrases --mine",
        "vocabulary",
        "rules",
        "verify",
        "verify --anchor",
        "verify --against -",
        "history doe --by lee --date 2026-11-19 --format json",
        "access doe",
        "audit --from 2026-11-01",
    ],
)
def test_what_is_allowed_runs_for_the_clinic_and_the_person_of_the_key(request_line: str) -> None:
    options = asked(request_line)
    assert (options.data, options.user) == (Path("/srv/clinic"), "kim")
    assert options.command


@pytest.mark.parametrize(
    "request_line",
    [
        "sh",
        "sh -c id",
        "/bin/bash",
        "bash -i",
        ";id",
        "; id",
        "$(id)",
        "`id`",
        "unbilled;id",
        "unbilled; id",
        "unbilled && id",
        "unbilled | sh",
        "unbilled\nid",
        "unbilled `id`",
        "unbilled $(id)",
        "unbilled > /tmp/out",
        "unbilled 'day",
        "unbilled \\",
        "charting-tui unbilled",
        "-c 'import os'",
        "--version",
        "--data /etc unbilled",
        "--user lee unbilled",
        "unbilled --data /etc",
        "unbilled --data=/etc",
        "unbilled --dat /etc",
        "unbilled --user lee",
        "unbilled --user=lee",
        "unbilled --us lee",
        "unbilled -- --user lee",
        "codes find --data /etc neck",
        "codes tables --user=lee",
        "bill --ready --out /tmp",
        "bill --ready --out=/tmp",
        "claims check /etc/passwd",
        "claims check -",
        "superbill doe",
        "statement doe --out /tmp/x",
        "export doe",
        "check /etc/passwd",
        "check /dev/stdin",
        "check ./-",
        "verify --against /etc/passwd",
        "check - /etc/passwd",
        "vocabulary /etc/passwd",
        "vocabulary -",
        "phrases /etc/passwd --mine",
        "phrases -",
        "rules /etc/passwd",
        "rules -",
        "rules /etc/passwd --dry-run",
        "quick doe p3 > file",
        "quick doe p3 -o file",
        "report doe --output file",
        "import-schedule /etc/passwd",
        "import-schedule -",
        "codes import-ncci /etc/passwd",
        "codes import-mue /etc/passwd",
        "codes update /etc/passwd",
        "codes",
        "init /srv/other",
        "demo /srv/other",
        "reindex",
        "/usr/lib/openssh/sftp-server",
        "internal-sftp",
        "scp -t /tmp",
        "scp -f /etc/passwd",
        "rsync --server -e.LsfxC . /tmp",
        "git-receive-pack '/srv/clinic'",
        "\x1b]0;title\x07",
        "x" * 100_000,
    ],
)
def test_everything_else_is_refused(request_line: str) -> None:
    with pytest.raises(BadInput):
        asked(request_line)


def test_the_line_of_a_key_says_that_the_key_proved_the_person_and_the_client_cannot() -> None:
    assert asked("unbilled", *FORCED, "--key-login").key_login is True
    assert asked("unbilled --key-login").key_login is False


def test_a_refusal_names_what_is_allowed_and_how_the_screens_are_opened() -> None:
    with pytest.raises(BadInput) as refused:
        asked("git-receive-pack '/srv/clinic'")
    assert all(command in refused.value.sentence for command in ALLOWED)
    assert "ssh -t HOST" in refused.value.sentence


def test_no_command_at_all_opens_the_screens() -> None:
    assert asked("  ").command == ""


@pytest.mark.parametrize("forced", [("--data", "/srv/clinic"), ("--user", "kim"), ("--theme", "dark")])
def test_a_key_that_leaves_clinic_or_person_open_runs_nothing(forced: tuple[str, ...]) -> None:
    with pytest.raises(BadInput, match="must give the clinic and the person"):
        asked("unbilled", *forced)


def test_a_line_whose_quotes_the_client_took_away_is_answered_with_how_it_is_quoted() -> None:
    for request_line in ("quick doe p6>4; mfr30 @ neck", "quick \"doe jane' p3"):
        with pytest.raises(BadInput, match="put quotes around the whole command too, like ssh HOST"):
            asked(request_line)


def test_every_argument_that_may_be_given_over_ssh_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    # Whoever adds one decides here that it names no file, no other person and no other clinic.
    known = {
        "unbilled": "--date --all --therapist --format",
        "bill": "--list --ready --select --to --payer --therapist --out --created --dry-run --format",
        "claims": "==SUPPRESS== --format",
        "claims show": "name --format",
        "claims send": "name",
        "claims undo": "name",
        "claims again": "name",
        "claims mark": "name state --paid --adjusted --client-owes --reason --number --on",
        "claims correct": "name --number",
        "claims next-payer": "name",
        "claims hold": "name reason --until",
        "claims lift": "name",
        "claims not-billable": "name reason",
        "claims write-off": "name reason",
        "claims ask": "name reason",
        "claims answer": "name reason",
        "claims reopen": "name",
        "claims pay": "name dollars --by --ref",
        "claims refund": "name dollars reason --by --ref",
        "claims void": "name entry reason",
        "claims check": "file --format",
        "owed": "--by --age-from --payer --client --visits --format",
        "tomorrow": "--days --therapist --for --format",
        "check": "file --date --day --from --to --all --report --handed-over --rule --severity --therapist "
        "--payer --names --counts --jobs --format --json --schema",
        "report": "client",
        "trends": "client",
        "quick": "client line --format --dry-run",
        "chart": "client line --format --dry-run --sign",
        "pace": "--from --to --format",
        "sessions": "--end --format",
        "units": "minutes --rule --format",
        "explain": "rule --all --format",
        "codes find": "words --date --kind --format",
        "codes show": "code --date --kind --format",
        "codes tables": "",
        "phrases": "file --format --mine --dry-run",
        "vocabulary": "file --mine --dry-run",
        "rules": "file --dry-run",
        "verify": "--anchor --against",
        "history": "client --by --date --from --to --format",
        "access": "client --by --date --from --to --format",
        "audit": "--by --date --from --to --format",
    }
    parsers: dict[str, list[argparse.ArgumentParser]] = {}

    class Kept(command_line_options.OptionParser):
        def __init__(self, *args: object, **named: object) -> None:
            super().__init__(*args, **named)  # type: ignore[arg-type]
            parsers.setdefault(self.prog.removeprefix("charting-tui "), []).append(self)

    monkeypatch.setattr(command_line_options, "OptionParser", Kept)
    for command in ALLOWED:
        with pytest.raises(SystemExit):
            read_options([*command.split(), "--help"])
    shared = {"-h", "--help", "--data", "--user", "--theme", "--key-login"}
    allowed = [name for name in parsers if name in ALLOWED or name.partition(" ")[0] in ALLOWED]
    assert set(allowed) == set(known)
    for command in allowed:
        made = (one for parser in parsers[command] for one in parser._actions)
        given = {name for one in made for name in one.option_strings or [one.dest]}
        assert given - shared == set(known[command].split()), command


def over_ssh(root: Path, request_line: str, fed: str | None = None, **sent: str) -> Answer:
    words = ("--data", str(root), "--user", "kim")
    return call_process(*words, fed=fed, SSH_ORIGINAL_COMMAND=request_line, **sent)


@pytest.mark.long
def test_the_client_sets_neither_clinic_nor_clock(root: Path) -> None:
    sent = {"CHARTING_NOW": NOW_THERE, "CHARTING_DATA": "/nonexistent"}
    local = call_process("unbilled", "--data", str(root), "--user", "kim", **sent)
    assert "Doe, Jane" in local.out
    answer = over_ssh(root, "unbilled", **sent)
    assert answer.code == 0, answer.err
    assert answer.out.startswith("Nothing is unbilled on 2")
    assert "2026-11-23" not in answer.out
    assert "Doe, Jane" in over_ssh(root, "unbilled --date 2026-11-23", **sent).out


@pytest.mark.long
def test_a_visit_is_checked_from_standard_input_when_it_is_asked_for(root: Path) -> None:
    form = json.dumps(FORM)
    assert "T001" in over_ssh(root, "check -", fed=form).out
    assert "T001" not in over_ssh(root, "check", fed=form).out


def test_a_forced_command_that_names_a_command_runs_that_one() -> None:
    answer = call_process("units", "97110=33", SSH_ORIGINAL_COMMAND="explain C013")
    assert answer.out.startswith("97110")


def test_help_is_written_for_the_client(root: Path) -> None:
    told = over_ssh(root, "unbilled --help").out
    assert told.startswith("usage: ssh HOST unbilled")
    assert "--data" not in told
    assert "ssh HOST unbilled --help" in over_ssh(root, "unbilled --nonsense").err


@pytest.mark.long
def test_without_a_terminal_it_is_told_how_to_get_one(root: Path) -> None:
    words = ("--data", str(root), "--user", "kim")
    remote = call_process(*words, SSH_CONNECTION="192.0.2.1 50000 192.0.2.2 22")
    assert remote.err == (
        "charting-tui: The screens need a terminal. "
        "Use ssh -t HOST, or a command such as ssh HOST unbilled.\n"
    )
    here = call_process(*words)
    assert here.refused_in_one_sentence()
    assert "charting-tui unbilled" in here.err


def test_the_page_on_servers_names_what_is_allowed() -> None:
    page = re.sub(r"\s+", " ", (ROOT / "docs" / "server.md").read_text())
    assert ", ".join(f"`{command}`" for command in ALLOWED) in page
