"""What a backup holds: every file of the clinic at one moment, and in which archive each part of it lies."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from charting_tui.records.values import Moment, Record

FORM = 1
"""The form in which this program writes backups."""
MEMBER = "BACKUP.json"
"""The last file in each archive: the manifest of the whole backup."""
_PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*(@\d+)?")


class StoredPart(Record):
    """Some bytes of a file, which are one member of an archive."""

    archive: str
    member: str
    size: int
    sha256: str


class StoredFile(Record):
    """One file of the clinic: its parts, one after the other, are its content."""

    name: str
    """Its path in the clinic, like ``charts/c1.json``."""
    parts: tuple[StoredPart, ...]

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return sum(part.size for part in self.parts)


class StoredArchive(Record):
    """One archive as it lies at the target."""

    name: str
    size: int
    """In bytes."""
    sha256: str


class BackupManifest(Record):
    """A clinic at one moment."""

    form: int = FORM
    at: Moment
    archive: str
    """The archive that this manifest closes."""
    charts: int
    files: tuple[StoredFile, ...]

    def archives(self) -> tuple[str, ...]:
        """Return every archive that is needed, the newest first."""
        needed = {part.archive for file in self.files for part in file.parts}
        return tuple(sorted({*needed, self.archive}, reverse=True))


def is_safe(member: str) -> bool:
    """Whether a member's name stays within the folder that it is restored into."""
    return _PATH.fullmatch(member) is not None and ".." not in member


def digest_of(path: Path, size: int | None = None) -> str:
    """Return the SHA-256 of a file, or of so many bytes at its beginning."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        for block in blocks_of(file, size):
            found.update(block)
    return found.hexdigest()


def blocks_of(file: BinaryIO, size: int | None = None) -> Iterator[bytes]:
    """Yield what is in a file, in blocks of up to a megabyte; so many bytes of it where that is said."""
    left = size
    while left is None or left > 0:
        block = file.read(1 << 20 if left is None else min(left, 1 << 20))
        if not block:
            return
        left = None if left is None else left - len(block)
        yield block
