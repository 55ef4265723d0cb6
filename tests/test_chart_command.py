"""The prompts in plain text: through a pipe, in a terminal, kept through a kill."""

import json
from pathlib import Path

import pytest

from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.records.visit import Visit

from .clinic import NOW_THERE, PIN, TODAY, open_clinic
from .command_line import Answer, call
from .prompted_clinic import clinic
from .terminal import Terminal
from .test_layers import modules_after

WHOLE = ("", "6>4 desk", "20>30", "y", "70>80", "y", "30", "15", "imp", "", "902-958", "")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return clinic(tmp_path / "clinic")


def chart(root: Path, fed: str, *words: str, client: str = "doe jane") -> Answer:
    return call(
        "chart", client, "--data", str(root), "--user", "kim", *words, fed=fed, CHARTING_NOW=NOW_THERE
    )


def visit_of(root: Path) -> Visit:
    store = open_clinic(root)
    (row,) = store.summaries(day=TODAY, client="jane")
    kept = store.chart("jane").visit(row.visit)
    store.close()
    assert kept is not None
    return kept.visit


def lines(*answers: str) -> str:
    return "".join(f"{one}\n" for one in answers)


def test_answers_through_a_pipe_chart_the_visit(root: Path) -> None:
    done = chart(root, lines(*WHOLE))
    assert done.code == 0, done
    assert "11 of 11. When did the session begin and end?" in done.out
    assert "97140: 30 minutes, 2 units, upper trapezius, levator scapulae" in done.out
    visit = visit_of(root)
    assert [(line.code, line.minutes) for line in visit.services] == [("97140", 30), ("97110", 15)]
    assert visit.note.quick_line == ""


def test_several_answers_in_one_line_are_understood(root: Path) -> None:
    done = chart(root, lines("hu; p6>4; sleep+; ut b3; neck rot r70; mfr30 @ ut", "y", "-", "tol", "1xw"))
    assert done.code == 1
    assert "11 of 11. When did the session begin and end?" in done.out
    assert "6 of 11. Diagnoses" in done.out


def test_an_end_of_input_keeps_what_was_answered_and_the_next_run_goes_on(root: Path) -> None:
    first = chart(root, lines("", "6>4", "?", "<", "5>3"))
    assert first.code == 1
    assert "saved in the visit" in first.out
    assert "sleep+ is better" in first.out
    assert visit_of(root).note.quick_line == "hu; neck p5>3; "
    again = chart(root, "")
    assert "pain: neck p5>3" in again.out
    assert "3 of 11. What can the client do" in again.out


def test_enter_does_not_affirm_minutes(root: Path) -> None:
    done = chart(root, lines("hu; p1; sleep+; ut b1; neck rot r70", "y", "", ""))
    assert done.out.count("y confirms it for today, - skips it") == 2
    assert visit_of(root).services == ()


def test_the_record_is_signed_with_a_pin(root: Path) -> None:
    done = chart(root, lines(*WHOLE, PIN), "--sign")
    assert done.code == 0, done
    assert "Signed." in done.out
    store = open_clinic(root)
    (row,) = store.summaries(day=TODAY, client="jane")
    kept = store.chart("jane").visit(row.visit)
    assert kept is not None
    assert kept.signed is not None
    assert store.verify().sound
    store.close()


def test_a_client_that_is_not_one_is_refused_in_one_sentence(root: Path) -> None:
    assert chart(root, "", client="doe").refused_in_one_sentence()


@pytest.mark.long
def test_the_command_brings_in_no_textual(root: Path) -> None:
    code = "import charting_tui.cli.chart"
    assert not modules_after(code, root) & {"textual", "rich"}


ONE_LINE = "hu; p6>4 desk; fn drive 20>30min; ut b3; neck rot r70>80; mfr30 @ ut; imp; lev r"


def test_all_answers_come_as_one_line_and_what_it_leaves_unanswered_is_told(root: Path) -> None:
    done = chart(root, ONE_LINE, "-", "--format", "json")
    assert (done.code, done.err) == (0, "")
    told = json.loads(done.out)
    assert [(one["code"], one["minutes"]) for one in told["codes"]] == [("97140", 30)]
    assert told["unanswered"] == ["diagnoses", "exercise", "plan", "times"]
    assert [one["text"] for one in told["kept_as_typed"]] == ["lev r"]
    assert any("what was found?" in one["text"] for one in told["questions"])
    assert visit_of(root).note.subjective.startswith(told["sections"]["S"].splitlines()[0])
    assert visit_of(root).note.quick_line == ""


def test_a_dry_run_of_a_line_or_of_answers_changes_nothing_while_the_visit_is_open_elsewhere(
    root: Path,
) -> None:
    store = open_clinic(root)
    (row,) = store.summaries(day=TODAY, client="jane")
    session = open_for_writing(store, "jane", row.visit)
    before = visit_of(root)
    line = chart(root, ONE_LINE, "-", "--dry-run")
    assert "Not answered: diagnoses, exercise, plan, times." in line.out
    asked = chart(root, lines(*WHOLE), "--dry-run")
    left = chart(root, lines("", "6>4"), "--dry-run")
    for tried in (line, asked, left):
        assert "Nothing was changed." in tried.out
    assert (line.code, asked.code, left.code) == (0, 0, 1)
    assert "97140: 30 minutes" in asked.out
    session.leave()
    store.close()
    assert visit_of(root) == before


@pytest.mark.parametrize(
    "words",
    [
        ("jane",),
        ("--format", "json"),
        ("-", "--sign", "--dry-run"),
        ("-", "--sign", "--format", "json"),
        ("-",),
    ],
)
def test_use_that_would_lose_an_answer_or_a_question_is_refused(root: Path, words: tuple[str, ...]) -> None:
    assert chart(root, "", *words).refused_in_one_sentence()


@pytest.mark.terminal
def test_a_kill_loses_no_answer(root: Path) -> None:
    arguments = ["chart", "doe jane", "--data", str(root), "--user", "kim"]
    env = {"CHARTING_NOW": NOW_THERE}
    with Terminal(arguments, root.parent, env=env) as screen:
        screen.sees("1 of 11").press("enter").sees("2 of 11").types("6>4 desk").press("enter")
        screen.sees("3 of 11").types("20>30")
        screen.kill()
    with Terminal(arguments, root.parent, env=env) as again:
        again.sees("pain: neck p6>4 desk", "3 of 11").rests().press("ctrl+c").sees("saved in the visit")
        assert again.ends() == 130
    assert visit_of(root).note.quick_line == "hu; neck p6>4 desk; "


def test_the_help_of_the_command_tells_every_sign() -> None:
    told = call("chart", "--help")
    assert told.code == 0
    assert all(sign in told.out for sign in ("y confirms", "- skips", "? explains", "< goes back", "--sign"))


def test_a_clients_progress_is_told_in_plain_text(root: Path) -> None:
    told = call("report", "doe jane", "--data", str(root), "--user", "kim", CHARTING_NOW=NOW_THERE)
    assert told.code == 0, told
    assert told.out.startswith(
        "Progress report: Doe, Jane, born 3/7/1980; up to 11/16/2026\nDiagnosis: M54.2 "
    )
    assert "Neck pain on arrival was 7/10 on 11/9/2026 and is the same on 11/16/2026." in told.out
    nobody = call("report", "doe amir", "--data", str(root), "--user", "kim", CHARTING_NOW=NOW_THERE)
    assert nobody.refused_in_one_sentence()
