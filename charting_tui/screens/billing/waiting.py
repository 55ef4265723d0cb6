"""Asks over a list what becomes of a claim: it is held, returned with a question, or never billed."""

from collections.abc import Callable
from dataclasses import dataclass

from charting_tui.operations.billing.claim_acts import why_not_biller
from charting_tui.operations.billing.waiting import (
    ask_therapist,
    hold,
    lift,
    not_billable,
    reopen,
    withdraw_question,
    write_off,
)
from charting_tui.operations.kept import Kept, kept_for
from charting_tui.operations.signing.dismissing import check_reason
from charting_tui.readers.dates import DateKind, read_date
from charting_tui.records.values import in_dollars
from charting_tui.screens.frame.base_screen import BaseScreen, ask, told
from charting_tui.screens.frame.dialogs import AskScreen
from charting_tui.screens.frame.questions import Answers, Question, QuestionsScreen
from charting_tui.screens.worklist.visit_state import ChoiceScreen, VisitStateChoice
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.summary import NoteState, VisitSummary


@dataclass(frozen=True)
class WaitingWay:
    """One thing that can be said of a claim, which asks for some words."""

    letter: str
    name: str
    meaning: str
    asks: str
    act: Callable[[ChartStore, str, str, str], object]
    done: str


_QUESTION = WaitingWay(
    "q",
    "ask the therapist",
    "they see your question first; the claim waits for the answer",
    "What do you want to ask?",
    ask_therapist,
    "Question sent. It is at the top of the therapist's Today screen.",
)
_CLOSING = (
    WaitingWay(
        "n",
        "not billable",
        "never bill it; filter by “never” to find it again",
        "Don't bill {money}: why?",
        not_billable,
        "Marked “not billable”. To find it again, press / and type never. Press h to undo.",
    ),
    WaitingWay(
        "w",
        "write off",
        "give up {money}; filter by “never” to find it again",
        "Write off {money}: why?",
        write_off,
        "{money} written off. To find it again, press / and type never. Press h to undo.",
    ),
)
_AT_ONCE: dict[str, tuple[Callable[[ChartStore, str, str], object], str]] = {
    "lift": (lift, "Hold removed."),
    "withdraw": (withdraw_question, "Question withdrawn."),
    "reopen": (reopen, "The visit can be billed again, as before."),
}
"""What is done without a further word, and the sentence about it."""


class ClaimWaiting:
    """Asks, and enters what was answered."""

    def __init__(self, base_screen: BaseScreen, store: ChartStore, done: Callable[[str], None]) -> None:
        """``done`` is told in a sentence what was entered."""
        self.base_screen = base_screen
        self._store = store
        self._done = done

    def ask(self, visit: VisitSummary) -> None:
        """Ask what is to become of the marked visit's claim: a hold and a question stand side by side."""
        refusal = why_not_biller(self._store)
        if refusal:
            self.base_screen.say(refusal.replace("bill claims", "hold a claim"), refusal=True)
            return
        title = f"{visit.client_name}, {visit.day:%a %b %-d}: what do you want to do with this claim?"
        asked = ChoiceScreen(title, _choices(visit), "")
        self.base_screen.app.push_screen(asked, lambda chosen: self._chosen(visit, chosen))

    @told
    def _chosen(self, visit: VisitSummary, chosen: str | None) -> None:
        if chosen in _AT_ONCE:
            act, said = _AT_ONCE[chosen]
            act(self._store, visit.client, visit.visit)
            self._done(said)
        elif chosen == "hold":
            self._ask_hold(visit)
        elif chosen is not None:
            self._ask_words(visit, next(way for way in (_QUESTION, *_CLOSING) if way.name == chosen))

    def _ask_hold(self, visit: VisitSummary) -> None:
        today = self._store.clock.today()

        def needed(text: str, _before: Answers) -> None:
            check_reason(text, "A hold needs a reason. Type what the claim is waiting for.")

        asked = QuestionsScreen(
            "Hold",
            [
                Question("What is it waiting for?", "Such as the new member card.", check=needed),
                Question(
                    "Hold until",
                    "Such as +14. The hold ends on that day. Leave blank to end it yourself.",
                    check=lambda text, _before: read_date(text, today, DateKind.COMING),
                ),
            ],
        )
        ask(
            self.base_screen, asked.kept_in(self._kept("hold", visit)), lambda given: self._hold(visit, given)
        )

    def _hold(self, visit: VisitSummary, answers: Answers) -> None:
        reason, until = answers
        day = read_date(until, self._store.clock.today(), DateKind.COMING)
        hold(self._store, visit.client, visit.visit, reason, day)
        self._done("Claim placed on hold.")

    def _ask_words(self, visit: VisitSummary, way: WaitingWay) -> None:
        money = in_dollars(visit.cents)
        asked = AskScreen(
            way.asks.format(money=money),
            hint=lambda _text: "Saved in the chart's history.",
            check=lambda text: check_reason(text, "Type a few words, or press Esc to cancel."),
        )

        def answered(text: str) -> None:
            way.act(self._store, visit.client, visit.visit, text)
            self._done(way.done.format(money=money))

        ask(self.base_screen, asked.kept_in(self._kept(way.name, visit)), answered)

    def _kept(self, what: str, visit: VisitSummary) -> Kept:
        doing = (
            f"You were entering “{what}” for {visit.client_name}. To continue, press u, find the "
            "visit, then press h."
        )
        return kept_for(self._store, f"{what} {visit.visit}", doing)


def _choices(visit: VisitSummary) -> list[VisitStateChoice]:
    """Return what can be said of a claim as it stands; one that is closed can be opened again."""
    if visit.closing:
        return [
            VisitStateChoice("reopen", "r", f"marked “{visit.billing}” by {visit.closing}", "bill it again")
        ]
    hold = (
        VisitStateChoice("lift", "l", "bill it as before", "remove the hold")
        if visit.hold
        else VisitStateChoice("hold", "h", "hold it, with an end date if you like", "hold")
    )
    question = (
        VisitStateChoice("withdraw", "q", visit.question, "withdraw the question")
        if visit.question
        else VisitStateChoice(_QUESTION.name, _QUESTION.letter, _QUESTION.meaning)
    )
    closing = _CLOSING if visit.note is NoteState.SIGNED or visit.billing else ()
    money = in_dollars(visit.cents)
    return [
        hold,
        question,
        *(VisitStateChoice(way.name, way.letter, way.meaning.format(money=money)) for way in closing),
    ]
