"""Handing claims over: a manifest first, then its files, then the charts one by one, then the way out.

Whatever is broken off on the way is finished or undone by ``finish_broken_off``; no visit is ever in two
batches, because a chart takes a claim into a batch only as it was when the file was made of it.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from charting_tui.billing.assembling import claim_data
from charting_tui.billing.claim_data import ClaimData
from charting_tui.billing.claim_steps import sent, written
from charting_tui.errors import BadInput, ChartingError, NotAllowed
from charting_tui.operations.billing.claim_acts import kept_visit, refuse_other_than_biller, save_claim
from charting_tui.operations.billing.formats import ClaimFormat, FileRequest
from charting_tui.records.batch import Batch, BatchClaim, BatchState
from charting_tui.records.chart import Act, VisitFile
from charting_tui.records.claim import ClaimState
from charting_tui.records.visit import BillTo
from charting_tui.store.batches.delivery import Destination, deliver
from charting_tui.store.chart_files.writing import Conflict
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.refusals import Busy, ChartDamaged, ChartMissing
from charting_tui.worklist.summarise import summarise
from charting_tui.worklist.summary import Bucket, VisitSummary

_AGAIN = frozenset({ClaimState.SENT, ClaimState.ACCEPTED})
_TRIES = 3
"""How often a batch is made again without what others changed meanwhile."""


@dataclass(frozen=True)
class BillableVisit:
    """A visit, and in whose chart it is."""

    client: str
    visit: str


@dataclass(frozen=True)
class LeftOut:
    """A visit that was not handed over, and why in a sentence."""

    place: BillableVisit
    why: str


@dataclass(frozen=True)
class HandedOver:
    """What became of the visits that were chosen."""

    batch: Batch | None
    """None where nothing was left to hand over."""
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class ChosenClaim:
    """A claim as it was read, and all that it says."""

    kept: VisitFile
    data: ClaimData


class _OvertakenError(Exception):
    """Someone changed a claim while its batch was made."""

    def __init__(self, place: BillableVisit) -> None:
        super().__init__(place.visit)
        self.place = place


def hand_over(
    store: ChartStore,
    places: Iterable[BillableVisit],
    kind: ClaimFormat,
    *,
    send: bool = True,
    again: str = "",
    folder: str = "",
) -> HandedOver:
    """Hand the claims of these visits over as one batch; those that are not ready are left out and told.

    ``send`` brings the files to the clinic's destination and marks the claims as sent; else they are
    created, and a person says later that they were sent. ``again`` is the id of a batch that is sent again on
    purpose: then claims that are with a payer go out once more. ``folder`` is where the files go in place of
    the clinic's destination. NotDelivered leaves the batch created.
    """
    refuse_other_than_biller(store)
    wanted = list(dict.fromkeys(places))
    left: list[LeftOut] = []
    for _ in range(_TRIES):
        chosen, not_ready = choose_claims(store, wanted, kind, again=bool(again))
        left.extend(not_ready)
        wanted = [BillableVisit(one.data.client, one.data.visit) for one in chosen]
        if not chosen:
            break
        try:
            batch = _begun(store, chosen, kind, again=again, folder=folder)
            return HandedOver(_one_batch(store, batch, chosen, kind, send=send), tuple(left))
        except _OvertakenError as fault:
            left.append(LeftOut(fault.place, "Another user changed or billed this visit."))
            wanted.remove(fault.place)
    return HandedOver(None, tuple(left))


def ready_rows(rows: Iterable[VisitSummary], kind: ClaimFormat) -> list[VisitSummary]:
    """Return the visits that are ready and have something for this kind of bill, the oldest first."""
    to_client = kind.share is BillTo.CLIENT
    ready = [row for row in rows if row.bucket is Bucket.READY]
    fitting = [row for row in ready if (row.client_cents > 0 if to_client else bool(row.payer))]
    return sorted(fitting, key=lambda row: (row.when, row.visit))


def choose_claims(
    store: ChartStore, places: Sequence[BillableVisit], kind: ClaimFormat, *, again: bool
) -> tuple[list[ChosenClaim], list[LeftOut]]:
    """Return the claims that can go out in that kind of file, and those that cannot, with the reason."""
    chosen, left = [], []
    today = store.clock.today()
    for place in places:
        chart = store.chart(place.client, visit=place.visit)
        kept = chart.visit(place.visit)
        if kept is None:
            left.append(LeftOut(place, "The visit is no longer in the chart."))
            continue
        row = summarise(chart, kept, store.office, today, store.books.book)
        why = _why_not_again(kept) if again else why_not_ready(row)
        data = claim_data(chart, place.visit, store.office, share=kind.share, today=today)
        why = why or ("" if data.lines else "The visit has no line for this kind of bill.")
        why = why or next(iter(kind.judge(data, today, store.office)), "")
        if why:
            left.append(LeftOut(place, why))
            continue
        chosen.append(ChosenClaim(kept, data))
    return chosen, left


def why_not_ready(row: VisitSummary) -> str:
    """Return why a visit cannot be billed, or nothing if it can."""
    if row.bucket is Bucket.READY:
        return ""
    if row.bucket is Bucket.DONE and row.billing:
        return f"The visit is already {row.billing}."
    return f"The visit isn't ready: {row.bucket.value}." if row.bucket else "The visit didn't take place."


def _why_not_again(kept: VisitFile) -> str:
    return "" if kept.claim.state in _AGAIN else f"The claim is {kept.claim.state}, so it isn't sent again."


def _begun(
    store: ChartStore, chosen: Sequence[ChosenClaim], kind: ClaimFormat, *, again: str, folder: str
) -> Batch:
    """Return the batch of these claims, each with a number that no claim ever had."""
    control, *numbers = store.batches.take_numbers(len(chosen) + 1)
    day = store.clock.today()
    return Batch(
        id=f"{day:%Y%m%d}-{control:06d}",
        format=kind.id,
        destination=folder or store.office.practice.claims_go_to,
        control=control,
        made_by=store.person,
        made_at=store.clock.now(),
        again=again,
        claims=tuple(
            _entry(one, f"{day:%y%m%d}-{number:06d}") for one, number in zip(chosen, numbers, strict=True)
        ),
    )


def _one_batch(
    store: ChartStore, batch: Batch, chosen: Sequence[ChosenClaim], kind: ClaimFormat, *, send: bool
) -> Batch:
    claims = [
        one.data.model_copy(update={"number": entry.number})
        for one, entry in zip(chosen, batch.claims, strict=True)
    ]
    request = _request(store, batch, chosen)
    files = _files(batch.id, claims, kind, request)
    with store.batches.begun(batch):
        try:
            batch = store.batches.sealed(batch, files)
            _take_in(store, batch, chosen)
        except (_OvertakenError, ChartingError):
            with suppress(ChartingError):
                _take_back(store, batch)
            raise
        batch = _moved(store, batch, BatchState.CREATED)
        return _sent(store, batch) if send else batch


def _request(store: ChartStore, batch: Batch, chosen: Sequence[ChosenClaim]) -> FileRequest:
    """Return what the files of a batch say beside their claims; a note only for a payer that wants notes."""
    signed = {one.kept.visit.id: one.kept.signed.signature.at for one in chosen if one.kept.signed}
    days = {visit: at.astimezone(store.clock.zone).date() for visit, at in signed.items()}
    notes = {
        one.kept.visit.id: (one.kept.visit.note.text(), signed[one.kept.visit.id])
        for one in chosen
        if one.kept.visit.id in signed and _wants_notes(store, one.data)
    }
    return FileRequest(batch.control, store.clock.local(), store.office, days, notes, store.root)


def _wants_notes(store: ChartStore, claim: ClaimData) -> bool:
    wanted = store.office.payer(claim.insurance.payer.id).wants_notes if claim.insurance else None
    return wanted is not None and wanted.value


def _entry(one: ChosenClaim, number: str) -> BatchClaim:
    kept, data = one.kept, one.data
    return BatchClaim(
        client=data.client,
        visit=data.visit,
        number=number,
        payer=data.insurance.payer.id if data.insurance else "",
        cents=data.total,
        state_before=kept.claim.state,
        number_before=kept.claim.number,
        batch_before=kept.claim.batch,
        billed_before=kept.claim.billed_on,
    )


def _files(
    batch: str, claims: Sequence[ClaimData], kind: ClaimFormat, order: FileRequest
) -> list[tuple[str, bytes]]:
    """Make the files and judge them; BadInput tells what is wrong, before anything is written."""
    parts = [[claim] for claim in claims] if kind.each else [list(claims)]
    files = []
    for part in parts:
        content = kind.make(part, order)
        faults = kind.check(content, part, order)
        if faults:
            more = f" ({len(faults) - 1} more)" if len(faults) > 1 else ""
            raise BadInput(f"The {kind.title} has an error, so nothing was billed: {faults[0]}{more}")
        name = f"{batch}-{part[0].number}" if kind.each else batch
        files.append((f"{name}.{kind.ending}", content))
    return files


def _take_in(store: ChartStore, batch: Batch, chosen: Sequence[ChosenClaim]) -> None:
    for one, entry in zip(chosen, batch.claims, strict=True):
        try:
            save_claim(
                store, entry.client, one.kept, written(one.kept.claim, entry.number, batch.id), Act.BILLED
            )
        except Conflict:
            raise _OvertakenError(BillableVisit(entry.client, entry.visit)) from None


def _moved(store: ChartStore, batch: Batch, state: BatchState) -> Batch:
    changed = batch.model_copy(update={"state": state})
    store.batches.save(changed)
    return changed


def send_batch(store: ChartStore, batch_id: str) -> Batch:
    """Bring a created batch to its destination and mark its claims as sent.

    Where there is no destination, that is how a person says that they sent the files themselves.
    """
    refuse_other_than_biller(store)
    with store.batches.at_work(batch_id):
        batch = store.batches.read(batch_id)
        if batch.state is not BatchState.CREATED:
            raise NotAllowed(
                f"This batch is {batch.state}. You can send only a batch that is created and not sent."
            )
        return _sent(store, batch)


def _sent(store: ChartStore, batch: Batch) -> Batch:
    practice = store.office.practice
    goes_to = batch.destination or practice.claims_go_to
    paths = []
    for file in batch.files:
        store.batches.content(batch.id, file)
        paths.append(store.batches.file(batch.id, file.name))
    deliver(paths, Destination(goes_to, practice.sftp_key, practice.sftp_host_key))
    out = batch.model_copy(
        update={
            "destination": goes_to,
            "sent_by": store.person,
            "sent_at": store.clock.now(),
        }
    )
    out = _moved(store, out, BatchState.DELIVERED)
    return _told(store, out)


def _told(store: ChartStore, batch: Batch) -> Batch:
    """Mark every claim of a batch whose files have left as sent, and the batch with them."""
    day = batch.sent_at.astimezone(store.clock.zone).date() if batch.sent_at else store.clock.today()
    for entry in batch.claims:
        kept = kept_visit(store, entry.client, entry.visit)
        if kept.claim.batch == batch.id and kept.claim.state is ClaimState.WRITTEN:
            save_claim(store, entry.client, kept, sent(kept.claim, day), Act.BILLED)
    return _moved(store, batch, BatchState.SENT)


def undo_batch(store: ChartStore, batch_id: str) -> Batch:
    """Undo a batch that was not sent: every claim is again as it was before."""
    refuse_other_than_biller(store)
    with store.batches.at_work(batch_id):
        batch = store.batches.read(batch_id)
        if batch.state is not BatchState.CREATED:
            raise NotAllowed(f"This batch is {batch.state}. You can undo only a batch that hasn't been sent.")
        return _take_back(store, batch)


def _take_back(store: ChartStore, batch: Batch) -> Batch:
    batch = _moved(store, batch, BatchState.UNDOING)
    for entry in batch.claims:
        kept = kept_visit(store, entry.client, entry.visit)
        if kept.claim.batch == batch.id and kept.claim.state is ClaimState.WRITTEN:
            before = kept.claim.model_copy(
                update={
                    "state": entry.state_before,
                    "number": entry.number_before,
                    "batch": entry.batch_before,
                    "billed_on": entry.billed_before,
                }
            )
            save_claim(store, entry.client, kept, before, Act.BILLED)
    store.batches.remove_files(batch)
    return _moved(store, batch, BatchState.UNDONE)


def send_again(store: ChartStore, batch_id: str, kind: ClaimFormat) -> HandedOver:
    """Send the claims of a batch once more on purpose, under new numbers, in a batch that says so."""
    refuse_other_than_biller(store)
    batch = store.batches.read(batch_id)
    if batch.state is not BatchState.SENT:
        raise NotAllowed(f"This batch is {batch.state}. You can resend only a batch that was sent.")
    places = [BillableVisit(entry.client, entry.visit) for entry in batch.claims]
    return hand_over(store, places, kind, again=batch_id)


def finish_broken_off(store: ChartStore) -> tuple[str, ...]:
    """Finish or undo what was broken off half-way, and tell it; what someone is at work on is left alone.

    Files that have left are never taken back; what had not left is undone.
    """
    told = []
    for name in store.batches.unfinished():
        with suppress(Busy, ChartDamaged, ChartMissing), store.batches.at_work(name):
            batch = store.batches.read(name)
            if batch.state is BatchState.DELIVERED:
                _told(store, batch)
                told.append(
                    f"The program stopped after sending batch {name}. Its claims are now marked as sent."
                )
            elif batch.state in {BatchState.BEGUN, BatchState.UNDOING}:
                _take_back(store, batch)
                told.append(
                    f"The program stopped before sending batch {name}, so the batch was undone. Bill "
                    "those visits again."
                )
            else:
                store.batches.save(batch)
    return tuple(told)
