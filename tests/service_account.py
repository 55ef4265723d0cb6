"""A clinic's server on this machine, set up under an account of its own by the program's own command."""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from charting_tui.server.host import Host
from charting_tui.server.people import add

from .command_line import call
from .installed import build_wheel, copy_dependencies, install

_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
_NEW = ("--name", "Alder Bodywork", "--state", "WA", "--owner", "kim")
OF_A_NEW_SERVER = (*_NEW, "--backup-to", "/mnt/backup/clinic")


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
    """A server as ``server set-up`` makes it, with places of its own; all of it is removed at the end.

    The program is put there beforehand from what is on the machine, since tests fetch nothing.
    """

    def __init__(self) -> None:
        self.name = f"charting{os.getpid()}"
        self.home = Path("/var/lib") / self.name
        self.place = Path(tempfile.mkdtemp(prefix="charting-server-"))
        self.place.chmod(0o755)
        self.clinic = self.place / "clinic"
        self.places = self.place / "server.json"
        self.host = Host(
            account=self.name,
            clinic=self.clinic,
            program=self.place / "opt",
            keys=self.place / "authorized_keys",
            sshd=self.place / "sshd.conf",
            sshd_main=self.place / "sshd_main",
            units=self.place / "units",
            socket=self.place / "socket",
            anchors=self.place / "anchors" / "anchors.txt",
        )
        self.told = ""

    def __enter__(self) -> Self:
        wheel = build_wheel(Path(tempfile.mkdtemp(dir=self.place)))
        dependencies = copy_dependencies(self.place / "dependencies")
        self.host.program.mkdir()
        install(wheel, self.host.program / "1", _interpreter(), dependencies)
        (self.host.program / "current").symlink_to("1")
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.place / "host"], check=True)
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        self.host.sshd_main.write_text(f"HostKey {self.place}/host\nInclude {self.host.sshd}\n")
        self.host.write(self.places)
        try:
            self.told = self.administers("server", "set-up", *OF_A_NEW_SERVER)
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

    def administers(self, *words: str, code: int = 0) -> str:
        """Run a command for administrators as root, and return what it says."""
        answer = call(*words, "--places", str(self.places))
        assert answer.code == code, f"{words}: {answer.out}{answer.err}"
        return answer.out

    def runs(self, *words: str) -> str:
        """Run the program as the account, on this machine, and return what it says."""
        return self.host.run_as_account(self.host.command, *words)

    def authorize(self, public_key: str, person: str, clinic: Path) -> None:
        """Let the key in as that person, to that clinic."""
        file = self.place / f"{person}.pub"
        file.write_text(public_key)
        add(replace(self.host, clinic=clinic), person, file)


def _interpreter() -> str:
    """Return a Python of the tests' version that every account may run, or nothing."""
    here = Path(sys.executable).resolve()
    others = Path(f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}")
    return next((str(one) for one in (here, others) if _is_everybodys(one)), "")


def _is_everybodys(program: Path) -> bool:
    return program.exists() and all(place.stat().st_mode & 0o001 for place in (program, *program.parents))
