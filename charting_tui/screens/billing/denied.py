"""What can be done about a denied claim: correct and resend, appeal, bill the client, write it off."""

from collections.abc import Callable
from dataclasses import dataclass

from charting_tui.coding.code_tables.denials import read_denial
from charting_tui.errors import NotAllowed
from charting_tui.operations.billing.claim_acts import kept_visit, why_not_biller
from charting_tui.operations.billing.payer_answers import (
    appeal,
    bill_client,
    check_payers_number,
    correct,
    last_day_to_appeal,
    needs_payers_number,
    takes_replacements,
)
from charting_tui.operations.billing.waiting import write_off
from charting_tui.operations.kept import Kept, kept_for
from charting_tui.operations.signing.dismissing import check_reason
from charting_tui.readers.dates import DateKind, read_date, read_past_date, shown_date
from charting_tui.records.chart import VisitFile
from charting_tui.records.claim import ClaimState
from charting_tui.records.values import in_dollars
from charting_tui.screens.frame.base_screen import BaseScreen, ask, told
from charting_tui.screens.frame.dialogs import AskScreen
from charting_tui.screens.frame.questions import Answers, Question, QuestionsScreen
from charting_tui.screens.worklist.visit_state import ChoiceScreen, VisitStateChoice
from charting_tui.store.chart_store import ChartStore


@dataclass(frozen=True)
class DeniedVisit:
    """The visit whose claim was denied, and how it is named."""

    client: str
    visit: str
    name: str


class DeniedClaim:
    """Asks over a list or a visit, and enters what was chosen."""

    def __init__(
        self,
        base_screen: BaseScreen,
        store: ChartStore,
        done: Callable[[str], None],
        opens: Callable[[str, str], object] | None = None,
    ) -> None:
        """``done`` is told in a sentence what was entered; ``opens`` opens a visit, where it is not open."""
        self.base_screen = base_screen
        self._store = store
        self._done = done
        self._opens = opens

    @told
    def ask(self, denied: DeniedVisit) -> None:
        """Ask what is to be done about a denied claim."""
        refusal = why_not_biller(self._store)
        if refusal:
            self.base_screen.say(refusal.replace("bill claims", "work a denial"), refusal=True)
            return
        kept = kept_visit(self._store, denied.client, denied.visit)
        if kept.claim.state is not ClaimState.DENIED:
            raise NotAllowed(f"This claim is now {kept.claim.state}. Open it again to see what changed.")
        reasons = ", ".join(map(_reason_in_words, kept.claim.turned_down_for))
        title = f"{denied.name}: denied{f' for {reasons}' if reasons else ''}. What now?"
        choices = ChoiceScreen(title, self._choices(kept), "")
        self.base_screen.app.push_screen(choices, lambda chosen: self._chosen(denied, kept, chosen))

    def _choices(self, kept: VisitFile) -> list[VisitStateChoice]:
        payer, money = self._store.office.payer(kept.visit.payer), in_dollars(kept.claim.total or 0)
        due = last_day_to_appeal(kept.claim, payer)
        resend = "as a corrected claim (frequency 7)" if takes_replacements(payer) else "as a new claim"
        last = f"until {shown_date(due)}" if due else "enter the appeal deadline"
        choices = [
            VisitStateChoice("correct", "c", resend, "correct and resend"),
            VisitStateChoice("appeal", "a", f"record an appeal; {last}", "appeal"),
            VisitStateChoice("client", "b", f"{money}, without the contract adjustment", "bill the client"),
            VisitStateChoice("write off", "w", f"write off {money}, with a reason", "write off"),
        ]
        if self._opens is not None:
            choices.append(
                VisitStateChoice("open", "o", "open the visit and fix what is wrong first", "open the visit")
            )
        return choices

    @told
    def _chosen(self, denied: DeniedVisit, kept: VisitFile, chosen: str | None) -> None:
        match chosen:
            case "correct":
                self._ask_number(denied, kept)
            case "appeal":
                self._ask_days(denied, kept)
            case "client":
                self._ask_reason(denied, kept, "Bill the client", bill_client, "Billed to the client")
            case "write off":
                self._ask_reason(denied, kept, "Write off", write_off, "Written off")
            case "open" if self._opens is not None:
                self._opens(denied.client, denied.visit)

    def _ask_number(self, denied: DeniedVisit, kept: VisitFile) -> None:
        if not needs_payers_number(self._store, kept):
            self._correct(denied, "")
            return
        asked = AskScreen(
            "Payer's claim number (ICN) of the denied claim",
            hint=lambda _text: "From the EOB or ERA. The corrected claim must include it.",
            check=check_payers_number,
        )
        ask(
            self.base_screen,
            asked.kept_in(self._kept("correct", denied)),
            lambda number: self._correct(denied, number),
        )

    @told
    def _correct(self, denied: DeniedVisit, number: str) -> None:
        claim = correct(self._store, denied.client, denied.visit, number)
        how = "a corrected claim (frequency 7)" if claim.frequency == "7" else "a new claim"
        self._done(
            f"Fix what was wrong (press Enter to open it). It goes out as {how} with your next billing."
        )

    def _ask_days(self, denied: DeniedVisit, kept: VisitFile) -> None:
        today = self._store.clock.today()
        due = last_day_to_appeal(kept.claim, self._store.office.payer(kept.visit.payer))
        asked = QuestionsScreen(
            "Appeal",
            [
                Question(
                    "Appeal deadline",
                    "From the denial letter, such as +60. Leave blank if you don't know it.",
                    shown_date(due) if due else "",
                    check=lambda text, _before: read_date(text, today, DateKind.EITHER),
                ),
                Question(
                    "Date sent",
                    "The day you sent the appeal, such as 11/20. Leave blank if you haven't sent it.",
                    check=lambda text, _before: read_past_date(text, today),
                ),
            ],
        )

        def entered(answers: Answers) -> None:
            last, sent = read_date(answers[0], today, DateKind.EITHER), read_past_date(answers[1], today)
            appeal(self._store, denied.client, denied.visit, sent, last)
            self._done(
                "Appeal saved. The claim now waits for the payer's response."
                if sent
                else "Appeal deadline saved. Press f again once you have sent the appeal."
            )

        ask(self.base_screen, asked.kept_in(self._kept("appeal", denied)), entered)

    def _ask_reason(
        self,
        denied: DeniedVisit,
        kept: VisitFile,
        does: str,
        act: Callable[[ChartStore, str, str, str], object],
        done: str,
    ) -> None:
        money = in_dollars(kept.claim.total or 0)
        asked = AskScreen(
            f"{does} {money}: why?",
            hint=lambda _text: "Your reason is saved in the chart's history.",
            check=lambda text: check_reason(text, "Type a short reason, or press Esc to cancel."),
        )

        def answered(text: str) -> None:
            act(self._store, denied.client, denied.visit, text)
            self._done(f"{done}: {money}.")

        ask(self.base_screen, asked.kept_in(self._kept(does, denied)), answered)

    def _kept(self, what: str, denied: DeniedVisit) -> Kept:
        doing = (
            f"You were entering “{what}” for {denied.name}. To continue, press u, find the visit, "
            "then press f."
        )
        return kept_for(self._store, f"{what} {denied.visit}", doing)


def _reason_in_words(code: str) -> str:
    known = read_denial(code)
    return f"{code} ({known.denial.text.rstrip('.')})" if known else code
