"""What a person has not saved: journals of visits, and a small file for each other place."""

import os
import secrets
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from charting_tui.errors import ChartingError, NotAllowed
from charting_tui.records.canonical import encoded
from charting_tui.store.chart_files.charts import Charts, checked_id
from charting_tui.store.disk import Disk, stamp_of
from charting_tui.store.journals.journal import DraftHead, Journal
from charting_tui.store.journals.journal_file import (
    FORM,
    JournalHead,
    asking_for,
    is_alive,
    journal_foreign,
    journal_full,
    journal_gone,
    journal_of,
    read_journal,
    refuse_newer_journal,
    sweep,
    take_journal,
    wait_until_free,
    write_journal,
)
from charting_tui.store.journals.shared import OpenJournal, SharedDrafts
from charting_tui.store.journals.typing_state import ForeignDraftError, TypingState, Words, line_of
from charting_tui.store.refusals import JournalTaken, NotSaved, StoreAway

_FARTHER = 3.0
"""Seconds more for a login of another server to answer: both look at the database once a second."""


class Drafts:
    """The journals as one login of one person sees them.

    A journal gets a session of its own whenever someone begins it or takes it up: a chart knows what it
    has of a journal by that session and a number, so numbers of two journals must never meet.
    """

    def __init__(self, folder: Path, charts: Charts, person: str, shared: SharedDrafts | None = None) -> None:
        """``shared`` are the journals of other servers."""
        self._folder = folder
        self._shared = shared
        self._charts = charts
        self._person = person
        self._open: dict[str, Journal] = {}

    def open(self, client: str, visit: str, base_revision: int, at: datetime) -> Journal:
        """Return this login's journal on a visit, which begins where it has none."""
        if visit in self._open:
            return self._open[visit]
        head = self._head(client, visit, base_revision, at)
        path = self._path(head)
        return self._keep(path, write_journal(path, head, []), head, TypingState())

    def try_out(self, client: str, visit: str, base_revision: int, at: datetime) -> Journal:
        """Return a journal in memory alone, whoever writes the visit meanwhile."""
        head = self._head(client, visit, base_revision, at)
        return Journal(self._path(head), None, head, TypingState(), lambda: None)

    def heads(self, visit: str = "") -> list[DraftHead]:
        """Return every journal, or those of a visit, the newest first; leaving a visit removes its journal.

        A journal over a chart that is missing or cannot be read counts as unsaved where it holds anything,
        and so does one of a newer form. Of one visit the chart is not asked what it has: each second is too
        often for that, and unsaved is then what anything is typed in.
        """
        if self._shared is not None and not visit:
            with suppress(StoreAway):
                self._shared.drop_moved()
        heads = [
            head
            for path in self._folder.glob(f"{visit}.*" if visit else "*")
            if (head := self._read(path, asks_chart=not visit))
        ]
        heads += self._elsewhere(visit)
        return sorted(heads, key=lambda head: head.changed_ns, reverse=True)

    def opened(self) -> list[OpenJournal]:
        """Return the journals that this session writes."""
        heads = [(journal.path, journal.head) for journal in tuple(self._open.values())]
        return [OpenJournal(path, one.client, one.visit, one.session, one.author) for path, one in heads]

    def _elsewhere(self, visit: str) -> list[DraftHead]:
        """Return the heads of journals that other servers sent."""
        heads = []
        with suppress(StoreAway):
            for one in self._shared.elsewhere(visit) if self._shared is not None else ():
                found = journal_of(one.typed)
                if found and not one.path.exists():
                    head = self._told(one.path, *found, asks_chart=not visit)
                    heads.append(replace(head, owned=one.at_work))
        return heads

    def adopt(self, head: DraftHead) -> Journal:
        """Take up one's own text from a login that is gone."""
        mine = self._open.get(head.visit)
        if self._is_mine_already(head) and mine:
            return mine
        if self._shared is not None and not head.path.exists():
            self._shared.bring(head.path)
        taken = self._take(head.path)
        if mine:
            mine.close(discard=True)
        return taken

    def take_over(self, head: DraftHead, patience: float) -> Journal:
        """Take up one's own text; a login that is alive is asked for so many seconds to let go of it."""
        if self._is_mine_already(head):
            return self.adopt(head)
        if self._shared is not None and not head.path.exists():
            self._shared.ask_for(head.path)
            wait_until_free(head.path, patience + _FARTHER, self._shared.is_at_work)
            return self.adopt(head)
        with asking_for(head.path):
            wait_until_free(head.path, patience)
            return self.adopt(head)

    def committed(self, visit: str, session: str, sequence: int) -> None:
        """Tell this login's journal on a visit what the chart now has."""
        journal = self._open.get(visit)
        if journal and session == journal.head.session:
            journal.mark_committed(sequence)

    def close(self) -> None:
        """Let go of every journal; those with unsaved text, or with words in an open dialog, stay."""
        with ExitStack() as letting_go:
            for journal in tuple(self._open.values()):
                letting_go.callback(journal.close, discard=not (journal.unsaved or journal.asked))

    def leave_after_fault(self) -> None:
        """Let go of every journal; those with unsaved text stay, with the word that a fault ended them."""
        with ExitStack() as letting_go:
            for journal in tuple(self._open.values()):
                letting_go.callback(journal.close, discard=not (journal.unsaved or journal.asked))
                letting_go.callback(journal.note_fault)

    def note_fault(self, head: DraftHead) -> None:
        """Keep in a journal of a login that is gone that a fault came of taking it up."""
        held = take_journal(head.path)
        try:
            os.write(held, line_of({"n": 0, "k": "fault"}))
        except OSError as fault:
            raise journal_full(fault) from fault
        finally:
            os.close(held)

    def _is_mine_already(self, head: DraftHead) -> bool:
        """Return whether this login has that very text open; raise where it may not take it up."""
        if head.author != self._person:
            raise NotAllowed(f"This unsaved text is {head.author}'s. Ask them to sign in and save it.")
        mine = self._open.get(head.visit)
        if self._has_open(head.visit, head.path):
            return True
        if mine and (mine.unsaved or mine.asked):
            raise JournalTaken(
                "You already typed on this visit. Leave the visit once, then open the older text."
            )
        return False

    def _take(self, path: Path) -> Journal:
        # The rename comes first, so that at no moment two journals hold the same text.
        held = take_journal(path)
        try:
            found = read_journal(path)
            if found is None:
                raise journal_gone()
            head, state = found
            refuse_newer_journal(head)
            has = self._charts.committed_sequence(head.client, head.visit, head.session)
            _refuse_foreign(path, state, has)
            if self._shared is not None:
                with suppress(StoreAway):
                    self._shared.taken_here(path)
            base = self._charts.saved_revision(head.client, head.visit, head.session) or head.base_revision
            mine = replace(head, form=FORM, author=self._person, session=_new_session(), base_revision=base)
            new = path.replace(self._path(mine))
            entries = state.entries_since(has)
            return self._keep(
                new, write_journal(new, mine, entries), mine, TypingState.of(entries, state.sequence)
            )
        finally:
            os.close(held)

    def _keep(self, path: Path, file: int, head: JournalHead, state: TypingState) -> Journal:
        journal = Journal(path, file, head, state, lambda: self._forget(head))
        self._open[head.visit] = journal
        return journal

    def _head(self, client: str, visit: str, base_revision: int, at: datetime) -> JournalHead:
        begun = at.isoformat(timespec="seconds")
        return JournalHead(
            FORM, checked_id(client), checked_id(visit), self._person, _new_session(), base_revision, begun
        )

    def _forget(self, head: JournalHead) -> None:
        known = self._open.get(head.visit)
        if known and known.head.session == head.session:
            del self._open[head.visit]

    def _path(self, head: JournalHead) -> Path:
        return self._folder / f"{head.visit}.{head.session}"

    def _read(self, path: Path, *, asks_chart: bool) -> DraftHead | None:
        if path.name.startswith("."):
            sweep(path)
            return None
        found, stamp = read_journal(path), stamp_of(path)
        if not found or stamp is None:
            return None
        return replace(self._told(path, *found, asks_chart=asks_chart), changed_ns=stamp[1])

    def _told(self, path: Path, head: JournalHead, state: TypingState, *, asks_chart: bool) -> DraftHead:
        """Return what is told of a journal."""
        return DraftHead(
            client=head.client,
            visit=head.visit,
            author=head.author,
            base_revision=head.base_revision,
            started=datetime.fromisoformat(head.started),
            changed_ns=0,
            unsaved=head.form > FORM or state.holds_after(self._has(head) if asks_chart else 0),
            owned=not self._has_open(head.visit, path) and is_alive(path),
            path=path,
            failed=state.failed,
        )

    def _has_open(self, visit: str, path: Path) -> bool:
        mine = self._open.get(visit)
        return mine is not None and mine.path == path

    def _has(self, head: JournalHead) -> int:
        """Return what the chart has of a journal; a chart that cannot be read has nothing."""
        try:
            return self._charts.committed_sequence(head.client, head.visit, head.session)
        except ChartingError:
            return 0


def _new_session() -> str:
    return secrets.token_hex(8)


def _refuse_foreign(path: Path, state: TypingState, has: int) -> None:
    try:
        state.since(has)
    except ForeignDraftError:
        raise journal_foreign(path) from None


class PersonWords:
    """The words of one person; the last login to type in a place has its say."""

    def __init__(self, folder: Path, person: str, disk: Disk) -> None:
        self._folder = folder
        self._person = checked_id(person)
        self._disk = disk

    def words(self, name: str) -> Words | None:
        """Return what is kept under that name; None where there is nothing or it cannot be read."""
        return _read(self._path(name))

    def keep_words(self, name: str, words: Words) -> None:
        """Keep these in the place of what was kept; JournalFull where the disk does not take them."""
        kept = {
            "form": name,
            "texts": dict(words.texts),
            "field": words.field,
            "cursor": words.cursor,
            "doing": words.doing,
        }
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            self._disk.put(self._path(name), encoded(kept), durable=False)
        except OSError as fault:
            raise journal_full(fault) from fault
        except NotSaved as refused:
            if isinstance(refused.__cause__, OSError):
                raise journal_full(refused.__cause__) from refused
            raise

    def forget_words(self, name: str) -> None:
        """They were saved, or left on purpose."""
        try:
            self._path(name).unlink(missing_ok=True)
        except OSError as fault:
            raise journal_full(fault) from fault

    def newest(self) -> Words | None:
        """Return what was typed last of all that is kept and can be gone on with, or None."""
        try:
            files = sorted(self._folder.glob(f"{self._person}.*.json"), key=_changed_ns)
        except OSError:
            return None
        found = (words for file in reversed(files) if (words := _read(file)))
        return next((words for words in found if words.doing), None)

    def _path(self, name: str) -> Path:
        return self._folder / f"{self._person}.{sha256(name.encode()).hexdigest()[:24]}.json"


def _changed_ns(file: Path) -> int:
    return file.stat().st_mtime_ns


def _read(file: Path) -> Words | None:
    try:
        found: dict[str, Any] = orjson.loads(file.read_bytes())
        return Words(
            texts={str(path): str(text) for path, text in found["texts"].items()},
            field=str(found.get("field", "")),
            cursor=int(found.get("cursor", 0)),
            doing=str(found.get("doing", "")),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
