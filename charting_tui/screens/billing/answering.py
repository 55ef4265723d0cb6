"""Asks over a list or a visit what a payer answered to claims, and enters it."""

from collections.abc import Callable, Sequence
from typing import Literal

from charting_tui.billing.claim_steps import PayerReply
from charting_tui.operations.billing.claim_acts import kept_visit
from charting_tui.operations.billing.entering_answers import claims_to_answer
from charting_tui.operations.billing.handing_over import BillableVisit
from charting_tui.operations.billing.payer_answers import mark_answer, undo_answer, why_not_undo_answer
from charting_tui.operations.kept import kept_for
from charting_tui.records.claim import Claim, ClaimState
from charting_tui.records.values import in_dollars
from charting_tui.screens.billing.answer_form import PayerAnswerScreen
from charting_tui.screens.frame.base_screen import BaseScreen, ask, told
from charting_tui.screens.frame.confirm import ConfirmScreen
from charting_tui.screens.frame.dialogs import AskScreen
from charting_tui.screens.worklist.visit_state import ChoiceScreen, VisitStateChoice
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.answer_sheet import AnswerKind

_FORMS: dict[str, AnswerKind] = {"paid": "paid", "denied": "denied", "adjusted": "adjusted"}
_CHOICES = (
    VisitStateChoice("paid", "1", "in full or in part: enter the EOB"),
    VisitStateChoice("denied", "2", "nothing paid: enter the denial codes from the EOB"),
    VisitStateChoice("accepted", "3", "the payer received it (999, 277CA)"),
    VisitStateChoice("rejected", "4", "turned back before processing: correct and resend it"),
    VisitStateChoice("adjusted", "5", "nothing paid under the contract: enter the EOB"),
)

_DETAILS = VisitStateChoice("other fields", "6", "records requested, appeal deadline, primary payer")


class PayerAnswering:
    """Asks for the answer, opens the form that it takes, and undoes the last one."""

    def __init__(self, base_screen: BaseScreen, store: ChartStore, done: Callable[[str], None]) -> None:
        """``done`` is told in a sentence what was entered."""
        self.base_screen = base_screen
        self._store = store
        self._done = done

    def ask(self, places: Sequence[BillableVisit], details: Callable[[], None] | None = None) -> None:
        """Ask what the payer answered to these claims; ``details`` opens a form of other fields."""
        count = len(places)
        title = f"What was the payer's response to {'this claim' if count == 1 else f'these {count} claims'}?"
        choices = [*_CHOICES, *([_DETAILS] if details else [])]
        self.base_screen.app.push_screen(
            ChoiceScreen(title, choices, ""), lambda chosen: self._chosen(places, chosen, details)
        )

    @told
    def _chosen(
        self, places: Sequence[BillableVisit], chosen: str | None, details: Callable[[], None] | None
    ) -> None:
        if chosen == _DETAILS.value and details is not None:
            details()
        elif chosen in _FORMS:
            form = PayerAnswerScreen(self._store, claims_to_answer(self._store, places), _FORMS[chosen])
            self.base_screen.app.push_screen(form, lambda said: self._done(said) if said else None)
        elif chosen == "accepted":
            self._mark(places, ClaimState.ACCEPTED, "")
        elif chosen == "rejected":
            self._ask_reasons(places)

    def _ask_reasons(self, places: Sequence[BillableVisit]) -> None:
        hint = "The codes from the rejection report, such as A7:562. Leave blank if there are none."
        asked = AskScreen("Rejected: why?", hint=lambda _text: hint)
        doing = "You were entering why claims were rejected. To continue, press u, then c."
        kept = kept_for(self._store, f"rejected {places[0].visit} and {len(places) - 1}", doing)
        ask(
            self.base_screen,
            asked.kept_in(kept),
            lambda text: self._mark(places, ClaimState.REJECTED, text),
        )

    def _mark(
        self,
        places: Sequence[BillableVisit],
        state: Literal[ClaimState.ACCEPTED, ClaimState.REJECTED],
        text: str,
    ) -> None:
        reasons = tuple(text.upper().replace(",", " ").split())
        for place in places:
            reply = PayerReply(state, self._store.clock.today(), reasons=reasons)
            mark_answer(self._store, place.client, place.visit, reply)
        self._done(
            f"{len(places)} {'claim is' if len(places) == 1 else 'claims are'} now {state}. Press z to undo."
        )

    @told
    def undo(self, place: BillableVisit, name: str) -> None:
        """Ask whether the last answer to a claim is to be undone, and show what it was."""
        claim = kept_visit(self._store, place.client, place.visit).claim
        refusal = why_not_undo_answer(claim)
        if refusal:
            self.base_screen.say(refusal, refusal=True)
            return
        asked = ConfirmScreen(
            f"Undo the last payer response on {name}'s claim?",
            [_answer_words(claim)],
            [],
            does="undo it (the history keeps both)",
        )
        self.base_screen.app.push_screen(asked, lambda yes: self._undo(place, name) if yes else None)

    @told
    def _undo(self, place: BillableVisit, name: str) -> None:
        claim = undo_answer(self._store, place.client, place.visit)
        self._done(f"Payer response undone. {name}'s claim is back to “{claim.state}”.")


def _answer_words(claim: Claim) -> str:
    last = claim.remittances[-1] if claim.remittances else None
    if last is None or not claim.before_answers or not claim.before_answers[-1].decided:
        return f"{claim.state}"
    check = f", check {last.check.number}" if last.check and last.check.number else ""
    parts = " ".join(f"{one.group}-{one.reason} {in_dollars(one.cents)}" for one in last.every_adjustment)
    return f"{claim.state}: paid {in_dollars(last.paid)}{f', {parts}' if parts else ''}{check}"
