"""What is at the cursor on the body: in words, found by its word, and what was found there."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.events import Key as KeyPressed
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from charting_tui.operations.kept import Kept
from charting_tui.records.visit import AreaFinding
from charting_tui.screens.frame.base_screen import BaseScreen
from charting_tui.screens.frame.keeping import Keeping
from charting_tui.shorthand.body_chart.body_cursor import BodyCursor
from charting_tui.shorthand.body_chart.body_line import marks_in
from charting_tui.shorthand.body_chart.body_marks import as_said, found_words
from charting_tui.shorthand.dialect.amounts import Side
from charting_tui.shorthand.vocabulary import Vocabulary
from charting_tui.shorthand.write.wording import placed
from charting_tui.store.journals.typing_state import Words
from charting_tui.store.refusals import JournalFull
from charting_tui.widgets.dialog_box import DialogBox
from charting_tui.widgets.lines import SteadyText
from charting_tui.widgets.row_list import Cell, RowList, printable, row
from charting_tui.widgets.text_line import TextLine

_EXAMPLE = "Type an area, such as ut, lev or neck; ut b3 also grades it. Press Esc to cancel."


class AreaFind(Vertical):
    """Moves the cursor to the area that is typed."""

    @dataclass
    class CursorMoved(Message):
        """The cursor stands on the area that is being typed."""

    @dataclass
    class Ended(Message):
        """The field was left, with what was typed in it, if that was entered."""

        typed: str = ""
        marks: tuple[AreaFinding, ...] = ()

    def __init__(self, base_screen: BaseScreen, cursor: BodyCursor, kept: Kept) -> None:
        """``kept`` keeps the word that is being found."""
        super().__init__()
        self._base_screen = base_screen
        self._cursor = cursor
        self._kept = kept
        self._keeping = Keeping(base_screen, self._keep)
        self._line = Static(id="body-at")
        self._field = TextLine(id="body-find", select_on_focus=False)
        self._field.display = False
        self._held = ("", cursor.at)
        """A side's letter, which may be the beginning of a word, and where the cursor was before it."""

    def compose(self) -> ComposeResult:
        """The line, and the field for a word."""
        yield self._line
        yield self._field

    def on_mount(self) -> None:
        """Go on with the word in which an earlier login was cut off."""
        found = self._kept.found
        if found is not None:
            self.begin(found.texts.get("find", ""))
            self._field.cursor_position = found.cursor
        self._keeping.watch(self._field)

    @property
    def is_open(self) -> bool:
        """Whether the field for a word is open."""
        return self._field.display

    def show(self, words: str) -> None:
        """Say in words what is at the cursor, while nothing is being found."""
        if not self.is_open:
            self._line.update(Content(words))

    def hold(self, side: Side) -> None:
        """Take note that a side's letter was pressed, before the cursor goes there."""
        self._held = (side[0], self._cursor.at)

    def begins_with(self, event: KeyPressed) -> bool:
        """Begin to find an area where a letter is typed; a side's letter may have begun its word."""
        (held, before), self._held = self._held, ("", self._cursor.at)
        letter = event.character or ""
        if self.is_open or not letter.isalpha():
            return False
        if held and self._cursor.area_like(held + letter) is not None:
            self._cursor.at = before
            self.begin(held + letter)
        elif event.key not in self._base_screen.active_bindings:
            self.begin(letter)
        else:
            return False
        return True

    def begin(self, begun: str) -> None:
        """Find an area by its word."""
        self._base_screen.add_class("-finding")
        self._field.display = True
        self._field.value = begun
        self._field.cursor_position = len(begun)
        self._field.focus()
        self._show_found(begun)

    def end(self) -> None:
        """Put the field away."""
        self._put_away()
        self._base_screen.post_message(self.Ended())

    def _put_away(self) -> None:
        self._base_screen.set_focus(None)
        self._base_screen.remove_class("-finding")
        self._field.display = False
        with suppress(JournalFull):  # told of by the next word or mark
            self._kept.forget()

    def _keep(self) -> None:
        if self.is_open:
            self._kept.keep(Words({"find": self._field.value}, cursor=self._field.cursor_position))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show_found(event.value)

    def _show_found(self, typed: str) -> None:
        marks = self._typed_marks(typed)
        found = (marks[-1].area, marks[-1].side) if marks else self._cursor.area_like(typed)
        if found is not None:
            self._cursor.put(*found)
            self._base_screen.post_message(self.CursorMoved())
        if marks:
            said = (f"{placed(area, side)} {found_words(of)}" for (area, side), of in as_said(marks).items())
            line = f"Press Enter to mark {'; '.join(said)}, Esc to cancel."
        elif found is not None:
            line = f"Press Enter to go to {self._cursor.named}, Esc to cancel."
        else:
            line = (
                f"No area begins with “{typed.strip()}”. Try another word, or press Esc."
                if typed.strip()
                else _EXAMPLE
            )
        self._line.update(Content(printable(line)))

    def _typed_marks(self, typed: str) -> tuple[AreaFinding, ...]:
        line = marks_in(typed, self._cursor.words)
        return () if line.rest else line.marks

    @on(Input.Submitted)
    def _found(self, event: Input.Submitted) -> None:
        event.stop()
        typed = event.value.strip()
        marks = self._typed_marks(typed)
        self._put_away()
        self._base_screen.post_message(self.Ended(typed, marks))


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
        keys = "Letter jumps to its findings · Enter add or remove · Esc back"
        with DialogBox(f"What was found: {self._area}", keys=keys, classes="box picker"):
            yield RowList()
            yield SteadyText(classes="hint")

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
