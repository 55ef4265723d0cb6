"""Documents as rows: read, held and written whole, each version with a mark that no other has."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from charting_tui.store.disk import DAMAGED, Disk, Stamp, saving
from charting_tui.store.postgres.database import Database, Unit
from charting_tui.store.postgres.pulse import Pulse

_PLACE = "area = %s AND folder = %s AND name = %s"
_DEEPEST = 3


class RowDocuments:
    """The documents of one clinic; a path below its folder names a row."""

    def __init__(self, root: Path, database: Database, pulse: Callable[[], Pulse | None]) -> None:
        self._root = root
        self._database = database
        self.pulse = pulse
        """Gives the look behind the screens, where one is taken."""

    def read(self, path: Path) -> bytes | None:
        """Return what stands there, or None; within a unit its row is held from then on."""
        unit = self._database.unit_here
        if unit is not None:
            if path not in unit.bodies:
                self._hold(unit, path, body=True)
            return unit.bodies[path]
        found = self._database.ask(f"SELECT body FROM documents WHERE {_PLACE}", self._place(path))
        return bytes(found[0][0]) if found else None

    def stamp(self, path: Path) -> Stamp | None:
        """Return the stamp of what stands there, or None; within a unit its row is held from then on."""
        unit = self._database.unit_here
        if unit is not None:
            if path not in unit.stamps:
                self._hold(unit, path, body=False)
            return unit.stamps[path]
        text = f"SELECT mark, version, length(body) FROM documents WHERE {_PLACE}"
        found = self._database.ask(text, self._place(path))
        return _stamp(found[0]) if found else None

    def seen(self, path: Path) -> Stamp | None:
        """Return the stamp of the practice as the last look saw it; of anything else as it is."""
        pulse = self.pulse()
        if pulse is not None and path == self._root / "practice.json":
            return pulse.practice
        return self.stamp(path)

    def stamps(self, folder: Path) -> dict[str, Stamp]:
        """Return the stamp of everything in a folder by its name."""
        text = "SELECT mark, version, length(body), name FROM documents WHERE area = %s AND folder = %s"
        return {row[3]: _stamp(row) for row in self._database.ask(text, self._folder(folder))}

    def names(self, folder: Path) -> list[str]:
        """Return the names of what lies in a folder, sorted."""
        area, inner = self._folder(folder)
        found = self._database.ask(
            "SELECT name FROM documents WHERE area = %s AND folder = %s", (area, inner)
        )
        if not inner:
            text = "SELECT DISTINCT folder FROM documents WHERE area = %s AND folder <> ''"
            found += self._database.ask(text, (area,))
        return sorted(row[0] for row in found)

    def holding(self, folder: Path, name: str) -> list[str]:
        """Return the folders in a folder in which a document of that name lies, sorted."""
        text = "SELECT folder FROM documents WHERE area = %s AND name = %s AND folder <> ''"
        return sorted(row[0] for row in self._database.ask(text, (self._folder(folder)[0], name)))

    def put(self, path: Path, data: bytes, *, durable: bool = True) -> None:  # noqa: ARG002  of the border
        """Write with the unit of this thread, or at once in one of its own; the row is held before."""
        with self._database.unit() as unit:
            old = self.stamp(path)
            new = (secrets.randbits(62), old[1] + 1 if old else 1, len(data))
            area, folder, name = self._place(path)
            client = name.removesuffix(".json")
            is_chart = area == "charts" and not folder

            def indexed() -> bool:
                return not is_chart or client in unit.indexed

            if old is None:
                unit.later(
                    "INSERT INTO documents (area, folder, name, version, mark, indexed, body) "
                    "VALUES (%s, %s, %s, %s, %s, %s, %s)",
                    lambda: (area, folder, name, new[1], new[0], indexed(), data),
                    len(data),
                )
            else:
                unit.later(
                    "UPDATE documents SET version = %s, mark = %s, indexed = %s, written = now(), body = %s "
                    f"WHERE {_PLACE}",
                    lambda: (new[1], new[0], indexed(), data, area, folder, name),
                    len(data),
                )
            unit.bodies[path], unit.stamps[path] = data, new

    def append(self, path: Path, line: bytes) -> None:
        """Add one line to the end of a small log that nothing proves."""
        with self.as_one():
            self.put(path, (self.read(path) or b"") + line + b"\n")

    def remove(self, path: Path) -> None:
        """Take away what stands there, if anything does."""
        with self._database.unit() as unit:
            unit.later(f"DELETE FROM documents WHERE {_PLACE}", self._place(path))
            unit.bodies[path] = unit.stamps[path] = None

    def begin_folder(self, folder: Path) -> None:
        """Do nothing: a folder is there when something lies in it."""

    def set_aside(self, path: Path) -> str:
        """Move a torn chart into the folder ``damaged`` beside it, and return the name it has there."""
        with self.as_one():
            body = self.read(path) or b""
            taken = self.names(path.parent / DAMAGED)
            name = f"{path.stem}.{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
            number, called = 1, f"{name}.json"
            while called in taken:
                number += 1
                called = f"{name}-{number}.json"
            self.put(path.parent / DAMAGED / called, body)
            self.remove(path)
        return called

    def local(self, path: Path) -> Path:
        """Write what stands there into this server's folder, for a program that reads files."""
        body = self.read(path)
        if body is not None:
            with saving():
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            Disk().put(path, body)
        return path

    @contextmanager
    def as_one(self) -> Iterator[None]:
        """Hold together what is put and logged meanwhile: one transaction."""
        with self._database.unit():
            yield

    def _hold(self, unit: Unit, path: Path, *, body: bool) -> None:
        """Hold a row until the unit ends, and learn its stamp, or also what stands in it."""
        more = ", body" if body else ""
        text = f"SELECT mark, version, length(body){more} FROM documents WHERE {_PLACE} FOR UPDATE"
        found = unit.ask((text, self._place(path)))
        unit.stamps[path] = _stamp(found[0]) if found else None
        if body:
            unit.bodies[path] = bytes(found[0][3]) if found else None

    def _place(self, path: Path) -> tuple[str, str, str]:
        parts = path.relative_to(self._root).parts
        if len(parts) > _DEEPEST:
            raise ValueError(path)
        *folders, name = parts
        area, inner = [*folders, "", ""][:2]
        return area, inner, name

    def _folder(self, folder: Path) -> tuple[str, str]:
        area, inner = [*folder.relative_to(self._root).parts, "", ""][:2]
        return area, inner


def _stamp(row: tuple[int, ...]) -> Stamp:
    return (row[0], row[1], row[2])
