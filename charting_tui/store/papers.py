"""Papers made for clients at the desk: receipts and superbills, in a folder that only its owner can enter."""

from pathlib import Path

from charting_tui.store.batches.batches import checked_name
from charting_tui.store.disk import Disk, saving
from charting_tui.store.locks import Locks


class Papers:
    """The clinic's folder of papers; one made again takes the place of the one before."""

    def __init__(self, folder: Path, disk: Disk, locks: Locks) -> None:
        self._folder = folder
        self._disk = disk
        self._locks = locks

    def put(self, name: str, content: bytes) -> Path:
        """Write a paper, and return where it lies."""
        path = self._folder / checked_name(name)
        with self._locks.held("papers"):
            with saving():
                self._folder.mkdir(mode=0o700, exist_ok=True)
            self._disk.put(path, content)
        return path
