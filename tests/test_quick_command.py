import fcntl
import json
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from charting_tui.operations.visits.opening import open_for_writing

from .clinic import CONSENT, NOW_THERE, TODAY, open_clinic
from .command_line import Answer, call


def quick(root: Path, *words: str) -> Answer:
    return call("quick", "--data", str(root), "--user", "kim", *words, CHARTING_NOW=NOW_THERE)


def texts(root: Path) -> list[str]:
    store = open_clinic(root)
    kept = store.chart("jane").visits
    store.close()
    return [one.visit.note.text().strip() for one in kept]


def test_a_line_is_charted_into_todays_visit(root: Path) -> None:
    answer = quick(root, "doe jane", "p6>4 desk; ut b3; 97140 30 @ ut : mfr; imp")
    assert answer.code == 0, answer.err
    assert "97140: 30 minutes, 2 units, upper trapezius" in answer.out
    (text,) = texts(root)
    assert text.startswith("Pain was 6/10 before treatment and 4/10 after, aggravated by desk work.")


def test_a_dry_run_tells_it_and_changes_nothing(root: Path) -> None:
    answer = quick(root, "doe jane", "p6>4; mfr30 @ ut", "--dry-run")
    assert (answer.code, texts(root)) == (0, [""])
    assert "Nothing was changed" in answer.out
    assert "myofascial release" in answer.out


def test_what_belongs_in_the_clients_file_is_told_and_entered_there(root: Path) -> None:
    line = "s: Written consent signed 2026-11-20; p3"
    for words, signed_on in (((line, "--dry-run"), CONSENT.signed_on), ((line,), date(2026, 11, 20))):
        answer = quick(root, "doe jane", *words)
        assert answer.code == 0, answer.err
        assert "Added to the client's chart: consent signed on 2026-11-20" in answer.out
        store = open_clinic(root)
        consent = store.chart("jane").file.client.consent
        store.close()
        assert consent is not None
        assert consent.signed_on == signed_on


def test_a_word_with_a_number_that_is_no_technique_is_told(root: Path) -> None:
    answer = quick(root, "doe jane", "p3; qe15")
    assert answer.code == 0
    assert "qe15: kept as typed: no technique is called “qe”." in answer.err


def test_what_needs_a_choice_stays_as_typed_and_is_told(root: Path) -> None:
    answer = quick(root, "doe jane", "p6>4 sleep; p11; ut b3")
    assert answer.code == 0
    assert (
        "which is meant: sleep better or sleep worse. It stays as typed. Write sleep+ or sleep-."
        in answer.err
    )
    assert "pain is a number from 0 to 10. It stays as typed." in answer.err
    (text,) = texts(root)
    assert text.startswith("P6>4 sleep. P11.")
    assert "grade 3 in the upper trapezius" in text


@pytest.mark.parametrize(
    "words", [("doe", "p3"), ("nobody", "p3"), ("doe amir", "p3", "--dry-run"), ("doe jane",)]
)
def test_a_client_that_is_not_one_is_refused_in_one_sentence(root: Path, words: tuple[str, ...]) -> None:
    answer = quick(root, *words)
    assert answer.refused_in_one_sentence(), answer
    assert texts(root) == [""]


def drafts_and_charts(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for folder in ("drafts", "charts", "people")
        for path in (root / folder).rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("format_", ["text", "json"])
def test_a_dry_run_works_while_the_visit_is_written_elsewhere_and_every_lock_of_records_is_held(
    root: Path, format_: str
) -> None:
    store = open_clinic(root)
    (row,) = store.summaries(day=TODAY, client="jane")
    session = open_for_writing(store, "jane", row.visit)
    session.type_text("subjective", "Typed elsewhere.")
    before = drafts_and_charts(root)
    with ExitStack() as held:
        for lock in (root / "locks").iterdir():
            if lock.name == "access":  # a look is written down, which takes a moment of it
                continue
            file = held.enter_context(lock.open("rb+"))
            fcntl.flock(file, fcntl.LOCK_EX)
        tried = quick(root, "doe jane", "p6>4; mfr30 @ ut", "--dry-run", "--format", format_)
    assert (tried.code, tried.err) == (0, "")
    assert "myofascial release" in tried.out
    assert drafts_and_charts(root) == before
    refused = quick(root, "doe jane", "p6>4")
    assert refused.refused_in_one_sentence()
    assert "another window" in refused.err
    session.leave()
    store.close()
    assert texts(root) == ["Typed elsewhere."]


def test_the_line_is_read_from_standard_input_and_told_as_json(root: Path) -> None:
    words = ("quick", "doe jane", "-", "--data", str(root), "--user", "kim", "--format", "json")
    answer = call(*words, fed="hu; p6>4; mfr30 @ ut; 902-958\n", CHARTING_NOW=NOW_THERE)
    assert (answer.code, answer.err) == (0, "")
    told = json.loads(answer.out)
    assert told["codes"] == [
        {"code": "97140", "minutes": 30, "area": "upper trapezius", "techniques": ["myofascial release"]}
    ]
    assert (told["health_update"], told["time_in"], told["time_out"]) == ("no change", "09:02", "09:58")
    assert texts(root)[0].startswith(told["sections"]["S"])


def test_bytes_that_are_no_text_are_refused_in_one_sentence(root: Path) -> None:
    words = ("quick", "doe jane", "-", "--data", str(root), "--user", "kim")
    assert call(*words, fed=b"p6 \xff", CHARTING_NOW=NOW_THERE).refused_in_one_sentence()
