"""A visit's whole record as it would be signed, with what is still open above it."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from charting_tui.coding.billing.pricing import price
from charting_tui.operations.signing.signing import may_sign
from charting_tui.operations.visits.copying_forward import carried_in_words
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.rules.finding import Finding, Severity
from charting_tui.screens.signing.record_text import aside_lines, record_lines
from charting_tui.screens.visit.times import TimesScreen
from charting_tui.widgets.alert_line import AlertLine
from charting_tui.widgets.columns import printable
from charting_tui.widgets.findings_list import SIGNATURE_FIXES, by_urgency, finding_row

_MOST_OPEN = 5
"""Findings above the record; the others stand at its end."""


class RecordPane(Vertical):
    """The client's alerts, what is open, then the record, which is read page by page."""

    def __init__(self) -> None:
        super().__init__()
        self._alerts = AlertLine()
        self._open = Static(id="open")
        self.scroll = VerticalScroll(id="record")
        """What the record is read in."""
        self._text = Static(id="record-text")

    def compose(self) -> ComposeResult:
        """The client's alerts, what is open, then the record."""
        yield self._alerts
        yield self._open
        with self.scroll:
            yield self._text

    def show(self, session: EditingSession) -> None:
        """Show what is open, and the record as it would be signed."""
        draft, office = session.draft, session.store.office
        self._alerts.show_alerts(session.chart.file.client.alerts)
        standing, aside = session.judged()
        findings = [found for found in by_urgency(standing) if found.rule not in SIGNATURE_FIXES]
        top, left_out = findings[:_MOST_OPEN], findings[_MOST_OPEN:]
        self._open.update(
            _open(top, len(aside), may_sign(session), len(left_out), self.screen.size.width - 2)
        )
        priced = price(draft, office.payer(draft.visit.payer), office.practice)
        told = carried_in_words(draft.visit, session.chart)
        record = [
            *record_lines(draft, priced, session.case().tables, told),
            *([Content.assemble(("ALSO OPEN", "bold $text-primary"))] if left_out else []),
            *map(finding_row, left_out),
            *aside_lines(aside, session.store.clock.zone),
        ]
        self._text.update(Content("\n").join(record))

    @property
    def end_is_shown(self) -> bool:
        """Whether the end of the record is on the screen."""
        return self.scroll.scroll_y >= self.scroll.max_scroll_y

    def read_on(self) -> None:
        """Show the next page of the record."""
        self.scroll.scroll_page_down(animate=False)

    def enter_times(self, session: EditingSession, changed: Callable[[], None]) -> None:
        """Enter the session's times and those of each treatment."""
        times = TimesScreen(session, changed)

        def left(_answer: None) -> None:
            times.forget()
            changed()

        self.app.push_screen(times, left)


def _open(findings: list[Finding], aside: int, refusal: str, left_out: int, width: int) -> Content:
    if refusal:
        lead = Content.assemble((f"✗ {printable(refusal)}", "$text-error bold"))
    elif any(found.severity is Severity.BLOCKS for found in findings):
        lead = Content.assemble(("! You can sign; billing waits until this is mended:", "$text-warning bold"))
    elif findings:
        lead = Content.assemble(("✓ You can sign. Look at this first:", "$text-success bold"))
    else:
        lead = Content.assemble(
            ("✓ Nothing is open. Read the record, then press s to sign.", "$text-success bold")
        )
    if aside:
        told = f" {aside} dismissed, listed at the end of the record."
        lead = Content.assemble(lead, (told, "$text-disabled"))
    rows = [finding_row(found, width) for found in findings]
    if left_out:
        rows.append(Content(f"▼ {left_out} more at the end of the record; f goes to the worst."))
    return Content("\n").join([lead, *rows])
