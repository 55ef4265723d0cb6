"""How a chart lies in its tables, how its records are read back, and how it looks for one of its visits."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from pydantic import ValidationError

from charting_tui.records.canonical import canonical, digest
from charting_tui.records.chart import Chart, ClientFile, Event, VisitFile
from charting_tui.records.claim import Claim, ClaimState, policy_for, responsible
from charting_tui.records.people import Client
from charting_tui.records.visit import Addendum, Dismissal, SignedRecord, Visit, VisitState
from charting_tui.store.chart_files.tinydb_files import Row, Tables, UnreadableFileError

EARLIER = 10
"""Visits before the one that is looked at."""


@dataclass(frozen=True)
class Glance:
    """What of a visit tells whether it bears on another."""

    id: str
    day: date
    state: VisitState
    payer: str
    case: str
    served: bool
    """Whether it has a service line."""
    billing: ClaimState


@dataclass(frozen=True)
class ChartViews:
    """A chart of which visits are read only where they are looked at."""

    file: ClientFile
    revision: int
    glances: Sequence[Glance]
    """Of every visit, oldest first."""
    read: Callable[[Sequence[int]], Iterable[VisitFile]]
    """Gives the visits at these places."""

    def view(self, visit: str, earlier: int = EARLIER) -> Chart:
        """Return the chart as it is looked at for one visit, or for a new one after all the others."""
        place = next((place for place, seen in enumerate(self.glances) if seen.id == visit), None)
        return next(self._views([len(self.glances) if place is None else place], lambda _: earlier))

    def views(
        self, chosen: Callable[[Glance], bool], alone: Callable[[Glance], bool] = lambda _: False
    ) -> Iterator[tuple[Chart, VisitFile]]:
        """Yield each chosen visit, oldest first, with the chart as it is looked at for it.

        Of one that is looked at ``alone`` no earlier visit is read.
        """
        places = [place for place, seen in enumerate(self.glances) if chosen(seen)]
        views = self._views(places, lambda place: 0 if alone(self.glances[place]) else EARLIER)
        for place, chart in zip(places, views, strict=True):
            kept = chart.visit(self.glances[place].id)
            if kept is not None:
                yield chart, kept

    def _views(self, places: Sequence[int], earlier: Callable[[int], int]) -> Iterator[Chart]:
        windows = [self._window(place, earlier(place)) for place in places]
        wanted = sorted({place for window in windows for place in window})
        read = dict(zip(wanted, self.read(wanted), strict=True))
        for place, window in zip(places, windows, strict=True):
            days, of_case = self._kept_before(place)
            # Of records that were read just now, so there is nothing to validate.
            yield Chart.model_construct(
                file=self.file,
                revision=self.revision,
                visits=tuple(read[one] for one in window),
                visits_before={payer: len(kept) for payer, kept in days.items()},
                days_before=days,
                of_case_before=of_case,
            )

    def _window(self, place: int, earlier: int) -> list[int]:
        """Return the places of the visits before it, of itself, and of what follows on its day.

        Where none of those before it has a service, the last that has one goes before them: it tells what
        the visit may come to.
        """
        first = max(0, place - earlier)
        before = list(range(first, place))
        if earlier and not any(map(self._treated, before)):
            before[:0] = [one for one in range(first) if self._treated(one)][-1:]
        if place == len(self.glances):
            return before
        day = self.glances[place].day
        after = range(place + 1, len(self.glances))
        return [*before, place, *(one for one in after if self.glances[one].day == day)]

    def _treated(self, place: int) -> bool:
        seen = self.glances[place]
        return seen.served and seen.state.kept

    def _kept_before(self, place: int) -> tuple[dict[str, tuple[date, ...]], dict[str, dict[str, int]]]:
        """Return the days of kept visits by payer, and their number by payer and case."""
        days: defaultdict[str, list[date]] = defaultdict(list)
        of_case: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for seen in self.glances[:place]:
            if seen.state.kept:
                days[seen.payer].append(seen.day)
                of_case[seen.payer][seen.case] += 1
        return (
            {payer: tuple(kept) for payer, kept in days.items()},
            {payer: dict(kept) for payer, kept in of_case.items()},
        )


def views_of(chart: Chart) -> ChartViews:
    """Return the views of a chart that is at hand as a whole."""
    visits = [_with_payer(kept, chart.file) for kept in sorted(chart.visits, key=_when)]
    glances = [
        Glance(
            id=kept.visit.id,
            day=kept.visit.date,
            state=kept.visit.state,
            payer=kept.visit.payer,
            case=kept.visit.case,
            served=bool(kept.visit.services),
            billing=kept.claim.state,
        )
        for kept in visits
    ]
    return ChartViews(chart.file, chart.revision, glances, lambda places: [visits[place] for place in places])


def _with_payer(kept: VisitFile, file: ClientFile) -> VisitFile:
    visit = responsible(kept.visit, kept.claim, file.coverage, signed=kept.signed is not None)
    return kept if visit == kept.visit else kept.model_copy(update={"visit": visit})


def _when(kept: VisitFile) -> tuple[date, time]:
    visit = kept.visit
    start = visit.time_in or (visit.appointment.start if visit.appointment else None)
    return (visit.date, start or time.min)


RECORDS = ("client", "coverage", "visits", "signed", "billing", "addenda", "overrules")
"""The tables whose documents the history answers for."""
MANY = frozenset({"addenda", "overrules"})
"""The tables with several documents for one visit, known by their number."""


def name_of(table: str, number: int, row: Row) -> str:
    """Return the name of a record in the history: ``visits/v7``, ``addenda/2``."""
    return f"{table}/{number if table in MANY else row.get('id') or row.get('visit')}"


def head_of(tables: Tables) -> tuple[int, str]:
    """Return the number of a chart's last event and its digest; 0 and nothing for a new chart."""
    number = tables.last("history")
    row = tables.row("history", number) if number else None
    return number, digest(canonical(row)) if row else ""


def last_event(tables: Tables) -> tuple[int, str, datetime] | None:
    """Return number, digest and moment of a file's last event; None where it has none."""
    number, head = head_of(tables)
    row = tables.row("history", number) if number else None
    return (number, head, datetime.fromisoformat(row["at"]).astimezone(UTC)) if row else None


def read_chart(tables: Tables, *, visit: str | None = None, earlier: int = EARLIER) -> Chart:
    """Return the chart, or as much of it as one of its visits is looked at with."""
    if visit is not None:
        return read_views(tables).view(visit, earlier)
    with _shape_refused():
        file, revision = read_file(tables)
        rows = [row for _, row in sorted(tables.rows("visits").items(), key=_place)]
        return Chart(file=file, revision=revision, visits=_visit_files(tables, rows, file))


def read_views(tables: Tables) -> ChartViews:
    """Return the views of a chart, of which each visit is read when it is looked at."""
    with _shape_refused():
        file, revision = read_file(tables)
        rows = [row for _, row in sorted(tables.rows("visits").items(), key=_place)]
        billing = {row["visit"]: row for row in tables.rows("billing").values()}
        signed = {row["visit"] for row in tables.rows("signed").values()}
        wrong = _in_error(tables)
        glances = [
            _glance(row, billing.get(row["id"], {}), signed=row["id"] in signed, file=file, wrong=wrong)
            for row in rows
        ]

    def read(places: Sequence[int]) -> tuple[VisitFile, ...]:
        with _shape_refused():
            return _visit_files(tables, [rows[place] for place in places], file)

    return ChartViews(file, revision, glances, read)


def _in_error(tables: Tables) -> frozenset[str]:
    """Return the signed visits that were entered in error, by an addendum."""
    rows = tables.rows("addenda").values()
    return frozenset(row["visit"] for row in rows if row["addendum"].get("in_error"))


def _glance(row: Row, billing: Row, *, signed: bool, file: ClientFile, wrong: frozenset[str]) -> Glance:
    visit, state = row["visit"], ClaimState(billing.get("state", ClaimState.OPEN))
    day = date.fromisoformat(visit["date"])
    payer, case = visit.get("payer", ""), visit.get("case", "")
    if not signed and state.unbilled:
        if not visit.get("payer_chosen"):
            policy = policy_for(file.coverage, day)
            payer = policy.payer if policy else ""
    elif choice := billing.get("choice"):
        payer = payer if choice.get("payer") is None else choice["payer"]
        case = case if choice.get("case") is None else choice["case"]
    return Glance(
        id=row["id"],
        day=day,
        state=VisitState.IN_ERROR if row["id"] in wrong else VisitState(visit.get("state", "booked")),
        payer=payer,
        case=case,
        served=bool(visit.get("services")),
        billing=state,
    )


@contextmanager
def _shape_refused() -> Iterator[None]:
    """Turn whatever a table of another shape leads to into the one fault of an unreadable file."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UnreadableFileError from None


def read_file(tables: Tables) -> tuple[ClientFile, int]:
    """Return the client's file and its revision."""
    client, coverage = tables.row("client"), tables.row("coverage")
    if client is None or coverage is None:
        raise UnreadableFileError
    rest = {key: value for key, value in coverage.items() if key != "id"}
    return ClientFile(client=Client.model_validate(client["client"]), **rest), int(client["revision"])


def read_history(tables: Tables) -> tuple[Event, ...]:
    """Return every event, the first first."""
    try:
        return tuple(Event.model_validate(row) for _, row in sorted(tables.rows("history").items()))
    except ValidationError:
        raise UnreadableFileError from None


def committed_sequence(tables: Tables, visit: str, session: str) -> int:
    """Return the last entry of a session's journal that the chart already has for a visit."""
    try:
        return max(
            (
                int(row["sequence"])
                for row in tables.rows("history").values()
                if row["session"] == session and row["subject"] == visit
            ),
            default=0,
        )
    except (KeyError, TypeError, ValueError):
        raise UnreadableFileError from None


def saved_revision(tables: Tables, visit: str, session: str) -> int:
    """Return the visit's revision where that session was the last to save it, else 0."""
    try:
        saves = {
            number: row["session"]
            for number, row in tables.rows("history").items()
            if f"visits/{visit}" in row["after"]
        }
        number = tables.number_of("visits", "id", visit)
        kept = tables.row("visits", number) if number else None
        return int(kept["revision"]) if kept and saves and saves[max(saves)] == session else 0
    except (KeyError, TypeError, ValueError):
        raise UnreadableFileError from None


def _place(numbered: tuple[int, Row]) -> tuple[str, str, int]:
    number, row = numbered
    visit = row["visit"]
    appointment = visit.get("appointment") or {}
    return (visit["date"], visit.get("time_in") or appointment.get("start") or "", number)


def _visit_files(tables: Tables, rows: Iterable[Row], file: ClientFile) -> tuple[VisitFile, ...]:
    chosen = list(rows)
    ids = {row["id"] for row in chosen}
    signed = {row["visit"]: row for row in tables.rows("signed").values() if row["visit"] in ids}
    claims = {row["visit"]: row for row in tables.rows("billing").values() if row["visit"] in ids}
    addenda = _grouped(tables, "addenda", ids)
    dismissals = _grouped(tables, "overrules", ids)
    made: list[VisitFile] = []
    for row in chosen:
        visit = Visit.model_validate(row["visit"])
        claim = Claim.model_validate(claims.get(row["id"], {"visit": row["id"]}))
        final = row["id"] in signed
        if any(one["addendum"].get("in_error") for one in addenda[row["id"]]):
            visit = visit.model_copy(update={"state": VisitState.IN_ERROR})
        made.append(
            VisitFile(
                visit=responsible(visit, claim, file.coverage, signed=final),
                revision=row["revision"],
                claim=claim,
                signed=SignedRecord.model_validate(signed[row["id"]]) if final else None,
                addenda=tuple(Addendum.model_validate(one["addendum"]) for one in addenda[row["id"]]),
                dismissals=tuple(Dismissal.model_validate(one) for one in dismissals[row["id"]]),
            )
        )
    return tuple(made)


def _grouped(tables: Tables, table: str, ids: set[Any]) -> defaultdict[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for _, row in sorted(tables.rows(table).items()):
        if row["visit"] in ids:
            groups[row["visit"]].append(row)
    return groups
