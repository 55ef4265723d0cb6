"""Body chart: what was found, marked by keyboard on today's body, beside the body of the last visit."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from textwrap import wrap
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.events import Key as KeyPressed
from textual.events import Resize
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.ascii_letters import wants_ascii
from charting_tui.keys import Key, Place
from charting_tui.operations.visits.body_chart import SAID_OTHERWISE, BodyMarking, found_at
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.quick_words import vocabulary_of
from charting_tui.records.visit import AreaFinding
from charting_tui.screens.frame.base_screen import WIDE, BaseScreen, told
from charting_tui.screens.visit.area_find import AreaFind, PickFindingScreen
from charting_tui.shorthand.body_chart.body_cursor import BodyCursor
from charting_tui.shorthand.body_chart.body_map import Stop
from charting_tui.shorthand.body_chart.body_marks import (
    TRIGGER_POINTS,
    Change,
    added,
    differences,
    found_words,
    graded,
    removed,
    without,
)
from charting_tui.shorthand.dialect.amounts import Side
from charting_tui.shorthand.write.wording import capital, listed
from charting_tui.widgets.body_figure import FIGURES, SIGNS, figures, mark_rows
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.row_list import printable

_BESIDE_FROM = 32
"""Lines from which the last visit's body stands beside today's."""
_LEAST = 10
_FRAMES = 10
"""Columns that the frames of both bodies take, with the blanks inside them."""


class BodyFigures(Container):
    """Both bodies side by side where there is room, else the one that is looked at."""

    def __init__(self, marking: BodyMarking, cursor: BodyCursor) -> None:
        super().__init__(id="body-chart")
        self._marking = marking
        self._cursor = cursor
        self.shows_last = False
        """Whether the last visit's body is looked at, where there is no room for both."""

    def compose(self) -> ComposeResult:
        """Each body with words beside or below it: what is marked, and how the last visit differs."""
        for body, words in (("today", "marks"), ("last", "changes")):
            with Container(id=f"body-{body}", classes="body-side"):
                yield Static(id=f"figure-{body}")
                yield Static(id=f"body-{words}")

    @staticmethod
    def stand_beside(size: Size) -> bool:
        """Whether a screen of that size has room for both."""
        return size.width >= WIDE and size.height >= _BESIDE_FROM

    @property
    def last_day(self) -> str:
        """The day of the last visit that has marks."""
        last = self._marking.last
        return f"{last.date:%-m/%-d/%Y}" if last else "No earlier visit has findings on the body chart"

    def draw(self, size: Size) -> None:
        """Show them on a screen of that size."""
        marking, beside = self._marking, self.stand_beside(size)
        self.set_class(beside, "-beside")
        for side in self.query(".body-side"):
            side.set_class(beside, "pane")
        room = (size.width - _FRAMES) // 2 if beside else max(size.width - FIGURES - 5, _LEAST)
        self._draw_one(("today", "marks"), "Today", marking.marks, self._today_lines(room), beside=beside)
        changes = self._change_lines(room)
        self._draw_one(("last", "changes"), self.last_day, marking.last_marks, changes, beside=beside)

    def _draw_one(
        self,
        names: tuple[str, str],
        title: str,
        marks: Sequence[AreaFinding],
        lines: Iterator[Content],
        *,
        beside: bool,
    ) -> None:
        side = self.query_one(f"#body-{names[0]}")
        side.border_title = title
        cursor = [Stop(self._cursor.at.spot, side) for side in self._cursor.sides]
        drawn = figures(self._cursor.body, marks, cursor, in_ascii=wants_ascii(os.environ))
        self.query_one(f"#figure-{names[0]}", Static).update(drawn)
        self.query_one(f"#body-{names[1]}", Static).update(Content("\n").join(lines))
        side.display = beside or (names[0] == "last") is self.shows_last

    def _today_lines(self, room: int) -> Iterator[Content]:
        waiting = self._marking.waiting
        yield Content.assemble(("Today", "bold"))
        yield from mark_rows(self._cursor.body, self._marking.marks, room)
        if not self._marking.marks:
            yield Content("no findings marked yet")
        if waiting:
            yield Content("")
            yield Content(
                f"{waiting} not in the note yet; press Enter to add {'it' if waiting == 1 else 'them'}"
            )

    def _change_lines(self, room: int) -> Iterator[Content]:
        if self._marking.last is not None:
            yield Content.assemble((f"Since {self.last_day}", "bold"))
            changes = differences(self._marking.last_marks, self._marking.marks) or ["no change"]
            for line in chain.from_iterable(wrap(one, room, subsequent_indent="  ") for one in changes):
                yield Content(printable(line))


TAKEN, WAITING = "taken", "waiting"


class BodyChartScreen(BaseScreen):
    """Marks areas of the body; answers ``TAKEN`` or ``WAITING``, or None where no mark is new.

    What is left without being taken waits in the quick line.
    """

    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            one
            for one in bindings(Place.BODY, call="do")
            if not isinstance(one, Binding) or one.id != "body.grade"
        ),
        *(Binding(str(digit), f"grade({digit})", "Grade the area", show=False) for digit in range(10)),
    ]

    def __init__(self, session: EditingSession) -> None:
        super().__init__()
        self._session = session
        words = vocabulary_of(session.store)
        self._marking = BodyMarking(session, words)
        self._cursor = BodyCursor(words)
        self._figures = BodyFigures(self._marking, self._cursor)
        self._find = AreaFind(self, self._cursor, session.kept_words("body"))
        for one in self._marking.marks[:1]:
            self._cursor.put(one.area, one.side)
            self._cursor.both = False
        self.acts: Mapping[str, Callable[[], object]] = {
            "go_up": partial(self._go, 0, -1),
            "go_down": partial(self._go, 0, 1),
            "go_left": partial(self._go, -1, 0),
            "go_right": partial(self._go, 1, 0),
            "turn": self._turn,
            "next_area": self._next_area,
            "left": partial(self._go_to_side, "left"),
            "right": partial(self._go_to_side, "right"),
            "both": partial(self._go_to_side, "both"),
            "find": partial(self._find.begin, ""),
            "grade": self.action_grade,
            "trigger": partial(self._toggle, TRIGGER_POINTS),
            "finding": self._choose_finding,
            "remove": self._remove,
            "undo": self._undo,
            "take": self._take,
            "before": self._show_before,
        }
        """What each key of this place does, by the act's name in the table of keys."""

    def inside(self) -> Iterable[Widget]:
        """The bodies with what is marked; the cursor in words."""
        yield self._figures
        yield self._find

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.BODY,)

    def why_not(self, key: Key) -> str:
        """What needs a mark, a change or an earlier visit."""
        if key.id == "body.before" and self._marking.last is None:
            return "This client's earlier visits have no findings on the body chart."
        if key.id == "body.before" and BodyFigures.stand_beside(self.size):
            return "The last visit's findings are shown next to today's."
        if key.id == "body.undo" and not self._marking.undoable:
            return "There is nothing to undo on this chart."
        if key.id == "body.remove" and not found_at(self._cursor, self._marking.marks):
            return f"There is nothing marked here: {self._cursor.named}."
        if key.id == "body.next-area" and len(self._marking.areas_at(self._cursor)) == 1:
            return "There is no other area here."
        return ""

    def on_mount(self) -> None:
        """Show what is marked."""
        self.draw()

    def on_resize(self, _event: Resize) -> None:
        """Lay the bodies out for the new size."""
        self.draw()

    def on_key(self, event: KeyPressed) -> None:
        """Begin to find an area where a letter is typed."""
        if self._find.begins_with(event):
            event.stop()

    def action_do(self, act: str) -> None:
        """Do what a key of this place is for."""
        self.acts[act]()

    @on(AreaFind.CursorMoved)
    def draw(self) -> None:
        """Show the bodies, with what is said of them."""
        self._marking.read()
        self._figures.draw(self.size)
        self._find.show(self._at_words())
        last = self._figures.shows_last and not BodyFigures.stand_beside(self.size)
        name = self._session.chart.file.client.name
        self.place(
            f"Today › {name} › {self._figures.last_day if last else 'body chart'}",
            f"grades {self._cursor.words.scale}",
        )
        self.show_keys()

    def _at_words(self) -> str:
        """Say in words what is at the cursor, today and at the last visit, and what else lies there."""
        cursor, marking = self._cursor, self._marking
        said = f"{capital(cursor.named)}: {found_words(found_at(cursor, marking.marks)) or 'not marked'}"
        if marking.last is not None:
            was = found_words(found_at(cursor, marking.last_marks)) or "not marked"
            said = f"{said} · {marking.last.date:%b %-d}: {was}"
        others = [area for area in marking.areas_at(cursor) if area != cursor.area]
        return f"{said}\n{f'Here too: {listed(others)} (space)' if others else SIGNS}"

    @on(AreaFind.Ended)
    def _found(self, found: AreaFind.Ended) -> None:
        """Make the marks that were typed with an area's word."""
        self.draw()
        if found.typed and not found.marks and self._cursor.area_like(found.typed) is None:
            self.say(f"No area begins with “{found.typed}”.", refusal=True)
        for one in found.marks:
            if self._cursor.body.spot_of(one.area) is None:
                self.say(
                    f"The body chart doesn't show {one.area}. Press F6 in the visit to chart it.",
                    refusal=True,
                )
                continue
            self._cursor.put(one.area, one.side)
            if one.grade is not None:
                self.action_grade(one.grade)
            else:
                self._mark(added(one.kind))

    def _go(self, right: int, down: int) -> None:
        self._cursor.move(right, down)
        self.draw()

    def _turn(self) -> None:
        """Go to the other view."""
        self._cursor.turn()
        self.draw()

    def _next_area(self) -> None:
        """Go to another of the areas that lie here."""
        if not self.refused("body.next-area"):
            areas = self._marking.areas_at(self._cursor)
            self._cursor.area = areas[(areas.index(self._cursor.area) + 1) % len(areas)]
            self.draw()

    def _go_to_side(self, side: Side) -> None:
        self._find.hold(side)
        self._cursor.to_side(side)
        self.draw()

    @told
    def _mark(self, change: Change) -> None:
        if self._marking.change(self._cursor.area, self._cursor.side, change):
            self.say(SAID_OTHERWISE)
        self._figures.shows_last = False
        self.draw()

    def action_grade(self, grade: int | None = None) -> None:
        """Grade the area at the cursor."""
        scale = [int(number) for number in re.findall(r"\d+", self._cursor.words.scale)]
        if grade is None or (scale and not min(scale) <= grade <= max(scale)):
            self.say(f"Enter a grade from {self._cursor.words.scale}.", refusal=True)
        else:
            self._mark(graded(grade))

    def _choose_finding(self) -> None:
        """Choose what else was found."""
        kinds = self._marking.kinds_at(self._cursor)
        asked = PickFindingScreen(self._cursor.named, self._cursor.words, kinds)
        self.app.push_screen(asked, lambda kind: self._toggle(kind) if kind else None)

    def _toggle(self, kind: str) -> None:
        """Mark a finding, or take it away."""
        self._mark(without(kind) if kind in self._marking.kinds_at(self._cursor) else added(kind))

    def _remove(self) -> None:
        """Take away what is marked here."""
        if not self.refused("body.remove"):
            self._mark(removed)

    @told
    def _undo(self) -> None:
        """Undo the last change of this chart."""
        if not self.refused("body.undo"):
            self._marking.undo()
            self._figures.shows_last = False
            self.draw()

    @told
    def _take(self) -> None:
        """Take the marks into the note."""
        if self._marking.waiting:
            self._marking.take()
            self.dismiss(TAKEN)
        else:
            self.dismiss(None)

    def action_back(self) -> None:
        """Leave the field, or go back to the visit; marks that are not taken wait in the quick line."""
        if self._find.is_open:
            self._find.end()
        else:
            self.dismiss(WAITING if self._marking.waiting else None)

    def _show_before(self) -> None:
        """Show the last visit's body, or today's again."""
        if not self.refused("body.before"):
            self._figures.shows_last = not self._figures.shows_last
            self.draw()
