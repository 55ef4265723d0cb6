"""Ways to enter a visit beside writing it out: each answers a draft, which is taken as one change."""

from typing import ClassVar

from textual.binding import BindingType

from charting_tui.acts.carrying import (
    Brought,
    files_to_carry,
    minutes_today,
    next_to_confirm,
    take_codes,
    with_brought,
    with_code,
)
from charting_tui.acts.reporting import with_report
from charting_tui.acts.step import Entered, Taken
from charting_tui.keys import Place
from charting_tui.records.claim import Draft
from charting_tui.records.draft_edits import with_note
from charting_tui.records.note_lines import carried, with_affirmed
from charting_tui.screens import on_demand
from charting_tui.screens.ask import AskScreen
from charting_tui.screens.body_chart import TAKEN, WAITING, BodyChartScreen
from charting_tui.screens.framed import told
from charting_tui.screens.last_visit import LastVisitScreen
from charting_tui.screens.quick_line import QuickLineScreen
from charting_tui.screens.writing import WritingScreen
from charting_tui.widgets.bindings import bindings
from charting_tui.widgets.soap_field import NoteText, SoapField

_MARKED = {
    TAKEN: "The marks are in the note. z on the code lines takes them back.",
    WAITING: "The marks wait and are not in the note: ^k and enter take them.",
}


def _z(draft: Draft) -> str:
    """Return where the key is that takes the last change back: on the findings where there is no line."""
    return "z on the code lines" if draft.visit.services else "z after ^f"


class EnteringScreen(WritingScreen):
    """Opens what fills note and codes at once, and affirms what was carried."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.CARRIED, priority=True)

    @told
    def action_quick(self) -> None:
        """Chart in one line."""
        self.ask(QuickLineScreen(self.sitting), self._took_line)

    def _took_line(self, answer: Taken | str) -> None:
        if answer == "prompts":
            self.action_prompts()
        elif isinstance(answer, Taken):
            self._take(answer, "The line is", "takes it back")

    def action_prompts(self) -> None:
        """Chart by questions, one at a time."""
        asked = on_demand.PromptsScreen(self.sitting)

        def left(answer: Taken | str | None) -> None:
            if answer == "line":
                self.action_quick()
            elif isinstance(answer, Taken):
                self._take(answer, "The answers are", "takes them out again")
            else:
                self.redraw()
            asked.forget()

        self.app.push_screen(asked, left)

    def _take(self, taken: Taken, what: str, back: str) -> None:
        filed = " and the client's file" if taken.entered else ""
        self.take(taken.draft, f"{what} in the note{filed}. {_z(taken.draft)} {back}.", taken.entered)

    @told
    def action_report(self) -> None:
        """Put the report of progress into the note."""
        draft = with_report(self.sitting)
        self.take(draft, f"The report is in the note; {_z(draft)} takes it out.")

    @told
    def action_body(self) -> None:
        """Mark what was found on the body."""
        self.app.push_screen(BodyChartScreen(self.sitting), self._marked)

    def _marked(self, answer: str | None) -> None:
        self.load_texts()
        self.redraw()
        self.say(_MARKED.get(answer or "", ""))

    def take(self, draft: Draft, told: str, entered: Entered | None = None) -> None:
        """Take a draft whose note may have changed too, and say so."""
        self.change(draft, entered)
        self.load_texts()
        self.say(told)

    def action_same(self) -> None:
        """Show the last visit, and bring in what is marked in it."""
        if not files_to_carry(self.sitting.chart, self.sitting.draft.visit):
            self.say("This client has no earlier visit with a note or a code.")
            return
        shown = LastVisitScreen(self.sitting)

        def left(answer: str | None) -> None:
            if answer:
                self._bring(shown.brought)
            shown.forget()

        self.app.push_screen(shown, left)

    @told
    def _bring(self, brought: Brought) -> None:
        lines = f"{len(brought.lines)} {'line' if len(brought.lines) == 1 else 'lines'}"
        told = f"{lines} of {brought.earlier.visit.date:%-d %b} carried; ^y says that a part is still so."
        take_codes(self.sitting, brought)
        self.take(with_brought(self.sitting, brought), told if brought.lines else "")
        self.confirm_codes()

    @told
    def confirm_codes(self) -> None:
        """Ask for today's minutes of each code in turn; nothing typed, or escape, leaves a code out."""
        asked_now = next_to_confirm(self.sitting)
        if asked_now is None:
            return
        earlier, line = asked_now
        day = f"{earlier.visit.date:%-d %b}"
        where = f" {line.area} {line.side}".rstrip()
        asked = AskScreen(
            f"{line.code}{where} › hands-on minutes today",
            value="" if line.exact_minutes is None else str(line.exact_minutes),
            hint=lambda text: (
                f"Enter confirms {text.strip()} minutes for today ({line.minutes or 'none'} on {day}); "
                "empty leaves the code out."
                if text.strip()
                else f"Enter leaves {line.code} out."
            ),
            check=minutes_today,
        )

        def answered(text: str | None) -> None:
            minutes = minutes_today(text or "")
            if minutes is not None:
                before = self.sitting.draft.visit.diagnoses
                draft = with_code(self.sitting, earlier, line, minutes)
                new = [code for code in draft.visit.diagnoses if code not in before]
                are, them = ("is", "it") if len(new) == 1 else ("are", "them")
                proposed = (
                    f" {', '.join(new)} {are} proposed as prescribed; ^o changes {them}." if new else ""
                )
                self.take(draft, f"{line.code}: {minutes} minutes, confirmed for today.{proposed}")
            else:
                self._leave_out()
            asked.forget()
            self.confirm_codes()

        kept = self.sitting.kept_words(f"confirm: {earlier.visit.id} {line.id}")
        self.app.push_screen(asked.kept_in(kept), answered)

    @told
    def _leave_out(self) -> None:
        """Ask for the code no more that was asked for."""
        self.sitting.take_unconfirmed(self.sitting.draft.visit.unconfirmed[1:])

    def mark_carried(self) -> None:
        """Put a mark before each line that was carried and not affirmed yet."""
        open_lines = [one for one in carried(self.sitting.draft.visit.note) if not one.affirmed]
        for field in self.query(SoapField):
            field.area.mark({one.line for one in open_lines if one.section == field.section})

    @property
    def in_carried(self) -> bool:
        """Whether the cursor is in a part with carried lines that nobody affirmed."""
        return isinstance(self.focused, NoteText) and bool(self.focused.marked)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the affirming key to the text where there is nothing to affirm."""
        return self.in_carried if action == "affirm" else super().check_action(action, parameters)

    def action_affirm(self) -> None:
        """Affirm the carried lines of the part that the cursor is in."""
        part = self.focused
        if isinstance(part, NoteText) and part.id:
            draft = self.sitting.draft
            self.change(with_note(draft, with_affirmed(draft.visit.note, part.id)))
            self.say("Affirmed: these lines are still so today.")
