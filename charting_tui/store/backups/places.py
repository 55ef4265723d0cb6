"""Where backups lie: a folder of this machine or of a mounted disk, or a server by SSH's sftp.

Each series of backups is a folder there. An archive counts once its ``.sha256`` lies beside it.
"""

import os
import re
from abc import abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from charting_tui.errors import BadInput
from charting_tui.store.backups.manifest import StoredArchive, blocks_of, digest_of
from charting_tui.store.backups.refusals import NotBackedUp, NotRestored
from charting_tui.store.disk import Disk
from charting_tui.store.sftp import SftpFailedError, SftpServer, is_host_key, last_words, quoted, server_at

SERIES = re.compile(r"backup-\d{8}T\d{6}Z")
PROOF = ".sha256"
"""The file beside an archive that says it is whole; ``sha256sum -c`` reads it."""
_PROOF = re.compile(r"([0-9a-f]{64})  (\S+)\n")
_HOURS = 6 * 3600.0
"""Seconds for one file over a slow line."""
_SOON = 60.0
"""Seconds for a short answer."""


class BackupPlace(Protocol):
    """A target of backups."""

    told: str
    """What it is called in a sentence, and what names it in the clinic."""

    @abstractmethod
    def sizes(self, folder: str) -> Mapping[str, int]:
        """Return the size of each file by its name, of folders 0; nothing where the folder is not there."""

    @abstractmethod
    def put(self, series: str, file: Path) -> None:
        """Write a file under its name, whole or not at all; NotBackedUp says why not."""

    @abstractmethod
    def fetch(self, series: str, name: str, to: Path) -> None:
        """Read a file back, from the disk itself where that can be had; NotRestored says why not."""


def place_of(target: str, key: Path | None, host_key: str) -> BackupPlace:
    """Return the place that is named; BadInput where it is not written as it should be, or not there."""
    if not target.startswith("sftp://"):
        if host_key or key:
            raise BadInput(
                "--ssh-key and --host-key work only with a target such as sftp://user@host/folder."
            )
        return FolderPlace(Path(target).absolute())
    if host_key and not is_host_key(host_key):
        raise BadInput("--host-key: Enter it as the server shows it, such as ssh-ed25519 AAAA….")
    if key and not key.is_file():
        raise BadInput(f"--ssh-key: There is no file {key}. Check its name.")
    server = server_at(target, key, host_key)
    if server is None:
        raise BadInput(f"“{target}” isn't in the form sftp://user@host/folder. Correct it.")
    return SftpPlace(server)


class FolderPlace:
    """A folder that is there.

    It is never made: the folder of a disk that is not mounted would be on this one.
    """

    def __init__(self, folder: Path) -> None:
        self.told = str(folder)
        self._folder = folder
        if not folder.is_dir():
            raise BadInput(f"There is no folder {folder}. Connect the disk, or create the folder with mkdir.")

    def sizes(self, folder: str) -> dict[str, int]:
        """Return what lies there."""
        try:
            with os.scandir(self._folder / folder) as entries:
                return {one.name: 0 if one.is_dir() else one.stat().st_size for one in entries}
        except FileNotFoundError:
            return {}
        except OSError as fault:
            raise NotBackedUp(f"{self.told} can't be read ({_reason(fault)}).") from None

    def put(self, series: str, file: Path) -> None:
        """Copy a file there, and return when the disk has it."""
        folder = self._folder / series
        part = folder / f"{file.name}.part"
        disk = Disk()
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            out = disk.create(part)
            try:
                with file.open("rb") as source:
                    for block in blocks_of(source):
                        disk.write_all(out, block)
                disk.sync(out)
                os.posix_fadvise(out, 0, 0, os.POSIX_FADV_DONTNEED)  # so that what is read back is the disk's
            finally:
                os.close(out)
            disk.replace(part, folder / file.name)
            disk.sync_folder(folder)
        except OSError as fault:
            part.unlink(missing_ok=True)
            raise NotBackedUp(
                f"{self.told} couldn't save the backup ({_reason(fault)}). Earlier backups are unchanged."
            ) from None

    def fetch(self, series: str, name: str, to: Path) -> None:
        """Copy a file from there."""
        try:
            with (self._folder / series / name).open("rb") as source, to.open("wb") as out:
                for block in blocks_of(source):
                    out.write(block)
        except OSError as fault:
            raise NotRestored(f"{self.told}/{series}/{name} can't be read ({_reason(fault)}).") from None


class SftpPlace:
    """A folder of an account on a server."""

    def __init__(self, server: SftpServer) -> None:
        self.told = f"{server.user}@{server.host}:{server.folder or '.'}"
        self._server = server

    def sizes(self, folder: str) -> dict[str, int]:
        """Return what lies there, by a long list with numbers for names."""
        told = self._ask(f"-ls -ln {quoted(self._path(folder))}\n", _SOON, "couldn't be read")
        found = {}
        for line in told.splitlines():
            fields = line.split(None, 8)
            if len(fields) == 9 and fields[0][0] in "-d":  # noqa: PLR2004  mode, links, owner, group, size, date, name
                name = fields[8].rpartition("/")[2]
                found[name] = int(fields[4]) if fields[0][0] == "-" else 0
        return found

    def put(self, series: str, file: Path) -> None:
        """Send a file under another name, then give it its own."""
        there = self._path(f"{series}/{file.name}")
        commands = (
            f"-mkdir {quoted(self._path(series))}\nput {quoted(str(file))} {quoted(f'{there}.part')}\n"
            f"-rm {quoted(there)}\nrename {quoted(f'{there}.part')} {quoted(there)}\n"
        )
        self._ask(commands, _HOURS, "couldn't save the backup")

    def fetch(self, series: str, name: str, to: Path) -> None:
        """Bring a file here."""
        command = f"get {quoted(self._path(f'{series}/{name}'))} {quoted(str(to))}\n"
        try:
            self._ask(command, _HOURS, f"didn't send {name}")
        except NotBackedUp as fault:
            raise NotRestored(fault.sentence) from None

    def _path(self, name: str) -> str:
        return "/".join(part for part in (self._server.folder, name) if part) or "."

    def _ask(self, commands: str, seconds: float, failing: str) -> str:
        try:
            told = self._server.ask(commands, seconds)
        except SftpFailedError as fault:
            raise NotBackedUp(str(fault)) from None
        if told.returncode:
            raise NotBackedUp(
                f"{self._server.host} {failing}{last_words(told)}. Earlier backups are unchanged."
            )
        return told.stdout.decode(errors="replace")


def archives_at(place: BackupPlace, series: str) -> list[str]:
    """Return the whole archives of a series, the oldest first."""
    names = place.sizes(series)
    return sorted(name for name in names if f"{name}{PROOF}" in names)


def put_proof(place: BackupPlace, series: str, archive: StoredArchive, work: Path) -> None:
    """Write the file that makes an archive count."""
    proof = work / f"{archive.name}{PROOF}"
    proof.write_text(f"{archive.sha256}  {archive.name}\n")
    place.put(series, proof)
    proof.unlink()


def fetch_proven(place: BackupPlace, series: str, name: str, work: Path) -> Path:
    """Bring an archive into a folder here; NotRestored where it is not what its proof says."""
    proof, archive = work / f"{name}{PROOF}", work / name
    place.fetch(series, proof.name, proof)
    found = _PROOF.fullmatch(proof.read_text(errors="replace"))
    place.fetch(series, name, archive)
    if found is None or digest_of(archive) != found[1]:
        raise NotRestored(f"{series}/{name} is damaged. Use an older backup (--at).")
    return archive


def _reason(fault: OSError) -> str:
    return os.strerror(fault.errno or 0).lower()
