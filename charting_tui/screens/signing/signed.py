"""A visit that is not to be written: signed and final, or somebody else's. Its open claim can be mended."""

from collections.abc import Iterable
from typing import ClassVar, Literal

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.coding.billing.pricing import price
from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.keys import Key, Place
from charting_tui.operations.clients.payer_choice import (
    payer_words,
)
from charting_tui.operations.signing.claim_changes import claim_words
from charting_tui.operations.visits.copying_forward import carried_in_words
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.screens.frame.framed import FramedScreen, told
from charting_tui.screens.signing.addendum import ADDED, AddendumScreen
from charting_tui.screens.signing.record_text import (
    addendum_lines,
    claim_history_lines,
    record_lines,
    signature_lines,
)
from charting_tui.screens.signing.signed_visit import SignedVisit
from charting_tui.screens.worklist.claim_dialogs import ClaimDialogs
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.bindings import bindings
from charting_tui.widgets.columns import printable
from charting_tui.widgets.findings_list import finding_row

_ADDENDUM = "addendum"
"""The name of the one screen on which addenda are written."""


class SignedScreen(FramedScreen):
    """Shows one visit for reading, with why it is not opened for writing."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.SIGNED)

    def __init__(
        self,
        store: ChartStore,
        chart: Chart,
        kept: VisitFile,
        reason: str,
        *,
        then: Literal["", "mend", "payer"] = "",
    ) -> None:
        """``reason`` says why it is not opened for writing; ``then`` is asked as soon as it is shown."""
        super().__init__()
        self.visit = SignedVisit(store, chart, kept)
        self._claim = ClaimDialogs(self, self.visit, self._show)
        self._reason = reason
        self._then = then

    def inside(self) -> Iterable[Widget]:
        """Signature and findings, then the record."""
        yield Static(id="open")
        with VerticalScroll(id="record"):
            yield Static(id="record-text")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.SIGNED,)

    def never(self, key: Key) -> bool:
        """Whether nobody who is signed in can use that key on this visit."""
        return self.visit.never(key)

    def why_not(self, key: Key) -> str:
        """A claim may be closed, somebody else's, or without anything to fix by key."""
        return self.visit.why_not(key)

    def on_mount(self) -> None:
        """Show the record."""
        self._show()
        self.query_one("#record").focus()
        self.say(self._reason)
        if self._then:
            self.call_after_refresh(self.action_mend if self._then == "mend" else self.action_payer)

    def _show(self) -> None:
        store, kept, draft = self.visit.store, self.visit.kept, self.visit.draft
        visit, office = kept.visit, store.office
        by = office.person(kept.signed.signature.by) if kept.signed else None
        name = self.visit.chart.file.client.name
        self.place(f"Today › {name} › {visit.date:%-d %b} {visit.kind}", f"claim {claim_words(kept.claim)}")
        wanted = (found for found in self.visit.findings if kept.signed or not found.missing)
        signer = by.name if by else (kept.signed.signature.by if kept.signed else "")
        signature = signature_lines(kept, signer, store.clock.zone)
        self.query_one("#open", Static).update(
            Content("\n").join([*signature, self._pays(), *map(finding_row, wanted)])
        )
        priced = price(draft, office.payer(visit.payer), office.practice)
        tables = tables_on(visit.date, store.books.book, office.tables)
        later = addendum_lines(kept, office, store.clock.zone)
        told = carried_in_words(visit, self.visit.chart)
        history = claim_history_lines(store.history(self.visit.chart.id), visit.id, store.clock.zone)
        text = Content("\n").join([*record_lines(draft, priced, tables, told), *later, *history])
        self.query_one("#record-text", Static).update(text)
        self.call_after_refresh(self.show_keys)

    def _pays(self) -> Content:
        visit, signed = self.visit, self.visit.kept.signed is not None
        words = payer_words(visit.kept.visit, visit.chart.file, visit.store.office, signed=signed)
        return Content.assemble(("Payer ", "bold"), printable(words))

    def action_addendum(self) -> None:
        """Add a later word to the record."""
        if self.refused("signed.addendum"):
            return
        if not self.app.is_screen_installed(_ADDENDUM):
            self.app.install_screen(AddendumScreen(self.visit.store), _ADDENDUM)
        screen = self.app.get_screen(_ADDENDUM)
        if isinstance(screen, AddendumScreen):
            screen.open(self.visit.chart, self.visit.kept)
            self.app.push_screen(screen, self._added)

    @told
    def _added(self, answer: str | None) -> None:
        if answer != ADDED:
            return
        self.visit.read_again()
        self._show()
        self.query_one("#record").scroll_end(animate=False)
        self.say("The addendum is signed; it is below the record, which is unchanged.")

    def action_pointers(self) -> None:
        """Ask for the diagnosis letters of a line."""
        self._claim.ask_lines("pointers")

    def action_units(self) -> None:
        """Ask for the units of a line."""
        self._claim.ask_lines("units")

    def action_modifiers(self) -> None:
        """Ask for the modifiers of a line."""
        self._claim.ask_lines("modifiers")

    def action_mend(self) -> None:
        """Go the one way that a finding offers, or ask which of several."""
        self._claim.fix()

    def action_bill_to(self) -> None:
        """Ask which line bills whom."""
        self._claim.bill_to()

    def action_payer(self) -> None:
        """Ask who pays for the visit."""
        self._claim.payer()

    def action_dismissal(self) -> None:
        """Ask which finding to dismiss, or to restore."""
        self._claim.dismissal()
