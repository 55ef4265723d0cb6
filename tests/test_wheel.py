import json
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("source") / "checkout"
    shutil.copytree(
        CHECKOUT,
        source,
        ignore=shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__"),
    )
    built = tmp_path_factory.mktemp("built")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built), at=source)
    (found,) = built.glob("charting_tui-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel in it, which finds only the dependencies in the one of the tests."""
    place = tmp_path_factory.mktemp("installed") / "env"
    _run(sys.executable, "-m", "venv", "--without-pip", str(place), at=place.parent)
    python = place / "bin" / "python"
    pip = ("-m", "pip", "--python", str(python), "--isolated", "--disable-pip-version-check")
    _run(sys.executable, *pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel), at=place.parent)
    (packages,) = (place / "lib").glob("python*/site-packages")
    (packages / "dependencies.pth").write_text(_DEPENDENCIES.format(sysconfig.get_path("purelib")))
    return place / "bin"


_DEPENDENCIES = "import sys; sys.path.append({!r})\n"
"""As a path of its own, so that the editable install in there is not followed."""


def _run(*words: str, at: Path, stdin: str = "", codes: tuple[int, ...] = (0,)) -> str:
    done = subprocess.run(
        words,
        cwd=at,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": str(at), "LANG": "C.UTF-8", "CHARTING_NOW": "2026-11-23T12:00"},
    )
    assert done.returncode in codes, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout


def test_the_wheel_carries_every_data_file_and_the_looks_and_no_test(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    data = {f"charting_tui/data/{path.name}" for path in (CHECKOUT / "data").glob("*.json")}
    assert data
    assert data <= names
    assert "charting_tui/looks.tcss" in names
    assert not [name for name in names if name.startswith(("tests/", "bench/", "docs/"))]


def test_it_runs_from_its_own_files_and_not_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    place = _run(
        str(installed / "python"), "-c", "import charting_tui; print(charting_tui.__file__)", at=tmp_path
    )
    assert place.startswith(str(installed.parent))
    version = _run(str(installed / "python"), "-m", "charting_tui", "--version", at=tmp_path)
    assert version == _run(str(installed / "charting-tui"), "--version", at=tmp_path)
    assert version.startswith("charting-tui ")


def test_installed_commands_answer_from_the_tables_they_carry(installed: Path, tmp_path: Path) -> None:
    program = str(installed / "charting-tui")
    told = _run(program, "units", "--format", "json", "97110=33", "97140=7", at=tmp_path)
    assert json.loads(told)["units"] == {"97110": 2, "97140": 1}
    visit = {"visit": {"date": "2026-11-20", "services": [{"code": "97124", "minutes": 5, "units": 2}]}}
    found = _run(program, "check", "-", "--format", "json", at=tmp_path, stdin=json.dumps(visit), codes=(1,))
    assert "T001" in {finding["rule"] for finding in json.loads(found)}
    made = _run(program, "demo", str(tmp_path / "demo"), "--clients", "12", "--no-open", at=tmp_path)
    assert "12 clients" in made
    assert "Nothing is wrong" in _run(program, "verify", "--data", str(tmp_path / "demo"), at=tmp_path)


def test_it_is_compiled_when_it_is_installed(installed: Path) -> None:
    (package,) = installed.parent.glob("lib/python*/site-packages/charting_tui")
    sources = {path.relative_to(package) for path in package.rglob("*.py")}
    compiled = {
        path.relative_to(package).parent.parent / f"{path.name.split('.')[0]}.py"
        for path in package.rglob("*.pyc")
    }
    assert sources <= compiled
