"""Takes a clinic, or one file of it, out of a backup: fetched, proved, decrypted, put together."""

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from charting_tui.errors import BadInput
from charting_tui.store.backups.archive import assemble, extract
from charting_tui.store.backups.manifest import MEMBER, BackupManifest, StoredPart
from charting_tui.store.backups.places import SERIES, BackupPlace, archives_at, fetch_proven
from charting_tui.store.backups.refusals import NotRestored
from charting_tui.store.backups.sealing import unseal
from charting_tui.store.clinic_folder import FOLDERS, may_begin, refuse_remote
from charting_tui.store.disk import saving

Progress = Callable[[int, int], None]
"""Is told how many are done of how many."""
_TIME = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class BackupAt:
    """One moment that can be restored."""

    series: str
    archive: str

    @property
    def at(self) -> datetime:
        """When it was made, in UTC."""
        return datetime.strptime(self.archive.split(".")[0], _TIME).replace(tzinfo=UTC)


def backups_at(place: BackupPlace) -> list[BackupAt]:
    """Return every moment that can be restored from there, the oldest first."""
    series = sorted(name for name in place.sizes("") if SERIES.fullmatch(name))
    return [BackupAt(one, name) for one in series for name in archives_at(place, one)]


def newest(place: BackupPlace, until: datetime | None = None, *, named: str = "") -> BackupAt:
    """Return the newest backup, the newest up to a moment, or the one whose archive begins with that name.

    NotRestored where there is none.
    """
    found = backups_at(place)
    if not found:
        raise NotRestored(f"There is no backup in {place.told}. Use the same target as for “backup”.")
    for one in found:
        if named and one.archive.startswith(f"{named}."):
            return one
    fitting = [one for one in found if until is None or one.at < until]
    if not fitting:
        raise NotRestored(
            f"The oldest backup in {place.told} is {found[0].archive}. Choose a later date with --at."
        )
    return max(fitting, key=lambda one: one.at)


def make_clinic_at(root: Path, fill: Callable[[Path], None]) -> None:
    """Fill a folder beside ``root``, and give it that name only where ``fill`` did not raise.

    BadInput where anything is at ``root``: no clinic is ever restored over.
    """
    if not may_begin(root):
        raise BadInput(
            f"--to: {root} already exists. Choose a new folder; a restore never overwrites a clinic."
        )
    refuse_remote(root.parent)
    with saving():
        root.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{root.name}-restoring-", dir=root.parent))
    try:
        fill(made)
        os.sync()
        with saving():
            made.rename(root)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def take_out(
    place: BackupPlace, backup: BackupAt, identity: Path | None, root: Path, progress: Progress
) -> BackupManifest:
    """Write every file of a backup into a folder; NotRestored where one of them is not as it was stored."""
    work = root / ".restoring"
    with saving():
        work.mkdir(mode=0o700)
        for name in FOLDERS:
            (root / name).mkdir(mode=0o700)
    manifest = _extracted(place, backup, identity, work, wanted=lambda _name: True, progress=progress)
    for file in manifest.files:
        assemble(file, work, root / file.name)
    shutil.rmtree(work)
    return manifest


def take_out_one(place: BackupPlace, backup: BackupAt, identity: Path | None, name: str, work: Path) -> Path:
    """Write one file of a backup into a folder and return where; NotRestored where it has no such file."""
    manifest = _extracted(place, backup, identity, work, wanted=lambda one: one == name)
    found = next((file for file in manifest.files if file.name == name), None)
    if found is None:
        raise NotRestored(f"{name} isn't in the backup {backup.archive}. Try another backup (--at).")
    assemble(found, work, work / "restored")
    return work / "restored"


def _extracted(
    place: BackupPlace,
    backup: BackupAt,
    identity: Path | None,
    work: Path,
    *,
    wanted: Callable[[str], bool],
    progress: Progress = lambda _done, _of: None,
) -> BackupManifest:
    """Take out of each archive what is wanted of it, the newest first, which names the others."""
    opened = _opened(place, backup.series, backup.archive, identity, work)
    manifest = extract(opened, work / backup.archive, {})
    if manifest is None:
        raise NotRestored(f"{backup.series}/{backup.archive} has no {MEMBER}. Use another backup (--at).")
    needed: dict[str, dict[str, StoredPart]] = {}
    for file in manifest.files:
        if wanted(file.name):
            for part in file.parts:
                needed.setdefault(part.archive, {})[part.member] = part
    for done, (name, parts) in enumerate(sorted(needed.items(), reverse=True), 1):
        older = opened if name == backup.archive else _opened(place, backup.series, name, identity, work)
        extract(older, work / name, parts)
        older.unlink()
        progress(done, len(needed))
    return manifest


def _opened(place: BackupPlace, series: str, name: str, identity: Path | None, work: Path) -> Path:
    """Bring an archive here, and decrypt it where it is encrypted."""
    folder = work / "fetched"
    folder.mkdir(mode=0o700, exist_ok=True)
    fetched = fetch_proven(place, series, name, folder)
    if not name.endswith(".age"):
        return fetched
    opened = folder / "opened"
    unseal(fetched, identity, opened)
    fetched.unlink()
    return opened
