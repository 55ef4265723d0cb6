"""Asking for the PIN that makes a record final; whoever has none chooses it here."""

from collections.abc import Callable
from functools import partial

from charting_tui.acts.signing import check_pin, choose_pin, has_pin
from charting_tui.errors import BadInput
from charting_tui.screens.ask import AskScreen
from charting_tui.screens.framed import FramedScreen, told
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.pins import new_pin


class PinQuestion:
    """Asks the person signed in, over a screen."""

    def __init__(self, framed: FramedScreen, store: ChartStore) -> None:
        self.framed = framed
        self._store = store

    def ask(self, question: str, given: Callable[[str], None]) -> None:
        """Hand a right PIN to ``given``; one may leave instead."""
        if has_pin(self._store):
            self._ask(question, partial(check_pin, self._store), given)
        else:
            self._ask("You have no PIN yet. Choose six digits", new_pin, partial(self._twice, given))

    def _ask(self, question: str, check: Callable[[str], object], then: Callable[[str], None]) -> None:
        asked = AskScreen(
            question,
            secret=True,
            hint=lambda _text: "Six digits, then Enter. Esc signs nothing.",
            check=check,
        )
        self.framed.app.push_screen(asked, partial(self._answered, then))

    @told
    def _answered(self, then: Callable[[str], None], pin: str | None) -> None:
        if pin is not None:
            then(pin)

    def _twice(self, given: Callable[[str], None], first: str) -> None:
        self._ask("The same six digits once more", new_pin, partial(self._chosen, given, first))

    def _chosen(self, given: Callable[[str], None], first: str, pin: str) -> None:
        if pin != first:
            raise BadInput("The two PINs differ; none is set. Sign again to choose one.")
        choose_pin(self._store, pin)
        given(pin)
