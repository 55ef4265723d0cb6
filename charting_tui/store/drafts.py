"""The journals of a clinic: who has unsaved text on which visit, and whose may be taken up again."""

import os
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from charting_tui.errors import NotAllowed
from charting_tui.store.charts import Charts, checked_id
from charting_tui.store.disk import stamp_of
from charting_tui.store.journal import DraftHead, Journal
from charting_tui.store.journal_file import (
    FORM,
    JournalHead,
    is_alive,
    read_journal,
    sweep,
    take_journal,
    write_journal,
)
from charting_tui.store.refusals import ChartDamaged, JournalTaken
from charting_tui.store.typing_state import TypingState


class Drafts:
    """The journals as one session of one person sees them."""

    def __init__(self, folder: Path, charts: Charts, person: str, session: str) -> None:
        self._folder = folder
        self._charts = charts
        self._person = person
        self._session = session
        self._open: dict[str, Journal] = {}

    def open(self, client: str, visit: str, base_revision: int, at: datetime) -> Journal:
        """Return this session's journal on a visit; what an earlier one of it still holds is kept."""
        checked_id(client)
        if visit in self._open:
            return self._open[visit]
        path = self._path(visit)
        found = read_journal(path)
        if found:
            return self._take(path, path)
        head = JournalHead(
            FORM, client, visit, self._person, self._session, base_revision, at.isoformat(timespec="seconds")
        )
        return self._keep(path, write_journal(path, head, []), head, TypingState())

    def heads(self) -> list[DraftHead]:
        """Return every journal, the newest first; one is there for as long as its visit was not left."""
        heads = [head for path in self._folder.iterdir() if (head := self._read(path))]
        return sorted(heads, key=lambda head: head.changed_ns, reverse=True)

    def adopt(self, head: DraftHead) -> Journal:
        """Take up one's own text from a login that is gone."""
        if head.author != self._person:
            raise NotAllowed(f"This unsaved text is {head.author}'s; ask them to log in and save it.")
        if head.session == self._session and head.visit in self._open:
            return self._open[head.visit]
        mine = self._open.get(head.visit)
        if mine and not mine.replay().empty:
            raise JournalTaken(
                "You have typed on this visit already; leave it once, then take up the older text."
            )
        if mine:
            mine.close(discard=True)
        return self._take(head.path, self._path(head.visit))

    def committed(self, visit: str, session: str, sequence: int) -> None:
        """Tell this session's journal on a visit what the chart now has."""
        journal = self._open.get(visit)
        if journal and session == self._session:
            journal.mark_committed(sequence)

    def close(self) -> None:
        """Let go of every journal; those with unsaved text stay."""
        for journal in list(self._open.values()):
            journal.close(discard=journal.replay().empty)

    def _take(self, old: Path, new: Path) -> Journal:
        # The rename comes first, so that at no moment two journals hold the same text.
        held = take_journal(old)
        try:
            found = read_journal(old)
            if found is None:
                raise JournalTaken(
                    "This unsaved text is gone: another login has taken it up; open the visit again."
                )
            head, state = found
            has = self._charts.committed_sequence(head.client, head.visit, head.session)
            old.replace(new)
            base = self._charts.saved_revision(head.client, head.visit, head.session) or head.base_revision
            whose = {"session": self._session, "author": self._person, "base_revision": base}
            mine = JournalHead(**{**asdict(head), **whose})
            entries = state.entries_since(has)
            file = write_journal(new, mine, entries)
            return self._keep(new, file, mine, TypingState.of(entries, state.sequence))
        finally:
            os.close(held)

    def _keep(self, path: Path, file: int, head: JournalHead, state: TypingState) -> Journal:
        journal = Journal(path, file, head, state, lambda: self._forget(head.visit))
        self._open[head.visit] = journal
        return journal

    def _forget(self, visit: str) -> None:
        self._open.pop(visit, None)

    def _path(self, visit: str) -> Path:
        return self._folder / f"{checked_id(visit)}.{self._session}"

    def _read(self, path: Path) -> DraftHead | None:
        if path.name.startswith("."):
            sweep(path)
            return None
        found = read_journal(path)
        if not found:
            return None
        head, state = found
        stamp = stamp_of(path)
        if stamp is None:
            return None
        return DraftHead(
            client=head.client,
            visit=head.visit,
            author=head.author,
            session=head.session,
            base_revision=head.base_revision,
            started=datetime.fromisoformat(head.started),
            changed_ns=stamp[1],
            unsaved=not state.since(self._has(head)).empty,
            owned=head.session != self._session and is_alive(path),
            path=path,
        )

    def _has(self, head: JournalHead) -> int:
        """Return what the chart has of a journal; a chart that cannot be read has nothing."""
        try:
            return self._charts.committed_sequence(head.client, head.visit, head.session)
        except ChartDamaged:
            return 0
