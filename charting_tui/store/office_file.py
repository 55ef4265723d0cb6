"""The clinic's own side, and what is kept for each of its people: phrases, PIN, pace."""

import hashlib
import hmac
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import orjson
from pydantic import ValidationError

from charting_tui.errors import BadInput
from charting_tui.records.canonical import digest, encoded, plain
from charting_tui.records.chart import Act
from charting_tui.records.office import Office
from charting_tui.records.people import Person, Pin
from charting_tui.records.values import Day, Record
from charting_tui.records.visit import VisitKind
from charting_tui.store.chain.access import AccessLog
from charting_tui.store.chain.evented_files import EventedFiles
from charting_tui.store.chain.heads import Heads
from charting_tui.store.chain.ledger import Acted, rows_named, write_rows
from charting_tui.store.chart_files.charts import checked_id
from charting_tui.store.chart_files.tinydb_files import Row, Tables, UnreadableFileError, reading
from charting_tui.store.disk import Stamp
from charting_tui.store.engine import Documents
from charting_tui.store.engines import Engine, engine_for
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


def read_office(path: Path, documents: Documents) -> tuple[Office, Stamp | None]:
    """Return the practice with its people, payers and words, and the stamp of the file it was read from."""
    stamp = documents.stamp(path)
    with _naming_damage(path):
        tables = reading(path, documents)
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


def office_of(root: Path) -> Office:
    """Return the practice of the clinic of that folder."""
    with engine_for(root) as engine:
        return read_office(root / PRACTICE, engine.documents)[0]


def begin_record(root: Path, engine: Engine, office: Office, person: str, now: datetime) -> None:
    """Write the practice of a new clinic, and begin its chain and its log of looks."""
    heads = Heads(engine.chain, engine.looks)
    acted = Acted(person, now.astimezone(UTC))
    AccessLog(heads, person, "", lambda: now).add("", "new clinic")
    write_office(EventedFiles(root, engine.documents, heads), office, acted)


OFFICE_TABLES = ("practice", "people", "payers", "words", "tables", "rules", "phrases")
"""The tables of the practice whose documents its history answers for."""
PRACTICE = "practice.json"

Named = dict[str, tuple[str, int, Row]]
"""Documents by their names in the history: table, number, and what stands there."""


def write_office(files: EventedFiles, office: Office, acted: Acted) -> None:
    """Write the practice with its people, payers and words, and one event. The caller holds the lock."""
    with _naming_damage(Path(PRACTICE)), files.transaction(PRACTICE) as tables:
        known = office_rows(tables) if tables.exist else {}
        new = _tables_of(office)
        act = Act.EDITED if known else Act.OPENED
        if write_rows(tables, _named(new), known, acted.event("practice", act), _briefly):
            for table, rows in new.items():
                if rows or tables.rows(table):
                    tables.put_all(table, rows)


def _tables_of(office: Office) -> dict[str, dict[int, Row]]:
    lists = {
        "people": office.people,
        "payers": office.payers,
        "tables": office.tables,
        "rules": office.rules,
    }
    phrases = {} if office.phrases is None else {1: {"all": [plain(one) for one in office.phrases]}}
    return {
        "practice": {1: plain(office.practice)},
        "words": {1: plain(office.words)},
        "phrases": phrases,
        **{name: {at: plain(one) for at, one in enumerate(its, 1)} for name, its in lists.items()},
    }


def office_rows(tables: Tables) -> Named:
    """Return the documents of the practice by their names."""
    return _named({table: tables.rows(table) for table in OFFICE_TABLES})


def _named(tables: Mapping[str, Mapping[int, Row]]) -> Named:
    named: Named = {}
    for table in OFFICE_TABLES:
        for number, row in tables.get(table, {}).items():
            name = _name_of(table, row)
            while name in named:
                name = f"{name} again"
            named[name] = (table, number, row)
    return named


def _name_of(table: str, row: Row) -> str:
    if table == "tables":
        return f"tables/{row.get('kind')} since {row.get('since')}"
    return f"{table}/{row['id']}" if table in {"people", "payers", "rules"} and "id" in row else table


def _briefly(name: str, row: Row) -> Row:
    """Return what the history tells of a document: of an imported table how many rows it has."""
    return {**row, "rows": len(row["rows"])} if name.startswith("tables/") and "rows" in row else row


def read_person(folder: Path, documents: Documents, person: str) -> Person:
    """Return what is kept for a person; nothing yet for one who is new."""
    path = folder / f"{checked_id(person)}.json"
    with _naming_damage(path):
        tables = reading(path, documents)
        row = tables.row("person") if tables.exist else None
        return Person.model_validate(row) if row else Person(id=person)


def write_person(files: EventedFiles, person: Person, acted: Acted) -> None:
    """Write what is kept for a person, and one event. The caller holds the lock."""
    name = f"people/{checked_id(person.id)}.json"
    with _naming_damage(Path(name)), files.transaction(name) as tables:
        known = person_rows(tables) if tables.exist else {}
        row = plain(person)
        event = acted.event(person.id, Act.EDITED if known else Act.OPENED)
        if write_rows(tables, {"person": ("person", 1, row)}, known, event, _without_pin):
            tables.put("person", 1, row)


def person_rows(tables: Tables) -> Named:
    """Return what is kept for a person, by its name in the history."""
    return rows_named(tables, "person")


def _without_pin(_name: str, row: Row) -> Row:
    """Return the document with what its history may tell of PIN and code: that there is one, and another."""
    told = dict(row)
    if row.get("pin"):
        told["pin"] = _of_pin(row["pin"])
    if row.get("code"):
        told["code"] = {**row["code"], "pin": _of_pin(row["code"]["pin"])}
    return told


def _of_pin(pin: Row) -> Row:
    rest = {key: value for key, value in pin.items() if key not in {"salt", "digest"}}
    return {"set": digest(pin["salt"])[:8], **rest}


@contextmanager
def _naming_damage(path: Path) -> Iterator[None]:
    try:
        yield
    except (UnreadableFileError, ValidationError):
        raise ClinicNotUsable(f"{path} is damaged. Restore it from a backup.") from None


_MOST_BEGUN = 200
"""Visits of which counts are kept; those that are never signed do not pile up."""


class PaceFile:
    """Two small files beside the person's own; what is damaged in them is passed over."""

    def __init__(self, folder: Path, person: str, documents: Documents) -> None:
        self._signed = folder / f"{checked_id(person)}.pace"
        self._begun = folder / f"{checked_id(person)}.begun"
        self._documents = documents

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
        self._documents.append(self._signed, encoded(plain(note)))
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
        self._documents.put(self._begun, encoded(values), durable=False)

    def _read(self, path: Path) -> bytes:
        return self._documents.read(path) or b""


LENGTH = 6
"""Digits of a PIN."""


def new_pin(digits: str) -> Pin:
    """Return the PIN to be kept; BadInput for anything but six digits."""
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        raise BadInput("A PIN has six digits. Type six digits.")
    salt = secrets.token_hex(16)
    return Pin(salt=salt, digest=_digest(salt, digits))


def pin_matches(pin: Pin, digits: str) -> bool:
    """Return whether these are the digits of the PIN."""
    return hmac.compare_digest(pin.digest, _digest(pin.salt, digits))


def _digest(salt: str, digits: str) -> str:
    return hashlib.scrypt(digits.encode(), salt=bytes.fromhex(salt), n=2**14, r=8, p=1, dklen=32).hex()
