"""What a client is given about money: a receipt for payments, and a statement of open balances."""

from collections.abc import Callable, Mapping
from datetime import date

from charting_tui.billing.claim_data import PersonData, ProviderData
from charting_tui.billing.paper.printed_text import paper_lines
from charting_tui.billing.paper.typesetting import PaperPart, Value, typeset
from charting_tui.billing.paper.wording import (
    Rows,
    about_person,
    address_lines,
    dollars,
    full_name,
    letterhead,
    on_day,
    phone_number,
    rows_of,
)
from charting_tui.errors import BadInput
from charting_tui.records.addresses import Address
from charting_tui.records.claim import PaidBy
from charting_tui.records.values import Cents, Day, Record

_AGES = ((30, "Up to 30 days"), (60, "31 to 60 days"), (90, "61 to 90 days"), (120, "91 to 120 days"))
_OLDER = "Over 120 days"


class PaymentMade(Record):
    """One payment of a client."""

    date: Day
    how: PaidBy
    cents: Cents
    """Below nothing where it was given back."""
    reference: str = ""
    """What tells it from others, like the number of a check or the last four of a card."""


class PaidService(Record):
    """A service that a receipt is for."""

    date: Day
    code: str = ""
    description: str
    provider: str = ""
    """Who treated, with credentials: a health account asks for it."""
    charge: Cents


class ReceiptData(Record):
    """What a receipt says."""

    number: str
    date: Day
    clinic: ProviderData
    client: PersonData
    paid_by: PersonData | None = None
    """Who paid, where it is not the client."""
    payments: tuple[PaymentMade, ...]
    services: tuple[PaidService, ...] = ()
    share: Cents | None = None
    """What of the charges the client is to pay; None where it is all of them."""
    balance: Cents | None = None
    """What is still open after these payments; None where it is not told."""
    note: str = ""

    @property
    def received(self) -> int:
        """The cents of all payments; what a package pays was received when it was bought."""
        return sum(one.cents for one in self.payments if one.how != "package" and one.cents > 0)

    @property
    def refunded(self) -> int:
        """The cents that were given back."""
        return -sum(payment.cents for payment in self.payments if payment.cents < 0)

    @property
    def from_package(self) -> int:
        """The cents that packages paid."""
        return sum(payment.cents for payment in self.payments if payment.how == "package")


class VisitBalance(Record):
    """One visit on a statement."""

    date: Day
    description: str
    charge: Cents
    insurance_paid: Cents = 0
    adjusted: Cents = 0
    """What the insurer's contract takes off."""
    with_insurer: Cents = 0
    """What the insurer has not decided on yet."""
    client_paid: Cents = 0

    @property
    def balance(self) -> int:
        """The cents that are open."""
        settled = self.insurance_paid + self.adjusted + self.with_insurer + self.client_paid
        return self.charge - settled


class StatementData(Record):
    """What a statement of open balances says."""

    number: str = ""
    date: Day
    due: Day | None = None
    clinic: ProviderData
    pay_to: Address | None = None
    """Where checks go, if elsewhere than the clinic's address."""
    client: PersonData
    bill_to: PersonData | None = None
    """Who pays, where it is not the client."""
    account: str = ""
    visits: tuple[VisitBalance, ...]
    note: str = ""

    @property
    def balance(self) -> int:
        """The cents that are open."""
        return sum(visit.balance for visit in self.visits)


def receipt(told: ReceiptData) -> bytes:
    """Return a receipt as PDF; BadInput where there is no payment."""
    if not told.payments:
        raise BadInput("The receipt has no payment. Enter the payment first.")
    charges = sum(service.charge for service in told.services)
    values: Mapping[str, Value] = {
        "clinic": letterhead(told.clinic),
        "client": full_name(told.client.name),
        "number": told.number,
        "facts": rows_of(("Number", told.number), ("Date", on_day(told.date))),
        "payer": about_person(told.paid_by or told.client, born=told.paid_by is None),
        "about_client": about_person(told.client) if told.paid_by else [],
        "received": dollars(told.received - told.refunded),
        "left": f"Balance {dollars(told.balance)}" if told.balance is not None else "",
        "payments": [
            [on_day(one.date), _how(one), one.reference, dollars(one.cents)] for one in told.payments
        ],
        "lines": [
            [on_day(one.date), one.code, one.description, one.provider, dollars(one.charge)]
            for one in told.services
        ],
        "sums": [
            *([["Total charges", dollars(charges)]] if told.services else []),
            *([["Your share", dollars(told.share)]] if told.share is not None else []),
            *([["From package", dollars(told.from_package)]] if told.from_package else []),
            *([["Received", dollars(told.received)]] if told.received or not told.refunded else []),
            *([["Refunded", dollars(told.refunded)]] if told.refunded else []),
            *([["Balance", dollars(told.balance)]] if told.balance is not None else []),
        ],
        "notice": list(paper_lines(told.note)),
    }
    return typeset(f"Receipt {told.number}", [PaperPart("receipt", values)])


def _how(payment: PaymentMade) -> str:
    how = f"refund, {payment.how}" if payment.cents < 0 else payment.how
    return f"{how[0].upper()}{how[1:]}"


def statement(told: StatementData) -> bytes:
    """Return a statement as PDF; BadInput where there is no visit."""
    if not told.visits:
        raise BadInput("The statement has no visits: the client owes nothing.")
    owing = told.bill_to or told.client
    values: Mapping[str, Value] = {
        "clinic": letterhead(told.clinic),
        "client": full_name(told.client.name),
        "date": on_day(told.date),
        "facts": rows_of(("Number", told.number), ("Date", on_day(told.date)), ("Account", told.account)),
        "bill_to": [
            *about_person(owing, born=False),
            *rows_of(("For", full_name(told.client.name) if told.bill_to else "")),
        ],
        "due": {
            "amount": dollars(told.balance),
            "words": f"Please pay by {on_day(told.due)}." if told.due else "",
        },
        "heads": [head for head, _ in _columns(told)],
        "visits": [
            [on_day(one.date), one.description, *(dollars(cents(one)) for _, cents in _columns(told))]
            for one in told.visits
        ],
        "sums": _sums(told),
        "ages": _ages(told),
        "notice": [*paper_lines(told.note), *_questions(told)],
        "mail": [*address_lines(told.pay_to or told.clinic.address)],
        "coupon": rows_of(
            ("Client", full_name(told.client.name)),
            ("Statement", told.number or on_day(told.date)),
            ("Account", told.account),
            ("Amount due", dollars(told.balance)),
            ("Due", on_day(told.due)),
        ),
    }
    return typeset(f"Statement of {on_day(told.date)}", [PaperPart("statement", values)])


def _columns(told: StatementData) -> list[tuple[str, Callable[[VisitBalance], int]]]:
    """Return the columns of money; what is with the insurer only where there is any."""
    waits = any(one.with_insurer for one in told.visits)
    return [
        ("Charge", lambda one: one.charge),
        ("Insurance paid", lambda one: one.insurance_paid),
        ("Adjusted", lambda one: one.adjusted),
        *([("With insurer", _with_insurer)] if waits else []),
        ("You paid", lambda one: one.client_paid),
        ("Balance", lambda one: one.balance),
    ]


def _with_insurer(one: VisitBalance) -> int:
    return one.with_insurer


def _sums(told: StatementData) -> Rows:
    names = {"Charge": "Charges", "Balance": "Amount due"}
    return [
        [names.get(head, head), dollars(sum(cents(one) for one in told.visits))]
        for head, cents in _columns(told)
    ]


def _ages(told: StatementData) -> Rows:
    sums = dict.fromkeys([*(words for _, words in _AGES), _OLDER], 0)
    for one in told.visits:
        sums[_age(one.date, told.date)] += one.balance
    return [[words, dollars(cents)] for words, cents in sums.items()]


def _age(seen: date, now: date) -> str:
    days = (now - seen).days
    return next((words for most, words in _AGES if days <= most), _OLDER)


def _questions(told: StatementData) -> list[str]:
    phone = phone_number(told.clinic.phone)
    return [f"Questions about this statement? Call {phone}."] if phone else []
