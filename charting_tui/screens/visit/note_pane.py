"""The note of a visit: its sections as they are typed, phrases brought in, lines copied forward."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from charting_tui.errors import ChartingError
from charting_tui.keys import Place
from charting_tui.operations.settings.phrases import phrases_of
from charting_tui.operations.visits.editing_session import CursorPlace
from charting_tui.records.draft_edits import with_note
from charting_tui.records.visit import SECTIONS, VisitKind, carried, with_affirmed
from charting_tui.screens.frame.base_screen import BaseScreen, told
from charting_tui.screens.visit.open_visit import OpenVisit
from charting_tui.shorthand.phrases import first_unfilled, with_phrase_lines
from charting_tui.store.chart_files.writing import Conflict
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.note_text import PhraseText
from charting_tui.widgets.soap_field import HINTS, NoteText, SoapField


class NotePane(Vertical):
    """The sections, one below the other; each key is in the session's journal before it is drawn."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.CARRIED, priority=True)

    def __init__(self, visit: OpenVisit) -> None:
        super().__init__(id="note", classes="pane")
        self.border_title = "Note"
        self._visit = visit
        self._fields = {section: SoapField(section, self._keep) for section in SECTIONS}
        self._left: NoteText | None = None
        """The section from which codes or findings were gone to."""

    def compose(self) -> ComposeResult:
        """The sections in their order."""
        yield from self._fields.values()

    def on_mount(self) -> None:
        """Follow what is typed and moved through, to keep each section as high as it needs."""
        for field in self._fields.values():
            self.watch(field.area, "virtual_size", self._lengthened, init=False)
            self.watch(field.area, "scroll_y", field.show_hidden, init=False)
            self.watch(field.area, "has_focus", self._lengthened, init=False)

    def on_resize(self) -> None:
        """Share the new room."""
        self.call_after_refresh(self.share_rows)

    def _lengthened(self) -> None:
        self.call_later(self.share_rows)

    def share_rows(self) -> None:
        """Give each section as many rows as its text has; where they are too few, the one at hand most."""
        room = self.content_size.height
        if not room or not self._visit.is_open:
            return
        wanted = {section: field.rows for section, field in self._fields.items()}
        above = 1 if self.base_screen.has_class("-wide") else 0  # its name, and a blank where there is room
        if above and room >= sum(wanted.values()) + _AT_HAND + 2 * len(wanted):
            above = 2
        here = next((name for name, field in self._fields.items() if field.area.has_focus), "")
        for section, rows in shared_rows(wanted, here, room - above * len(wanted)).items():
            field = self._fields[section]
            if field.styles.height is None or field.styles.height.value != rows + above:
                field.styles.height = rows + above
        self.call_after_refresh(self._show_hidden)

    def _show_hidden(self) -> None:
        for field in self._fields.values():
            if field.area.has_focus:
                field.area.scroll_cursor_visible()
            else:
                field.area.scroll_home(animate=False)
            field.show_hidden()

    @property
    def base_screen(self) -> BaseScreen:
        """The screen that it is of."""
        return self._visit.base_screen

    @property
    def text(self) -> NoteText | None:
        """The section that the cursor is in, or None."""
        focused = self.base_screen.focused
        return focused if isinstance(focused, NoteText) else None

    def show_texts(self) -> None:
        """Show the note's sections as the draft has them."""
        visit = self._visit.session.draft.visit
        plan = "plan at discharge" if visit.kind is VisitKind.DISCHARGE else "plan"
        self._fields["plan"].area.placeholder = HINTS[plan]
        for section, field in self._fields.items():
            if field.area.text != getattr(visit.note, section):
                field.load(getattr(visit.note, section))

    def load_phrases(self) -> None:
        """Take up the phrases as they are now."""
        phrases = phrases_of(self._visit.session.store)
        for field in self._fields.values():
            field.area.phrases = phrases

    def clear(self) -> None:
        """Show no text."""
        self._left = None
        for field in self._fields.values():
            field.load("")

    def put_cursor(self, place: CursorPlace) -> bool:
        """Put the cursor into a section; False where the place is none of the note's."""
        field = self._fields.get(place.field)
        if field is None:
            return False
        self.screen.set_focus(field.area)
        field.put_cursor(place.row, place.column)
        return True

    def leave(self) -> None:
        """Remember which section has the cursor, before codes or findings get it."""
        self._left = self.text or self._left

    def go_back(self) -> bool:
        """Go to the section that was left for codes or findings; False where none was."""
        left, self._left = self._left, None
        if left is not None:
            self.screen.set_focus(left)
        return left is not None

    @property
    def first_empty(self) -> str:
        """The first section in which nothing is written yet, or the first."""
        note = self._visit.session.draft.visit.note
        return next((section for section in SECTIONS if not getattr(note, section).strip()), SECTIONS[0])

    @property
    def is_filled(self) -> bool:
        """Whether no phrase left a place to fill."""
        return first_unfilled(self._visit.session.draft.visit.note) is None

    def go_to_unfilled(self, *, leaves: bool) -> bool:
        """Go to a place that a phrase left to fill; False where none is, or the cursor ``leaves`` one."""
        unfilled = first_unfilled(self._visit.session.draft.visit.note)
        there = self.text is not None and self.text.in_place
        if unfilled is None or (there and leaves):
            return False
        section, row, slot = unfilled
        return self.put_cursor(CursorPlace(section, row, slot.end))

    def _keep(self, section: str, text: str) -> None:
        """Keep what is typed, before it is drawn."""
        if not self._visit.is_open:
            return  # this key came when the visit had been given up for another login, which is being said
        session = self._visit.session
        try:
            session.type_text(section, text)
        except Conflict:
            session.saved_elsewhere = True
        except ChartingError as fault:
            self._visit.say(fault.sentence, refusal=True)

    @on(SoapField.Moved)
    def _moved(self, event: SoapField.Moved) -> None:
        event.stop()
        if self._visit.is_open:
            try:
                self._visit.session.move(CursorPlace(event.section, event.row, event.column))
            except ChartingError as fault:
                self._visit.say(fault.sentence, refusal=True)

    @on(PhraseText.Hinted)
    def _say_hint(self, event: PhraseText.Hinted) -> None:
        event.stop()
        self._visit.say(event.text)

    @on(SoapField.Expanded)
    @told
    def _brought_in(self, event: SoapField.Expanded) -> None:
        event.stop()
        session = self._visit.session
        session.take_origins(
            with_phrase_lines(session.draft.visit.note, event.section, event.first, event.lines, event.name)
        )

    def next_field(self) -> None:
        """Bring in the phrase whose name is begun, go to a phrase's next place, or to the next part."""
        text = self.text
        if text is None or not (text.finish_name() or text.next_place()):
            self.screen.focus_next()

    def previous_field(self) -> None:
        """Go to the place of a phrase before, else to the part before."""
        if self.text is None or not self.text.previous_place():
            self.screen.focus_previous()

    def mark_carried(self) -> None:
        """Put a mark before each line that was copied forward and not confirmed yet."""
        lines = list(self._open_lines())
        for section, field in self._fields.items():
            field.area.mark({line for of, line in lines if of == section})

    def _open_lines(self) -> Iterator[tuple[str, int]]:
        note = self._visit.session.draft.visit.note
        return ((one.section, one.line) for one in carried(note) if not one.affirmed)

    @property
    def in_carried(self) -> bool:
        """Whether the cursor is in a section with such lines."""
        return self.text is not None and bool(self.text.marked)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the confirming key to the text where there is nothing to confirm."""
        return self.in_carried if action == "affirm" else super().check_action(action, parameters)

    def action_affirm(self) -> None:
        """Confirm the lines of the section that the cursor is in."""
        if self.text is not None and self.text.id:
            draft = self._visit.session.draft
            self._visit.change(with_note(draft, with_affirmed(draft.visit.note, self.text.id)))
            self._visit.say("Confirmed: these lines are still true today.")


_AT_HAND = 3
"""Rows that the section with the cursor has at the least, where there is room."""


def shared_rows(wanted: Mapping[str, int], here: str, room: int) -> dict[str, int]:
    """Return the rows of each section: what it wants where all find room, else the one ``here`` first.

    Each has one at the least; rows that no one wants are the last section's, or are no one's where it is
    not the one with the cursor.
    """
    given = dict.fromkeys(wanted, 1)
    left = room - len(given)
    order = sorted(wanted, key=lambda section: (section != here, -wanted[section]))
    for section in order:
        rows = max(wanted[section], _AT_HAND) if section == here else wanted[section]
        more = max(min(rows - 1, left), 0)
        given[section] += more
        left -= more
    if here in given and left > 0:
        given[here] += min(left, 1)
    return given
