"""What keeps a clinic: files of this machine, or a database. Which it is, is known here and below alone."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from charting_tui.store.clinic_folder import database_of
from charting_tui.store.disk import Disk
from charting_tui.store.engine import ChainLog, Documents, Locking
from charting_tui.store.indexing.row_index import RowIndex
from charting_tui.store.journals.shared import OpenJournal, SharedDrafts


class Engine(Protocol):
    """What keeps one clinic, as one login uses it."""

    @property
    def documents(self) -> Documents:
        """Charts, practice, people and batches."""
        ...

    @property
    def locks(self) -> Locking:
        """Who may write now."""
        ...

    @property
    def chain(self) -> ChainLog:
        """The clinic's chain."""
        ...

    @property
    def looks(self) -> ChainLog:
        """Who looked at what."""
        ...

    @property
    def index(self) -> RowIndex:
        """Rows that find visits and clients."""
        ...

    def begin(self) -> None:
        """Make what a new clinic needs, or bring what an older program made up to date."""
        ...

    def as_files(self) -> Path:
        """Return a folder with all of the clinic as files, which a backup is made of."""
        ...

    def check(self) -> None:
        """Raise one sentence where it cannot be worked with as it stands."""
        ...

    @property
    def shared_drafts(self) -> SharedDrafts | None:
        """Journals of other servers; None where every login is on this machine."""
        ...

    def keep_up(self, opened: Callable[[], Sequence[OpenJournal]]) -> None:
        """Look at the clinic behind the screens from now on; ``opened`` gives the journals of this login."""
        ...

    def happened(self, proof: object) -> bool:
        """Return whether a save of which the answer was lost took place; StoreAway where no one tells."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


def engine_at(root: Path, disk: Disk | None = None) -> Engine:
    """Return the engine that keeps the clinic of that folder; nothing is asked of it yet."""
    url = database_of(root)
    if url:
        from charting_tui.store.postgres.engine import PostgresEngine  # noqa: PLC0415  psycopg only where it is used

        return PostgresEngine(root, url)
    from charting_tui.store.file_engine import FileEngine  # noqa: PLC0415  needs what imports this module

    return FileEngine(root, disk or Disk())


@contextmanager
def engine_for(root: Path) -> Iterator[Engine]:
    """Give the engine of a clinic to one piece of work, here or in a process of its own."""
    engine = engine_at(root)
    try:
        yield engine
    finally:
        engine.close()
