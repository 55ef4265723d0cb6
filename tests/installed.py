"""The program as it is installed: the wheel of this checkout, in an environment of its own."""

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
_DEPENDENCIES = "import sys; sys.path.append({!r})\n"
"""As a path of its own, so that the editable install in there is not followed."""


def build_wheel(at: Path) -> Path:
    source, built = at / "checkout", at / "built"
    left_out = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__")
    shutil.copytree(CHECKOUT, source, ignore=left_out)
    built.mkdir()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built), at=source)
    (found,) = built.glob("charting_tui-*.whl")
    return found


def install(wheel: Path, place: Path, interpreter: str, dependencies: Path) -> Path:
    """Install the wheel, which finds what it needs in ``dependencies``; return the folder of its commands."""
    run(interpreter, "-m", "venv", "--without-pip", str(place), at=place.parent)
    python = place / "bin" / "python"
    pip = ("-m", "pip", "--python", str(python), "--isolated", "--disable-pip-version-check")
    run(sys.executable, *pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel), at=place.parent)
    (packages,) = (place / "lib").glob("python*/site-packages")
    (packages / "dependencies.pth").write_text(_DEPENDENCIES.format(str(dependencies)))
    return place / "bin"


def dependencies_of_the_tests() -> Path:
    return Path(sysconfig.get_path("purelib"))


def copy_dependencies(to: Path) -> Path:
    """Copy what the program needs, for an account that may not read the environment of the tests."""
    left_out = shutil.ignore_patterns("charting_tui*", "_editable*", "pip*", "setuptools*", "*mypy*")
    return Path(shutil.copytree(dependencies_of_the_tests(), to, ignore=left_out))


def run(*words: str, at: Path, stdin: str = "", codes: tuple[int, ...] = (0,)) -> str:
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
