"""The folder of a clinic: how it is made, and when it is refused."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from charting_tui.errors import BadInput
from charting_tui.store.refusals import ClinicMissing, ClinicNotUsable

MOUNTS = Path("/proc/mounts")
"""Where the system tells which file systems there are."""
DATABASE = "database"
"""The file that names the database that keeps the charts, where one does, and then this server."""
FOLDERS = ("people", "charts", "claims", "drafts", "locks")
_REMOTE = ("nfs", "cifs", "smb", "fuse")
"""File systems on which locks and renames are not what they seem."""


def may_begin(folder: Path) -> bool:
    """Whether a clinic can be made there: nothing is there yet, or an empty folder."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def database_of(root: Path) -> str:
    """Return the address of the database that keeps the clinic of that folder; empty: files in it do."""
    return _joined(root)[0]


def server_of(root: Path) -> str:
    """Return what tells this server from others that work on the clinic of the same database."""
    return _joined(root)[1]


def _joined(root: Path) -> tuple[str, str]:
    try:
        url, server, *_ = [*(root / DATABASE).read_text(encoding="utf-8").split(), "", ""]
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return "", ""
    return url, server


def checked_address(url: str) -> str:
    """Return the address of a database; BadInput for one that is none, or tells a password."""
    try:
        parts = urlsplit(url)
        told = parts.password is not None or "password=" in parts.query.lower()
    except ValueError:
        parts, told = urlsplit(""), False
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise BadInput("--store: Write the database's address like postgresql://user@host/clinic.")
    if told:
        raise BadInput(
            "--store: Leave the password out of the address, where others can see it. Put it into "
            "~/.pgpass, or name a file with PGPASSFILE."
        )
    return url


def make_clinic_folder(root: Path, database: str = "") -> None:
    """Make the folders, which only their owner can enter; refused where the folder is not empty.

    ``database``: the charts are kept there, and the folder has what this server alone needs.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise ClinicNotUsable(f"{root} isn't an empty folder. Choose a new folder for the clinic.")
    refuse_remote(root)
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        root.chmod(0o700)
        for name in FOLDERS:
            (root / name).mkdir(mode=0o700)
        if database:
            (root / DATABASE).touch(mode=0o600)
            (root / DATABASE).write_text(f"{database}\n{secrets.token_hex(8)}\n", encoding="utf-8")
    except OSError as fault:
        raise ClinicNotUsable(
            f"The program can't create {root} ({_reason(fault)}). Choose another folder."
        ) from fault


def check_clinic_folder(root: Path, mounts: Path = MOUNTS) -> None:
    """Raise one sentence where the folder holds no clinic, or cannot be trusted with one."""
    try:
        there = root.is_dir()
        read_only = there and bool(os.statvfs(root).f_flag & os.ST_RDONLY)
        closed = there and not os.access(root, os.R_OK | os.W_OK | os.X_OK)
    except PermissionError:
        closed, read_only = True, False
    if read_only:
        raise ClinicNotUsable(
            f"{root} is on a read-only disk. Ask whoever keeps the machine "
            "to look at the disk, then open the clinic again."
        )
    if closed:
        raise ClinicNotUsable(f"You can't read {root}. Sign in with the account that owns the clinic.")
    practice = root / "practice.json"
    if not practice.exists() and (root / DATABASE).exists():
        practice = root / DATABASE
    if not practice.is_file():
        raise ClinicMissing(
            f"There is no clinic in {root}. Check the folder, or create a clinic with “charting-tui "
            f"init {root}”."
        )
    if not os.access(practice, os.R_OK | os.W_OK):
        raise ClinicNotUsable(f"You can't read {practice}. Sign in with the account that owns the clinic.")
    if root.stat().st_mode & 0o077:
        raise ClinicNotUsable(f"Other accounts can read {root}. Close it with “chmod 700 {root}”.")
    refuse_remote(root, mounts)


def refuse_remote(root: Path, mounts: Path = MOUNTS) -> None:
    """Raise one sentence where the folder is not on a disk of this machine."""
    kind = file_system_of(root, mounts.read_text()) if mounts.exists() else ""
    if kind.startswith(_REMOTE):
        raise ClinicNotUsable(
            f"{root} is on a network drive ({kind}), where saves can be lost. Move the clinic to a disk "
            "of this computer."
        )


def file_system_of(path: Path, mounts: str) -> str:
    """Return the kind of file system a path is on, from the text of ``/proc/mounts``."""
    place = path.resolve()
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split()
        point = Path(fields[1].replace("\\040", " "))
        depth = len(point.parts)
        if depth >= best and (point == place or point in place.parents):
            best, kind = depth, fields[2]
    return kind


def _reason(fault: OSError) -> str:
    return os.strerror(fault.errno or 0).lower()
