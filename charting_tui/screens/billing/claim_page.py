"""One claim before it goes out, as its payer will read it."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.keys import Key, Place
from charting_tui.operations.billing.claim_preview import ClaimPageLine, claim_preview
from charting_tui.operations.billing.formats import ClaimFormat
from charting_tui.operations.billing.handing_over import BillableVisit
from charting_tui.screens.frame.base_screen import BaseScreen, told
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.row_list import fitted, printable
from charting_tui.worklist.summary import VisitSummary

_LABEL = 14


class ClaimPreviewScreen(BaseScreen):
    """Shows one claim for reading, and the others of the list by one key; answers the visit shown last."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.CLAIM)
    LONG = "#record"

    def __init__(
        self, store: ChartStore, claims: Sequence[tuple[VisitSummary, ClaimFormat]], at: int
    ) -> None:
        """``claims`` are all of the list with the kind of file each goes out in, ``at`` the one to show."""
        super().__init__()
        self._store = store
        self._claims = tuple(claims)
        self._at = at

    def inside(self) -> tuple[Widget, ...]:
        """The page, which scrolls."""
        pane = VerticalScroll(Static(id="record-text"), id="record", classes="pane")
        pane.border_title = "Claim"
        return (pane,)

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.CLAIM,)

    def why_not(self, key: Key) -> str:
        """There is a claim before and after this one, or not."""
        if key.id == "claim.next" and self._at == len(self._claims) - 1:
            return "This is the last claim on the list."
        if key.id == "claim.previous" and not self._at:
            return "This is the first claim on the list."
        return ""

    def on_mount(self) -> None:
        """Show the claim that was marked."""
        self.query_one("#record").focus()
        self._show()

    @told
    def _show(self) -> None:
        row, kind = self._claims[self._at]
        self.place(
            f"Today › Unbilled › Bill › {row.client_name}, {row.day:%b %-d}",
            f"{self._at + 1} of {len(self._claims)}",
        )
        lines = claim_preview(self._store, BillableVisit(row.client, row.visit), kind)
        self._store.log_access(row.client, "claim")
        self.query_one("#record-text", Static).update(Content("\n").join(map(_shown, lines)))
        self.query_one("#record").scroll_home(animate=False)
        self.call_after_refresh(self.show_keys)

    def action_next(self) -> None:
        """Show the next claim."""
        if not self.refused("claim.next"):
            self._at += 1
            self._show()

    def action_previous(self) -> None:
        """Show the claim before."""
        if not self.refused("claim.previous"):
            self._at -= 1
            self._show()

    def action_back(self) -> None:
        """Go back to the list."""
        self.dismiss(self._claims[self._at][0].visit)


def _shown(line: ClaimPageLine) -> Content:
    if not line.text:
        return Content.assemble((printable(line.label), "$text-primary bold"))
    text = (printable(line.text), "$text-error bold" if line.missing else "")
    return Content.assemble((fitted(line.label, _LABEL), "$text-disabled"), text)
