import csv
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from charting_tui.cli.clinic import clinic_clock
from charting_tui.cli.moment import clock_that_may_be_set
from charting_tui.interchange.columns import Layout
from charting_tui.interchange.exports import APPOINTMENTS, CLIENTS
from charting_tui.records.office import Office
from charting_tui.records.people import Practice
from charting_tui.rules.registry import rules
from tests.command_line import FORM, ROOT, Answer, call, call_process, environment


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory, copy_demo: Callable[[Path, int], Path]) -> Path:
    return copy_demo(tmp_path_factory.mktemp("data") / "demo", 40)


@pytest.mark.parametrize(
    "words",
    [
        ("units", "97110"),
        ("units", "97110=3o"),
        ("units", "97110=-5"),
        ("units", "00000=30"),
        ("units", "97110=99999999999999999999"),
        ("units",),
        ("units", "--rule", "other", "97110=30"),
        ("nothing-like-this",),
        ("--user",),
        ("check", "/nonexistent/form.json"),
        ("check", "/"),
        ("check", "x" * 5000),
        ("check", "--all", "--date", "2026-11-19"),
        ("check", "--date", "19.11.2026"),
        ("explain",),
        ("explain", "Z999"),
        ("explain", "C013", "--all"),
        ("unbilled", "--data", "/nonexistent"),
        ("reindex", "--data", "/etc/passwd"),
        ("demo", "--clients", "0"),
        ("demo", "/", "--no-open"),
        ("init", "/etc"),
        (),
    ],
)
def test_bad_use_ends_with_2_and_one_sentence(words: tuple[str, ...]) -> None:
    answer = call(*words)
    assert answer.refused_in_one_sentence(), answer


@pytest.mark.parametrize(
    "command",
    [
        "init",
        "demo",
        "units",
        "check",
        "explain",
        "unbilled",
        "reindex",
        "verify",
        "import-schedule",
        "vocabulary",
    ],
)
def test_every_command_has_help_that_names_the_clinic_option(command: str) -> None:
    answer = call(command, "--help")
    assert answer.code == 0
    assert "--data" in answer.out


def test_the_version_is_told() -> None:
    answer = call("--version")
    assert (answer.code, answer.out.split()[0]) == (0, "charting-tui")


def test_a_form_is_checked_from_a_file_and_from_standard_input_alike(tmp_path: Path) -> None:
    file = tmp_path / "visit.json"
    file.write_text(json.dumps(FORM))
    from_file = call("check", str(file), "--format", "json")
    assert from_file.code == 1
    assert {"T001"} <= {finding["rule"] for finding in json.loads(from_file.out)}
    keys = {"rule", "name", "severity", "field", "message", "remedy", "source", "fixes", "level", "stops"}
    assert all(set(finding) == keys for finding in json.loads(from_file.out))
    for words in (("check", "-"), ("check",)):
        assert call(*words, "--format", "json", fed=json.dumps(FORM)) == from_file


def test_findings_are_told_in_words_too() -> None:
    answer = call("check", "-", fed=json.dumps(FORM))
    assert "T001 units-exceed-minutes, error" in answer.out


@pytest.mark.parametrize(
    "fed",
    ["", "not json", "[]", "{}", '{"visit": 3}', b"\xff\xfe\x00", "[" * 100_000, json.dumps(FORM | {"x": 1})],
)
def test_what_is_not_the_form_is_refused_in_one_sentence(fed: str | bytes) -> None:
    assert call("check", "-", fed=fed).refused_in_one_sentence()


@pytest.mark.long
def test_the_form_is_described_as_json_schema() -> None:
    answer = call("check", "--schema")
    assert answer.code == 0
    assert "visit" in json.loads(answer.out)["properties"]


def test_the_clock_of_a_demo_and_of_a_form_can_be_set_and_that_of_work_cannot(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CHARTING_NOW", "1999-12-31T23:30")
    demo, work = Office(practice=Practice(made_for="demo")), Office(practice=Practice(made_for="work"))
    assert clinic_clock(demo).today() == date(1999, 12, 31)
    assert clock_that_may_be_set("Europe/Vienna").local().hour == 23
    assert clinic_clock(work).today().year > 1999


def test_today_is_that_of_the_forms_own_time_zone() -> None:
    form = {"visit": {"date": "2026-11-24", "services": [{"code": "97124"}]}}
    moment = "2026-11-24T02:00+00:00"
    assert "K005" in call("check", "-", fed=json.dumps(form), CHARTING_NOW=moment).out
    vienna = json.dumps({**form, "practice": {"time_zone": "Europe/Vienna"}})
    assert "K005" not in call("check", "-", fed=vienna, CHARTING_NOW=moment).out
    nowhere = json.dumps({**form, "practice": {"time_zone": "../Nowhere"}})
    assert call("check", "-", fed=nowhere).refused_in_one_sentence()


def test_a_moment_that_is_none_is_refused() -> None:
    form = json.dumps({"visit": {"date": "2027-01-05", "services": []}})
    assert call("check", "-", fed=form, CHARTING_NOW="yesterday").refused_in_one_sentence()


def test_a_day_of_the_clinic_is_checked_and_findings_name_their_visit(clinic: Path) -> None:
    answer = call("check", "--date", "2026-11-23", "--format", "json", "--data", str(clinic))
    found = json.loads(answer.out)
    assert answer.code == 1
    assert {finding["date"] for finding in found} == {"2026-11-23"}
    everything = json.loads(call("check", "--all", "--format", "json", CHARTING_DATA=str(clinic)).out)
    assert len(everything) >= len(found)
    without_input = call("check", "--format", "json", "--data", str(clinic))
    assert json.loads(without_input.out) == found


def test_a_day_without_visits_has_no_findings(clinic: Path) -> None:
    answer = call("check", "--date", "2020-01-01", "--data", str(clinic))
    assert (answer.code, answer.out) == (0, "No findings.\n")


def test_a_rule_is_explained_by_id_and_by_name() -> None:
    by_id, by_name = call("explain", "C013"), call("explain", "massage-with-manual-therapy")
    assert by_id == by_name
    assert by_id.out.startswith("## C013 massage-with-manual-therapy")
    page = json.loads(call("explain", "C013", "--format", "json").out)
    assert (page["rule"], page["severity"], page["stops"]) == ("C013", "blocks", "bill")
    assert "CO-97" in page["denials"]
    assert f"- Prevents: {', '.join(page['denials'])}" in by_id.out


@pytest.mark.parametrize("command", ["chart", "quick", "report", "trends"])
def test_a_name_of_several_words_without_quotes_is_answered_with_how_it_is_written(command: str) -> None:
    answer = call(command, "alvarez", "luc", "imp")
    assert answer.refused_in_one_sentence()
    assert 'put quotes around a name of several words, like "doe jane"' in answer.err
    more = [] if command == "chart" else ["imp"]
    assert "quotes" not in call(command, "alvarez", *more, "--nonsense").err


@pytest.mark.parametrize(
    ("command", "layout"), [("import-schedule", APPOINTMENTS), ("import-clients", CLIENTS)]
)
def test_the_help_of_an_import_names_every_column_it_knows(command: str, layout: Layout) -> None:
    told = " ".join(call(command, "--help").out.split()).partition("with --columns: ")[2]
    assert [column.name for column in layout.columns if column.name not in told] == []


def test_a_rules_id_without_its_zeros_is_answered_with_the_whole_one() -> None:
    assert "did you mean C013? charting-tui" in call("explain", "c13").err
    assert "did you mean" not in call("explain", "c99").err


def test_every_rule_is_explained_at_once() -> None:
    pages = json.loads(call("explain", "--all", "--format", "json").out)
    markdown = call("explain", "--all").out
    assert len(pages) == len(rules())
    assert all(f"## {page['rule']} {page['name']}" in markdown for page in pages)


def test_unbilled_visits_are_the_same_in_every_format(clinic: Path) -> None:
    words = ("unbilled", "--data", str(clinic))
    listed = json.loads(call(*words, "--format", "json").out)
    assert listed
    assert {visit["date"] for visit in listed} == {"2026-11-23"}
    assert {visit["stands"] for visit in listed} == {
        "to chart",
        "to sign",
        "blocked",
        "ready",
        "not sent",
        "held",
    }
    table = list(csv.DictReader(call(*words, "--format", "csv").out.splitlines()))
    assert [row["client"] for row in table] == [visit["client_name"] for visit in listed]
    assert [row["money"] for row in table] == [visit["money"] for visit in listed]
    text = call(*words).out
    assert all(visit["client_name"] in text for visit in listed)


def test_unbilled_visits_can_be_narrowed_and_widened(clinic: Path) -> None:
    words = ("unbilled", "--format", "json", "--data", str(clinic))
    today = json.loads(call(*words).out)
    of_lee = json.loads(call(*words, "--therapist", "lee").out)
    assert of_lee == [visit for visit in today if visit["therapist"] == "lee"]
    assert len(json.loads(call(*words, "--all").out)) > len(today)
    assert call(*words, "--therapist", "nobody").refused_in_one_sentence()
    assert (
        call("unbilled", "--date", "2020-01-01", "--data", str(clinic)).out
        == "Nothing is unbilled on 2020-01-01.\n"
    )


def test_global_options_hold_before_and_after_the_command(clinic: Path) -> None:
    after = call("unbilled", "--data", str(clinic), "--user", "robin")
    before = call("--data", str(clinic), "--user", "robin", "unbilled")
    assert before == after
    assert before.code == 0


def test_a_stranger_is_refused_by_name(clinic: Path) -> None:
    answer = call("unbilled", "--data", str(clinic), "--user", "mallory")
    assert answer.refused_in_one_sentence()
    assert "mallory" in answer.err


def test_the_index_is_made_anew_and_the_record_verified(clinic: Path) -> None:
    assert call("reindex", "--data", str(clinic)) == Answer(0, "Read 40 charts into the index.\n", "")
    assert call("verify", "--data", str(clinic)).code == 0


@pytest.mark.long
def test_a_demo_replaces_a_demo_and_nothing_else(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("dear")
    assert call("demo", str(mine), "--no-open").refused_in_one_sentence()
    assert (mine / "thesis.txt").read_text() == "dear"
    folder = tmp_path / "demo"
    first = call("demo", str(folder), "--clients", "3", "--no-open")
    again = call("demo", str(folder), "--clients", "4", "--no-open")
    assert (first.code, again.code) == (0, 0)
    assert "4 clients" in again.out
    assert list(tmp_path.glob(".demo-*")) == []


@pytest.mark.long
def test_todays_demo_is_opened_and_an_older_one_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    words = ("demo", str(folder), "--clients", "3", "--no-open", "--open-if-there")
    call(*words)
    made = (folder / "practice.json").stat().st_ino
    call(*words)
    assert (folder / "practice.json").stat().st_ino == made
    call(*words, CHARTING_NOW="2026-11-24T09:00")
    assert (folder / "practice.json").stat().st_ino != made
    listed = call("check", "--date", "2026-11-24", "--data", str(folder), CHARTING_NOW="2026-11-24T09:00")
    assert listed.code in {0, 1}


def test_an_empty_clinic_is_made_and_its_clock_cannot_be_set(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    made = call("init", str(folder), "--name", "Alder Bodywork", "--state", "wa", "--user", "ana")
    assert made.code == 0
    assert call("init", str(folder), "--user", "ana").refused_in_one_sentence()
    unbilled = call("unbilled", "--data", str(folder), "--user", "ana", CHARTING_NOW="1999-01-01T00:00")
    assert unbilled.code == 0
    assert "1999" not in unbilled.out
    assert call("unbilled", "--data", str(folder), "--user", "kim").refused_in_one_sentence()


@pytest.mark.long
def test_a_reader_who_leaves_early_gets_no_traceback(clinic: Path) -> None:
    command = f"{sys.executable} -m charting_tui check --all --data {clinic} | head -c 1"
    done = subprocess.run(command, shell=True, capture_output=True, env=environment(), cwd=ROOT, check=False)
    assert done.stderr == b""


@pytest.mark.long
def test_a_full_or_closed_output_is_told_without_a_traceback() -> None:
    words = f"{sys.executable} -m charting_tui explain --all"
    full = subprocess.run(
        f"{words} > /dev/full", shell=True, capture_output=True, env=environment(), cwd=ROOT, check=False
    )
    assert full.returncode == 1
    assert full.stderr.decode().count("\n") == 1
    assert b"Traceback" not in full.stderr
    closed = subprocess.run(f"{words} >&- 2>&-", shell=True, env=environment(), cwd=ROOT, check=False)
    assert closed.returncode == 0


def test_odd_encodings_change_no_exit_code(clinic: Path) -> None:
    answer = call_process("unbilled", "--all", "--data", str(clinic), PYTHONIOENCODING="ascii", LC_ALL="C")
    assert answer.code == 0
    assert answer.err == ""


def test_tables_that_are_out_of_date_are_told_below_the_findings_and_beside_json(clinic: Path) -> None:
    words = call("check", "--all", "--data", str(clinic)).out.splitlines()
    told = [line for line in words if line.startswith("Code pairs are from July 2024; ")]
    assert len(told) == 1
    answer = call("check", "--all", "--json", "--data", str(clinic))
    assert all("rule" in json.loads(line) for line in answer.out.splitlines())
    assert answer.err.count("Code pairs are from July 2024; ") == 1
