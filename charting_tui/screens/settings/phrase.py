"""One phrase: its name, whose it is, where it is offered, its text, and how it will stand in a note."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static, TextArea

from charting_tui.keys import Place
from charting_tui.operations.settings.phrases import PhraseForm, Texts
from charting_tui.screens.frame.confirm import ConfirmScreen
from charting_tui.screens.frame.framed import FramedScreen, told
from charting_tui.screens.frame.keeping import Keeping, put_back
from charting_tui.shorthand.phrases import in_note, slots_in
from charting_tui.store.journals.words import Words
from charting_tui.widgets.bindings import bindings
from charting_tui.widgets.columns import printable
from charting_tui.widgets.form_field import FormField
from charting_tui.widgets.kept_text import KeptText

_FIELDS = {"name": "Name", "whose": "For", "sections": "Offered in"}
_HINTS = {
    "name": "What is typed after the dot: letters, digits, hyphens.",
    "whose": "clinic: everybody's, owners change it. me: your own, which goes before the clinic's.",
    "sections": "s, o, a, p, or empty for everywhere; its whole name works in any section.",
    "text": "[neck] a default · [left|right] choices · […] or [...] to fill · [[ and ]] a bracket.",
}


class PhraseScreen(FramedScreen):
    """Writes one phrase; answers whose it is and its name where it was saved."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.PHRASE)

    def __init__(self, form: PhraseForm) -> None:
        super().__init__()
        self._form = form
        self._fields = {path: FormField(path, label, form.record[path]) for path, label in _FIELDS.items()}
        self._text = KeptText(form.record["text"], id="phrase-text", compact=True)
        self._text.highlight_cursor_line = False
        self._text.cursor_blink = False
        self._seen = form.record
        self._keeping = Keeping(self, self._keep)

    def inside(self) -> Iterable[Widget]:
        """Three fields, the text, and below it the text as it will stand in a note."""
        with Vertical(id="phrase"):
            yield from self._fields.values()
            with Horizontal(id="phrase-written"):
                yield Static("Text", classes="label")
                yield self._text
            with Horizontal(id="phrase-stands"):
                yield Static("In a note", classes="label")
                yield Static(id="phrase-in-note")
        yield Static(id="form-hint", classes="hint")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.PHRASE,)

    def on_mount(self) -> None:
        """Show it, with what was typed here and not saved."""
        self.place(f"Today › Office › phrases › {self._form.title}")
        found = self._form.kept.found
        for path, text in found.texts.items() if found else ():
            if path in self._fields:
                self._fields[path].load(text)
        (self._text if self._form.record["name"] else self._fields["name"].input).focus()
        if found is not None:
            self._go_on(found)
        self._seen = self._texts
        self._text.keep = self._keeping.now
        self._keeping.watch(*(field.input for field in self._fields.values()))
        self.watch(self._text, "selection", self._keeping.now, init=False)
        self._show()
        if found is not None:
            self.say("What you typed here last time and did not save is back. ^s saves it, esc gives it up.")

    def _go_on(self, found: Words) -> None:
        """Put the text back, and the cursor to where it was."""
        here = found.field == "text"
        self._text.put_back(found.texts.get("text", ""), found.cursor if here else 0)
        if here:
            self._text.focus()
        elif found.field in self._fields:
            field = self._fields[found.field].input
            put_back(field, field.value, found.cursor)
            field.focus()

    def _keep(self) -> None:
        """Keep what is typed and not saved; nothing where it is the phrase as it stands."""
        texts, at = self._texts, self._field_in
        if texts == self._form.record:
            self._form.kept.forget()
        else:
            field = self._fields[at].input.cursor_position if at in self._fields else self._text.cursor_index
            self._form.kept.keep(Words(texts, at, field))

    @property
    def _field_in(self) -> str:
        return next((path for path, field in self._fields.items() if field.input.has_focus), "text")

    @property
    def _texts(self) -> Texts:
        return {**{path: field.text for path, field in self._fields.items()}, "text": self._text.text}

    def why_stay(self) -> str:
        """Return why the program should not be left from here, or nothing."""
        changed = self._texts != self._form.record
        return "What you typed here is not saved. ^s saves it, esc gives it up." if changed else ""

    @on(FormField.Changed)
    @on(TextArea.Changed)
    def _typed(self) -> None:
        texts = self._texts
        if texts != self._seen:  # fields tell of what they begin with too
            self._seen = texts
            self._show()
            self.say(self._form.tells(texts) if texts["text"] else "")

    def on_descendant_focus(self, _event: object) -> None:
        """Say what the field one is in now is for."""
        self._show()

    def _show(self) -> None:
        if not self.is_mounted:
            return
        self.query_one("#form-hint", Static).update(Content(_HINTS[self._field_in]))
        lines = [_with_places(printable(line)) for line in in_note(self._text.text).split("\n")]
        self.query_one("#phrase-in-note", Static).update(Content("\n").join(lines))

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_previous_field(self) -> None:
        """Go to the field before."""
        self.focus_previous()

    @on(FormField.Submitted)
    def _entered(self) -> None:
        self.focus_next()

    @told
    def action_save(self) -> None:
        """Save the phrase, and go back."""
        self.dismiss(self._form.save(self._texts))

    def action_back(self) -> None:
        """Go back; ask before anything typed is given up."""
        if not self.why_stay():
            self.dismiss(None)
            return
        lines = [text for path, text in self._texts.items() if text != self._form.record[path]]
        asked = ConfirmScreen(
            "Give up what you typed? ^s on the phrase saves it.", lines, [], does="gives it up"
        )
        self.app.push_screen(asked, self._given_up)

    def _given_up(self, yes: bool | None) -> None:
        if yes:
            self._form.kept.forget()
            self.dismiss(None)


def _with_places(line: str) -> Content:
    content = Content(line)
    for slot in slots_in(line):
        content = content.stylize("bold", slot.start, slot.end)
    return content
