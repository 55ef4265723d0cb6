"""An addendum to a signed record: the text, why it is added, the PIN."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from charting_tui.keys import Place
from charting_tui.operations.kept import Kept
from charting_tui.operations.signing.addenda import add_addendum, check_addendum, kept_addendum
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.visit import Addendum
from charting_tui.screens.frame.framed import FramedScreen, told
from charting_tui.screens.frame.keeping import Keeping, put_back
from charting_tui.screens.signing.signature import PinQuestion
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.journals.words import Words
from charting_tui.widgets.bindings import bindings
from charting_tui.widgets.soap_field import NoteText

ADDED = "added"
"""The answer of a screen whose addendum is in the chart."""


class AddendumScreen(FramedScreen):
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

    def on_mount(self) -> None:
        """Keep what is typed."""
        text = self.query_one(NoteText)
        text.keep = self._keeping.now
        self.watch(text, "selection", self._keeping.now, init=False)
        self._keeping.watch(self.query_one(Input))

    def on_screen_resume(self) -> None:
        """Show what was typed before, once."""
        if self._opened is None or self._kept is None or self._shown:
            return
        _, kept = self._opened
        found = self._kept.found or Words()
        self.place(f"Today › {self._name} › {kept.visit.date:%-d %b} {kept.visit.kind} › addendum")
        self._load(found)
        self._shown = True
        if found.field == "reason":
            self.query_one(Input).focus()
        else:
            self.query_one(NoteText).focus()
        if found.texts:
            self.say("What you typed here and did not sign is back. ^s signs it.")

    @property
    def _texts(self) -> dict[str, str]:
        texts = {"reason": self.query_one(Input).value, "text": self.query_one(NoteText).text}
        return {name: text for name, text in texts.items() if text}

    def _keep(self) -> None:
        if self._kept is None or not self._shown:
            return
        field, text = self.query_one(Input), self.query_one(NoteText)
        at, cursor = ("reason", field.cursor_position) if field.has_focus else ("text", text.cursor_index)
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
            self.query_one(Input).focus()
        check_addendum(texts.get("reason", ""), texts.get("text", ""))
        pin = PinQuestion(self, self._store)
        pin.ask("Your PIN signs this addendum; it cannot be changed afterwards", self._add)

    def _add(self, pin: str) -> None:
        if self._opened is None or self._kept is None:
            return
        client, kept = self._opened
        texts = self._texts
        add_addendum(self._store, client, kept, Addendum(reason=texts["reason"], text=texts["text"]), pin)
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
        in_reason = words.field == "reason"
        put_back(self.query_one(Input), words.texts.get("reason", ""), words.cursor if in_reason else 0)
        self.query_one(NoteText).put_back(words.texts.get("text", ""), 0 if in_reason else words.cursor)
