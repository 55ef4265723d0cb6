"""A chained log as rows: one line each, written in the transaction of what it records."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from charting_tui.records.canonical import canonical, digest
from charting_tui.store.chain.chained_log import Seal
from charting_tui.store.postgres.database import Database, Proof, Unit

_END = "SELECT number, last, before FROM seals WHERE log = %s"


class ChainTable:
    """One log of a clinic; its end is a row, which whoever adds a line holds until the commit."""

    def __init__(self, path: Path, database: Database) -> None:
        self.path = path
        self._log = path.stem
        self._database = database

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the end of the log, so that no one adds to it."""
        with self._database.unit() as unit:
            self._end(unit)
            yield

    def append(self, values: Sequence[Mapping[str, Any]], at: datetime) -> None:  # noqa: ARG002  of the border
        """Add lines, each chained to the one before, as the last thing that the unit does.

        Every save of the clinic waits for the end of the log, so that it is held for two round trips alone.
        """
        if values:
            with self._database.unit() as unit:
                unit.at_end.append(partial(self._chain, unit, values))

    def _chain(self, unit: Unit, values: Sequence[Mapping[str, Any]]) -> None:
        _, last, before = self._end(unit)
        lines = []
        for one in values:
            line = canonical({**one, "before": last})
            last, before = digest(line), last
            lines.append(line.encode())
        self._add(unit, lines, Seal(last, before))

    def begin_with(self, lines: Sequence[bytes], seal: Seal) -> None:
        """Begin an empty log with the lines of another and what its seal knows."""
        with self._database.unit() as unit:
            self._add(unit, lines, seal)

    def _add(self, unit: Unit, lines: Sequence[bytes], seal: Seal) -> None:
        number = self._end(unit)[0]
        for place, line in enumerate(lines, number + 1):
            unit.later("INSERT INTO chain VALUES (%s, %s, %s)", (self._log, place, line), len(line))
        number += len(lines)
        unit.later(
            "UPDATE seals SET number = %s, last = %s, before = %s WHERE log = %s",
            (number, seal.last, seal.before, self._log),
        )
        unit.seals[self._log] = (number, seal.last, seal.before)
        if lines:
            unit.proof = Proof(self._log, number, lines[-1])

    def content(self) -> bytes | None:
        """Return all of it, or None where it was never begun."""
        found = self._database.ask("SELECT line FROM chain WHERE log = %s ORDER BY number", (self._log,))
        return b"".join(bytes(row[0]) + b"\n" for row in found) if found else None

    def lines_with(self, sign: bytes) -> Iterator[bytes]:
        """Yield the lines in which these bytes stand, the first first."""
        text = "SELECT line FROM chain WHERE log = %s AND position(%s::bytea IN line) > 0 ORDER BY number"
        yield from (bytes(row[0]) for row in self._database.ask(text, (self._log, sign)))

    def sealed(self) -> Seal:
        """Return what its seal knows."""
        found = self._database.ask(_END, (self._log,))
        return Seal(found[0][1], found[0][2]) if found else Seal("", "")

    def records(self, head: str) -> bool:  # noqa: ARG002  of the border
        """Return True: an event and its line are written in one transaction, so none can be missing."""
        return True

    def last_line(self, *, durable: bool) -> str:
        """Return the digest of the last line, or nothing; others see a line only when it is durable."""
        del durable
        unit = self._database.unit_here
        if unit is not None and self._log in unit.seals:
            return unit.seals[self._log][1]
        return self.sealed().last

    def _end(self, unit: Unit) -> tuple[int, str, str]:
        if self._log not in unit.seals:
            number, last, before = unit.ask((f"{_END} FOR UPDATE", (self._log,)))[0]
            unit.seals[self._log] = (number, last, before)
        return unit.seals[self._log]
