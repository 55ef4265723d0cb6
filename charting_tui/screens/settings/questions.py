"""What is asked about the office, each question with its live fault."""

from dataclasses import replace
from datetime import date

from charting_tui.coding.billing.payers import preset
from charting_tui.errors import BadInput
from charting_tui.operations.fields.field_kinds import fields_of
from charting_tui.operations.fields.fields import Field, text_of
from charting_tui.operations.fields.typed_values import (
    read_code,
    read_licence,
    read_login,
    read_name,
)
from charting_tui.readers.dates import read_date, read_past_date, shown_date
from charting_tui.records.office import Office
from charting_tui.records.people import Fee, Practice, Therapist
from charting_tui.records.values import Record
from charting_tui.screens.frame.questions import Answers, Question


def field_question(field: Field, record: Record | None = None) -> Question:
    """Return the question for one field, with its value as it stands in the record."""
    value = "" if record is None else text_of(record, field)
    return Question(field.label, field.hint, value, lambda text, _before: field.read(text))


def licence_check(text: str, before: Answers) -> None:
    """Check a licence written like ``LMT MA60117203``; nothing for somebody who has none."""
    del before
    read_licence(text)


def person_questions(office: Office, today: date) -> list[Question]:
    """Return what is asked about somebody new."""
    fields = {field.path: field_question(field, Therapist()) for field in fields_of(Therapist, today)}

    def free(text: str, _before: Answers) -> None:
        login = read_login(text)
        if office.person(login) is not None:
            raise BadInput(f"“{login}” is somebody's login name already; choose another.")

    return [
        Question("Login name", "What they sign in with, like ana.", check=free),
        fields["name"],
        Question("License", "Like LMT MA60117203; empty for somebody without.", check=licence_check),
        fields["npi"],
        fields["roles"],
    ]


def payer_questions(office: Office, preset_id: str) -> list[Question]:
    """Return what is asked about a payer that is copied from a preset."""
    model = preset(preset_id)
    known = {payer.id for payer in office.payers}
    further = (f"{preset_id}{number}" for number in range(2, len(known) + 3))
    short = preset_id if preset_id not in known else next(name for name in further if name not in known)

    def free(text: str, _before: Answers) -> None:
        if read_login(text) in known:
            raise BadInput(f"“{text.strip()}” is a payer already; choose another short name.")

    def unlike(text: str, _before: Answers) -> None:
        name = read_name(text)
        if any(payer.name.casefold() == name.casefold() for payer in office.payers):
            raise BadInput(f"“{name}” is a payer's name already; add what tells the two apart.")

    return [
        Question("Short name", "Letters and digits; it stands in the records.", short, free),
        Question("Name", "As people know it.", model.name, unlike),
    ]


def fee_questions(practice: Practice, today: date) -> list[Question]:
    """Return what is asked about a new fee."""
    code, dollars, since = (field_question(field) for field in fields_of(Fee, today))

    def new(text: str, before: Answers) -> date | None:
        charged, first = read_code(before[0]), read_date(text, today)
        if any((fee.code, fee.since) == (charged, first) for fee in practice.fees):
            raise BadInput(f"{charged} has a fee from that day on already; a new fee begins on another day.")
        return first

    return [code, dollars, replace(since, value=str(today), check=new)]


def ask_last_day(person: Therapist, today: date) -> Question:
    """Return the question for somebody's last day."""

    def given(text: str, _before: Answers) -> date:
        day = read_past_date(text, today)
        if day is None:
            raise BadInput(
                f"Type the last day, like {shown_date(today)}, or press esc to leave things as they are."
            )
        return day

    hint = "After it they cannot sign in; nothing of theirs is removed."
    return Question("Last day", hint, str(person.ended_on or today), given)


def ask_own_pin() -> Question:
    """Return the question for the owner's own PIN."""
    return Question("Your own PIN", "Theirs is taken away; they choose a new one.", secret=True)
