"""The file of a journal: put in place whole, locked, read to its last whole line, asked for by another login.

The request is a file beside the journal, locked while someone waits: one left by a login that was
killed asks for nothing.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from charting_tui.errors import BadInput
from charting_tui.store.chart_files.charts import checked_id
from charting_tui.store.disk import FULL, stamp_of
from charting_tui.store.journals.typing_state import Entry, TypingState, line_of, read_lines
from charting_tui.store.refusals import JournalFull, JournalTaken, JournalUnreadable, NewerForm

FORM = 2
"""2 keeps the dialogs that are open over the visit, which a program that knows form 1 would lose."""
_TRIES = 5
_PAUSE = 0.02
"""Seconds between tries: another login may be looking at the lock just now."""


@dataclass(frozen=True)
class JournalHead:
    """Whose typing it is, on which visit, over which revision of it."""

    form: int
    client: str
    visit: str
    author: str
    session: str
    """Unique to this journal, from its beginning or since it was last taken up."""
    base_revision: int
    started: str
    """UTC, in ISO form."""


def write_journal(path: Path, head: JournalHead, entries: list[Entry]) -> int:
    """Put a new journal at ``path`` in one step, locked, and return its descriptor, open for more."""
    new = path.with_name(f".{path.name}.new")
    try:
        file = locked(new, os.O_CREAT | os.O_TRUNC)
        try:
            data = b"".join(line_of(entry) for entry in ({"head": asdict(head)}, *entries))
            while data:
                data = data[os.write(file, data) :]
            if entries:
                os.fdatasync(file)
            new.replace(path)
        except OSError:
            new.unlink(missing_ok=True)
            os.close(file)
            raise
    except OSError as fault:
        raise journal_full(fault) from fault
    return file


def take_journal(path: Path) -> int:
    """Open an existing journal and lock it; JournalTaken where a login that is alive has it."""
    try:
        return locked(path, 0)
    except FileNotFoundError:
        raise journal_gone() from None
    except BlockingIOError:
        raise JournalTaken(
            "This unsaved text is open in another window. Close the visit there first."
        ) from None


def sweep(path: Path) -> None:
    """Remove what a login left of a journal that it was killed in writing."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    else:
        if _is_at(path, file):
            path.unlink(missing_ok=True)
    finally:
        os.close(file)


def read_journal(path: Path) -> tuple[JournalHead, TypingState] | None:
    """Return a journal's head and what its entries add up to; None for a file that is none."""
    try:
        return journal_of(path.read_bytes())
    except FileNotFoundError:
        return None


def journal_of(typed: bytes) -> tuple[JournalHead, TypingState] | None:
    """Return the head of a journal's text and what its entries add up to; None for a text that is none."""
    lines = list(read_lines(typed))
    head = _head_of(lines[0].get("head")) if lines else None
    return (head, TypingState.of(line for line in lines if "k" in line)) if head else None


def is_alive(path: Path) -> bool:
    """Return whether a login that is alive holds this journal."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


def refuse_newer_journal(head: JournalHead) -> None:
    """Raise NewerForm where a journal was written by a newer program."""
    if head.form > FORM:
        raise NewerForm(
            "A newer version of the program saved this unsaved text. Start that version, or sign in "
            "again. Your text is kept."
        )


def journal_gone() -> JournalTaken:
    """Return the sentence for a journal that is no longer there."""
    return JournalTaken("This text was saved or continued in another window. Open the visit again.")


def journal_foreign(path: Path) -> JournalUnreadable:
    """Return the sentence for a draft of another shape."""
    return JournalUnreadable(
        "Another version of the program wrote this visit's unsaved text. The text is kept in "
        f"drafts/{path.name}: ask whoever runs the clinic's server to open it with that version."
    )


def journal_full(fault: OSError) -> JournalFull:
    """Return the sentence for a disk that does not take typing."""
    if fault.errno in FULL:
        return JournalFull(
            "The disk is full, so your typing is not saved yet. Free up space before you sign out."
        )
    return JournalFull(
        f"The program can't save your typing ({os.strerror(fault.errno or 0).lower()}). Don't sign out; "
        "ask whoever runs the clinic's server to check its disk."
    )


def locked(path: Path, flags: int) -> int:
    """Open and lock the file that is at ``path``, also where another login sweeps it away meanwhile."""
    for _ in range(_TRIES):
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC | flags, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE)
        else:
            if _is_at(path, file):
                return file
        os.close(file)
    raise BlockingIOError


def _head_of(values: Any) -> JournalHead | None:
    """Return a head that is whole; one of a newer form may say more than is known here."""
    if not isinstance(values, dict):
        return None
    known: dict[str, Any] = {field.name: values.get(field.name) for field in fields(JournalHead)}
    numbers = {"form", "base_revision"}
    if not all(type(value) is (int if name in numbers else str) for name, value in known.items()):
        return None
    try:
        datetime.fromisoformat(known["started"])
        checked_id(known["client"])
        checked_id(known["visit"])
    except (ValueError, BadInput):
        return None
    return JournalHead(**known)


def _is_at(path: Path, file: int) -> bool:
    stamp = stamp_of(path)
    return stamp is not None and stamp[0] == os.fstat(file).st_ino


PATIENCE = 3.0
"""Seconds after which a login that does not answer is left alone."""
_HEARD_EVERY = 0.05
"""Seconds between two looks at the lock."""


@contextmanager
def asking_for(path: Path) -> Iterator[None]:
    """Ask for the journal at ``path`` while the block lasts; JournalTaken where another login asks too."""
    request = _request(path)
    try:
        file = locked(request, os.O_CREAT)
    except BlockingIOError:
        raise JournalTaken(
            "This text is being opened in another window right now. Look for it there."
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


def wait_until_free(path: Path, patience: float, is_held: Callable[[Path], bool] = is_alive) -> None:
    """Return when no one holds the journal any more; JournalTaken after so many seconds."""
    deadline = time.monotonic() + patience
    while is_held(path):
        if time.monotonic() >= deadline:
            raise JournalTaken(
                "The other window doesn't respond, but the text typed there is safe. Close it, then "
                "open the visit again."
            )
        time.sleep(_HEARD_EVERY)


def _request(path: Path) -> Path:
    return path.with_name(f".{path.name}.wanted")
