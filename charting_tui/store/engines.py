"""What keeps a clinic: files of this machine, or a database. Which it is, is known here and below alone."""

from pathlib import Path
from typing import Protocol

from charting_tui.store.disk import Disk
from charting_tui.store.engine import ChainLog, Documents, Locking
from charting_tui.store.indexing.row_index import RowIndex


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

    def close(self) -> None:
        """Let go of everything."""
        ...


def engine_at(root: Path, disk: Disk | None = None) -> Engine:
    """Return the engine that keeps the clinic of that folder; nothing is asked of it yet."""
    from charting_tui.store.file_engine import FileEngine  # noqa: PLC0415  needs what imports this module

    return FileEngine(root, disk or Disk())
