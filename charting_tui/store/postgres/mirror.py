"""A clinic of a database as files at one moment, beside its server's folder: what a backup is made of.

It stays there between backups and takes only what changed, so that the next archive holds only that.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from charting_tui.store.chain.chained_log import ChainedLog, Seal
from charting_tui.store.clinic_folder import make_clinic_folder
from charting_tui.store.disk import Disk, saving
from charting_tui.store.locks import Locks
from charting_tui.store.postgres.database import Database, Unit

MIRROR = "mirror"
"""The folder of the mirror in the server's own."""
_LOGS = {"heads": "heads.log", "access": "access.log"}


def mirror_of(root: Path, database: Database) -> Path:
    """Bring the mirror of a clinic up to now, all of one moment, and return where it is."""
    mirror = root / MIRROR
    if not mirror.exists():
        make_clinic_folder(mirror)
    with database.aside() as unit:
        unit.ask(("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY", ()))
        there = {name for name, body in _documents(unit) if _put(mirror / name, body)}
        for log, name in _LOGS.items():
            _bring_log(unit, log, mirror / name)
        there |= {name for name, body in _journals(unit) if _put(mirror / name, body)}
    for area in ("people", "charts", "claims", "drafts"):
        for path in (mirror / area).rglob("*"):
            if path.is_file() and str(path.relative_to(mirror)) not in there:
                path.unlink()
    return mirror


def _documents(unit: Unit) -> Iterator[tuple[str, bytes]]:
    names = unit.ask(("SELECT area, folder, name FROM documents ORDER BY area, folder, name", ()))
    for area, folder, name in names:
        found = unit.ask(
            ("SELECT body FROM documents WHERE area = %s AND folder = %s AND name = %s", (area, folder, name))
        )
        yield "/".join(part for part in (area, folder, name) if part), bytes(found[0][0])


def _journals(unit: Unit) -> Iterator[tuple[str, bytes]]:
    for visit, session, typed in unit.ask(("SELECT visit, session, typed FROM journals WHERE NOT moved", ())):
        yield f"drafts/{visit}.{session}", bytes(typed)


def _put(path: Path, body: bytes) -> bool:
    """Write a file where it differs, and return True."""
    with suppress(FileNotFoundError):
        if path.read_bytes() == body:
            return True
    with saving():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    Disk().put(path, body, durable=False)
    return True


def _bring_log(unit: Unit, log: str, path: Path) -> None:
    """Add the lines that the mirror does not have yet."""
    kept = ChainedLog(path, Locks(path.parent / "locks"))
    known = (kept.content() or b"").count(b"\n")
    lines = unit.ask(("SELECT line FROM chain WHERE log = %s AND number > %s ORDER BY number", (log, known)))
    last, before = unit.ask(("SELECT last, before FROM seals WHERE log = %s", (log,)))[0]
    kept.begin_with([bytes(line[0]) for line in lines], Seal(last, before))
