"""The finder's own file: rows of visits and clients, derived from the charts and never the truth."""

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from charting_tui.store.client_row import ClientRow
from charting_tui.store.clients_found import clients_found
from charting_tui.store.collector import collector_at_rest
from charting_tui.store.disk import Stamp
from charting_tui.store.index_faults import IndexGoneError, what_is_meant
from charting_tui.store.index_writing import IndexWriter
from charting_tui.store.refusals import Busy, NewerForm
from charting_tui.worklist.summary import VisitSummary

_FORM = 5
_WAIT = 0.2
"""Seconds after which another writer is left alone and the row stays stale."""

_CACHE = 512
"""Kilobytes of the file that a login holds; four times as many make nothing faster."""

_SCHEMA = """
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE stamps (chart TEXT PRIMARY KEY, inode INT, mtime INT, size INT) WITHOUT ROWID;
CREATE TABLE visits (
    client TEXT, visit TEXT, day TEXT, therapist TEXT, bucket TEXT, unbilled INT,
    made_with TEXT, summary TEXT,
    PRIMARY KEY (client, visit)) WITHOUT ROWID;
CREATE INDEX visits_of_day ON visits (day);
CREATE INDEX visits_unbilled ON visits (day) WHERE unbilled;
CREATE TABLE clients (number INTEGER PRIMARY KEY, client TEXT UNIQUE, name TEXT, beginnings TEXT, line TEXT);
CREATE INDEX clients_by_name ON clients (name, client, beginnings);
CREATE VIRTUAL TABLE words USING fts5 (beginnings, prefix = '1 2 3', detail = none);
"""


@dataclass(frozen=True)
class KeptSummary:
    """A visit's row as it lies in the index, and what it was made with."""

    summary: VisitSummary
    made_with: str

    def stands(self, made_with: str, today: date) -> bool:
        """Whether it would be the same if it were made now."""
        return self.made_with == made_with and self.summary.stands_on(today)


@dataclass(frozen=True)
class VisitFilter:
    """Which visits are asked for; what is empty asks for any."""

    day: str = ""
    before: str = ""
    therapist: str = ""
    client: str = ""
    unbilled: bool = False


def asked_for(
    *,
    day: date | None = None,
    unbilled: bool = False,
    before: date | None = None,
    therapist: str | None = None,
    client: str | None = None,
) -> VisitFilter:
    """Return the filter for visits of that day, before that day, of that therapist or client, or all."""
    return VisitFilter(
        day=day.isoformat() if day else "",
        before=before.isoformat() if before else "",
        therapist=therapist or "",
        client=client or "",
        unbilled=unbilled,
    )


class Index:
    """One login's connection to the index."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._inode = 0
        self._version = 0

    def summaries(self, asked: VisitFilter) -> list[KeptSummary]:
        """Return the visits that are asked for, in no order."""
        conditions = {
            "day = ?": asked.day,
            "day < ?": asked.before,
            "therapist = ?": asked.therapist,
            "client = ?": asked.client,
        }
        chosen = {text: value for text, value in conditions.items() if value}
        where = " AND ".join([*chosen, "unbilled" if asked.unbilled else "1"])
        with self._reading() as connection, collector_at_rest():
            rows = connection.execute(
                f"SELECT summary, made_with FROM visits WHERE {where}",  # noqa: S608  no value stands in the text
                tuple(chosen.values()),
            )
            return [KeptSummary(VisitSummary.model_validate_json(row[0]), row[1]) for row in rows]

    def charts_of(self, visits: Sequence[str]) -> dict[str, str]:
        """Return the client in whose chart each of these visits is; one that is in none is left out."""
        with self._reading() as connection:
            rows = connection.execute(
                f"SELECT visit, client FROM visits WHERE visit IN ({','.join('?' * len(visits))})",  # noqa: S608
                tuple(visits),
            )
            return {row[0]: row[1] for row in rows}

    def clients_seen(self, first: str, last: str) -> list[str]:
        """Return the clients with a visit from one day to another, both included, by their ids."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT DISTINCT client FROM visits WHERE day BETWEEN ? AND ? ORDER BY client", (first, last)
            )
            return [row[0] for row in rows]

    def clients(self, words: Sequence[str], first: str, limit: int) -> list[ClientRow]:
        """Return clients with words that begin so, those of the family ``first`` before the rest."""
        with self._reading() as connection:
            return clients_found(connection, words, first, limit)

    def client(self, client: str) -> ClientRow | None:
        """Return one client's row, or None."""
        with self._reading() as connection:
            found = connection.execute("SELECT line FROM clients WHERE client = ?", (client,)).fetchone()
            return ClientRow.model_validate_json(found[0]) if found else None

    def stamps(self) -> dict[str, Stamp]:
        """Return the stamp at which each chart was last read into the index."""
        with self._reading() as connection:
            rows = connection.execute("SELECT chart, inode, mtime, size FROM stamps")
            return {row[0]: (row[1], row[2], row[3]) for row in rows}

    def changed(self) -> bool:
        """Return whether another login wrote since this was last asked."""
        with self._reading() as connection:
            version = int(connection.execute("PRAGMA data_version").fetchone()[0])
            before, self._version = self._version, version
            return version != before

    @property
    def built(self) -> bool:
        """Whether the index has ever been filled from all charts."""
        with self._reading() as connection:
            found = connection.execute("SELECT value FROM state WHERE name = 'built'").fetchone()
            return found is not None

    @contextmanager
    def writing(self) -> Iterator[IndexWriter]:
        """Give a transaction; Busy where another login writes for longer than a blink."""
        with self._turn, self._faults():
            connection = self._connected()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield IndexWriter(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def remove(self) -> None:
        """Throw the file away."""
        with self._turn:
            self.close()
            for ending in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + ending).unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._turn, self._faults():
            yield self._connected()

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as fault:
            told = what_is_meant(fault)
            if not isinstance(told, Busy):
                self.close()
            raise told from fault
        except ValueError as fault:
            raise IndexGoneError from fault

    def _connected(self) -> sqlite3.Connection:
        """Return the connection, opened anew where another login has replaced the file."""
        if self._connection is not None and self._replaced():
            self.close()
        if self._connection is None:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._inode = os.fstat(file).st_ino
            os.close(file)
            self._connection = _open(self._path)
            self._version = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
        return self._connection

    def _replaced(self) -> bool:
        try:
            return self._path.stat().st_ino != self._inode
        except FileNotFoundError:
            return True


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        _make_tables(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables of a new file; two logins may open it at the same moment."""
    form = _form(connection)
    if form == 0:
        connection.execute("BEGIN IMMEDIATE")
        if _form(connection) == 0:
            for statement in _SCHEMA.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {_FORM}")
        connection.execute("COMMIT")
    elif form > _FORM:
        raise NewerForm(
            "A newer version of the program made the clinic's index; start that version, or remove "
            "index.sqlite from the clinic's folder to have this one make it again from the charts."
        )
    elif form != _FORM:
        raise IndexGoneError


def _form(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
