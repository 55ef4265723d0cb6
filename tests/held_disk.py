"""A disk that stands still in the middle of a save until it is told to go on."""

import errno
import os
import threading
from pathlib import Path

from charting_tui.store.disk import Disk

_PATIENCE = 30
"""Seconds after which a test that waits in vain ends."""


class HeldDisk(Disk):
    """Holds the next save of a chart, once armed, before or after the chart is in its place."""

    def __init__(self) -> None:
        self._armed = ""
        self._full = False
        self._reached, self._go = threading.Event(), threading.Event()

    def hold(self, step: str = "replace") -> None:
        """Stand still at the next step of that name, ``replace`` or ``sync_folder``."""
        self._reached.clear()
        self._go.clear()
        self._armed = step

    def wait_until_held(self) -> None:
        """Return when a save stands still."""
        assert self._reached.wait(_PATIENCE), "no save began"

    def go_on(self, *, full: bool = False) -> None:
        """Let it go on, or say that the disk is full."""
        self._full = full
        self._go.set()

    def replace(self, new: Path, old: Path) -> None:
        self._stand_still("replace")
        super().replace(new, old)

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder)
        self._stand_still("sync_folder")

    def _stand_still(self, step: str) -> None:
        if self._armed == step:
            self._armed = ""
            self._reached.set()
            assert self._go.wait(_PATIENCE), "nobody let the save go on"
            if self._full:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
