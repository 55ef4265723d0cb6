"""Files written whole or not at all: a temporary file, checked and synced, then put in place."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from charting_tui.store.refusals import NotSaved

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""The ways in which a disk says that it takes no more."""

Stamp = tuple[int, int, int]
"""Inode, modification time in nanoseconds and size: two versions of a file never share one."""


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
