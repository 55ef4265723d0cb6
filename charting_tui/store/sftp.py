"""The system's own sftp, spoken to by a list of commands; the server must show the key known of it."""

import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_ADDRESS = re.compile(
    r"sftp://(?P<user>[A-Za-z0-9._-]+)@(?P<host>[A-Za-z0-9.-]+)(?::(?P<port>\d{1,5}))?(?P<folder>/.*)?"
)
_KEY = re.compile(r"(?:ssh|ecdsa)-[a-z0-9@.-]+ [A-Za-z0-9+/=]+")


class SftpFailedError(Exception):
    """The program is not there, or the server did not answer in time; whoever asked says what for."""


@dataclass(frozen=True)
class SftpServer:
    """An account on a server, and the files that prove who speaks with whom."""

    user: str
    host: str
    port: str
    folder: str
    """Empty: where the account begins."""
    key: Path | None
    """The private key; None: those of the account that runs the program."""
    host_key: str
    """The only key that the server may show; empty: the one in the account's known_hosts."""

    def ask(self, commands: str, seconds: float) -> subprocess.CompletedProcess[bytes]:
        """Have sftp carry out the commands up to the first that fails, and return what it said."""
        with self._known_hosts() as known:
            words = ["sftp", "-b", "-", "-q", *self._options(known), f"{self.user}@{self.host}"]
            try:
                return subprocess.run(  # noqa: S603  the words are made above, and no shell reads them
                    words, input=commands.encode(), capture_output=True, timeout=seconds, check=False
                )
            except FileNotFoundError:
                raise SftpFailedError(
                    "The program “sftp” isn't on this computer. Install openssh-client."
                ) from None
            except subprocess.TimeoutExpired:
                raise SftpFailedError(f"{self.host} didn't respond within {seconds:g} seconds.") from None

    def _options(self, known: str) -> list[str]:
        options = {"BatchMode": "yes", "StrictHostKeyChecking": "yes", "ConnectTimeout": "20"}
        if known:
            options |= {"UserKnownHostsFile": known, "GlobalKnownHostsFile": "/dev/null"}
        words = []
        if self.key:
            options["IdentitiesOnly"] = "yes"
            words = ["-i", str(self.key)]
        words += [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
        return [*words, "-P", self.port] if self.port else words

    @contextmanager
    def _known_hosts(self) -> Iterator[str]:
        if not self.host_key:
            yield ""
            return
        with tempfile.NamedTemporaryFile("w", prefix="host-key-") as known:
            named = self.host if self.port in {"", "22"} else f"[{self.host}]:{self.port}"
            known.write(f"{named} {self.host_key.strip()}\n")
            known.flush()
            yield known.name


def server_at(address: str, key: Path | None, host_key: str) -> SftpServer | None:
    """Return the server of an address like sftp://user@host:port/folder; None where it is not written so."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return None
    folder = (found["folder"] or "").removeprefix("/")
    return SftpServer(found["user"], found["host"], found["port"] or "", folder, key, host_key)


def is_host_key(text: str) -> bool:
    """Whether this is a public key as a server shows it, like ssh-ed25519 AAAA…."""
    return _KEY.fullmatch(text.strip()) is not None


def quoted(text: str) -> str:
    """Return a name as sftp's commands take it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def last_words(told: subprocess.CompletedProcess[bytes]) -> str:
    """Return the last line of what sftp complained of, behind a colon, or nothing."""
    lines = told.stderr.decode(errors="replace").strip().splitlines()
    return f": {lines[-1][:120]}" if lines else ""
