"""The border between the records and what keeps them: files of this machine, or a database.

Everything above asks an engine by these few verbs. A path is a document's name in the clinic, also where
no file lies there.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from charting_tui.store.disk import Stamp

if TYPE_CHECKING:
    from charting_tui.store.chain.chained_log import Seal


class Documents(Protocol):
    """Named documents, each written whole or not at all; two versions of one never share a stamp."""

    def read(self, path: Path) -> bytes | None:
        """Return what stands there, or None."""
        ...

    def stamp(self, path: Path) -> Stamp | None:
        """Return the stamp of what stands there, or None."""
        ...

    def seen(self, path: Path) -> Stamp | None:
        """Return the stamp as it was last seen, without a wait."""
        ...

    def stamps(self, folder: Path) -> dict[str, Stamp]:
        """Return the stamp of everything in a folder by its name."""
        ...

    def names(self, folder: Path) -> list[str]:
        """Return the names of what lies in a folder, sorted."""
        ...

    def holding(self, folder: Path, name: str) -> list[str]:
        """Return the folders in a folder in which a document of that name lies, sorted."""
        ...

    def put(self, path: Path, data: bytes, *, durable: bool = True) -> None:
        """Make ``data`` what stands there; NotSaved where that is refused, and the old content stays."""
        ...

    def append(self, path: Path, line: bytes) -> None:
        """Add one line to the end of a small log that nothing proves."""
        ...

    def remove(self, path: Path) -> None:
        """Take away what stands there, if anything does."""
        ...

    def begin_folder(self, folder: Path) -> None:
        """Make a new folder, where folders are made."""
        ...

    def set_aside(self, path: Path) -> str:
        """Move a torn chart into the folder ``damaged`` beside it, and return the name it has there."""
        ...

    def local(self, path: Path) -> Path:
        """Return where another program of this machine can read what stands there."""
        ...

    def as_one(self) -> AbstractContextManager[None]:
        """Hold together what is put and logged meanwhile, where the engine can write it as one."""
        ...


class Locking(Protocol):
    """Who may write now, with a deadline: Busy after it."""

    def chart(self, client: str) -> AbstractContextManager[None]:
        """Hold one client's chart; what is saved meanwhile is durable when this is let go."""
        ...

    def held(self, name: str, *, shared: bool = False) -> AbstractContextManager[None]:
        """Hold the lock of that name."""
        ...

    def batch(self, batch: str) -> AbstractContextManager[None]:
        """Hold a batch of claims while it is handed over, for minutes; Busy at once where someone does."""
        ...


class ChainLog(Protocol):
    """A log of which each line names the line before, with a seal that knows the last."""

    path: Path

    def held(self) -> AbstractContextManager[None]:
        """Hold the log, so that no one adds to it."""
        ...

    def append(self, values: Sequence[Mapping[str, Any]], at: datetime) -> None:
        """Add lines, each chained to the one before."""
        ...

    def content(self) -> bytes | None:
        """Return all of it, or None where it was never begun."""
        ...

    def begin_with(self, lines: Sequence[bytes], seal: "Seal") -> None:
        """Begin an empty log with the lines of another and what its seal knows."""
        ...

    def lines_with(self, sign: bytes) -> Iterator[bytes]:
        """Yield the lines in which these bytes stand, the first first."""
        ...

    def sealed(self) -> "Seal":
        """Return what its seal knows."""
        ...

    def records(self, head: str) -> bool:
        """Whether the head of a file's event is in it, as far as a save must ask."""
        ...

    def last_line(self, *, durable: bool) -> str:
        """Return the digest of the last whole line, or nothing; ``durable``: of the last that stays."""
        ...
