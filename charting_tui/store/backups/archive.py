"""Archives as any tar reads them: what is new of a backup, then its manifest; each is read back."""

import gzip
import hashlib
import io
import os
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from pydantic import ValidationError

from charting_tui.records.canonical import encoded, plain
from charting_tui.store.backups.manifest import (
    FORM,
    MEMBER,
    BackupManifest,
    StoredFile,
    StoredPart,
    blocks_of,
    digest_of,
    is_safe,
)
from charting_tui.store.backups.refusals import NotBackedUp, NotRestored
from charting_tui.store.backups.snapshot import HeldFile

_LEVEL = 6
"""Of gzip: 48 MB for a clinic of 407 MB; level 1 takes 60 % of the time for 70 MB."""
_OWNERS = 0o600


class _Window(io.RawIOBase):
    """Some bytes of a file, whose digest is made while they are read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._file.read(size)
        self.digest.update(block)
        return block


class ArchiveWriter:
    """Writes one archive; what stays as the backup before has it is only named in the manifest."""

    def __init__(self, path: Path, name: str) -> None:
        self._name = name
        self._file = gzip.GzipFile(path, "wb", compresslevel=_LEVEL, mtime=0)
        self._tar = tarfile.open(fileobj=self._file, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - closed by close
        self.written = 0
        """Files of which something is in this archive."""

    def add(self, held: HeldFile, known: StoredFile | None) -> StoredFile:
        """Write a file, or of one that only grows what was added since; return where all of it lies."""
        if known and held.grows and _still_begins(held, known):
            if known.size == held.size:
                return known
            return StoredFile(name=held.name, parts=(*known.parts, self._part(held, known.size)))
        return StoredFile(name=held.name, parts=(self._part(held, 0),))

    def close(self, manifest: BackupManifest) -> None:
        """Write the manifest, and end the archive."""
        text = encoded(plain(manifest))
        info = self._info(MEMBER, len(text))
        self._tar.addfile(info, io.BytesIO(text))
        self._tar.close()
        self._file.close()

    def _part(self, held: HeldFile, begin: int) -> StoredPart:
        member = f"{held.name}@{begin}" if begin else held.name
        info = self._info(member, held.size - begin)
        with held.source.open("rb") as file:
            file.seek(begin)
            window = _Window(file)
            self._tar.addfile(info, cast("IO[bytes]", window))
        self.written += 1
        return StoredPart(archive=self._name, member=member, size=info.size, sha256=window.digest.hexdigest())

    def _info(self, member: str, size: int) -> tarfile.TarInfo:
        info = tarfile.TarInfo(member)
        info.size, info.mode = size, _OWNERS
        return info


def _still_begins(held: HeldFile, known: StoredFile) -> bool:
    """Whether a file that only grows begins with what is stored of it."""
    if known.size > held.size:
        return False
    with held.source.open("rb") as file:
        for part in known.parts:
            found = hashlib.sha256()
            for block in blocks_of(file, part.size):
                found.update(block)
            if found.hexdigest() != part.sha256:
                return False
    return True


def prove_archive(path: Path, manifest: BackupManifest) -> None:
    """Read an archive to its end; NotBackedUp where it does not hold what the manifest says of it."""
    wanted = parts_in(manifest, manifest.archive)
    try:
        for member, content in members_of(path):
            if member != MEMBER and _digest(content) != wanted.pop(member).sha256:
                raise NotBackedUp(
                    "The backup didn't read back as it was written. Check this computer's disk and memory."
                )
    except (NotRestored, KeyError):
        wanted = {"": StoredPart(archive="", member="", size=0, sha256="")}
    if wanted:
        raise NotBackedUp("The backup couldn't be read back. Check this computer's disk and memory.")


def parts_in(manifest: BackupManifest, archive: str) -> dict[str, StoredPart]:
    """Return the parts that lie in an archive by their members' names."""
    return {part.member: part for file in manifest.files for part in file.parts if part.archive == archive}


def extract(path: Path, folder: Path, wanted: Mapping[str, StoredPart]) -> BackupManifest | None:
    """Write the wanted members of an archive below a folder, and return its manifest.

    NotRestored where it is no archive of ours.
    """
    manifest = None
    for member, content in members_of(path):
        if member == MEMBER:
            manifest = _manifest(content.read())
        elif member in wanted:
            _write(folder / member, content)
    return manifest


def assemble(file: StoredFile, extracted: Path, to: Path) -> None:
    """Put a file together from its parts below ``extracted/<archive>``.

    NotRestored where one of them is not as it was stored.
    """
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _new(to) as out:
        for part in file.parts:
            source = extracted / part.archive / part.member
            if not source.is_file() or digest_of(source) != part.sha256:
                raise NotRestored(
                    f"{file.name} is missing from the backup, or damaged. Use an older backup (--at)."
                )
            with source.open("rb") as content:
                for block in blocks_of(content):
                    out.write(block)


def members_of(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield name and content of each member; NotRestored where it is no archive of ours or is cut off."""
    try:
        with tarfile.open(path, mode="r|gz") as tar:
            for info in tar:
                content = tar.extractfile(info) if info.isreg() else None
                if content is None or not is_safe(info.name):
                    raise NotRestored(f"{path.name} isn't a backup of this program. Choose another one.")
                yield info.name, content
    except (tarfile.TarError, EOFError, OSError, ValueError) as fault:
        if isinstance(fault, OSError) and fault.errno:
            raise
        raise NotRestored(f"{path.name} is damaged or incomplete. Use an older backup (--at).") from None


def _manifest(text: bytes) -> BackupManifest:
    try:
        found = BackupManifest.model_validate_json(text)
    except ValidationError:
        raise NotRestored(
            "The program can't read this backup's list of files. A newer version may have made it: "
            "update the program."
        ) from None
    if found.form > FORM:
        raise NotRestored("A newer version of the program made this backup. Update the program.")
    if not all(is_safe(file.name) for file in found.files):
        raise NotRestored("This backup contains files from outside the clinic. Don't use it.")
    return found


def _write(to: Path, content: IO[bytes]) -> None:
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _new(to) as out:
        for block in _blocks(content):
            out.write(block)


def _new(path: Path) -> BinaryIO:
    """Open a file that must not be there yet, which only its owner can read."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    return cast("BinaryIO", os.fdopen(os.open(path, flags, _OWNERS), "wb"))


def _digest(content: IO[bytes]) -> str:
    found = hashlib.sha256()
    for block in _blocks(content):
        found.update(block)
    return found.hexdigest()


def _blocks(content: Any) -> Iterable[bytes]:
    return iter(lambda: cast("bytes", content.read(1 << 20)), b"")


def archive_name(at: datetime, *, sealed: bool) -> str:
    """Return what the archive of a moment in UTC is called: names sort by time."""
    return f"{at:%Y%m%dT%H%M%SZ}.tar.gz{'.age' if sealed else ''}"
