"""Questions about a bill, each over the screen that asks: who pays, whom a line bills, and why."""

from collections.abc import Callable, Sequence
from string import ascii_lowercase
from typing import Any

from textual.app import App

from charting_tui.operations.clients.payer_choice import PayerChoice, payer_choices, us_day
from charting_tui.operations.signing.claim_changes import ClaimFact
from charting_tui.operations.signing.dismissing import check_reason
from charting_tui.records.chart import ClientFile
from charting_tui.records.claim import Claim, Draft
from charting_tui.records.draft_edits import with_service
from charting_tui.records.office import Office
from charting_tui.records.visit import BillTo, Visit
from charting_tui.screens.frame.ask import AskScreen
from charting_tui.screens.worklist.visit_state import Choice, ChoiceScreen

_LETTERS = f"123456789{ascii_lowercase}"
_PARTIES = {
    BillTo.PAYER: "on the claim",
    BillTo.CLIENT: "on the client's own bill",
    BillTo.NOBODY: "not billed; it stays in the record",
}


def pick(
    app: App[Any], title: str, named: Sequence[tuple[str, str]], picked: Callable[[int], None], now: int = -1
) -> None:
    """Ask for one of some things, each a name and what it means, and hand on its place."""
    choices = [
        Choice(str(place), _LETTERS[place], meaning, name)
        for place, (name, meaning) in enumerate(named[: len(_LETTERS)])
    ]
    answered = ChoiceScreen(title, choices, str(now))
    app.push_screen(answered, lambda value: None if value is None else picked(int(value)))


def ask_payer(
    app: App[Any],
    known: tuple[ClientFile, Office],
    visit: Visit,
    chosen: Callable[[PayerChoice], None],
    *,
    signed: bool = False,
) -> None:
    """Ask who pays for a visit."""
    file, office = known
    choices = payer_choices(file, office, visit, signed=signed)
    payer = visit.payer if office.payer(visit.payer).insures else ""
    paid = [at for at, one in enumerate(choices) if (one.payer, one.case) == (payer, visit.case)]
    now = paid[-1] if paid else -1
    title = f"Who pays for the visit of {us_day(visit.date)}?"
    if len(choices) == 1:
        title += " No policy or case on that day; add one in the chart."
    pick(app, title, [(one.name, one.meaning) for one in choices], lambda at: chosen(choices[at]), now)


def ask_party(app: App[Any], draft: Draft, first: int | None, chosen: Callable[[Draft], None]) -> None:
    """Ask which line, where there are several, and whom it bills; hand on the draft that bills them."""

    def party_of(index: int) -> None:
        line, parties = draft.visit.services[index], list(BillTo)
        pick(
            app,
            f"Who is billed for {line.code}?",
            [(party.value, _PARTIES[party]) for party in parties],
            lambda at: chosen(with_service(draft, index, bill_to=parties[at])),
            parties.index(line.bill_to),
        )

    services = draft.visit.services
    if len(services) == 1 or first is not None:
        party_of(first or 0)
        return
    lines = [(line.code, f"billed to {line.bill_to}") for line in services]
    pick(app, "Change who is billed for which line?", lines, party_of)


def fact_screen(fact: ClaimFact, claim: Claim) -> AskScreen:
    """Return the question for a fact of the claim."""
    return AskScreen(
        f"Claim › {fact.question}",
        value=fact.value(claim),
        hint=lambda _text: fact.hint,
        check=lambda text: fact.put(claim, text),
    )


def reason_screen(what: str) -> AskScreen:
    """Return the question for the reason of a change, which the history keeps."""
    return AskScreen(f"Reason: {what}", hint=lambda _text: "It stays in the chart's history.", check=_reason)


def _reason(text: str) -> None:
    check_reason(text, "Type a reason, or press esc.")
