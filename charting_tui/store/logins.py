"""Who is logged in: one small file for each login, which is locked for as long as the login lives."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from fcntl import LOCK_EX, LOCK_NB, LOCK_SH, flock
from pathlib import Path
from typing import Any

import orjson


@dataclass(frozen=True)
class OpenLogin:
    """One login at work."""

    session: str
    person: str
    since: int
    """In whole seconds since 1970."""
    place: str
    """The address it comes from, or nothing for this machine itself."""
    process: int


class OpenLogins:
    """The logins of a clinic that are at work now."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: int | None = None

    def enter(self, session: str, person: str, place: str, at: datetime) -> None:
        """Be among them until this process ends; OSError where the disk does not take it."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        login = OpenLogin(session, person, int(at.timestamp()), place, os.getpid())
        new = self._folder / f".{session}"
        self._held = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        flock(self._held, LOCK_EX | LOCK_NB)
        os.write(self._held, orjson.dumps(asdict(login)))
        new.replace(self._folder / session)

    def at_work(self) -> list[OpenLogin]:
        """Return them, the first that came first."""
        return sorted(self._read(), key=lambda login: login.since)

    def end(self, login: OpenLogin) -> bool:
        """Ask a login to end with everything typed kept; False where it has ended meanwhile."""
        if login not in self.at_work():
            return False
        with suppress(ProcessLookupError):
            os.kill(login.process, signal.SIGTERM)
        return True

    def _read(self) -> Iterator[OpenLogin]:
        if not self._folder.is_dir():
            return
        for path in self._folder.glob("[!.]*"):
            with suppress(FileNotFoundError), path.open("rb") as file:
                try:
                    flock(file, LOCK_SH | LOCK_NB)
                except BlockingIOError:
                    if login := _login_of(file.read()):
                        yield login
                else:
                    path.unlink(missing_ok=True)


def _login_of(text: bytes) -> OpenLogin | None:
    """Return what a file says; None where it is just being written."""
    try:
        values: dict[str, Any] = orjson.loads(text)
        return OpenLogin(**{field.name: values[field.name] for field in fields(OpenLogin)})
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return None
