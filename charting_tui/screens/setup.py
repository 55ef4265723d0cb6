"""The office: the practice, its people, payers, fees, phrases and words, one part at a time."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.acts.field_kinds import fields_of
from charting_tui.acts.fields import Field
from charting_tui.acts.kept import kept_for
from charting_tui.acts.office import (
    add_fee,
    add_payer,
    add_person,
    change_practice,
    end_person,
    reset_pin,
    why_not_owner,
)
from charting_tui.acts.typed_values import (
    read_code,
    read_fee,
    read_licence,
    read_npi,
    read_roles,
)
from charting_tui.keys import Key, Place
from charting_tui.readers.dates import read_date, read_past_date
from charting_tui.records.people import Fee, Practice, Therapist
from charting_tui.screens.framed import told
from charting_tui.screens.questions import Answers, Question, QuestionsScreen
from charting_tui.screens.setup_asks import (
    ask_last_day,
    ask_own_pin,
    fee_questions,
    field_question,
    payer_questions,
    person_questions,
)
from charting_tui.screens.setup_own import PARTS, OwnTextsScreen, own_rows
from charting_tui.screens.setup_payers import PayerScreen, PickPresetScreen
from charting_tui.screens.setup_people import PersonScreen
from charting_tui.screens.setup_rows import Part, head_of, rows_of
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.bindings import bindings
from charting_tui.widgets.row_list import RowList

_PARTS = tuple(Part)


class SetupScreen(OwnTextsScreen):
    """One part of the office at a time; owners change it, everybody may read it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.OFFICE, priority=False)

    def __init__(self, store: ChartStore) -> None:
        super().__init__(store)
        self._part = Part.PRACTICE

    def inside(self) -> Iterable[Widget]:
        """The parts by name, heads, rows."""
        yield Static(id="parts")
        yield Static(id="heads")
        yield RowList(id="office-rows")
        yield Static(id="empty")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.OFFICE,)

    def why_not(self, key: Key) -> str:
        """Reading is for all, changing for owners; some keys are for people alone."""
        act, part = key.action, self._part
        if act == "add" and part is Part.PRACTICE:
            return "The practice has fields, not rows. Press enter to change the marked one."
        if act == "pin" and part is not Part.PEOPLE:
            return "This is for a person. Press tab until people are shown."
        if act == "end" and part not in {Part.PEOPLE, *PARTS}:
            return "This is for a person, a phrase or a word. Press tab until they are shown."
        if part in PARTS:
            return self.why_not_delete(self._marked) if act == "end" else ""
        changes = act in {"add", "end", "pin"} or (act == "open" and part is Part.PRACTICE)
        if act == "open" and part is Part.FEES:
            return "A fee that has been charged is not rewritten. Press a to add one from another day on."
        return why_not_owner(self._store) if changes else ""

    @told
    def reload(self, keep: str | None = None) -> None:
        """Draw the part that is shown."""
        if not self.is_mounted:
            return
        office, width = self._store.office, self.size.width
        only_read = self._part not in PARTS and why_not_owner(self._store)
        self.place(f"Today › Office › {self._part}", "you may read" if only_read else "")
        self.query_one("#parts", Static).update(self._parts())
        self.query_one("#heads", Static).update(head_of(self._part, width))
        rows = (
            own_rows(self._part, self._store, width)
            if self._part in PARTS
            else rows_of(self._part, office, self._store.clock.today(), width)
        )
        listed = self.query_one(RowList)
        listed.show_rows(rows, keep=keep)
        empty = self.query_one("#empty", Static)
        empty.display = not rows
        empty.update("Nothing here yet. Press a to add the first.")
        if self.focused is not listed:
            listed.focus()
        self.show_keys()

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
        if self._part is Part.PRACTICE:
            fields = fields_of(Practice, self._store.clock.today())
            self._ask_field(next(field for field in fields if field.path == marked))
        elif self._part is Part.PEOPLE:
            self.app.push_screen(PersonScreen(self._store, marked))
        elif self._part is Part.PAYERS:
            self.app.push_screen(PayerScreen(self._store, marked))
        elif self._part in PARTS:
            self.open_own(self._part, marked)

    def _ask_field(self, field: Field) -> None:
        asked = QuestionsScreen("Practice", [field_question(field, self._store.office.practice)])
        doing = f"You were changing the practice: {field.label}. Press o to go on."
        kept = kept_for(self._store, f"practice {field.path}", doing)
        self.ask(asked.kept_in(kept), lambda answers: self._change(field, answers))

    def _change(self, field: Field, answers: Answers) -> None:
        change_practice(self._store, field.path, field.read(answers[0]))
        self.done(field.saved)

    def action_add(self) -> None:
        """Add a person, a payer, a fee, a phrase or a word."""
        if self.refused("office.add"):
            return
        if self._part in PARTS:
            self.add_own(self._part)
            return
        if self._part is Part.PAYERS:
            self.app.push_screen(PickPresetScreen(), self._preset_taken)
        elif self._part is Part.PEOPLE:
            self._ask_new(
                "person", person_questions(self._store.office, self._store.clock.today()), self._add_person
            )
        else:
            asked = fee_questions(self._store.office.practice, self._store.clock.today())
            self._ask_new("fee", asked, self._add_fee)

    def _ask_new(
        self, what: str, asked: list[Question], add: Callable[[Answers], None], name: str = ""
    ) -> None:
        doing = f"You were adding a {what}. Press o, tab to {self._part}, then a to go on."
        kept = kept_for(self._store, f"new {name or what}", doing)
        self.ask(QuestionsScreen(what.capitalize(), asked).kept_in(kept), add)

    def _add_person(self, answers: Answers) -> None:
        login, name, licence, npi, roles = answers
        kind, number = read_licence(licence)
        person = Therapist(
            id=login.strip(),
            name=name.strip(),
            licence_type=kind,
            licence_number=number,
            licence_state=self._store.office.practice.state if licence.strip() else "",
            npi=read_npi(npi),
            roles=read_roles(roles),
        )
        add_person(self._store, person)
        self.done(f"{person.name} can sign in now, and chooses a PIN at the first signature.", person.id)

    def _preset_taken(self, preset_id: str | None) -> None:
        if preset_id is not None:
            asked = payer_questions(self._store.office, preset_id)
            self._ask_new(
                "payer", asked, lambda answers: self._add_payer(preset_id, answers), f"payer {preset_id}"
            )

    def _add_payer(self, preset_id: str, answers: Answers) -> None:
        payer = add_payer(self._store, preset_id, answers[0].strip(), answers[1].strip())
        self.done(
            f"{payer.name} is added. Enter shows its settings; compare them with the contract.", payer.id
        )

    def _add_fee(self, answers: Answers) -> None:
        code, dollars, since = answers
        fee = Fee(
            code=read_code(code), cents=read_fee(dollars), since=read_date(since, self._store.clock.today())
        )
        add_fee(self._store, fee)
        self.done(f"The fee of {fee.code} is saved.", f"{fee.code} {fee.since or ''}")

    def action_end(self) -> None:
        """Enter somebody's last day; delete a phrase or a word."""
        person = self._store.office.person(self._marked)
        if self.refused("office.end") or not self._marked:
            return
        if self._part in PARTS:
            self.delete_own(self._part, self._marked)
        if person is None:
            return
        asked = QuestionsScreen(person.name, [ask_last_day(person, self._store.clock.today())])
        doing = f"You were entering the last day of {person.name}. Press o, then tab to people, to go on."
        kept = kept_for(self._store, f"last day {person.id}", doing)
        self.ask(asked.kept_in(kept), lambda answers: self._end(person, answers))

    def _end(self, person: Therapist, answers: Answers) -> None:
        day = read_past_date(answers[0], self._store.clock.today())
        if day is not None:
            end_person(self._store, person.id, day)
            self.done(f"{person.name} left on {day}; their records stay, and they can no longer sign in.")

    def action_pin(self) -> None:
        """Take somebody's PIN away."""
        person = self._store.office.person(self._marked)
        if self.refused("office.pin") or person is None:
            return
        asked = QuestionsScreen(f"New PIN for {person.name}", [ask_own_pin()])
        self.app.push_screen(asked, lambda answers: self._reset(person, answers))

    @told
    def _reset(self, person: Therapist, answers: Answers | None) -> None:
        if answers is not None:
            reset_pin(self._store, person.id, answers[0])
            self.done(f"{person.name} chooses a new PIN at the next signature.")

    def done(self, sentence: str, keep: str | None = None) -> None:
        """Show how things stand, and say what was done."""
        self.reload(keep)
        self.say(sentence)
