"""A text area of which every change is told at once, and in which a dot and a name bring in a phrase."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from rich.text import Text
from textual import on
from textual.events import Key
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult, Selection

from charting_tui.records.additions import Phrase
from charting_tui.shorthand.phrases import TO_FILL, Slot, in_note, name_before, slots_in
from charting_tui.textual_private.widgets import let_undo_long_pastes


class KeptText(TextArea):
    """Calls ``keep`` at each change; ``TextArea.Changed`` may come after the change was drawn."""

    keep: Callable[[], object] | None = None

    def __init__(self, text: str = "", **options: Any) -> None:
        super().__init__(text, **options)
        let_undo_long_pastes(self)

    def edit(self, edit: Edit) -> EditResult:
        """Change the text."""
        result = super().edit(edit)
        self._changed()
        return result

    def undo(self) -> None:
        """Take the last changes of the text back."""
        super().undo()
        self._changed()

    def redo(self) -> None:
        """Make them again."""
        super().redo()
        self._changed()

    @property
    def cursor_index(self) -> int:
        """How many characters stand before the cursor."""
        row, column = self.cursor_location
        return sum(len(self.document.get_line(above)) + 1 for above in range(row)) + column

    def put_back(self, text: str, cursor: int) -> None:
        """Show a text without taking it for typing, the cursor behind so many characters of it."""
        with self.prevent(TextArea.Changed):
            self.load_text(text)
        before = text[:cursor].split("\n")
        self.move_cursor((len(before) - 1, len(before[-1])))

    def _changed(self) -> None:
        if self.keep is not None:
            self.keep()


class PhraseText(KeptText):
    """Brings a phrase in at a blank or enter behind its name; typing over a selected place fills it."""

    @dataclass
    class Expanded(Message):
        """A phrase was brought in; its lines are as they stand there, from row ``first`` on."""

        name: str
        first: int
        lines: tuple[str, ...]

    @dataclass
    class Hinted(Message):
        """What may be typed now: names of phrases that begin so, or what the place at hand takes."""

        text: str

    def __init__(self, section: str, **options: Any) -> None:
        super().__init__(id=section, **options)
        self.section = section
        self.phrases: Mapping[str, Phrase] = {}
        """What can be brought in, by name in small letters."""
        self._marked = -1
        """Which choice of the place at hand is marked; -1 for none."""

    def get_line(self, line_index: int) -> Text:
        """Return a line, its places set off."""
        line = super().get_line(line_index)
        for slot in slots_in(line.plain):
            line.stylize("bold", slot.start, slot.end)
        return line

    def on_key(self, event: Key) -> None:
        """Bring a phrase in, or choose in a place; every other key is the text area's."""
        if self.read_only:
            return
        slot = self._slot_at_hand()
        if self._key_in_place(event.key, slot) if slot else self._key_behind_name(event.key):
            event.prevent_default()
            event.stop()

    def _key_in_place(self, key: str, slot: Slot) -> bool:
        count = len(slot.choices)
        if key == "enter":
            self._go_on()
        elif key.isdecimal() and 0 < int(key) <= count:
            self._marked = int(key) - 1
            self._go_on()
        elif key in {"down", "up"} and count:
            self._marked = (max(self._marked, 0) - 1 if key == "up" else self._marked + 1) % count
            self.post_message(self.Hinted(self._place_hint(slot)))
        else:
            return False
        return True

    def _go_on(self) -> None:
        if not self.next_place():
            self.move_cursor(self.selection.end)

    def _key_behind_name(self, key: str) -> bool:
        if key not in {"space", "enter"} or not self.selection.is_empty:
            return False
        row, column = self.cursor_location
        name = name_before(self.document.get_line(row)[:column])
        phrase = self.phrases.get(name.casefold()) if name else None
        if not name or phrase is None:
            return False
        self._bring_in(phrase, row, column - len(name) - 1, column, "\n" if key == "enter" else " ")
        return True

    def _bring_in(self, phrase: Phrase, row: int, first: int, last: int, typed: str) -> None:
        """Put the phrase in the place of its name; the blank behind it stays where nothing is to fill."""
        text = in_note(phrase.text.strip("\n"))
        to_fill = any(slot for line in text.split("\n") for slot in slots_in(line))
        self._put(text if to_fill else text + typed, row, first, last)
        lines = range(row, row + text.count("\n") + 1)
        self.post_message(
            self.Expanded(phrase.name, row, tuple(self.document.get_line(one) for one in lines))
        )
        if to_fill:
            self._select_first((row, first))

    def finish_name(self) -> bool:
        """Bring in the phrase that a name begins, or write the name as far as several agree."""
        row, column = self.cursor_location
        name = name_before(self.document.get_line(row)[:column]) if self.selection.is_empty else None
        begun = [one for one in self.phrases if name and one.startswith(name.casefold())]
        if not name or not begun or self.read_only:
            return False
        phrase = self.phrases.get(name.casefold()) or (self.phrases[begun[0]] if len(begun) == 1 else None)
        start = column - len(name)
        if phrase is not None:
            self._bring_in(phrase, row, start - 1, column, " ")
        else:
            agreed = takewhile(lambda letters: len(set(letters)) == 1, zip(*begun, strict=False))
            self._put("".join(letters[0] for letters in agreed), row, start, column)
        return True

    def next_place(self) -> bool:
        """Leave the place at hand as it is filled by now, and go to the next; False where there is none."""
        row, column = self.selection.end
        slot = self._slot_at_hand()
        if slot is not None:
            filling = slot.choices[self._marked] if self._marked >= 0 and slot.choices else slot.default
            if filling:
                self._put(filling, row, slot.start, slot.end)
                column = slot.start + len(filling)
        return self._select_first((row, column))

    def previous_place(self) -> bool:
        """Go to the place before; False where there is none."""
        before = [one for one in self._places() if (one[0], one[1].end) <= self.selection.start]
        if before:
            self._select(*before[-1])
        return bool(before)

    @property
    def in_place(self) -> bool:
        """Whether a place is selected, to be filled."""
        return self._slot_at_hand() is not None

    def select_place_here(self) -> None:
        """Select the place in which the cursor stands, or at an end of which, if it does."""
        row, column = self.cursor_location
        for slot in slots_in(self.document.get_line(row)):
            if slot.start <= column <= slot.end:
                self._select(row, slot)
                return

    def _select_first(self, behind: tuple[int, int]) -> bool:
        for row, slot in self._places():
            if (row, slot.end) > behind:
                self._select(row, slot)
                return True
        return False

    def _select(self, row: int, slot: Slot) -> None:
        self.selection = Selection((row, slot.start), (row, slot.end))
        self.scroll_cursor_visible()

    def _put(self, text: str, row: int, first: int, last: int) -> None:
        """Replace a part of a line, as one step that undo takes back."""
        self.history.checkpoint()
        self.replace(text, (row, first), (row, last), maintain_selection_offset=False)
        self.history.checkpoint()

    def _places(self) -> Iterator[tuple[int, Slot]]:
        for row in range(self.document.line_count):
            for slot in slots_in(self.document.get_line(row)):
                yield row, slot

    def _slot_at_hand(self) -> Slot | None:
        """Return the place that is selected, and nothing else with it; None where that is not so."""
        start, end = sorted(self.selection)
        if start[0] != end[0]:
            return None
        line = self.document.get_line(start[0])
        return next((slot for slot in slots_in(line) if (slot.start, slot.end) == (start[1], end[1])), None)

    @on(TextArea.SelectionChanged)
    def _hint(self) -> None:
        self._marked = -1
        slot = self._slot_at_hand()
        if slot is not None:
            self.post_message(self.Hinted(self._place_hint(slot)))
            return
        row, column = self.cursor_location
        name = name_before(self.document.get_line(row)[:column])
        if name is not None and (listed := self._names_hint(name.casefold())):
            self.post_message(self.Hinted(listed))

    def _place_hint(self, slot: Slot) -> str:
        if slot.choices:
            listed = "  ".join(
                f"{'›' if number == self._marked else ''}{number + 1} {choice}"
                for number, choice in enumerate(slot.choices)
            )
            return f"{listed}   (type a number, or Down and Enter)"
        if slot.default:
            return f"Press Tab to keep “{slot.default}”, or type to replace it."
        wanted = slot.inside.strip().removeprefix(TO_FILL).strip()
        return f"Fill in: {wanted or 'type the words'}. Tab next, Shift+Tab previous."

    def _names_hint(self, start: str) -> str:
        """Return the names that begin so: those meant for this section, or all where none is."""
        begun = [phrase for name, phrase in self.phrases.items() if name.startswith(start)]
        here = [phrase for phrase in begun if not phrase.sections or self.section in phrase.sections]
        if start and len(begun) == 1:
            return f".{begun[0].name} + space inserts: {' '.join(begun[0].text.split())}"
        return " ".join(f".{phrase.name}" for phrase in here or begun)
