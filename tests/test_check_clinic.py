import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from charting_tui.store.checking import Checked, Checker, CheckingEnded, Wanted, check_charts
from charting_tui.store.office_file import office_of
from tests.command_line import FORM, ROOT, call, environment

pytestmark = pytest.mark.long

TODAY = date(2026, 11, 23)
CLIENTS = 12


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory, copy_demo: Callable[[Path, int], Path]) -> Path:
    return copy_demo(tmp_path_factory.mktemp("data") / "demo", CLIENTS)


def checker(clinic: Path, wanted: Wanted | None = None) -> Checker:
    office = office_of(clinic)
    return Checker(clinic, office.model_dump_json(), TODAY, wanted or Wanted())


def checked(clinic: Path, *words: str, code: int = 1) -> list[dict[str, str]]:
    answer = call("check", "--data", str(clinic), "--json", *words)
    assert answer.code == code, answer
    return [json.loads(line) for line in answer.out.splitlines()]


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(("index.sqlite", "access."))
    }


@pytest.mark.parametrize("jobs", [None, 2])
def test_any_number_of_processes_finds_the_same(clinic: Path, jobs: int | None) -> None:
    wanted = Wanted(handed_over=True)
    told: list[tuple[int, int]] = []
    clients = checker(clinic).clients()
    one = check_charts(checker(clinic, wanted), clients, 1, lambda *count: told.append(count))
    many = check_charts(checker(clinic, wanted), clients, jobs, lambda *_: None)
    assert many == one
    assert told[-1] == (len(clients), len(clients)) == (CLIENTS, CLIENTS)
    assert [visit.when for visit in one.visits] == sorted(visit.when for visit in one.visits)


def dies(_: tuple[str, ...]) -> Checked:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


@pytest.mark.kills
def test_a_process_that_is_ended_from_outside_is_one_sentence() -> None:
    with pytest.raises(CheckingEnded, match="Another program stopped"):
        check_charts(dies, ["c00001"], 2, lambda *_: None)  # type: ignore[arg-type]


def test_some_days_are_those_days_and_both_ends_belong_to_them(
    tmp_path: Path, copy_demo: Callable[[Path, int], Path]
) -> None:
    clinic = copy_demo(tmp_path / "demo", 40)
    everything = checked(clinic, "--all", "--handed-over")
    days = sorted({one["date"] for one in everything})
    assert len(days) > 2
    some = checked(clinic, "--from", days[1], "--to", days[-2], "--handed-over")
    assert some == [one for one in everything if days[1] <= one["date"] <= days[-2]]
    assert checked(clinic, "--from", days[1], "--handed-over") == [
        one for one in everything if days[1] <= one["date"]
    ]
    assert checked(clinic, "--day", days[0], "--handed-over") == [
        one for one in everything if one["date"] == days[0]
    ]


def test_findings_are_narrowed_by_rule_weight_therapist_and_payer(clinic: Path) -> None:
    all_of_it = ("--from", "2026-11-02", "--handed-over")
    everything = checked(clinic, *all_of_it)
    assert checked(clinic, *all_of_it, "--rule", "A008", "--rule", "note-unsigned") == [
        one for one in everything if one["rule"] in {"A008", "N001"}
    ]
    for lightest, severities in (("blocks", {"blocks"}), ("warns", {"blocks", "warns"})):
        heavy = checked(clinic, *all_of_it, "--severity", lightest)
        assert heavy == [one for one in everything if one["severity"] in severities]
        assert 0 < len(heavy) < len(everything)
    for name in ("therapist", "payer"):
        value = everything[0][name]
        assert checked(clinic, *all_of_it, f"--{name}", value) == [
            one for one in everything if one[name] == value
        ]


def test_what_does_not_block_ends_with_0_and_what_blocks_with_1(clinic: Path) -> None:
    advice = ("--from", "2026-11-02", "--handed-over", "--rule", "A005")
    assert {one["severity"] for one in checked(clinic, *advice, code=0)} == {"advises"}
    assert checked(clinic, *advice, "--severity", "blocks", code=0) == []
    assert "Exit code" in call("check", "--help").out


def test_handed_over_visits_are_judged_where_that_is_asked_for(clinic: Path) -> None:
    clients = checker(clinic).clients()
    lately = date(2026, 11, 2)
    both = checker(clinic, Wanted(first=lately, handed_over=True))(clients).visits
    usual = {one.visit: one.findings for one in checker(clinic, Wanted(first=lately))(clients).visits}
    assert all(visit.findings == usual[visit.visit] for visit in both if usual[visit.visit])
    assert any(visit.findings and not usual[visit.visit] for visit in both)


def test_clients_are_named_only_where_that_is_asked_for(clinic: Path) -> None:
    plain = call("check", "--all", "--data", str(clinic)).out
    named = call("check", "--all", "--names", "--data", str(clinic)).out
    names = {one["client_name"] for one in checked(clinic, "--all", "--names")}
    assert names
    assert not any(name in plain for name in names)
    assert all(name in named for name in names)
    assert all(one["visit"] in plain for one in checked(clinic, "--all"))


def test_counts_add_up_to_the_findings(clinic: Path) -> None:
    everything = checked(clinic, "--all")
    counts = checked(clinic, "--all", "--counts")
    assert sum(int(row["findings"]) for row in counts) == len(everything)
    assert {row["rule"] for row in counts} == {one["rule"] for one in everything}
    for row in counts:
        same = ("rule", "severity")
        of_rule = [one["visit"] for one in everything if all(one[name] == row[name] for name in same)]
        assert [int(row["findings"]), int(row["visits"])] == [len(of_rule), len(set(of_rule))]
    assert f"{len(everything)} findings, in" in call("check", "--all", "--counts", "--data", str(clinic)).out
    assert "T001  units-exceed-minutes" in call("check", "-", "--counts", fed=json.dumps(FORM)).out


BAD_FORMS = (
    "",
    "nothing",
    "[]",
    "null",
    '{"visit": ',
    '{"visit": 3}',
    '{"visit": {"services": []}}',
    '{"visit": {"date": "2026-11-19"}}',
    '{"visit": {"date": "2026-02-30", "services": []}}',
    '{"visit": {"date": "2026-11-19", "date": "2026-11-20", "services": []}}',
    json.dumps(FORM | {"vists": 1}),
    json.dumps(FORM | {"payer": "medicar"}),
    json.dumps(FORM | {"practice": {"time_zone": "Mars"}, "as_of": None}),
)
BAD_WORDS = (
    ("--date", "2026-13-01"),
    ("--date", "19.11.2026"),
    ("--from", "soon"),
    ("--from", "2026-11-20", "--to", "2026-11-19"),
    ("--all", "--date", "2026-11-19"),
    ("--all", "--from", "2026-11-19"),
    ("--date", "2026-11-19", "--to", "2026-11-20"),
    ("--rule", "Z999"),
    ("--rule", ""),
    ("--severity", "terrible"),
    ("--therapist", "nobody"),
    ("--payer", "medicar"),
    ("--jobs", "0"),
    ("--jobs", "many"),
    ("--json", "--format", "json"),
    ("visit.json", "--all"),
    ("visit.json", "--therapist", "kim"),
    ("no such file",),
    ("/",),
    ("--user", "mallory"),
)


@pytest.mark.parametrize("fed", BAD_FORMS)
def test_what_is_no_visit_is_refused_in_one_sentence(fed: str) -> None:
    assert call("check", "-", fed=fed).refused_in_one_sentence()


@pytest.mark.parametrize("words", BAD_WORDS)
def test_a_wrong_word_is_refused_in_one_sentence_and_changes_nothing(
    clinic: Path, words: tuple[str, ...]
) -> None:
    before = files_in(clinic)
    assert call("check", "--data", str(clinic), *words).refused_in_one_sentence()
    assert files_in(clinic) == before


@pytest.mark.parametrize("place", ["missing", "file", "empty", "open", "newer", "torn"])
def test_what_is_no_clinic_is_refused_in_one_sentence(tmp_path: Path, place: str) -> None:
    folder = tmp_path / "clinic"
    if place == "file":
        folder.write_text("no clinic")
    elif place != "missing":
        folder.mkdir(mode=0o700)
    if place in {"open", "newer", "torn"}:
        texts = {"open": "{}", "newer": '{"form": 999}', "torn": '{"form": '}
        (folder / "practice.json").write_text(texts[place])
    if place == "open":
        folder.chmod(0o755)
    assert call("check", "--all", "--data", str(folder)).refused_in_one_sentence()


def test_a_damaged_chart_is_named_and_the_others_are_checked(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    call("demo", str(folder), "--clients", "3", "--no-open")
    whole = checker(folder)(["c00001", "c00002"])
    (folder / "charts" / "c00003.json").write_text('{"torn')
    assert checker(folder)(["c00001", "c00002", "c00003"]).visits == whole.visits
    assert "c00003" in checker(folder)(["c00003"]).unread[0]
    answer = call("check", "--all", "--rule", "A005", "--data", str(folder))
    assert answer.code == 1
    assert "c00003" in answer.err
    assert "Traceback" not in answer.err


def workers_of(process: int) -> set[int]:
    try:
        return {int(pid) for pid in Path(f"/proc/{process}/task/{process}/children").read_text().split()}
    except FileNotFoundError:
        return set()


def alive(processes: set[int]) -> Iterator[int]:
    return (pid for pid in processes if Path(f"/proc/{pid}").exists())


@pytest.mark.kills
def test_an_interruption_leaves_no_half_answer_and_no_process(clinic: Path) -> None:
    words = ("check", "--all", "--handed-over", "--jobs", "2", "--data", str(clinic))
    with subprocess.Popen(
        [sys.executable, "-m", "charting_tui", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        cwd=ROOT,
        start_new_session=True,
    ) as running:
        until = time.monotonic() + 60
        while not (workers := workers_of(running.pid)) and time.monotonic() < until:
            assert running.poll() is None
        begun = min(workers)
        os.kill(begun, signal.SIGSTOP)  # or all may be checked before the interruption comes
        os.killpg(running.pid, signal.SIGINT)
        os.kill(begun, signal.SIGCONT)
        out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert out == b""
    assert err == b"charting-tui: Interrupted.\n"
    while list(alive(workers)) and time.monotonic() < until:
        pass
    assert list(alive(workers)) == []
