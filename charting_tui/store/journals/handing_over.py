"""How a login asks another one of the same person to let go of a journal, and how that one hears it.

The request is a file beside the journal, locked while somebody waits: one left by a login that was
killed asks for nothing.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from charting_tui.store.journals.journal_file import is_alive, journal_full, locked
from charting_tui.store.refusals import JournalTaken

PATIENCE = 3.0
"""Seconds after which a login that does not answer is left alone."""
_PAUSE = 0.05
"""Seconds between two looks at the lock."""


@contextmanager
def asking_for(path: Path) -> Iterator[None]:
    """Ask for the journal at ``path`` while the block lasts; JournalTaken where another login asks too."""
    request = _request(path)
    try:
        file = locked(request, os.O_CREAT)
    except BlockingIOError:
        raise JournalTaken(
            "Another login is taking up this text just now; look whether it is open there."
        ) from None
    except OSError as fault:
        raise journal_full(fault) from fault
    try:
        yield
    finally:
        request.unlink(missing_ok=True)
        os.close(file)


def is_wanted(path: Path) -> bool:
    """Return whether a login that is alive waits for the journal at ``path``."""
    request = _request(path)
    return request.exists() and is_alive(request)


def wait_until_free(path: Path, patience: float) -> None:
    """Return when nobody holds the journal any more; JournalTaken after so many seconds."""
    deadline = time.monotonic() + patience
    while is_alive(path):
        if time.monotonic() >= deadline:
            raise JournalTaken(
                "The other login does not answer, and what was typed there is safe; "
                "end that login, then open the visit again."
            )
        time.sleep(_PAUSE)


def _request(path: Path) -> Path:
    return path.with_name(f".{path.name}.wanted")
