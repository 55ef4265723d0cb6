"""A short row of one-line questions: Enter answers, escape goes one back and at last away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from charting_tui.errors import BadInput, ChartingError
from charting_tui.readers.dates import date_in_words
from charting_tui.screens.frame.dialogs import FieldScreen
from charting_tui.screens.frame.keeping import put_back
from charting_tui.store.journals.typing_state import Words
from charting_tui.widgets.dialog_box import DialogBox
from charting_tui.widgets.lines import SteadyText
from charting_tui.widgets.row_list import printable
from charting_tui.widgets.text_line import TextLine

Answers: TypeAlias = tuple[str, ...]


def anything(text: str, before: Answers) -> None:
    """Take whatever was typed."""
    del text, before


@dataclass(frozen=True)
class Question:
    """One question: what is asked, an example below it, and what is wrong with an answer."""

    label: str
    hint: str = ""
    value: str = ""
    check: Callable[[str, Answers], object] = anything
    """Raises BadInput for an answer that will not do, given those before it; a date it returns is shown."""
    secret: bool = False
    counted: bool = True
    """Whether it is a question of its own; a PIN typed once more is not."""


class QuestionsScreen(FieldScreen[Answers]):
    """Asks one question after another; the answers are what was typed, or None."""

    def __init__(
        self,
        title: str,
        questions: Sequence[Question],
        *,
        begun: Answers = (),
        heard: Callable[[Answers], None] = lambda _answers: None,
    ) -> None:
        """``begun`` holds answers given earlier; ``heard`` is told the answers after each one."""
        super().__init__()
        self._title = title
        self._questions = tuple(questions)
        self._values = [question.value for question in self._questions]
        self._values[: len(begun)] = begun
        self._at = min(len(begun), len(self._questions) - 1)
        self._heard = heard

    def compose(self) -> ComposeResult:
        """Title, question, field, hint."""
        with DialogBox(self._title, classes="ask"):
            field = TextLine(select_on_focus=True)
            yield field
            yield SteadyText(classes="hint")

    def on_mount(self) -> None:
        """Ask the first question that is open."""
        self._ask()

    @property
    def _question(self) -> Question:
        return self._questions[self._at]

    @property
    def _before(self) -> Answers:
        return tuple(self._values[: self._at])

    def _ask(self) -> None:
        counted = [question for question in self._questions if question.counted]
        number = sum(question.counted for question in self._questions[: self._at + 1])
        count = f" {number} of {len(counted)}" if len(counted) > 1 else ""
        box = self.query_one(DialogBox)
        box.entitle(f"{self._title}{count} › {self._question.label}")
        box.tell_keys("Enter next · Esc cancel" if self._at == 0 else "Enter next · Esc back")
        field = self.query_one(Input)
        field.password = self._question.secret
        with self.prevent(Input.Changed):
            field.value = self._values[self._at]
        field.action_select_all()
        self.changed()
        self._show(field.value)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._values[self._at] = event.value
        self._show(event.value)

    def standing(self) -> Words:
        """Return the answers by the labels of their questions, and which question is asked; never a PIN."""
        values = list(self._values)
        values[self._at] = self.query_one(Input).value
        asked = zip(self._questions, values, strict=True)
        texts = {one.label: value for one, value in asked if not one.secret}
        return Words(texts, self._question.label, self.query_one(Input).cursor_position)

    def put_back(self, words: Words) -> None:
        """Ask again where an earlier login was cut off."""
        labels = [question.label for question in self._questions]
        self._values = [
            words.texts.get(label, value) for label, value in zip(labels, self._values, strict=True)
        ]
        secret = next((at for at, one in enumerate(self._questions) if one.secret), len(labels))
        self._at = min(labels.index(words.field) if words.field in labels else 0, secret)
        self._ask()
        put_back(self.query_one(Input), self._values[self._at], words.cursor)

    def _show(self, text: str) -> None:
        told, refusal = self._question.hint, False
        if text.strip() and not self._question.secret:
            try:
                answer = self._question.check(text, self._before)
            except BadInput as fault:
                if text != self._question.value:
                    told, refusal = fault.sentence, True
            else:
                told = f"{date_in_words(answer)}." if isinstance(answer, date) else told
        self._tell(told, refusal=refusal)

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            self._question.check(event.value, self._before)
        except ChartingError as fault:
            event.input.action_select_all()
            self._tell(fault.sentence, refusal=True)
            return
        self._values[self._at] = event.value
        self._at += 1
        self._heard(self._before)
        if self._at == len(self._questions):
            self.dismiss(self._before)
        else:
            self._ask()

    def action_leave(self) -> None:
        """Go one question back, or away from the first."""
        if self._at == 0:
            self.dismiss(None)
        else:
            self._at -= 1
            self._ask()

    def _tell(self, text: str, *, refusal: bool = False) -> None:
        line = self.query_one(".hint", Static)
        line.update(Content(printable(f"✗ {text}" if refusal else text)))
        line.set_class(refusal, "-refusal")
