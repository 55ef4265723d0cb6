"""Over Today: what a biller asks the therapist, and what the client at the desk still owes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import get_args

from textual.content import Content
from textual.widgets import Static

from charting_tui.errors import BadInput
from charting_tui.operations.kept import Kept, kept_for
from charting_tui.readers.money import read_money
from charting_tui.records.claim import Claim, ClientPayment, PaidBy
from charting_tui.records.values import dollars_of, in_dollars
from charting_tui.screens.frame.base_screen import BaseScreen, ask, told
from charting_tui.screens.frame.dialogs import AskScreen
from charting_tui.screens.worklist.visit_state import ChoiceScreen, VisitStateChoice
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.row_list import printable
from charting_tui.worklist.summary import VisitSummary


class BillerQuestion(Static):
    """The oldest question about one's own visits; no line where nothing is asked."""

    def __init__(self, base_screen: BaseScreen, store: ChartStore) -> None:
        super().__init__(id="question", markup=False)
        self.base_screen = base_screen
        self._store = store
        self._asked: VisitSummary | None = None
        self.display = False

    def look(self, visits: Iterable[VisitSummary]) -> None:
        """Show the first question among these visits."""
        me = self._store.person
        mine = [one for one in visits if one.question and one.therapist == me]
        self._asked = min(mine, key=lambda one: one.when, default=None)
        self.display = self._asked is not None
        if self._asked is not None:
            one = self._asked
            more = f" (+{len(mine) - 1})" if len(mine) > 1 else ""
            words = f"? {one.client_name}, {one.day:%b %-d} — {one.question}{more} Press w to answer."
            self.update(Content(printable(words)))

    def answer(self) -> None:
        """Ask for the answer; it goes into the chart's history, not into the note."""
        visit = self._asked
        if visit is None:
            self.base_screen.say("There are no questions about your visits.")
            return
        asked = AskScreen(
            printable(visit.question),
            hint=lambda _text: "The biller will read it. It doesn't change the note.",
            check=_has_words,
        )
        doing = f"You were answering a question about {visit.client_name}. To continue, press w."
        kept = kept_for(self._store, f"answer {visit.visit} to biller", doing)
        ask(self.base_screen, asked.kept_in(kept), lambda text: self._answered(visit, text))

    def _answered(self, visit: VisitSummary, text: str) -> None:
        from charting_tui.operations.billing.waiting import answer_question  # noqa: PLC0415 - not for a start

        answer_question(self._store, visit.client, visit.visit, text)
        self.display = False
        self.base_screen.say("Answer sent. The claim can go on.")


def _has_words(text: str) -> None:
    if not any(letter.isalpha() for letter in text):
        raise BadInput("Type a few words, or press Esc to cancel.")


@dataclass(frozen=True)
class TypedPayment:
    """An amount in cents, how it is paid, and the number of a check or the last four of a card."""

    cents: int
    paid_by: PaidBy
    reference: str = ""


class DeskPayment:
    """Asks over a list what the client pays, is given back, or never paid."""

    def __init__(self, base_screen: BaseScreen, store: ChartStore, done: Callable[[str, str], None]) -> None:
        """``done`` is told the visit, and a sentence about what was entered."""
        self.base_screen = base_screen
        self._store = store
        self._done = done

    @told
    def ask(self, visit: VisitSummary) -> None:
        """Ask for a payment; where something was entered before, what is to be done."""
        entries = self._entries(visit)
        standing = [(number, one) for number, one in enumerate(entries, 1) if one.void is None]
        if not standing:
            self._ask_payment(visit)
            return
        pay = VisitStateChoice("pay", "p", f"{in_dollars(visit.client_due)} due", "take a payment")
        back = VisitStateChoice("refund", "r", "give money back to the client", "refund")
        voids = [
            VisitStateChoice(str(number), str(number), _entry(one), f"void entry {number}")
            for number, one in standing
        ]
        asked = ChoiceScreen(
            f"{visit.client_name}, {visit.day:%b %-d}",
            [*([pay] if visit.client_due else []), back, *voids],
            "",
        )
        self.base_screen.app.push_screen(asked, lambda chosen: self._chosen(visit, chosen))

    def _entries(self, visit: VisitSummary) -> tuple[ClientPayment, ...]:
        kept = self._store.chart(visit.client, visit=visit.visit, earlier=0).visit(visit.visit)
        return kept.claim.payments if kept else ()

    @told
    def _chosen(self, visit: VisitSummary, chosen: str | None) -> None:
        if chosen == "pay":
            self._ask_payment(visit)
        elif chosen == "refund":
            self._ask_refund(visit)
        elif chosen is not None:
            self._ask_void(visit, int(chosen))

    def _ask_payment(self, visit: VisitSummary) -> None:
        """Ask for the amount and how it was paid; by a package, where a visit is left in one."""
        from charting_tui.operations.billing.client_payments import package_words  # noqa: PLC0415

        if not visit.client_due:
            self.base_screen.say("The client owes nothing for this visit.", refusal=True)
            return
        due = dollars_of(visit.client_due)
        package = package_words(self._store, visit.client, visit.day)
        left = f"; package: {package}" if package else ""
        asked = AskScreen(
            f"{visit.client_name}, {visit.day:%b %-d}: ${due} due{left}",
            value=f"{due} {'package' if package else 'card'}",
            hint=lambda _text: "Amount and how they paid: 25.00 cash, card 4242, check 1043, or package.",
            check=read_payment,
        )
        ask(
            self.base_screen,
            asked.kept_in(self._kept("payment", visit)),
            lambda text: self._paid(visit, read_payment(text)),
        )

    def _paid(self, visit: VisitSummary, typed: TypedPayment) -> None:
        from charting_tui.operations.billing.client_payments import take_payment  # noqa: PLC0415

        claim = take_payment(
            self._store,
            visit.client,
            visit.visit,
            typed.cents,
            typed.paid_by,
            reference=typed.reference,
        )
        self._tell(visit, f"Paid ${dollars_of(typed.cents)} {typed.paid_by}", claim)

    def _ask_refund(self, visit: VisitSummary) -> None:
        from charting_tui.screens.frame.questions import Question, QuestionsScreen  # noqa: PLC0415

        asked = QuestionsScreen(
            f"Refund to {printable(visit.client_name)}",
            [
                Question(
                    "Amount and how you refund it",
                    "Such as 25.00 card 4242, 25.00 check 1044, or 25.00 cash.",
                    check=_amount,
                ),
                Question("Why?", "Saved in the chart.", check=_why),
            ],
        )
        ask(
            self.base_screen,
            asked.kept_in(self._kept("refund", visit)),
            lambda given: self._refunded(visit, given),
        )

    def _refunded(self, visit: VisitSummary, answers: tuple[str, ...]) -> None:
        from charting_tui.operations.billing.client_payments import refund_payment  # noqa: PLC0415

        typed = read_payment(answers[0])
        claim = refund_payment(
            self._store,
            visit.client,
            visit.visit,
            typed.cents,
            typed.paid_by,
            reason=answers[1],
            reference=typed.reference,
        )
        self._tell(visit, f"Refunded ${dollars_of(typed.cents)} by {typed.paid_by}", claim)

    def _ask_void(self, visit: VisitSummary, number: int) -> None:
        from charting_tui.operations.billing.client_payments import void_payment  # noqa: PLC0415

        def voided(why: str) -> None:
            claim = void_payment(self._store, visit.client, visit.visit, number, why)
            self._tell(visit, f"Entry {number} voided", claim)

        asked = AskScreen(
            f"Why are you voiding entry {number}: {_entry(self._entries(visit)[number - 1])}?",
            hint=lambda _text: "The entry stays in the chart but no longer counts.",
            check=_has_words,
        )
        ask(self.base_screen, asked.kept_in(self._kept(f"void {number}", visit)), voided)

    def _tell(self, visit: VisitSummary, what: str, claim: Claim) -> None:
        self._done(
            visit.visit, f"{what}; ${dollars_of(claim.client_paid)} in all. Press r to make a receipt."
        )

    def _kept(self, what: str, visit: VisitSummary) -> Kept:
        doing = f"You were entering a {what} for {visit.client_name}. To continue, press $."
        return kept_for(self._store, f"{what} {visit.visit}", doing)

    @told
    def make_receipt(self, visit: VisitSummary) -> None:
        """Make the receipt for the day on which the visit was paid last, and say where it is."""
        from charting_tui.operations.billing.receipts import put_receipt  # noqa: PLC0415

        path = put_receipt(self._store, visit.client, visit.visit)
        self.base_screen.say(printable(f"Receipt: {path}"))


def _amount(text: str, _before: tuple[str, ...]) -> None:
    read_payment(text)


def _why(text: str, _before: tuple[str, ...]) -> None:
    _has_words(text)


def _entry(payment: ClientPayment) -> str:
    """Return an entry like “$25.00 card 4242, 11/23/2026”."""
    return printable(f"{in_dollars(abs(payment.cents))} {payment.words}, {payment.day:%m/%d/%Y}")


def read_payment(text: str) -> TypedPayment:
    """Return what “25.00 check 1043” says; a card where nothing is said of how it was paid."""
    amount_text, _, rest = text.strip().partition(" ")
    amount = read_money(amount_text)
    if not amount:
        raise BadInput("Enter the amount and how they paid, such as 25.00 card.")
    begun, _, reference = rest.strip().partition(" ")
    ways: tuple[PaidBy, ...] = get_args(PaidBy)
    found = [way for way in ways if way.startswith(begun.lower() or "card")]
    if len(found) != 1:
        raise BadInput("How did they pay? Type card, cash, check or package.")
    return TypedPayment(amount, found[0], reference.strip())
