"""The clinic's own side, and what is kept for each of its people: phrases, PIN, pace."""

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import orjson
from pydantic import ValidationError

from charting_tui.errors import BadInput
from charting_tui.records.canonical import encoded, plain
from charting_tui.records.office import Office
from charting_tui.records.people import Person, Pin
from charting_tui.records.values import Day, Record
from charting_tui.records.visit import VisitKind
from charting_tui.store.chart_files.charts import checked_id
from charting_tui.store.chart_files.tinydb_files import UnreadableFileError, reading, transaction
from charting_tui.store.disk import Disk, Stamp, append_line, stamp_of
from charting_tui.store.refusals import ClinicNotUsable


class Strokes(Record):
    """Keys and active seconds so far."""

    keys: int = 0
    seconds: float = 0.0


class NotePace(Record):
    """One signed note."""

    day: Day
    """Of the signature."""
    kind: VisitKind
    lines: int
    """How many code lines it has."""
    keys: int
    seconds: int
    """From opening to signature; a minute without a key does not count."""


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


_MOST_BEGUN = 200
"""Visits of which counts are kept; those that are never signed do not pile up."""


class PaceFile:
    """Two small files beside the person's own; what is damaged in them is passed over."""

    def __init__(self, folder: Path, person: str, disk: Disk) -> None:
        self._signed = folder / f"{checked_id(person)}.pace"
        self._begun = folder / f"{checked_id(person)}.begun"
        self._disk = disk

    def begun(self, visit: str) -> Strokes:
        """Return what was counted of a visit in sittings before."""
        return self._all_begun().get(visit, Strokes())

    def keep(self, visit: str, strokes: Strokes) -> None:
        """Keep what is counted of a visit that is left unsigned; of many such visits the last."""
        begun = self._all_begun()
        begun.pop(visit, None)
        self._write(dict([*begun.items(), (visit, strokes)][-_MOST_BEGUN:]))

    def add(self, visit: str, note: NotePace) -> None:
        """Add a signed note, and forget which visit it was."""
        append_line(self._signed, encoded(plain(note)))
        begun = self._all_begun()
        if begun.pop(visit, None) is not None:
            self._write(begun)

    def notes(self) -> list[NotePace]:
        """Return every signed note, the first first."""
        found = []
        for line in self._read(self._signed).splitlines():
            with suppress(ValidationError):
                found.append(NotePace.model_validate_json(line))
        return found

    def _all_begun(self) -> dict[str, Strokes]:
        try:
            found = orjson.loads(self._read(self._begun))
            return {str(visit): Strokes.model_validate(counts) for visit, counts in found.items()}
        except (orjson.JSONDecodeError, AttributeError, ValidationError):
            return {}

    def _write(self, begun: dict[str, Strokes]) -> None:
        values = {visit: plain(strokes) for visit, strokes in begun.items()}
        self._disk.put(self._begun, encoded(values), durable=False)

    def _read(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return b""


LENGTH = 6
"""Digits of a PIN."""


def new_pin(digits: str) -> Pin:
    """Return the PIN to be kept; BadInput for anything but six digits."""
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        raise BadInput("A PIN is six digits; type six digits.")
    salt = secrets.token_hex(16)
    return Pin(salt=salt, digest=_digest(salt, digits))


def pin_matches(pin: Pin, digits: str) -> bool:
    """Return whether these are the digits of the PIN."""
    return hmac.compare_digest(pin.digest, _digest(pin.salt, digits))


def _digest(salt: str, digits: str) -> str:
    return hashlib.scrypt(digits.encode(), salt=bytes.fromhex(salt), n=2**14, r=8, p=1, dklen=32).hex()
