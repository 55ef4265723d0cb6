"""Journals for other servers: what a login types is in the database within a second, beside its own file.

A login that moves to another server finds its text there. The file here stays the first place of every key;
whoever takes a journal up elsewhere leaves the word that it moved, so that no text stands in two places.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from charting_tui.store.disk import Disk, Stamp, stamp_of
from charting_tui.store.journals.journal_file import asking_for
from charting_tui.store.journals.shared import JournalElsewhere, OpenJournal
from charting_tui.store.postgres.database import Database
from charting_tui.store.refusals import JournalTaken

_GONE_AFTER = 10
"""Seconds without a sign after which a login of another server counts as ended."""
_SIGN_EVERY = 3
"""Rounds of the pulse, a second each, between two signs of a journal in which nothing is typed."""
_COLUMNS = f"visit, session, typed, open AND seen > now() - INTERVAL '{_GONE_AFTER} seconds'"


@dataclass
class _Sent:
    """A journal of this login as the database has it."""

    visit: str
    session: str
    stamp: Stamp | None = None
    rounds: int = 0
    asked: AbstractContextManager[None] | None = None
    """The request of another server for it, held here as one of this machine would be."""


@dataclass
class SharedJournals:
    """The journals of one clinic as one login sends its own and sees those of other servers."""

    folder: Path
    """Where the journals of this server lie."""
    server: str
    """Which server this is."""
    database: Database
    _sent: dict[Path, _Sent] = field(default_factory=dict)
    _near: dict[str, list[JournalElsewhere]] | None = None
    """Of the visits that are open here, as the last round found them."""

    def send(self, opened: Sequence[OpenJournal]) -> None:
        """Bring the database up to date with the journals that this login has open now."""
        for one in opened:
            self._sent.setdefault(one.path, _Sent(one.visit, one.session))
            self._send_open(one)
        now = {one.path for one in opened}
        for path in [path for path in self._sent if path not in now]:
            self._send_closed(path, self._sent.pop(path))
        visits = [one.visit for one in opened]
        self._near = {visit: [] for visit in visits}
        for journal in self._found("visit = ANY(%s)", visits) if visits else ():
            self._near[journal.path.name.partition(".")[0]].append(journal)

    def elsewhere(self, visit: str) -> list[JournalElsewhere]:
        """Return the journals of other servers, of one visit or all; without a wait if it is open here."""
        if visit and self._near is not None and visit in self._near:
            return self._near[visit]
        return self._found("visit = %s", visit) if visit else self._found("true")

    def bring(self, path: Path) -> None:
        """Write another server's journal here, and leave the word there; JournalTaken where it is at work."""
        visit, _, session = path.name.partition(".")
        with self.database.unit() as unit:
            text = f"SELECT {_COLUMNS}, server FROM journals WHERE visit = %s AND session = %s FOR UPDATE"
            found = unit.ask((text, (visit, session)))
            if not found or found[0][4] == self.server:
                return
            if found[0][3]:
                raise JournalTaken("This unsaved text is open in another login. Close the visit there first.")
            typed = bytes(found[0][2])
            Disk().put(path, typed)
            unit.later(
                "UPDATE journals SET moved = true, open = false, size = %s, typed = '' "
                "WHERE visit = %s AND session = %s",
                (len(typed), visit, session),
            )

    def ask_for(self, path: Path) -> None:
        """Ask the login of another server that has a journal to let go of it."""
        visit, _, session = path.name.partition(".")
        text = "UPDATE journals SET wanted = true WHERE visit = %s AND session = %s AND server <> %s"
        self.database.ask(text, (visit, session, self.server))

    def is_at_work(self, path: Path) -> bool:
        """Return whether a login of another server has a journal."""
        visit, _, session = path.name.partition(".")
        found = self._found("visit = %s AND session = %s", visit, session)
        return any(journal.at_work for journal in found)

    def taken_here(self, path: Path) -> None:
        """Forget the row of a journal of this server, which goes on under another name."""
        visit, _, session = path.name.partition(".")
        text = "DELETE FROM journals WHERE visit = %s AND session = %s AND server = %s"
        self.database.ask(text, (visit, session, self.server))

    def drop_moved(self) -> None:
        """Remove the files of journals that were taken up elsewhere, unless they hold more than was taken."""
        text = "SELECT visit, session, size FROM journals WHERE server = %s AND moved"
        for visit, session, size in self.database.ask(text, (self.server,)):
            path = self.folder / f"{visit}.{session}"
            stamp = stamp_of(path)
            if stamp is not None and stamp[2] <= size:
                path.unlink(missing_ok=True)
            self.taken_here(path)

    def _send_open(self, one: OpenJournal) -> None:
        sent, stamp = self._sent[one.path], stamp_of(one.path)
        sent.rounds += 1
        if stamp is not None and stamp != sent.stamp:
            self.database.ask(_PUT, (*self._key(one), one.path.read_bytes(), True))
            sent.stamp = stamp
        elif sent.rounds % _SIGN_EVERY:
            return
        text = "UPDATE journals SET seen = now() WHERE visit = %s AND session = %s RETURNING wanted"
        found = self.database.ask(text, (one.visit, one.session))
        if found and found[0][0] and sent.asked is None:
            sent.asked = asking_for(one.path)
            sent.asked.__enter__()

    def _send_closed(self, path: Path, sent: _Sent) -> None:
        where = "WHERE visit = %s AND session = %s"
        if path.exists():
            text = f"UPDATE journals SET typed = %s, open = false, wanted = false, seen = now() {where}"
            self.database.ask(text, (path.read_bytes(), sent.visit, sent.session))
        else:
            self.database.ask(f"DELETE FROM journals {where}", (sent.visit, sent.session))
        if sent.asked is not None:
            sent.asked.__exit__(None, None, None)

    def _key(self, one: OpenJournal) -> tuple[str, str, str, str, str]:
        return one.visit, one.session, one.client, one.author, self.server

    def _found(self, condition: str, *values: object) -> list[JournalElsewhere]:
        text = f"SELECT {_COLUMNS} FROM journals WHERE server <> %s AND NOT moved AND {condition}"
        return [
            JournalElsewhere(self.folder / f"{row[0]}.{row[1]}", bytes(row[2]), bool(row[3]))
            for row in self.database.ask(text, (self.server, *values))
        ]


_PUT = (
    "INSERT INTO journals (visit, session, client, author, server, typed, open, seen) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s, now()) ON CONFLICT (visit, session) DO UPDATE SET "
    "typed = excluded.typed, open = excluded.open, seen = excluded.seen"
)
