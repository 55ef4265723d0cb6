"""What an unknown word of the quick line means: guesses of the vocabulary, chosen with one key."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.screen import ModalScreen

from charting_tui.shorthand.vocabulary import Term
from charting_tui.widgets.dialog_box import DialogBox
from charting_tui.widgets.lines import SteadyText
from charting_tui.widgets.row_list import Cell, RowList, row

KEEP: Literal["keep"] = "keep"


class TeachWordScreen(ModalScreen[Term | Literal["keep"] | None]):
    """Answers what the word means, “keep” where it stays as typed, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Take the marked meaning", show=False),
        Binding("escape", "leave", "Leave things as they are", show=False),
    ]

    def __init__(self, word: str, guesses: Sequence[Term]) -> None:
        super().__init__()
        self._word = word
        self._guesses = guesses

    def compose(self) -> ComposeResult:
        """Question, guesses, keys."""
        keys = "Press its number, or Enter on the marked one · Esc cancel"
        with DialogBox(f"What does “{self._word}” mean?", keys=keys, classes="box picker"):
            yield RowList()
            yield SteadyText(classes="hint")

    def on_mount(self) -> None:
        """Show the guesses, the likeliest first, and that it may stay as it is."""
        rows = self.query_one(RowList)
        rows.show_rows(
            (
                *(
                    (str(at), row([Cell(str(at), 1, "bold"), Cell(one.kind, 10), Cell(one.name)]))
                    for at, one in enumerate(self._guesses, 1)
                ),
                ("0", row([Cell("0", 1, "bold"), Cell("", 10), Cell("keep as typed")])),
            )
        )
        rows.focus()

    def on_key(self, event: Key) -> None:
        """Answer the one with the number pressed."""
        if event.key in self.query_one(RowList).names:
            event.stop()
            self._answer(event.key)

    def action_choose(self) -> None:
        """Answer the marked one."""
        self._answer(self.query_one(RowList).marked or "0")

    def action_leave(self) -> None:
        """Answer nothing."""
        self.dismiss(None)

    def _answer(self, row_id: str) -> None:
        self.dismiss(KEEP if row_id == "0" else self._guesses[int(row_id) - 1])
