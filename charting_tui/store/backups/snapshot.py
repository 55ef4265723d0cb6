"""A clinic at one moment, held still while it is copied, although everybody goes on working.

Charts are replaced and never written in place, so a second name of the file keeps what it held then; logs
only grow, so their length is enough. Locks are held only while names and lengths are taken.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from charting_tui.store.disk import Stamp, stamp_of
from charting_tui.store.locks import Locks

BACKUPS = "backups"
"""The folder of the clinic in which backups are prepared, and which is in none."""
_LEFT_OUT = (BACKUPS, "locks", "crash.log")
_DERIVED = ("index.sqlite", "book.sqlite")
_IN_PLACE = ("drafts/", "heads.seal", "access.seal")
"""Files that are written in place, and small."""
_GROWING = (".log", ".pace")
_LONGEST = 1 << 16
"""No line of a log is longer, in bytes."""


@dataclass(frozen=True)
class HeldFile:
    """One file of that moment."""

    name: str
    """Its path in the clinic."""
    source: Path
    """Where its bytes stay as they were."""
    size: int
    """How many of them are of that moment."""
    stamp: Stamp

    @property
    def grows(self) -> bool:
        """Whether its bytes stay and others follow."""
        return self.name.endswith(_GROWING)


def hold_still(
    root: Path, place: Path, locks: Locks, is_known: Callable[[str, Stamp], bool]
) -> list[HeldFile]:
    """Return every file of the clinic at one moment; those that are not known get another name in ``place``.

    The gate keeps charts, practice and people still, the two logs' locks what is recorded of them and of
    batches: so each event that the clinic's chain names is in its file.
    """
    held = []
    with locks.held("gate"), locks.held("heads"), locks.held("access"):
        for number, (name, stamp) in enumerate(_files(root, "")):
            with suppress(FileNotFoundError):  # a draft that was just left
                if is_known(name, stamp):
                    held.append(HeldFile(name, root / name, stamp[2], stamp))
                else:
                    held.append(_held(root, name, stamp, place / str(number)))
    return held


def _held(root: Path, name: str, stamp: Stamp, place: Path) -> HeldFile:
    size = _whole_lines(root / name, stamp[2]) if name.endswith(_GROWING) else -1
    source = _second_name(root / name, place, copied=name.startswith(_IN_PLACE))
    return HeldFile(name, source, source.stat().st_size if size < 0 else size, stamp)


def _files(root: Path, below: str) -> Iterator[tuple[str, Stamp]]:
    """Yield path and stamp of every file that is to be copied; links are not followed."""
    with os.scandir(root / below) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            name = f"{below}{entry.name}"
            if entry.name.startswith(".") or name in _LEFT_OUT or name.startswith(_DERIVED):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(root, f"{name}/")
            elif entry.is_file(follow_symlinks=False):
                stamp = stamp_of(Path(entry.path))
                if stamp is not None:
                    yield name, stamp


def _second_name(source: Path, name: Path, *, copied: bool) -> Path:
    if not copied:
        with suppress(OSError):  # some file systems know one name only
            os.link(source, name, follow_symlinks=False)
            return name
    shutil.copyfile(source, name, follow_symlinks=False)
    return name


def _whole_lines(log: Path, size: int) -> int:
    """Return the length of a log without a line that was never finished."""
    with log.open("rb") as file:
        begin = max(0, size - _LONGEST)
        file.seek(begin)
        tail = file.read(size - begin)
    return begin + tail.rfind(b"\n") + 1
