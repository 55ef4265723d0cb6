"""An addendum to a signed record: the text, why it is added, the PIN."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from charting_tui.acts.addenda import add_addendum, check_addendum, unsaved_words, words_name
from charting_tui.keys import Place
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.visit import Addendum
from charting_tui.screens.framed import told
from charting_tui.screens.pin_asking import PinAskingScreen
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.bindings import bindings
from charting_tui.widgets.soap_field import NoteText

ADDED = "added"
"""The answer of a screen whose addendum is in the chart."""


class AddendumScreen(PinAskingScreen):
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

    def open(self, chart: Chart, kept: VisitFile) -> None:
        """Take up a signed visit; it is shown when the screen is."""
        self._opened = (chart.id, kept)
        self._name = chart.file.client.name
        self._shown = False

    def inside(self) -> Iterable[Widget]:
        """What an addendum is; its text; its reason."""
        yield Static("The signed record stays as it is; this stands beside it.", id="who")
        yield NoteText("addendum")
        with Horizontal(classes="form-line", id="reason-line"):
            yield Static("Why it is added (one line)", classes="label")
            field = Input(compact=True, select_on_focus=False, id="reason")
            field.cursor_blink = False
            yield field

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.ADDENDUM,)

    def on_screen_resume(self) -> None:
        """Show what was typed before, once."""
        if self._opened is None or self._shown:
            return
        self._shown = True
        _, kept = self._opened
        words = unsaved_words(self._store).kept(words_name(kept.visit.id))
        self.place(f"Today › {self._name} › {kept.visit.date:%-d %b} {kept.visit.kind} › addendum")
        self._load(words.get("reason", ""), words.get("text", ""))
        self.query_one(NoteText).focus()
        if words:
            self.say("What you typed here and did not sign is back. ^s signs it.")

    @property
    def _texts(self) -> dict[str, str]:
        texts = {"reason": self.query_one(Input).value, "text": self.query_one(NoteText).text}
        return {name: text for name, text in texts.items() if text}

    @on(Input.Changed)
    @on(TextArea.Changed)
    @told
    def _typed(self) -> None:
        if self._opened is not None:
            unsaved_words(self._store).keep(words_name(self._opened[1].visit.id), self._texts)

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
            self.query_one(Input).focus()
        check_addendum(texts.get("reason", ""), texts.get("text", ""))
        self.ask_pin(self._store, "Your PIN signs this addendum; it cannot be changed afterwards", self._add)

    def _add(self, pin: str) -> None:
        if self._opened is None:
            return
        client, kept = self._opened
        texts = self._texts
        add_addendum(self._store, client, kept, Addendum(reason=texts["reason"], text=texts["text"]), pin)
        unsaved_words(self._store).forget(words_name(kept.visit.id))
        self._leave(ADDED)

    def action_back(self) -> None:
        """Go back; what is typed stays for the next time."""
        self._leave(None)

    def _leave(self, answer: str | None) -> None:
        """Answer, and hold no text any more."""
        self._opened = None
        self._load("", "")
        self.dismiss(answer)

    def _load(self, reason: str, text: str) -> None:
        """Show texts without taking them for typing."""
        with self.prevent(Input.Changed, TextArea.Changed):
            self.query_one(Input).value = reason
            self.query_one(NoteText).load_text(text)
