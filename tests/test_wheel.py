import json
import sys
import zipfile
from pathlib import Path

import pytest

from .installed import CHECKOUT, build_wheel, dependencies_of_the_tests, install, run

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel in it, which finds only the dependencies in the one of the tests."""
    place = tmp_path_factory.mktemp("installed") / "env"
    return install(wheel, place, sys.executable, dependencies_of_the_tests())


def test_the_wheel_carries_every_data_file_and_the_looks_and_no_test(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    data = {f"charting_tui/data/{path.name}" for path in (CHECKOUT / "data").glob("*.json")}
    assert data
    assert data <= names
    assert "charting_tui/looks.tcss" in names
    paper = CHECKOUT / "charting_tui" / "billing" / "paper"
    assert {
        str(path.relative_to(CHECKOUT)) for path in (*paper.rglob("*.typ"), *paper.rglob("*.ttf"))
    } <= names
    assert not [name for name in names if name.startswith(("tests/", "bench/", "docs/"))]


def test_it_runs_from_its_own_files_and_not_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    place = run(
        str(installed / "python"), "-c", "import charting_tui; print(charting_tui.__file__)", at=tmp_path
    )
    assert place.startswith(str(installed.parent))
    version = run(str(installed / "python"), "-m", "charting_tui", "--version", at=tmp_path)
    assert version == run(str(installed / "charting-tui"), "--version", at=tmp_path)
    assert version.startswith("charting-tui ")


def test_installed_commands_answer_from_the_tables_they_carry(installed: Path, tmp_path: Path) -> None:
    program = str(installed / "charting-tui")
    told = run(program, "units", "--format", "json", "97110=33", "97140=7", at=tmp_path)
    assert json.loads(told)["units"] == {"97110": 2, "97140": 1}
    visit = {"visit": {"date": "2026-11-20", "services": [{"code": "97124", "minutes": 5, "units": 2}]}}
    found = run(program, "check", "-", "--format", "json", at=tmp_path, stdin=json.dumps(visit), codes=(1,))
    assert "T001" in {finding["rule"] for finding in json.loads(found)}
    made = run(program, "demo", str(tmp_path / "demo"), "--clients", "12", "--no-open", at=tmp_path)
    assert "12 clients" in made
    assert "No faults found" in run(program, "verify", "--data", str(tmp_path / "demo"), at=tmp_path)


def test_it_is_compiled_when_it_is_installed(installed: Path) -> None:
    (package,) = installed.parent.glob("lib/python*/site-packages/charting_tui")
    sources = {path.relative_to(package) for path in package.rglob("*.py")}
    compiled = {
        path.relative_to(package).parent.parent / f"{path.name.split('.')[0]}.py"
        for path in package.rglob("*.pyc")
    }
    assert sources <= compiled
