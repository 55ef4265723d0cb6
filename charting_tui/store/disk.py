"""Files written whole or not at all: a temporary file, checked and synced, then put in place."""

import errno
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

from charting_tui.store.refusals import NotSaved

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""The ways in which a disk says that it takes no more."""

Stamp = tuple[int, int, int]
"""Inode, modification time in nanoseconds and size: two versions of a file never share one."""


DAMAGED = "damaged"
"""The folder beside charts into which torn ones are moved."""


class Disk:
    """The steps of a write, each one call to the system, so that each can be watched."""

    def create(self, path: Path) -> int:
        """Open an empty file that only its owner can read, and return its descriptor."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)

    def write(self, file: int, data: bytes) -> int:
        """Write and return how many bytes were taken: a full disk takes fewer without complaint."""
        return os.write(file, data)

    def sync(self, file: int) -> None:
        """Return when what was written is on the disk itself."""
        os.fsync(file)

    def replace(self, new: Path, old: Path) -> None:
        """Put one file in the other's place, in one step."""
        os.replace(new, old)  # noqa: PTH105  the step that must be one system call is named as such

    def read(self, path: Path) -> bytes | None:
        """Return what stands at ``path``, or None where nothing does."""
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None

    def stamp(self, path: Path) -> Stamp | None:
        """Return the stamp of what stands at ``path``, or None where nothing does."""
        return stamp_of(path)

    def seen(self, path: Path) -> Stamp | None:
        """Return the stamp as it was last seen, without a wait: as it is."""
        return stamp_of(path)

    def stamps(self, folder: Path) -> dict[str, Stamp]:
        """Return the stamp of everything in a folder by its name."""
        with os.scandir(folder) as entries:
            return {entry.name: _stamp(entry.stat()) for entry in entries if entry.is_file()}

    def names(self, folder: Path) -> list[str]:
        """Return the names of what lies in a folder, files and folders, those with a dot left out."""
        try:
            return sorted(name for name in os.listdir(folder) if not name.startswith("."))  # noqa: PTH208
        except (FileNotFoundError, NotADirectoryError):
            return []

    def append(self, path: Path, line: bytes) -> None:
        """Add one line to the end of a small log that nothing proves."""
        append_line(path, line)

    def holding(self, folder: Path, name: str) -> list[str]:
        """Return the folders in a folder in which a file of that name lies, sorted."""
        return [one for one in self.names(folder) if (folder / one / name).exists()]

    def remove(self, path: Path) -> None:
        """Take away what stands at ``path``, if anything does."""
        path.unlink(missing_ok=True)

    def begin_folder(self, folder: Path) -> None:
        """Make a new folder that only its owner can enter; NotSaved where that is not possible."""
        with saving():
            folder.mkdir(mode=0o700)
            self.sync_folder(folder.parent)

    def set_aside(self, path: Path) -> str:
        """Move a file into the folder ``damaged`` beside it, and return the name it has there."""
        folder = path.parent / DAMAGED
        folder.mkdir(mode=0o700, exist_ok=True)
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        name = f"{path.stem}.{written:%Y%m%dT%H%M%SZ}"
        place, number = folder / f"{name}.json", 1
        while place.exists():
            number += 1
            place = folder / f"{name}-{number}.json"
        path.rename(place)
        return place.name

    def local(self, path: Path) -> Path:
        """Return where another program of this machine can read what stands at ``path``."""
        return path

    def as_one(self) -> AbstractContextManager[None]:
        """Hold together what is put meanwhile: files are put one by one, in the order of the calls."""
        return nullcontext()

    def sync_folder(self, folder: Path) -> None:
        """Return when the folder's list of names is on the disk itself."""
        file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(file)
        finally:
            os.close(file)

    def put(self, path: Path, data: bytes, *, durable: bool = True) -> None:
        """Make ``data`` the content of ``path``; NotSaved where the disk refuses, and the old content stays.

        The caller holds the lock under which ``path`` is written: the temporary file has one name.
        """
        new = path.with_name(f".{path.name}.new")
        with saving():
            try:
                file = self.create(new)
                try:
                    self.write_all(file, data)
                    _move_time_forward(file, path)
                    if durable:
                        self.sync(file)
                finally:
                    os.close(file)
                self.replace(new, path)
            except OSError:
                new.unlink(missing_ok=True)
                raise
            if durable:
                self.sync_folder(path.parent)

    def write_all(self, file: int, data: bytes) -> None:
        """Write every byte, or raise OSError."""
        rest = memoryview(data)
        while rest:
            rest = rest[self.write(file, bytes(rest)) :]


@contextmanager
def saving() -> Iterator[None]:
    """Turn what the system says about a failed write into one sentence."""
    try:
        yield
    except OSError as fault:
        if fault.errno in FULL:
            raise NotSaved(
                "The disk is full, so nothing was saved; the record hasn't changed. Free up space, then "
                "save again."
            ) from fault
        raise NotSaved(
            f"The program couldn't save the record ({os.strerror(fault.errno or 0).lower()}); it hasn't "
            "changed. Ask whoever runs the clinic's server to check its disk."
        ) from fault


def stamp_of(path: Path) -> Stamp | None:
    """Return the file's stamp, or None where there is no file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return _stamp(found)


def _stamp(found: os.stat_result) -> Stamp:
    return (found.st_ino, found.st_mtime_ns, found.st_size)


def append_line(path: Path, line: bytes, *, sync: bool = False) -> None:
    """Add one line to the end of a log that only its owner can read."""
    with saving():
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            Disk().write_all(file, line + b"\n")
            if sync:
                os.fsync(file)
        finally:
            os.close(file)


def _move_time_forward(file: int, old: Path) -> None:
    before = stamp_of(old)
    if before is not None and os.fstat(file).st_mtime_ns <= before[1]:
        os.utime(file, ns=(before[1] + 1, before[1] + 1))
