"""What was found in an area: a list of the vocabulary's findings."""

from collections.abc import Collection
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from charting_tui.shorthand.vocabulary import Vocabulary
from charting_tui.widgets.columns import Cell, printable, row
from charting_tui.widgets.row_list import RowList


class PickFindingScreen(ModalScreen[str | None]):
    """Answers the name of a finding to add or to take away, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Add the marked finding, or take it away", show=False),
        Binding("escape", "leave", "Leave things as they are", show=False),
    ]

    def __init__(self, area: str, words: Vocabulary, there: Collection[str]) -> None:
        """``there`` are the findings of the area that are marked already."""
        super().__init__()
        self._area = area
        self._there = there
        every = (term.name for terms in words.terms.values() for term in terms if term.kind == "finding")
        self._names = list(dict.fromkeys((*there, *every)))

    def compose(self) -> ComposeResult:
        """Question, findings, keys."""
        with Vertical(classes="box picker"):
            yield Static(Content(printable(f"What was found: {self._area}")), classes="question")
            yield RowList()
            hint = "a letter goes to its findings, enter adds the marked one or takes it away, esc leaves"
            yield Static(hint, classes="hint")

    def on_mount(self) -> None:
        """Show the findings, those that are there first."""
        rows = self.query_one(RowList)
        rows.show_rows(
            (name, row([Cell("✓" if name in self._there else "", 1), Cell(name)])) for name in self._names
        )
        rows.focus()

    def on_key(self, event: Key) -> None:
        """Go to the next finding that begins with the letter pressed."""
        rows = self.query_one(RowList)
        here = (rows.highlighted or 0) + 1
        order = [*range(here, len(self._names)), *range(here)]
        found = [at for at in order if len(event.key) == 1 and self._names[at].startswith(event.key)]
        if found:
            event.stop()
            rows.highlighted = found[0]

    def action_choose(self) -> None:
        """Answer the marked one."""
        self.dismiss(self.query_one(RowList).marked)

    def action_leave(self) -> None:
        """Answer nothing."""
        self.dismiss(None)
