"""Who may write now: advisory locks on files, taken in one order (gate, one chart, heads)."""

import fcntl
import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from charting_tui.store.disk import saving
from charting_tui.store.refusals import Busy

_AT_ONCE = 0.05
"""Seconds after which a batch is left to whoever is at work on it."""
PATIENCE = 5.0
"""Seconds after which a wait is given up."""


class Locks:
    """The lock files of one clinic; never held while a person thinks."""

    def __init__(self, folder: Path, patience: float = PATIENCE) -> None:
        self._folder = folder
        self._patience = patience

    @contextmanager
    def chart(self, client: str) -> Iterator[None]:
        """Hold the shared gate and this client's chart."""
        name = hashlib.sha256(client.encode()).hexdigest()[:2]
        with self.held("gate", shared=True), self.held(name):
            yield

    @contextmanager
    def batch(self, batch: str) -> Iterator[None]:
        """Hold a batch of claims while it is handed over; Busy at once where someone does."""
        with Locks(self._folder.parent / "claims" / batch, _AT_ONCE).held("lock"):
            yield

    def is_free(self, name: str) -> bool:
        """Whether no one holds the lock of that name just now; False where that cannot be told."""
        try:
            file = os.open(self._folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            return False
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(file)
        return True

    @contextmanager
    def held(self, name: str, *, shared: bool = False) -> Iterator[None]:
        """Hold the lock of that name; Busy after the deadline.

        The gate is come to by way of a turnstile, so that who wants it alone is not passed by for ever:
        those who share it wait there until that one was through.
        """
        if name != "gate":
            with self._held(name, shared=shared):
                yield
            return
        with ExitStack() as turn:
            turn.enter_context(self._held("turnstile", shared=shared))
            with self._held(name, shared=shared):
                turn.close()
                yield

    @contextmanager
    def _held(self, name: str, *, shared: bool) -> Iterator[None]:
        how = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        with saving():
            file = os.open(self._folder / name, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, how | fcntl.LOCK_NB)
        except BlockingIOError:
            if not _Wait(file, how).granted_within(self._patience):
                raise Busy(
                    f"Another user has been saving for {self._patience:g} seconds. Your text is kept; "
                    "wait a moment and save again."
                ) from None
        except BaseException:
            os.close(file)
            raise
        try:
            yield
        finally:
            os.close(file)


class _Wait:
    """A blocking wait with an end: the thread that waits gives back a lock that comes too late."""

    def __init__(self, file: int, how: int) -> None:
        self._file = file
        self._how = how
        self._decision = threading.Lock()
        self._granted = threading.Event()
        self._given_up = False

    def granted_within(self, seconds: float) -> bool:
        """Return whether the lock came in time; if not, its file is closed when it comes."""
        threading.Thread(target=self._wait, daemon=True).start()
        self._granted.wait(seconds)
        with self._decision:
            self._given_up = not self._granted.is_set()
        return not self._given_up

    def _wait(self) -> None:
        fcntl.flock(self._file, self._how)
        with self._decision:
            if self._given_up:
                os.close(self._file)
            else:
                self._granted.set()
