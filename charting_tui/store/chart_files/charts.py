"""The charts of a clinic as documents: read without a lock, written under one."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from charting_tui.errors import BadInput
from charting_tui.records.chart import Chart, Event
from charting_tui.store.chart_files.chart_tables import (
    committed_sequence,
    read_chart,
    read_history,
    saved_revision,
)
from charting_tui.store.chart_files.tinydb_files import (
    Content,
    NotTablesError,
    Tables,
    UnreadableFileError,
    reading,
    transaction,
)
from charting_tui.store.disk import DAMAGED, Stamp
from charting_tui.store.engine import Documents
from charting_tui.store.refusals import ChartDamaged, ChartMissing

_NAMED = 3
"""Charts that are named in one sentence."""
_NAME = re.compile(r"([A-Za-z0-9][A-Za-z0-9_-]{0,63})\.\d{8}T\d{6}Z(?:-\d+)?\.json")


def set_aside_in(charts: Path, documents: Documents) -> dict[str, str]:
    """Return the name of the newest file set aside for each id."""
    names = documents.names(charts / DAMAGED)
    return {found[1]: name for name in names if (found := _NAME.fullmatch(name))}


def damage_words(charts: Sequence[str]) -> str:
    """Return one sentence about the charts that could not be read, or nothing."""
    if not charts:
        return ""
    more = len(charts) - _NAMED
    shown = ", ".join(charts[:_NAMED]) + (f" and {more} more" if more > 0 else "")
    count = "1 chart" if len(charts) == 1 else f"{len(charts)} charts"
    return f"{count} couldn't be read: {shown}. Ask the owner to run “charting-tui verify”."


ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


class Charts:
    """One document for each client."""

    def __init__(self, folder: Path, documents: Documents) -> None:
        self._folder = folder
        self._documents = documents
        self._at_hand: tuple[str, Stamp, Content] | None = None
        """The chart that was saved or opened at a visit last: whoever takes it out owns it."""

    def path(self, client: str) -> Path:
        """Return where a client's chart lies."""
        return self._folder / f"{checked_id(client)}.json"

    def stamp(self, client: str) -> Stamp | None:
        """Return the stamp of a chart, or None where there is none."""
        return self._documents.stamp(self.path(client))

    def stamps(self) -> dict[str, Stamp]:
        """Return the stamp of every chart by the client's id."""
        return {
            name[:-5]: stamp
            for name, stamp in self._documents.stamps(self._folder).items()
            if name.endswith(".json") and ID.fullmatch(name[:-5])
        }

    def set_aside(self, client: str) -> None:
        """Move a chart that is torn out of the way, under its name. The caller holds the lock."""
        try:
            with self.tables(client):
                return
        except ChartMissing:
            return
        except ChartDamaged as fault:
            if fault.torn:
                self.move_aside(client)

    def move_aside(self, client: str) -> str:
        """Move a chart out of the way, and return its name there. The caller holds the lock."""
        return self._documents.set_aside(self.path(client))

    def put(self, client: str, content: bytes) -> None:
        """Write a whole chart of a backup. The caller holds the lock."""
        self._documents.put(self.path(client), content)

    def damaged(self) -> tuple[str, ...]:
        """Return the ids of the charts that are set aside and not yet restored."""
        return tuple(client for client in self._aside() if self.stamp(client) is None)

    def read(self, client: str, *, visit: str | None = None, earlier: int = 10) -> Chart:
        """Return a client's chart, or one visit of it with some before it."""
        stamp = self.stamp(client)
        with self.tables(client) as tables:
            chart = read_chart(tables, visit=visit, earlier=earlier)
        if visit is not None:
            self._keep_at_hand(client, stamp, tables)
        return chart

    def history(self, client: str) -> tuple[Event, ...]:
        """Return every event of a chart, the first first."""
        with self.tables(client) as tables:
            return read_history(tables)

    def committed_sequence(self, client: str, visit: str, session: str) -> int:
        """Return the last journal entry of a session that a chart has for a visit, or 0."""
        if self.stamp(client) is None:
            return 0
        with self.tables(client) as tables:
            return committed_sequence(tables, visit, session)

    def saved_revision(self, client: str, visit: str, session: str) -> int:
        """Return a visit's revision if that session was the last to save it, else 0."""
        if self.stamp(client) is None:
            return 0
        with self.tables(client) as tables:
            return saved_revision(tables, visit, session)

    @contextmanager
    def tables(self, client: str) -> Iterator[Tables]:
        """Give a chart's tables to read; ChartMissing, or ChartDamaged for an unreadable file."""
        with naming_damage(client):
            tables = reading(self.path(client), self._documents)
            if not tables.exist:
                self._refuse_set_aside(client)
                raise ChartMissing(f"There is no chart {client}. Search for the client again.")
            _refuse_others(client, tables)
            yield tables

    @contextmanager
    def transaction(self, client: str, *, durable: bool = True) -> Iterator[Tables]:
        """Give a chart's tables to change; all of it is written or nothing. The caller holds the lock."""
        stamp = self.stamp(client)
        if stamp is None:
            self._refuse_set_aside(client)
        known = self._taken(client, stamp)
        with (
            naming_damage(client),
            transaction(self.path(client), self._documents, durable=durable, known=known) as tables,
        ):
            if stamp is not None and tables.row("client") is None:
                raise UnreadableFileError
            _refuse_others(client, tables)
            yield tables
        self._keep_at_hand(client, self.stamp(client), tables)

    def _keep_at_hand(self, client: str, stamp: Stamp | None, tables: Tables) -> None:
        """Keep what stands in a chart of that stamp, for the next save of it: parsing is half of a save."""
        content = tables.content
        if stamp is not None and content is not None:
            self._at_hand = (client, stamp, content)

    def _taken(self, client: str, stamp: Stamp | None) -> Content | None:
        """Take out what stands in the chart, if it is at hand and the file is still the same.

        The caller holds the chart's lock, so that no one else takes the same, and a save that fails
        leaves nothing half-changed behind.
        """
        if self._at_hand is None or self._at_hand[:2] != (client, stamp):
            return None
        content = self._at_hand[2]
        self._at_hand = None
        return content

    def _aside(self) -> dict[str, str]:
        return set_aside_in(self._folder, self._documents)

    def _refuse_set_aside(self, client: str) -> None:
        name = self._aside().get(client)
        if name:
            raise ChartDamaged(
                f"The chart {client} is damaged; the file was moved to charts/damaged/{name}. Restore "
                "the chart from a backup. Other charts are fine."
            )


@contextmanager
def naming_damage(client: str) -> Iterator[None]:
    """Turn an unreadable file into one sentence that names the chart and no one."""
    try:
        yield
    except UnreadableFileError as fault:
        why = f" ({fault})" if str(fault) else ""
        raise ChartDamaged(
            f"The chart {client} can't be read{why}. Restore it from a backup. Other charts are fine.",
            torn=isinstance(fault, NotTablesError),
        ) from None


def _refuse_others(client: str, tables: Tables) -> None:
    """Refuse a chart that is another client's, so that no one reads or writes in it by mistake."""
    kept, coverage = tables.row("client"), tables.row("coverage")
    file = kept.get("client") if kept else None
    named = {
        row.get("id") for row in (kept, coverage, file) if isinstance(row, dict) and row.get("id") != client
    }
    if named:
        raise ChartDamaged(
            f"The file charts/{client}.json contains another client's chart "
            f"({', '.join(map(str, named))}). Restore the right one from a backup. Other charts are fine."
        )


def checked_id(name: str) -> str:
    """Return the id if it can name a file; BadInput otherwise."""
    if not ID.fullmatch(name):
        raise BadInput("An ID can have up to 64 letters, digits, “-” and “_”. Choose another.")
    return name
