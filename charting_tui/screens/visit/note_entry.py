"""Ways to enter a visit beside writing it out: each answers a draft, which is taken as one change."""

from charting_tui.operations.permission import readable
from charting_tui.operations.visits.copying_forward import (
    Brought,
    files_to_carry,
    minutes_today,
    next_to_confirm,
    take_codes,
    with_brought,
    with_code,
)
from charting_tui.operations.visits.editing import EnteredDraft
from charting_tui.operations.visits.reporting import with_report
from charting_tui.records.chart import VisitFile
from charting_tui.records.claim import Draft
from charting_tui.records.visit import ServiceLine
from charting_tui.screens.frame.base_screen import BaseScreen, ask, told
from charting_tui.screens.frame.dialogs import AskScreen
from charting_tui.screens.visit.body_chart import TAKEN, WAITING, BodyChartScreen
from charting_tui.screens.visit.last_visit import LastVisitScreen
from charting_tui.screens.visit.open_visit import OpenVisit
from charting_tui.screens.visit.quick_line import QuickLineScreen

_MARKED = {
    TAKEN: "Findings from the body chart added to the note. To undo, press z in the code lines.",
    WAITING: "Your body chart isn't in the note yet. To add it, press Ctrl+K, then Enter.",
}


def _z(draft: Draft) -> str:
    """Return where the key is that undoes the last change: on the findings where there is no line."""
    return "press z in the code lines" if draft.visit.services else "press Ctrl+F, then z"


class NoteEntry:
    """Opens what fills note and codes at once: quick line, guided entry, body chart, last visit, report."""

    def __init__(self, visit: OpenVisit) -> None:
        self._visit = visit

    @property
    def base_screen(self) -> BaseScreen:
        """The screen that it is of."""
        return self._visit.base_screen

    @told
    def quick_line(self) -> None:
        """Chart in one line."""
        ask(self.base_screen, QuickLineScreen(self._visit.session), self._took_line)

    def _took_line(self, answer: EnteredDraft | str) -> None:
        if answer == "prompts":
            self.guided()
        elif isinstance(answer, EnteredDraft):
            self._take(answer, "Quick line")

    def guided(self) -> None:
        """Chart by questions, one at a time."""
        from charting_tui.screens.visit.guided_entry import PromptsScreen  # noqa: PLC0415  loaded when first opened

        asked = PromptsScreen(self._visit.session)

        def left(answer: EnteredDraft | str | None) -> None:
            if answer == "line":
                self.quick_line()
            elif isinstance(answer, EnteredDraft):
                self._take(answer, "Answers")
            else:
                self._visit.show()
            asked.forget()

        self._visit.app.push_screen(asked, left)

    def _take(self, taken: EnteredDraft, what: str) -> None:
        filed = " and chart" if taken.entered else ""
        said = f"{what} added to the note{filed}. To undo, {_z(taken.draft)}."
        self._visit.take(taken.draft, said, taken.entered)

    @told
    def report(self) -> None:
        """Put the report of progress into the note."""
        draft = with_report(self._visit.session)
        self._visit.take(draft, f"Progress report added to the note. To undo, {_z(draft)}.")

    @told
    def body(self) -> None:
        """Mark what was found on the body."""
        self._visit.app.push_screen(BodyChartScreen(self._visit.session), self._marked)

    def _marked(self, answer: str | None) -> None:
        self._visit.show_texts()
        self._visit.show()
        self._visit.say(_MARKED.get(answer or "", ""))

    def last_visit(self) -> None:
        """Show the last visit, and bring in what is marked in it."""
        session = self._visit.session
        if not files_to_carry(readable(session.store, session.chart), session.draft.visit):
            self._visit.say("This client has no earlier visit with a note or a code.")
            return
        shown = LastVisitScreen(session)

        def left(answer: str | None) -> None:
            if answer:
                self._bring(shown.brought)
            shown.forget()

        self._visit.app.push_screen(shown, left)

    @told
    def _bring(self, brought: Brought) -> None:
        session = self._visit.session
        lines = f"{len(brought.lines)} {'line' if len(brought.lines) == 1 else 'lines'}"
        said = (
            f"{lines} copied from {brought.earlier.visit.date:%b %-d}. Read them, then press Ctrl+Y "
            "in each section to confirm."
        )
        take_codes(session, brought)
        self._visit.take(with_brought(session, brought), said if brought.lines else "")
        self.confirm_codes()

    @told
    def confirm_codes(self) -> None:
        """Ask for today's minutes of each code in turn; nothing typed, or escape, leaves a code out."""
        asked_now = next_to_confirm(self._visit.session)
        if asked_now is None:
            return
        earlier, line = asked_now
        asked = _minutes_screen(earlier, line)

        def answered(text: str | None) -> None:
            minutes = minutes_today(text or "")
            if minutes is not None:
                self._confirm(earlier, line, minutes)
            else:
                self._leave_out()
            asked.forget()
            self.confirm_codes()

        kept = self._visit.session.kept_words(f"confirm: {earlier.visit.id} {line.id}")
        self._visit.app.push_screen(asked.kept_in(kept), answered)

    def _confirm(self, earlier: VisitFile, line: ServiceLine, minutes: int) -> None:
        session = self._visit.session
        before = session.draft.visit.diagnoses
        draft = with_code(session, earlier, line, minutes)
        new = [code for code in draft.visit.diagnoses if code not in before]
        are, them = ("is", "it") if len(new) == 1 else ("are", "them")
        added = (
            f" {', '.join(new)} {are} suggested from the prescription; press Ctrl+O to change {them}."
            if new
            else ""
        )
        self._visit.take(draft, f"{line.code}: {minutes} minutes confirmed for today.{added}")

    @told
    def _leave_out(self) -> None:
        """Ask for the code no more that was asked for."""
        session = self._visit.session
        session.take_unconfirmed(session.draft.visit.unconfirmed[1:])


def _minutes_screen(earlier: VisitFile, line: ServiceLine) -> AskScreen:
    """Return the question for today's minutes of a code of an earlier visit."""
    day = f"{earlier.visit.date:%b %-d}"
    where = f" {line.area} {line.side}".rstrip()
    return AskScreen(
        f"{line.code}{where} › hands-on minutes today",
        value="" if line.exact_minutes is None else str(line.exact_minutes),
        hint=lambda text: (
            f"Press Enter to confirm {text.strip()} minutes for today ({line.minutes or 'none'} on "
            f"{day}). Leave blank to skip this code."
            if text.strip()
            else f"Press Enter to skip {line.code}."
        ),
        check=minutes_today,
    )
