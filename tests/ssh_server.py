"""A real OpenSSH server on this machine, with keys that are forced to a command line each."""

import getpass
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from .terminal import Terminal

_CONFIG = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {place}/host
AuthorizedKeysFile {keys}
PidFile {place}/pid
Subsystem sftp internal-sftp
AcceptEnv CHARTING_*
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin yes
StrictModes {strict}
UsePAM no
ClientAliveInterval {alive}
"""
_SEPARATED = Path("/run/sshd")
PATIENCE = 60.0


def what_is_missing() -> str:
    """Return why no server can be run here, or nothing."""
    missing = [name for name in ("sshd", "ssh", "ssh-keygen", "scp", "sftp") if not _found(name)]
    if missing:
        return f"not installed: {', '.join(missing)}"
    if os.getuid() == 0 and not _SEPARATED.is_dir() and not os.access(_SEPARATED.parent, os.W_OK):
        return f"sshd wants {_SEPARATED}, which cannot be made"
    return ""


class SshServer:
    """The server, for one account of this machine; it is stopped by its id."""

    def __init__(
        self, place: Path, keys: str, account: str = "", *, alive: int = 1, shipped: Path | None = None
    ) -> None:
        """Serve; ``keys`` is where sshd looks for what each key may do: the account's own file, or a path.

        ``alive`` is how many seconds of silence the server bears before it asks, or 0 for ever; ``shipped``
        is a file of settings that stands after these.
        """
        place.mkdir(mode=0o700)
        self._place = place
        self._account = account or getpass.getuser()
        self.port = _free_port()
        host = self.new_key("host")
        (place / "known_hosts").write_text(f"[127.0.0.1]:{self.port} {host}")
        strict = "no" if shipped or Path(keys).is_absolute() else "yes"
        config = _CONFIG.format(port=self.port, place=place, keys=keys, strict=strict, alive=alive)
        if shipped:
            config += f"Include {shipped}\n"
        (place / "config").write_text(config)
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

    def new_key(self, name: str) -> str:
        """Make a key, and return its public half as a line."""
        key = self._place / name
        words = [_found("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(key)]
        subprocess.run(words, check=True, stdin=subprocess.DEVNULL, capture_output=True)
        return key.with_suffix(".pub").read_text()

    def terminal(self, *command: str, key: str, options: tuple[str, ...] = ()) -> Terminal:
        """Log in with a terminal, as a person would."""
        program, *words = self.login(key=key, options=(*options, "-tt"))
        return Terminal([*words, *command], self._place, program=(program,))

    def login(self, *, key: str, options: tuple[str, ...] = (), port: int = 0) -> tuple[str, ...]:
        """Return the words that log in, at another port where something stands between."""
        known_as = f"HostKeyAlias=[127.0.0.1]:{self.port}"
        there = ("-o", known_as, "-p", str(port or self.port), f"{self._account}@127.0.0.1")
        return (*self._ssh(key), *options, *there)

    def answer(
        self, *command: str, key: str, options: tuple[str, ...] = (), fed: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Log in without a terminal, and return what came of the command."""
        return self._run(*self.login(key=key, options=("-T", *options)), *command, fed=fed)

    def copies(self, program: str, *words: str, key: str) -> subprocess.CompletedProcess[str]:
        """Try to copy files with sftp or scp; ``HOST:`` stands before a file of the server."""
        _, *options = self._ssh(key)
        there = f"{self._account}@127.0.0.1:"
        named = [word.replace("HOST:", there) for word in words]
        return self._run(_found(program), *options, "-P", str(self.port), *named)

    def _run(self, *words: str, fed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(words, capture_output=True, input=fed, text=True, timeout=60, check=False)

    def _ssh(self, key: str) -> tuple[str, ...]:
        place = self._place
        known = f"UserKnownHostsFile={place}/known_hosts"
        keyed = ("-i", str(place / key), "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes")
        return (_found("ssh"), "-F", "none", *keyed, "-o", known, "-o", "LogLevel=ERROR")


def _found(name: str) -> str:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") or ""


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
