"""Review and sign: the whole record on one page, what is still open, then the PIN."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.acts.signing import check_pin, choose_pin, has_pin, may_sign, sign
from charting_tui.acts.sitting import Sitting
from charting_tui.coding.pricing import price
from charting_tui.errors import BadInput
from charting_tui.keys import Key, Place
from charting_tui.rules.finding import Finding, Severity
from charting_tui.screens.ask import AskScreen
from charting_tui.screens.framed import FramedScreen, told
from charting_tui.screens.messages import VisitSigned
from charting_tui.screens.record_text import aside_lines, record_lines
from charting_tui.store.pins import new_pin
from charting_tui.widgets.bindings import bindings
from charting_tui.widgets.columns import printable
from charting_tui.widgets.findings_list import finding_row

_NOT_YET = frozenset({"N001"})
"""What the signature itself mends."""


class ReviewScreen(FramedScreen):
    """Shows one visit as it would be signed; answers “mend” to go back to a finding."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.REVIEW)

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self._sitting = sitting
        self._chosen = ""

    def inside(self) -> Iterable[Widget]:
        """What is open, then the record."""
        yield Static(id="open")
        with VerticalScroll(id="record"):
            yield Static(id="record-text")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.REVIEW,)

    def why_not(self, key: Key) -> str:
        """Signing may be refused."""
        return may_sign(self._sitting) if key.id == "review.sign" else ""

    def on_mount(self) -> None:
        """Show the record."""
        sitting = self._sitting
        draft, office = sitting.draft, sitting.store.office
        self.place(f"Today › {sitting.chart.file.client.name} › review and sign")
        standing, aside = sitting.judged()
        findings = [found for found in standing if found.rule not in _NOT_YET]
        self.query_one("#open", Static).update(_open(findings, len(aside), may_sign(sitting)))
        priced = price(draft, office.payer(draft.visit.payer), office.practice)
        record = [
            *record_lines(draft, priced, sitting.case().tables),
            *aside_lines(aside, sitting.store.clock.zone),
        ]
        self.query_one("#record-text", Static).update(Content("\n").join(record))
        self.query_one("#record").focus()
        self.call_after_refresh(self.show_keys)

    def action_sign(self) -> None:
        """Ask for the PIN, then sign."""
        if self.refused("review.sign"):
            return
        if has_pin(self._sitting.store):
            question = "Your PIN signs this record; it cannot be changed afterwards"
            self._ask_pin(question, partial(check_pin, self._sitting.store), self._sign)
        else:
            self._ask_pin("You have no PIN yet. Choose six digits", new_pin, self._choose)

    def _ask_pin(
        self, question: str, check: Callable[[str], object], then: Callable[[str | None], None]
    ) -> None:
        asked = AskScreen(
            question,
            secret=True,
            hint=lambda _text: "Six digits, then Enter. Esc signs nothing.",
            check=check,
        )
        self.app.push_screen(asked, then)

    @told
    def _choose(self, pin: str | None) -> None:
        if pin is not None:
            self._chosen = pin
            self._ask_pin("The same six digits once more", new_pin, self._chosen_twice)

    @told
    def _chosen_twice(self, pin: str | None) -> None:
        if pin is None:
            return
        if pin != self._chosen:
            raise BadInput("The two PINs differ; none is set. Press s to choose again.")
        choose_pin(self._sitting.store, pin)
        self._sign(pin)

    @told
    def _sign(self, pin: str | None) -> None:
        if pin is None:
            return
        signed = sign(self._sitting, pin)
        name = self._sitting.chart.file.client.name
        self.dismiss(None)
        self.post_message(VisitSigned(f"Signed: {name}, digest {signed.signature.digest[:8]}."))

    def action_mend(self) -> None:
        """Go back to the worst finding."""
        self.dismiss("mend")

    def action_back(self) -> None:
        """Go back to the visit."""
        self.dismiss(None)


def _open(findings: list[Finding], aside: int, refusal: str) -> Content:
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
        told = f" {aside} {'is' if aside == 1 else 'are'} set aside, at the end of the record."
        lead = Content.assemble(lead, (told, "$text-disabled"))
    return Content("\n").join([lead, *map(finding_row, findings)])
