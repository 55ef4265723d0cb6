from datetime import date
from pathlib import Path

import pytest

from .clinic import CONSENT, NOW_THERE, open_clinic
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
        assert "Into the client's file: consent signed on 2026-11-20" in answer.out
        store = open_clinic(root)
        consent = store.chart("jane").file.client.consent
        store.close()
        assert consent is not None
        assert consent.signed_on == signed_on


def test_a_word_with_a_number_that_is_no_technique_is_told(root: Path) -> None:
    answer = quick(root, "doe jane", "p3; qe15")
    assert answer.code == 0
    assert "qe15: kept as typed: no technique is called “qe”." in answer.err


def test_what_needs_a_choice_is_told_and_nothing_is_charted(root: Path) -> None:
    answer = quick(root, "doe jane", "p6>4 sleep; p11")
    assert (answer.code, texts(root)) == (1, [""])
    assert "Write sleep+ or sleep-." in answer.err
    assert "pain is a number from 0 to 10" in answer.err


@pytest.mark.parametrize(
    "words", [("doe", "p3"), ("nobody", "p3"), ("doe amir", "p3", "--dry-run"), ("doe jane",)]
)
def test_a_client_that_is_not_one_is_refused_in_one_sentence(root: Path, words: tuple[str, ...]) -> None:
    answer = quick(root, *words)
    assert answer.refused_in_one_sentence(), answer
    assert texts(root) == [""]
