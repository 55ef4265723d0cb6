"""Bringing a batch's files to where they are fetched: a folder, or a clearinghouse's SFTP server."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from charting_tui.errors import ChartingError
from charting_tui.store.disk import Disk
from charting_tui.store.sftp import SftpFailedError, is_host_key, last_words, quoted, server_at

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
        raise NotDelivered(
            f"The program couldn't save the claims in {folder} ({reason}). Check the folder, then send again."
        ) from None


def _by_sftp(files: list[Path], to: Destination) -> None:
    key = Path(to.key).expanduser()
    server = server_at(to.address, key, to.host_key)
    if server is None:
        raise NotDelivered(
            "“Claims go to” isn't in the form sftp://user@host/folder. Correct it in Settings › practice."
        )
    if not is_host_key(to.host_key):
        raise NotDelivered(
            "The SFTP host key is missing. Get it from the clearinghouse and enter it in Settings › practice."
        )
    if not to.key or not key.is_file():
        raise NotDelivered("The SFTP key file isn't there. Enter its location in Settings › practice.")
    try:
        told = server.ask("".join(_commands(files, server.folder)), _SECONDS)
    except SftpFailedError as fault:
        raise NotDelivered(str(fault)) from None
    if told.returncode:
        raise NotDelivered(
            f"{server.host} didn't accept the claims{last_words(told)}. Nothing is marked as sent."
        )


def _commands(files: Iterable[Path], folder: str) -> Iterable[str]:
    """Yield what is asked of the server: each file under another name first, so that none is read half."""
    if folder:
        yield f"cd {quoted(folder)}\n"
    for file in files:
        yield f"put {quoted(str(file))} {quoted(f'{file.name}.part')}\n"
        yield f"-rm {quoted(file.name)}\n"
        yield f"rename {quoted(f'{file.name}.part')} {quoted(file.name)}\n"
