"""Connections to one clinic's database, and units: what is written as one or not at all.

A unit sends its writes together with the commit, so that a save takes few round trips. Whoever waits for a
row does so with a deadline. Where the connection is lost over a commit, the log tells whether it happened.
"""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, TypeVar

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from charting_tui.store.disk import Stamp
from charting_tui.store.refusals import Busy, ClinicMissing, NotSaved, StoreAway

T = TypeVar("T")
Row = tuple[Any, ...]
Values = Sequence[Any]

PATIENCE = 5.0
"""Seconds after which a wait for a row is given up."""
_COMMIT_WITHIN = 15.0
"""Seconds after which a commit without an answer counts as lost: a synchronous standby may be gone."""
_SETTLE_WITHIN = 3.0
"""Seconds in which a lost commit is looked for before a person is told."""
_SEND_FROM = 4_000_000
"""Bytes of writes that are sent before the commit, so that memory does not hold a whole import."""
_IDLE = 30.0
"""Seconds after which a connection that no one uses is closed."""
_CONNECT = {
    "connect_timeout": "3",
    "tcp_user_timeout": "5000",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "2",
    "target_session_attrs": "read-write",
    "application_name": "charting-tui",
}
"""What holds where the URL says nothing else: a dead server is noticed soon; a standby is passed over."""


@dataclass(frozen=True)
class Proof:
    """The line of a log that is there if, and only if, a unit was committed."""

    log: str
    number: int
    line: bytes


@dataclass
class Unit:
    """One transaction: what was read under its locks, and what it will write."""

    connection: "psycopg.Connection[Row]"
    reconnected: "Callable[[], psycopg.Connection[Row]]"
    begun: bool = False
    pending: list[tuple[str, Callable[[], Values]]] = field(default_factory=list)
    size: int = 0
    fault: Exception | None = None
    """The first refusal of the database, after which nothing of it can be committed."""
    stamps: dict[PurePath, Stamp | None] = field(default_factory=dict)
    """Of documents whose rows are held."""
    bodies: dict[PurePath, bytes | None] = field(default_factory=dict)
    """Of documents that it writes."""
    seals: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    """How many lines each log has with its own, and the digests of the last two."""
    indexed: set[str] = field(default_factory=set)
    """Charts whose rows it writes."""
    at_end: list[Callable[[], None]] = field(default_factory=list)
    """What is done right before the commit."""
    proof: Proof | None = None

    def ask(self, *statements: tuple[str, Values]) -> list[Row]:
        """Run statements in one round trip and return the rows of the last."""
        return self._run([(text, _given(values)) for text, values in statements])

    def later(self, text: str, values: Values | Callable[[], Values], size: int = 0) -> None:
        """Write with the commit; values that are not known yet are asked for then."""
        self.pending.append((text, values if callable(values) else _given(values)))
        self.size += size
        if self.size > _SEND_FROM:
            self.send()

    def send(self) -> None:
        """Send what is to be written, without a commit."""
        pending, self.pending, self.size = self.pending, [], 0
        if pending:
            self._run(pending)

    def commit(self) -> None:
        """Do what is to be done at the end, send the rest and commit."""
        for act in self.at_end:
            act()
        if not self.begun and not self.pending:
            return
        pending, self.pending = self.pending, []
        with _deadline(self.connection, _COMMIT_WITHIN):
            self._run([*pending, ("COMMIT", lambda: ())])

    def _run(self, statements: Sequence[tuple[str, Callable[[], Values]]]) -> list[Row]:
        if self.fault is not None:
            raise self.fault
        begins, self.begun = not self.begun, True
        try:
            return self._sent(statements, begins=begins)
        except psycopg.Error as fault:
            told = what_is_meant(fault, self.connection)
            if not (begins and isinstance(told, StoreAway)):
                self.fault = told
                raise told from fault
        self.connection.close()
        self.connection = self.reconnected()
        try:
            return self._sent(statements, begins=True)
        except psycopg.Error as fault:
            self.fault = what_is_meant(fault, self.connection)
            raise self.fault from fault

    def _sent(self, statements: Sequence[tuple[str, Callable[[], Values]]], *, begins: bool) -> list[Row]:
        with self.connection.pipeline():
            if begins:
                self.connection.execute("BEGIN")
                self.connection.execute(f"SET LOCAL lock_timeout = {PATIENCE * 1000:.0f}")
            for text, values in statements:
                cursor = self.connection.execute(text, values())
        return cursor.fetchall() if cursor.description else []


def no_clinic() -> ClinicMissing:
    """Return the sentence for a database without a clinic."""
    return ClinicMissing(
        "This database has no clinic yet. Create one with “charting-tui init DIR --store URL”."
    )


def what_is_meant(fault: psycopg.Error, connection: "psycopg.Connection[Row] | None" = None) -> Exception:
    """Return what a person can do about a refusal of the database."""
    if isinstance(fault, _WAITING):
        return Busy(
            f"Another login has been saving for {PATIENCE:g} seconds. Your text is kept; wait a moment and "
            "save again."
        )
    if isinstance(fault, errors.DiskFull):
        return NotSaved(
            "The database's disk is full, so nothing was saved; the record hasn't changed. Free up space, "
            "then save again."
        )
    if isinstance(fault, errors.InsufficientPrivilege):
        return NotSaved(
            "The database doesn't let this login write. Ask whoever runs it to run roles.sql again."
        )
    if isinstance(fault, errors.UndefinedTable):
        return no_clinic()
    gone = connection is None or connection.closed or isinstance(fault, _AWAY)
    if gone or isinstance(fault, psycopg.OperationalError):
        return StoreAway()
    return NotSaved(f"The database refused the record ({fault.sqlstate}); it hasn't changed. Try again.")


_WAITING = (
    errors.LockNotAvailable,
    errors.SerializationFailure,
    errors.DeadlockDetected,
    errors.UniqueViolation,
    errors.QueryCanceled,
)
_AWAY = (errors.ReadOnlySqlTransaction, errors.AdminShutdown, errors.CrashShutdown, errors.CannotConnectNow)


class Database:
    """The connections of one login; any thread may use it, and has its own unit."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._idle: list[tuple[float, psycopg.Connection[Row]]] = []
        self._turn = threading.Lock()
        self._here = threading.local()
        self._closed = False

    @property
    def unit_here(self) -> Unit | None:
        """The unit that this thread is in."""
        unit: Unit | None = getattr(self._here, "unit", None)
        return unit

    def ask(self, text: str, values: Values = ()) -> list[Row]:
        """Return the rows of a question, within the unit of this thread where there is one."""
        unit = self.unit_here
        if unit is not None:
            unit.send()
            return unit.ask((text, values))
        return self._on_a_connection(lambda connection: _fetched(connection, text, values))

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        """Give the unit of this thread, or a new one that is committed at the end.

        StoreAway where the connection is lost; then nothing of it is written. Where that cannot be told,
        the fault has a proof by which ``happened`` tells it later.
        """
        if self.unit_here is not None:
            yield self.unit_here
            return
        unit = Unit(self._taken(), self.connection)
        self._here.unit = unit
        try:
            yield unit
            if unit.fault is not None:
                raise unit.fault
            self._commit(unit)
        finally:
            self._here.unit = None
            self._give_back(unit.connection)

    @contextmanager
    def aside(self) -> Iterator[Unit]:
        """Give a unit of a connection of its own that writes nothing, to hold a lock for minutes."""
        unit = Unit(self._taken(), self.connection)
        try:
            yield unit
        finally:
            self._give_back(unit.connection)

    def happened(self, proof: Proof) -> bool:
        """Return whether a commit whose answer was lost took place; StoreAway where no one answers.

        The log's end is held for the question, so that a commit still on its way is waited for.
        """
        with self.unit() as unit:
            unit.ask(("SELECT number FROM seals WHERE log = %s FOR UPDATE", (proof.log,)))
            found = unit.ask(
                ("SELECT line FROM chain WHERE log = %s AND number = %s", (proof.log, proof.number))
            )
        return bool(found) and bytes(found[0][0]) == proof.line

    def connection(self) -> "psycopg.Connection[Row]":
        """Return a new connection, which whoever asked for it closes."""
        try:
            given = make_conninfo(self._url, **_missing_in(self._url))
            return psycopg.connect(given, autocommit=True, prepare_threshold=None)
        except psycopg.Error as fault:
            raise what_is_meant(fault) from fault

    def close(self) -> None:
        """Close what is idle; what is at work is closed when it is given back."""
        with self._turn:
            self._closed = True
            idle, self._idle = self._idle, []
        for _, connection in idle:
            connection.close()

    def _commit(self, unit: Unit) -> None:
        try:
            unit.commit()
        except StoreAway:
            if unit.proof is None:
                raise
            if self._settled(unit.proof):
                return
            raise

    def _settled(self, proof: Proof) -> bool:
        """Return whether a commit without an answer happened, as soon as the database tells."""
        self._here.unit = None
        until = time.monotonic() + _SETTLE_WITHIN
        while True:
            try:
                return self.happened(proof)
            except (StoreAway, Busy):
                if time.monotonic() >= until:
                    raise StoreAway(proof) from None
                time.sleep(0.2)

    def _on_a_connection(self, act: "Callable[[psycopg.Connection[Row]], T]") -> T:
        """Do something that may be done twice: once more where a connection turns out to be dead."""
        connection = self._taken()
        try:
            return act(connection)
        except psycopg.Error as fault:
            told = what_is_meant(fault, connection)
            connection.close()
            if not isinstance(told, StoreAway):
                raise told from fault
        finally:
            self._give_back(connection)
        connection = self.connection()
        try:
            return act(connection)
        except psycopg.Error as fault:
            raise what_is_meant(fault, connection) from fault
        finally:
            self._give_back(connection)

    def _taken(self) -> "psycopg.Connection[Row]":
        with self._turn:
            while self._idle:
                _, connection = self._idle.pop()
                if not connection.closed:
                    return connection
        return self.connection()

    def _give_back(self, connection: "psycopg.Connection[Row]") -> None:
        if not connection.closed and connection.info.transaction_status != _NOTHING_BEGUN:
            with suppress(psycopg.Error):
                connection.execute("ROLLBACK")
        with self._turn:
            now = time.monotonic()
            if connection.closed or self._closed or connection.info.transaction_status != _NOTHING_BEGUN:
                connection.close()
            else:
                self._idle.append((now, connection))
            old = [one for one in self._idle if now - one[0] > _IDLE]
            self._idle = [one for one in self._idle if now - one[0] <= _IDLE]
        for _, one in old:
            one.close()


def _missing_in(url: str) -> dict[str, str]:
    given = conninfo_to_dict(url)
    return {name: value for name, value in _CONNECT.items() if name not in given}


def _given(values: Values) -> Callable[[], Values]:
    return lambda: values


_NOTHING_BEGUN = psycopg.pq.TransactionStatus.IDLE


def _fetched(connection: "psycopg.Connection[Row]", text: str, values: Values) -> list[Row]:
    cursor = connection.execute(text, values)
    return cursor.fetchall() if cursor.description else []


def _socket_of(connection: "psycopg.Connection[Row]") -> socket.socket:
    return socket.socket(fileno=os.dup(connection.fileno()))


@contextmanager
def _deadline(connection: "psycopg.Connection[Row]", seconds: float) -> Iterator[None]:
    """Cut the connection where the block does not end in time."""

    def cut() -> None:
        with suppress(OSError, psycopg.Error), _socket_of(connection) as channel:
            channel.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
