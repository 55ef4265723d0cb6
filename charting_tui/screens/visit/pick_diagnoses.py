"""The visit's diagnoses: those of the client's prescriptions first, then the book by code or words."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from charting_tui.coding.code_tables.code_facts import is_heading, why_not_billable
from charting_tui.coding.code_tables.tables import CodeTables, tables_on
from charting_tui.coding.diagnosis_book.book import BookPlace
from charting_tui.coding.diagnosis_book.diagnoses import DiagnosisEntry
from charting_tui.operations.visits.editing import with_diagnosis_toggled
from charting_tui.records.additions import ImportedTable
from charting_tui.records.claim import LETTERS, Draft
from charting_tui.records.coverage import Diagnosis
from charting_tui.screens.frame.dialogs import FieldScreen
from charting_tui.screens.frame.keeping import put_back
from charting_tui.store.journals.typing_state import Words
from charting_tui.widgets.dialog_box import DialogBox
from charting_tui.widgets.row_list import Cell, RowList, printable, row
from charting_tui.widgets.search_field import SearchField

SEARCH_AFTER = 0.06
"""Seconds after the last key until the book is asked."""
_MOST = 30
LOOK_AGAIN = 2.0
"""Seconds between two looks for a book that is still being made."""


class PickDiagnosesScreen(FieldScreen[Draft]):
    """Enter adds or takes out the marked diagnosis, or opens a heading; escape goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Go back with what is chosen", show=False),
    ]

    def __init__(
        self,
        draft: Draft,
        prescribed: tuple[Diagnosis, ...],
        books: BookPlace,
        clinic: tuple[ImportedTable, ...] = (),
    ) -> None:
        super().__init__()
        self._draft = draft
        self._prescribed = {
            one.code: one for one in prescribed if one.ended_on is None or one.ended_on >= draft.visit.date
        }
        self._books = books
        self._clinic = clinic
        self._found: dict[str, DiagnosisEntry] = {}
        self._timer: Timer | None = None
        self._shown = ""
        self._without_book = False
        """Whether what is shown came from the short list, because there was no book."""
        self._toggled: list[str] = []
        """What was added or taken out, in its order."""

    def compose(self) -> ComposeResult:
        """The question, the field, the diagnoses, what is to be said of the marked one."""
        title = "Diagnoses: type a code or words. Those on the prescription come first"
        with DialogBox(title, keys="Enter add or remove · ↑ ↓ choose · Esc done", classes="box picker"):
            yield SearchField(moved=self._explain)
            yield RowList()
            yield Static(classes="hint")

    def on_mount(self) -> None:
        """Show the client's own diagnoses."""
        self.query_one(RowList).can_focus = False
        self._show("")
        if self._books.book is None:
            self.set_interval(LOOK_AGAIN, self._look_again)

    def standing(self) -> Words:
        """Return what is looked for, and what was added or taken out."""
        field = self.query_one(Input)
        texts = {"words": field.value, "toggled": " ".join(self._toggled)}
        return Words(texts, cursor=field.cursor_position)

    def put_back(self, words: Words) -> None:
        """Add and take out again, and look for the same."""
        for code in words.texts.get("toggled", "").split():
            self._toggle(code)
        text = words.texts.get("words", "")
        put_back(self.query_one(Input), text, words.cursor)
        self._show(text, keep="" if text else None)

    def _toggle(self, code: str) -> None:
        self._draft = with_diagnosis_toggled(self._draft, code)
        self._toggled.append(code)

    @property
    def _tables(self) -> CodeTables:
        return tables_on(self._draft.visit.date, self._books.book, self._clinic)

    def _look_again(self) -> None:
        """Ask the book again what the starter table answered."""
        if self._without_book and self._books.book is not None:
            self._show(self.query_one(Input).value)

    def action_leave(self) -> None:
        """Go back with what is chosen."""
        self.dismiss(self._draft)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(SEARCH_AFTER, self._search)

    def _search(self) -> None:
        """Look for what stands in the field now."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
            self._show(self.query_one(Input).value, keep="")

    @on(Input.Submitted)
    def _chosen(self, event: Input.Submitted) -> None:
        event.stop()
        self._search()
        code = self.query_one(RowList).marked
        if code is None:
            if not event.value.strip():
                self.action_leave()
            return
        if self._opens(code):
            self._open(code)
            return
        self._toggle(code)
        self._put("")
        self.changed()
        self._show("", keep=code)

    def _opens(self, code: str) -> bool:
        """Return whether Enter lists what stands under a code, rather than choosing it."""
        entry, visit = self._found.get(code), self._draft.visit
        return entry is not None and is_heading(entry, visit.date) and code not in visit.diagnoses

    def _open(self, code: str) -> None:
        """List what stands under a heading, by putting its code into the field."""
        self._put(code)
        self._show(code, keep="")
        if self.query_one(RowList).marked == code:
            self.query_one(SearchField).action_move("cursor_down")

    def _put(self, text: str) -> None:
        field = self.query_one(Input)
        with self.prevent(Input.Changed):
            field.value = text
        field.action_end()

    def _show(self, words: str, *, keep: str | None = None) -> None:
        tables = self._tables
        chosen = self._draft.visit.diagnoses
        if words.strip():
            found = self._ordered(tables.find_diagnoses(words, limit=_MOST, headings=True))
            self._found = {entry.code: entry for entry in found}
            codes = list(self._found)
        else:
            codes = list(dict.fromkeys((*chosen, *self._prescribed)))
            self._found = {code: entry for code in codes if (entry := tables.diagnosis(code))}
        rows = self.query_one(RowList)
        rows.show_rows(((code, self._row(code)) for code in codes), keep=keep)
        rows.display = bool(codes)
        self._explain()

    def _ordered(self, found: list[DiagnosisEntry]) -> list[DiagnosisEntry]:
        """Put what is prescribed first."""
        return sorted(found, key=lambda entry: entry.code not in self._prescribed)

    def _row(self, code: str) -> Content:
        chosen = self._draft.visit.diagnoses
        letter = LETTERS[chosen.index(code)] if code in chosen[: len(LETTERS)] else ""
        entry, given = self._found.get(code), self._prescribed.get(code)
        why = why_not_billable(entry, self._draft.visit.date) if entry else "not in this list"
        by = f"{given.prescriber}, {given.given_on:%b %e}" if given and given.given_on else ""
        grey = "$text-disabled" if why else ""
        return row(
            [
                Cell(letter, 1, "$text-success bold"),
                Cell(code, 8, grey or "bold"),
                Cell(entry.text if entry else "", 29 if why else 38, grey),
                Cell(why or by, 30 if why else 21, grey or "$text-disabled"),
            ]
        )

    def _explain(self) -> None:
        """Say the whole of the marked diagnosis, and what Enter does."""
        self._shown = "\n".join(printable(line) for line in self._lines())
        self._without_book = self._books.book is None
        self.query_one(".hint", Static).update(Content(self._shown))

    def _lines(self) -> Iterator[str]:
        code = self.query_one(RowList).marked
        words = self.query_one(Input).value.strip()
        if code is None:
            yield ("No diagnosis matches." if words else "Type a code or words, such as m54.2 or neck pain.")
        else:
            yield from self._about(code)
        if self._books.book is None:
            yield (
                "The full ICD-10 list isn't installed, so you see only the most common codes. An owner "
                "can install it: charting-tui codes --help."
            )

    def _about(self, code: str) -> Iterator[str]:
        entry = self._found.get(code)
        chosen = self._draft.visit.diagnoses
        why = why_not_billable(entry, self._draft.visit.date) if entry else "not in this list"
        if entry is not None:
            yield f"{code} {entry.text}"
        if why:
            yield f"✗ {code} can't be billed on {self._draft.visit.date:%-m/%-d/%Y}: {why}."
        if code in chosen:
            does = "removes it"
        elif self._opens(code):
            does = "shows the codes under it"
        else:
            does = "adds it"
        yield f"{len(chosen)} selected. Press Enter: {does}. Press Esc when done."
