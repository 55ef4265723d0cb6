"""The clinic's own side, and what is kept for each of its people."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from charting_tui.records.canonical import plain
from charting_tui.records.office import Office
from charting_tui.records.people import Person
from charting_tui.store.charts import checked_id
from charting_tui.store.disk import Disk, Stamp, stamp_of
from charting_tui.store.refusals import ClinicNotUsable
from charting_tui.store.tables import UnreadableFileError, reading, transaction


def read_office(path: Path) -> tuple[Office, Stamp | None]:
    """Return the practice with its people, payers and words, and the stamp of the file it was read from."""
    stamp = stamp_of(path)
    with _naming_damage(path):
        tables = reading(path)
        office = Office.model_validate(
            {
                "practice": tables.row("practice"),
                "people": [row for _, row in sorted(tables.rows("people").items())],
                "payers": [row for _, row in sorted(tables.rows("payers").items())],
                "words": tables.row("words") or {},
                "tables": [row for _, row in sorted(tables.rows("tables").items())],
                "rules": [row for _, row in sorted(tables.rows("rules").items())],
                "phrases": (tables.row("phrases") or {}).get("all"),
            }
        )
    return office, stamp


def write_office(path: Path, office: Office, disk: Disk) -> None:
    """Write the practice with its people, payers and words. The caller holds the lock."""
    with _naming_damage(path), transaction(path, disk) as tables:
        tables.put("practice", 1, plain(office.practice))
        tables.put_all("people", {number: plain(one) for number, one in enumerate(office.people, 1)})
        tables.put_all("payers", {number: plain(one) for number, one in enumerate(office.payers, 1)})
        tables.put("words", 1, plain(office.words))
        if office.tables or tables.rows("tables"):
            tables.put_all("tables", {number: plain(one) for number, one in enumerate(office.tables, 1)})
        if office.rules or tables.rows("rules"):
            tables.put_all("rules", {number: plain(one) for number, one in enumerate(office.rules, 1)})
        if office.phrases is not None:
            tables.put("phrases", 1, {"all": [plain(one) for one in office.phrases]})


def read_person(folder: Path, person: str) -> Person:
    """Return what is kept for a person; nothing yet for one who is new."""
    path = folder / f"{checked_id(person)}.json"
    with _naming_damage(path):
        tables = reading(path)
        row = tables.row("person") if tables.exist else None
        return Person.model_validate(row) if row else Person(id=person)


def write_person(folder: Path, person: Person, disk: Disk) -> None:
    """Write what is kept for a person. The caller holds the lock."""
    path = folder / f"{checked_id(person.id)}.json"
    with _naming_damage(path), transaction(path, disk) as tables:
        tables.put("person", 1, plain(person))


@contextmanager
def _naming_damage(path: Path) -> Iterator[None]:
    try:
        yield
    except (UnreadableFileError, ValidationError):
        raise ClinicNotUsable(f"{path} is damaged; restore it from a backup.") from None
