"""What a payer's change would do to open visits, shown before it is saved."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from charting_tui.keys import Place, keys_at
from charting_tui.operations.settings.payer_effect import Effect, VisitEffect
from charting_tui.records.values import dollars_of
from charting_tui.rules.finding import Finding
from charting_tui.widgets.bindings import bindings
from charting_tui.widgets.columns import Cell, printable, row
from charting_tui.widgets.findings_list import finding_row
from charting_tui.widgets.row_list import RowList

_NONE = "Nothing to list: no open visit would change."


class PayerEffectScreen(ModalScreen[bool]):
    """Answers whether the change is to be saved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.EFFECT),
        Binding("escape,n", "leave", "Leave things as they are", show=False),
    ]

    def __init__(self, title: str, before: str, after: str, effect: Effect) -> None:
        super().__init__()
        self._title = title
        self._before = before
        self._after = after
        self._effect = effect

    def compose(self) -> ComposeResult:
        """The setting before and after, the effect in a sentence, the visits concerned, the keys."""
        with Vertical(classes="box"):
            yield Static(Content(printable(self._title)), classes="question")
            yield Static(Content.assemble(("- ", "$text-error bold"), printable(self._before)))
            yield Static(Content.assemble(("+ ", "$text-success bold"), printable(self._after)))
            yield Static(Content(printable(self._effect.sentence)), id="effect")
            yield RowList(id="effect-rows")
            keys = ", ".join(f"{key.shown} {key.word}" for key in keys_at(Place.EFFECT))
            yield Static(f"{keys}, esc leaves things as they are", classes="hint")

    def on_mount(self) -> None:
        """Keep the list back until it is asked for."""
        self.query_one(RowList).display = False

    def action_list(self) -> None:
        """Show the visits that would change, or put them away."""
        rows = self.query_one(RowList)
        if not self._effect.changes:
            self.query_one(".hint", Static).update(_NONE)
            return
        rows.display = not rows.display
        if rows.display:
            rows.show_rows(self._rows(rows.container_size.width or 74))
            rows.focus()

    def _rows(self, width: int) -> Iterator[tuple[str, Content]]:
        for change in self._effect.changes:
            yield f"{change.visit.visit}", _visit_row(change)
            for sign, style, found in (
                *(("+", "$text-error bold", one) for one in change.new),
                *(("-", "$text-success bold", one) for one in change.gone),
            ):
                name = f"{change.visit.visit} {sign} {found.rule} {found.field}"
                yield name, _finding_row(sign, style, found, width)

    def action_save(self) -> None:
        """Answer yes."""
        self.dismiss(result=True)

    def action_leave(self) -> None:
        """Answer no."""
        self.dismiss(result=False)


def _visit_row(change: VisitEffect) -> Content:
    visit = change.visit
    when = f"{visit.day:%d %b}" + (f" {visit.start:%H:%M}" if visit.start else "")
    money = ""
    if change.cents_before != change.cents_after:
        money = f"${dollars_of(change.cents_before)} → ${dollars_of(change.cents_after)}"
    return row([Cell(when, 12), Cell(visit.client_name, 28, "bold"), Cell(money)])


def _finding_row(sign: str, style: str, found: Finding, width: int) -> Content:
    return Content.assemble("  ", (sign, style), " ", finding_row(found, max(width - 4, 30)))
