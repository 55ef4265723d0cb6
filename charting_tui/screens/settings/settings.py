"""The settings: practice, people, payers, fees, phrases, words and logins; and the page of one person."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.keys import Key, Place
from charting_tui.operations.fields.fields import Field, fields_of
from charting_tui.operations.kept import kept_for
from charting_tui.operations.settings.payer_gaps import gaps_told
from charting_tui.operations.settings.practice import change_enrollment, change_person, why_not_owner
from charting_tui.records.people import Practice, Therapist
from charting_tui.screens.frame.base_screen import FollowingScreen, ask, told
from charting_tui.screens.frame.framed_list import framed_list, list_width
from charting_tui.screens.frame.questions import Answers, QuestionsScreen
from charting_tui.screens.settings.entries import OfficeEntries
from charting_tui.screens.settings.logins import LoginsTab
from charting_tui.screens.settings.own_texts import PARTS, OwnTexts, own_rows
from charting_tui.screens.settings.payers import PayerScreen
from charting_tui.screens.settings.questions import enrollment_questions, field_question, read_enrollment
from charting_tui.screens.settings.row_previews import preview_of_field, preview_of_row
from charting_tui.screens.settings.rows import (
    ENROLLMENT,
    SettingsPart,
    enrollment_rows,
    field_rows,
    head_of,
    rows_of,
)
from charting_tui.shorthand.write.wording import capital
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.preview_pane import PreviewPane
from charting_tui.widgets.row_list import RowList, printable
from charting_tui.worklist.preview_lines import Preview


class PersonScreen(FollowingScreen):
    """The fields of one person."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.SETTINGS)

    def __init__(self, store: ChartStore, person_id: str) -> None:
        super().__init__(store)
        self._person_id = person_id
        self._preview = PreviewPane(self._preview_of)

    def inside(self) -> Iterable[Widget]:
        """Heads and fields, and what is known of the marked one."""
        yield from framed_list("Staff", RowList(id="office-rows"), self._preview)

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.SETTINGS,)

    def why_not(self, key: Key) -> str:
        """Owners change people."""
        return why_not_owner(self._store) if key.id == "settings.change" else ""

    @property
    def _person(self) -> Therapist:
        return self._store.office.person(self._person_id) or Therapist(id=self._person_id)

    @told
    def reload(self) -> None:
        """Draw the fields."""
        if not self.is_mounted:
            return
        person, store = self._person, self._store
        has_pin = store.person_file(self._person_id).pin is not None
        self.place(f"Today › Settings › staff › {person.name}", "has a PIN" if has_pin else "no PIN yet")
        today, width = store.clock.today(), list_width(self.size.width)
        self.query_one("#heads", Static).update(head_of(SettingsPart.PRACTICE, width))
        rows = self.query_one(RowList)
        enrolled = enrollment_rows(person, store.office, today, width)
        rows.show_rows([*field_rows(self._fields(), person, width), *enrolled])
        rows.focus()
        self._explain()
        self.show_keys()

    def on_option_list_option_highlighted(self) -> None:
        """Show what the marked field is for."""
        self._explain()

    def _explain(self) -> None:
        marked = self.query_one(RowList).marked or ""
        self._preview.mark(marked)
        hint = next((field.hint for field in self._fields() if field.path == marked), "")
        self.query_one("#remedy", Static).update(Content(printable(hint)))

    def _preview_of(self, marked: str) -> Preview:
        return preview_of_field(self._fields(), self._person, marked)

    def _fields(self) -> tuple[Field, ...]:
        return fields_of(Therapist, self._store.clock.today(), self._store.office)

    def action_change(self) -> None:
        """Change the marked field."""
        if self.refused("settings.change"):
            return
        marked = self.query_one(RowList).marked or ""
        if marked.startswith(ENROLLMENT):
            self._ask_enrollment(marked.removeprefix(ENROLLMENT))
            return
        field = next(field for field in self._fields() if field.path == marked)
        asked = QuestionsScreen(self._person.name, [field_question(field, self._person)])
        name = self._person.name
        doing = f"You were changing {name}: {field.label}. To continue, press o, then go to the staff tab."
        kept = kept_for(self._store, f"person {self._person_id} {field.path}", doing)
        ask(self, asked.kept_in(kept), lambda answers: self._change(field, answers))

    def _change(self, field: Field, answers: Answers) -> None:
        change_person(self._store, self._person_id, field.path, field.read(answers[0]))
        self.reload()
        self.say(field.saved)

    def _ask_enrollment(self, payer: str) -> None:
        """Ask how the person stands with a payer."""
        person, store = self._person, self._store
        held = person.enrollment(payer, store.clock.today())
        asked = QuestionsScreen(
            f"{person.name} with {store.office.payer(payer).name}",
            enrollment_questions(held, store.office, store.clock.today()),
        )
        doing = (
            f"You were entering an enrollment for {person.name}. To continue, press o, then go to "
            "the staff tab."
        )
        kept = kept_for(store, f"enrollment {person.id} {payer}", doing)
        ask(self, asked.kept_in(kept), lambda answers: self._enroll(payer, answers))

    def _enroll(self, payer: str, answers: Answers) -> None:
        enrollment = read_enrollment(payer, answers, self._store.office, self._store.clock.today())
        change_enrollment(self._store, self._person_id, payer, enrollment)
        self.reload()
        self.say("Enrollment saved." if enrollment else "Enrollment cleared.")


_PARTS = tuple(SettingsPart)


def _wrong_part(act: str, part: SettingsPart) -> str:
    """Return where a key works that does nothing in this part, or nothing."""
    if act == "add" and part is SettingsPart.PRACTICE:
        return "You can't add to the practice. Press Enter to change the highlighted field."
    if act == "pin" and part is not SettingsPart.PEOPLE:
        return "This key works on staff only. Press Tab to go to the staff tab."
    if act == "end" and part not in {SettingsPart.PEOPLE, *PARTS}:
        return "This key works on staff, phrases, words and logins. Press Tab to go to one of those tabs."
    if act == "open" and part is SettingsPart.FEES:
        return "You can't change a fee after it was charged. Press a to add a new fee from another date."
    return ""


class SetupScreen(FollowingScreen):
    """One part of the office at a time; owners change it, everybody may read it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.OFFICE, priority=False)

    def __init__(self, store: ChartStore) -> None:
        super().__init__(store)
        self._part = SettingsPart.PRACTICE
        self._preview = PreviewPane(self._preview_of)
        self._own = OwnTexts(self, store, self.done)
        self._entries = OfficeEntries(self, store, self.done)
        self._logins = LoginsTab(self, store, self.done)

    def inside(self) -> Iterable[Widget]:
        """The parts by name, heads, rows, and what is known of the marked one."""
        yield Static(id="parts")
        yield from framed_list("", RowList(id="office-rows"), self._preview)

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.OFFICE,)

    def why_not(self, key: Key) -> str:
        """Reading is for all, changing for owners; some keys are for people alone."""
        act, part = key.action, self._part
        if part is SettingsPart.LOGINS and act in {"open", "add", "end", "pin"}:
            return self._logins.why_not_key(act, self._marked)
        wrong = _wrong_part(act, part)
        if wrong or part in PARTS:
            return wrong or (self._own.why_not_delete(self._marked) if act == "end" else "")
        changes = act in {"add", "end", "pin"} or (act == "open" and part is SettingsPart.PRACTICE)
        return why_not_owner(self._store) if changes else ""

    @told
    def reload(self, keep: str | None = None) -> None:
        """Draw the part that is shown."""
        if not self.is_mounted:
            return
        office, width = self._store.office, list_width(self.size.width)
        only_read = self._part not in PARTS and why_not_owner(self._store)
        self.place(f"Today › Settings › {self._part}", "read-only" if only_read else "")
        self.query_one("#parts", Static).update(self._parts())
        self.query_one("#rows-pane").border_title = capital(self._part)
        self.query_one("#heads", Static).update(
            self._logins.head() if self._part is SettingsPart.LOGINS else head_of(self._part, width)
        )
        if self._part in PARTS:
            rows = own_rows(self._part, self._store, width)
        elif self._part is SettingsPart.LOGINS:
            rows = self._logins.rows()
        else:
            rows = rows_of(self._part, office, self._store.clock.today(), width)
        listed = self.query_one(RowList)
        listed.show_rows(rows, keep=keep)
        empty = self.query_one("#empty", Static)
        empty.display = not rows
        none_yet = "Nothing here yet. Press a to add the first."
        empty.update(self._logins.none_here if self._part is SettingsPart.LOGINS else none_yet)
        if self.focused is not listed:
            listed.focus()
        self._explain()
        self.show_keys()

    def on_option_list_option_highlighted(self) -> None:
        """Say what is known of the marked row."""
        self._explain()

    def _explain(self) -> None:
        """Show the preview; below the rows the hint of a field, or what is not known of a payer."""
        marked, office = self._marked, self._store.office
        self._preview.mark((self._part, marked))
        told = ""
        if self._part is SettingsPart.PRACTICE:
            fields = fields_of(Practice, self._store.clock.today())
            told = next((field.hint for field in fields if field.path == marked), "")
        elif self._part is SettingsPart.PAYERS:
            told = gaps_told(office.payer(marked), office)
        self.query_one("#remedy", Static).update(Content("\n".join(map(printable, told.splitlines()))))

    def _preview_of(self, marked: tuple[SettingsPart, str]) -> Preview:
        part, name = marked
        if part is SettingsPart.LOGINS:
            return self._logins.preview(name)
        return preview_of_row(part, name, self._store)

    def _parts(self) -> Content:
        parts: list[str | tuple[str, str]] = []
        for part in _PARTS:
            shown = part is self._part
            parts += [(f"[{part}]", "bold $text-accent") if shown else f" {part} ", "  "]
        return Content.assemble(*parts)

    @property
    def _marked(self) -> str:
        return self.query_one(RowList).marked or ""

    def action_next_part(self) -> None:
        """Show the next part."""
        self._show_part(1)

    def action_previous_part(self) -> None:
        """Show the part before."""
        self._show_part(-1)

    def _show_part(self, step: int) -> None:
        self._part = _PARTS[(_PARTS.index(self._part) + step) % len(_PARTS)]
        self.say("")
        self.reload()
        self.query_one(RowList).action_first()

    def action_open(self) -> None:
        """Change the marked field, or open the marked person or payer."""
        marked = self._marked
        if self.refused("office.open") or not marked:
            return
        if self._part is SettingsPart.PRACTICE:
            self._entries.change(marked)
        elif self._part is SettingsPart.PEOPLE:
            self.app.push_screen(PersonScreen(self._store, marked))
        elif self._part is SettingsPart.PAYERS:
            self.app.push_screen(PayerScreen(self._store, marked))
        elif self._part in PARTS:
            self._own.open(self._part, marked)

    def action_add(self) -> None:
        """Add a person, a payer, a fee, a phrase or a word."""
        if self.refused("office.add"):
            return
        if self._part in PARTS:
            self._own.add(self._part)
        else:
            self._entries.add(self._part)

    def action_end(self) -> None:
        """Enter someone's last day; delete a phrase or a word; end a login."""
        if self.refused("office.end") or not self._marked:
            return
        if self._part in PARTS:
            self._own.delete(self._part, self._marked)
        elif self._part is SettingsPart.LOGINS:
            self._logins.end(self._marked)
        else:
            self._entries.end(self._marked)

    def action_pin(self) -> None:
        """Take someone's PIN away."""
        if not self.refused("office.pin"):
            self._entries.reset_pin(self._marked)

    def done(self, sentence: str, keep: str | None = None) -> None:
        """Show how things stand, and say what was done."""
        self.reload(keep)
        self.say(sentence)
