"""Locks as rows, held by a transaction with a deadline: what is saved under one is durable when it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from charting_tui.store.postgres.database import Database, Unit
from charting_tui.store.postgres.documents import RowDocuments

_LONG = frozenset({"repair", "backup"})
"""Locks that are held for minutes, over many transactions."""
_AT_ONCE = 50
"""Milliseconds after which a batch is left to whoever is at work on it."""


class RowLocks:
    """Who may write now."""

    def __init__(self, root: Path, database: Database, documents: RowDocuments) -> None:
        self._root = root
        self._database = database
        self._documents = documents

    @contextmanager
    def chart(self, client: str) -> Iterator[None]:
        """Hold one client's chart in a unit, which is committed at the end."""
        with self._database.unit():
            self._documents.stamp(self._root / "charts" / f"{client}.json")
            yield

    @contextmanager
    def held(self, name: str, *, shared: bool = False) -> Iterator[None]:
        """Hold the lock of that name; what only keeps a backup's moment still needs none here."""
        del shared
        if name == "gate":
            yield
        elif name in _LONG:
            with self._database.aside() as unit:
                _hold(unit, name)
                yield
        else:
            with self._database.unit() as unit:
                _hold(unit, name)
                yield

    @contextmanager
    def batch(self, batch: str) -> Iterator[None]:
        """Hold a batch of claims while it is handed over; Busy at once where someone does."""
        with self._database.aside() as unit:
            unit.ask((f"SET LOCAL lock_timeout = {_AT_ONCE}", ()))
            _hold(unit, f"batch {batch}")
            yield


def _hold(unit: Unit, name: str) -> None:
    unit.ask(
        ("INSERT INTO locks VALUES (%s) ON CONFLICT (name) DO NOTHING", (name,)),
        ("SELECT name FROM locks WHERE name = %s FOR UPDATE", (name,)),
    )
