"""A real OpenSSH server on this machine, with one key that is forced to one person."""

import getpass
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from .clinic import NOW_THERE
from .terminal import Terminal

_CONFIG = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {place}/host
AuthorizedKeysFile {place}/authorized_keys
PidFile {place}/pid
AcceptEnv CHARTING_*
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin yes
StrictModes no
UsePAM no
ClientAliveInterval 1
"""
_SEPARATED = Path("/run/sshd")
PATIENCE = 60.0


def what_is_missing() -> str:
    """Return why no server can be run here, or nothing."""
    missing = [name for name in ("sshd", "ssh", "ssh-keygen") if not _found(name)]
    if missing:
        return f"not installed: {', '.join(missing)}"
    if os.getuid() == 0 and not _SEPARATED.is_dir() and not os.access(_SEPARATED.parent, os.W_OK):
        return f"sshd wants {_SEPARATED}, which cannot be made"
    return ""


class SshServer:
    """The server; it is started for a clinic and a person, and stopped by its id."""

    def __init__(self, place: Path, clinic: Path, person: str) -> None:
        place.mkdir(mode=0o700)
        self._place = place
        self._port = _free_port()
        for key in ("host", "client"):
            _call("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(place / key))
        surroundings = f"env HOME={place} CHARTING_NOW={NOW_THERE} LANG=C.UTF-8 PYTHONPATH={Path.cwd()}"
        forced = f"{surroundings} {sys.executable} -m charting_tui --data {clinic} --user {person}"
        key = (place / "client.pub").read_text()
        (place / "authorized_keys").write_text(f'command="{forced}",restrict,pty {key}')
        host = (place / "host.pub").read_text()
        (place / "known_hosts").write_text(f"[127.0.0.1]:{self._port} {host}")
        (place / "config").write_text(_CONFIG.format(port=self._port, place=place))
        if os.getuid() == 0:
            _SEPARATED.mkdir(mode=0o755, exist_ok=True)
        self._log = (place / "log").open("wb")
        self._server = subprocess.Popen(
            [_found("sshd"), "-D", "-e", "-f", str(place / "config")],
            stderr=self._log,
            stdin=subprocess.DEVNULL,
        )

    def __enter__(self) -> Self:
        deadline = time.monotonic() + PATIENCE
        while b"listening on" not in (self._place / "log").read_bytes():
            assert self._server.poll() is None, self.log()
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.02)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.terminate()
        self._server.wait(PATIENCE)
        self._log.close()

    def log(self) -> str:
        return (self._place / "log").read_text()

    def terminal(self, *command: str, options: tuple[str, ...] = ()) -> Terminal:
        """Log in with a terminal, as a person would."""
        return Terminal([*options, "-tt", *self._where(), *command], self._place, program=self._ssh())

    def answer(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Log in without a terminal, and return what came of the command."""
        return subprocess.run(
            [*self._ssh(), "-T", *self._where(), *command],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=30,
            check=False,
        )

    def _ssh(self) -> tuple[str, ...]:
        place = self._place
        known = f"UserKnownHostsFile={place}/known_hosts"
        key = ("-i", str(place / "client"), "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes")
        return (_found("ssh"), "-F", "none", *key, "-o", known, "-o", "LogLevel=ERROR")

    def _where(self) -> tuple[str, ...]:
        return ("-p", str(self._port), f"{getpass.getuser()}@127.0.0.1")


def _found(name: str) -> str:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") or ""


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _call(*words: str) -> None:
    subprocess.run([_found(words[0]), *words[1:]], check=True, stdin=subprocess.DEVNULL, capture_output=True)
