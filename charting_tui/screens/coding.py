"""Changing the codes of a visit: lines, diagnoses, times, each asked for in one line."""

from textual import on
from textual.events import DescendantFocus

from charting_tui.acts.editing import with_next_bill_to, without_line
from charting_tui.acts.payer_choice import PayerChoice
from charting_tui.acts.proposing import never_beside, proposed, with_named
from charting_tui.coding.earned import both_rules, earned_in_words
from charting_tui.coding.named_areas import areas_for
from charting_tui.coding.proposals import NamedCode, sections_naming
from charting_tui.screens.add_code import AddCodeScreen, Billing
from charting_tui.screens.ask import AskScreen
from charting_tui.screens.billing_asks import ask_payer
from charting_tui.screens.entering import EnteringScreen
from charting_tui.screens.framed import told
from charting_tui.screens.line_parts import LINE_PARTS
from charting_tui.screens.pick_diagnoses import PickDiagnosesScreen
from charting_tui.screens.times import TimesScreen
from charting_tui.widgets.named_codes import NamedCodes, proposal_line, support_line
from charting_tui.widgets.row_list import RowList
from charting_tui.widgets.service_lines import ServiceLines


class CodingScreen(EnteringScreen):
    """Asks for codes, minutes, areas, letters, diagnoses and times."""

    proposed: tuple[NamedCode, ...] = ()
    """Codes that the note names and no line bears, as last shown."""

    def action_add_code(self) -> None:
        """Add a code."""
        case = self.sitting.case()
        billing = Billing(case.payer, case.practice, case.therapist, case.tables)
        asked = AddCodeScreen(self.sitting.draft, billing)
        self.ask(asked.kept_in(self.sitting.kept_words("code")), self.change)

    def action_diagnoses(self) -> None:
        """Choose the diagnoses."""
        prescribed, store = self.sitting.chart.file.diagnoses, self.sitting.store
        asked = PickDiagnosesScreen(self.sitting.draft, prescribed, store.books, store.office.tables)
        self.ask(asked.kept_in(self.sitting.kept_words("diagnoses")), self.change)

    def action_take_named(self) -> None:
        """Add the first code that the note's words propose."""
        self.redraw()
        if self.refused("visit.take-named"):
            return
        case = self.sitting.case()
        named = self.proposed[0]
        self.change(with_named(self.sitting.draft, named, case.tables))
        missing = "" if named.minutes else " Its minutes are not plain in the note: m enters them."
        self.say(f"{named.code} is added as the note has it.{missing} z on the code lines takes it back.")

    def show_named(self) -> None:
        """Show what speaks for the marked line, and what the note proposes.

        On a small screen a finding that is being mended has the room.
        """
        case = self.sitting.case()
        lines = self.query_one(ServiceLines)
        at = lines.marked_index
        support = ""
        if at is not None and at < len(case.lines) and (lines.has_focus or self.has_class("-wide")):
            code = case.lines[at].code
            support = support_line(code, sections_naming(case.visit.note, code, case.tables.vocabulary))
        self.proposed = named = proposed(case)
        proposal = ""
        if named:
            proposal = proposal_line(named[0], never_beside(case, named[0].code), len(named) - 1)
        units = both_rules(self.sitting.draft, case.payer)
        shown = self.query_one(NamedCodes)
        shown.tell(support, units, proposal)
        if self.has_class("-narrow") and isinstance(self.focused, RowList) and self.focused is not lines:
            shown.display = False

    @on(RowList.OptionHighlighted, "#lines")
    def redraw_named(self) -> None:
        """Show it for another line, or where the keys went elsewhere."""
        if self.holds_visit and self.is_mounted:
            self.show_named()

    def on_descendant_focus(self, _event: DescendantFocus) -> None:
        """Say more of the marked line while the keys are there."""
        if self.holds_visit:
            self.call_after_refresh(self.redraw_named)

    def action_payer(self) -> None:
        """Choose who pays for the visit."""
        sitting = self.sitting
        known = (sitting.chart.file, sitting.store.office)
        ask_payer(self.app, known, sitting.draft.visit, self._payer_chosen)

    @told
    def _payer_chosen(self, choice: PayerChoice) -> None:
        said = self.sitting.choose_payer(choice)
        self.redraw()
        self.say(f"{said} ^] changes it.")

    def action_times(self) -> None:
        """Enter the session's times and those of each treatment; the appointment's are offered."""
        asked = TimesScreen(self.sitting, self.redraw)

        def left(_answer: None) -> None:
            asked.forget()
            self.redraw()

        self.app.push_screen(asked, left)

    def action_lines(self) -> None:
        """Go to the code lines."""
        if not self.refused("visit.lines"):
            self.leave_note()
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

    def _units_of(self, index: int, text: str) -> str:
        """Return what the minutes of a line earn as they are typed."""
        case, part = self.sitting.case(), LINE_PARTS["minutes"]
        draft = part.put(self.sitting.draft, index, text)
        if draft.visit.services[index].exact_minutes is None:
            return part.hint
        return earned_in_words(draft, case.payer, case.practice)

    def _hint_of(self, name: str, index: int, text: str, offered: str) -> str:
        if name == "minutes":
            return self._units_of(index, text)
        if offered and text == offered:
            return "From the note. Enter takes it, or type others."
        return LINE_PARTS[name].hint

    def _areas_named(self, index: int) -> str:
        """Return the areas that the note names for a line."""
        case = self.sitting.case()
        return areas_for(case.told, case.lines[index].code, case.tables.vocabulary).words

    def ask_for(self, name: str, index: int) -> None:
        """Ask for one part of a line."""
        part = LINE_PARTS[name]
        draft = self.sitting.draft
        offered = self._areas_named(index) if name == "areas" and not part.value(draft, index) else ""
        asked = AskScreen(
            f"{draft.visit.services[index].code} › {part.question}",
            value=part.value(draft, index) or offered,
            hint=lambda text: self._hint_of(name, index, text, offered),
            check=lambda text: part.check(draft, text),
        )
        line = draft.visit.services[index].id
        self.ask(
            asked.kept_in(self.sitting.kept_words(f"line {name}: {line}")),
            lambda text: self.change(part.put(self.sitting.draft, index, text)),
        )
