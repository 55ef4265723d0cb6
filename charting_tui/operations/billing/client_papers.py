"""What a client is handed: superbills of their visits, and their whole record as PDF and as data."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from charting_tui.billing.assembling import claim_data
from charting_tui.billing.claim_data import ClaimData, LineData
from charting_tui.billing.paper.client_record import client_record
from charting_tui.billing.paper.superbill import superbill_part
from charting_tui.billing.paper.typesetting import typeset
from charting_tui.billing.superbill_gaps import superbill_gaps
from charting_tui.coding.billing.visit_money import VisitMoney
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.billing.claim_acts import kept_visit
from charting_tui.operations.permission import May, require, why_not_read
from charting_tui.readers.dates import shown_date
from charting_tui.records.canonical import plain
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.visit import BillTo, VisitState
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.summarise import money_of

_FORM = 1
"""The form of the data below."""


@dataclass(frozen=True)
class VisitSuperbill:
    """What the superbill of one visit says."""

    data: ClaimData
    money: VisitMoney | None
    """Both shares, where a payer is billed for the visit."""
    signed_on: date

    @property
    def gaps(self) -> tuple[str, ...]:
        """What it lacks, each like “11/19/2026: No diagnosis. …”."""
        day = shown_date(self.data.lines[0].date)
        return tuple(f"{day}: {gap}" for gap in superbill_gaps(self.data, signed_on=self.signed_on))


def superbills_for(
    store: ChartStore, client: str, first: date | None = None, last: date | None = None
) -> tuple[VisitSuperbill, ...]:
    """Return what the superbills of a client's signed visits say, oldest first.

    BadInput where no signed visit with a code lies between the two days.
    """
    require(store, May.MAKE_PAPERS)
    chart = store.chart(client)
    found = tuple(
        bill
        for kept in chart.visits
        if (first is None or first <= kept.visit.date) and (last is None or kept.visit.date <= last)
        if (bill := _superbill(store, chart, kept)) is not None
    )
    if not found:
        raise BadInput(
            "There is no signed visit with a code on those dates for a superbill. Choose other dates."
        )
    return found


def superbills_pdf(store: ChartStore, client: str, bills: Sequence[VisitSuperbill]) -> bytes:
    """Return superbills as one PDF."""
    parts = [
        superbill_part(one.data, signed_on=one.signed_on, book=store.books.book, money=one.money)
        for one in bills
    ]
    store.log_access(client, "superbill")
    return typeset(f"Superbills of {store.chart(client).file.client.name}", parts)


def _superbill(store: ChartStore, chart: Chart, kept: VisitFile) -> VisitSuperbill | None:
    """Return the superbill of a visit; None where it is not signed, in error, or asks for nothing."""
    if kept.signed is None or kept.visit.state is VisitState.IN_ERROR:
        return None
    visit = kept.visit.id
    payers, own = (claim_data(chart, visit, store.office, share=one) for one in (BillTo.PAYER, BillTo.CLIENT))
    if not payers.lines and not own.lines:
        return None
    signed_on = kept.signed.signature.at.astimezone(store.clock.zone).date()
    data = payers if payers.lines else own
    data = data.model_copy(update={"number": data.number or visit})
    if data.insurance is None:
        return VisitSuperbill(data, None, signed_on)
    beside = [_not_insured(line, len(data.lines) + line.number) for line in own.lines]
    data = data.model_copy(update={"lines": (*data.lines, *beside)})
    return VisitSuperbill(data, money_of(chart, kept, store.office), signed_on)


def _not_insured(line: LineData, number: int) -> LineData:
    """Return a line of the client's beside those of a payer, which says so."""
    words = f"{line.description} (billed to the client)".lstrip()
    return line.model_copy(update={"number": number, "description": words})


def superbills_of_day(store: ChartStore, client: str, visit: str) -> tuple[VisitSuperbill, ...]:
    """Return what the superbill for the day of a visit says; NotAllowed where the visit is not signed."""
    kept = kept_visit(store, client, visit)
    if kept.signed is None:
        raise NotAllowed("You can't make a superbill yet: this visit isn't signed.")
    return superbills_for(store, client, kept.visit.date, kept.visit.date)


def put_superbill(store: ChartStore, client: str, bills: Sequence[VisitSuperbill]) -> Path:
    """Put the superbills of a day into the clinic's papers, and return where they lie."""
    day = bills[0].data.lines[0].date
    return store.papers.put(f"superbill-{client}-{day:%Y%m%d}.pdf", superbills_pdf(store, client, bills))


def whole_record(store: ChartStore, client: str) -> tuple[bytes, bytes]:
    """Return a client's whole record: as PDF for people, and as JSON with the history of every change."""
    require(store, May.EXPORT_RECORDS)
    chart = store.chart(client)
    hidden = next(filter(None, (why_not_read(store, kept) for kept in chart.visits)), "")
    if hidden:
        raise NotAllowed(f"This record contains notes you may not read. {hidden}")
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
