"""One person's pace: a line for each signed note, and the counts of visits that are not signed yet."""

from contextlib import suppress
from pathlib import Path

import orjson
from pydantic import ValidationError

from charting_tui.records.canonical import encoded, plain
from charting_tui.records.pace import NotePace, Strokes
from charting_tui.store.charts import checked_id
from charting_tui.store.disk import Disk, append_line

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
