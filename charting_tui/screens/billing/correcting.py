"""Asks over a list before a claim is opened again to go out corrected, and for the payer's number of it."""

from collections.abc import Callable

from charting_tui.operations.billing.claim_acts import kept_visit
from charting_tui.operations.billing.handing_over import BillableVisit
from charting_tui.operations.billing.payer_answers import (
    check_payers_number,
    correct,
    needs_payers_number,
    why_not_correct,
)
from charting_tui.operations.kept import kept_for
from charting_tui.screens.frame.base_screen import BaseScreen, ask, told
from charting_tui.screens.frame.confirm import ConfirmScreen
from charting_tui.screens.frame.dialogs import AskScreen
from charting_tui.store.chart_store import ChartStore


class ClaimCorrection:
    """Opens a claim again once it is asked for."""

    def __init__(self, base_screen: BaseScreen, store: ChartStore, done: Callable[[str], None]) -> None:
        """``done`` is told in a sentence what was entered."""
        self.base_screen = base_screen
        self._store = store
        self._done = done

    @told
    def ask(self, place: BillableVisit, name: str) -> None:
        """Ask for what is missing of the correction, or whether it is meant."""
        kept = kept_visit(self._store, place.client, place.visit)
        refusal = why_not_correct(kept)
        if refusal:
            self.base_screen.say(refusal, refusal=True)
        elif needs_payers_number(self._store, kept):
            self._ask_number(place, name)
        else:
            asked = ConfirmScreen(
                f"Correct the claim of {name}?",
                [f"claim {kept.claim.state}"],
                ["claim reopened; the corrected claim goes out with your next billing"],
                does="reopen it",
            )
            self.base_screen.app.push_screen(asked, lambda yes: self._correct(place, "") if yes else None)

    def _ask_number(self, place: BillableVisit, name: str) -> None:
        asked = AskScreen(
            "Payer's claim number (ICN) of the claim you are correcting",
            hint=lambda _text: "From the EOB or ERA. The corrected claim must include it.",
            check=check_payers_number,
        )
        doing = f"You were correcting {name}'s claim. To continue, press u, then c, find it and press r."
        kept = kept_for(self._store, f"correcting {place.visit}", doing)
        ask(self.base_screen, asked.kept_in(kept), lambda number: self._correct(place, number))

    @told
    def _correct(self, place: BillableVisit, number: str) -> None:
        correct(self._store, place.client, place.visit, number)
        self._done("The claim is reopened. Correct it, then bill it from Unbilled.")
