"""The journal of a session on one visit: every key on the disk's side of the program at once."""

import os
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from charting_tui.records.canonical import plain
from charting_tui.records.claim import Draft
from charting_tui.store.journals.journal_file import (
    JournalHead,
    is_wanted,
    journal_foreign,
    journal_full,
    write_journal,
)
from charting_tui.store.journals.typing_state import (
    Entry,
    ForeignDraftError,
    Replay,
    TypingState,
    Words,
    asked_entry,
    line_of,
    splice_entry,
)
from charting_tui.store.refusals import JournalTaken

FLUSH_SECONDS = 1.0
"""What was typed is on the disk itself after this long, if ``flush_if_due`` is called."""


@dataclass(frozen=True)
class DraftHead:
    """A visit that someone is writing, or was writing when the line was cut."""

    client: str
    visit: str
    author: str
    base_revision: int
    started: datetime
    changed_ns: int
    """When its file last changed, in nanoseconds."""
    unsaved: bool
    """Whether it holds something that the chart does not have."""
    owned: bool
    """Whether a login that is alive elsewhere writes it."""
    path: Path
    failed: bool = False
    """Whether a fault of the program ended the typing, so that no one is put there unasked."""


class Journal:
    """Typing that is not yet in a chart; its file is locked by the login that writes it.

    Any thread may call it. Once closed it keeps nothing more: a text or a draft is refused with
    JournalTaken, and a cursor, a flush or a new start is passed over. One without a file keeps what is
    only tried out, in memory alone.
    """

    def __init__(
        self, path: Path, file: int | None, head: JournalHead, state: TypingState, closed: Callable[[], None]
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
        self._open = True

    @property
    def sequence(self) -> int:
        """The number of the last entry."""
        return self._state.sequence

    @property
    def tried_out(self) -> bool:
        """Whether it has no file, so that nothing of it may reach a chart."""
        return self._file is None

    @property
    def pending(self) -> bool:
        """Whether something typed waits in memory because the disk did not take it."""
        return bool(self._pending)

    @property
    def unsaved(self) -> bool:
        """Whether it holds something that the chart does not have."""
        with self._turn:
            return self._state.holds_after(self._committed)

    def wanted(self) -> bool:
        """Whether another login of this person waits to take the text up: then close it, and leave the visit.

        Cheap enough to be asked each second.
        """
        return self._open and is_wanted(self.path)

    def splice(self, field: str, old: str, new: str) -> None:
        """Keep the change of a field's text from ``old`` to ``new``."""
        with self._turn:
            known = self._state.text(field)
            if old == new and known in {None, new}:
                return
            self._add(splice_entry(field, old, new) if known == old else {"k": "text", "f": field, "t": new})

    def put(self, draft: Draft) -> None:
        """Keep the whole draft; the texts of its note are from now on what was typed in those fields."""
        self._add({"k": "put", "d": plain(draft)})

    def cursor(self, field: str, row: int, column: int) -> None:
        """Keep where the cursor is."""
        with self._turn:
            if self._open:
                self._add({"k": "cursor", "f": field, "r": row, "c": column})

    @property
    def asked(self) -> dict[str, Words]:
        """The dialogs over the visit in which something is typed, by their names, the first opened first."""
        with self._turn:
            return {name: words for name, (_, words) in self._state.asked.items()}

    def words(self, name: str) -> Words | None:
        """Return what is typed in the dialog of that name, or None."""
        return self.asked.get(name)

    def keep_words(self, name: str, words: Words) -> None:
        """Keep what stands in a dialog in the place of what stood there."""
        with self._turn:
            if words == self.words(name):
                self._write_pending()
            else:
                self._add(asked_entry(name, words))

    def forget_words(self, name: str) -> None:
        """The dialog was answered, or left on purpose."""
        with self._turn:
            if self._open and name in self._state.asked:
                self._add({"k": "left", "d": name})

    def note_fault(self) -> None:
        """Keep that a fault of the program ended the typing; whoever takes the text up begins without it."""
        self._add({"k": "fault"})

    def flush(self) -> None:
        """Return when everything typed is on the disk itself; JournalFull where it takes no more."""
        with self._turn:
            self._write_pending()
            if self._unsynced and self._file is not None:
                try:
                    os.fdatasync(self._file)
                except OSError as fault:
                    raise journal_full(fault) from fault
                self._unsynced = False
            self._synced_at = time.monotonic()

    def flush_if_due(self) -> None:
        """Flush, if something was typed and the last flush is a second old."""
        due = time.monotonic() - self._synced_at >= FLUSH_SECONDS
        if due and (self._unsynced or self._pending):
            self.flush()

    def replay(self) -> Replay:
        """Return what the chart does not have yet; JournalUnreadable for a draft of another version."""
        with self._turn:
            try:
                return self._state.since(self._committed)
            except ForeignDraftError:
                raise journal_foreign(self.path) from None

    def mark_committed(self, sequence: int) -> None:
        """Note that the chart has everything up to that entry."""
        with self._turn:
            self._committed = max(self._committed, sequence)

    def restart(self, base_revision: int, committed: int | None = None) -> None:
        """Begin again over a saved revision, with only what was typed after the save.

        ``committed`` is the entry up to which the chart has everything; by default what the last commit
        of this session on this visit contained.
        """
        with self._turn:
            self.mark_committed(committed or 0)
            if not self._open or self._file is None:
                return
            head = JournalHead(**{**asdict(self.head), "base_revision": base_revision})
            entries = self._state.entries_since(self._committed)
            file = write_journal(self.path, head, entries)
            os.close(self._file)
            self._file, self.head, self._pending = file, head, b""
            self._state = TypingState.of(entries, self._state.sequence)
            self._unsynced = False

    def close(self, *, discard: bool = False) -> None:
        """Make everything durable and let go of the file; a second time does nothing.

        With ``discard`` the file is removed, because its text is saved or given up.
        """
        with self._turn:
            if not self._open:
                return
            try:
                if discard and self._file is not None:
                    self.path.unlink(missing_ok=True)
                else:
                    self.flush()
            finally:
                self._open, self._unsynced, self._pending = False, False, b""
                if self._file is not None:
                    os.close(self._file)
                self._closed()

    def _add(self, entry: Entry) -> None:
        with self._turn:
            if not self._open:
                raise JournalTaken(
                    "This visit was closed here or opened in another window. Reopen it to keep writing."
                )
            numbered = {"n": self._state.sequence + 1, **entry}
            self._state.fold(numbered)
            self._pending += line_of(numbered)
            self._write_pending()

    def _write_pending(self) -> None:
        if self._file is None:
            self._pending = b""
            return
        try:
            while self._pending:
                taken = os.write(self._file, self._pending)
                self._pending = self._pending[taken:]
                self._unsynced = True
        except OSError as fault:
            raise journal_full(fault) from fault
