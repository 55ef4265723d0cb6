"""The first run: a few one-line questions, and a clinic of one's own."""

from collections.abc import Callable, Iterable, Sequence

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from charting_tui.coding.states import read_state
from charting_tui.errors import BadInput, ChartingError
from charting_tui.operations.fields.typed_values import read_first_fees, read_login, read_name, read_npi
from charting_tui.operations.kept import Kept
from charting_tui.operations.settings.first_clinic import FIRST_CODES, KEPT
from charting_tui.screens.frame.framed import FramedScreen
from charting_tui.screens.frame.questions import Answers, Question, QuestionsScreen
from charting_tui.screens.settings.questions import licence_check
from charting_tui.store.journals.words import WordsPlace
from charting_tui.store.pins import new_pin
from charting_tui.widgets.columns import printable

_WELCOME = (
    "There is no clinic here yet. Eight short questions make one; all of it can be changed later.",
    "Nothing is made before the last answer. ^q leaves at any time: answers are kept, never the PIN.",
)


def first_questions(login: str) -> list[Question]:
    """Return the questions, in the order of their answers."""
    codes = ", ".join(FIRST_CODES)
    return [
        Question("Practice", "Its name, as it stands on bills.", check=_of(read_name)),
        Question("State", "Two letters, like WA: its record law applies.", check=_of(read_state)),
        Question("Your name", "As it stands under a note.", check=_of(read_name)),
        Question("Login name", "What you sign in with.", login, _of(read_login)),
        Question("License", "Like LMT MA60117203; empty if you have none.", check=licence_check),
        Question("Your NPI", "10 digits, or empty.", check=_of(read_npi)),
        Question(
            "First fees",
            f"Dollars a unit for {codes}, like 45 49 52; or empty.",
            check=lambda text, _before: read_first_fees(text, FIRST_CODES),
        ),
        Question("PIN", "Six digits; you sign with them.", check=_of(new_pin), secret=True),
        Question("PIN, once more", "The same six digits.", check=_same, secret=True, counted=False),
    ]


def _of(read: Callable[[str], object]) -> Callable[[str, Answers], object]:
    return lambda text, _before: read(text)


def _same(text: str, before: Answers) -> None:
    if text != before[-1]:
        raise BadInput("This is not the PIN you typed before. Type it again, or esc to choose another.")


class FirstRunScreen(FramedScreen):
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
