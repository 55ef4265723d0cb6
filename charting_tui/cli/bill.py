"""Hands over what is ready to bill, or lists it."""

import json
from argparse import Namespace
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from charting_tui.cli.clinic import open_clinic
from charting_tui.cli.lines import columns, complain, counted, printable, say
from charting_tui.errors import BadInput
from charting_tui.operations.billing.claim_acts import refuse_other_than_biller
from charting_tui.operations.billing.formats import ClaimFormat, claim_formats, format_named
from charting_tui.operations.billing.handing_over import (
    BillableVisit,
    HandedOver,
    LeftOut,
    hand_over,
    ready_rows,
    why_not_ready,
)
from charting_tui.operations.billing.planning import kind_for, plan_of
from charting_tui.records.batch import Batch
from charting_tui.records.office import Office
from charting_tui.records.values import dollars_of, in_dollars
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.summary import Bucket, VisitSummary

_HEADS = ("visit", "day", "client", "therapist", "codes", "money", "bill to", "way")
_MONEY = 5


def run(options: Namespace) -> int:
    """Hand over, or list; 1 where some visits were left out, 2 where nothing was handed over."""
    store = open_clinic(options)
    try:
        refuse_other_than_biller(store)
        kind = format_named(claim_formats(), options.to) if options.to else None
        rows = _rows(store, options, kind)
        if options.dry_run or not (options.ready or options.select):
            return _list(rows, store.office, kind, options)
        if kind is None:
            return _tell(_each_payers_way(store, rows, options), options)
        return _tell([_handed_over(store, rows, kind, options)], options)
    finally:
        store.close()


def _each_payers_way(store: ChartStore, rows: list[VisitSummary], options: Namespace) -> list[HandedOver]:
    """Hand each visit over in the kind of file that its payer takes, a batch for each kind."""
    plan = plan_of(store, rows)
    known = {visit for batch in plan.batches for visit in (row.visit for row in batch.rows)}
    told = {one.place.visit for one in plan.left_out} | known
    unready = tuple(
        LeftOut(BillableVisit(row.client, row.visit), why_not_ready(row))
        for row in rows
        if row.visit not in told
    )
    for one in plan.warnings:
        complain(f"{one.place.visit}: a health plan may deny the superbill. {one.why}")
    done = [_handed_over(store, batch.rows, batch.kind, options) for batch in plan.batches]
    left = (*plan.left_out, *unready)
    return [*([HandedOver(None, left)] if left else []), *done]


def _handed_over(
    store: ChartStore, rows: Sequence[VisitSummary], kind: ClaimFormat, options: Namespace
) -> HandedOver:
    places = [BillableVisit(row.client, row.visit) for row in rows]
    return hand_over(store, places, kind, send=not options.created, folder=options.out or "")


def _rows(store: ChartStore, options: Namespace, kind: ClaimFormat | None) -> list[VisitSummary]:
    rows = store.summaries(
        unbilled=True, before=store.clock.today() + timedelta(1), therapist=options.therapist
    )
    if options.payer:
        known = [payer.id for payer in store.office.payers]
        if options.payer not in known:
            raise BadInput(f"--payer: “{options.payer}” isn't a payer here. Use one of {', '.join(known)}.")
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
                raise BadInput(
                    f"--select: there is no visit {printable(visit)}. Run “bill” to list the visit IDs."
                )
            known |= {row.visit: row for row in store.summaries(client=charts[visit])}
    return [known[visit] for visit in dict.fromkeys(visits)]


def _list(rows: list[VisitSummary], office: Office, kind: ClaimFormat | None, options: Namespace) -> int:
    ways = [(row, (kind or kind_for(office, row.payer)).id) for row in rows]
    if options.format == "json":
        say(json.dumps([_as_json(row, way) for row, way in ways], ensure_ascii=False, indent=1))
        return 0
    if not rows:
        say("Nothing is ready to bill.")
        return 0
    for line in columns([_HEADS, *(_cells(row, way) for row, way in ways)], right=(_MONEY,)):
        say(line)
    say()
    cents = sum(row.cents for row in rows)
    say(f"{counted(len(rows), 'visit')}, {in_dollars(cents)}.")
    return 0


def _cells(row: VisitSummary, way: str) -> list[str]:
    money, day = in_dollars(row.cents), row.day.isoformat()
    return [row.visit, day, row.client_name, row.therapist, row.codes, money, row.asked_of, way]


def _as_json(row: VisitSummary, way: str) -> dict[str, Any]:
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
        "way": way,
        "stands": row.bucket.value if row.bucket else None,
    }


def _tell(done: Sequence[HandedOver], options: Namespace) -> int:
    batches = [one.batch for one in done if one.batch is not None]
    left = [one for each in done for one in each.left_out]
    if options.format == "json":
        told = {
            "batches": [batch.model_dump(mode="json") for batch in batches],
            "left_out": [{"visit": one.place.visit, "why": one.why} for one in left],
        }
        say(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for one in left:
            say(printable(f"Left out {one.place.visit}: {one.why}"))
        if not batches:
            say("Nothing was billed.")
        for batch in batches:
            _say_batch(batch)
    return 2 if not batches and not left else 1 if left else 0


def _say_batch(batch: Batch) -> None:
    where = f" to {batch.destination}" if batch.destination else ""
    money = in_dollars(batch.cents)
    kind = format_named(claim_formats(), batch.format).title
    claims = counted(len(batch.claims), "claim")
    say(printable(f"Batch {batch.id}, {kind}: {claims}, {money}, {batch.state}{where}."))
    for file in batch.files:
        say(f"  claims/{batch.id}/{file.name}")
