import json
from datetime import date
from pathlib import Path

import pytest

from charting_tui.billing.fhir import fhir_bundle
from charting_tui.billing.x12.write_837p import write_837p
from charting_tui.cli.main import run
from charting_tui.records.additions import ImportedTable
from charting_tui.store.chart_store import ChartStore
from tests.billing.claims_made import ENVELOPE, MADE_AT, claim
from tests.clinic import OFFICE

GOOD = write_837p([claim(0)], ENVELOPE, MADE_AT)


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHARTING_NOW", "2026-11-30T15:04")


def checked(folder: Path, file: bytes, *words: str) -> int:
    named = folder / "claims.txt"
    named.write_bytes(file)
    return run(["claims", "check", str(named), *words])


def test_a_good_file_of_either_kind_is_accepted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(tmp_path, GOOD) == 0
    assert checked(tmp_path, fhir_bundle([claim(0)], MADE_AT)) == 0
    assert capsys.readouterr().out == "837P: accepted. No errors found.\nFHIR: accepted. No errors found.\n"


@pytest.mark.long
def test_faults_are_told_with_segment_and_claim(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = GOOD.replace(b"1234567893", b"1234567890")
    assert checked(tmp_path, wrong) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[1].split()[:3] == ["10", "NM1", "260901-0000"]
    assert told[1].endswith("(wrong check digit). Check it against the NPI registry.")
    assert told[-1] == "837P: 1 error."
    assert checked(tmp_path, wrong, "--format", "json") == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["kind"], answer["faults"][0]["segment"]) == ("837P", 10)


def test_what_is_no_file_of_claims_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(tmp_path, b"%PDF-1.7") == 2
    assert checked(tmp_path, b"ISA*00*~") == 2
    assert checked(tmp_path, b"{}") == 2
    assert checked(tmp_path, GOOD.replace(b"ST*837", b"ST*277")) == 2
    assert run(["claims", "check", str(tmp_path / "none")]) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 5
    assert "isn't an 837P or a FHIR bundle" in told[0]


def test_a_clinic_that_is_named_has_its_own_tables_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = tmp_path / "claims.txt"
    named.write_bytes(GOOD)
    gone = ImportedTable(
        kind="diagnoses", since=date(2026, 8, 1), source="a test", rows=("M54.2 - Neck pain",)
    )
    office = OFFICE.model_copy(update={"tables": (gone,)})
    ChartStore.create(tmp_path / "clinic", office, person="kim").close()
    assert run(["claims", "check", str(named), "--data", str(tmp_path / "clinic")]) == 1
    assert "M54.2" in capsys.readouterr().out
