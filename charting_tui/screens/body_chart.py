"""Body chart: what was found, marked on the body by keyboard; the same facts as those of the quick line."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from textwrap import wrap
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.acts.body_chart import (
    SAID_OTHERWISE,
    last_marked,
    marks_of,
    to_take,
    with_mark,
    with_marks_taken,
)
from charting_tui.acts.quick_words import vocabulary_of
from charting_tui.acts.sitting import Sitting
from charting_tui.keys import Key, Place
from charting_tui.records.visit import AreaFinding
from charting_tui.screens.body_cursor import BodyCursorScreen
from charting_tui.screens.framed import WIDE, told
from charting_tui.screens.pick_finding import PickFindingScreen
from charting_tui.shorthand.amounts import Side
from charting_tui.shorthand.body_map import Stop
from charting_tui.shorthand.body_marks import (
    TRIGGER_POINTS,
    Change,
    added,
    as_said,
    by_side,
    differences,
    found_words,
    graded,
    removed,
    without,
)
from charting_tui.shorthand.wording import capital, listed
from charting_tui.widgets.bindings import bindings
from charting_tui.widgets.body_figure import FIGURES, SIGNS, figures, mark_rows
from charting_tui.widgets.columns import printable

TAKEN, WAITING = "taken", "waiting"
_BESIDE_FROM = 32
"""Lines from which the last visit's body stands beside today's."""
_LEAST = 10


class BodyChartScreen(BodyCursorScreen):
    """Marks areas of the body; answers ``TAKEN`` or ``WAITING``, or None where no mark is new.

    Each mark is in the journal when it is made. What is left without being taken waits in the quick line.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(one for one in bindings(Place.BODY) if not isinstance(one, Binding) or one.action != "grade"),
        *(Binding(str(digit), f"grade({digit})", "Grade the area", show=False) for digit in range(10)),
    ]

    _marks: tuple[AreaFinding, ...] = ()
    _waiting = 0
    """How many marks are not in the note yet."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(vocabulary_of(sitting.store), sitting.kept_words("body"))
        self._sitting = sitting
        self._last = last_marked(sitting)
        self._shows_last = False
        self._undoable = 0
        """Changes made in this chart: those from before it are not taken back here."""
        self._read()
        for one in self._marks[:1]:
            self.put_cursor(one.area, one.side)
            self.both = False

    @property
    def _beside(self) -> bool:
        """Whether there is room for both bodies."""
        return self.size.width >= WIDE and self.size.height >= _BESIDE_FROM

    def _read(self) -> None:
        note = self._sitting.draft.visit.note
        self._marks = marks_of(note, self.words)
        self._waiting = len(as_said(to_take(note, self.words)))

    @property
    def _last_marks(self) -> tuple[AreaFinding, ...]:
        facts = self._last.note.facts if self._last else None
        return facts.findings if facts else ()

    def inside(self) -> Iterable[Widget]:
        """Today's body and the last visit's; what is marked and how it differs; the cursor in words."""
        with Container(id="body-chart"):
            yield Static(id="body-today")
            yield Static(id="body-last")
            yield Static(id="body-marks")
            yield Static(id="body-changes")
        yield from self.finding()

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.BODY,)

    def why_not(self, key: Key) -> str:
        """What needs a mark, a change or an earlier visit."""
        if key.id == "body.before" and self._last is None:
            return "No earlier visit of this client has marks."
        if key.id == "body.before" and self._beside:
            return "The last visit stands beside today's."
        if key.id == "body.undo" and not self._undoable:
            return "There is no change of this chart to take back."
        if key.id == "body.remove" and not self._here(self._marks):
            return f"Nothing is marked here: {self.named}."
        if key.id == "body.next-area" and len(self.areas_here()) == 1:
            return "No other area lies here."
        return ""

    def on_mount(self) -> None:
        """Show what is marked."""
        self.draw()

    def on_resize(self, _event: Resize) -> None:
        """Lay the bodies out for the new size."""
        self.draw()

    def draw(self) -> None:
        """Show both bodies, or the one that is looked at, with what is said of it."""
        self._read()
        beside = self._beside
        self.query_one("#body-chart").set_class(beside, "-beside")
        last = f"{self._last.date:%-d %b %Y}" if self._last else "No earlier visit has marks"
        cursor = [Stop(self.at.spot, side) for side in self.sides]
        room = (self.size.width - 4) // 2 if beside else max(self.size.width - FIGURES - 5, _LEAST)
        for name, shown, title, marks, lines in (
            ("today", not self._shows_last, "Today", self._marks, self._today_lines(room)),
            ("last", self._shows_last, last, self._last_marks, self._change_lines(room)),
        ):
            figure = self.query_one(f"#body-{name}", Static)
            words = self.query_one("#body-marks" if name == "today" else "#body-changes", Static)
            above = [Content.assemble((title, "bold"))] if beside else []
            figure.update(Content("\n").join([*above, figures(self.body, marks, cursor)]))
            words.update(Content("\n").join(lines))
            figure.display = words.display = beside or shown
        self.query_one("#body-at", Static).update(Content(self._at_words()))
        place = last if self._shows_last and not beside else "body chart"
        self.place(f"Today › {self._sitting.chart.file.client.name} › {place}", f"grades {self.words.scale}")
        self.show_keys()

    def _today_lines(self, room: int) -> Iterator[Content]:
        yield Content.assemble(("Today", "bold"))
        yield from mark_rows(self.body, self._marks, room)
        if not self._marks:
            yield Content("nothing is marked yet")
        if self._waiting:
            yield Content("")
            yield Content(
                f"{self._waiting} not in the note yet; enter takes {'it' if self._waiting == 1 else 'them'}"
            )

    def _change_lines(self, room: int) -> Iterator[Content]:
        if self._last is not None:
            yield Content.assemble((f"Since {self._last.date:%-d %b %Y}", "bold"))
            changes = differences(self._last_marks, self._marks) or ["the same is marked"]
            for line in chain.from_iterable(wrap(one, room, subsequent_indent="  ") for one in changes):
                yield Content(printable(line))

    def areas_here(self) -> tuple[str, ...]:
        """Return the areas at the cursor, with vertebrae that are marked there."""
        marked = (one.area for one in self._marks if self.at in self.body.stops_of(one.area, one.side))
        return tuple(dict.fromkeys((*super().areas_here(), *marked)))

    def _here(self, marks: Iterable[AreaFinding]) -> tuple[AreaFinding, ...]:
        """Return what is marked at the cursor, also where its side is not told."""
        found = by_side(marks)
        sides: Iterable[Side] = dict.fromkeys((*self.sides, ""))
        return tuple(dict.fromkeys(chain.from_iterable(found.get((self.area, side), ()) for side in sides)))

    def _at_words(self) -> str:
        """Say in words what is at the cursor, today and at the last visit, and what else lies there."""
        said = f"{capital(self.named)}: {found_words(self._here(self._marks)) or 'not marked'}"
        if self._last is not None:
            was = found_words(self._here(self._last_marks)) or "not marked"
            said = f"{said} · {self._last.date:%-d %b}: {was}"
        others = [area for area in self.areas_here() if area != self.area]
        return f"{said}\n{f'Here too: {listed(others)} (space)' if others else SIGNS}"

    @told
    def _mark(self, change: Change) -> None:
        marking = with_mark(self._sitting.draft, self.words, self.area, self.side, change)
        if marking.draft != self._sitting.draft:
            self._sitting.change(marking.draft)
            self._undoable += 1
        if marking.note_differs:
            self.say(SAID_OTHERWISE)
        self._shows_last = False
        self.draw()

    def mark_found(self, marks: Iterable[AreaFinding]) -> None:
        """Make the marks that were typed with an area's word."""
        for one in marks:
            if self.body.spot_of(one.area) is None:
                self.say(f"The {one.area} is not on the body. F6 in the visit charts it.", refusal=True)
                continue
            self.put_cursor(one.area, one.side)
            if one.grade is not None:
                self.action_grade(one.grade)
            else:
                self._mark(added(one.kind))

    def action_grade(self, grade: int | None = None) -> None:
        """Grade the area at the cursor."""
        scale = [int(number) for number in re.findall(r"\d+", self.words.scale)]
        if grade is None or (scale and not min(scale) <= grade <= max(scale)):
            self.say(f"Grades go from {self.words.scale}.", refusal=True)
        else:
            self._mark(graded(grade))

    def action_trigger(self) -> None:
        """Mark trigger points, or take them away."""
        self._toggle(TRIGGER_POINTS)

    def action_finding(self) -> None:
        """Choose what else was found."""
        asked = PickFindingScreen(self.named, self.words, self._kinds())
        self.app.push_screen(asked, lambda kind: self._toggle(kind) if kind else None)

    def _kinds(self) -> list[str]:
        """Return the findings that are marked here, on both sides where both are meant."""
        found = by_side(self._marks)
        of_sides = [
            {one.kind for one in found.get((self.area, side), ()) if one.kind and not one.negative}
            for side in self.sides
        ]
        return sorted(set.intersection(*of_sides))

    def _toggle(self, kind: str) -> None:
        self._mark(without(kind) if kind in self._kinds() else added(kind))

    def action_remove(self) -> None:
        """Take away what is marked here."""
        if not self.refused("body.remove"):
            self._mark(removed)

    @told
    def action_undo(self) -> None:
        """Take the last change of this chart back."""
        if not self.refused("body.undo"):
            self._sitting.undo()
            self._undoable -= 1
            self._shows_last = False
            self.draw()

    @told
    def action_take(self) -> None:
        """Take the marks into the note."""
        if self._waiting:
            self._sitting.change(with_marks_taken(self._sitting, self.words))
            self.dismiss(TAKEN)
        else:
            self.dismiss(None)

    def action_back(self) -> None:
        """Leave the field, or go back to the visit; marks that are not taken wait in the quick line."""
        if self.is_finding:
            self.end_find()
        else:
            self.dismiss(WAITING if self._waiting else None)

    def action_before(self) -> None:
        """Show the last visit's body, or today's again."""
        if not self.refused("body.before"):
            self._shows_last = not self._shows_last
            self.draw()
