"""A chart as sections of rows; a row's id is its section and its place in it, like ``coverage/0``."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from charting_tui.coding.code_tables.tables import CodeTables, tables_on
from charting_tui.operations.clients.alerts import alert_words
from charting_tui.operations.clients.client_entries import EntryKind, entry_kinds, plan_that_holds
from charting_tui.operations.clients.client_file import KnownFile, read_known
from charting_tui.operations.clients.intake import not_entered
from charting_tui.operations.fields.field_kinds import age_in_words
from charting_tui.operations.visits.quick_words import vocabulary_of
from charting_tui.records.visit import VisitState
from charting_tui.screens.clients.chart_rows import (
    EntryRows,
    client_details,
    entry_words,
    trend_line,
    visit_line,
)
from charting_tui.screens.clients.trend_page import TrendScreen
from charting_tui.screens.worklist.visit_rows import state_words
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.client_row import ClientRow
from charting_tui.store.refusals import ChartDamaged, ChartMissing
from charting_tui.widgets.columns import Cell, printable, row
from charting_tui.worklist.summary import VisitSummary
from charting_tui.worklist.trends import Trend, trends

CLIENT, VISITS, TRENDS, ALSO = "client", "visits", "trends", "also"
ALL_VISITS = f"{VISITS}/all"
_NEWEST = 6
"""The visits shown at first, so that the other sections are near."""


@dataclass(frozen=True)
class ChartSections:
    """One chart as it was read, ready to be drawn."""

    known: KnownFile
    kinds: dict[str, EntryKind]
    """The kinds of entry by their ids, in the order of their sections."""
    visits: dict[str, VisitSummary]
    """By their ids, the newest first."""
    others: dict[str, str]
    """The names of the charts this one was merged with, by their ids."""
    tables: CodeTables
    trends: tuple[Trend, ...] = ()

    def entry(self, section: str, place: str) -> tuple[EntryKind, int] | None:
        """Return which entry a row is, or None where it is none."""
        return (self.kinds[section], int(place)) if section in self.kinds and place else None

    @property
    def holds_plan(self) -> bool:
        """Whether a plan of care holds, to which goals can belong."""
        return plan_that_holds(self.known.file) is not None

    @property
    def first_earlier(self) -> str:
        """The id of the newest visit that is not shown at first."""
        return list(self.visits)[_NEWEST]

    @property
    def as_row(self) -> ClientRow:
        """The client as lists show one."""
        client = self.known.file.client
        return ClientRow(
            client=client.id,
            name=client.name,
            birth_date=client.birth_date,
            phone=client.phone,
            chart_number=client.chart_number,
            visits=sum(visit.state is VisitState.DONE for visit in self.visits.values()),
        )

    def words(self, section: str, place: str, today: date) -> str:
        """Return everything about a row."""
        found = self.entry(section, place)
        if found is not None:
            kind, index = found
            return entry_words(kind, kind.entries(self.known.file)[index])
        if section == VISITS and place in self.visits:
            first = next(iter(self.visits[place].causes), None)
            state = state_words(self.visits[place])
            return f"{first.rule} {first.message} {first.remedy} ({first.owner})" if first else state
        if section == TRENDS and place:
            return f"{self.trends[int(place)].sentence}."
        return client_details(self.known.file.client, today) if section == CLIENT else ""

    def page_of(self, section: str, place: str) -> TrendScreen | None:
        """Return the page that a row opens, or None."""
        trend = self.trends[int(place)] if section == TRENDS and place else None
        return TrendScreen(self.known.file.client.name, trend) if trend else None

    def rows(self, store: ChartStore, width: int, *, all_visits: bool) -> Iterator[tuple[str, Content]]:
        """Give every row with its id; headings have none."""
        today = store.clock.today()
        yield from self._person(age_in_words(self.known.file.client.birth_date, today))
        yield from self._first_visit(store, today)
        yield "", _heading(f"Visits {len(self.visits)}")
        if not self.visits:
            yield f"{VISITS}/", _quiet("none yet; v starts one now")
        shown = list(self.visits.values())[: None if all_visits else _NEWEST]
        for visit in shown:
            yield f"{VISITS}/{visit.visit}", visit_line(visit, store.office, today, width)
        if len(shown) < len(self.visits):
            yield ALL_VISITS, _quiet(f"{len(self.visits) - len(shown)} earlier; enter shows them")
        if self.trends:
            yield "", _heading("Trends")
        for place, trend in enumerate(self.trends):
            yield f"{TRENDS}/{place}", trend_line(trend, width)
        drawn = EntryRows(store.office, today, list(self.visits.values()), self.tables, width)
        for kind in self.kinds.values():
            yield "", _heading(kind.title)
            entries = kind.entries(self.known.file)
            if not entries:
                yield f"{kind.id}/", _quiet(self._none(kind))
            for place, entry in enumerate(entries):
                yield f"{kind.id}/{place}", drawn.line(kind, entry)

    def _first_visit(self, store: ChartStore, today: date) -> Iterator[tuple[str, Content]]:
        """Tell what is not entered yet, until one visit is done."""
        sealed = self.known.file.client.merged_into
        if sealed or any(visit.state is VisitState.DONE for visit in self.visits.values()):
            return
        words = not_entered(self.known.file, store.office, today)
        if words:
            yield "", Content.styled(printable(words), "$text-warning")

    def _none(self, kind: EntryKind) -> str:
        if kind.id == "goals" and not self.holds_plan:
            return "none: goals belong to a plan of care"
        return f"none; a adds {kind.article} {kind.one}"

    def _person(self, born: str) -> Iterator[tuple[str, Content]]:
        client = self.known.file.client
        yield f"{CLIENT}/0", row([Cell(client.name, 0, "bold"), Cell(f"· {born}" if born else "")])
        for alert in client.alerts:
            yield "", Content.assemble((printable(alert_words((alert,))), "$text-warning bold"))
        for other, name in self.others.items():
            how = "merged into" if other == client.merged_into else "also"
            yield f"{ALSO}/{other}", row([Cell(how, 11), Cell(f"{name}: enter opens that chart")])


def _heading(title: str) -> Content:
    return Content.assemble((title, "$text-primary bold"))


def _quiet(words: str) -> Content:
    return Content.assemble((f"— {words}", "$text-disabled"))


def read_sections(store: ChartStore, client_id: str) -> ChartSections:
    """Read a client's chart; ChartMissing or ChartDamaged where that cannot be."""
    known = read_known(store, client_id)
    today = store.clock.today()
    tables = tables_on(today, store.books.book, store.office.tables)
    kinds = entry_kinds(store.office, today, known.file, tables)
    newest_first = reversed(store.summaries(client=client_id))
    client = known.file.client
    others = [other for other in (client.merged_into, *client.merged_from) if other]
    return ChartSections(
        known,
        {kind.id: kind for kind in kinds},
        {visit.visit: visit for visit in newest_first},
        {other: _name_of(store, other) for other in others},
        tables,
        trends(store.chart(client_id).visits, vocabulary_of(store)),
    )


def _name_of(store: ChartStore, client_id: str) -> str:
    try:
        return read_known(store, client_id).file.client.name
    except (ChartDamaged, ChartMissing):
        return f"chart {client_id}, which cannot be read"
