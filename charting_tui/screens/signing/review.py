"""Review and sign: the whole record on one page, what is still open, then the PIN."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from charting_tui.keys import Key, Place
from charting_tui.operations.clients.payer_choice import payer_words
from charting_tui.operations.signing.signing import StandingPin, may_sign
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.records.visit import SignedRecord
from charting_tui.screens.frame.base_screen import BaseScreen
from charting_tui.screens.frame.messages import VisitSigned
from charting_tui.screens.signing.record import RecordPane
from charting_tui.screens.signing.signature import SigningPrompt
from charting_tui.widgets.lines import bindings
from charting_tui.worklist.payer_names import short_payer


class ReviewScreen(BaseScreen):
    """Shows one visit as it would be signed; answers “fix” to go back to a finding."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.REVIEW)
    LONG = "#record"

    def __init__(self, session: EditingSession, standing: StandingPin) -> None:
        super().__init__()
        self.session = session
        self._record = RecordPane()
        self._signature = SigningPrompt(self, standing, refused=self._show_anew, signed=self._signed)
        self._go_on = False
        """Whether the next visit is to be opened after the signature."""

    def inside(self) -> Iterable[Widget]:
        """The record, with what is open above it."""
        yield self._record

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.REVIEW,)

    def why_not(self, key: Key) -> str:
        """Signing may be refused."""
        return may_sign(self.session) if key.action in {"sign", "next"} else ""

    def on_mount(self) -> None:
        """Show the record."""
        self._show_anew()
        self._record.scroll.focus()

    def _show_anew(self) -> None:
        session = self.session
        payer = short_payer(payer_words(session.draft.visit, session.chart.file, session.store.office))
        self.place(f"Today › {session.chart.file.client.name} › review and sign", payer)
        self.show_record()

    def show_record(self) -> None:
        """Show what is open, and the record as it would be signed."""
        self._record.show(self.session)
        self.call_after_refresh(self.show_keys)

    def action_sign(self) -> None:
        """Ask for the PIN, then sign."""
        self._go_on = False
        if not self.refused("review.sign"):
            self._signature.ask(self.session)

    def action_next(self) -> None:
        """Sign, and open the next visit that waits."""
        self._go_on = True
        if not self.refused("review.next"):
            self._signature.ask(self.session)

    def _signed(self, record: SignedRecord) -> None:
        """Leave the visit that is final now."""
        name = self.session.chart.file.client.name
        self.dismiss(None)
        sentence = f"Signed: {name}, digest {record.signature.digest[:8]}."
        self.post_message(VisitSigned(sentence, go_on=self._go_on))

    def action_read_on(self) -> None:
        """Show the next page of the record."""
        self._record.read_on()

    def action_times(self) -> None:
        """Enter the session's times and those of each treatment."""
        self._record.enter_times(self.session, self.show_record)

    def action_fix(self) -> None:
        """Go back to the worst finding."""
        self.dismiss("fix")

    def action_back(self) -> None:
        """Go back to the visit."""
        self.dismiss(None)
