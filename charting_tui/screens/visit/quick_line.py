"""The quick line: what is typed, how each token is understood, and the prose and codes it becomes."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from textwrap import wrap
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from charting_tui.coding.billing.pricing import price
from charting_tui.errors import ChartingError
from charting_tui.keys import Place
from charting_tui.operations.clients.intake import gained
from charting_tui.operations.visits.editing import EnteredDraft
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.quick import (
    contradicted,
    earlier_lines,
    last_stems,
    preview,
    read_line,
    take_line,
)
from charting_tui.operations.visits.quick_words import teach_word, vocabulary_of
from charting_tui.records.visit import SECTIONS
from charting_tui.screens.frame.dialogs import FieldScreen
from charting_tui.screens.visit.teach_word import KEEP, TeachWordScreen
from charting_tui.shorthand.coming import begun_word, may_come, words_used
from charting_tui.shorthand.dialect.stems import next_stem
from charting_tui.shorthand.dialect.tokens import OPEN, SIGNS, Status, Token
from charting_tui.shorthand.guesses import guesses, unknown_words
from charting_tui.shorthand.guided.prompted import without_passed
from charting_tui.shorthand.vocabulary import Term
from charting_tui.store.journals.typing_state import Words
from charting_tui.widgets.alert_line import AlertLine
from charting_tui.widgets.dialog_box import DialogBox
from charting_tui.widgets.lines import SteadyText, bindings
from charting_tui.widgets.row_list import Cell, RowList, printable, row
from charting_tui.widgets.text_line import TextLine

READ_AFTER = 0.05
"""Seconds after the last key until the line is read and shown; what is typed faster is read once."""
_MOST = 4
"""Rows of choices or words."""
_FRAME = 4
"""Columns that the frame of the box takes, with its padding."""
_OUTSIDE = 6
"""Rows of frame, place and keys, which the box leaves in view."""
_MARKS = {
    Status.UNDERSTOOD: ("", ""),
    Status.FREE: ("", "italic $text-disabled"),
    Status.CODELESS: ("", "italic $text-warning"),
    Status.NEEDS_MORE: ("…", "bold $text-warning"),
    Status.NEEDS_CHOICE: ("?", "bold $text-warning"),
    Status.WRONG: ("✗", "bold $text-error"),
}
_KEYS = "Enter add · Tab complete · ↓ choose · Esc keep it for later"
_EXAMPLE = "p6>4 desk; ut b3 lev r2; mfr30 @ ut lev; imp; 1xw6"


class QuickLineScreen(FieldScreen[EnteredDraft | Literal["prompts"]]):
    """Answers the draft with the line taken, “prompts”, or None; what is not taken stays with the visit."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.QUICK, priority=True)
    KEY_PLACES: ClassVar[tuple[Place, ...]] = (Place.QUICK,)

    def __init__(self, session: EditingSession) -> None:
        super().__init__()
        self._session = session
        self._vocabulary = vocabulary_of(session.store)
        self._reading = read_line(session, self._stored, self._vocabulary)
        self._lines = earlier_lines(session)
        self._used = words_used(self._vocabulary, self._lines)
        self._stems = last_stems(session, self._vocabulary)
        self._back = -1
        self._warned = ""
        self._confirmed: frozenset[str] = frozenset()
        """Codes whose question was answered with yes."""
        self._passed: set[str] = set()
        """Unknown words that are to stay as typed, in small letters."""
        self._reads: Timer | None = None
        self.kept_in(session.kept_words("quick line"))

    @property
    def _stored(self) -> str:
        """The line as it is kept; that questions were passed over is the prompts' alone to know."""
        return without_passed(self._session.draft.visit.note.quick_line)

    def compose(self) -> ComposeResult:
        """The alerts; the line; its tokens; choices or words that may come next; prose and codes."""
        with DialogBox("Quick line", keys=_KEYS, classes="box quick"):
            yield AlertLine()
            field = TextLine(self._reading.line, select_on_focus=False)
            yield field
            yield SteadyText(id="understood")
            yield SteadyText(classes="hint")
            yield RowList()
            yield SteadyText(id="becomes")

    def on_mount(self) -> None:
        """Show what the line that stands there comes to."""
        self.query_one(AlertLine).show_alerts(self._session.chart.file.client.alerts)
        self.query_one(RowList).can_focus = False
        field = self.query_one(Input)
        if field.value and field.value == self._session.undone_line:
            field.select_all()
        else:
            field.cursor_position = len(field.value)
        self._show()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._reads is not None:
            self._reads.stop()
        self._reads = self.set_timer(READ_AFTER, self._catch_up)

    def _catch_up(self) -> bool:
        """Read the line where keys changed it since, so that what a key does is about what stands there."""
        line = self.query_one(Input).value
        if line == self._reading.line:
            return False
        self._read(line)
        self._show()
        return True

    def _read(self, line: str) -> None:
        self._reading = read_line(self._session, line, self._vocabulary, self._confirmed)

    def put_back(self, words: Words) -> None:
        """Put the cursor to where it was; the line itself is the visit's."""
        self.query_one(Input).cursor_position = words.cursor

    def keep(self) -> None:
        """Keep the line in the visit, and that it is being typed."""
        text = self.query_one(Input).value
        if text != self._stored:
            self._session.type_text("quick_line", text)
        super().keep()

    def _show(self) -> None:
        reading = self._reading
        self.query_one("#understood", Static).update(understood(reading.tokens))
        token = self._at_cursor()
        told = reading.open[0] if reading.open and (token is None or not token.meaning) else token
        if told is not None and told.status in OPEN:
            self._say(f"{told.text}: {told.meaning}")
        elif contradicts := contradicted(self._session, reading):
            self._say(f"{contradicts[0]}. Which is so?")
        elif reading.asked:
            self._say(f"{reading.asked[0].text} Press F7 to add it.")
        elif unknown := self._unknown:
            self._say(
                f"“{unknown}” isn't in the vocabulary, so it stays as typed. Press F2 to say what it means."
            )
        elif told is not None:
            self._say(f"{told.text}: {told.meaning}" if told.meaning else "")
        else:
            self._say("" if reading.line.strip() else f"Example: {_EXAMPLE}")
        rows = self.query_one(RowList)
        rows.show_rows(self._rows(), keep="")
        rows.highlighted = None
        rows.display = bool(rows.names)
        parts = [printable(part) for part in self._becomes()]
        width = self.size.width - _FRAME
        self.query_one("#becomes", Static).update(
            Content("\n".join(shortened(parts, width, self._room(width))))
        )

    def _room(self, width: int) -> int:
        """Return the lines left for codes and prose in a box that leaves place and keys in view."""
        told = (one.content for one in self.query(Static) if one.display and one.id != "becomes")
        above = sum(one.get_height({}, width) for one in told if isinstance(one, Content))
        line_and_space = 2
        return self.size.height - _OUTSIDE - above - len(self.query_one(RowList).names) - line_and_space

    def _at_cursor(self) -> Token | None:
        """Return the token in which the cursor stands, or just behind which."""
        place = self.query_one(Input).cursor_position
        return next((token for token in self._reading.tokens if token.start < place <= token.end), None)

    def _choosing(self) -> Token | None:
        """Return the token whose choices are shown: the one at the cursor, else the first that has some."""
        here = self._at_cursor()
        if here is not None and here.choices:
            return here
        return next((token for token in self._reading.open if token.choices), None)

    @property
    def _begun(self) -> str:
        """The beginning of a word at the cursor, or nothing."""
        return begun_word(self._vocabulary, self._at_cursor())

    @property
    def _stem(self) -> str:
        """What the last visit looked at next, where a segment begins and nothing waits for a choice."""
        before = self.query_one(Input).value[: self.query_one(Input).cursor_position]
        begins = before.rpartition(";")[2].strip() == ""
        return next_stem(self._stems, before) if begins and self._choosing() is None else ""

    def _rows(self) -> Iterator[tuple[str, Content]]:
        """Give the words that begin so, or the choices of a token, or quietly what may come next."""
        begun, token = self._begun, self._choosing()
        here = self._at_cursor()
        between = token is None and (here is None or here.text in SIGNS)
        found = self._may_come() if begun or between else ()
        told: dict[str, list[str]] = {}
        if self._stem:
            told[self._stem] = ["Tab: same as last visit"]
        for word, term in found:
            told.setdefault(word, []).append(f"{term.name}, {term.kind}")
        if not found and token is not None:
            for choice in token.choices:
                told.setdefault(choice.text, []).append(choice.meaning)
        style = "" if begun or token is not None else "$text-disabled"
        for text, meanings in islice(told.items(), _MOST):
            yield text, row([Cell(text, 24, style), Cell("; or ".join(meanings), style=style)])

    def _may_come(self) -> tuple[tuple[str, Term], ...]:
        cursor = self.query_one(Input).cursor_position
        return may_come(self._vocabulary, self._reading.tokens, cursor, self._begun, self._used)

    def _becomes(self) -> Iterator[str]:
        if not self._reading.line.strip():
            return
        done = preview(self._session, self._reading, self._vocabulary)
        office = self._session.store.office
        draft = self._session.draft.model_copy(update={"visit": done.visit})
        priced = price(draft, office.payer(done.visit.payer), office.practice)
        lines = [
            f"{line.service.code} {line.service.minutes if line.service.minutes is not None else '—'} min"
            f" {line.units if line.units is not None else '—'} u"
            for line in priced
        ]
        if done.visit.diagnoses != self._session.draft.visit.diagnoses:
            lines.append(f"prescribed: {', '.join(done.visit.diagnoses)}")
        if lines:
            yield " · ".join(lines)
        for entry in gained(self._session.chart.file, done.visit, self._reading.facts):
            yield f"Added to the client's chart: {entry}"
        for section in SECTIONS:
            if section in done.prose:
                yield f"{section[0].upper()}  {done.prose[section]}"

    def action_down(self) -> None:
        """Mark the next choice."""
        self._catch_up()
        self.query_one(RowList).action_cursor_down()

    def action_up(self) -> None:
        """Mark the choice before; in an empty line, bring the last line again."""
        self._catch_up()
        field = self.query_one(Input)
        recalled = self._back >= 0 and field.value == self._lines[self._back]
        if field.value and not recalled:
            self.query_one(RowList).action_cursor_up()
        elif self._back + 1 < len(self._lines):
            self._back += 1
            field.value = self._lines[self._back]
            field.cursor_position = len(field.value)
        else:
            self._say("There is no earlier quick line.", refusal=True)

    def action_complete(self) -> None:
        """Put the marked word or choice in the place of the token, or else the first, if there is a token."""
        self._catch_up()
        rows = self.query_one(RowList)
        if rows.marked:
            self._put(rows.marked)
        elif rows.option_count and (self._begun or self._stem or self._choosing() is not None):
            self._put(rows.names[0])
        else:
            self._say("There is nothing to complete here.", refusal=True)

    def _put(self, text: str) -> None:
        field, line = self.query_one(Input), self.query_one(Input).value
        token = self._at_cursor() if self._begun and text.startswith(self._begun) else self._choosing()
        start, end = (token.start, token.end) if token else (field.cursor_position,) * 2
        field.value = f"{line[:start]}{text}{line[end:]}"
        field.cursor_position = start + len(text)

    def action_take(self) -> None:
        """Take the line; what is open in it is told once before."""
        self._catch_up()
        marked = self.query_one(RowList).marked
        if marked:
            self._put(marked)
            return
        line = self._reading.line
        if not line.strip():
            self.dismiss(None)
            return
        lost = ", ".join(f"“{token.text}”" for token in self._reading.open if not token.partly)
        if (lost or self._reading.codeless) and self._warned != line:
            self._warned = line
            self._say(
                f"{_told_once(lost, self._reading.codeless)} Press Enter again to add the rest.", refusal=True
            )
            return
        try:
            self.dismiss(take_line(self._session, self._reading, self._vocabulary))
        except ChartingError as fault:
            self._say(fault.sentence, refusal=True)

    def action_confirm(self) -> None:
        """Add the code that the line asks about."""
        self._catch_up()
        if not self._reading.asked:
            self._say("This line has no code to add.", refusal=True)
            return
        self._confirmed |= {self._reading.asked[0].code}
        self._read(self.query_one(Input).value)
        self._show()

    @property
    def _unknown(self) -> str:
        """The last word that is not known, and that is no beginning of a known one at the cursor."""
        words = unknown_words(self._reading, self._vocabulary, self._passed)
        begun = self._begun
        if words and begun and words[-1].casefold() == begun and self._vocabulary.beginning_with(begun):
            words = words[:-1]
        return words[-1] if words else ""

    def action_teach(self) -> None:
        """Ask what the unknown word means."""
        self._catch_up()
        words = unknown_words(self._reading, self._vocabulary, self._passed)
        word = self._unknown or (words[-1] if words else "")
        if not word:
            self._say("Every word is already in the vocabulary.", refusal=True)
            return

        def taught(means: Term | Literal["keep"] | None) -> None:
            if means is None:
                return
            try:
                if means == KEEP:
                    self._passed.add(word.casefold())
                else:
                    self._vocabulary = teach_word(self._session.store, word, means)
            except ChartingError as fault:
                self._say(fault.sentence, refusal=True)
                return
            self._read(self.query_one(Input).value)
            self._show()

        self.app.push_screen(TeachWordScreen(word, guesses(word, self._vocabulary)), taught)

    def action_prompts(self) -> None:
        """Go on with the prompts, with the same answers."""
        self.dismiss("prompts")

    def _say(self, text: str, *, refusal: bool = False) -> None:
        hint = self.query_one(".hint", Static)
        hint.update(Content(printable(f"✗ {text}" if refusal else text)))
        hint.set_class(refusal, "-refusal")


def shortened(parts: Sequence[str], width: int, most: int) -> list[str]:
    """Return paragraphs that fit into ``most`` lines together: the end of the longest gives way to “…”.

    What stands in the last ones, assessment and plan, is so seen as soon as it is typed.
    """
    lines = [wrap(part, width) or [""] for part in parts]
    while sum(map(len, lines)) > most and max(map(len, lines)) > 1:
        longest = max(lines, key=len)
        del longest[-1]
        longest[-1] = f"{longest[-1][: width - 2].removesuffix(' …')} …"
    return ["\n".join(one) for one in lines]


def _told_once(lost: str, codeless: Sequence[Token]) -> str:
    """Return what a line loses, and which words of it look like a treatment and give no code."""
    stays = ", ".join(f"“{token.text}”" for token in codeless)
    told = [f"{lost} won't be saved."] if lost else []
    told += [f"{stays} won't add a code."] if stays else []
    return " ".join(told)


def understood(tokens: Iterable[Token]) -> Content:
    """Return the tokens in the order of the line, each with a sign where it is not understood."""
    parts: list[tuple[str, str]] = []
    for token in tokens:
        sign, style = _MARKS[token.status]
        parts += [(f"{printable(token.text)}{sign}", style), (" ", "")]
    return Content.assemble(*parts)
