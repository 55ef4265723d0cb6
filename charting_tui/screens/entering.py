"""Ways to enter a visit beside writing it out: each answers a draft, which is taken as one change."""

from charting_tui.acts.reporting import with_report
from charting_tui.records.claim import Draft
from charting_tui.screens import on_demand
from charting_tui.screens.framed import told
from charting_tui.screens.quick_line import QuickLineScreen
from charting_tui.screens.writing import WritingScreen


class EnteringScreen(WritingScreen):
    """Opens what fills note and codes at once."""

    @told
    def action_quick(self) -> None:
        """Chart in one line."""
        self.app.push_screen(QuickLineScreen(self.sitting), self._took_line)

    def _took_line(self, answer: Draft | str | None) -> None:
        if answer == "prompts":
            self.action_prompts()
        elif not isinstance(answer, str):
            self.take(answer, "The line is in the note. z on the code lines takes it back.")

    def action_prompts(self) -> None:
        """Chart by questions, one at a time."""
        self.app.push_screen(on_demand.PromptsScreen(self.sitting), self._took_answers)

    def _took_answers(self, answer: Draft | str | None) -> None:
        if answer == "line":
            self.action_quick()
        elif not isinstance(answer, str):
            self.redraw()
            self.take(answer, "The answers are in the note. z on the code lines takes them out again.")

    @told
    def action_report(self) -> None:
        """Put the report of progress into the note."""
        self.take(with_report(self.sitting), "The report is in the note; edit it. z takes it back.")

    def take(self, draft: Draft | None, told: str) -> None:
        """Take a draft whose note may have changed too, and say so; None changes nothing."""
        if draft is not None:
            self.change(draft)
            self.load_texts()
            self.say(told)
