"""Over Today: what a biller asks the therapist, and what the client at the desk still owes."""

from collections.abc import Callable, Iterable
from typing import get_args

from textual.content import Content
from textual.widgets import Static

from charting_tui.errors import BadInput
from charting_tui.operations.kept import kept_for
from charting_tui.readers.money import read_money
from charting_tui.records.claim import PaidBy
from charting_tui.records.values import dollars_of
from charting_tui.screens.frame.base_screen import BaseScreen, ask, told
from charting_tui.screens.frame.dialogs import AskScreen
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
            words = f"? {one.client_name}, {one.day:%-d %b} — {one.question}{more} w answers."
            self.update(Content(printable(words)))

    def answer(self) -> None:
        """Ask for the answer; it goes into the chart's history, not into the note."""
        visit = self._asked
        if visit is None:
            self.base_screen.say("There are no questions about your visits.")
            return
        asked = AskScreen(
            printable(visit.question),
            hint=lambda _text: "The biller reads it; it does not change the note.",
            check=_has_words,
        )
        doing = f"You were answering a question about {visit.client_name}. Press w to go on."
        kept = kept_for(self._store, f"answer {visit.visit} to biller", doing)
        ask(self.base_screen, asked.kept_in(kept), lambda text: self._answered(visit, text))

    def _answered(self, visit: VisitSummary, text: str) -> None:
        from charting_tui.operations.billing.waiting import answer_question  # noqa: PLC0415 - not for a start

        answer_question(self._store, visit.client, visit.visit, text)
        self.display = False
        self.base_screen.say("Answered; the claim goes on.")


def _has_words(text: str) -> None:
    if not any(letter.isalpha() for letter in text):
        raise BadInput("The answer is missing. Type it, or press esc.")


class DeskPayment:
    """Asks over a list what the client pays."""

    def __init__(self, base_screen: BaseScreen, store: ChartStore, done: Callable[[str, str], None]) -> None:
        """``done`` is told the visit, and a sentence about what was entered."""
        self.base_screen = base_screen
        self._store = store
        self._done = done

    @told
    def ask(self, visit: VisitSummary) -> None:
        """Ask for the amount and how it was paid; by a package, where a visit is left in one."""
        from charting_tui.operations.billing.client_payments import package_words  # noqa: PLC0415

        if not visit.client_due:
            self.base_screen.say("The client owes nothing for this visit.", refusal=True)
            return
        due = dollars_of(visit.client_due)
        package = package_words(self._store, visit.client, visit.day)
        left = f"; package: {package}" if package else ""
        asked = AskScreen(
            f"{visit.client_name}, {visit.day:%-d %b}: ${due} due{left}",
            value=f"{due} {'package' if package else 'card'}",
            hint=lambda _text: "Dollars and how: 25.00 card, cash, check or package.",
            check=_payment,
        )
        doing = f"You were entering a payment of {visit.client_name}. Press $ to go on."
        kept = kept_for(self._store, f"payment {visit.visit}", doing)
        ask(self.base_screen, asked.kept_in(kept), lambda text: self._paid(visit, text))

    @told
    def _paid(self, visit: VisitSummary, text: str) -> None:
        from charting_tui.operations.billing.client_payments import take_payment  # noqa: PLC0415

        cents, how = _payment(text)
        claim = take_payment(self._store, visit.client, visit.visit, cents, how)
        paid = f"Paid ${dollars_of(cents)} {how}; ${dollars_of(claim.client_paid)} in all."
        self._done(visit.visit, f"{paid} r makes the receipt.")

    @told
    def make_receipt(self, visit: VisitSummary) -> None:
        """Make the receipt for the day on which the visit was paid last, and say where it is."""
        from charting_tui.operations.billing.receipts import put_receipt  # noqa: PLC0415

        path = put_receipt(self._store, visit.client, visit.visit)
        self.base_screen.say(printable(f"Receipt: {path}"))


def _payment(text: str) -> tuple[int, PaidBy]:
    """Return cents and how it was paid, from “25.00 cash”; a card where nothing is said."""
    words = text.split()
    amount = read_money(words[0]) if words else None
    if not amount or len(words) > 2:  # noqa: PLR2004
        raise BadInput("Type the dollars and how it was paid, like 25.00 card.")
    begun = words[1].lower() if len(words) > 1 else "card"
    ways: tuple[PaidBy, ...] = get_args(PaidBy)
    found = [way for way in ways if way.startswith(begun)]
    if len(found) != 1:
        raise BadInput("How was it paid? Type card, cash, check or package.")
    return amount, found[0]
