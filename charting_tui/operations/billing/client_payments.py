"""What clients pay themselves: taken at the desk, one event each, and what is still due."""

from collections.abc import Callable, Mapping
from datetime import date

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.billing.claim_acts import kept_visit, refuse_other_than_biller, save_claim
from charting_tui.operations.billing.waiting import worded_reason
from charting_tui.operations.permission import May, require, signed_in
from charting_tui.records.chart import Act, Chart, VisitFile
from charting_tui.records.claim import Claim, ClientPayment, PaidBy, PaymentVoid
from charting_tui.records.packages import VisitPackage, packages_used
from charting_tui.records.values import dollars_of
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.summarise import money_of

_MOST_CENTS = 1_000_000
_CARD_DIGITS, _LAST_FOUR, _LONGEST_REFERENCE = 12, 4, 30
_NONE_LEFT = "This client's package has no visits left. Type cash, card or check."


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


def _package_for(chart: Chart, kept: VisitFile) -> str:
    """Return the id of the package that the visit is taken off; NotAllowed where none has a visit left."""
    if any(payment.package for payment in kept.claim.counted_payments):
        raise NotAllowed("The client's package already paid for this visit. Type cash, card or check.")
    if not chart.file.packages:
        raise NotAllowed("This client has no package. Add one in the chart, or type cash, card or check.")
    package = _next_package(chart, packages_used(one.claim for one in chart.visits), kept.visit.date)
    if package is None:
        raise NotAllowed(_NONE_LEFT)
    return package.id


def _refuse_used_up(package: str) -> Callable[[Chart], None]:
    """Return what looks at the chart while no one else writes it: another visit may have been faster."""

    def judge(chart: Chart) -> None:
        used = packages_used(one.claim for one in chart.visits)
        if not any(one.id == package and one.left(used) > 0 for one in chart.file.packages):
            raise NotAllowed(_NONE_LEFT)

    return judge


def take_payment(
    store: ChartStore, client: str, visit: str, cents: int, paid_by: PaidBy, *, reference: str = ""
) -> Claim:
    """Enter what a client paid today for a visit; “package” takes the visit off the client's package.

    BadInput where it is more than is due, NotAllowed where no visit is left in a package.
    """
    require(store, May.TAKE_PAYMENTS)
    chart = store.chart(client)
    kept = kept_visit(store, client, visit)
    _check_amount(cents)
    if any(head.visit == visit for head in store.journals()):
        raise NotAllowed("This visit is open for charting. Close it first, then take the payment.")
    due = money_of(chart, kept, store.office).due
    if cents > due:
        raise BadInput(
            f"${dollars_of(cents)} is more than the ${dollars_of(max(due, 0))} due for this visit. Type "
            "the amount due, or less."
        )
    package = _package_for(chart, kept) if paid_by == "package" else ""
    payment = ClientPayment(
        day=store.clock.today(),
        cents=cents,
        paid_by=paid_by,
        taken_by=store.person,
        package=package,
        reference=_reference(reference, paid_by),
    )
    claim = kept.claim.model_copy(update={"payments": (*kept.claim.payments, payment)})
    judge = _refuse_used_up(package) if package else None
    return save_claim(store, client, kept, claim, Act.MARKED, judge=judge)


def refund_payment(
    store: ChartStore,
    client: str,
    visit: str,
    cents: int,
    paid_by: PaidBy,
    *,
    reason: str,
    reference: str = "",
) -> Claim:
    """Enter that a client was given money back today, and why; never more than they paid for the visit."""
    refuse_other_than_biller(store)
    kept = kept_visit(store, client, visit)
    _check_amount(cents)
    if paid_by == "package":
        raise BadInput("To put a visit back into its package, void the package payment.")
    received = sum(one.cents for one in kept.claim.counted_payments if one.paid_by != "package")
    if cents > received:
        raise BadInput(
            f"The client paid ${dollars_of(received)} for this visit by cash, card or check. Refund that "
            "amount or less."
        )
    payment = ClientPayment(
        day=store.clock.today(),
        cents=-cents,
        paid_by=paid_by,
        taken_by=store.person,
        reference=_reference(reference, paid_by),
        reason=worded_reason(reason, "Type a reason for the refund. It stays in the chart."),
    )
    claim = kept.claim.model_copy(update={"payments": (*kept.claim.payments, payment)})
    return save_claim(store, client, kept, claim, Act.MARKED)


def void_payment(store: ChartStore, client: str, visit: str, number: int, reason: str) -> Claim:
    """Void a payment or refund that was entered by mistake: it stays in the chart, and counts nothing.

    ``number`` counts the visit's entries from 1, the oldest first. A biller or the owner may, and on the
    same day whoever entered it.
    """
    kept = kept_visit(store, client, visit)
    payments = kept.claim.payments
    if not payments:
        raise NotAllowed("The client has paid nothing for this visit.")
    if not 0 < number <= len(payments):
        raise BadInput(f"This visit has {len(payments)} entries. Type a number from 1 to {len(payments)}.")
    payment = payments[number - 1]
    if payment.void is not None:
        raise NotAllowed("This entry is already voided.")
    if payment.taken_by != store.person or payment.day != store.clock.today():
        refuse_other_than_biller(store)
    if kept.claim.client_paid - payment.cents < 0:
        raise NotAllowed("Some of this payment was refunded. Void the refund first.")
    why = worded_reason(reason, "Type a reason for voiding it. The reason stays in the chart.")
    void = PaymentVoid(day=store.clock.today(), by=signed_in(store.office, store.person).id, reason=why)
    voided = payment.model_copy(update={"void": void})
    changed = (*payments[: number - 1], voided, *payments[number:])
    return save_claim(store, client, kept, kept.claim.model_copy(update={"payments": changed}), Act.MARKED)


def _check_amount(cents: int) -> None:
    if not 0 < cents <= _MOST_CENTS:
        raise BadInput("An amount must be more than $0 and at most $10,000. Correct it.")


def _reference(text: str, paid_by: PaidBy) -> str:
    """Return what tells a payment from others; BadInput for what could be the whole number of a card."""
    words = " ".join(text.split())
    digits = "".join(sign for sign in words if sign.isdigit())
    if len(digits) >= _CARD_DIGITS or (paid_by == "card" and digits and len(digits) != _LAST_FOUR):
        raise BadInput("Type only the last four digits of the card. We never store the full number.")
    if len(words) > _LONGEST_REFERENCE:
        raise BadInput(f"A reference can have at most {_LONGEST_REFERENCE} characters. Make it shorter.")
    return words
