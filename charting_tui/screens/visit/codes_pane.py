"""The codes of a visit: its code lines, what the note says for them, and each part asked for in one line."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from charting_tui.coding.billing.pricing import PricedLine, both_rules, earned_in_words
from charting_tui.coding.prose.proposals import NamedCode, sections_naming
from charting_tui.coding.prose.spoken_sides import areas_for
from charting_tui.keys import Key, Place
from charting_tui.operations.clients.payer_choice import PayerChoice
from charting_tui.operations.code_book.finding import page_of
from charting_tui.operations.code_book.page import CodeKind
from charting_tui.operations.visits.editing import with_next_bill_to, without_line
from charting_tui.operations.visits.proposing import never_beside, proposed, with_named
from charting_tui.rules.finding import Finding
from charting_tui.screens.frame.base_screen import BaseScreen, ask, told
from charting_tui.screens.frame.code_book import CodeBookScreen, CodePageScreen, code_book_of
from charting_tui.screens.frame.dialogs import AskScreen
from charting_tui.screens.visit.add_code import AddCodeScreen, Billing
from charting_tui.screens.visit.line_parts import LINE_PARTS
from charting_tui.screens.visit.open_visit import OpenVisit
from charting_tui.screens.visit.pick_diagnoses import PickDiagnosesScreen
from charting_tui.screens.visit.times import TimesScreen
from charting_tui.screens.worklist.claim_dialogs import ask_payer
from charting_tui.widgets.lines import SteadyText
from charting_tui.widgets.row_list import RowList
from charting_tui.widgets.service_lines import NamedCodes, ServiceLines, head, proposal_line, support_line


class CodesPane(Vertical):
    """Shows the codes, and asks for minutes, areas, pointers, diagnoses, times and payer."""

    def __init__(self, visit: OpenVisit) -> None:
        super().__init__(id="codes", classes="pane")
        self.border_title = "Codes"
        self._visit = visit
        self._heads = SteadyText(id="line-heads")
        self._lines = ServiceLines(id="lines")
        self._none = SteadyText(id="no-lines")
        self._named = NamedCodes(id="named")
        self._proposed: tuple[NamedCode, ...] = ()
        """Codes that the note names and no line bears, as last shown."""

    def compose(self) -> ComposeResult:
        """Heads and lines; below them what the note says for the marked line, and what it proposes."""
        yield self._heads
        yield self._lines
        yield self._none
        yield self._named

    @property
    def base_screen(self) -> BaseScreen:
        """The screen that it is of."""
        return self._visit.base_screen

    def why_not(self, key: Key) -> str:
        """Some keys need a line, or a code that the note proposes."""
        none = not self._visit.session.draft.visit.services
        if none and key.place is Place.LINES and key.action not in {"add", "undo"}:
            return "No codes yet. Press a or Ctrl+N to add one."
        if none and key.id == "visit.lines":
            return "No codes yet. Press Ctrl+N to add one."
        if key.id == "visit.take-named" and not self._proposed:
            return "Objective and Assessment name no other code to add."
        return ""

    def show(self, priced: Sequence[PricedLine], findings: Sequence[Finding]) -> None:
        """Show the lines with their money, each at fault marked."""
        self._lines.show_lines(priced, findings)
        self._none.display = not priced
        self._none.update("No codes yet. Press Ctrl+N to add one.")
        self._show_named()
        self._heads.update(head(self._lines.size.width or 78))

    def _show_named(self) -> None:
        """Show what speaks for the marked line, and what the note proposes.

        On a small screen a finding that is being fixed has the room.
        """
        case, lines, screen = self._visit.session.case(), self._lines, self.base_screen
        at = lines.marked_index
        support = ""
        if at is not None and at < len(case.lines) and (lines.has_focus or screen.has_class("-wide")):
            code = case.lines[at].code
            support = support_line(code, sections_naming(case.visit.note, code, case.tables.vocabulary))
        self._proposed = named = proposed(case)
        proposal = ""
        if named:
            proposal = proposal_line(named[0], never_beside(case, named[0].code), len(named) - 1)
        units = both_rules(self._visit.session.draft, case.payer)
        self._named.tell(support, units, proposal)
        elsewhere = isinstance(screen.focused, RowList) and screen.focused is not lines
        if screen.has_class("-narrow") and elsewhere:
            self._named.display = False

    @on(RowList.OptionHighlighted, "#lines")
    def show_named(self) -> None:
        """Show it for another line, or where the keys went elsewhere."""
        if self._visit.is_open and self.base_screen.is_mounted:
            self._show_named()

    def focus_lines(self) -> None:
        """Put the cursor on the code lines."""
        self._lines.focus()

    @property
    def has_keys(self) -> bool:
        """Whether the code lines have the keys."""
        return self.base_screen.focused is self._lines

    def add_code(self) -> None:
        """Add a code."""
        session = self._visit.session
        case = session.case()
        billing = Billing(case.payer, case.practice, case.therapist, case.tables)
        asked = AddCodeScreen(session.draft, billing)
        ask(self.base_screen, asked.kept_in(session.kept_words("code")), self._visit.change)

    def diagnoses(self) -> None:
        """Choose the diagnoses."""
        session = self._visit.session
        store, prescribed = session.store, session.chart.file.diagnoses
        asked = PickDiagnosesScreen(session.draft, prescribed, store.books, store.office.tables)
        ask(self.base_screen, asked.kept_in(session.kept_words("diagnoses")), self._visit.change)

    def take_named(self) -> None:
        """Add the first code that the note's words propose."""
        visit = self._visit
        visit.show()
        if self.base_screen.refused("visit.take-named"):
            return
        named = self._proposed[0]
        visit.change(with_named(visit.session.draft, named, visit.session.case().tables))
        missing = (
            ""
            if named.minutes
            else " The note doesn't give its minutes: press m in the code lines to enter them."
        )
        visit.say(f"Added {named.code} from the note.{missing} To undo, press z in the code lines.")

    def payer(self) -> None:
        """Choose who pays for the visit."""
        session = self._visit.session
        known = (session.chart.file, session.store.office)
        ask_payer(self.app, known, session.draft.visit, self._payer_chosen)

    @told
    def _payer_chosen(self, choice: PayerChoice) -> None:
        said = self._visit.session.choose_payer(choice)
        self._visit.show()
        self._visit.say(f"{said} Press Ctrl+] to change it.")

    def times(self) -> None:
        """Enter the session's times and those of each treatment; the appointment's are offered."""
        asked = TimesScreen(self._visit.session, self._visit.show)

        def left(_answer: None) -> None:
            asked.forget()
            self._visit.show()

        self.app.push_screen(asked, left)

    @on(ServiceLines.ChangeAsked)
    def _change_line(self, event: ServiceLines.ChangeAsked) -> None:
        event.stop()
        if self.base_screen.refused(f"lines.{event.part.replace('_', '-')}"):
            return
        visit, index = self._visit, self._lines.marked_index
        match event.part:
            case "add":
                self.add_code()
            case "undo":
                visit.undo()
            case "bill_to" if index is not None:
                visit.change(with_next_bill_to(visit.session.draft, index))
                billed = visit.session.draft.visit.services[index].bill_to
                visit.say(f"Billed to {billed}. Press z to undo.")
            case "code_book" if index is not None:
                self._show_page(index)
            case "remove" if index is not None:
                visit.change(without_line(visit.session.draft, index))
                visit.say("Line removed. Press z to undo.")
            case part if index is not None:
                self.ask_for(part, index)

    def _show_page(self, index: int) -> None:
        """Show the page of a line's code, as it is for this visit's day and payer."""
        session, case = self._visit.session, self._visit.session.case()
        book = code_book_of(session.store, case.visit.date, case.payer.id)
        page = page_of(book, CodeKind.PROCEDURE, case.lines[index].code)
        opened = CodePageScreen(page, session.store) if page else CodeBookScreen(session.store)
        self._visit.app.push_screen(opened)

    def go_to_line(self, index: int, part: str) -> None:
        """Mark a line, and ask for that part of it."""
        lines = self._lines
        lines.focus()
        if index < lines.option_count:
            lines.highlighted = index
            if part in LINE_PARTS:
                self.ask_for(part, index)
            elif part == "bill_to":
                self._visit.say("Press b to bill this line to the payer or the client, or not at all.")

    def ask_for(self, name: str, index: int) -> None:
        """Ask for one part of a line."""
        part, session = LINE_PARTS[name], self._visit.session
        draft = session.draft
        offered = self._areas_named(index) if name == "areas" and not part.value(draft, index) else ""
        asked = AskScreen(
            f"{draft.visit.services[index].code} › {part.question}",
            value=part.value(draft, index) or offered,
            hint=lambda text: self._hint_of(name, index, text, offered),
            check=lambda text: part.check(draft, text),
        )
        line = draft.visit.services[index].id
        ask(
            self.base_screen,
            asked.kept_in(session.kept_words(f"line {name}: {line}")),
            lambda text: self._visit.change(part.put(session.draft, index, text)),
        )

    def _hint_of(self, name: str, index: int, text: str, offered: str) -> str:
        if name == "minutes":
            return self._units_of(index, text)
        if offered and text == offered:
            return "Suggested from the note. Press Enter to accept, or type other areas."
        return LINE_PARTS[name].hint

    def _units_of(self, index: int, text: str) -> str:
        """Return what the minutes of a line earn as they are typed."""
        session, part = self._visit.session, LINE_PARTS["minutes"]
        case, draft = session.case(), part.put(session.draft, index, text)
        if draft.visit.services[index].exact_minutes is None:
            return part.hint
        return earned_in_words(draft, case.payer, case.practice)

    def _areas_named(self, index: int) -> str:
        """Return the areas that the note names for a line."""
        case = self._visit.session.case()
        return areas_for(case.told, case.lines[index].code, case.tables.vocabulary).words
