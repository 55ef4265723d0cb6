"""The engine of most clinics: files of this machine."""

from collections.abc import Callable, Sequence
from pathlib import Path

from charting_tui.store.chain.chained_log import ChainedLog
from charting_tui.store.disk import Disk
from charting_tui.store.indexing.index import Index
from charting_tui.store.journals.shared import OpenJournal
from charting_tui.store.locks import Locks


class FileEngine:
    """A clinic as a folder of files, with an index in SQLite."""

    def __init__(self, root: Path, disk: Disk) -> None:
        self._root = root
        self.documents = disk
        self.locks = Locks(root / "locks")
        self.chain = ChainedLog(root / "heads.log", self.locks)
        self.looks = ChainedLog(root / "access.log", self.locks)
        self.index = Index(root / "index.sqlite")
        self.shared_drafts = None

    def begin(self) -> None:
        """Do nothing: the clinic's folder is made."""

    def as_files(self) -> Path:
        """Return the clinic's own folder."""
        return self._root

    def check(self) -> None:
        """Do nothing: the clinic's folder was looked at."""

    def keep_up(self, opened: Callable[[], Sequence[OpenJournal]]) -> None:
        """Do nothing: a look at a file costs no wait."""

    def happened(self, proof: object) -> bool:  # noqa: ARG002  of the border
        """Return False: a file that was not acknowledged is the old one."""
        return False

    def close(self) -> None:
        """Let go of the index."""
        self.index.close()
