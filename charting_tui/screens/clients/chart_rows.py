"""A chart as sections of rows; a row's id is its section and its place in it, like ``coverage/0``."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from textual.content import Content

from charting_tui.coding.code_tables.tables import CodeTables, tables_on
from charting_tui.operations.clients.client_file import (
    EntryKind,
    KnownFile,
    entry_kinds,
    plan_that_holds,
    read_known,
)
from charting_tui.operations.clients.coverage_gaps import gaps_of_policy
from charting_tui.operations.clients.intake import not_entered
from charting_tui.operations.fields.fields import fields_of, text_of, told_texts, value_of
from charting_tui.operations.fields.value_kinds import age_in_words
from charting_tui.operations.permission import readable
from charting_tui.operations.visits.quick_words import vocabulary_of
from charting_tui.records.coverage import Coverage
from charting_tui.records.labels import labels_of
from charting_tui.records.office import Office
from charting_tui.records.packages import packages_used
from charting_tui.records.people import Client, alert_words
from charting_tui.records.values import Record, dollars_of
from charting_tui.records.visit import VisitState
from charting_tui.screens.clients.trend_page import STYLES as TREND_STYLES
from charting_tui.screens.clients.trend_page import TrendScreen, bars
from charting_tui.screens.worklist.visit_rows import STATUS, state_words
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.rows import ClientRow
from charting_tui.store.refusals import ChartDamaged, ChartMissing
from charting_tui.widgets.row_list import Cell, printable, row
from charting_tui.worklist.authorizations import authorization_use, use_words
from charting_tui.worklist.summary import VisitSummary
from charting_tui.worklist.trends import Trend, goal_of, trends

_DAY = 11
_WIDE = 108


def day_words(day: date | None) -> str:
    """Return a day like 7 Mar 2026, or nothing."""
    return f"{day:%-m/%-d/%Y}" if day else ""


def span_words(begins: date | None, ends: date | None) -> str:
    """Return the days between which something holds."""
    if begins is None and ends is None:
        return ""
    if ends is None:
        return f"from {day_words(begins)}"
    return f"{day_words(begins)} to {day_words(ends)}".strip()


def visit_line(visit: VisitSummary, office: Office, today: date, width: int) -> Content:
    """Return a visit's row: date, kind, therapist, codes, charge, state."""
    style = "$text-disabled" if visit.bucket is None else ""
    money = (
        f"~{dollars_of(visit.cents)}" if visit.expected else dollars_of(visit.cents) if visit.cents else ""
    )
    state = visit.state.words if visit.day > today else state_words(visit)
    return row(
        [
            Cell(day_words(visit.day), _DAY, style),
            Cell(visit.kind.partition(" ")[0], 9, style),
            Cell(visit.therapist if office.person(visit.therapist) else "—", 6, style),
            Cell(visit.codes.replace(" ×", "×").replace("  ", " "), 17, style),
            Cell(money, 8, "$text-disabled" if visit.expected else style, right=True),
            Cell(state, max(width - 56, 10), STATUS[visit.bucket] if visit.bucket else style),
        ]
    )


def trend_line(trend: Trend, width: int) -> Content:
    """Return a trend's row: name, plot, first and last value with their days, change, normal value."""
    kind, change = trend.kind, trend.changed(trend.kind.short)
    wide = width >= _WIDE
    plot, normal = (24, 14) if wide else (7, 0)
    first, last = (f"{kind.short(point.value)} {point.day:%b %-d}" for point in (trend.first, trend.last))
    cells = [
        Cell(kind.name, width - plot - normal - 44),
        Cell(bars(trend, plot)[-1], plot, "$text-primary"),
        Cell(first, 11, right=True),
        Cell(f"→ {last}", 14),
        Cell(change, 15, TREND_STYLES.get(change.partition(" ")[0], "")),
    ]
    if wide and kind.normal is not None:
        cells.append(Cell(f"normal {kind.told(kind.normal)}"))
    return row(cells)


class EntryRows:
    """Draws the entries of a client's file."""

    def __init__(
        self,
        office: Office,
        today: date,
        visits: list[VisitSummary],
        tables: CodeTables,
        width: int,
        *,
        packages_used: Mapping[str, int],
    ) -> None:
        self._office = office
        self._today = today
        self._visits = visits
        self._tables = tables
        self._width = width
        self._packages_used = packages_used
        self._cells: dict[str, Callable[[Any], list[Cell]]] = {
            "diagnoses": self._diagnosis,
            "coverage": self._coverage,
            "authorizations": self._authorization,
            "referrals": self._referral,
            "cases": self._case,
            "plans": self._plan,
            "goals": self._goal,
            "packages": self._package,
            "amendments": self._amendment,
        }

    def line(self, kind: EntryKind, entry: Record) -> Content:
        """Return the entry's row; one that is over is dim."""
        cells = self._cells[kind.id](entry)
        if self._over(kind, entry):
            cells = [Cell(cell.text, cell.width, "$text-disabled", right=cell.right) for cell in cells]
        return row(cells)

    def _over(self, kind: EntryKind, entry: Record) -> bool:
        ended = value_of(entry, kind.ends) if kind.ends else None
        return ended is not None and ended < self._today

    def _rest(self, *widths: int) -> int:
        return max(self._width - sum(widths) - len(widths), 10)

    def _diagnosis(self, one: Any) -> list[Cell]:
        entry = self._tables.diagnosis(one.code)
        ended = f", ended {day_words(one.ended_on)}" if one.ended_on else ""
        return [
            Cell(one.code, 8, "bold"),
            Cell(entry.text if entry else "", self._rest(8, 34)),
            Cell(f"{one.prescriber} {day_words(one.given_on)}{ended}".strip(), 34),
        ]

    def _coverage(self, one: Any) -> list[Cell]:
        whose = f"policy of {one.subscriber.name}" if one.subscriber and one.subscriber.name else ""
        inactive = "not active" if one.eligibility and one.eligibility.active is False else ""
        return [
            Cell(one.order, 9),
            Cell(self._office.payer(one.payer).name, 18, "bold"),
            Cell(one.member_id or "no member ID", 16, "" if one.member_id else "$text-warning"),
            Cell(
                " · ".join(part for part in (inactive, span_words(one.starts, one.ends), whose) if part),
                self._rest(9, 18, 16),
            ),
        ]

    def _authorization(self, one: Any) -> list[Cell]:
        use = authorization_use(one, self._visits, self._today)
        short = use.left is not None and use.left <= 0
        asked = one.status if one.status in {"asked", "refused"} else ""
        return [
            Cell(one.number or "no number", 12, "bold"),
            Cell(use_words(one, use), 30, "$text-error bold" if short else ""),
            Cell(" · ".join(filter(None, (asked, span_words(one.starts, one.ends)))), self._rest(12, 30)),
        ]

    def _referral(self, one: Any) -> list[Cell]:
        count = f"{one.visits} visits" if one.visits is not None else ""
        parts = (span_words(one.signed_on, one.expires), count, one.frequency, " ".join(one.diagnoses))
        return [Cell(one.name, 18, "bold"), Cell(" · ".join(part for part in parts if part), self._rest(18))]

    def _case(self, one: Any) -> list[Cell]:
        injured = f"injured {day_words(one.injury_date)}" if one.injury_date else ""
        closed = f"closed {day_words(one.ended_on)}" if one.ended_on else ""
        decided = f"claim {one.decision.status}" if one.decision and one.decision.status else ""
        parts = (f"{injured} {one.state}".strip(), one.insurer, one.employer, decided, closed)
        return [
            Cell(one.kind, 10),
            Cell(one.claim_number or "no claim number", 15, "bold" if one.claim_number else "$text-warning"),
            Cell(" · ".join(part for part in parts if part), self._rest(10, 15)),
        ]

    def _plan(self, one: Any) -> list[Cell]:
        certified = f"certified {day_words(one.certified_on)}" if one.certified_on else "not certified"
        ended = f"ended {day_words(one.ended_on)}" if one.ended_on else ""
        parts = (one.frequency, one.duration, one.type, certified, ended)
        return [
            Cell(day_words(one.first_treatment) or "no start date", 12, "bold"),
            Cell(" · ".join(part for part in parts if part), self._rest(12)),
        ]

    def _goal(self, one: Any) -> list[Cell]:
        reached = "—" if one.progress is None else f"{one.progress} %"
        return [Cell(reached, 5, "bold", right=True), Cell(one.text, self._rest(5))]

    def _amendment(self, one: Any) -> list[Cell]:
        answered = (
            f"{one.answer} {day_words(one.answered_on)}" if one.answer and one.answered_on else one.answer
        )
        return [
            Cell(answered or "not answered", 22, "bold" if answered else "$text-warning"),
            Cell(f"{day_words(one.asked_on) if one.asked_on else ''} {one.asks}".strip(), self._rest(22)),
        ]

    def _package(self, one: Any) -> list[Cell]:
        price = f"${dollars_of(one.price)} {one.paid_by or ''}".strip() if one.price is not None else ""
        over = one.left(self._packages_used) <= 0
        return [
            Cell(one.words(self._packages_used), 22, "$text-warning bold" if over else "bold"),
            Cell(" · ".join(filter(None, (span_words(one.bought_on, one.expires), price))), self._rest(22)),
        ]


_SHOWN_ABOVE = ("name", "birth_date", "chart_number", "alerts")
_TOLD_FIRST = ("phone", "guardian.name", "guardian.phone", "consent.signed_on")


def client_details(client: Client, today: date) -> str:
    """Return what is entered of a client beside what the chart shows above: how to reach them first."""
    guardian = f"guardian {client.guardian.name} {client.guardian.phone}" if client.guardian else ""
    consent = client.consent.signed_on if client.consent else None
    signed = f"consent signed {consent}" if consent else "no consent on file"
    labels = labels_of(type(client))
    rest = (
        f"{labels[field.path].column} {text}"
        for field in fields_of(type(client), today)
        if field.path not in {*_SHOWN_ABOVE, *_TOLD_FIRST} and not field.path.startswith("address.")
        if (text := text_of(client, field))
    )
    return " · ".join(part for part in (client.phone, client.address.line, guardian, signed, *rest) if part)


def entry_words(kind: EntryKind, entry: Record) -> str:
    """Return everything that stands in an entry, with its labels."""
    return printable(" · ".join(f"{label} {text}" for label, text in told_texts(entry, kind.fields)))


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
    packages_used: Mapping[str, int] = field(default_factory=dict)
    """How many visits each package paid for, by its id."""

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

    def words(self, section: str, place: str, office: Office, today: date) -> str:
        """Return everything about a row, and what is not known of a policy."""
        found = self.entry(section, place)
        if found is not None:
            kind, index = found
            entry = kind.entries(self.known.file)[index]
            therapists = {visit.therapist for visit in self.visits.values()}
            unknown = gaps_of_policy(entry, office, therapists) if isinstance(entry, Coverage) else ""
            return " ".join(filter(None, (unknown, entry_words(kind, entry))))
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
        if trend is None:
            return None
        plans = [plan for plan in self.known.file.plans if plan.goals]
        goals = [goal if isinstance(goal, str) else goal.text for goal in plans[-1].goals] if plans else []
        return TrendScreen(self.known.file.client.name, trend, goal_of(trend.kind, goals))

    def rows(self, store: ChartStore, width: int, *, all_visits: bool) -> Iterator[tuple[str, Content]]:
        """Give every row with its id; headings have none."""
        today = store.clock.today()
        yield from self._person(age_in_words(self.known.file.client.birth_date, today))
        yield from self._first_visit(store, today)
        yield "", _heading(f"Visits {len(self.visits)}")
        if not self.visits:
            yield f"{VISITS}/", _quiet("none yet; press v to start one now")
        shown = list(self.visits.values())[: None if all_visits else _NEWEST]
        for visit in shown:
            yield f"{VISITS}/{visit.visit}", visit_line(visit, store.office, today, width)
        if len(shown) < len(self.visits):
            yield ALL_VISITS, _quiet(f"{len(self.visits) - len(shown)} earlier; press Enter to show them")
        if self.trends:
            yield "", _heading("Trends")
        for place, trend in enumerate(self.trends):
            yield f"{TRENDS}/{place}", trend_line(trend, width)
        visits = list(self.visits.values())
        drawn = EntryRows(store.office, today, visits, self.tables, width, packages_used=self.packages_used)
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
            return "none; add a plan of care first"
        return f"none; press a to add {kind.article} {kind.one}"

    def _person(self, born: str) -> Iterator[tuple[str, Content]]:
        client = self.known.file.client
        yield f"{CLIENT}/0", row([Cell(client.name, 0, "bold"), Cell(f"· {born}" if born else "")])
        for alert in client.alerts:
            yield "", Content.assemble((printable(alert_words((alert,))), "$text-warning bold"))
        for other, name in self.others.items():
            how = "merged into" if other == client.merged_into else "also"
            yield f"{ALSO}/{other}", row([Cell(how, 11), Cell(f"{name}: press Enter to open that chart")])


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
    kept = readable(store, store.chart(client_id)).visits
    others = [other for other in (client.merged_into, *client.merged_from) if other]
    return ChartSections(
        known,
        {kind.id: kind for kind in kinds},
        {visit.visit: visit for visit in newest_first},
        {other: _name_of(store, other) for other in others},
        tables,
        trends(kept, vocabulary_of(store)),
        packages_used(one.claim for one in kept),
    )


def _name_of(store: ChartStore, client_id: str) -> str:
    try:
        return read_known(store, client_id).file.client.name
    except (ChartDamaged, ChartMissing):
        return f"chart {client_id}, which can't be opened"
