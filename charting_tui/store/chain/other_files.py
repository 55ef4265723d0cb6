"""What is not a chart: the practice, its people, the claims that were handed over, and the folder itself."""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from charting_tui.errors import ChartingError
from charting_tui.records.batch import Batch, BatchState
from charting_tui.store.batches.batches import batch_rows
from charting_tui.store.chain.histories import (
    Examined,
    RecordedHead,
    examine_heads,
    examine_history,
    examine_shape,
)
from charting_tui.store.chart_files.charts import ID
from charting_tui.store.chart_files.tinydb_files import Tables, UnreadableFileError, reading
from charting_tui.store.disk import DAMAGED
from charting_tui.store.engine import Documents
from charting_tui.store.office_file import OFFICE_TABLES, PRACTICE, office_rows, person_rows

MANIFEST = "manifest.json"
_PRIVATE = frozenset({MANIFEST, "at-work", "lock"})
"""Files of a batch that are not handed over."""


def other_files(root: Path, documents: Documents) -> Iterator[str]:
    """Yield the path in the clinic of every file besides charts that keeps its history."""
    yield PRACTICE
    yield from (f"people/{name}" for name in documents.names(root / "people") if name.endswith(".json"))
    for batch in documents.holding(root / "claims", MANIFEST):
        yield f"claims/{batch}/{MANIFEST}"


def examine_other(root: Path, documents: Documents, name: str, recorded: Sequence[RecordedHead]) -> Examined:
    """Look at one of those files: its shape, its history, and what the clinic's chain recorded of it."""
    exam = Examined(name)
    kind = name.partition("/")[0]
    try:
        tables = reading(root / name, documents)
        if not tables.exist:
            exam.faults.append(f"{name}: the file is in the clinic's log but is missing.")
            return exam
        _examine(exam, kind, tables, recorded)
        if kind == "claims":
            _examine_batch(exam, (root / name).parent, documents, tables)
        elif kind == "people" and (tables.row("person") or {}).get("id") != Path(name).stem:
            exam.faults.append(f"{name}: the file belongs to another person.")
    except (UnreadableFileError, ValidationError, KeyError, TypeError, ValueError, AttributeError):
        exam.faults.append(f"{name}: the file can't be read. Restore it from a backup.")
    except ChartingError as fault:
        exam.faults.append(f"{name}: {fault.sentence}")
    return exam


_ROWS: dict[
    str, tuple[Callable[[Tables], dict[str, tuple[str, int, dict[str, object]]]], tuple[str, ...]]
] = {
    PRACTICE: (office_rows, OFFICE_TABLES),
    "people": (person_rows, ("person",)),
    "claims": (batch_rows, ("batch",)),
}


def _examine(exam: Examined, kind: str, tables: Tables, recorded: Sequence[RecordedHead]) -> None:
    read, known = _ROWS[kind]
    examine_shape(exam, tables, (*known, "history", "form"))
    events = tables.rows("history")
    if not events and not recorded:
        exam.remarks.append(f"{exam.name}: has no history yet. The history begins with the next change.")
        return
    examine_history(exam, events, {name: [row] for name, (_, _, row) in read(tables).items()})
    examine_heads(exam, events, recorded, frozenset())


def _examine_batch(exam: Examined, folder: Path, documents: Documents, tables: Tables) -> None:
    """Compare the files of a batch with what its manifest says of them."""
    batch = Batch.model_validate(tables.row("batch"))
    if batch.id != folder.name:
        exam.faults.append(f"{exam.name}: the file list belongs to batch {batch.id}.")
        return
    if batch.state.unfinished:
        exam.remarks.append(f"claims/{batch.id}: is being billed now, or was when the program ended.")
        return
    known = {file.name for file in batch.files}
    for file in batch.files:
        content = documents.read(folder / file.name)
        if content is None:
            if batch.state is not BatchState.UNDONE:
                exam.faults.append(f"claims/{batch.id}/{file.name} is missing.")
        elif hashlib.sha256(content).hexdigest() != file.sha256:
            exam.faults.append(f"claims/{batch.id}/{file.name} was changed after it was made.")
    exam.faults += [
        f"Someone added claims/{batch.id}/{name} outside the program."
        for name in documents.names(folder)
        if name not in known | _PRIVATE
    ]


def examine_folder(root: Path, documents: Documents) -> tuple[list[str], list[str]]:
    """Find links, and files among charts and people that no program of ours wrote."""
    faults = [f"{_within(root, path)} is a link. Replace it with the file itself." for path in _links(root)]
    faults += _odd(documents.names(root / "people"), "people", _is_of_people)
    faults += [
        f"claims/{name} has files but no list of them (manifest)."
        for name in documents.names(root / "claims")
        if MANIFEST not in (its := documents.names(root / "claims" / name)) and set(its) - _PRIVATE
    ]
    faults += _counter_set_back(root, documents)
    remarks = [
        f"charts/{name} isn't a chart. The program ignores it."
        for name in documents.names(root / "charts")
        if name != DAMAGED and not (name.endswith(".json") and ID.fullmatch(name[:-5]))
    ]
    return faults, remarks


def _counter_set_back(root: Path, documents: Documents) -> Iterator[str]:
    """Find a counter of claims that is behind a number in use, so that numbers would come again."""
    with suppress(UnreadableFileError, ChartingError):
        counter = reading(root / "claims" / "numbers.json", documents)
        last = int((counter.row("numbers") or {}).get("last", 0)) if counter.exist else None
        for name in other_files(root, documents) if last is not None else ():
            if name.startswith("claims/"):
                row = reading(root / name, documents).row("batch") or {}
                if isinstance(row.get("control"), int) and row["control"] > (last or 0):
                    yield f"The next number in claims/numbers.json is too low for {name}."


def _odd(names: Sequence[str], folder: str, is_ours: Callable[[str], bool]) -> list[str]:
    return [f"Someone added {folder}/{name} outside the program." for name in names if not is_ours(name)]


def _is_of_people(name: str) -> bool:
    stem, _, ending = name.rpartition(".")
    return ending in {"json", "pace", "begun"} and bool(ID.fullmatch(stem))


def _links(root: Path) -> Iterator[Path]:
    """Yield every symbolic link below a folder."""
    for folder, folders, files in os.walk(root):
        yield from (path for name in (*folders, *files) if (path := Path(folder, name)).is_symlink())


def _within(root: Path, path: Path) -> str:
    return str(path.relative_to(root))
