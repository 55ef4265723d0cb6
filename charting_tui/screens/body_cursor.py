"""The cursor on the body: by arrows from area to area, from side to side, or by an area's word."""

from collections.abc import Iterable
from contextlib import suppress
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.events import Key as KeyPressed
from textual.widget import Widget
from textual.widgets import Input, Static

from charting_tui.acts.kept import Kept
from charting_tui.records.visit import AreaFinding
from charting_tui.screens.framed import FramedScreen
from charting_tui.screens.keeping import Keeping
from charting_tui.shorthand.amounts import Side
from charting_tui.shorthand.body_line import marks_in
from charting_tui.shorthand.body_map import Stop, drawn_body
from charting_tui.shorthand.body_marks import as_said, found_words
from charting_tui.shorthand.vocabulary import Vocabulary
from charting_tui.shorthand.wording import placed
from charting_tui.store.refusals import JournalFull
from charting_tui.store.words import Words
from charting_tui.widgets.columns import printable

_SIDES: dict[str, Side] = {"l": "left", "r": "right", "b": "both"}
_EXAMPLE = "An area's word, like ut, lev or neck; ut b3 marks it too. Esc leaves."


class BodyCursorScreen(FramedScreen):
    """Moves the cursor; what is drawn and what is marked is the screen's own."""

    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init__(self, words: Vocabulary, kept: Kept) -> None:
        """``kept`` keeps the word that is being found."""
        super().__init__()
        self.kept = kept
        self._keeping = Keeping(self, self._keep)
        self.body = drawn_body()
        self.words = words
        self.at = next(self.body.stops())
        self.area = self.at.areas[0]
        self.both = False
        """Whether both sides are marked at once."""
        self._held = ("", self.at)
        """A side's letter, which may be the beginning of a word, and where the cursor was before it."""

    @property
    def side(self) -> Side:
        """The side at the cursor; empty on the midline."""
        return "both" if self.both else self.at.side

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides that the cursor stands on."""
        return ("right", "left") if self.both else (self.at.side,)

    @property
    def named(self) -> str:
        """The area at the cursor with its side."""
        return placed(self.area, self.side)

    def on_mount(self) -> None:
        """Go on with the word in which an earlier login was cut off."""
        found = self.kept.found
        if found is not None:
            self._find(found.texts.get("find", ""))
            self.query_one("#body-find", Input).cursor_position = found.cursor
        self._keeping.watch(self.query_one("#body-find", Input))

    def _keep(self) -> None:
        field = self.query_one("#body-find", Input)
        if self.is_finding:
            self.kept.keep(Words({"find": field.value}, cursor=field.cursor_position))

    def draw(self) -> None:
        """Show the cursor where it is."""

    def mark_found(self, marks: Iterable[AreaFinding]) -> None:
        """Make the marks that were typed with an area's word."""

    def finding(self) -> Iterable[Widget]:
        """Give the line that says what is at the cursor, and the field for a word."""
        yield Static(id="body-at")
        field = Input(id="body-find", compact=True, select_on_focus=False)
        field.cursor_blink = False
        field.display = False
        yield field

    def areas_here(self) -> tuple[str, ...]:
        """Return the areas that can be marked at the cursor."""
        return tuple(dict.fromkeys((*self.at.areas, self.area)))

    def put_cursor(self, area: str, side: Side) -> None:
        """Put the cursor on an area; one that is not drawn leaves it where it is."""
        for stop in self.body.stops_of(area, side)[:1]:
            self.at, self.area, self.both = stop, area, side == "both"

    def _go(self, stop: Stop) -> None:
        self.at, self.area, self.both = stop, stop.areas[0], False
        self.draw()

    def action_go_up(self) -> None:
        """Go to the next area above."""
        self._go(self.body.next_stop(self.at, 0, -1))

    def action_go_down(self) -> None:
        """Go to the next area below."""
        self._go(self.body.next_stop(self.at, 0, 1))

    def action_go_left(self) -> None:
        """Go to the next area at the left of the screen."""
        self._go(self.body.next_stop(self.at, -1, 0))

    def action_go_right(self) -> None:
        """Go to the next area at the right of the screen."""
        self._go(self.body.next_stop(self.at, 1, 0))

    def action_turn(self) -> None:
        """Go to the other view."""
        self._go(self.body.turned(self.at))

    def action_next_area(self) -> None:
        """Go to another of the areas that lie here."""
        if not self.refused("body.next-area"):
            areas = self.areas_here()
            self.area = areas[(areas.index(self.area) + 1) % len(areas)]
            self.draw()

    def action_left(self) -> None:
        """Go to the left side."""
        self._go_to_side("left")

    def action_right(self) -> None:
        """Go to the right side."""
        self._go_to_side("right")

    def action_both(self) -> None:
        """Mark both sides at once."""
        self._go_to_side("both")

    def _go_to_side(self, side: Side) -> None:
        self._held = (side[0], self.at)
        self.at = Stop(self.at.spot, side if side != "both" else self.at.side or "right")
        self.both = side == "both"
        self.draw()

    def on_key(self, event: KeyPressed) -> None:
        """Begin to find an area where a letter is typed; a side's letter may have begun its word."""
        (held, before), self._held = self._held, ("", self.at)
        letter = event.character or ""
        if self.is_finding or not letter.isalpha():
            return
        if held and self._area_like(held + letter) is not None:
            self.at = before
            self._find(held + letter)
        elif event.key not in self.active_bindings:
            self._find(letter)
        else:
            return
        event.stop()

    @property
    def is_finding(self) -> bool:
        """Whether the field for a word is open."""
        return self.query_one("#body-find", Input).display

    def action_find(self) -> None:
        """Find an area by its word."""
        self._find("")

    def _find(self, begun: str) -> None:
        self.add_class("-finding")
        field = self.query_one("#body-find", Input)
        field.display = True
        field.value = begun
        field.cursor_position = len(begun)
        field.focus()
        self._show_found(begun)

    def end_find(self) -> None:
        """Put the field away."""
        self.set_focus(None)
        self.remove_class("-finding")
        self.query_one("#body-find", Input).display = False
        with suppress(JournalFull):  # told of by the next word or mark
            self.kept.forget()
        self.draw()

    def _area_like(self, typed: str) -> tuple[str, Side] | None:
        """Return the area that a word or its beginning names; a side's letter may stand before it."""
        word = typed.strip().casefold()
        terms = (term for _, term in self.words.beginning_with(word) if word and term.kind == "area")
        for area, spot in ((term.name, self.body.spot_of(term.name)) for term in terms):
            if spot is not None:
                return area, "" if area in spot.middle else self.at.side
        side = _SIDES.get(word[:1])
        rest = self._area_like(word[1:]) if side and len(word) > 1 else None
        return (rest[0], side) if rest and side else None

    @on(Input.Changed, "#body-find")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show_found(event.value)

    def _show_found(self, typed: str) -> None:
        marks = self._typed_marks(typed)
        found = (marks[-1].area, marks[-1].side) if marks else self._area_like(typed)
        if found is not None:
            self.put_cursor(*found)
            self.draw()
        if marks:
            said = (f"{placed(area, side)} {found_words(of)}" for (area, side), of in as_said(marks).items())
            line = f"Enter marks {'; '.join(said)}. Esc leaves."
        elif found is not None:
            line = f"Enter goes to {self.named}. Esc leaves."
        else:
            line = f"No area begins with “{typed.strip()}”. Esc leaves." if typed.strip() else _EXAMPLE
        self.query_one("#body-at", Static).update(Content(printable(line)))

    def _typed_marks(self, typed: str) -> tuple[AreaFinding, ...]:
        line = marks_in(typed, self.words)
        return () if line.rest else line.marks

    @on(Input.Submitted, "#body-find")
    def _found(self, event: Input.Submitted) -> None:
        event.stop()
        typed = event.value.strip()
        marks = self._typed_marks(typed)
        self.end_find()
        if marks:
            self.mark_found(marks)
        elif typed and self._area_like(typed) is None:
            self.say(f"No area begins with “{typed}”.", refusal=True)
