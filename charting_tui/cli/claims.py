"""What was handed over: batches with their state and money; sending, undoing, and what payers answered."""

import json
from argparse import Namespace
from collections.abc import Callable, Mapping
from typing import Any

from charting_tui.billing.claim_steps import PayerReply
from charting_tui.cli.clinic import asked_date, open_clinic
from charting_tui.cli.lines import columns, counted, printable, say
from charting_tui.errors import BadInput
from charting_tui.operations.billing.claim_acts import refuse_other_than_biller
from charting_tui.operations.billing.client_payments import refund_payment, take_payment, void_payment
from charting_tui.operations.billing.formats import claim_formats, format_named
from charting_tui.operations.billing.handing_over import send_again, send_batch, undo_batch
from charting_tui.operations.billing.payer_answers import bill_next_payer, correct, mark_answer
from charting_tui.operations.billing.waiting import (
    answer_question,
    ask_therapist,
    hold,
    lift,
    not_billable,
    reopen,
    write_off,
)
from charting_tui.readers.dates import DateKind
from charting_tui.readers.money import read_money
from charting_tui.records.batch import Batch
from charting_tui.records.claim import Claim, ClaimState
from charting_tui.records.values import dollars_of, in_dollars
from charting_tui.store.chart_store import ChartStore

_HEADS = ("batch", "kind", "claims", "money", "state", "by", "made", "sent")
_MONEY = 3


def run(options: Namespace) -> int:
    """List every batch, the newest first."""
    store = open_clinic(options)
    try:
        refuse_other_than_biller(store)
        batches = store.batches.all()
        if options.format == "json":
            say(json.dumps([_as_json(batch) for batch in batches], ensure_ascii=False, indent=1))
        elif not batches:
            say("No claims have been billed yet.")
        else:
            rows = [_HEADS, *(_cells(batch, store) for batch in batches)]
            for line in columns(rows, right=(2, _MONEY)):
                say(line)
    finally:
        store.close()
    return 0


def act(options: Namespace) -> int:
    """Do something to a batch or to the claim of a visit, or show a batch."""
    store = open_clinic(options)
    try:
        if options.act == "show":
            refuse_other_than_biller(store)
            return _show(store, options)
        if options.act in _TO_BATCH:
            return _TO_BATCH[options.act](store, options)
        client = next((row.client for row in store.rows_of([options.name])), None)
        if client is None:
            raise BadInput(
                f"VISIT: there is no visit {printable(options.name)}. Run “bill” to list the visit IDs."
            )
        claim = _TO_CLAIM[options.act](store, client, options)
        say(printable(f"{options.name}: claim {claim.state}{_paid_so_far(claim, options.act)}."))
    finally:
        store.close()
    return 0


def _paid_so_far(claim: Claim, act: str) -> str:
    if act not in {"pay", "refund", "void"}:
        return ""
    entries = "; ".join(
        f"{number}: {in_dollars(one.cents)} {one.words}{', voided' if one.void else ''}"
        for number, one in enumerate(claim.payments, 1)
    )
    return f", the client paid {in_dollars(claim.client_paid)} ({entries})"


def _cells(batch: Batch, store: ChartStore) -> list[str]:
    zone = store.clock.zone
    return [
        batch.id,
        batch.format,
        str(len(batch.claims)),
        in_dollars(batch.cents),
        f"{batch.state}{f', again {batch.again}' if batch.again else ''}",
        batch.sent_by or batch.made_by,
        f"{batch.made_at.astimezone(zone):%Y-%m-%d %H:%M}",
        f"{batch.sent_at.astimezone(zone):%Y-%m-%d %H:%M}" if batch.sent_at else "",
    ]


def _as_json(batch: Batch) -> dict[str, Any]:
    return {**batch.model_dump(mode="json"), "money": dollars_of(batch.cents)}


def _show(store: ChartStore, options: Namespace) -> int:
    batch = store.batches.read(options.name)
    claims = [
        (entry, kept.claim)
        for entry in batch.claims
        if (kept := store.chart(entry.client, visit=entry.visit, earlier=0).visit(entry.visit))
    ]
    if options.format == "json":
        states = {entry.visit: claim.state.value for entry, claim in claims}
        say(json.dumps({**_as_json(batch), "now": states}, ensure_ascii=False, indent=1))
        return 0
    for line in columns([_HEADS, _cells(batch, store)], right=(2, _MONEY)):
        say(line)
    say()
    rows = [
        (entry.number, entry.visit, store.office.payer(entry.payer).name, in_dollars(entry.cents),
         claim.state.value, _paid(claim))
        for entry, claim in claims
    ]  # fmt: skip
    for line in columns([("number", "visit", "payer", "money", "now", "paid"), *rows], right=(3, 5)):
        say(line)
    say()
    for file in batch.files:
        store.batches.content(batch.id, file)
        say(f"claims/{batch.id}/{printable(file.name)}  {file.size} bytes, as it was written")
    return 0


def _paid(claim: Claim) -> str:
    return in_dollars(sum(one.paid for one in claim.remittances)) if claim.remittances else ""


def _send(store: ChartStore, options: Namespace) -> int:
    return _told(send_batch(store, options.name))


def _undo(store: ChartStore, options: Namespace) -> int:
    return _told(undo_batch(store, options.name))


def _again(store: ChartStore, options: Namespace) -> int:
    kind = format_named(claim_formats(), store.batches.read(options.name).format)
    done = send_again(store, options.name, kind)
    for one in done.left_out:
        say(printable(f"Left out {one.place.visit}: {one.why}"))
    return _told(done.batch) or (1 if done.left_out else 0) if done.batch else 1


def _told(batch: Batch) -> int:
    money = in_dollars(batch.cents)
    say(f"Batch {batch.id}: {counted(len(batch.claims), 'claim')}, {money}, {batch.state}.")
    return 0


_TO_BATCH: Mapping[str, Callable[[ChartStore, Namespace], int]] = {
    "send": _send,
    "undo": _undo,
    "again": _again,
}


def _cents(text: str, option: str) -> int:
    try:
        return read_money(text) or 0
    except BadInput as fault:
        raise BadInput(f"{option}: {fault.sentence}") from None


def _mark(store: ChartStore, client: str, options: Namespace) -> Claim:
    today = store.clock.today()
    reply = PayerReply(
        ClaimState(options.state.replace("-", " ")),
        asked_date(options.on, "--on", today, DateKind.PAST) or today,
        paid=_cents(options.paid, "--paid"),
        adjusted=_cents(options.adjusted, "--adjusted"),
        client_owes=_cents(options.client_owes, "--client-owes"),
        reasons=tuple(options.reason),
        payer_number=options.number,
    )
    return mark_answer(store, client, options.name, reply)


def _hold(store: ChartStore, client: str, options: Namespace) -> Claim:
    until = asked_date(options.until, "--until", store.clock.today(), DateKind.COMING)
    return hold(store, client, options.name, options.reason, until)


_TO_CLAIM: Mapping[str, Callable[[ChartStore, str, Namespace], Claim]] = {
    "mark": _mark,
    "hold": _hold,
    "correct": lambda store, client, options: correct(store, client, options.name, options.number),
    "next-payer": lambda store, client, options: bill_next_payer(store, client, options.name),
    "lift": lambda store, client, options: lift(store, client, options.name),
    "not-billable": lambda store, client, options: not_billable(store, client, options.name, options.reason),
    "write-off": lambda store, client, options: write_off(store, client, options.name, options.reason),
    "ask": lambda store, client, options: ask_therapist(store, client, options.name, options.reason),
    "answer": lambda store, client, options: answer_question(store, client, options.name, options.reason),
    "reopen": lambda store, client, options: reopen(store, client, options.name),
    "pay": lambda store, client, options: take_payment(
        store, client, options.name, _cents(options.dollars, "DOLLARS"), options.by, reference=options.ref
    ),
    "refund": lambda store, client, options: refund_payment(
        store,
        client,
        options.name,
        _cents(options.dollars, "DOLLARS"),
        options.by,
        reason=options.reason,
        reference=options.ref,
    ),
    "void": lambda store, client, options: void_payment(
        store, client, options.name, options.entry, options.reason
    ),
}
