"""TinyDB over documents that are written whole: read once, ordinary calls on the copy, written once."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
from tinydb import TinyDB
from tinydb.middlewares import Middleware
from tinydb.storages import Storage
from tinydb.table import Document, Table

from charting_tui.records.canonical import encoded
from charting_tui.store.engine import Documents
from charting_tui.store.processes import collector_at_rest
from charting_tui.store.refusals import NewerForm

FORM = 3
"""The form in which this program writes its files."""

Row = dict[str, Any]
"""One document of a table, as JSON values."""
Content = dict[str, dict[str, Any]]
"""The tables of a file: their documents by number."""


class UnreadableFileError(Exception):
    """A file is not tables of documents; whoever knows what it is about says so to the person."""


class NotTablesError(UnreadableFileError):
    """A file is torn or overwritten: no version of the program could read it."""


class WholeDocument(Storage):
    """Tables as JSON that stock TinyDB can open, replaced in one step."""

    def __init__(self, path: Path, documents: Documents, durable: bool) -> None:
        self._path = path
        self._documents = documents
        self._durable = durable

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables, or None where there are none yet."""
        try:
            text = self._documents.read(self._path)
            tables = _loaded(text) if text is not None else None
        except orjson.JSONDecodeError:
            raise NotTablesError from None
        except OSError as fault:
            raise UnreadableFileError(os.strerror(fault.errno or 0).lower()) from None
        return _checked(tables) if text is not None else None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Put these tables in the place of those before."""
        self._documents.put(self._path, encoded(data), durable=self._durable)


class Transaction(Middleware):
    """Holds what was read, and writes nothing until it is told to."""

    def __init__(self, storage: type[Storage], known: Content | None = None) -> None:
        super().__init__(storage)
        self._tables = known
        self._read = known is not None
        self._changed = False

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the one copy on which everything happens."""
        if not self._read:
            self._tables = self.storage.read()
            self._read = True
        return self._tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Keep the changed copy."""
        self._tables = data
        self._changed = True

    def commit(self) -> None:
        """Write the copy, if anything changed in it."""
        if self._changed and self._tables is not None:
            self.storage.write(self._tables)


class Tables:
    """The tables of one file during one transaction."""

    def __init__(self, database: TinyDB) -> None:
        self._database = database

    @property
    def content(self) -> Content | None:
        """All of the file, which whoever goes on with it owns; None where there is no file."""
        return self._database.storage.read()

    @property
    def exist(self) -> bool:
        """Whether there is a file at all."""
        return self.content is not None

    def rows(self, table: str) -> dict[int, Row]:
        """Return every document of a table by its number."""
        return {row.doc_id: dict(row) for row in self._table(table).all()}

    def row(self, table: str, number: int = 1) -> Row | None:
        """Return one document, or None."""
        found = self._table(table).get(doc_id=number)
        return dict(found) if found is not None else None

    def number_of(self, table: str, field: str, value: str) -> int | None:
        """Return the number of the document whose ``field`` is ``value``, or None."""
        found = self._table(table).get(lambda row: row.get(field) == value)  # type: ignore[arg-type,unused-ignore]
        return found.doc_id if found is not None else None

    def last(self, table: str) -> int:
        """Return the highest number in a table; 0 where it is empty."""
        return max(map(int, (self.content or {}).get(table, ())), default=0)

    def put(self, table: str, number: int, row: Row) -> None:
        """Write one document in the place of that number."""
        place = self._table(table)
        if place.contains(doc_id=number):
            place.remove(doc_ids=[number])
        place.insert(Document(row, number))

    def put_all(self, table: str, rows: dict[int, Row]) -> None:
        """Write these documents as the whole of a table."""
        place = self._table(table)
        place.truncate()
        place.insert_multiple([Document(row, number) for number, row in rows.items()])

    def _table(self, name: str) -> Table:
        return self._database.table(name, cache_size=0)


@contextmanager
def transaction(
    path: Path, documents: Documents, *, durable: bool = True, known: Content | None = None
) -> Iterator[Tables]:
    """Open a file's tables, and write them once at the end; if anything raises, nothing is written.

    ``known`` is what stands in the file, where someone has it at hand; it is changed in place.
    """
    held = Transaction(WholeDocument, known)
    tables = Tables(TinyDB(path, documents, durable, storage=held))
    form = tables.row("form") if tables.exist else None
    if tables.exist:
        refuse_newer(form)
    if form != {"form": FORM}:
        tables.put("form", 1, {"form": FORM})
    yield tables
    held.commit()


def reading(path: Path, documents: Documents) -> Tables:
    """Return a file's tables as they are now; nothing that is done to them is written."""
    tables = Tables(TinyDB(path, documents, False, storage=Transaction(WholeDocument)))  # noqa: FBT003
    if tables.exist:
        refuse_newer(tables.row("form"))
    return tables


def refuse_newer(form: Row | None) -> None:
    """Raise NewerForm where a file was written by a newer program."""
    number = form.get("form") if form else None
    if not isinstance(number, int):
        raise UnreadableFileError
    if number > FORM:
        raise NewerForm(
            "A newer version of the program saved these records. Start that version, or sign in again. "
            "Your text is saved."
        )


def _loaded(text: bytes) -> Any:
    with collector_at_rest():
        return orjson.loads(text)


def _checked(tables: Any) -> dict[str, dict[str, Any]]:
    whole = isinstance(tables, dict) and all(
        isinstance(rows, dict) and all(key.isdigit() and isinstance(row, dict) for key, row in rows.items())
        for rows in tables.values()
    )
    if not whole:
        raise NotTablesError
    checked: dict[str, dict[str, Any]] = tables
    return checked
