"""What a client is handed: superbills of their visits, and their whole record as PDF and as data."""

import json
from datetime import date
from pathlib import Path

from charting_tui.billing.assembling import claim_data
from charting_tui.billing.claim_data import ClaimData, PayerDecision
from charting_tui.billing.paper.client_record import client_record
from charting_tui.billing.paper.superbill import superbill_part
from charting_tui.billing.paper.typesetting import typeset
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.billing.claim_acts import kept_visit
from charting_tui.operations.permission import signed_in
from charting_tui.records.answers import Adjustment
from charting_tui.records.canonical import plain
from charting_tui.records.claim import Claim, ClaimState
from charting_tui.records.visit import BillTo
from charting_tui.store.chart_store import ChartStore

_FORM = 1
"""The form of the data below."""


def superbills_of(
    store: ChartStore, client: str, first: date | None = None, last: date | None = None
) -> tuple[bytes, int]:
    """Return the superbills of a client's signed visits as one PDF, oldest first, and how many they are.

    BadInput where no signed visit with a code lies between the two days.
    """
    signed_in(store.office, store.person)
    chart = store.chart(client)
    parts = []
    for kept in chart.visits:
        day = kept.visit.date
        if kept.signed is None or (first and day < first) or (last and day > last):
            continue
        shares = (claim_data(chart, kept.visit.id, store.office, share=share) for share in BillTo)
        claim = next((one for one in shares if one.lines), None)
        if claim is not None:
            named = _as_answered(claim, kept.claim).model_copy(
                update={"number": claim.number or kept.visit.id}
            )
            signed_on = kept.signed.signature.at.astimezone(store.clock.zone).date()
            parts.append(superbill_part(named, signed_on=signed_on, book=store.books.book))
    if not parts:
        raise BadInput("There is no signed visit with a code to put on a superbill. Name other days.")
    store.log_access(client, "superbill")
    return typeset(f"Superbills of {chart.file.client.name}", parts), len(parts)


def _as_answered(data: ClaimData, claim: Claim) -> ClaimData:
    """Return the claim with what its payer paid and took off, so that the balance is the client's part.

    What a payer that is done with it neither paid nor left to the client is off by contract.
    """
    if data.insurance is None:
        return data
    answers = [one for one in claim.remittances if one.payer in {"", data.insurance.payer.id}]
    given_up = claim.state is ClaimState.WRITTEN_OFF
    if not answers and not given_up:
        return data
    paid = sum(one.paid for one in answers)
    owed = claim.client_paid if given_up else sum(one.client_owes for one in answers)
    done = given_up or claim.state in {ClaimState.PAID, ClaimState.ADJUSTED}
    off = data.total - paid - owed if done else sum(one.adjusted for one in answers)
    decision = PayerDecision(
        decided_on=answers[-1].received_on if answers else None,
        paid=paid,
        adjustments=(Adjustment(group="CO", reason="45", cents=off),) if off > 0 else (),
    )
    insurance = data.insurance.model_copy(update={"decision": decision})
    return data.model_copy(update={"insurance": insurance})


def put_superbill(store: ChartStore, client: str, visit: str) -> Path:
    """Put the superbill for the day of a visit into the clinic's papers, and return where it lies.

    NotAllowed where the visit is not signed.
    """
    kept = kept_visit(store, client, visit)
    if kept.signed is None:
        raise NotAllowed("This visit is not signed yet, so there is no superbill to make.")
    day = kept.visit.date
    content, _ = superbills_of(store, client, day, day)
    return store.papers.put(f"superbill-{client}-{day:%Y%m%d}.pdf", content)


def whole_record(store: ChartStore, client: str) -> tuple[bytes, bytes]:
    """Return a client's whole record: as PDF for people, and as JSON with the history of every change."""
    signed_in(store.office, store.person)
    chart = store.chart(client)
    record = client_record(chart, store.office, book=store.books.book)
    values = {
        "form": _FORM,
        "exported_at": store.clock.local().isoformat(timespec="seconds"),
        "exported_by": store.person,
        "chart": plain(chart),
        "history": [plain(event) for event in store.history(client)],
    }
    store.log_access(client, "export")
    return record, json.dumps(values, ensure_ascii=False, indent=1).encode()
