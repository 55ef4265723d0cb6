"""What is asked about the practice, each question with its live fault; and the first run, which asks it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.coding.billing.payers import preset
from charting_tui.errors import BadInput, ChartingError
from charting_tui.operations.fields.fields import Field, fields_of, text_of, with_values
from charting_tui.operations.fields.typed_values import (
    read_code,
    read_first_fees,
    read_licence,
    read_login,
    read_name,
    read_npi,
)
from charting_tui.operations.kept import Kept
from charting_tui.operations.settings.first_clinic import FIRST_CODES, KEPT
from charting_tui.readers.dates import read_date, read_past_date, shown_date
from charting_tui.records.enrollment import Enrollment
from charting_tui.records.office import Office
from charting_tui.records.people import Fee, Therapist
from charting_tui.records.values import Record, read_state
from charting_tui.screens.frame.base_screen import BaseScreen
from charting_tui.screens.frame.questions import Answers, Question, QuestionsScreen
from charting_tui.store.journals.typing_state import WordsPlace
from charting_tui.store.office_file import new_pin
from charting_tui.widgets.row_list import printable


def field_question(field: Field, record: Record | None = None) -> Question:
    """Return the question for one field, with its value as it stands in the record."""
    value = "" if record is None else text_of(record, field)
    return Question(field.label, field.hint, value, lambda text, _before: field.read(text))


def licence_check(text: str, before: Answers) -> None:
    """Check a licence written like ``LMT MA60117203``; nothing for someone who has none."""
    del before
    read_licence(text)


def person_questions(office: Office, today: date) -> list[Question]:
    """Return what is asked about someone new."""
    fields = {field.path: field_question(field, Therapist()) for field in fields_of(Therapist, today)}

    def free(text: str, _before: Answers) -> None:
        login = read_login(text)
        if office.person(login) is not None:
            raise BadInput(f"“{login}” is already a login name. Choose another.")

    return [
        Question("Login name", "What they sign in with, such as ana.", check=free),
        fields["name"],
        Question("License", "Such as LMT MA60117203. Leave blank if they have none.", check=licence_check),
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
            raise BadInput(f"“{text.strip()}” is already a payer. Choose another short name.")

    def unlike(text: str, _before: Answers) -> None:
        name = read_name(text)
        if any(payer.name.casefold() == name.casefold() for payer in office.payers):
            raise BadInput(
                f"There is already a payer named “{name}”. Add something to tell them apart, such as "
                "the state."
            )

    return [
        Question("Short name", "Letters and digits. Records use this name.", short, free),
        Question("Name", "The name everyone uses for it.", model.name, unlike),
    ]


def fee_questions(office: Office, today: date) -> list[Question]:
    """Return what is asked about a new fee."""
    code, dollars, since, payer = (field_question(field) for field in fields_of(Fee, today, office))

    def new(text: str, before: Answers) -> None:
        charged, first = read_code(before[0]), read_date(before[2], today)
        agreed_with = payer.check(text, before)
        same = (charged, first, agreed_with)
        if any((fee.code, fee.since, fee.payer) == same for fee in office.practice.fees):
            raise BadInput(
                f"{charged} already has a fee from that date on. Enter another date for the new fee."
            )

    return [code, dollars, replace(since, value=str(today)), replace(payer, check=new)]


def _enrollment_fields(office: Office, today: date) -> tuple[Field, ...]:
    return tuple(field for field in fields_of(Enrollment, today, office) if field.path != "payer")


def enrollment_questions(held: Enrollment | None, office: Office, today: date) -> list[Question]:
    """Return what is asked about how a therapist stands with a payer; without a status it is not known."""
    status, *others = (field_question(field, held) for field in _enrollment_fields(office, today))
    hint = f"{status.hint}; leave blank if you don't know it."

    def known(text: str, before: Answers) -> object:
        return status.check(text, before) if text.strip() else None

    return [replace(status, hint=hint, check=known), *others]


def read_enrollment(payer: str, answers: Answers, office: Office, today: date) -> Enrollment | None:
    """Return the enrollment as it was answered; None where no status was typed."""
    if not answers[0].strip():
        return None
    typed = zip(_enrollment_fields(office, today), answers, strict=True)
    return with_values(Enrollment(payer=payer), {field.path: field.read(text) for field, text in typed})


def ask_last_day(person: Therapist, today: date) -> Question:
    """Return the question for someone's last day."""

    def given(text: str, _before: Answers) -> date:
        day = read_past_date(text, today)
        if day is None:
            raise BadInput(f"Type the last day, such as {shown_date(today)}, or press Esc to cancel.")
        return day

    hint = "They can't sign in after this date. Nothing of theirs is deleted."
    return Question("Last day", hint, str(person.ended_on or today), given)


def ask_own_pin() -> Question:
    """Return the question for the owner's own PIN."""
    return Question("Your own PIN", "Resets their PIN. They choose a new one at next sign-in.", secret=True)


_WELCOME = (
    (
        "There is no clinic here yet. Answer eight short questions to create one. You can change everything "
        "later."
    ),
    (
        "The clinic is created after the last answer. Press Ctrl+Q to stop: your answers are saved, but "
        "never the PIN."
    ),
)


def first_questions(login: str) -> list[Question]:
    """Return the questions, in the order of their answers."""
    codes = ", ".join(FIRST_CODES)
    return [
        Question("Practice", "The practice's name as it appears on bills.", check=_of(read_name)),
        Question(
            "State",
            "Two letters, such as WA. The program applies that state's record-keeping law.",
            check=_of(read_state),
        ),
        Question("Your name", "Your name as it appears under a signed note.", check=_of(read_name)),
        Question("Login name", "What you sign in with.", login, _of(read_login)),
        Question("License", "Such as LMT MA60117203. Leave blank if you have none.", check=licence_check),
        Question("Your NPI", "10 digits. Leave blank if you have none.", check=_of(read_npi)),
        Question(
            "First fees",
            f"Dollars per unit for {codes}, such as 45 49 52. You can leave this blank.",
            check=lambda text, _before: read_first_fees(text, FIRST_CODES),
        ),
        Question("PIN", "Six digits. You sign notes with it.", check=_of(new_pin), secret=True),
        Question("PIN again", "The same six digits.", check=_same, secret=True, counted=False),
    ]


def _of(read: Callable[[str], object]) -> Callable[[str, Answers], object]:
    return lambda text, _before: read(text)


def _same(text: str, before: Answers) -> None:
    if text != before[-1]:
        raise BadInput("The PINs don't match. Type it again, or press Esc to choose another.")


class FirstRunScreen(BaseScreen):
    """Asks the questions, shows the answers, and has the clinic made."""

    def __init__(
        self,
        place: str,
        login: str,
        begun: Sequence[str],
        words: WordsPlace,
        *,
        heard: Callable[[Answers], None],
        make: Callable[[Answers], None],
        leave: Callable[[], None],
    ) -> None:
        """``words`` keeps what is being typed, ``heard`` the answers.

        ``make`` makes the clinic or raises why not, ``leave`` ends it all.
        """
        super().__init__()
        self._folder = place
        self._login = login
        self._begun = tuple(begun)
        self._words = words
        self._heard = heard
        self._make = make
        self._leave = leave

    def inside(self) -> Iterable[Widget]:
        """A welcome, and the answers so far."""
        yield Static("\n\n".join(_WELCOME), id="welcome")
        yield Static(id="answers")

    def on_mount(self) -> None:
        """Ask."""
        self.place("A new clinic", self._folder)
        self._show(self._begun)
        self._ask(self._begun)

    def _ask(self, begun: Answers) -> None:
        asked = QuestionsScreen("Question", first_questions(self._login), begun=begun, heard=self._told)
        self.app.push_screen(asked.kept_in(Kept(self._words, "typing")), self._answered)

    def _told(self, answers: Answers) -> None:
        self._show(answers)
        self._heard(answers)

    def _show(self, answers: Answers) -> None:
        lines = [
            (f"{question.label:<12}", "$text-disabled", f" {printable(answer) or '–'}\n")
            for question, answer in zip(first_questions(self._login)[:KEPT], answers, strict=False)
        ]
        parts = [piece for name, style, answer in lines for piece in ((name, style), answer)]
        self.query_one("#answers", Static).update(Content.assemble(*parts))

    def _answered(self, answers: Answers | None) -> None:
        if answers is None:
            self._leave()
            return
        try:
            self._make(answers)
        except ChartingError as fault:
            self._ask(answers[:KEPT])
            self.say(fault.sentence, refusal=True)

    def action_back(self) -> None:
        """There is nothing behind this screen."""
        self._leave()
