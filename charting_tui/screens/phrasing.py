"""Phrases in the note of a visit: which can be brought in, what they brought, what they left to fill."""

from textual import on

from charting_tui.acts.phrases import phrases_of
from charting_tui.acts.sitting import Place as CursorPlace
from charting_tui.screens.framed import told
from charting_tui.screens.mending import MendingScreen
from charting_tui.shorthand.phrase_lines import first_unfilled, with_phrase_lines
from charting_tui.widgets.findings_list import FindingsList
from charting_tui.widgets.phrase_text import PhraseText
from charting_tui.widgets.soap_field import NoteText, SoapField


class PhrasingScreen(MendingScreen):
    """Gives each text its phrases; a place that is not filled is the first thing to mend."""

    def load_phrases(self) -> None:
        """Take up the phrases as they are now."""
        phrases = phrases_of(self.sitting.store)
        for field in self.query(SoapField):
            field.area.phrases = phrases

    @on(PhraseText.Hinted)
    def _say_hint(self, event: PhraseText.Hinted) -> None:
        event.stop()
        self.say(event.text)

    @on(SoapField.Expanded)
    @told
    def _brought_in(self, event: SoapField.Expanded) -> None:
        event.stop()
        note = self.sitting.draft.visit.note
        self.sitting.take_origins(
            with_phrase_lines(note, event.section, event.first, event.lines, event.name)
        )

    def action_next_field(self) -> None:
        """Bring in the phrase whose name is begun, go to a phrase's next place, or to the next part."""
        text = self.focused
        if not (isinstance(text, NoteText) and (text.finish_name() or text.next_place())):
            self.focus_next()

    def action_previous_field(self) -> None:
        """Go to the place of a phrase before, else to the part before."""
        if not (isinstance(self.focused, NoteText) and self.focused.previous_place()):
            self.focus_previous()

    def action_mend(self) -> None:
        """Go to a place that a phrase left to fill, and from there to the worst finding."""
        unfilled = first_unfilled(self.sitting.draft.visit.note)
        focused = self.focused
        there = isinstance(focused, NoteText) and focused.in_place
        if unfilled is None or (there and not self.query_one(FindingsList).empty):
            super().action_mend()
            return
        section, row, slot = unfilled
        self.put_cursor(CursorPlace(section, row, slot.end))
