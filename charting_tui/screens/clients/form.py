"""A form: one record in labelled fields of one line, judged as it is typed, saved by one key."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.errors import BadInput
from charting_tui.keys import Key, Place
from charting_tui.operations.clients.forms import Form
from charting_tui.operations.fields.fields import Field, FormReading, text_of, value_of, with_values
from charting_tui.records.values import Record
from charting_tui.screens.frame.base_screen import BaseScreen, told
from charting_tui.screens.frame.confirm import ConfirmScreen
from charting_tui.screens.frame.keeping import Keeping, put_back
from charting_tui.store.chart_files.writing import Conflict
from charting_tui.store.indexing.rows import ClientRow
from charting_tui.store.journals.typing_state import Words
from charting_tui.widgets.form_field import FormField
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.row_list import printable

SAVED = "saved"
"""The answer of a form that was saved."""
_PAUSE = 0.5
"""Seconds without a key after which a fault is shown in the field that is being typed."""
_LOOK = 0.15
"""Seconds without a key after which clients who may be the same are looked for."""


class FormScreen(BaseScreen):
    """Edits one record; answers ``SAVED``, or None where nothing was saved."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.FORM)

    def __init__(
        self,
        above: str,
        form: Form[Any],
        *,
        first_words: str = "",
        first_field: str = "",
        look_at: Callable[[str], None] | None = None,
        said: str = "",
    ) -> None:
        """``look_at`` opens a client who may be the same; ``first_words`` stand in the first field.

        ``said`` is what is to be done here, said when it opens.

        The cursor begins in the field whose path is ``first_field``, or else in the first.
        """
        super().__init__()
        self._above = above
        self._form = form
        self._look_at = look_at
        self._said = said
        self._first_field = _field_at(first_field, form.fields)
        self._likely: tuple[ClientRow, ...] = ()
        self._theirs: dict[str, str] = {}
        self._keeping = Keeping(self, self._keep)
        self._tried = False
        self._waiting: dict[str, Timer] = {}
        self._lines = {field.path: _line(form.record, field) for field in form.fields}
        if first_words:
            self._lines[form.fields[0].path].input.value = first_words

    def inside(self) -> Iterable[Widget]:
        """The fields, who may be the same, the hint of the field one is in."""
        with Vertical(id="form"):
            for field in self._form.fields:
                if field.section:
                    yield Static(Content(field.section), classes="form-section")
                yield self._lines[field.path]
        yield Static(id="likely")
        yield Static(id="form-hint", classes="hint")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.FORM,)

    def never(self, key: Key) -> bool:
        """A client like this one is opened only while someone alike is shown."""
        return key.id == "form.open-same" and not self._likely

    def why_not(self, key: Key) -> str:
        """A client like this one is opened only where there is one."""
        if key.id == "form.open-same" and not self._likely:
            return "No client on file looks like this one."
        return ""

    def on_mount(self) -> None:
        """Begin in the field asked for."""
        self.place(f"{self._above} › {self._form.title}")
        self.query_one("#likely").display = False
        self.say(self._said)
        self._lines[self._first_field].input.focus()
        self.call_after_refresh(self._show_hint)
        found = self._form.kept.found
        for path, text in found.texts.items() if found else ():
            if path in self._lines:
                self._lines[path].load(text)
        if found is not None and found.field in self._lines:
            field = self._lines[found.field].input
            put_back(field, field.value, found.cursor)
            field.focus()
        self._keeping.watch(*(line.input for line in self._lines.values()))
        self._keeping.now()
        if found is not None:
            self._show_faults()
            self.say("Your unsaved entries are back. Press Ctrl+S to save or Esc to discard them.")

    @property
    def texts(self) -> dict[str, str]:
        """What stands in each field, by its path."""
        return {path: line.text for path, line in self._lines.items()}

    def _reading(self) -> FormReading:
        return self._form.read(self.texts)

    def _changed(self) -> list[Field]:
        """Return the fields that say something else than the record."""
        texts = self.texts
        return [
            field for field in self._form.fields if texts[field.path] != text_of(self._form.record, field)
        ]

    def why_stay(self) -> str:
        """Return why the program should not be left from here, or nothing."""
        return (
            "You have unsaved entries. Press Ctrl+S to save or Esc to discard them."
            if self._changed()
            else ""
        )

    def on_descendant_focus(self, _event: DescendantFocus) -> None:
        """Say what the field one is in now is for."""
        self._show_hint()

    def on_descendant_blur(self, _event: DescendantBlur) -> None:
        """Show at once how what was typed is understood, or what is wrong with it."""
        self.call_after_refresh(self._show_understood)

    def _show_understood(self) -> None:
        if not self.is_mounted:
            return
        values = self._reading().values
        for field in self._form.fields:
            line = self._lines[field.path]
            if field.path in values and not line.input.has_focus:
                line.load(field.show(values[field.path]) if values[field.path] is not None else "")
        self._show_faults()

    @on(FormField.Changed)
    def _typed(self, event: FormField.Changed) -> None:
        event.stop()
        line = self._lines[event.path]
        if event.path not in self._reading().faults:
            line.tell("")
        self._show_hint()
        self._later("faults", _PAUSE, self._show_faults)
        if self._look_at is not None:
            self._later("likely", _LOOK, self._show_likely)

    def _keep(self) -> None:
        """Keep what differs from the record, so that a cut line loses none of it."""
        changed = {field.path: self._lines[field.path].text for field in self._changed()}
        if not changed:
            self._form.kept.forget()
            return
        inside = self._field_in()
        at = inside.path if inside else ""
        self._form.kept.keep(Words(changed, at, self._lines[at].input.cursor_position if at else 0))

    @on(FormField.Submitted)
    def _entered(self, event: FormField.Submitted) -> None:
        event.stop()
        if event.path == self._form.fields[-1].path:
            self.say("This is the last field. Press Ctrl+S to save.")
        else:
            self.action_next_field()

    def _later(self, what: str, seconds: float, act: Callable[[], None]) -> None:
        if what in self._waiting:
            self._waiting[what].stop()
        self._waiting[what] = self.set_timer(seconds, act)

    def _field_in(self) -> Field | None:
        line = next((one for one in self._lines.values() if one.input.has_focus), None)
        return next((field for field in self._form.fields if line and field.path == line.path), None)

    def _show_hint(self) -> None:
        field = self._field_in()
        if field is None:
            return
        typed = self._lines[field.path].text
        text = field.hint
        try:
            text = field.tells(field.read(typed)) or text
        except BadInput:
            text = field.guess(typed) or text
        self.query_one("#form-hint", Static).update(Content(printable(text)))

    def _show_faults(self) -> None:
        """Show each fault under its field; an empty field is quiet until saving was tried."""
        if not self.is_mounted:
            return
        faults = self._reading().faults
        for path, line in self._lines.items():
            loud = self._tried or line.text.strip()
            line.tell(faults.get(path, self._theirs.get(path, "")) if loud else "")

    @told
    def _show_likely(self) -> None:
        if not self.is_mounted:
            return
        record = with_values(self._form.record, self._reading().values)
        self._likely = self._form.likely_same(record) if self._changed() else ()
        shown = self.query_one("#likely", Static)
        shown.display = bool(self._likely)
        if self._likely:
            first = self._likely[0]
            born = f", born {first.birth_date:%-m/%-d/%Y}" if first.birth_date else ""
            more = f" and {len(self._likely) - 1} more" if len(self._likely) > 1 else ""
            sentence = (
                f"! May already be a client: {first.name}{born}{more}. Press Ctrl+O to open that chart."
            )
            shown.update(Content(printable(sentence)))
        self.show_keys()

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next("Input")

    def action_previous_field(self) -> None:
        """Go to the field before."""
        self.focus_previous("Input")

    def action_open_same(self) -> None:
        """Open the client who may be the same, over the form."""
        if not self.refused("form.open-same") and self._look_at is not None:
            self._look_at(self._likely[0].client)

    @told
    def action_save(self) -> None:
        """Save the record, and go back."""
        self._tried = True
        reading = self._reading()
        if reading.faults:
            self._show_faults()
            path, sentence = next(iter(reading.faults.items()))
            self._lines[path].input.focus()
            raise BadInput(sentence)
        try:
            self._form.save(with_values(self._form.record, reading.values))
        except Conflict as conflict:
            self._take_theirs(conflict)
        else:
            self._form.kept.forget()
            self.dismiss(SAVED)

    def _take_theirs(self, conflict: Conflict) -> None:
        """Show what someone else saved; what was typed here stands, beside what they wrote there."""
        mine = {field.path for field in self._changed()}
        before = self._form.record
        self._form.take_theirs(conflict)
        self._theirs = {}
        for field in self._form.fields:
            theirs = text_of(self._form.record, field)
            if field.path not in mine:
                self._lines[field.path].load(theirs)
            elif theirs != text_of(before, field):
                self._theirs[field.path] = f"Another user saved this field: “{theirs}”."
        self._show_faults()
        self.say(
            "Another user saved this client. You see their version except where you typed. Press Ctrl+S "
            "to save yours.",
            refusal=True,
        )

    def action_back(self) -> None:
        """Go back; ask before anything typed is given up."""
        changed = self._changed()
        if not changed:
            self.dismiss(None)
            return
        lines = [f"{field.label.strip()}: {self._lines[field.path].text}" for field in changed]
        asked = ConfirmScreen(
            "Discard your changes? To save them instead, press Esc, then Ctrl+S.",
            lines,
            [],
            does="discard them",
        )
        self.app.push_screen(asked, self._answered)

    def _answered(self, yes: bool | None) -> None:
        if yes:
            self._form.kept.forget()
            self.dismiss(None)


def _field_at(path: str, fields: Sequence[Field]) -> str:
    """Return the path of that field, or of the first of that part; else of the first field of all."""
    inside = (field.path for field in fields if field.path == path or field.path.startswith(f"{path}."))
    return next(inside, fields[0].path)


def _line(record: Record, field: Field) -> FormField:
    """Return the field's line; a day or a number that is there is typed again, words are gone on with."""
    anew = field.pick or isinstance(value_of(record, field.path), (date, int))
    return FormField(field.path, field.label, text_of(record, field), pick=anew)
