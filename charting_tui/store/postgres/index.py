"""The index as tables beside the charts: written with each save, so that no login makes it again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from charting_tui.store.disk import Stamp
from charting_tui.store.indexing.index import KeptSummary, VisitFilter
from charting_tui.store.indexing.rows import ChartRows, ClientRow, folded, search_words
from charting_tui.store.postgres.database import Database, Unit
from charting_tui.store.postgres.documents import RowDocuments
from charting_tui.store.processes import collector_at_rest
from charting_tui.worklist.summary import Bucket, VisitSummary

_AFTER_ALL = "\U0010ffff".encode()
_MANY = 300
"""Matches from which looking through the names in their order takes less time than sorting the matches."""
_NEVER_BILLED = tuple(f'"billing":"{words}"' for words in ("not billable", "written off", "billed to nobody"))


class TableIndex:
    """The rows of one clinic, as one login asks for them."""

    def __init__(self, database: Database, documents: RowDocuments) -> None:
        self._database = database
        self._documents = documents
        self._built = False
        self._seen = -1
        """How many lines the clinic's chain had when this was last asked."""

    def summaries(self, asked: VisitFilter) -> list[KeptSummary]:
        """Return the visits that are asked for, in no order."""
        conditions = {
            "day = %s": asked.day,
            "day >= %s": asked.since,
            "day < %s": asked.before,
            "therapist = %s": asked.therapist,
            "client = %s": asked.client,
        }
        chosen = {text: value for text, value in conditions.items() if value}
        marks = {"unbilled": asked.unbilled, "owing": asked.owing, "never_billed": asked.never_billed}
        where = " AND ".join([*chosen, *(name for name, wanted in marks.items() if wanted)]) or "true"
        rows = self._database.ask(
            f"SELECT summary, made_with FROM visit_rows WHERE {where}",
            tuple(chosen.values()),
        )
        with collector_at_rest():
            return [KeptSummary(VisitSummary.model_validate_json(row[0]), row[1]) for row in rows]

    def day_by_therapist(self, day: str) -> dict[str, list[str]]:
        """Return the visits of a day in rows as JSON, by their therapists."""
        found: dict[str, list[str]] = {}
        rows = self._database.ask("SELECT therapist, summary FROM visit_rows WHERE day = %s", (day,))
        for therapist, summary in rows:
            found.setdefault(therapist, []).append(summary)
        return found

    def rows_of(self, visits: Sequence[str]) -> list[VisitSummary]:
        """Return the rows of these visits as they were last made, in no order."""
        rows = self._database.ask("SELECT summary FROM visit_rows WHERE visit = ANY(%s)", (list(visits),))
        return [VisitSummary.model_validate_json(row[0]) for row in rows]

    def clients_seen(self, first: str, last: str) -> list[str]:
        """Return the clients with a visit from one day to another, both included, by their ids."""
        text = "SELECT DISTINCT client FROM visit_rows WHERE day BETWEEN %s AND %s"
        return sorted(row[0] for row in self._database.ask(text, (first, last)))

    def clients(self, words: Sequence[str], first: str, limit: int) -> list[ClientRow]:
        """Return clients with words that begin so, those of the family ``first`` before the rest."""
        if not words:
            return self._clients("true", (), limit)
        looking = " AND ".join(["position(%s IN beginnings) > 0"] * len(words))
        looked = [f" {word}" for word in words]
        family = (first.encode(), first.encode() + _AFTER_ALL)
        found = self._clients(f"name >= %s AND name < %s AND {looking}", (*family, *looked), limit)
        if len(found) < limit:
            word = max(words, key=len).encode()
            among = (word, word + _AFTER_ALL)
            others = f"NOT (name >= %s AND name < %s) AND {looking}"
            values: tuple[object, ...] = (*family, *looked)
            if not self._are_many(among):
                others += " AND client IN (SELECT client FROM client_words WHERE word >= %s AND word < %s)"
                values = (*values, *among)
            found += self._clients(others, values, limit - len(found))
        return found

    def client(self, client: str) -> ClientRow | None:
        """Return one client's row, or None."""
        found = self._clients("client = %s", (client,), 1)
        return found[0] if found else None

    def stale(self, here: Callable[[], Mapping[str, Stamp]]) -> list[str]:
        """Return the charts whose rows could not be made with their save."""
        del here
        rows = self._database.ask(
            "SELECT name FROM documents WHERE area = 'charts' AND folder = '' AND NOT indexed"
        )
        return sorted(row[0].removesuffix(".json") for row in rows)

    def known(self) -> list[str]:
        """Return the charts that have rows."""
        return [row[0] for row in self._database.ask("SELECT client FROM client_rows")]

    def changed(self) -> bool:
        """Return whether another login saved something since this was last asked."""
        pulse = self._documents.pulse()
        if pulse is not None:
            lines = pulse.lines
        else:
            lines = int(self._database.ask("SELECT number FROM seals WHERE log = 'heads'")[0][0])
        before, self._seen = self._seen, lines
        return before not in {-1, lines}

    @property
    def built(self) -> bool:
        """Whether the index has ever been filled from all charts."""
        if not self._built:
            self._built = bool(self._database.ask("SELECT name FROM index_state WHERE name = 'built'"))
        return self._built

    @contextmanager
    def writing(self) -> Iterator["TableWriter"]:
        """Give what writes rows with the unit of this thread, or in one of its own."""
        with self._database.unit() as unit:
            yield TableWriter(unit)

    def remove(self) -> None:
        """Throw all rows away."""
        self._built = False
        with self._database.unit() as unit:
            for table in ("visit_rows", "client_rows", "client_words", "index_state"):
                unit.later(f"DELETE FROM {table}", ())

    def close(self) -> None:
        """Do nothing: the engine closes the connections."""

    def _clients(self, condition: str, values: Sequence[object], limit: int) -> list[ClientRow]:
        rows = self._database.ask(
            f"SELECT line FROM client_rows WHERE {condition} ORDER BY name, client LIMIT %s",
            (*values, limit),
        )
        return [ClientRow.model_validate_json(row[0]) for row in rows]

    def _are_many(self, among: tuple[bytes, bytes]) -> bool:
        matches = "SELECT 1 FROM client_words WHERE word >= %s AND word < %s LIMIT %s"
        text = f"SELECT count(*) FROM ({matches}) AS found"
        return bool(self._database.ask(text, (*among, _MANY))[0][0] == _MANY)


_PUT_VISIT = (
    "INSERT INTO visit_rows (client, visit, day, therapist, bucket, unbilled, owing, never_billed, "
    "made_with, summary) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) "
    "ON CONFLICT (client, visit) DO UPDATE SET "
    "day = excluded.day, therapist = excluded.therapist, bucket = excluded.bucket, "
    "unbilled = excluded.unbilled, owing = excluded.owing, never_billed = excluded.never_billed, "
    "made_with = excluded.made_with, summary = excluded.summary"
)


class TableWriter:
    """Writes rows with a unit."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def put(self, rows: ChartRows) -> None:
        """Write the rows of one chart in the place of those before."""
        later, client = self._unit.later, rows.client.client
        words = search_words(rows.client)
        found_by = [word.encode() for word in words.split()]
        later(
            "INSERT INTO client_rows VALUES (%s, %s, %s, %s) ON CONFLICT (client) DO UPDATE SET "
            "name = excluded.name, beginnings = excluded.beginnings, line = excluded.line",
            (client, folded(rows.client.name).encode(), words, rows.client.model_dump_json()),
        )
        later(
            "DELETE FROM client_words WHERE client = %s AND NOT (word = ANY(%s))",
            (client, found_by),
        )
        later(
            "INSERT INTO client_words SELECT DISTINCT unnest(%s::bytea[]), %s ON CONFLICT DO NOTHING",
            (found_by, client),
        )
        if rows.whole:
            later(
                "DELETE FROM visit_rows WHERE client = %s AND NOT (visit = ANY(%s))",
                (client, [summary.visit for summary in rows.visits]),
            )
        for summary in rows.visits:
            self.put_visit(summary, rows.made_with)
        self._unit.indexed.add(client)
        later(
            "UPDATE documents SET indexed = true WHERE area = 'charts' AND folder = '' AND name = %s "
            "AND mark = %s AND NOT indexed",
            (f"{client}.json", rows.stamp[0]),
        )

    def put_visit(self, summary: VisitSummary, made_with: str) -> None:
        """Write one visit's row."""
        line = summary.model_dump_json()
        self._unit.later(
            _PUT_VISIT,
            (
                summary.client,
                summary.visit,
                summary.day.isoformat(),
                summary.therapist,
                summary.bucket,
                summary.bucket not in {None, Bucket.DONE},
                summary.open_money.any,
                any(words in line for words in _NEVER_BILLED),
                made_with,
                line,
            ),
            len(line),
        )

    def drop(self, client: str) -> None:
        """Remove every row of a chart that is gone or cannot be read."""
        for table in ("client_rows", "client_words", "visit_rows"):
            self._unit.later(f"DELETE FROM {table} WHERE client = %s", (client,))

    def mark_built(self) -> None:
        """Note that every chart is in the index."""
        self._unit.later("INSERT INTO index_state VALUES ('built') ON CONFLICT (name) DO NOTHING", ())
