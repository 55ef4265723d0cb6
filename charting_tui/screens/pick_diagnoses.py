"""The visit's diagnoses: those of the client's prescriptions first, then the book by code or words."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from charting_tui.acts.editing import with_diagnosis_toggled
from charting_tui.coding.tables import tables_on
from charting_tui.records.claim import LETTERS, Draft
from charting_tui.records.coverage import Diagnosis
from charting_tui.screens.ask import FieldScreen
from charting_tui.widgets.columns import Cell, printable, row
from charting_tui.widgets.row_list import RowList


class PickDiagnosesScreen(FieldScreen[Draft]):
    """Enter adds or takes out the marked diagnosis; escape goes back with what is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Go back with what is chosen", show=False),
        Binding("down", "move(1)", "Mark the next", show=False, priority=True),
        Binding("up", "move(-1)", "Mark the one before", show=False, priority=True),
    ]

    def __init__(self, draft: Draft, prescribed: tuple[Diagnosis, ...]) -> None:
        super().__init__()
        self._draft = draft
        self._prescribed = prescribed
        self._tables = tables_on(draft.visit.date)

    def compose(self) -> ComposeResult:
        """The question, the field, the diagnoses, a hint."""
        with Vertical(classes="box picker"):
            yield Static(
                "Diagnoses: code or words; a massage therapist takes them from the prescription",
                classes="question",
            )
            field = Input(compact=True)
            field.cursor_blink = False
            yield field
            yield RowList()
            yield Static(classes="hint")

    def on_mount(self) -> None:
        """Show the client's own diagnoses."""
        self.query_one(RowList).can_focus = False
        self._show("")

    def action_move(self, by: int) -> None:
        """Mark another diagnosis."""
        rows = self.query_one(RowList)
        if by > 0:
            rows.action_cursor_down()
        else:
            rows.action_cursor_up()

    def action_leave(self) -> None:
        """Go back with what is chosen."""
        self.dismiss(self._draft)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value, keep="")

    @on(Input.Submitted)
    def _chosen(self, event: Input.Submitted) -> None:
        event.stop()
        code = self.query_one(RowList).marked
        if code is None:
            if not event.value.strip():
                self.action_leave()
            return
        self._draft = with_diagnosis_toggled(self._draft, code)
        field = self.query_one(Input)
        if field.value:
            field.value = ""
        self._show("", keep=code)

    def _show(self, words: str, *, keep: str | None = None) -> None:
        chosen = self._draft.visit.diagnoses
        day = self._draft.visit.date
        if words.strip():
            codes = [entry.code for entry in self._tables.find_diagnoses(words, limit=12)]
        else:
            codes = list(
                dict.fromkeys([*chosen, *(one.code for one in self._prescribed if _holds(one, day))])
            )
        given = {one.code: one for one in self._prescribed}
        rows = self.query_one(RowList)
        rows.show_rows(((code, self._row(code, given.get(code))) for code in codes), keep=keep)
        rows.display = bool(codes)
        hint = self.query_one(".hint", Static)
        if not codes:
            hint.update(
                "Type a code or words, like m54.2 or neck pain."
                if not words
                else "No diagnosis is found by these words."
            )
        else:
            hint.update(f"{len(chosen)} chosen. Enter adds the marked one or takes it out; esc goes on.")

    def _row(self, code: str, given: Diagnosis | None) -> Content:
        chosen = self._draft.visit.diagnoses
        letter = LETTERS[chosen.index(code)] if code in chosen[: len(LETTERS)] else ""
        entry = self._tables.diagnosis(code)
        by = f"{given.prescriber}, {given.given_on:%d %b}" if given and given.given_on else ""
        return row(
            [
                Cell(letter, 1, "$text-success bold"),
                Cell(code, 8, "bold"),
                Cell(entry.text if entry else "not in this table", 38),
                Cell(printable(by), 20, "dim"),
            ]
        )


def _holds(one: Diagnosis, day: object) -> bool:
    return one.ended_on is None or str(one.ended_on) >= str(day)
