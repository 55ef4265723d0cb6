"""How a chart lies in its tables, and how its records are read back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from pydantic import ValidationError

from charting_tui.records.canonical import canonical, digest
from charting_tui.records.chart import Chart, ClientFile, Event, VisitFile
from charting_tui.records.claim import Claim, ClaimState
from charting_tui.records.people import Client
from charting_tui.records.responsible import policy_for, responsible
from charting_tui.records.visit import Addendum, Overrule, SignedRecord, Visit, VisitState
from charting_tui.store.chart_files.chart_views import EARLIER, ChartViews, Glance
from charting_tui.store.chart_files.tinydb_files import Row, Tables, UnreadableFileError

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
        glances = [
            _glance(row, billing.get(row["id"], {}), signed=row["id"] in signed, file=file) for row in rows
        ]

    def read(places: Sequence[int]) -> tuple[VisitFile, ...]:
        with _shape_refused():
            return _visit_files(tables, [rows[place] for place in places], file)

    return ChartViews(file, revision, glances, read)


def _glance(row: Row, billing: Row, *, signed: bool, file: ClientFile) -> Glance:
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
        state=VisitState(visit.get("state", VisitState.BOOKED)),
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
    overrules = _grouped(tables, "overrules", ids)
    made: list[VisitFile] = []
    for row in chosen:
        visit = Visit.model_validate(row["visit"])
        claim = Claim.model_validate(claims.get(row["id"], {"visit": row["id"]}))
        final = row["id"] in signed
        made.append(
            VisitFile(
                visit=responsible(visit, claim, file.coverage, signed=final),
                revision=row["revision"],
                claim=claim,
                signed=SignedRecord.model_validate(signed[row["id"]]) if final else None,
                addenda=tuple(Addendum.model_validate(one["addendum"]) for one in addenda[row["id"]]),
                overrules=tuple(Overrule.model_validate(one) for one in overrules[row["id"]]),
            )
        )
    return tuple(made)


def _grouped(tables: Tables, table: str, ids: set[Any]) -> defaultdict[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for _, row in sorted(tables.rows(table).items()):
        if row["visit"] in ids:
            groups[row["visit"]].append(row)
    return groups
