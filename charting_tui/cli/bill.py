"""Hands over what is ready to bill, or lists it."""

import json
from argparse import Namespace
from datetime import timedelta
from typing import Any

from charting_tui.cli.clinic import open_clinic
from charting_tui.cli.lines import columns, counted, printable, say
from charting_tui.errors import BadInput
from charting_tui.operations.billing.claim_acts import refuse_other_than_biller
from charting_tui.operations.billing.formats import ClaimFormat, claim_formats, format_named
from charting_tui.operations.billing.handing_over import (
    BillableVisit,
    HandedOver,
    hand_over,
    ready_rows,
)
from charting_tui.records.values import dollars_of, in_dollars
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.summary import Bucket, VisitSummary

_HEADS = ("visit", "day", "client", "therapist", "codes", "money", "asked of")
_MONEY = 5


def run(options: Namespace) -> int:
    """Hand over, or list; 1 where some visits were left out, 2 where nothing was handed over."""
    asked = options.ready or options.select
    if asked and options.to is None:
        raise BadInput("bill: say --to what, like --to 837p or --to superbill.")
    store = open_clinic(options)
    try:
        kind = format_named(claim_formats(), options.to) if options.to else None
        rows = _rows(store, options, kind)
        if not asked or kind is None:
            return _list(rows, options)
        refuse_other_than_biller(store)
        if options.dry_run:
            return _list(rows, options)
        places = [BillableVisit(row.client, row.visit) for row in rows]
        done = hand_over(store, places, kind, send=not options.created, folder=options.out or "")
        return _tell(done, options)
    finally:
        store.close()


def _rows(store: ChartStore, options: Namespace, kind: ClaimFormat | None) -> list[VisitSummary]:
    rows = store.summaries(
        unbilled=True, before=store.clock.today() + timedelta(1), therapist=options.therapist
    )
    if options.payer:
        known = [payer.id for payer in store.office.payers]
        if options.payer not in known:
            raise BadInput(f"--payer: “{options.payer}” is no payer here; name one of {', '.join(known)}.")
        rows = [row for row in rows if row.payer == options.payer]
    if options.select:
        return _selected(store, rows, options.select)
    if kind is None:
        return sorted((row for row in rows if row.bucket is Bucket.READY), key=lambda row: row.when)
    return ready_rows(rows, kind)


def _selected(store: ChartStore, rows: list[VisitSummary], visits: list[str]) -> list[VisitSummary]:
    """Return the rows of the visits that were named; BadInput names one that is not there."""
    known = {row.visit: row for row in rows}
    unknown = [visit for visit in visits if visit not in known]
    charts = {row.visit: row.client for row in store.rows_of(unknown)}
    for visit in visits:
        if visit not in known:
            if visit not in charts:
                raise BadInput(f"--select: there is no visit {printable(visit)}; “bill” lists their ids.")
            known |= {row.visit: row for row in store.summaries(client=charts[visit])}
    return [known[visit] for visit in dict.fromkeys(visits)]


def _list(rows: list[VisitSummary], options: Namespace) -> int:
    if options.format == "json":
        say(json.dumps([_as_json(row) for row in rows], ensure_ascii=False, indent=1))
        return 0
    if not rows:
        say("Nothing is ready to bill.")
        return 0
    for line in columns([_HEADS, *(_cells(row) for row in rows)], right=(_MONEY,)):
        say(line)
    say()
    cents = sum(row.cents for row in rows)
    say(f"{counted(len(rows), 'visit')}, {in_dollars(cents)}.")
    return 0


def _cells(row: VisitSummary) -> list[str]:
    money = in_dollars(row.cents)
    return [row.visit, row.day.isoformat(), row.client_name, row.therapist, row.codes, money, row.asked_of]


def _as_json(row: VisitSummary) -> dict[str, Any]:
    return {
        "visit": row.visit,
        "client": row.client,
        "client_name": row.client_name,
        "date": row.day.isoformat(),
        "therapist": row.therapist,
        "codes": row.codes,
        "money": dollars_of(row.cents),
        "client_money": dollars_of(row.client_cents),
        "payer": row.payer_name,
        "stands": row.bucket.value if row.bucket else None,
    }


def _tell(done: HandedOver, options: Namespace) -> int:
    batch = done.batch
    if options.format == "json":
        told = {
            "batch": batch.model_dump(mode="json") if batch else None,
            "left_out": [{"visit": one.place.visit, "why": one.why} for one in done.left_out],
        }
        say(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for one in done.left_out:
            say(printable(f"Left out {one.place.visit}: {one.why}"))
        if batch is None:
            say("Nothing was handed over.")
        else:
            where = f" to {batch.destination}" if batch.destination else ""
            money = in_dollars(batch.cents)
            say(
                printable(
                    f"Batch {batch.id}: {counted(len(batch.claims), 'claim')}, {money}, {batch.state}{where}."
                )
            )
            for file in batch.files:
                say(f"  claims/{batch.id}/{file.name}")
    return 2 if batch is None and not done.left_out else 1 if done.left_out else 0
