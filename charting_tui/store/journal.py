"""The journal of a session on one visit: every key on the disk's side of the program at once."""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from charting_tui.records.claim import Draft
from charting_tui.store.canonical import plain
from charting_tui.store.journal_file import JournalHead, journal_full, write_journal
from charting_tui.store.typing_state import Entry, Replay, TypingState, line_of, splice_entry

FLUSH_SECONDS = 1.0
"""What was typed is on the disk itself after this long, if ``flush_if_due`` is called."""


@dataclass(frozen=True)
class DraftHead:
    """A visit that somebody is writing, or was writing when the line was cut."""

    client: str
    visit: str
    author: str
    session: str
    base_revision: int
    started: datetime
    changed_ns: int
    """When its file last changed, in nanoseconds."""
    unsaved: bool
    """Whether it holds something that the chart does not have."""
    owned: bool
    """Whether a login that is alive elsewhere writes it."""
    path: Path


class Journal:
    """Typing that is not yet in a chart; its file is locked by the login that writes it."""

    def __init__(
        self, path: Path, file: int, head: JournalHead, state: TypingState, closed: Callable[[], None]
    ) -> None:
        self.path = path
        self.head = head
        self._file = file
        self._state = state
        self._closed = closed
        self._committed = 0
        self._pending = b""
        self._unsynced = False
        self._synced_at = time.monotonic()
        self._turn = threading.RLock()

    @property
    def sequence(self) -> int:
        """The number of the last entry."""
        return self._state.sequence

    @property
    def pending(self) -> bool:
        """Whether something typed waits in memory because the disk did not take it."""
        return bool(self._pending)

    def splice(self, field: str, old: str, new: str) -> None:
        """Keep the change of a field's text from ``old`` to ``new``."""
        if old == new and self._state.text(field) in {None, new}:
            return
        known = self._state.text(field)
        self._add(splice_entry(field, old, new) if known == old else {"k": "text", "f": field, "t": new})

    def put(self, draft: Draft) -> None:
        """Keep the whole draft; the texts of its note are from now on what was typed in those fields."""
        self._add({"k": "put", "d": plain(draft)})

    def cursor(self, field: str, row: int, column: int) -> None:
        """Keep where the cursor is."""
        self._add({"k": "cursor", "f": field, "r": row, "c": column})

    def flush(self) -> None:
        """Return when everything typed is on the disk itself; JournalFull where it takes no more."""
        with self._turn:
            self._write_pending()
            if self._unsynced:
                os.fdatasync(self._file)
                self._unsynced = False
            self._synced_at = time.monotonic()

    def flush_if_due(self) -> None:
        """Flush, if something was typed and the last flush is a second old."""
        due = time.monotonic() - self._synced_at >= FLUSH_SECONDS
        if due and (self._unsynced or self._pending):
            self.flush()

    def replay(self) -> Replay:
        """Return what was typed and is not in the chart yet."""
        return self._state.since(self._committed)

    def mark_committed(self, sequence: int) -> None:
        """Note that the chart has everything up to that entry."""
        with self._turn:
            self._committed = max(self._committed, sequence)

    def restart(self, base_revision: int, committed: int | None = None) -> None:
        """Begin anew over a saved revision, with only what was typed after the save.

        ``committed`` is the entry up to which the chart has everything; by default what the last commit
        of this session on this visit contained.
        """
        with self._turn:
            self.mark_committed(committed or 0)
            head = JournalHead(**{**asdict(self.head), "base_revision": base_revision})
            entries = self._state.entries_since(self._committed)
            file = write_journal(self.path, head, entries)
            os.close(self._file)
            self._file, self.head, self._pending = file, head, b""
            self._state = TypingState.of(entries, self._state.sequence)
            self._unsynced = False

    def close(self, *, discard: bool = False) -> None:
        """Let go of the file; with ``discard`` remove it, because its text is saved or given up."""
        with self._turn:
            try:
                if discard:
                    self.path.unlink(missing_ok=True)
                else:
                    self._write_pending()
            finally:
                os.close(self._file)
                self._closed()

    def _add(self, entry: Entry) -> None:
        with self._turn:
            numbered = {"n": self._state.sequence + 1, **entry}
            self._state.fold(numbered)
            self._pending += line_of(numbered)
            self._write_pending()

    def _write_pending(self) -> None:
        try:
            while self._pending:
                taken = os.write(self._file, self._pending)
                self._pending = self._pending[taken:]
                self._unsynced = True
        except OSError as fault:
            raise journal_full(fault) from fault
