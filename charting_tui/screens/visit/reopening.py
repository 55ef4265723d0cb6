"""Opening again, over a visit, the dialog in which an earlier login was cut off."""

from collections.abc import Callable, Mapping
from functools import partial

from charting_tui.screens.frame.base_screen import BaseScreen, told
from charting_tui.screens.frame.dialogs import FieldScreen
from charting_tui.screens.visit.codes_pane import CodesPane
from charting_tui.screens.visit.findings_pane import FindingsPane
from charting_tui.screens.visit.line_parts import LINE_PARTS
from charting_tui.screens.visit.note_entry import NoteEntry
from charting_tui.screens.visit.open_visit import OpenVisit
from charting_tui.store.journals.typing_state import Words

Opens = Callable[[], object]


class Reopening:
    """Knows which dialog every name is of under which words are kept."""

    def __init__(
        self, visit: OpenVisit, *, codes: CodesPane, findings: FindingsPane, entry: NoteEntry
    ) -> None:
        self._visit = visit
        self._codes = codes
        self._findings = findings
        self._entry = entry
        self._whole: Mapping[str, Opens] = {
            "code": codes.add_code,
            "diagnoses": codes.diagnoses,
            "times": codes.times,
            "quick line": entry.quick_line,
            "prompts": entry.guided,
            "body": entry.body,
            "last": entry.last_visit,
        }

    @property
    def base_screen(self) -> BaseScreen:
        """The screen that it is of."""
        return self._visit.base_screen

    @told
    def begin(self, went_on: str) -> None:
        """Open the dialog again in which an earlier login was cut off, and say what is not there again."""
        if not self._visit.is_open:
            return
        lost = self._open_again()
        if went_on:
            here = (
                f"Your note is here, but this part could not be restored: {lost}."
                if lost
                else "Everything you typed is here."
            )
            self._say_went_on(f"{went_on} {here}")
        if self._visit.app.screen is self.base_screen and self._visit.session.draft.visit.unconfirmed:
            self._entry.confirm_codes()

    def _say_went_on(self, sentence: str) -> None:
        """Say it where it can be read: a dialog that was opened again may cover the line above the keys."""
        top = self._visit.app.screen
        if isinstance(top, FieldScreen):
            top.tell_back(sentence)
        elif isinstance(top, BaseScreen):
            top.call_after_refresh(top.say, sentence)

    def _open_again(self) -> str:
        """Open again what was open; return what of it cannot be, as it was typed, or nothing.

        A dialog that was open over another is opened by that one.
        """
        lost: list[str] = []
        for name, words in self._visit.session.asked.items():
            opens = self._opening(name, words)
            if opens is None:
                lost += [text for text in words.texts.values() if text.strip()]
            elif self._visit.app.screen is self._visit.base_screen:
                opens()
        return "; ".join(f"“{text}”" for text in lost)

    def _opening(self, name: str, words: Words) -> Opens | None:
        """Return what opens the dialog of that name, or None where what it was about is gone."""
        what, _, of = name.partition(": ")
        if what in self._whole:
            return self._whole[what]
        if what == "form":
            return partial(self._findings.elsewhere.open_form_again, words)
        return self._opening_part(what, of)

    def _opening_part(self, what: str, of: str) -> Opens | None:
        """Return what opens the dialog about one line, code or finding, or None where that is gone."""
        session = self._visit.session
        lines = [line.id for line in session.draft.visit.services]
        kind, _, part = what.partition(" ")
        match kind:
            case "line" if of in lines and part in LINE_PARTS:
                return partial(self._codes.go_to_line, lines.index(of), part)
            case "times" if of in lines:
                return self._codes.times
            case "confirm" if session.draft.visit.unconfirmed:
                return self._entry.confirm_codes
            case "dismiss":
                found = (one for one in session.findings() if (one.rule, one.field) == (part, of))
                return next((partial(self._findings.ask_reason, one) for one in found), None)
        return None
