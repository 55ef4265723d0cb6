"""Two texts of one visit, side by side; nothing is saved until one says what is to stand."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.coding.billing.pricing import price
from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.keys import Place
from charting_tui.operations.visits.saving import both
from charting_tui.records.claim import Draft
from charting_tui.records.office import Office
from charting_tui.screens.frame.framed import FramedScreen
from charting_tui.screens.signing.record_text import record_lines
from charting_tui.widgets.bindings import bindings


class ConflictScreen(FramedScreen):
    """Answers “both”, “mine” or “theirs”, or None to go on writing."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.CONFLICT)

    def __init__(self, mine: Draft, theirs: Draft, office: Office) -> None:
        super().__init__()
        self._mine = mine
        self._theirs = theirs
        self._office = office

    def inside(self) -> Iterable[Widget]:
        """What happened, then the two records."""
        yield Static(
            "This visit was saved elsewhere while you wrote. Both texts are kept until you choose.", id="open"
        )
        with Horizontal(id="texts"):
            for name in ("mine", "theirs"):
                with VerticalScroll(id=name):
                    yield Static(id=f"{name}-text")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.CONFLICT,)

    def on_mount(self) -> None:
        """Show both records."""
        self.place("Today › changed elsewhere")
        for name, heading, draft in (
            ("mine", "YOURS", self._mine),
            ("theirs", "SAVED ELSEWHERE", self._theirs),
        ):
            visit = draft.visit
            priced = price(draft, self._office.payer(visit.payer), self._office.practice)
            lines = (
                Content.assemble((heading, "bold $text-accent")),
                *record_lines(draft, priced, tables_on(visit.date)),
            )
            self.query_one(f"#{name}-text", Static).update(Content("\n").join(lines))
        self.query_one("#mine").focus()
        self.call_after_refresh(self.show_keys)

    def action_both(self) -> None:
        """Keep both texts."""
        self.dismiss("both")

    def action_mine(self) -> None:
        """Let my text stand."""
        self.dismiss("mine")

    def action_theirs(self) -> None:
        """Let theirs stand."""
        self.dismiss("theirs")

    def action_back(self) -> None:
        """Go on writing; the chart has theirs, the journal mine."""
        self.dismiss(None)


def chosen(answer: str, mine: Draft, theirs: Draft) -> Draft:
    """Return the draft that an answer lets stand."""
    return {"mine": mine, "theirs": theirs}.get(answer) or both(theirs, mine)
