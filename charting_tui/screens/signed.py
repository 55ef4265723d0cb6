"""A visit that is not to be written: signed and final, or somebody else's; it can be read."""

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.coding.pricing import price
from charting_tui.coding.tables import tables_on
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.claim import Draft
from charting_tui.screens.framed import FramedScreen
from charting_tui.screens.record_text import record_lines, signature_lines
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.findings_list import finding_row
from charting_tui.worklist.summarise import findings_of


class SignedScreen(FramedScreen):
    """Shows one visit for reading, with why it is not opened for writing."""

    def __init__(self, store: ChartStore, chart: Chart, kept: VisitFile, reason: str) -> None:
        super().__init__()
        self._store = store
        self._chart = chart
        self._kept = kept
        self._reason = reason

    def inside(self) -> Iterable[Widget]:
        """Signature and findings, then the record."""
        yield Static(id="open")
        with VerticalScroll(id="record"):
            yield Static(id="record-text")

    def on_mount(self) -> None:
        """Show the record."""
        store, kept = self._store, self._kept
        visit, office = kept.visit, store.office
        draft = Draft(visit=visit, claim=kept.claim)
        by = office.person(kept.signed.signature.by) if kept.signed else None
        self.place(
            f"Today › {self._chart.file.client.name} › {visit.date:%-d %b} {visit.kind}",
            kept.claim.state.value,
        )
        findings = [
            finding_row(found)
            for found in findings_of(self._chart, kept, office, store.clock.today(), store.books.book)
            if not found.missing
        ]
        signer = by.name if by else (kept.signed.signature.by if kept.signed else "")
        signature = list(signature_lines(kept, signer, store.clock.zone))
        self.query_one("#open", Static).update(Content("\n").join([*signature, *findings]))
        priced = price(draft, office.payer(visit.payer), office.practice)
        text = Content("\n").join(record_lines(draft, priced, tables_on(visit.date, store.books.book)))
        self.query_one("#record-text", Static).update(text)
        self.query_one("#record").focus()
        self.say(self._reason)
        self.call_after_refresh(self.show_keys)
