"""Review and sign: the whole record on one page, what is still open, then the PIN."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.acts.carrying import carried_in_words
from charting_tui.acts.payer_choice import payer_words
from charting_tui.acts.signing import may_sign, sign, sign_by_standing_pin
from charting_tui.acts.sitting import Sitting
from charting_tui.acts.standing_pin import StandingPin
from charting_tui.coding.pricing import price
from charting_tui.errors import NotAllowed
from charting_tui.keys import Key, Place, keys_at
from charting_tui.records.visit import SignedRecord
from charting_tui.rules.finding import Finding, Severity
from charting_tui.screens.confirm import ConfirmScreen
from charting_tui.screens.framed import told
from charting_tui.screens.messages import VisitSigned
from charting_tui.screens.pin_asking import PinAskingScreen
from charting_tui.screens.record_text import aside_lines, record_lines
from charting_tui.screens.times import TimesScreen
from charting_tui.widgets.alert_line import AlertLine
from charting_tui.widgets.bindings import bindings
from charting_tui.widgets.columns import printable
from charting_tui.widgets.findings_list import SIGNATURE_FIXES, by_urgency, finding_row

_MOST_OPEN = 5
"""Findings above the record; the others stand at its end."""


class ReviewScreen(PinAskingScreen):
    """Shows one visit as it would be signed; answers “mend” to go back to a finding."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.REVIEW)
    LONG = "#record"

    def __init__(self, sitting: Sitting, standing: StandingPin) -> None:
        super().__init__()
        self.sitting = sitting
        self._standing = standing
        self._go_on = False
        """Whether the next visit is to be opened after the signature."""

    def inside(self) -> Iterable[Widget]:
        """The client's alerts, what is open, then the record."""
        yield AlertLine()
        yield Static(id="open")
        with VerticalScroll(id="record"):
            yield Static(id="record-text")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.REVIEW,)

    def why_not(self, key: Key) -> str:
        """Signing may be refused."""
        return may_sign(self.sitting) if key.action in {"sign", "next"} else ""

    def on_mount(self) -> None:
        """Show the record."""
        self.place(*self.whereabouts())
        self.show_record()
        self.query_one("#record").focus()

    def whereabouts(self) -> tuple[str, str]:
        """Return what the line of the place says, at the left and at the right."""
        sitting = self.sitting
        payer = payer_words(sitting.draft.visit, sitting.chart.file, sitting.store.office)
        return f"Today › {sitting.chart.file.client.name} › review and sign", payer

    def show_record(self) -> None:
        """Show what is open, and the record as it would be signed."""
        sitting = self.sitting
        draft, office = sitting.draft, sitting.store.office
        self.query_one(AlertLine).show_alerts(sitting.chart.file.client.alerts)
        standing, aside = sitting.judged()
        findings = [found for found in by_urgency(standing) if found.rule not in SIGNATURE_FIXES]
        top, left_out = findings[:_MOST_OPEN], findings[_MOST_OPEN:]
        self.query_one("#open", Static).update(
            _open(top, len(aside), may_sign(sitting), len(left_out), self.size.width - 2)
        )
        priced = price(draft, office.payer(draft.visit.payer), office.practice)
        told = carried_in_words(draft.visit, sitting.chart)
        record = [
            *record_lines(draft, priced, sitting.case().tables, told),
            *([Content.assemble(("ALSO OPEN", "bold $text-primary"))] if left_out else []),
            *map(finding_row, left_out),
            *aside_lines(aside, sitting.store.clock.zone),
        ]
        self.query_one("#record-text", Static).update(Content("\n").join(record))
        self.call_after_refresh(self.show_keys)

    def action_sign(self) -> None:
        """Ask for the PIN, then sign."""
        self._go_on = False
        if not self.refused(self._id_of("sign")):
            self._begin()

    def action_next(self) -> None:
        """Sign, and open the next visit that waits."""
        self._go_on = True
        if not self.refused(self._id_of("next")):
            self._begin()

    def _id_of(self, act: str) -> str:
        """Return the id of the key of this place that does ``act``."""
        return next(key.id for key in keys_at(*self.key_places()) if key.action == act)

    def _begin(self) -> None:
        store = self.sitting.store
        until = self._standing.until(store)
        if until is not None:
            person = store.office.person(store.person)
            who = person.name if person else store.person
            visit, name = self.sitting.draft.visit, self.sitting.chart.file.client.name
            stands = f"{until.astimezone(store.clock.zone):%H:%M}"
            asked = ConfirmScreen(
                f"Sign as {who}: Enter signs, your PIN stands until {stands}",
                [],
                [f"{name}, {visit.date:%-d %b %Y}: the record becomes final"],
            )
            self.app.push_screen(asked, self._sign_by_standing)
        else:
            self.ask_pin(store, "Your PIN signs this record; it cannot be changed afterwards", self._sign)

    def _sign(self, pin: str) -> None:
        signed = self._shown_anew(lambda: sign(self.sitting, pin))
        self._standing.given(self.sitting.store)
        self.signed(signed)

    @told
    def _sign_by_standing(self, yes: bool | None) -> None:
        if yes:
            self.signed(self._shown_anew(lambda: sign_by_standing_pin(self.sitting, self._standing)))

    def _shown_anew(self, signing: Callable[[], SignedRecord]) -> SignedRecord:
        """Sign; where that is refused, show what the record says by now."""
        try:
            return signing()
        except NotAllowed:
            self.place(*self.whereabouts())
            self.show_record()
            raise

    def signed(self, record: SignedRecord) -> None:
        """Leave the visit that is final now."""
        name = self.sitting.chart.file.client.name
        self.dismiss(None)
        sentence = f"Signed: {name}, digest {record.signature.digest[:8]}."
        self.post_message(VisitSigned(sentence, go_on=self._go_on))

    def action_read_on(self) -> None:
        """Show the next page of the record."""
        self.query_one("#record", VerticalScroll).scroll_page_down(animate=False)

    def action_times(self) -> None:
        """Enter the session's times and those of each treatment."""
        times = TimesScreen(self.sitting, self.show_record)

        def left(_answer: None) -> None:
            times.forget()
            self.show_record()

        self.app.push_screen(times, left)

    def action_mend(self) -> None:
        """Go back to the worst finding."""
        self.dismiss("mend")

    def action_back(self) -> None:
        """Go back to the visit."""
        self.dismiss(None)


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
