"""The prompts: one question at a time, what was answered above it, and at the end what it all comes to."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from charting_tui.coding.billing.pricing import price
from charting_tui.errors import ChartingError
from charting_tui.keys import Place
from charting_tui.operations.visits.editing import EnteredDraft
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.guided_entry import BACK, NOTHING, Prompting, outcome, reports, take
from charting_tui.records.visit import SECTIONS
from charting_tui.screens.frame.dialogs import FieldScreen
from charting_tui.screens.visit.quick_line import understood
from charting_tui.shorthand.dialect.tokens import KEPT, Status, Token
from charting_tui.shorthand.guided.prompts import Manner
from charting_tui.store.journals.typing_state import Words
from charting_tui.widgets.alert_line import AlertLine
from charting_tui.widgets.dialog_box import DialogBox
from charting_tui.widgets.lines import SteadyText, bindings
from charting_tui.widgets.row_list import Cell, printable, row
from charting_tui.widgets.text_line import TextLine

_KEYS = "Type ? for help, - to skip, < to go back. F6 quick line, Esc saves it for later"

_KEYS_AT_THE_END = "Page Up and Page Down show the rest. F6 quick line, Esc saves it for later"


class PromptsScreen(FieldScreen[EnteredDraft | Literal["line"]]):
    """Answers the draft with everything in it, “line” for the quick line, or None; each key is kept."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.PROMPTS, priority=True)
    KEY_PLACES: ClassVar[tuple[Place, ...]] = (Place.PROMPTS,)

    def __init__(self, session: EditingSession) -> None:
        super().__init__()
        self._session = session
        self._prompting = Prompting(session)
        self._offered: tuple[Token, int] | None = None
        """The token whose choices tab goes through, and how far it went."""
        self._seen = ""
        self._wanted = ""
        """What the short form of what is typed wants."""
        self.kept_in(session.kept_words("prompts"))

    def compose(self) -> ComposeResult:
        """The alerts; what is answered; the question with what is offered; the field, as understood."""
        with DialogBox("Guided entry", classes="box quick prompts"):
            yield AlertLine()
            with VerticalScroll(id="above", can_focus=False):
                yield SteadyText(id="answered")
            yield SteadyText(id="asks", classes="question")
            yield SteadyText(id="offer")
            field = TextLine(self._prompting.asked.typed, select_on_focus=False)
            yield field
            yield SteadyText(id="understood")
            yield SteadyText(classes="hint")

    def on_mount(self) -> None:
        """Show the client's alerts, and ask the first question that is open."""
        self.query_one(AlertLine).show_alerts(self._session.chart.file.client.alerts)
        field = self.query_one(Input)
        field.cursor_position = len(field.value)
        self._ask()

    def _ask(self) -> None:
        """Show the question at hand."""
        prompting = self._prompting
        prompt, offer = prompting.asked.current, prompting.offer
        above = self._answers() if prompt else self._becomes()
        self.query_one("#answered", Static).update(Content("\n").join(above))
        scroll = self.query_one(VerticalScroll)
        show = scroll.scroll_end if prompt else scroll.scroll_home
        self.call_after_refresh(show, animate=False)
        if prompt is None:
            without = f"; {NOTHING} adds it without the report" if reports(prompting) else ""
            asks, beside = f"Press Enter to add all of it to the note{without}; {BACK} goes back", ""
            if not prompting.asked.told and not without:
                asks = (
                    "You have answered every question. Type anything you want to add, or press Esc "
                    "to go back."
                )
        else:
            asks = f"{prompting.asked.number}/{len(prompting.asked.prompts)} {prompt.asks}"
            edits = "" if offer is None or offer.manner is Manner.SHOWN else ", Tab to edit"
            beside = f"{offer.beside}{edits}" if offer else ""
        self.query_one("#asks", Static).update(Content(printable(asks)))
        self.query_one("#offer", Static).update(Content(printable(beside)))
        self._show_tokens()

    def _answers(self) -> Iterator[Content]:
        for name, piece, as_on in self._prompting.rows():
            cells = [Cell(name, 10, "$text-disabled"), Cell(piece, 46 if as_on else 0)]
            yield row([*cells, *([Cell(f"as {as_on}")] if as_on else [])])

    def _becomes(self) -> Iterator[Content]:
        """Give codes, prose and what the client's file gains."""
        done = outcome(self._prompting)
        office = self._session.store.office
        draft = self._session.draft.model_copy(update={"visit": done.visit})
        priced = price(draft, office.payer(done.visit.payer), office.practice)
        codes = [
            f"{line.service.code} {line.service.minutes or '—'} min {line.units or '—'} u" for line in priced
        ]
        yield Content(printable(" · ".join(codes) or "No code."))
        for section in SECTIONS:
            for line in done.prose.get(section, "").splitlines():
                yield Content(printable(f"{section[0].upper()}  {line}"))
        for entry in done.file:
            yield Content(printable(f"Added to the client's chart: {entry}"))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show_tokens()
        if self._wanted:
            self._say(self._wanted)

    def put_back(self, words: Words) -> None:
        """Put the cursor to where it was; the answer itself is the visit's, which writes a short form out."""
        field = self.query_one(Input)
        behind = len(words.texts.get("text", "")) - words.cursor
        field.cursor_position = max(len(field.value) - behind, 0)

    def keep(self) -> None:
        """Keep the answer in the visit, and that it is being typed."""
        text = self.query_one(Input).value
        seen, self._seen = self._seen, text
        if text not in {seen, self._prompting.asked.typed}:
            self._wanted = self._prompting.type(text)
        super().keep()

    def _show_tokens(self) -> None:
        tokens = self._prompting.tokens()
        self.query_one("#understood", Static).update(understood(tokens))
        open_ = [token for token in tokens if token.status not in {Status.UNDERSTOOD, *KEPT}]
        told = (open_ or [token for token in tokens if token.meaning and token.text != ";"])[-1:]
        ways = " or ".join(choice.text for choice in told[0].choices) if told else ""
        keys = _KEYS if self._prompting.asked.current else _KEYS_AT_THE_END
        meaning = f"{told[0].text}: {told[0].meaning}" if told else keys
        self._say(f"{meaning}; press Tab for {ways}" if ways else meaning)

    def action_complete(self) -> None:
        """Bring what is offered into the empty field; else write out the word, or a token's next choice."""
        field = self.query_one(Input)
        prompting = self._prompting
        if not field.value.strip():
            self._bring_offer(field)
            return
        open_ = [token for token in prompting.tokens() if token.choices]
        if self._offered is not None and field.value.endswith(self._choice(*self._offered)):
            token, at = self._offered
            before = field.value.removesuffix(self._choice(token, at))
            self._put(before, token, at + 1)
        elif open_ and open_[0].text in field.value:
            before, _, after = field.value.partition(open_[0].text)
            self._put(before, open_[0], 0, after)
        else:
            self._finish_word(field)

    def _choice(self, token: Token, at: int) -> str:
        return token.choices[at % len(token.choices)].text

    def _put(self, before: str, token: Token, at: int, after: str = "") -> None:
        field = self.query_one(Input)
        field.value = f"{before}{self._choice(token, at)}{after}"
        field.cursor_position = len(field.value)
        self._offered = (token, at)

    def _bring_offer(self, field: Input) -> None:
        offer = self._prompting.offer
        if offer is None or offer.manner is Manner.SHOWN:
            self._say("There is no suggestion to edit here. Type your answer.", refusal=True)
        else:
            field.value = offer.piece
            field.cursor_position = len(field.value)

    def _finish_word(self, field: Input) -> None:
        start, blank, word = field.value.rpartition(" ")
        found = self._prompting.words.beginning_with(word) if word.isalpha() else ()
        if found:
            field.value = f"{start}{blank}{found[0][0]}"
            field.cursor_position = len(field.value)
        else:
            self._say("There is nothing to complete here.", refusal=True)

    def action_take(self) -> None:
        """Take the answer, or at the end all of them."""
        text = self.query_one(Input).value
        prompting = self._prompting
        try:
            if prompting.asked.current is None and text.strip() in {"", NOTHING}:
                self._take_all(report=not text.strip())
                return
            said = prompting.answer(text)
        except ChartingError as fault:
            self._refuse(fault.sentence)
            return
        self._go_on(said)

    def _take_all(self, *, report: bool) -> None:
        prompting = self._prompting
        if not prompting.asked.told and not (report and reports(prompting)):
            self.dismiss(None)
        else:
            self.dismiss(take(prompting, report=report))

    def action_before(self) -> None:
        """Go to the question before; what is typed here is kept as an answer if it can be one."""
        prompting = self._prompting
        try:
            if self.query_one(Input).value.strip():
                prompting.answer(self.query_one(Input).value)
            said = prompting.answer(BACK)
        except ChartingError as fault:
            self._refuse(fault.sentence)
            return
        self._go_on(said)

    def _refuse(self, sentence: str) -> None:
        """Mark the whole answer, so that the next letter begins again and an arrow keeps it."""
        self.query_one(Input).select_all()
        self._say(sentence, refusal=True)

    def _go_on(self, said: str) -> None:
        field = self.query_one(Input)
        self._offered = None
        with self.prevent(Input.Changed):
            field.value = self._prompting.asked.typed
        self._ask()
        if said:
            self._say(said)

    def action_page_up(self) -> None:
        """Show what stands above."""
        self._scroll(-1)

    def action_page_down(self) -> None:
        """Show what stands below."""
        self._scroll(1)

    def _scroll(self, pages: int) -> None:
        above = self.query_one(VerticalScroll)
        above.scroll_relative(y=pages * max(above.size.height - 1, 1), animate=False)

    def action_line(self) -> None:
        """Go on in the quick line, with the same answers."""
        self.dismiss("line")

    def _say(self, text: str, *, refusal: bool = False) -> None:
        hint = self.query_one(".hint", Static)
        hint.update(Content(printable(f"✗ {text}" if refusal else text)))
        hint.set_class(refusal, "-refusal")
