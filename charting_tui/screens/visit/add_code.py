"""Adding a code: one field that asks for code, minutes, areas and letters in turn."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from charting_tui.coding.billing.pricing import earned_in_words
from charting_tui.coding.code_tables.code_facts import (
    payers_stance,
    support,
    time_rule,
    why_not_paid,
    why_not_today,
)
from charting_tui.coding.code_tables.procedures import Procedure
from charting_tui.coding.code_tables.tables import CodeTables
from charting_tui.coding.prose.evidence import Mention, evidence
from charting_tui.coding.prose.spoken_sides import areas_for
from charting_tui.errors import ChartingError
from charting_tui.operations.visits.editing import (
    areas_of,
    code_of,
    minutes_of,
    new_line,
    pointers_of,
    with_line,
)
from charting_tui.operations.visits.proposing import letters_of_areas
from charting_tui.records.claim import LETTERS, ClaimLine, Draft
from charting_tui.records.payer import Payer
from charting_tui.records.people import LicenceType, Practice, Therapist
from charting_tui.records.visit import without_report
from charting_tui.screens.frame.dialogs import FieldScreen
from charting_tui.screens.frame.keeping import put_back
from charting_tui.store.journals.typing_state import Words
from charting_tui.widgets.dialog_box import DialogBox
from charting_tui.widgets.row_list import Cell, RowList, printable, row
from charting_tui.widgets.search_field import SearchField

Step = Literal["code", "minutes", "areas", "letters"]
_CHOSEN, _BEHIND = "chosen", "answered"
"""What is kept beside the text of each step: the code, and the steps that are answered."""
_MOST = 40
_ASKS: dict[Step, str] = {
    "code": "Code: number, part of it, or words",
    "minutes": "Hands-on minutes",
    "areas": "Areas, with the side last (if any)",
    "letters": "Diagnosis pointers (letters), most important first",
}


@dataclass(frozen=True)
class Billing:
    """Who treats and who pays by which rules, for showing what a code comes to while it is chosen."""

    payer: Payer
    practice: Practice
    therapist: Therapist | None
    tables: CodeTables

    @property
    def licence(self) -> LicenceType | None:
        """The licence of the person who treats, where it is known."""
        return self.therapist.licence_type if self.therapist else None

    def why_not(self, one: Procedure, day: date) -> str:
        """Return why a code is of no use in this visit, or nothing."""
        return why_not_today(one, day, self.licence) or why_not_paid(one, day, self.payer, self.licence)


class AddCodeScreen(FieldScreen[Draft]):
    """Answers the draft with one line more, or None."""

    def __init__(self, draft: Draft, billing: Billing) -> None:
        super().__init__()
        self._draft = draft
        self._billing = billing
        self._tables = billing.tables
        self._step: Step = "code"
        self._line = new_line("")
        self._letters: tuple[str, ...] = ()
        self._behind: list[Step] = []
        """The steps that are answered, to which escape goes back."""
        self._stood: dict[str, str] = {}
        """What stood in the field when a step was left, for coming back to it."""

    def compose(self) -> ComposeResult:
        """What is chosen so far, the question, the field, the codes found, a hint."""
        with DialogBox(keys="Enter next · ↑ ↓ choose · Esc back", classes="box picker"):
            yield SearchField(moved=self._marked)
            yield RowList()
            yield Static(classes="hint")

    def on_mount(self) -> None:
        """Begin with the code."""
        self.query_one(RowList).can_focus = False
        self._begin("code", "")
        self._find("")
        self._hint("")

    def standing(self) -> Words:
        """Return what is typed at each step, and the code that is chosen by now."""
        field = self.query_one(Input)
        typed = {**self._stood, self._step: field.value}
        texts = {**typed, _CHOSEN: self._line.code, _BEHIND: " ".join(self._behind)}
        return Words(texts, self._step, field.cursor_position)

    def put_back(self, words: Words) -> None:
        """Answer again what was answered, and ask what was asked."""
        self._stood = {step: words.texts[step] for step in _ASKS if step in words.texts}
        answered = words.texts.get(_BEHIND, "").split()
        self._behind = [step for step in _ASKS if step in answered]
        if words.texts.get(_CHOSEN):
            self._line = new_line(words.texts[_CHOSEN])
        taken: dict[str, object] = {}
        if "minutes" in self._behind:
            taken["minutes"] = minutes_of(self._stood["minutes"])
        if "areas" in self._behind:
            taken["area"], taken["side"] = areas_of(self._stood["areas"])
        self._line = self._line.model_copy(update=taken)
        step: Step = next((step for step in _ASKS if step == words.field), "code")
        text = self._stood.get(step, "")
        if step == "letters":
            self._show_diagnoses()
        elif step == "code":
            self._find(text)
        self._begin(step, text)
        put_back(self.query_one(Input), text, words.cursor)

    def _begin(self, step: Step, proposed: str) -> None:
        """Ask for a part: with what was typed there before, else with what is proposed."""
        self._step, value = step, self._stood.get(step, proposed)
        chosen = f"{self._line.code} › " if step != "code" else ""
        self.query_one(DialogBox).entitle(f"{chosen}{_ASKS[step]}")
        field = self.query_one(Input)
        with self.prevent(Input.Changed):
            field.value = value
        field.action_select_all()
        self.changed()
        self.query_one(RowList).display = step in {"code", "letters"}
        self._hint(value)

    def action_leave(self) -> None:
        """Go back to the question before, keeping what is typed; from the first one answer nothing."""
        if not self._behind:
            super().action_leave()
            return
        self._stood[self._step] = self.query_one(Input).value
        before = self._behind.pop()
        if before == "code":
            self._find(self._stood[before], keep=self._line.code)
        self._begin(before, "")

    def _go_on(self, step: Step, proposed: str) -> None:
        """Ask for the next part; escape comes back to this one."""
        self._stood[self._step] = self.query_one(Input).value
        self._behind.append(self._step)
        self._begin(step, proposed)

    def _marked(self) -> None:
        self._hint(self.query_one(Input).value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._step == "code":
            self._find(event.value)
        self._hint(event.value)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            self._take(event.value)
        except ChartingError as fault:
            self._say(fault.sentence, refusal=True)

    def _take(self, text: str) -> None:
        match self._step:
            case "code":
                self._take_code(text)
            case "minutes":
                self._line = self._line.model_copy(update={"minutes": minutes_of(text)})
                self._go_on("areas", self._areas_in_note())
            case "areas":
                area, side = areas_of(text)
                self._line = self._line.model_copy(update={"area": area, "side": side})
                if not self._draft.visit.diagnoses:
                    self._finish()
                else:
                    self._go_on("letters", self._letters_of_areas())
                    self._show_diagnoses()
            case "letters":
                self._letters = pointers_of(text, self._draft.visit)
                self._finish()

    def _take_code(self, text: str) -> None:
        marked = self.query_one(RowList).marked
        code = marked if marked is not None else code_of(text)
        if code != self._line.code:
            self._line = new_line(code)
            self._stood.clear()
        procedure = self._tables.procedure(code)
        if procedure is not None and not procedure.timed:
            self._go_on("areas", self._areas_in_note())
        else:
            self._go_on("minutes", self._minutes_in_note())

    def _finish(self) -> None:
        self.dismiss(with_line(self._draft, self._line, ClaimLine(pointers=self._letters)))

    def _named(self) -> list[Mention]:
        """Return what the note names of this code."""
        return [
            one
            for one in evidence(without_report(self._draft.visit.note).text(), self._tables.vocabulary)
            if self._line.code in one.codes
        ]

    def _areas_in_note(self) -> str:
        note = without_report(self._draft.visit.note)
        return areas_for(note, self._line.code, self._tables.vocabulary).words

    def _minutes_in_note(self) -> str:
        spent = sum(sum(minutes) for minutes in {one.clause: one.minutes for one in self._named()}.values())
        taken = sum(
            line.exact_minutes or 0 for line in self._draft.visit.services if line.code == self._line.code
        )
        return str(spent - taken) if spent > taken else ""

    def _letters_of_areas(self) -> str:
        """Propose the diagnoses of the regions that are treated in this line."""
        return "".join(letters_of_areas(self._line.area, self._draft.visit, self._tables))

    def _find(self, text: str, keep: str = "") -> None:
        day, typed = self._draft.visit.date, text.strip().upper()
        found = [(one, self._billing.why_not(one, day)) for one in self._tables.find(text, limit=_MOST)]
        found.sort(key=lambda pair: bool(pair[1]) and pair[0].code != typed)
        self.query_one(RowList).show_rows(((one.code, _code_row(one, why)) for one, why in found), keep=keep)

    def _show_diagnoses(self) -> None:
        rows = []
        for letter, code in zip(LETTERS, self._draft.visit.diagnoses, strict=False):
            entry = self._tables.diagnosis(code)
            rows.append(
                ("", row([Cell(letter, 1, "bold"), Cell(code, 8), Cell(entry.text if entry else "")]))
            )
        self.query_one(RowList).show_rows(rows)

    def _hint(self, text: str) -> None:
        match self._step:
            case "code":
                marked = self.query_one(RowList).marked
                found = self._tables.procedure(marked) if marked else None
                self._say("\n".join(self._about(found)) if found else "No code matches.")
            case "minutes":
                self._say(self._units_line(text))
            case "areas":
                self._say("From the note. Press Enter to accept it, Esc to go back.")
            case "letters":
                self._say("Type letters, such as ab. Press Enter to accept, Esc to go back.")

    def _about(self, one: Procedure) -> Iterator[str]:
        """Give what is to be known of a code before it is chosen."""
        day, billing = self._draft.visit.date, self._billing
        why = billing.why_not(one, day)
        if why:
            yield f"✗ {one.code}: {why}."
        yield f"Auditors look for: {one.expects[:1].lower()}{one.expects[1:]}."
        yield support(
            one.code, one.keywords, without_report(self._draft.visit.note).text(), self._tables.vocabulary
        )
        yield payers_stance(one, day, billing.payer, billing.licence, self._tables)

    def _units_line(self, text: str) -> str:
        line = self._line.model_copy(update={"minutes": minutes_of(text)})
        draft = with_line(self._draft, line, ClaimLine())
        if line.exact_minutes is None:
            return "Enter hands-on time only, in whole minutes. Press Esc to go back to the code."
        return earned_in_words(draft, self._billing.payer, self._billing.practice)

    def _say(self, text: str, *, refusal: bool = False) -> None:
        hint = self.query_one(".hint", Static)
        shown = "\n".join(printable(line) for line in text.splitlines())
        hint.update(Content(f"✗ {shown}" if refusal else shown))
        hint.set_class(refusal, "-refusal")


def _code_row(one: Procedure, why: str) -> Content:
    if why:
        cells = [Cell(one.code, 6), Cell(time_rule(one), 8), Cell(one.text, 23), Cell(why, 32)]
        return row([replace(cell, style="$text-disabled") for cell in cells])
    return row([Cell(one.code, 6, "bold"), Cell(time_rule(one), 8), Cell(one.text, 56)])
