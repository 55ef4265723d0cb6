"""Questions whose answers are kept at every key, so that a cut line loses none of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from charting_tui.acts.addenda import unsaved_words
from charting_tui.errors import ChartingError
from charting_tui.screens.framed import FramedScreen
from charting_tui.screens.questions import Answers, Question, QuestionsScreen
from charting_tui.store.chart_store import ChartStore

_AT = "at"
"""Beside the answers, which have the labels of their questions: the label of the one that is asked."""


class KeptQuestionsScreen(QuestionsScreen):
    """Begins where an earlier login was cut off; who saves the answers forgets the words of that name.

    Never for a secret.
    """

    def __init__(self, title: str, questions: Sequence[Question], store: ChartStore, name: str) -> None:
        """``name`` is what is asked about."""
        self._words = unsaved_words(store)
        self._words_name = name
        kept = self._words.kept(name)
        self._restored = bool(kept)
        asked = [replace(one, value=kept.get(one.label, one.value)) for one in questions]
        labels = [one.label for one in asked]
        at = labels.index(kept[_AT]) if kept.get(_AT) in labels else 0
        super().__init__(title, asked, begun=tuple(one.value for one in asked[:at]))

    def on_mount(self) -> None:
        """Say that answers are back."""
        if self._restored:
            back = "What you typed last time and did not save is back. Enter takes it, esc goes back."
            self.call_after_refresh(self._tell, back)

    def typed(self) -> None:
        """Keep what is typed, and which question is asked."""
        answers = dict(zip((one.label for one in self._questions), self._values, strict=True))
        try:
            self._words.keep(self._words_name, {**answers, _AT: self._question.label})
        except ChartingError as fault:
            self._tell(fault.sentence, refusal=True)

    def action_leave(self) -> None:
        """Go one question back; from the first, give the answers up."""
        if self._at == 0:
            self._words.forget(self._words_name)
        super().action_leave()


def ask_kept(screen: FramedScreen, asked: KeptQuestionsScreen, answered: Callable[[Answers], None]) -> None:
    """Ask over a screen; nothing is answered where the questions were left."""
    screen.app.push_screen(asked, lambda answers: None if answers is None else answered(answers))
