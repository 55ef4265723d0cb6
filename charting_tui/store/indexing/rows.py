"""The rows of the index: a client with the words that find one, and visits; how they are made and written."""

import re
import sqlite3
import unicodedata
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from charting_tui import __version__
from charting_tui.coding.data_files import data_folder
from charting_tui.coding.diagnosis_book.book import BookPlace
from charting_tui.records.canonical import digest
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.office import Office
from charting_tui.records.people import Practice
from charting_tui.records.values import Day, Record
from charting_tui.records.visit import VisitState
from charting_tui.store.chart_files.chart_tables import ChartViews
from charting_tui.store.disk import Stamp
from charting_tui.worklist.summary import Bucket, VisitSummary

_DIGITS = re.compile(r"[\d().+/-]*\d[\d().+/-]*")
_WORD = re.compile(r"[^\W_]+")


class ClientRow(Record):
    """What the list of clients shows of one. Derived: never written into a chart."""

    client: str
    """The client's id."""
    name: str
    birth_date: Day | None = None
    phone: str = ""
    preferred_name: str = ""
    chart_number: str = ""
    alerts: tuple[str, ...] = ()
    payer: str = ""
    """The id of the first policy's payer; empty is the client."""
    visits: int = 0
    """Visits that were done."""
    last_visit: Day | None = None
    merged_into: str = ""
    """The id of the client under whom alone this one is found."""
    merged_from: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """The names in the charts that were merged into this one; filled when asked for."""


def client_row(chart: ChartViews) -> ClientRow:
    """Return the row of a chart's client."""
    client = chart.file.client
    done = [seen.day for seen in chart.glances if seen.state is VisitState.DONE]
    first = next((policy.payer for policy in chart.file.coverage if policy.order == "primary"), "")
    return ClientRow(
        client=client.id,
        name=client.name,
        birth_date=client.birth_date,
        phone=client.phone,
        preferred_name=client.preferred_name,
        chart_number=client.chart_number,
        alerts=client.alerts,
        payer=first,
        visits=len(done),
        last_visit=max(done, default=None),
        merged_into=client.merged_into,
        merged_from=client.merged_from,
    )


def folded(text: str) -> str:
    """Return a text in small letters without accents: “Núñez” is “nunez”."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l").replace("ø", "o"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def search_words(row: ClientRow) -> str:
    """Return the words under which a client is found, each by its beginning and with a blank before it."""
    words = _WORD.findall(folded(f"{row.name} {row.preferred_name} {row.chart_number}"))
    words.append("".join(_WORD.findall(folded(row.chart_number))))
    phone = _digits_of(row.phone)
    words += [phone, phone[-10:], phone[-7:], phone[-4:]]
    if row.birth_date:
        born = row.birth_date
        words += [
            f"{born:%Y%m%d}",
            f"{born:%m%d%Y}",
            f"{born.month}{born:%d%Y}",
            f"{born.month}{born.day}{born:%Y}",
        ]
    return "".join(f" {word}" for word in dict.fromkeys(words) if word)


def asked_words(typed: str) -> list[str]:
    """Return the words that a person typed, folded, each meant as the beginning of one."""
    asked: list[str] = []
    for part in folded(typed).split():
        asked += [_digits_of(part)] if _DIGITS.fullmatch(part) else _WORD.findall(part)
    return asked


def first_word(typed: str) -> str:
    """Return the first word a person typed, folded, for putting families of that name first."""
    return next(iter(_WORD.findall(folded(typed))), "")


def _digits_of(text: str) -> str:
    return "".join(sign for sign in text if sign.isascii() and sign.isdigit())


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
            "INSERT OR REPLACE INTO visits VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                summary.client,
                summary.visit,
                summary.day.isoformat(),
                summary.therapist,
                summary.bucket,
                unbilled,
                summary.open_money.any,
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


_PACKAGE = Path(__file__).parent.parent


def rules_stamp() -> str:
    """Return what tells one version of the rules and their tables from another: it reads no file."""
    modules = [
        path for folder in ("rules", "coding", "worklist") for path in (_PACKAGE / folder).glob("**/*.py")
    ]
    return f"{__version__}.{_digest_of([*modules, *data_folder().glob('*.json')])}"


def _digest_of(paths: list[Path]) -> str:
    seen = [(path.name, path.stat()) for path in sorted(paths)]
    return digest("".join(f"{name}|{found.st_size}|{found.st_mtime_ns};" for name, found in seen))


class RowMaker:
    """What rows are made with beside the charts."""

    def __init__(self, root: Path, today: Callable[[], date]) -> None:
        self._root = root
        self.books = BookPlace(root / "book.sqlite")
        """Where every diagnosis is, as soon as that book is made."""
        self.today = today
        self._rules = rules_stamp()
        self.office: tuple[Office, Stamp | None] = (Office(practice=Practice()), None)

    def use_office(self, office: Office, stamp: Stamp | None) -> None:
        """Make rows for this office from now on; older ones of unbilled visits are to be made again."""
        self.office = (office, stamp)

    def packed(self) -> "PackedMaker":
        """Return what another process needs to make the same rows today."""
        office, stamp = self.office
        return PackedMaker(self._root, office.model_dump_json(), stamp, self.today())

    @property
    def made_with(self) -> str:
        """What tells rows made with this from those made with something else."""
        book = self.books.book
        return f"{self.office[1]}|{self._rules}|{book.made_with if book else ''}"

    @property
    def has_rules_of_now(self) -> bool:
        """Whether the program was not updated since this was made."""
        return rules_stamp() == self._rules

    def rows(self, chart: ChartViews, stamp: Stamp, touched: str = "") -> ChartRows:
        """Return the rows of a chart that was read at that stamp.

        With ``touched`` those of that visit and of all that are not billed, instead of all.
        """
        # Taken before the rows are made: an office that changes meanwhile leaves them old, never wrong.
        made_with = self.made_with
        chosen = chart.views(lambda seen: not touched or seen.id == touched or seen.billing.unbilled)
        return ChartRows(
            stamp=stamp,
            client=client_row(chart),
            visits=tuple(self._summary(view, kept) for view, kept in chosen),
            made_with=made_with,
            whole=not touched,
        )

    def summaries(self, chart: ChartViews, visits: AbstractSet[str]) -> list[VisitSummary]:
        """Return the rows of these visits of a chart."""
        return [self._summary(view, kept) for view, kept in chart.views(lambda seen: seen.id in visits)]

    def _summary(self, chart: Chart, kept: VisitFile) -> VisitSummary:
        from charting_tui.worklist.summarise import summarise  # noqa: PLC0415  rules load with the first row

        return summarise(chart, kept, self.office[0], self.today(), self.books.book)


@dataclass(frozen=True)
class PackedMaker:
    """A maker of rows as it can be sent to another process."""

    root: Path
    office: str
    """As JSON: a payer's settings cannot be pickled."""
    office_stamp: Stamp | None
    today: date

    def unpacked(self) -> RowMaker:
        """Return the maker."""
        maker = RowMaker(self.root, lambda: self.today)
        maker.use_office(Office.model_validate_json(self.office), self.office_stamp)
        return maker
