"""Lists what payers and clients owe, by age, and the visits that it is owed for."""

import csv
import io
import json
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from charting_tui.cli.clinic import client_named, open_clinic
from charting_tui.cli.lines import columns, counted, not_a_formula, printable, say
from charting_tui.errors import BadInput
from charting_tui.operations.billing.owed import what_is_owed
from charting_tui.records.values import dollars_of, in_dollars
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.owed import AGES, AgedFrom, OwedLine, OwedList, OwedVisit, Owes, ages_of

_FROM = {"service": AgedFrom.SERVICE, "billed": AgedFrom.BILLED}
_VISIT_HEADS = ("owes", "who", "client", "day", "since", "days", "age", "money", "claim", "stands", "visit")
_DAYS, _MONEY = 5, 7


def run(options: Namespace) -> int:
    """Print what is owed; the day from which it ages stands above it."""
    store = open_clinic(options)
    try:
        owed = what_is_owed(store, _FROM[options.age_from])
        lines = _chosen(store, owed, options)
    finally:
        store.close()
    by_visit = options.visits or options.payer or options.client
    if options.format == "json":
        say(json.dumps(_as_json(owed, lines), ensure_ascii=False, indent=1))
    elif options.format == "csv":
        say(_visits_csv(lines) if by_visit else _lines_csv(lines))
    elif not lines:
        say("Nothing is owed.")
    else:
        say(f"{in_dollars(sum(line.cents for line in lines))} owed, aged from the {owed.aged_from}.")
        say()
        _print_visits(lines) if by_visit else _print_lines(lines)
        _print_rest(owed)
    return 0


def _chosen(store: ChartStore, owed: OwedList, options: Namespace) -> list[OwedLine]:
    lines = list(owed.lines)
    if options.by:
        lines = [line for line in lines if line.owes.value == options.by]
    if options.payer:
        known = [payer.id for payer in store.office.payers]
        if options.payer not in known:
            raise BadInput(f"--payer: “{options.payer}” isn't a payer here. Use one of {', '.join(known)}.")
        lines = [line for line in lines if line.owes is Owes.PAYER and line.id == options.payer]
    if options.client:
        client = client_named(store, options.client)
        lines = [line for line in lines if line.owes is Owes.CLIENT and line.id == client]
    return lines


def _print_lines(lines: Sequence[OwedLine]) -> None:
    rows: list[tuple[str, ...]] = [("owes", "who", *AGES, "total")]
    for owes in Owes:
        part = [line for line in lines if line.owes is owes]
        rows += [(owes.value, line.name, *_money(line.by_age), in_dollars(line.cents)) for line in part]
        if part:
            rows.append(_total(f"all {owes.value}s", part))
    if len({line.owes for line in lines}) > 1:
        rows.append(_total("all", lines))
    for line in columns(rows, right=range(2, 3 + len(AGES))):
        say(line)


def _total(name: str, lines: Sequence[OwedLine]) -> tuple[str, ...]:
    return ("", name, *_money(ages_of(lines)), in_dollars(sum(line.cents for line in lines)))


def _money(cents: Sequence[int]) -> list[str]:
    return [in_dollars(one) if one else "" for one in cents]


def _print_visits(lines: Sequence[OwedLine]) -> None:
    rows = [_visit_cells(line, visit) for line in lines for visit in line.visits]
    for row in columns([_VISIT_HEADS, *rows], right=(_DAYS, _MONEY)):
        say(row)


def _print_rest(owed: OwedList) -> None:
    say()
    if owed.credits:
        back = sum(line.cents for line in owed.credits)
        names = ", ".join(f"{line.name} {in_dollars(line.cents)}" for line in owed.credits)
        paid = f"{counted(len(owed.credits), 'client')} overpaid {in_dollars(back)}"
        say(printable(f"{paid}: {names}."))
    if owed.not_billed:
        say(f"Not billed yet: {in_dollars(owed.not_billed)}. See “unbilled --all”.")


def _visit_cells(line: OwedLine, one: OwedVisit) -> tuple[str, ...]:
    row = one.row
    return (
        line.owes.value,
        line.name,
        row.client_name,
        row.day.isoformat(),
        one.since.isoformat(),
        str(one.days),
        AGES[one.age],
        in_dollars(one.cents),
        row.open_money.claim,
        one.words,
        row.visit,
    )


def _lines_csv(lines: Sequence[OwedLine]) -> str:
    rows = [
        (line.owes.value, line.name, *map(dollars_of, line.by_age), dollars_of(line.cents)) for line in lines
    ]
    return _csv([("owes", "who", *AGES, "total"), *rows])


def _visits_csv(lines: Sequence[OwedLine]) -> str:
    rows: list[tuple[str, ...]] = [_VISIT_HEADS]
    for line in lines:
        for one in line.visits:
            cells = list(_visit_cells(line, one))
            cells[_MONEY] = dollars_of(one.cents)
            rows.append(tuple(cells))
    return _csv(rows)


def _csv(rows: Sequence[tuple[str, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([not_a_formula(printable(cell)) for cell in row] for row in rows)
    return text.getvalue().rstrip("\n")


def _as_json(owed: OwedList, lines: Sequence[OwedLine]) -> dict[str, Any]:
    return {
        "day": owed.day.isoformat(),
        "aged_from": owed.aged_from.value,
        "owed": dollars_of(sum(line.cents for line in lines)),
        "ages": dict(zip(AGES, map(dollars_of, ages_of(lines)), strict=True)),
        "not_billed": dollars_of(owed.not_billed),
        "lines": [_line_as_json(line) for line in lines],
        "credits": [
            {"client": line.id, "name": line.name, "money": dollars_of(line.cents)} for line in owed.credits
        ],
    }


def _line_as_json(line: OwedLine) -> dict[str, Any]:
    return {
        "owes": line.owes.value,
        "id": line.id,
        "name": line.name,
        "ages": dict(zip(AGES, map(dollars_of, line.by_age), strict=True)),
        "owed": dollars_of(line.cents),
        "visits": [
            {
                "client": one.row.client,
                "client_name": one.row.client_name,
                "visit": one.row.visit,
                "date": one.row.day.isoformat(),
                "since": one.since.isoformat(),
                "days": one.days,
                "money": dollars_of(one.cents),
                "claim": one.row.open_money.claim or None,
                "stands": one.words,
            }
            for one in line.visits
        ],
    }
