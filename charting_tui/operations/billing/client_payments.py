"""What clients pay themselves: taken at the desk, one event each, and what is still due."""

from collections.abc import Mapping
from datetime import date

from charting_tui.coding.billing.client_share import ClientShare, client_share
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.billing.claim_acts import kept_visit, refuse_other_than_biller, save_claim
from charting_tui.operations.permission import signed_in
from charting_tui.records.chart import Act, Chart, VisitFile
from charting_tui.records.claim import Claim, ClientPayment, PaidBy
from charting_tui.records.office import Office
from charting_tui.records.packages import VisitPackage, packages_used
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


def package_words(store: ChartStore, client: str, day: date) -> str:
    """Return what is left of the package that pays for a visit of that day; nothing where none does."""
    chart = store.chart(client)
    used = packages_used(kept.claim for kept in chart.visits)
    package = _next_package(chart, used, day)
    return package.words(used) if package else ""


def _next_package(chart: Chart, used: Mapping[str, int], day: date) -> VisitPackage | None:
    """Return the package that is used up first: of those with visits left the one that ends first."""
    good = [one for one in chart.file.packages if one.good_on(day) and one.left(used) > 0]
    return min(good, key=lambda one: (str(one.expires or "9999"), str(one.bought_on or "")), default=None)


def _package_for(store: ChartStore, client: str, kept: VisitFile) -> str:
    """Return the id of the package that the visit is taken off; NotAllowed where none has a visit left."""
    chart = store.chart(client)
    if any(payment.package for payment in kept.claim.payments):
        raise NotAllowed("This visit was taken off a package already. Type cash, card or check.")
    if not chart.file.packages:
        raise NotAllowed("This client has no package. Add one in the chart, or type cash, card or check.")
    package = _next_package(chart, packages_used(one.claim for one in chart.visits), kept.visit.date)
    if package is None:
        raise NotAllowed("No visit is left in this client's package. Type cash, card or check.")
    return package.id


def take_payment(store: ChartStore, client: str, visit: str, cents: int, paid_by: PaidBy) -> Claim:
    """Enter what a client paid today for a visit; “package” takes the visit off the client's package.

    BadInput where it is more than is due, NotAllowed where no visit is left in a package.
    """
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
    payment = ClientPayment(
        day=store.clock.today(),
        cents=cents,
        paid_by=paid_by,
        taken_by=store.person,
        package=_package_for(store, client, kept) if paid_by == "package" else "",
    )
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
