"""Entering the practice, its people, payers and fees: each asked for in a row of questions."""

from collections.abc import Callable

from charting_tui.operations.fields.fields import Field, fields_of
from charting_tui.operations.fields.typed_values import (
    read_code,
    read_fee,
    read_licence,
    read_npi,
    read_roles,
)
from charting_tui.operations.kept import kept_for
from charting_tui.operations.settings.practice import (
    add_fee,
    add_payer,
    add_person,
    change_practice,
    end_person,
)
from charting_tui.operations.signing.pins import give_code
from charting_tui.readers.dates import read_date, read_past_date
from charting_tui.records.people import Fee, Practice, Therapist
from charting_tui.screens.frame.base_screen import BaseScreen, ask, told
from charting_tui.screens.frame.questions import Answers, Question, QuestionsScreen
from charting_tui.screens.settings.payers import PickPresetScreen
from charting_tui.screens.settings.questions import (
    ask_last_day,
    ask_own_pin,
    fee_questions,
    field_question,
    payer_questions,
    person_questions,
)
from charting_tui.screens.settings.rows import SettingsPart, fee_row
from charting_tui.store.chart_store import ChartStore


class OfficeEntries:
    """Asks an owner over the settings, and saves what was answered."""

    def __init__(
        self, base_screen: BaseScreen, store: ChartStore, done: Callable[[str, str | None], None]
    ) -> None:
        """``done`` is told what was done, and the row that it was done to."""
        self.base_screen = base_screen
        self._store = store
        self._done = done

    def change(self, name: str) -> None:
        """Ask for a field of the practice."""
        fields = fields_of(Practice, self._store.clock.today())
        field = next(field for field in fields if field.path == name)
        asked = QuestionsScreen("Practice", [field_question(field, self._store.office.practice)])
        doing = f"You were changing the practice: {field.label}. To continue, press o."
        kept = kept_for(self._store, f"practice {field.path}", doing)
        ask(self.base_screen, asked.kept_in(kept), lambda answers: self._change(field, answers))

    def _change(self, field: Field, answers: Answers) -> None:
        change_practice(self._store, field.path, field.read(answers[0]))
        self._done(field.saved, None)

    def add(self, part: SettingsPart) -> None:
        """Ask for a new person, payer or fee."""
        if part is SettingsPart.PAYERS:
            self.base_screen.app.push_screen(PickPresetScreen(), self._preset_taken)
        elif part is SettingsPart.PEOPLE:
            questions = person_questions(self._store.office, self._store.clock.today())
            self._ask_new(part, "person", questions, self._add_person)
        else:
            asked = fee_questions(self._store.office, self._store.clock.today())
            self._ask_new(part, "fee", asked, self._add_fee)

    def _ask_new(
        self,
        part: SettingsPart,
        what: str,
        asked: list[Question],
        add: Callable[[Answers], None],
        name: str = "",
    ) -> None:
        doing = f"You were adding a {what}. To continue, press o, go to the {part} tab, then a."
        kept = kept_for(self._store, f"new {name or what}", doing)
        ask(self.base_screen, QuestionsScreen(what.capitalize(), asked).kept_in(kept), add)

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
        self._done(f"{person.name} can sign in now, and will choose a PIN at the first signature.", person.id)

    def _preset_taken(self, preset_id: str | None) -> None:
        if preset_id is not None:
            asked = payer_questions(self._store.office, preset_id)
            self._ask_new(
                SettingsPart.PAYERS,
                "payer",
                asked,
                lambda answers: self._add_payer(preset_id, answers),
                f"payer {preset_id}",
            )

    def _add_payer(self, preset_id: str, answers: Answers) -> None:
        payer = add_payer(self._store, preset_id, answers[0].strip(), answers[1].strip())
        self._done(
            f"{payer.name} was added. Press Enter to see its settings, and check them against your contract.",
            payer.id,
        )

    def _add_fee(self, answers: Answers) -> None:
        code, dollars, since, payer = answers
        today = self._store.clock.today()
        of_payer = next(one for one in fields_of(Fee, today, self._store.office) if one.path == "payer")
        fee = Fee(
            code=read_code(code),
            cents=read_fee(dollars),
            since=read_date(since, today),
            payer=of_payer.read(payer),
        )
        add_fee(self._store, fee)
        self._done(f"Fee for {fee.code} saved.", fee_row(fee))

    def end(self, person_id: str) -> None:
        """Ask for someone's last day."""
        person = self._store.office.person(person_id)
        if person is None:
            return
        asked = QuestionsScreen(person.name, [ask_last_day(person, self._store.clock.today())])
        doing = (
            f"You were entering the last day of {person.name}. To continue, press o, then go to the "
            "staff tab."
        )
        kept = kept_for(self._store, f"last day {person.id}", doing)
        ask(self.base_screen, asked.kept_in(kept), lambda answers: self._end(person, answers))

    def _end(self, person: Therapist, answers: Answers) -> None:
        day = read_past_date(answers[0], self._store.clock.today())
        if day is not None:
            end_person(self._store, person.id, day)
            left = (
                f"{person.name}'s last day is {day}. The records stay, and {person.name} can no "
                "longer sign in."
            )
            self._done(left, None)

    def reset_pin(self, person_id: str) -> None:
        """Take someone's PIN away, for the owner's own PIN."""
        person = self._store.office.person(person_id)
        if person is not None:
            asked = QuestionsScreen(f"New PIN for {person.name}", [ask_own_pin()])
            self.base_screen.app.push_screen(asked, lambda answers: self._reset(person, answers))

    @told
    def _reset(self, person: Therapist, answers: Answers | None) -> None:
        if answers is not None:
            code = give_code(self._store, person.id, answers[0])
            told = f"Give {person.name} this one-time code to set a new PIN: {code}. It works for 7 days."
            self._done(told, None)
