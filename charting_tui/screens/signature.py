"""Signing a visit: by the PIN that is asked for, or by one that still stands."""

from collections.abc import Callable

from charting_tui.acts.editing_session import EditingSession
from charting_tui.acts.signing import sign, sign_by_standing_pin
from charting_tui.acts.standing_pin import StandingPin
from charting_tui.errors import NotAllowed
from charting_tui.records.visit import SignedRecord
from charting_tui.screens.confirm import ConfirmScreen
from charting_tui.screens.framed import FramedScreen, told
from charting_tui.screens.pin_asking import PinQuestion


class Signature:
    """Asks for it over the screen on which the record is read."""

    def __init__(
        self,
        framed: FramedScreen,
        standing: StandingPin,
        *,
        refused: Callable[[], None],
        signed: Callable[[SignedRecord], None],
    ) -> None:
        """``refused`` shows what the record says by now, ``signed`` goes on from the visit that is final."""
        self.framed = framed
        self._standing = standing
        self._refused = refused
        self._signed = signed

    def ask(self, session: EditingSession) -> None:
        """Ask for the PIN, or for one key where the PIN stands; then sign."""
        store = session.store
        until = self._standing.until(store)
        if until is None:
            pin = PinQuestion(self.framed, store)
            question = "Your PIN signs this record; it cannot be changed afterwards"
            pin.ask(question, lambda given: self._sign(session, given))
            return
        person = store.office.person(store.person)
        who = person.name if person else store.person
        visit, name = session.draft.visit, session.chart.file.client.name
        stands = f"{until.astimezone(store.clock.zone):%H:%M}"
        asked = ConfirmScreen(
            f"Sign as {who}: Enter signs, your PIN stands until {stands}",
            [],
            [f"{name}, {visit.date:%-d %b %Y}: the record becomes final"],
        )
        self.framed.app.push_screen(asked, lambda yes: self._sign_by_standing(session) if yes else None)

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
