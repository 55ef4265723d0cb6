"""Ways to enter a visit beside writing it out: each answers a draft, which is taken as one change."""

from charting_tui.records.claim import Draft
from charting_tui.screens.body_chart import TAKEN, WAITING, BodyChartScreen
from charting_tui.screens.framed import told
from charting_tui.screens.quick_line import QuickLineScreen
from charting_tui.screens.writing import WritingScreen

_MARKED = {
    TAKEN: "The marks are in the note. z on the code lines takes them back.",
    WAITING: "The marks wait and are not in the note: ctrl+k and enter take them.",
}


class EnteringScreen(WritingScreen):
    """Opens what fills note and codes at once."""

    @told
    def action_quick(self) -> None:
        """Chart in one line."""
        self.app.push_screen(QuickLineScreen(self.sitting), self._took_line)

    def _took_line(self, draft: Draft | None) -> None:
        self.take(draft, "The line is in the note. z on the code lines takes it back.")

    @told
    def action_body(self) -> None:
        """Mark what was found on the body."""
        self.app.push_screen(BodyChartScreen(self.sitting), self._marked)

    def _marked(self, answer: str | None) -> None:
        self.load_texts()
        self.redraw()
        self.say(_MARKED.get(answer or "", ""))

    def take(self, draft: Draft | None, told: str) -> None:
        """Take a draft whose note may have changed too, and say so; None changes nothing."""
        if draft is not None:
            self.change(draft)
            self.load_texts()
            self.say(told)
