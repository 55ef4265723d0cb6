"""What is written into the index: the rows of one chart, within a transaction."""

import sqlite3
from dataclasses import dataclass

from charting_tui.store.disk import Stamp
from charting_tui.store.indexing.client_row import ClientRow, folded, search_words
from charting_tui.worklist.summary import Bucket, VisitSummary


@dataclass(frozen=True)
class ChartRows:
    """All rows of one chart, or only some of its visits."""

    stamp: Stamp
    client: ClientRow
    visits: tuple[VisitSummary, ...]
    made_with: str
    """What the summaries depend on beside the chart and the day: office, rules and book."""
    whole: bool
    """Whether these are all the visits of the chart."""


class IndexWriter:
    """One transaction upon the index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, rows: ChartRows) -> None:
        """Write the rows of one chart in the place of those before."""
        ask = self._connection.execute
        client = rows.client.client
        number, found_by = ask(
            "INSERT INTO clients (client, name, beginnings, line) VALUES (?, ?, '', ?) ON CONFLICT (client)"
            " DO UPDATE SET name = excluded.name, line = excluded.line RETURNING number, beginnings",
            (client, folded(rows.client.name), rows.client.model_dump_json()),
        ).fetchone()
        words = search_words(rows.client)
        if found_by != words:
            ask("UPDATE clients SET beginnings = ? WHERE number = ?", (words, number))
            ask("DELETE FROM words WHERE rowid = ?", (number,))
            ask("INSERT INTO words (rowid, beginnings) VALUES (?, ?)", (number, words))
        if rows.whole:
            ask("DELETE FROM visits WHERE client = ?", (client,))
        for summary in rows.visits:
            self.put_visit(summary, rows.made_with)
        ask("INSERT OR REPLACE INTO stamps VALUES (?, ?, ?, ?)", (client, *rows.stamp))

    def put_visit(self, summary: VisitSummary, made_with: str) -> None:
        """Write one visit's row."""
        unbilled = summary.bucket not in {None, Bucket.DONE}
        self._connection.execute(
            "INSERT OR REPLACE INTO visits VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                summary.client,
                summary.visit,
                summary.day.isoformat(),
                summary.therapist,
                summary.bucket,
                unbilled,
                made_with,
                summary.model_dump_json(),
            ),
        )

    def drop(self, client: str) -> None:
        """Remove every row of a chart that is gone or cannot be read."""
        ask = self._connection.execute
        ask("DELETE FROM words WHERE rowid IN (SELECT number FROM clients WHERE client = ?)", (client,))
        for table, column in (("clients", "client"), ("visits", "client"), ("stamps", "chart")):
            ask(f"DELETE FROM {table} WHERE {column} = ?", (client,))  # noqa: S608  names of this module

    def stamp(self, client: str) -> Stamp | None:
        """Return the stamp at which a chart was last read into the index."""
        found = self._connection.execute(
            "SELECT inode, mtime, size FROM stamps WHERE chart = ?", (client,)
        ).fetchone()
        return (found[0], found[1], found[2]) if found else None

    def mark_built(self) -> None:
        """Note that every chart is in the index."""
        self._connection.execute("INSERT OR REPLACE INTO state VALUES ('built', '1')")
