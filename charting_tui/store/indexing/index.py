"""The finder's own file: rows of visits and clients, derived from the charts and never the truth."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from charting_tui.store.disk import Stamp
from charting_tui.store.indexing.rows import ClientRow, IndexWriter
from charting_tui.store.processes import collector_at_rest
from charting_tui.store.refusals import Busy, NewerForm, NotSaved
from charting_tui.worklist.summary import VisitSummary

_FAMILY = "(name >= ? AND name < ?)"
_OTHERS = f"NOT {_FAMILY} AND name >= ?"
_AFTER_ALL = "\U0010ffff"
_NEAR = 250
"""Names that are looked through before the words are asked: what most match fills a list there."""
_MANY = 300
"""Matches from which looking through the names in their order takes less time than sorting the matches."""


def clients_found(
    connection: sqlite3.Connection, words: Sequence[str], first: str, limit: int
) -> list[ClientRow]:
    """Return clients with words that begin so, those of a family ``first…`` before the rest."""
    if not words:
        return _rows(connection, "?", (True, limit))
    family = (first, first + _AFTER_ALL)
    looking = " AND ".join(["instr(beginnings, ?)"] * len(words))
    looked = [f" {word}" for word in words]
    found = _rows(connection, f"{_FAMILY} AND {looking}", (*family, *looked, limit))
    near = _end_of_near(connection)
    if len(found) < limit:
        condition = f"{_OTHERS} AND name < ? AND {looking}"
        found += _rows(connection, condition, (*family, "", near, *looked, limit - len(found)))
    if len(found) < limit and near != _AFTER_ALL:
        question = " ".join(f'"{word}"*' for word in words)
        if _are_many(connection, question):
            condition, asked = looking, looked
        else:
            condition, asked = "number IN (SELECT rowid FROM words WHERE words MATCH ?)", [question]
        found += _rows(connection, f"{_OTHERS} AND {condition}", (*family, near, *asked, limit - len(found)))
    return found


def _end_of_near(connection: sqlite3.Connection) -> str:
    text = "SELECT name FROM clients ORDER BY name, client LIMIT 1 OFFSET ?"
    found = connection.execute(text, (_NEAR,)).fetchone()
    return found[0] if found else _AFTER_ALL


def _are_many(connection: sqlite3.Connection, question: str) -> bool:
    text = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
    return bool(connection.execute(text, (question, _MANY)).fetchone()[0] == _MANY)


def _rows(connection: sqlite3.Connection, condition: str, values: Sequence[str | int]) -> list[ClientRow]:
    text = f"SELECT line FROM clients WHERE {condition} ORDER BY name, client LIMIT ?"  # noqa: S608  of this module
    return [ClientRow.model_validate_json(row[0]) for row in connection.execute(text, values)]


_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
"""The ways in which SQLite says that it cannot write; making the index again would not help."""


class IndexGoneError(Exception):
    """The index is missing, damaged or of another form: it is to be built again."""


def index_not_written() -> NotSaved:
    """Return the sentence for an index that finds no room on the disk."""
    return NotSaved(
        "The disk is full, so the lists can't be updated. Your charts are safe. Free up space, then "
        "reopen the clinic."
    )


def what_is_meant(fault: sqlite3.DatabaseError) -> Busy | NotSaved | IndexGoneError:
    """Return whether to ask again in a moment, to free some space, or to build the index again."""
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return Busy("Another user is updating the lists. Try again in a moment.")
    return index_not_written() if code in _NO_ROOM else IndexGoneError()


_FORM = 8
_NEVER_BILLED = " OR ".join(
    f'instr(summary, \'"billing":"{words}"\')'
    for words in ("not billable", "written off", "billed to nobody")
).join("()")
"""Looks into the rows as they are written: asked for rarely, and there is no column for it."""
_WAIT = 0.2
"""Seconds after which another writer is left alone and the row stays stale."""

_CACHE = 512
"""Kilobytes of the file that a login holds; four times as many make nothing faster."""

_SCHEMA = """
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE stamps (chart TEXT PRIMARY KEY, inode INT, mtime INT, size INT) WITHOUT ROWID;
CREATE TABLE visits (
    client TEXT, visit TEXT, day TEXT, therapist TEXT, bucket TEXT, unbilled INT, owing INT,
    made_with TEXT, summary TEXT,
    PRIMARY KEY (client, visit)) WITHOUT ROWID;
CREATE INDEX visits_of_day ON visits (day);
CREATE INDEX visits_unbilled ON visits (day) WHERE unbilled;
CREATE INDEX visits_owing ON visits (day) WHERE owing;
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
    since: str = ""
    before: str = ""
    therapist: str = ""
    client: str = ""
    unbilled: bool = False
    owing: bool = False
    """Whether payer or client has still to pay, or the client paid too much."""
    never_billed: bool = False
    """Those that are not billable, were written off, or bill no one."""


def asked_for(
    *,
    day: date | None = None,
    unbilled: bool = False,
    since: date | None = None,
    before: date | None = None,
    therapist: str | None = None,
    client: str | None = None,
    owing: bool = False,
) -> VisitFilter:
    """Return the filter for visits of a day, from or before one, of that therapist or client, or all."""
    return VisitFilter(
        day=day.isoformat() if day else "",
        since=since.isoformat() if since else "",
        before=before.isoformat() if before else "",
        therapist=therapist or "",
        client=client or "",
        unbilled=unbilled,
        owing=owing,
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
            "day >= ?": asked.since,
            "day < ?": asked.before,
            "therapist = ?": asked.therapist,
            "client = ?": asked.client,
        }
        chosen = {text: value for text, value in conditions.items() if value}
        marks = [name for name, wanted in (("unbilled", asked.unbilled), ("owing", asked.owing)) if wanted]
        where = " AND ".join([*chosen, *marks]) or "1"
        where += f" AND {_NEVER_BILLED}" if asked.never_billed else ""
        with self._reading() as connection, collector_at_rest():
            rows = connection.execute(
                f"SELECT summary, made_with FROM visits WHERE {where}",  # noqa: S608  no value stands in the text
                tuple(chosen.values()),
            )
            return [KeptSummary(VisitSummary.model_validate_json(row[0]), row[1]) for row in rows]

    def day_by_therapist(self, day: str) -> dict[str, list[str]]:
        """Return the visits of a day in rows as JSON, by their therapists."""
        found: dict[str, list[str]] = {}
        with self._reading() as connection:
            rows = connection.execute("SELECT therapist, summary FROM visits WHERE day = ?", (day,))
            for therapist, summary in rows:
                found.setdefault(therapist, []).append(summary)
        return found

    def rows_of(self, visits: Sequence[str]) -> list[VisitSummary]:
        """Return the rows of these visits as they were last made, in no order."""
        with self._reading() as connection, collector_at_rest():
            rows = connection.execute(
                f"SELECT summary FROM visits WHERE visit IN ({','.join('?' * len(visits))})",  # noqa: S608
                tuple(visits),
            )
            return [VisitSummary.model_validate_json(row[0]) for row in rows]

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

    def stale(self, here: Callable[[], Mapping[str, Stamp]]) -> list[str]:
        """Return the charts that are not in the index as they are; ``here`` gives the stamps of all."""
        now, known = here(), self._stamps()
        changed = [client for client, stamp in now.items() if known.get(client) != stamp]
        return [*changed, *(client for client in known if client not in now)]

    def known(self) -> list[str]:
        """Return the charts that have rows."""
        return list(self._stamps())

    def _stamps(self) -> dict[str, Stamp]:
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
        with self._turn, self._faults():
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
        except OSError as fault:
            self.close()
            raise index_not_written() from fault
        except ValueError as fault:
            raise IndexGoneError from fault

    def _connected(self) -> sqlite3.Connection:
        """Return the connection, opened again where another login has replaced the file."""
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
            "A newer version of the program made the clinic's index. Start that version, or delete "
            "index.sqlite in the clinic's folder; this version then makes it again from the charts."
        )
    elif form != _FORM:
        raise IndexGoneError


def _form(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
