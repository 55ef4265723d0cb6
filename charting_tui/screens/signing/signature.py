"""Signing a visit: by the PIN that is asked for, or by one that still stands."""

from collections.abc import Callable
from functools import partial

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.signing.pins import (
    check_code,
    check_pin,
    choose_pin,
    has_code,
    has_pin,
    why_no_first_pin,
)
from charting_tui.operations.signing.signing import StandingPin, sign, sign_by_standing_pin
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.records.visit import SignedRecord
from charting_tui.screens.frame.base_screen import BaseScreen, told
from charting_tui.screens.frame.confirm import ConfirmScreen
from charting_tui.screens.frame.dialogs import AskScreen
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.office_file import new_pin


class PinQuestion:
    """Asks the person signed in, over a screen."""

    def __init__(self, base_screen: BaseScreen, store: ChartStore) -> None:
        self.base_screen = base_screen
        self._store = store

    def ask(self, question: str, given: Callable[[str], None]) -> None:
        """Hand a right PIN to ``given``; one may leave instead."""
        if has_pin(self._store):
            self._ask(question, partial(check_pin, self._store), given)
        elif has_code(self._store):
            self._ask(
                "You have no PIN yet. The one-time code from an owner",
                partial(check_code, self._store),
                partial(self._first, given),
            )
        elif refusal := why_no_first_pin(self._store):
            raise NotAllowed(refusal)
        else:
            self._first(given, "")

    def _ask(self, question: str, check: Callable[[str], object], then: Callable[[str], None]) -> None:
        asked = AskScreen(
            question,
            secret=True,
            hint=lambda _text: "Enter six digits, then press Enter. Press Esc to cancel; nothing is signed.",
            check=check,
        )
        self.base_screen.app.push_screen(asked, partial(self._answered, then))

    @told
    def _answered(self, then: Callable[[str], None], pin: str | None) -> None:
        if pin is not None:
            then(pin)

    def _first(self, given: Callable[[str], None], code: str) -> None:
        self._ask("Choose your PIN: six digits", new_pin, partial(self._twice, given, code))

    def _twice(self, given: Callable[[str], None], code: str, first: str) -> None:
        self._ask("The same six digits once more", new_pin, partial(self._chosen, given, code, first))

    def _chosen(self, given: Callable[[str], None], code: str, first: str, pin: str) -> None:
        if pin != first:
            raise BadInput("The two PINs don't match, so no PIN was set. Sign again to choose one.")
        choose_pin(self._store, pin, code)
        given(pin)


class SigningPrompt:
    """Asks for it over the screen on which the record is read."""

    def __init__(
        self,
        base_screen: BaseScreen,
        standing: StandingPin,
        *,
        refused: Callable[[], None],
        signed: Callable[[SignedRecord], None],
    ) -> None:
        """``refused`` shows what the record says by now, ``signed`` goes on from the visit that is final."""
        self.base_screen = base_screen
        self._standing = standing
        self._refused = refused
        self._signed = signed

    def ask(self, session: EditingSession) -> None:
        """Ask for the PIN, or for one key where the PIN stands; then sign."""
        store = session.store
        until = self._standing.until(store)
        if until is None:
            pin = PinQuestion(self.base_screen, store)
            question = "Enter your PIN to sign this record. You can't change it afterwards"
            pin.ask(question, lambda given: self._sign(session, given))
            return
        person = store.office.person(store.person)
        who = person.name if person else store.person
        visit, name = session.draft.visit, session.chart.file.client.name
        stands = f"{until.astimezone(store.clock.zone):%H:%M}"
        asked = ConfirmScreen(
            f"Sign as {who}? You won't need your PIN again until {stands}",
            [],
            [f"{name}, {visit.date:%-m/%-d/%Y}: you can't change the record after signing"],
            does="sign",
        )
        self.base_screen.app.push_screen(asked, lambda yes: self._sign_by_standing(session) if yes else None)

    def _sign(self, session: EditingSession, pin: str) -> None:
        record = self._shown_anew(lambda: sign(session, pin))
        self._standing.given(session.store)
        self._signed(record)

    @told
    def _sign_by_standing(self, session: EditingSession) -> None:
        self._signed(self._shown_anew(lambda: sign_by_standing_pin(session, self._standing)))

    def _shown_anew(self, signing: Callable[[], SignedRecord]) -> SignedRecord:
        """Sign; where that is refused, show what the record says by now."""
        try:
            return signing()
        except NotAllowed:
            self._refused()
            raise
