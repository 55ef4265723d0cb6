"""Changing the codes of a visit: lines, diagnoses, times, each asked for in one line."""

from textual import on

from charting_tui.acts.editing import times_of, with_next_bill_to, with_times, without_line
from charting_tui.records.claim import Draft
from charting_tui.screens.add_code import AddCodeScreen, Billing
from charting_tui.screens.ask import AskScreen
from charting_tui.screens.line_parts import LINE_PARTS
from charting_tui.screens.pick_diagnoses import PickDiagnosesScreen
from charting_tui.screens.writing import WritingScreen
from charting_tui.widgets.service_lines import ServiceLines


class CodingScreen(WritingScreen):
    """Asks for codes, minutes, areas, letters, diagnoses and times."""

    def action_add_code(self) -> None:
        """Add a code."""
        case = self.sitting.case()
        billing = Billing(case.payer, case.practice, case.therapist, case.tables)
        self.app.push_screen(AddCodeScreen(self.sitting.draft, billing), self._answered)

    def action_diagnoses(self) -> None:
        """Choose the diagnoses."""
        prescribed, store = self.sitting.chart.file.diagnoses, self.sitting.store
        self.app.push_screen(
            PickDiagnosesScreen(self.sitting.draft, prescribed, store.books, store.office.tables),
            self._answered,
        )

    def _answered(self, draft: Draft | None) -> None:
        if draft is not None:
            self.change(draft)

    def action_times(self) -> None:
        """Enter the session's times; the appointment's are offered."""
        visit = self.sitting.draft.visit
        offered = (visit.time_in, visit.time_out)
        if None in offered and visit.appointment:
            offered = (visit.appointment.start, visit.appointment.end)
        start, end = offered
        value = f"{start:%H:%M}-{end:%H:%M}" if start and end else ""
        asked = AskScreen(
            "When the session began and ended",
            value=value,
            hint=lambda _text: "Like 902-958. What stands there is taken only when you press Enter.",
            check=lambda text: times_of(text, visit),
        )
        self.app.push_screen(
            asked, lambda text: None if text is None else self.change(with_times(self.sitting.draft, text))
        )

    def action_lines(self) -> None:
        """Go to the code lines."""
        if not self.refused("visit.lines"):
            self.query_one(ServiceLines).focus()

    @on(ServiceLines.ChangeAsked)
    def _change_line(self, event: ServiceLines.ChangeAsked) -> None:
        event.stop()
        if self.refused(f"lines.{event.part.replace('_', '-')}"):
            return
        index = self.query_one(ServiceLines).marked_index
        match event.part:
            case "add":
                self.action_add_code()
            case "undo":
                self.undo()
            case "bill_to" if index is not None:
                self.change(with_next_bill_to(self.sitting.draft, index))
                self.say(f"Billed to {self.sitting.draft.visit.services[index].bill_to}. z takes it back.")
            case "remove" if index is not None:
                self.change(without_line(self.sitting.draft, index))
                self.say("The line is removed. z brings it back.")
            case part if index is not None:
                self.ask_for(part, index)

    def ask_for(self, name: str, index: int) -> None:
        """Ask for one part of a line."""
        part = LINE_PARTS[name]
        draft = self.sitting.draft
        asked = AskScreen(
            f"{draft.visit.services[index].code} › {part.question}",
            value=part.value(draft, index),
            hint=lambda _text: part.hint,
            check=lambda text: part.check(draft, text),
        )
        self.app.push_screen(
            asked,
            lambda text: None if text is None else self.change(part.put(self.sitting.draft, index, text)),
        )
