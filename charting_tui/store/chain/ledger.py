"""How a change of stored documents becomes one event in the file's own history, with old and new values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from charting_tui.records.canonical import canonical, digest, plain
from charting_tui.records.changes import Changes, changes_between
from charting_tui.records.chart import Act, Event
from charting_tui.store.chart_files.chart_tables import head_of
from charting_tui.store.chart_files.tinydb_files import Row, Tables

ONCE = frozenset({"signed", "addenda", "overrules"})
"""Tables whose documents are written once and never change, so that they are their own history."""


class Ledger:
    """Writes documents into tables and remembers what differs, until an event says who did it."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._after: dict[str, str] = {}
        self._changes: dict[str, Changes] = {}

    def put(self, table: str, number: int, row: Row, name: str) -> None:
        """Write one document in the place of that number, under its name in the history."""
        old = None if table in ONCE else self._tables.row(table, number)
        self._tables.put(table, number, row)
        self.note(name, old, row)

    def note(self, name: str, old: Row | None, new: Row | None, shown: Callable[[Row], Row] = dict) -> None:
        """Remember a document as it was before and is now; None where there was or is none.

        What a first version says is found from the present one back, so that it is not kept twice.
        ``shown`` makes of a document what its history may tell.
        """
        self._after[name] = digest(canonical(new)) if new is not None else ""
        if new is None and old is not None:
            self._changes[name] = {"": {"old": shown(old)}}
        elif old is not None and new is not None:
            changes = changes_between(shown(old), shown(new))
            if changes:
                self._changes[name] = changes

    @property
    def changed(self) -> bool:
        """Whether there is something that an event has to tell."""
        return bool(self._after)

    def write_event(self, event: Event) -> int:
        """Chain the event to the one before, with what was written, and return its number."""
        number, head = head_of(self._tables)
        told = {"after": dict(self._after), "changes": dict(self._changes), "before": head}
        chained = event.model_copy(update={"number": number + 1, **told})
        self._tables.put("history", number + 1, plain(chained))
        self._after.clear()
        self._changes.clear()
        return number + 1


@dataclass(frozen=True)
class Acted:
    """Who does something, when, and what is to be told of it beside the values."""

    by: str
    at: datetime
    how: str = ""

    def event(self, subject: str, act: Act = Act.EDITED) -> Event:
        """Return the event, without what was written and its place in the chain."""
        return Event(
            number=0, at=self.at, by=self.by, act=act, subject=subject, how=self.how, after={}, before=""
        )


def rows_named(tables: Tables, table: str) -> dict[str, tuple[str, int, Row]]:
    """Return the one document of a table by its name in the history, and others that should not be there."""
    rows = tables.rows(table).items()
    return {table if number == 1 else f"{table}/{number}": (table, number, row) for number, row in rows}


def write_rows(
    tables: Tables,
    rows: Mapping[str, tuple[str, int, Row]],
    known: Mapping[str, tuple[str, int, Row]],
    event: Event,
    shown: Callable[[str, Row], Row] = lambda _, row: row,
) -> bool:
    """Write what differs between the named documents of a file before and now, as one event.

    Both are by the name in the history: table, number and document. A file that has no history yet begins
    it with how it stood. Returns whether anything differs; then the caller has written the tables.
    """
    ledger = Ledger(tables)
    if known and not tables.rows("history"):
        for name, (_, _, row) in known.items():
            ledger.note(name, None, row)
        ledger.write_event(event.model_copy(update={"act": Act.OPENED, "how": "the history begins"}))
    for name in {**known, **rows}:
        old = known[name][2] if name in known else None
        new = rows[name][2] if name in rows else None
        if old != new:
            ledger.note(name, old, new, lambda row, name=name: shown(name, row))  # type: ignore[misc]
    if not ledger.changed:
        return False
    ledger.write_event(event)
    return True
