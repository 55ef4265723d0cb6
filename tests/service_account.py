"""An account of this machine that is nobody's own, set up for a clinic by the commands of docs/server.md."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from .installed import CHECKOUT, build_wheel, copy_dependencies, install

_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
_BY_NETWORK = re.compile("apt-get install|pip install|-m venv")
"""Lines of that page whose work is done here from what is on the machine already."""


def what_is_missing() -> str:
    """Return why no account can be made here, or nothing."""
    if os.getuid() != 0:
        return "only root makes accounts"
    missing = [
        name for name in ("useradd", "userdel", "runuser", "install") if not shutil.which(name, path=_PATH)
    ]
    if missing:
        return f"not installed: {', '.join(missing)}"
    return "" if _interpreter() else f"{sys.executable} is in a folder of root alone, and there is no other"


class ServiceAccount:
    """The account with its clinic and the installed program; all of it is removed at the end."""

    def __init__(self) -> None:
        self.name = f"charting{os.getpid()}"
        self.home = Path("/home") / self.name
        self.place = Path(tempfile.mkdtemp(prefix="charting-server-"))
        self.place.chmod(0o755)
        self.clinic = self.place / "clinic"
        self.program = self.place / "env" / "bin" / "charting-tui"

    def __enter__(self) -> Self:
        wheel = build_wheel(Path(tempfile.mkdtemp(dir=self.place)))
        dependencies = copy_dependencies(self.place / "dependencies")
        install(wheel, self.place / "env", _interpreter(), dependencies)
        try:
            lines = self._of_page("useradd")
            self._sh("\n".join(line for line in lines if not _BY_NETWORK.search(line)))
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        words = ["userdel", "--force", "--remove", self.name]
        subprocess.run(words, env={"PATH": _PATH}, capture_output=True, check=False)
        shutil.rmtree(self.place)

    def runs(self, *words: str) -> str:
        """Run the program as the account, on this machine, and return what it says."""
        return self._sh('exec runuser -u "$0" -- "$@"', self.name, str(self.program), *words)

    def authorize(self, public_key: str, person: str, clinic: Path) -> None:
        """Let the key in as that person, by the line that the page gives."""
        (line,) = self._of_page("command=")
        line = line.replace(str(self.clinic), str(clinic)).replace("--user kim", f"--user {person}")
        forced, _, _ = line.partition(" ssh-ed25519")
        with (self.home / ".ssh" / "authorized_keys").open("a") as keys:
            keys.write(f"{forced} {public_key}")

    def _of_page(self, word: str) -> list[str]:
        """Return the page's block with that word in it, for this account and its places."""
        blocks = re.findall(r"(?:^    .*\n)+", (CHECKOUT / "docs" / "server.md").read_text(), re.MULTILINE)
        (block,) = [block for block in blocks if word in block]
        block = block.replace("/opt/charting-tui", str(self.place / "env"))
        parts = block.split("/srv/clinic")
        here = str(self.clinic).join(re.sub(r"\bclinic\b", self.name, part) for part in parts)
        return [line.strip() for line in here.splitlines()]

    def _sh(self, script: str, *words: str) -> str:
        env = {"PATH": _PATH, "LANG": "C.UTF-8"}
        done = subprocess.run(
            ["sh", "-euc", script, *words], cwd="/", env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{script}: {done.stdout}{done.stderr}"
        return done.stdout


def _interpreter() -> str:
    """Return a Python of the tests' version that every account may run, or nothing."""
    here = Path(sys.executable).resolve()
    others = Path(f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}")
    return next((str(one) for one in (here, others) if _is_everybodys(one)), "")


def _is_everybodys(program: Path) -> bool:
    return program.exists() and all(place.stat().st_mode & 0o001 for place in (program, *program.parents))
