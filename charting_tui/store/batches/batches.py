"""The folder of batches: their manifests and files, and the numbers that never come again."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from charting_tui.records.batch import Batch, BatchFile
from charting_tui.records.canonical import plain
from charting_tui.records.chart import Act
from charting_tui.store.chain.evented_files import EventedFiles
from charting_tui.store.chain.ledger import Acted, rows_named, write_rows
from charting_tui.store.chart_files.charts import checked_id
from charting_tui.store.chart_files.tinydb_files import Row, Tables, UnreadableFileError, reading, transaction
from charting_tui.store.engine import Documents, Locking
from charting_tui.store.refusals import Busy, ClinicNotUsable

_MANIFEST = "manifest.json"
_NUMBERS = "numbers.json"
_AT_WORK = "at-work"
"""The lock file of a batch; it is there while the batch is unfinished."""


class Batches:
    """Every batch of a clinic, one folder each, which only its owner can enter."""

    def __init__(
        self,
        folder: Path,
        documents: Documents,
        locks: Locking,
        files: EventedFiles,
        acted: Callable[[], Acted],
    ) -> None:
        """``acted`` says who writes a manifest now."""
        self._folder = folder
        self._documents = documents
        self._locks = locks
        self._files = files
        self._acted = acted

    def take_numbers(self, count: int) -> range:
        """Return so many numbers that no claim and no batch ever had; they are used up, whatever follows."""
        path = self._folder / _NUMBERS
        with (
            self._locks.held("numbers"),
            _naming_damage(_NUMBERS),
            transaction(path, self._documents) as tables,
        ):
            row = tables.row("numbers")
            last = int(row.get("last", 0)) if row is not None else self._last_used()
            tables.put("numbers", 1, {"last": last + count})
        return range(last + 1, last + count + 1)

    def _last_used(self) -> int:
        """Return the highest number in the manifests, for a clinic whose counter is gone."""
        return max((self._highest(batch) for batch in self.all()), default=0)

    def _highest(self, batch: Batch) -> int:
        numbers = [claim.number.rpartition("-")[2] for claim in batch.claims]
        return max([batch.control, *(int(number) for number in numbers if number.isdecimal())])

    @contextmanager
    def begun(self, batch: Batch) -> Iterator[None]:
        """Make the folder of a new batch with its manifest, before anything else, and hold it meanwhile."""
        self._documents.begin_folder(self._path(batch.id))
        with self.at_work(batch.id):
            self.save(batch)
            yield

    def save(self, batch: Batch) -> None:
        """Write a manifest; when it returns, it is durable."""
        folder = self._path(batch.id)
        if batch.state.unfinished:
            self._documents.put(folder / _AT_WORK, b"", durable=False)
        row = plain(batch)
        with self._files.transaction(f"claims/{batch.id}/{_MANIFEST}") as tables:
            known = batch_rows(tables)
            event = self._acted().event(batch.id, Act.EDITED if known else Act.OPENED)
            if write_rows(tables, {"batch": ("batch", 1, row)}, known, event):
                tables.put("batch", 1, row)
        if not batch.state.unfinished:
            self._documents.remove(folder / _AT_WORK)

    def put_file(self, batch: str, name: str, content: bytes) -> BatchFile:
        """Write one file of a batch, read it back, and return what proves it."""
        self._documents.put(self._place(batch, name), content)
        made = BatchFile(name=name, sha256=hashlib.sha256(content).hexdigest(), size=len(content))
        self.content(batch, made)
        return made

    def remove_files(self, batch: Batch) -> None:
        """Remove the files of a batch that was undone, so that no one uploads them; its manifest stays."""
        for file in batch.files:
            self._documents.remove(self._place(batch.id, file.name))

    def content(self, batch: str, file: BatchFile) -> bytes:
        """Return a file's bytes; ClinicNotUsable where they are not those that were written."""
        try:
            content = self._documents.read(self._place(batch, file.name)) or b""
        except OSError:
            content = b""
        if hashlib.sha256(content).hexdigest() != file.sha256:
            raise ClinicNotUsable(
                f"The file claims/{batch}/{file.name} was changed after it was made. Undo this batch and "
                "bill again."
            )
        return content

    def file(self, batch: str, name: str) -> Path:
        """Return where another program of this machine can read a file of a batch."""
        return self._documents.local(self._place(batch, name))

    def _place(self, batch: str, name: str) -> Path:
        return self._path(batch) / checked_name(name)

    def read(self, batch: str) -> Batch:
        """Return a batch; ClinicNotUsable where there is none, or its manifest is damaged."""
        with _naming_damage(f"{checked_id(batch)}/{_MANIFEST}"):
            tables = reading(self._path(batch) / _MANIFEST, self._documents)
            row = tables.row("batch") if tables.exist else None
            if row is None:
                raise ClinicNotUsable(f"There is no batch {batch}. Check the list of claims again.")
            return Batch.model_validate(row)

    def all(self) -> list[Batch]:
        """Return every batch that can be read, the newest first."""
        return [self.read(name) for name in sorted(self._names(), reverse=True)]

    def unfinished(self) -> list[str]:
        """Return the ids of batches that someone is at work on, or was when it was broken off."""
        return self._documents.holding(self._folder, _AT_WORK)

    def _names(self) -> list[str]:
        return self._documents.holding(self._folder, _MANIFEST)

    @contextmanager
    def at_work(self, batch: str) -> Iterator[None]:
        """Hold a batch, so that no one else finishes or undoes it; Busy at once where someone does."""
        try:
            with self._locks.batch(checked_id(batch)):
                yield
        except Busy:
            raise Busy(f"Another user is working on batch {batch}. Wait a moment and try again.") from None

    def sealed(self, batch: Batch, files: Sequence[tuple[str, bytes]]) -> Batch:
        """Write the files of a batch and their digests into its manifest, and return it."""
        made = tuple(self.put_file(batch.id, name, content) for name, content in files)
        whole = batch.model_copy(update={"files": made})
        self.save(whole)
        return whole

    def _path(self, batch: str) -> Path:
        return self._folder / checked_id(batch)


def batch_rows(tables: Tables) -> dict[str, tuple[str, int, Row]]:
    """Return the manifest by its name in its history."""
    return rows_named(tables, "batch")


def checked_name(name: str) -> str:
    """Return the name of a file if it stays within its folder; ClinicNotUsable otherwise."""
    if "/" in name or name.startswith(".") or not name:
        raise ClinicNotUsable(f"“{name}” can't be the name of a batch file.")
    return name


@contextmanager
def _naming_damage(what: str) -> Iterator[None]:
    try:
        yield
    except (UnreadableFileError, ValidationError):
        raise ClinicNotUsable(f"The file claims/{what} is damaged. Restore it from a backup.") from None
