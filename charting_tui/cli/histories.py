"""Tells what was changed in a chart or in the settings, and who looked, as a table or as JSON."""

import json
from argparse import Namespace
from typing import Any

from charting_tui.cli.clinic import asked_date, asked_dates, client_named, note_look, open_clinic
from charting_tui.cli.lines import columns, counted, printable, say
from charting_tui.errors import BadInput
from charting_tui.operations.clients.histories import (
    HistoryRow,
    Period,
    client_history,
    looks_at,
    office_history,
)
from charting_tui.readers.dates import DateKind, shown_date
from charting_tui.store.chart_store import ChartStore


def tell_history(options: Namespace) -> int:
    """Print what was changed in a client's chart."""
    store = open_clinic(options)
    try:
        client = client_named(store, options.client)
        note_look(store, client, "history")
        rows = client_history(store, client, _period(store, options))
        _print(store, rows, options, "change")
    finally:
        store.close()
    return 0


def tell_access(options: Namespace) -> int:
    """Print who looked at a client's chart, or every look."""
    store = open_clinic(options)
    try:
        client = client_named(store, options.client) if options.client else None
        rows = looks_at(store, client, _period(store, options))
        note_look(store, client or "", "access")
        _print(store, rows, options, "look")
    finally:
        store.close()
    return 0


def tell_audit(options: Namespace) -> int:
    """Print what was done to settings, people and PINs, and how much each person looked and changed."""
    store = open_clinic(options)
    try:
        period = _period(store, options)
        rows = office_history(store, period)
        _print(store, rows, options, "change", looks_at(store, None, period))
    finally:
        store.close()
    return 0


def _period(store: ChartStore, options: Namespace) -> Period:
    today = store.clock.today()
    if options.date is not None and (options.first is not None or options.last is not None):
        raise BadInput("Use --date, or --from and --to, not both.")
    if options.by and store.office.person(options.by) is None:
        known = ", ".join(person.id for person in store.office.people)
        raise BadInput(f"--by: “{options.by}” isn't on this clinic's staff. Use one of {known}.")
    day = asked_date(options.date, "--date", today, DateKind.PAST)
    first, last = asked_dates(options, today, DateKind.PAST)
    return Period(options.by, day or first, day or last)


def _print(
    store: ChartStore,
    rows: list[HistoryRow],
    options: Namespace,
    kind: str,
    looks: list[HistoryRow] | None = None,
) -> None:
    if options.format == "json":
        say(json.dumps([_as_json(row) for row in rows], ensure_ascii=False, indent=1))
        return
    if rows:
        table = [("when", "who", "what", "of"), *(_cells(store, row) for row in rows)]
        lines = iter(columns(table))
        say(next(lines))
        for line, row in zip(lines, rows, strict=True):
            say(line)
            for words in (*([row.how] if row.how else []), *(change.words for change in row.changes)):
                say(printable(f"    {words}"))
    say(f"{counted(len(rows), kind)}.")
    for line in _looks_of_each(looks or []):
        say(line)


def _looks_of_each(looks: list[HistoryRow]) -> list[str]:
    """Return for each person how often they looked, and at how many charts."""
    people = sorted({look.by for look in looks})
    told = []
    for person in people:
        own = [look for look in looks if look.by == person]
        charts = {look.about for look in own if look.about}
        told.append(printable(f"{person}: {counted(len(own), 'view')}, {counted(len(charts), 'chart')}."))
    return told


def _cells(store: ChartStore, row: HistoryRow) -> tuple[str, ...]:
    at = row.at.astimezone(store.clock.zone)
    return f"{shown_date(at.date())} {at:%H:%M}", row.by, row.did, row.about


def _as_json(row: HistoryRow) -> dict[str, Any]:
    return {
        "at": row.at.isoformat(),
        "by": row.by,
        "did": row.did,
        "about": row.about,
        "how": row.how or None,
        "changes": [
            {"record": one.record, "field": one.field, "old": one.old, "new": one.new, "part": one.part}
            for one in row.changes
        ],
    }
