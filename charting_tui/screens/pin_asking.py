"""Asking for the PIN that makes a record final; whoever has none chooses it here."""

from collections.abc import Callable
from functools import partial

from charting_tui.acts.signing import check_pin, choose_pin, has_pin
from charting_tui.errors import BadInput
from charting_tui.screens.ask import AskScreen
from charting_tui.screens.framed import FramedScreen, told
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.pins import new_pin


class PinAskingScreen(FramedScreen):
    """Asks the person signed in."""

    def ask_pin(self, store: ChartStore, question: str, given: Callable[[str], None]) -> None:
        """Hand a right PIN to ``given``; one may leave instead."""
        if has_pin(store):
            self._ask(question, partial(check_pin, store), given)
        else:
            self._ask("You have no PIN yet. Choose six digits", new_pin, partial(self._twice, store, given))

    def _ask(self, question: str, check: Callable[[str], object], then: Callable[[str], None]) -> None:
        asked = AskScreen(
            question,
            secret=True,
            hint=lambda _text: "Six digits, then Enter. Esc signs nothing.",
            check=check,
        )
        self.app.push_screen(asked, partial(self._answered, then))

    @told
    def _answered(self, then: Callable[[str], None], pin: str | None) -> None:
        if pin is not None:
            then(pin)

    def _twice(self, store: ChartStore, given: Callable[[str], None], first: str) -> None:
        self._ask("The same six digits once more", new_pin, partial(self._chosen, store, given, first))

    def _chosen(self, store: ChartStore, given: Callable[[str], None], first: str, pin: str) -> None:
        if pin != first:
            raise BadInput("The two PINs differ; none is set. Sign again to choose one.")
        choose_pin(store, pin)
        given(pin)
