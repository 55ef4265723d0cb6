"""A visit that is not to be written, signed or someone else's: fixing its claim, and an addendum."""

from collections.abc import Iterable
from typing import ClassVar, Literal

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from charting_tui.coding.billing.pricing import price
from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.keys import Key, Place
from charting_tui.operations.clients.payer_choice import (
    payer_words,
)
from charting_tui.operations.kept import Kept
from charting_tui.operations.signing.claim_changes import claim_words
from charting_tui.operations.signing.cosigning import cosign
from charting_tui.operations.signing.in_error import check_error_reason, enter_in_error
from charting_tui.operations.signing.signing import (
    add_addendum,
    check_addendum,
    check_corrects,
    kept_addendum,
)
from charting_tui.operations.visits.copying_forward import carried_in_words
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.visit import Addendum
from charting_tui.screens.frame.base_screen import BaseScreen, ask, told
from charting_tui.screens.frame.dialogs import AskScreen
from charting_tui.screens.frame.keeping import Keeping, put_back
from charting_tui.screens.signing.record import (
    addendum_lines,
    claim_history_lines,
    record_lines,
    signature_lines,
)
from charting_tui.screens.signing.signature import PinQuestion
from charting_tui.screens.signing.signed_visit import SignedVisit
from charting_tui.screens.worklist.claim_dialogs import ClaimDialogs
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.journals.typing_state import Words
from charting_tui.widgets.findings_list import finding_row
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.row_list import printable
from charting_tui.widgets.soap_field import NoteText
from charting_tui.widgets.text_line import TextLine

_ADDENDUM_LINES = {
    "reason": "Reason (one line)",
    "corrects": "Words it corrects, if any",
}
"""The lines below the text of an addendum, each with its label."""
ADDED = "added"
"""The answer of a screen whose addendum is in the chart."""


class AddendumScreen(BaseScreen):
    """Answers ``ADDED``, or None; what is typed and not signed is there again when it is next opened.

    One screen for all addenda, for the same reason as with visits.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.ADDENDUM, priority=True)

    def __init__(self, store: ChartStore) -> None:
        super().__init__()
        self._store = store
        self._opened: tuple[str, VisitFile] | None = None
        self._name = ""
        self._shown = False
        self._kept: Kept | None = None
        self._keeping = Keeping(self, self._keep)

    def open(self, chart: Chart, kept: VisitFile) -> None:
        """Take up a signed visit; it is shown when the screen is."""
        self._opened = (chart.id, kept)
        self._name = chart.file.client.name
        self._shown = False
        self._kept = kept_addendum(self._store, kept, self._name)

    def inside(self) -> Iterable[Widget]:
        """What an addendum is; its text; its reason."""
        yield Static("The signed note doesn't change. This addendum is kept with it.", id="who")
        yield NoteText("addendum")
        for name, label in _ADDENDUM_LINES.items():
            with Horizontal(classes="form-line", id=f"{name}-line"):
                yield Static(label, classes="label")
                yield TextLine(select_on_focus=False, id=name)

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.ADDENDUM,)

    def on_mount(self) -> None:
        """Keep what is typed."""
        text = self.query_one(NoteText)
        text.keep = self._keeping.now
        self.watch(text, "selection", self._keeping.now, init=False)
        self._keeping.watch(*map(self._line, _ADDENDUM_LINES))

    def _line(self, name: str) -> Input:
        return self.query_one(f"#{name}", Input)

    def on_screen_resume(self) -> None:
        """Show what was typed before, once."""
        if self._opened is None or self._kept is None or self._shown:
            return
        _, kept = self._opened
        found = self._kept.found or Words()
        self.place(f"Today › {self._name} › {kept.visit.date:%b %-d} {kept.visit.kind} › addendum")
        self._load(found)
        self._shown = True
        if found.field in _ADDENDUM_LINES:
            self._line(found.field).focus()
        else:
            self.query_one(NoteText).focus()
        if found.texts:
            self.say("Your unsigned addendum is back. Press Ctrl+S to sign it.")

    @property
    def _texts(self) -> dict[str, str]:
        lines = {name: self._line(name).value for name in _ADDENDUM_LINES}
        texts = {**lines, "text": self.query_one(NoteText).text}
        return {name: text for name, text in texts.items() if text}

    def _keep(self) -> None:
        if self._kept is None or not self._shown:
            return
        at, cursor = "text", self.query_one(NoteText).cursor_index
        for name in _ADDENDUM_LINES:
            if self._line(name).has_focus:
                at, cursor = name, self._line(name).cursor_position
        if self._texts:
            self._kept.keep(Words(self._texts, at, cursor))
        else:
            self._kept.forget()

    @on(Input.Submitted)
    def _reason_given(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_sign()

    def action_next_field(self) -> None:
        """Go to the other field."""
        self.focus_next()

    @told
    def action_sign(self) -> None:
        """Ask for the PIN, then add it."""
        texts = self._texts
        if "text" in texts and "reason" not in texts:
            self._line("reason").focus()
        check_addendum(texts.get("reason", ""), texts.get("text", ""))
        if self._opened is not None:
            check_corrects(self._opened[1].visit, texts.get("corrects", ""))
        pin = PinQuestion(self, self._store)
        pin.ask("Enter your PIN to sign this addendum. You can't change it afterwards", self._add)

    def _add(self, pin: str) -> None:
        if self._opened is None or self._kept is None:
            return
        client, kept = self._opened
        add_addendum(self._store, client, kept, Addendum(**self._texts), pin)
        self._kept.forget()
        self._leave(ADDED)

    def action_back(self) -> None:
        """Go back; what is typed stays for the next time."""
        self._leave(None)

    def _leave(self, answer: str | None) -> None:
        """Answer, and hold no text any more."""
        self._opened = self._kept = None
        self._load(Words())
        self.dismiss(answer)

    def _load(self, words: Words) -> None:
        """Show texts without taking them for typing."""
        for name in (*_ADDENDUM_LINES, "text"):
            text, cursor = words.texts.get(name, ""), words.cursor if words.field == name else 0
            if name in _ADDENDUM_LINES:
                put_back(self._line(name), text, cursor)
            else:
                self.query_one(NoteText).put_back(text, cursor)


_ADDENDUM = "addendum"
"""The name of the one screen on which addenda are written."""


class SignedScreen(BaseScreen):
    """Shows one visit for reading, with why it is not opened for writing."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.SIGNED)

    def __init__(
        self,
        store: ChartStore,
        chart: Chart,
        kept: VisitFile,
        reason: str,
        *,
        then: Literal["", "fix", "payer", "quick"] = "",
    ) -> None:
        """``reason`` says why it is not opened for writing; ``then`` is asked as soon as it is shown."""
        super().__init__()
        self.visit = SignedVisit(store, chart, kept)
        self._claim = ClaimDialogs(self, self.visit, self._show)
        self._reason = reason
        self._then = then

    def inside(self) -> Iterable[Widget]:
        """Signature and findings, then the record."""
        yield Static(id="open")
        with VerticalScroll(id="record", classes="pane") as pane:
            pane.border_title = "Record"
            yield Static(id="record-text")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.SIGNED,)

    def never(self, key: Key) -> bool:
        """Whether no one who is signed in can use that key on this visit."""
        return self.visit.never(key)

    def why_not(self, key: Key) -> str:
        """A claim may be closed, someone else's, or without anything to fix by key."""
        return self.visit.why_not(key)

    def on_mount(self) -> None:
        """Show the record."""
        self._show()
        self.query_one("#record").focus()
        self.say(self._reason)
        if self._then:
            self.call_after_refresh(self.action_fix if self._then == "fix" else self.action_payer)

    def _show(self) -> None:
        store, kept, draft = self.visit.store, self.visit.kept, self.visit.draft
        visit, office = kept.visit, store.office
        name = self.visit.chart.file.client.name
        self.place(f"Today › {name} › {visit.date:%b %-d} {visit.kind}", f"claim {claim_words(kept.claim)}")
        wanted = (found for found in self.visit.findings if kept.signed or not found.missing)
        signature = signature_lines(kept, office, store.clock.zone)
        self.query_one("#open", Static).update(
            Content("\n").join([*signature, self._pays(), *map(finding_row, wanted)])
        )
        priced = price(draft, office.payer(visit.payer), office.practice)
        tables = tables_on(visit.date, store.books.book, office.tables)
        later = addendum_lines(kept, office, store.clock.zone)
        told = carried_in_words(visit, self.visit.chart)
        history = claim_history_lines(store.history(self.visit.chart.id), visit.id, store.clock.zone)
        text = Content("\n").join([*record_lines(draft, priced, tables, told), *later, *history])
        self.query_one("#record-text", Static).update(text)
        self.call_after_refresh(self.show_keys)

    def _pays(self) -> Content:
        visit, signed = self.visit, self.visit.kept.signed is not None
        words = payer_words(visit.kept.visit, visit.chart.file, visit.store.office, signed=signed)
        return Content.assemble(("Payer ", "bold"), printable(words))

    def action_addendum(self) -> None:
        """Add a later word to the record."""
        if self.refused("signed.addendum"):
            return
        if not self.app.is_screen_installed(_ADDENDUM):
            self.app.install_screen(AddendumScreen(self.visit.store), _ADDENDUM)
        screen = self.app.get_screen(_ADDENDUM)
        if isinstance(screen, AddendumScreen):
            screen.open(self.visit.chart, self.visit.kept)
            self.app.push_screen(screen, self._added)

    @told
    def _added(self, answer: str | None) -> None:
        if answer != ADDED:
            return
        self.visit.read_again()
        self._show()
        self.query_one("#record").scroll_end(animate=False)
        self.say("Addendum signed. It is shown below the record, which hasn't changed.")

    def action_cosign(self) -> None:
        """Co-sign the note by one's PIN."""
        if self.refused("signed.cosign"):
            return
        store = self.visit.store
        PinQuestion(self, store).ask("Your PIN co-signs this note; it can't be undone", self._cosigned)

    def _cosigned(self, pin: str) -> None:
        cosign(self.visit.store, self.visit.chart.id, self.visit.kept, pin)
        self.visit.read_again()
        self._show()
        self.say("Co-signed. Press Esc, then b in Today for the next one.")

    def action_in_error(self) -> None:
        """Say that this visit was entered in error, with a reason, by a PIN."""
        if self.refused("signed.in-error"):
            return
        store = self.visit.store

        def ask_pin(reason: str) -> None:
            question = "Enter your PIN to mark this visit as entered in error. You can't undo this"
            PinQuestion(self, store).ask(question, lambda pin: self._marked_in_error(reason, pin))

        ask(self, AskScreen("Why this visit was entered in error", check=check_error_reason), ask_pin)

    def _marked_in_error(self, reason: str, pin: str) -> None:
        enter_in_error(self.visit.store, self.visit.chart.id, self.visit.kept, reason, pin)
        self.visit.read_again()
        self._show()
        self.say("Marked as entered in error. Now chart the visit in the right chart.")

    def action_pointers(self) -> None:
        """Ask for the diagnosis letters of a line."""
        self._claim.ask_lines("pointers")

    def action_units(self) -> None:
        """Ask for the units of a line."""
        self._claim.ask_lines("units")

    def action_modifiers(self) -> None:
        """Ask for the modifiers of a line."""
        self._claim.ask_lines("modifiers")

    def action_fix(self) -> None:
        """Go the one way that a finding offers, or ask which of several."""
        self._claim.fix()

    def action_bill_to(self) -> None:
        """Ask which line bills whom."""
        self._claim.bill_to()

    def action_payer(self) -> None:
        """Ask who pays for the visit."""
        self._claim.payer()

    def action_answer(self) -> None:
        """Ask what the payer answered."""
        self._claim.answer()

    def action_dismissal(self) -> None:
        """Ask which finding to dismiss, or to restore."""
        self._claim.dismissal()
