"""Makes the rows of the index from charts, as the office, the rules and the day have them."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from charting_tui import __version__
from charting_tui.coding.data_files import data_folder
from charting_tui.coding.diagnosis_book.book_place import BookPlace
from charting_tui.records.canonical import digest
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.office import Office
from charting_tui.records.people import Practice
from charting_tui.store.chart_files.chart_views import ChartViews
from charting_tui.store.disk import Stamp
from charting_tui.store.indexing.client_row import client_row
from charting_tui.store.indexing.index_writing import ChartRows
from charting_tui.worklist.summary import VisitSummary

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
