"""What clients pay themselves: taken at the desk, one event each, and what is still due."""

from charting_tui.coding.billing.client_share import ClientShare, client_share
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.billing.claim_acts import kept_visit, refuse_other_than_biller, save_claim
from charting_tui.operations.permission import signed_in
from charting_tui.records.chart import Act, Chart, VisitFile
from charting_tui.records.claim import Claim, ClientPayment, PaidBy
from charting_tui.records.office import Office
from charting_tui.records.values import dollars_of
from charting_tui.store.chart_store import ChartStore

_MOST_CENTS = 1_000_000


def share_of(chart: Chart, kept: VisitFile, office: Office) -> ClientShare:
    """Return what the client owes for a visit of the chart, and has paid."""
    therapist = office.person(kept.visit.therapist)
    return client_share(
        kept.visit,
        kept.claim,
        office.payer(kept.visit.payer),
        office.practice,
        coverage=chart.file.coverage,
        licence=therapist.licence_type if therapist else None,
    )


def take_payment(store: ChartStore, client: str, visit: str, cents: int, paid_by: PaidBy) -> Claim:
    """Enter what a client paid today for a visit; BadInput where it is more than is due."""
    signed_in(store.office, store.person)
    chart = store.chart(client, visit=visit, earlier=0)
    kept = kept_visit(store, client, visit)
    if not 0 < cents <= _MOST_CENTS:
        raise BadInput("A payment is more than $0 and at most $10,000. Correct the amount.")
    if any(head.visit == visit for head in store.journals()):
        raise NotAllowed("This visit is open for writing. Leave it first, then take the payment.")
    due = share_of(chart, kept, store.office).due
    if cents > due:
        raise BadInput(
            f"${dollars_of(cents)} is more than the ${dollars_of(max(due, 0))} due for this visit. "
            "Type what is due, or less."
        )
    payment = ClientPayment(day=store.clock.today(), cents=cents, paid_by=paid_by, taken_by=store.person)
    claim = kept.claim.model_copy(update={"payments": (*kept.claim.payments, payment)})
    return save_claim(store, client, kept, claim, Act.MARKED)


def take_back_payment(store: ChartStore, client: str, visit: str) -> Claim:
    """Take back the last payment of a visit, as it was entered by mistake or returned."""
    refuse_other_than_biller(store)
    kept = kept_visit(store, client, visit)
    if not kept.claim.payments:
        raise NotAllowed("The client has paid nothing for this visit.")
    claim = kept.claim.model_copy(update={"payments": kept.claim.payments[:-1]})
    return save_claim(store, client, kept, claim, Act.MARKED)
