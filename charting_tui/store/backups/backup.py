"""Makes a backup: what is new of the clinic in one archive, which is read back here and where it went.

A series begins with everything, and each archive after it holds what changed since. A new series begins after
a month, when it is asked for, or when anything of the old one is missing at the target.
"""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import ValidationError

from charting_tui.records.canonical import encoded, plain
from charting_tui.records.values import Moment, Record
from charting_tui.store.backups.archive import ArchiveWriter, archive_name, prove_archive
from charting_tui.store.backups.manifest import BackupManifest, StoredArchive, digest_of
from charting_tui.store.backups.places import BackupPlace, put_proof
from charting_tui.store.backups.refusals import NotBackedUp, NotRestored
from charting_tui.store.backups.sealing import Sealing
from charting_tui.store.backups.snapshot import BACKUPS, HeldFile, hold_still
from charting_tui.store.disk import Disk, saving
from charting_tui.store.locks import Locks
from charting_tui.store.refusals import Busy

_SERIES = timedelta(days=30)
"""After it everything is read and written again, also what seems unchanged."""
_MOST = 400
"""Archives of a series."""
_PATIENCE = 60.0
"""Seconds in which whoever writes must have let go of the clinic for a moment."""


class LastBackup(Record):
    """What the clinic keeps of its last backup to one target."""

    series: str
    begun: Moment
    keys: tuple[str, ...]
    archives: tuple[StoredArchive, ...]
    manifest: BackupManifest
    stamps: dict[str, tuple[int, int, int]]


@dataclass(frozen=True)
class BackedUp:
    """A backup that is at its target and was read back."""

    series: str
    archive: StoredArchive
    charts: int
    size: int
    """Bytes of the whole clinic."""
    written: int
    """Files of which something was new."""
    whole: bool
    """Whether it begins a series."""


def back_up(
    root: Path, place: BackupPlace, sealing: Sealing, at: datetime, *, whole: bool = False
) -> BackedUp:
    """Back a clinic up; NotBackedUp, Busy or NotSaved say why not. ``at`` is now, in UTC.

    ``whole`` begins a new series.
    """
    locks = Locks(root / "locks", _PATIENCE)
    with _alone(root, locks) as work:
        kept = root / BACKUPS / f"{hashlib.sha256(place.told.encode()).hexdigest()[:16]}.json"
        before = _read_last(kept)
        at = _after(before, at)
        last = None if whole else _goes_on(before, place, sealing, at)
        held = hold_still(root, work, locks, lambda name, stamp: _is_known(last, name, stamp))
        name = archive_name(at, sealed=bool(sealing))
        archive, manifest, written = _packed(held, last, work, name, at)
        series = last.series if last else f"backup-{at:%Y%m%dT%H%M%SZ}"
        file = work / name
        if sealing:
            sealing.seal(archive, file)
            archive.unlink()
        else:
            archive.rename(file)
        stored = StoredArchive(name=name, size=file.stat().st_size, sha256=digest_of(file))
        _deliver(place, series, file, stored, work)
        now = LastBackup(
            series=series,
            begun=last.begun if last else at,
            keys=sealing.keys,
            archives=(*(last.archives if last else ()), stored),
            manifest=manifest,
            stamps={one.name: one.stamp for one in held},
        )
        Disk().put(kept, encoded(plain(now)))
    return BackedUp(
        series, stored, manifest.charts, sum(f.size for f in manifest.files), written, last is None
    )


@contextmanager
def _alone(root: Path, locks: Locks) -> Iterator[Path]:
    """Give a folder for the work; what an interrupted backup left there is cleared away first."""
    try:
        with Locks(root / "locks", 0.1).held("backup"), saving():
            work = root / BACKUPS / "at-work"
            shutil.rmtree(work, ignore_errors=True)
            work.mkdir(mode=0o700, parents=True)
            work.parent.chmod(0o700)
            try:
                yield work
            finally:
                shutil.rmtree(work, ignore_errors=True)
    except Busy:
        if locks.is_free("backup"):
            raise
        raise Busy("Another backup of this clinic is running. Wait until it finishes.") from None


def _packed(
    held: list[HeldFile], last: LastBackup | None, work: Path, name: str, at: datetime
) -> tuple[Path, BackupManifest, int]:
    path = work / "archive.tar.gz"
    known = {file.name: file for file in last.manifest.files} if last else {}
    writer = ArchiveWriter(path, name)
    files = tuple(
        known[one.name] if _is_known(last, one.name, one.stamp) else writer.add(one, known.get(one.name))
        for one in held
    )
    charts = sum(one.name.startswith("charts/") and one.name.count("/") == 1 for one in held)
    manifest = BackupManifest(at=at, archive=name, charts=charts, files=files)
    writer.close(manifest)
    prove_archive(path, manifest)
    return path, manifest, writer.written


def _deliver(place: BackupPlace, series: str, file: Path, stored: StoredArchive, work: Path) -> None:
    """Bring an archive to its target, and read it back from there."""
    place.put(series, file)
    back = work / "read-back"
    try:
        place.fetch(series, file.name, back)
    except NotRestored as fault:
        raise NotBackedUp(fault.sentence) from None
    if digest_of(back) != stored.sha256:
        raise NotBackedUp(
            f"The copy in {place.told} differs from what was sent. Check its disk and the connection. "
            "Earlier backups are unchanged."
        )
    back.unlink()
    put_proof(place, series, stored, work)


def _goes_on(
    last: LastBackup | None, place: BackupPlace, sealing: Sealing, at: datetime
) -> LastBackup | None:
    """Return the last backup if its series can go on; None where a new one begins."""
    if last is None or last.keys != sealing.keys or len(last.archives) >= _MOST:
        return None
    if at > last.begun + _SERIES:
        return None
    there = place.sizes(last.series)
    return last if all(there.get(one.name) == one.size for one in last.archives) else None


def _after(last: LastBackup | None, at: datetime) -> datetime:
    """Return the whole second that names this backup, later than the last one whatever the clock says."""
    at = at.replace(microsecond=0)
    return max(at, last.manifest.at + timedelta(seconds=1)) if last else at


def _read_last(path: Path) -> LastBackup | None:
    try:
        return LastBackup.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _is_known(last: LastBackup | None, name: str, stamp: tuple[int, int, int]) -> bool:
    return last is not None and last.stamps.get(name) == stamp
