"""Receipts for what a client paid, and the statement of what a client owes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from charting_tui.billing.assembling import billing_provider, claim_data, patient_data
from charting_tui.billing.claim_data import LineData
from charting_tui.billing.paper.money_papers import (
    PaidService,
    PaymentMade,
    ReceiptData,
    StatementData,
    VisitBalance,
    receipt,
    statement,
)
from charting_tui.billing.paper.wording import therapist_name
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.billing.claim_acts import kept_visit
from charting_tui.operations.permission import May, require
from charting_tui.readers.dates import shown_date
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.packages import VisitPackage
from charting_tui.records.values import in_dollars
from charting_tui.records.visit import BillTo
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.summarise import charted, money_of


def receipt_of(store: ChartStore, client: str, day: date | None = None) -> bytes:
    """Return the receipt for what a client paid that day, else on the last day of a payment, as PDF.

    BadInput where nothing was paid then.
    """
    require(store, May.MAKE_PAPERS)
    chart = store.chart(client)
    day = day or max(_days_paid(chart), default=None)
    if day is None or day not in _days_paid(chart):
        when = f" on {shown_date(day)}" if day else ""
        raise BadInput(f"This client has paid nothing{when}. Press $ on Today to enter the payment first.")
    visits = [kept for kept in chart.visits if any(paid.day == day for paid in kept.claim.counted_payments)]
    bought = [one for one in _bought(chart) if one.bought_on == day]
    services = (
        *(_paid_service(line, kept, store) for kept in visits for line in _lines(chart, kept, store)),
        *(PaidService(date=day, description=_named(one), charge=one.price or 0) for one in bought),
    )
    shares = [money_of(chart, kept, store.office) for kept in visits]
    owed = sum(share.owed for share in shares) + sum(one.price or 0 for one in bought)
    told = ReceiptData(
        number=f"{day:%Y%m%d}-{chart.file.client.chart_number or chart.id}",
        date=day,
        clinic=billing_provider(store.office.practice, None),
        client=patient_data(chart.file.client),
        payments=tuple(_payments(visits, bought, day)),
        services=services,
        share=None if owed == sum(line.charge for line in services) else owed,
        balance=sum(max(share.due, 0) for share in shares),
        note="\n".join(_voids(chart, day)),
    )
    store.log_access(client, "receipt")
    return receipt(told)


def _days_paid(chart: Chart) -> set[date]:
    visits = {paid.day for kept in chart.visits for paid in kept.claim.counted_payments}
    return visits | {one.bought_on for one in _bought(chart) if one.bought_on}


def _bought(chart: Chart) -> list[VisitPackage]:
    """Return the packages whose payment is written down."""
    return [one for one in chart.file.packages if one.price and one.paid_by]


def _payments(visits: list[VisitFile], bought: list[VisitPackage], day: date) -> Iterator[PaymentMade]:
    for kept in visits:
        for paid in kept.claim.counted_payments:
            if paid.day == day:
                yield PaymentMade(date=day, how=paid.paid_by, cents=paid.cents, reference=paid.reference)
    for one in bought:
        if one.paid_by is not None:
            yield PaymentMade(date=day, how=one.paid_by, cents=one.price or 0, reference=_named(one))


def _voids(chart: Chart, day: date) -> Iterator[str]:
    """Give a sentence for each entry of that day that was voided, since it may stand on an older receipt."""
    for kept in chart.visits:
        for paid in kept.claim.payments:
            if paid.void and paid.day == day:
                what = "refund" if paid.refund else "payment"
                money = f"{in_dollars(abs(paid.cents))} by {paid.paid_by}"
                yield f"Voided on {shown_date(paid.void.day)}: a {what} of {money}. It doesn't count."


def _named(package: VisitPackage) -> str:
    return f"Package of {package.visits or 0} visits"


def put_statement(store: ChartStore, client: str) -> Path:
    """Put the statement of what a client owes today into the clinic's papers, and return where it lies."""
    name = f"statement-{client}-{store.clock.today():%Y%m%d}.pdf"
    return store.papers.put(name, statement_of(store, client))


def put_receipt(store: ChartStore, client: str, visit: str) -> Path:
    """Put the receipt for the day on which a visit was paid last into the clinic's papers; return where."""
    payments = kept_visit(store, client, visit).claim.counted_payments
    if not payments:
        raise NotAllowed("The client has paid nothing for this visit. Press $ to enter a payment.")
    day = payments[-1].day
    return store.papers.put(f"receipt-{client}-{day:%Y%m%d}.pdf", receipt_of(store, client, day))


def statement_of(store: ChartStore, client: str) -> bytes:
    """Return the statement of what a client owes today, by visit, as PDF; BadInput where nothing is owed."""
    require(store, May.MAKE_PAPERS)
    chart = store.chart(client)
    today = store.clock.today()
    owing = [
        kept
        for kept in chart.visits
        if kept.visit.date <= today and charted(kept) and money_of(chart, kept, store.office).due > 0
    ]
    if not owing:
        raise BadInput("This client owes nothing, so there is no statement to make.")
    told = StatementData(
        number=f"{today:%Y%m%d}-{chart.file.client.chart_number or chart.id}",
        date=today,
        clinic=billing_provider(store.office.practice, None),
        pay_to=store.office.practice.pay_to,
        client=patient_data(chart.file.client),
        account=chart.file.client.chart_number,
        visits=tuple(_balance(chart, kept, store) for kept in owing),
    )
    store.log_access(client, "statement")
    return statement(told)


def _lines(chart: Chart, kept: VisitFile, store: ChartStore) -> tuple[LineData, ...]:
    """Return the lines of a visit, whoever pays for them."""
    shares = BillTo if store.office.payer(kept.visit.payer).insures else (BillTo.CLIENT,)
    return tuple(
        line
        for share in shares
        if share is not BillTo.NOBODY
        for line in claim_data(chart, kept.visit.id, store.office, share=share).lines
    )


def _paid_service(line: LineData, kept: VisitFile, store: ChartStore) -> PaidService:
    therapist = store.office.person(kept.visit.therapist)
    return PaidService(
        date=line.date,
        code=line.code,
        description=line.description,
        provider=therapist_name(therapist) if therapist else "",
        charge=line.charge,
    )


def _balance(chart: Chart, kept: VisitFile, store: ChartStore) -> VisitBalance:
    lines = _lines(chart, kept, store)
    money = money_of(chart, kept, store.office)
    done = ", ".join(dict.fromkeys(line.description or line.code for line in lines)) or "Visit"
    return VisitBalance(
        date=kept.visit.date,
        description=f"{done} ({money.copay_for})" if money.copay and money.copay_for else done,
        charge=max(money.to_payer, money.copay) + money.lines,
        insurance_paid=money.payer_paid,
        adjusted=money.adjusted,
        with_insurer=money.payer_due,
        client_paid=money.paid,
    )
