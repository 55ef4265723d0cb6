"""Bringing a batch's files to where they are fetched: a folder, or a clearinghouse's SFTP server."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from charting_tui.errors import ChartingError
from charting_tui.store.disk import Disk

_ADDRESS = re.compile(
    r"sftp://(?P<user>[A-Za-z0-9._-]+)@(?P<host>[A-Za-z0-9.-]+)(?::(?P<port>\d{1,5}))?(?P<folder>/.*)?"
)
_KEY = re.compile(r"(?:ssh|ecdsa)-[a-z0-9@.-]+ [A-Za-z0-9+/=]+")
_SECONDS = 120


class NotDelivered(ChartingError):
    """The files did not reach their destination; the batch stays as it was created."""

    title = "Not sent"


@dataclass(frozen=True)
class Destination:
    """Where files go: a folder of this machine, or a server with the key that it must show."""

    address: str
    """A path, or sftp://user@host:port/folder; empty: nowhere, they are fetched from the clinic's folder."""
    key: str = ""
    """The file of the clinic's own SSH key."""
    host_key: str = ""
    """The only key that the server may show."""


def deliver(files: Iterable[Path], destination: Destination) -> None:
    """Bring the files there; NotDelivered says in one sentence why they did not arrive."""
    if destination.address.startswith("sftp://"):
        _by_sftp(list(files), destination)
    elif destination.address:
        _into_folder(files, Path(destination.address).expanduser())


def _into_folder(files: Iterable[Path], folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for file in files:
            Disk().put(folder / file.name, file.read_bytes())
    except OSError as fault:
        reason = os.strerror(fault.errno or 0).lower()
        raise NotDelivered(f"The claims could not be written to {folder} ({reason}).") from None


def _by_sftp(files: list[Path], to: Destination) -> None:
    found = _ADDRESS.fullmatch(to.address)
    if found is None:
        raise NotDelivered("“Claims go to” is not written like sftp://user@host/folder. Correct it.")
    if not _KEY.fullmatch(to.host_key.strip()):
        raise NotDelivered("The SFTP host key is missing. Enter it as the clearinghouse tells it.")
    if not to.key or not Path(to.key).expanduser().is_file():
        raise NotDelivered("The SFTP key file is not there. Enter where it is.")
    folder = (found["folder"] or "").removeprefix("/")
    with tempfile.NamedTemporaryFile("w", prefix="host-key-") as known:
        host = f"[{found['host']}]:{found['port']}" if found["port"] not in {None, "22"} else found["host"]
        known.write(f"{host} {to.host_key.strip()}\n")
        known.flush()
        told = _call_sftp(found, to, known.name, "".join(_commands(files, folder)))
    if told.returncode:
        last = told.stderr.decode(errors="replace").strip().splitlines()
        why = f": {last[-1][:120]}" if last else ""
        raise NotDelivered(f"{found['host']} did not take the claims{why}. Nothing is marked as sent.")


def _commands(files: Iterable[Path], folder: str) -> Iterable[str]:
    """Yield what is asked of the server: each file under another name first, so that none is read half."""
    if folder:
        yield f"cd {_quoted(folder)}\n"
    for file in files:
        yield f"put {_quoted(str(file))} {_quoted(f'{file.name}.part')}\n"
        yield f"-rm {_quoted(file.name)}\n"
        yield f"rename {_quoted(f'{file.name}.part')} {_quoted(file.name)}\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _call_sftp(
    found: re.Match[str], to: Destination, known: str, commands: str
) -> subprocess.CompletedProcess[bytes]:
    options = {
        "BatchMode": "yes",
        "StrictHostKeyChecking": "yes",
        "UserKnownHostsFile": known,
        "GlobalKnownHostsFile": "/dev/null",
        "IdentitiesOnly": "yes",
        "ConnectTimeout": "20",
    }
    words = ["sftp", "-b", "-", "-q", "-i", str(Path(to.key).expanduser())]
    words += [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
    words += ["-P", found["port"]] if found["port"] else []
    words.append(f"{found['user']}@{found['host']}")
    try:
        return subprocess.run(  # noqa: S603  the words are made above, and no shell reads them
            words, input=commands.encode(), capture_output=True, timeout=_SECONDS, check=False
        )
    except FileNotFoundError:
        raise NotDelivered("The program “sftp” is not on this machine; install openssh-client.") from None
    except subprocess.TimeoutExpired:
        raise NotDelivered(f"{found['host']} did not answer within {_SECONDS} seconds.") from None
