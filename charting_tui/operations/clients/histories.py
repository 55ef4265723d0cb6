"""What was done to a client's chart and to the clinic's settings, and who looked: as rows for people."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from charting_tui.errors import NotAllowed
from charting_tui.operations.permission import May, require, why_not, why_not_read
from charting_tui.readers.dates import shown_date
from charting_tui.records.chart import Event
from charting_tui.store.chart_store import ChartStore


@dataclass(frozen=True)
class Period:
    """By whom and when; None is anybody and any day, both ends included, on the practice's calendar."""

    by: str | None = None
    first: date | None = None
    last: date | None = None

    def includes(self, store: ChartStore, at: datetime, by: str) -> bool:
        """Whether what someone did at a moment is of the period."""
        day = at.astimezone(store.clock.zone).date()
        return (
            self.by in {None, by}
            and (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
        )


ALWAYS = Period()


@dataclass(frozen=True)
class FieldChange:
    """One field as it was and as it is; None is that it was not there."""

    record: str
    """Which record, like ``visits/v7``."""
    field: str
    """Its path in words, like “note plan”."""
    old: Any
    new: Any
    part: bool = False
    """Whether old and new are the part of a text that differs."""

    @property
    def words(self) -> str:
        """What a line of history says of it."""
        if self.old is None and self.new is None:
            return self.field
        if self.part and not self.old:
            return f"{self.field}: added “{shown(self.new)}”"
        if self.part and not self.new:
            return f"{self.field}: removed “{shown(self.old)}”"
        around = "…" if self.part else ""
        return f"{self.field}: {around}{shown(self.old)}{around} → {around}{shown(self.new)}{around}"


@dataclass(frozen=True)
class HistoryRow:
    """One act: who did what when, and what changed by it."""

    at: datetime
    """In UTC."""
    by: str
    did: str
    about: str
    """The visit's day, the person or the file concerned."""
    changes: tuple[FieldChange, ...]
    how: str = ""
    looked: bool = False
    """Whether it changed nothing, because someone only looked."""


def client_history(store: ChartStore, client: str, period: Period = ALWAYS) -> list[HistoryRow]:
    """Return what was done to a client's chart, the newest first; NotAllowed for who may not read it."""
    require(store, May.READ_HISTORY)
    visits = store.chart(client).visits
    hidden = next(filter(None, (why_not_read(store, kept) for kept in visits)), "")
    if hidden:
        raise NotAllowed(f"The history shows what notes say. {hidden}")
    days = {kept.visit.id: kept.visit.date for kept in visits}
    rows = [_row(event, _about(event, days)) for event in store.history(client)]
    return [row for row in reversed(rows) if period.includes(store, row.at, row.by)]


def looks_at(store: ChartStore, client: str | None, period: Period = ALWAYS) -> list[HistoryRow]:
    """Return who looked at a client's chart, or at anything, the newest first; for owners."""
    require(store, May.AUDIT)
    days: Mapping[str, date] = {}
    if client is not None:
        days = {kept.visit.id: kept.visit.date for kept in store.chart(client).visits}
    rows = [
        HistoryRow(look.at, look.by, _looked_at(look.what, days), look.client, (), looked=True)
        for look in store.record.looks.looks(client)
        if period.includes(store, look.at, look.by)
    ]
    return rows[::-1]


def office_history(store: ChartStore, period: Period = ALWAYS) -> list[HistoryRow]:
    """Return what was done to settings, people, PINs and claims handed over, the newest first; for owners."""
    require(store, May.AUDIT)
    rows = [
        _row(event, "" if event.subject == "practice" else event.subject) for _, event in store.record.acts()
    ]
    chosen = [row for row in rows if period.includes(store, row.at, row.by)]
    return sorted(chosen, key=lambda row: row.at, reverse=True)


def may_see_looks(store: ChartStore) -> bool:
    """Whether the person signed in may read who looked at a chart."""
    return not why_not(store, May.AUDIT)


def _about(event: Event, days: Mapping[str, date]) -> str:
    day = days.get(event.subject)
    return f"visit of {shown_date(day)}" if day else ""


def _looked_at(what: str, days: Mapping[str, date]) -> str:
    kind, _, visit = what.partition(" ")
    return f"visit of {shown_date(days[visit])}" if kind == "visit" and visit in days else what


def _row(event: Event, about: str) -> HistoryRow:
    return HistoryRow(event.at, event.by, event.act.value, about, tuple(_changes(event)), how=event.how)


_PARTS = {"visits": "", "billing": "claim", "client": "", "coverage": "", "practice": "", "person": ""}
"""What a table is called before a field; what is not here is called by the record's name."""
_SILENT = frozenset({"revision"})


def _changes(event: Event) -> Iterator[FieldChange]:
    for record, changes in event.changes.items():
        for path, change in changes.items():
            names = [_word(name) for name in path.split(".") if name not in {"visit", "client", "addendum"}]
            old, new = change.get("old"), change.get("new")
            if names[-1:] == ["provenance"] or path in _SILENT or _are_both_nothing(old, new):
                continue
            table = record.partition("/")[0]
            lead = _PARTS.get(table, record)
            field = " ".join(name for name in (lead, *names) if name)
            yield FieldChange(record, field or record, old, new, part=isinstance(old, str) and "at" in change)
    yield from (
        FieldChange(record, f"{record} added", None, None)
        for record, head in event.after.items()
        if head and record not in event.changes and record.partition("/")[0] in {"people", "payers", "rules"}
    )


def _are_both_nothing(old: Any, new: Any) -> bool:
    """Whether a field came or went with nothing in it, as after an update of the program."""
    nothing: tuple[Any, ...] = (None, "", [], {}, False, 0)
    return old in nothing and new in nothing


def _word(name: str) -> str:
    return str(int(name) + 1) if name.isdigit() else name.replace("_", " ").replace("licence", "license")


_LONGEST = 400


def shown(value: Any) -> str:
    """Return a value of a record in words."""
    if value is None or value in ("", [], {}):
        return "(nothing)"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(_parts(value.items())) or "(nothing)"
    if isinstance(value, list):
        return "; ".join(shown(one) for one in value)[:_LONGEST]
    return " ".join(str(value).split())[:_LONGEST]


def _parts(items: Iterable[tuple[str, Any]]) -> Iterator[str]:
    for name, value in items:
        if value not in (None, "", [], {}, False):
            yield f"{_word(name)} {shown(value)}"
