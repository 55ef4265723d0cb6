"""One person of the clinic: every field, changed one at a time."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.keys import Key, Place
from charting_tui.operations.fields.field_kinds import fields_of
from charting_tui.operations.fields.fields import Field
from charting_tui.operations.kept import kept_for
from charting_tui.operations.settings.practice import change_person, why_not_owner
from charting_tui.records.people import Therapist
from charting_tui.screens.frame.framed import FramedScreen, ask, told
from charting_tui.screens.frame.questions import Answers, QuestionsScreen
from charting_tui.screens.settings.questions import field_question
from charting_tui.screens.settings.rows import Part, field_rows, head_of
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.bindings import bindings
from charting_tui.widgets.row_list import RowList


class PersonScreen(FramedScreen):
    """The fields of one person."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.SETTINGS)

    def __init__(self, store: ChartStore, person_id: str) -> None:
        super().__init__()
        self._store = store
        self._person_id = person_id

    def inside(self) -> Iterable[Widget]:
        """Heads and fields."""
        yield Static(id="heads")
        yield RowList(id="office-rows")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.SETTINGS,)

    def why_not(self, key: Key) -> str:
        """Owners change people."""
        return why_not_owner(self._store) if key.id == "settings.change" else ""

    @property
    def _person(self) -> Therapist:
        return self._store.office.person(self._person_id) or Therapist(id=self._person_id)

    def on_screen_resume(self) -> None:
        """Show how things stand now."""
        self.reload()

    def on_resize(self, event: object) -> None:
        """Fit the rows to the new width."""
        del event
        self.reload()

    @told
    def reload(self) -> None:
        """Draw the fields."""
        if not self.is_mounted:
            return
        person, store = self._person, self._store
        has_pin = store.person_file(self._person_id).pin is not None
        self.place(f"Today › Office › people › {person.name}", "has a PIN" if has_pin else "no PIN yet")
        self.query_one("#heads", Static).update(head_of(Part.PRACTICE, self.size.width))
        rows = self.query_one(RowList)
        rows.show_rows(field_rows(self._fields(), person, self.size.width))
        rows.focus()
        self.show_keys()

    def _fields(self) -> tuple[Field, ...]:
        return fields_of(Therapist, self._store.clock.today())

    def action_change(self) -> None:
        """Change the marked field."""
        if self.refused("settings.change"):
            return
        marked = self.query_one(RowList).marked
        field = next(field for field in self._fields() if field.path == marked)
        asked = QuestionsScreen(self._person.name, [field_question(field, self._person)])
        name = self._person.name
        doing = f"You were changing {name}: {field.label}. Press o, then tab to people, to go on."
        kept = kept_for(self._store, f"person {self._person_id} {field.path}", doing)
        ask(self, asked.kept_in(kept), lambda answers: self._change(field, answers))

    def _change(self, field: Field, answers: Answers) -> None:
        change_person(self._store, self._person_id, field.path, field.read(answers[0]))
        self.reload()
        self.say(field.saved)
