"""Phrases and words of the quick line, the clinic's and one's own: their lists, and the page of a phrase."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static, TextArea

from charting_tui.errors import BadInput
from charting_tui.keys import Place
from charting_tui.operations.kept import kept_for
from charting_tui.operations.settings.phrases import (
    CLINIC,
    MINE,
    PhraseForm,
    Texts,
    delete_phrase,
    is_mine,
    kept_phrases,
)
from charting_tui.operations.settings.practice import why_not_owner
from charting_tui.operations.visits.quick_words import (
    check_word,
    conflicts_of,
    delete_word,
    kept_words,
    save_word,
)
from charting_tui.records.additions import Phrase, QuickWord
from charting_tui.screens.frame.base_screen import BaseScreen, ask, told
from charting_tui.screens.frame.confirm import ConfirmScreen
from charting_tui.screens.frame.keeping import Keeping, put_back
from charting_tui.screens.frame.questions import Answers, Question, QuestionsScreen
from charting_tui.screens.settings.rows import Rows, SettingsPart
from charting_tui.shorthand.phrases import in_note, slots_in
from charting_tui.shorthand.vocabulary import KINDS
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.journals.typing_state import Words
from charting_tui.widgets.form_field import FormField
from charting_tui.widgets.lines import bindings
from charting_tui.widgets.note_text import KeptText
from charting_tui.widgets.row_list import Cell, printable, row

_FIELDS = {"name": "Name", "whose": "For", "sections": "Use in"}
_HINTS = {
    "name": "What you type after the dot. Use letters, numbers and hyphens.",
    "whose": (
        "clinic: for everyone, and only owners can change it. me: your own, used instead of the clinic's."
    ),
    "sections": "Enter s, o, a or p. Leave blank for every section. The full name works in any section.",
    "text": "[neck] a default · [left|right] choices · […] or [...] a blank to fill · [[ and ]] a bracket.",
}


class PhraseScreen(BaseScreen):
    """Writes one phrase; answers whose it is and its name where it was saved."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.PHRASE)

    def __init__(self, form: PhraseForm) -> None:
        super().__init__()
        self._form = form
        self._fields = {path: FormField(path, label, form.record[path]) for path, label in _FIELDS.items()}
        self._text = KeptText(form.record["text"], id="phrase-text", compact=True)
        self._text.highlight_cursor_line = False
        self._text.cursor_blink = False
        self._seen = form.record
        self._keeping = Keeping(self, self._keep)

    def inside(self) -> Iterable[Widget]:
        """Three fields, the text, and below it the text as it will stand in a note."""
        with Vertical(id="phrase"):
            yield from self._fields.values()
            with Horizontal(id="phrase-written"):
                yield Static("Text", classes="label")
                yield self._text
            with Horizontal(id="phrase-stands"):
                yield Static("In a note", classes="label")
                yield Static(id="phrase-in-note")
        yield Static(id="form-hint", classes="hint")

    def key_places(self) -> tuple[Place, ...]:
        """The keys of this place."""
        return (Place.PHRASE,)

    def on_mount(self) -> None:
        """Show it, with what was typed here and not saved."""
        self.place(f"Today › Settings › phrases › {self._form.title}")
        found = self._form.kept.found
        for path, text in found.texts.items() if found else ():
            if path in self._fields:
                self._fields[path].load(text)
        (self._text if self._form.record["name"] else self._fields["name"].input).focus()
        if found is not None:
            self._go_on(found)
        self._seen = self._texts
        self._text.keep = self._keeping.now
        self._keeping.watch(*(field.input for field in self._fields.values()))
        self.watch(self._text, "selection", self._keeping.now, init=False)
        self._show()
        if found is not None:
            self.say("Your unsaved entries are back. Press Ctrl+S to save or Esc to discard them.")

    def _go_on(self, found: Words) -> None:
        """Put the text back, and the cursor to where it was."""
        here = found.field == "text"
        self._text.put_back(found.texts.get("text", ""), found.cursor if here else 0)
        if here:
            self._text.focus()
        elif found.field in self._fields:
            field = self._fields[found.field].input
            put_back(field, field.value, found.cursor)
            field.focus()

    def _keep(self) -> None:
        """Keep what is typed and not saved; nothing where it is the phrase as it stands."""
        texts, at = self._texts, self._field_in
        if texts == self._form.record:
            self._form.kept.forget()
        else:
            field = self._fields[at].input.cursor_position if at in self._fields else self._text.cursor_index
            self._form.kept.keep(Words(texts, at, field))

    @property
    def _field_in(self) -> str:
        return next((path for path, field in self._fields.items() if field.input.has_focus), "text")

    @property
    def _texts(self) -> Texts:
        return {**{path: field.text for path, field in self._fields.items()}, "text": self._text.text}

    def why_stay(self) -> str:
        """Return why the program should not be left from here, or nothing."""
        changed = self._texts != self._form.record
        return "You have unsaved entries. Press Ctrl+S to save or Esc to discard them." if changed else ""

    @on(FormField.Changed)
    @on(TextArea.Changed)
    def _typed(self) -> None:
        texts = self._texts
        if texts != self._seen:  # fields tell of what they begin with too
            self._seen = texts
            self._show()
            self.say(self._form.tells(texts) if texts["text"] else "")

    def on_descendant_focus(self, _event: object) -> None:
        """Say what the field one is in now is for."""
        self._show()

    def _show(self) -> None:
        if not self.is_mounted:
            return
        self.query_one("#form-hint", Static).update(Content(_HINTS[self._field_in]))
        lines = [_with_places(printable(line)) for line in in_note(self._text.text).split("\n")]
        self.query_one("#phrase-in-note", Static).update(Content("\n").join(lines))

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_previous_field(self) -> None:
        """Go to the field before."""
        self.focus_previous()

    @on(FormField.Submitted)
    def _entered(self) -> None:
        self.focus_next()

    @told
    def action_save(self) -> None:
        """Save the phrase, and go back."""
        self.dismiss(self._form.save(self._texts))

    def action_back(self) -> None:
        """Go back; ask before anything typed is given up."""
        if not self.why_stay():
            self.dismiss(None)
            return
        lines = [text for path, text in self._texts.items() if text != self._form.record[path]]
        asked = ConfirmScreen(
            "Discard your changes? To save the phrase instead, press Esc, then Ctrl+S.",
            lines,
            [],
            does="discard them",
        )
        self.app.push_screen(asked, self._given_up)

    def _given_up(self, yes: bool | None) -> None:
        if yes:
            self._form.kept.forget()
            self.dismiss(None)


def _with_places(line: str) -> Content:
    content = Content(line)
    for slot in slots_in(line):
        content = content.stylize("bold", slot.start, slot.end)
    return content


PARTS = frozenset({SettingsPart.PHRASES, SettingsPart.WORDS})
"""The parts of which everybody has their own beside the clinic's."""


def own_rows(part: SettingsPart, store: ChartStore, width: int) -> Rows:
    """Return the rows of one of these parts, each with whose it is and what it is called as its id."""
    rows = _phrase_rows(store, width) if part is SettingsPart.PHRASES else _word_rows(store, width)
    return sorted(rows, key=lambda one: one[0].partition(" ")[2])


def own_text(part: SettingsPart, store: ChartStore, marked: str) -> tuple[str, str]:
    """Return what one phrase or word is called, and its whole text.

    Raises BadInput where another login deleted it.
    """
    if part is SettingsPart.PHRASES:
        phrase = _phrase(store, marked)
        return f".{phrase.name}", in_note(phrase.text)
    word = _word(store, marked)
    return word.short, " · ".join(filter(None, (word.name, word.kind, word.code)))


class OwnTexts:
    """Opens, adds and deletes phrases and words."""

    def __init__(
        self, base_screen: BaseScreen, store: ChartStore, done: Callable[[str, str | None], None]
    ) -> None:
        """``done`` is told what was done, and the row that it was done to."""
        self.base_screen = base_screen
        self._store = store
        self._done = done

    @told
    def open(self, part: SettingsPart, marked: str) -> None:
        """Open the marked phrase, or ask the marked word again."""
        mine = _whose(marked)[0]
        if part is SettingsPart.PHRASES:
            self._write(PhraseForm(self._store, _phrase(self._store, marked), mine=mine))
        else:
            self._ask_word(_word(self._store, marked), mine=mine)

    def add(self, part: SettingsPart) -> None:
        """Write a new phrase or a new word: one's own where the clinic's are not one's to change."""
        mine = bool(why_not_owner(self._store))
        if part is SettingsPart.PHRASES:
            self._write(PhraseForm(self._store, None, mine=mine))
        else:
            self._ask_word(None, mine=mine)

    def why_not_delete(self, marked: str) -> str:
        """Return why the marked phrase or word is not one's to delete, or nothing."""
        return "" if not marked or _whose(marked)[0] else why_not_owner(self._store)

    @told
    def delete(self, part: SettingsPart, marked: str) -> None:
        """Delete the marked phrase or word, after showing it; neither is part of any record."""
        mine, name = _whose(marked)
        phrase = _phrase(self._store, marked) if part is SettingsPart.PHRASES else None
        title = f"Delete {'your own' if mine else 'the clinic’s'} {'.' if phrase else ''}{name}?"
        shown = phrase.text.split("\n") if phrase else [_word(self._store, marked).name]
        asked = ConfirmScreen(f"{title} Notes already written with it don't change.", shown, [])
        self.base_screen.app.push_screen(asked, lambda yes: self._delete(part, marked) if yes else None)

    @told
    def _delete(self, part: SettingsPart, marked: str) -> None:
        mine, name = _whose(marked)
        if part is SettingsPart.PHRASES:
            delete_phrase(self._store, name, mine=mine)
        else:
            delete_word(self._store, _word(self._store, marked), mine=mine)
        self._done("Deleted.", None)

    def _write(self, form: PhraseForm) -> None:
        self.base_screen.app.push_screen(
            PhraseScreen(form),
            lambda saved: self._done(f"Saved .{_whose(saved)[1]}.", saved) if saved else None,
        )

    def _ask_word(self, word: QuickWord | None, *, mine: bool) -> None:
        name = f"word {_word_id(word, mine=mine) if word else 'new'}"
        doing = "You were adding a word to the vocabulary. To continue, press o, then go to the words tab."
        asked = QuestionsScreen("Word", _questions(self._store, word, mine=mine))
        ask(
            self.base_screen,
            asked.kept_in(kept_for(self._store, name, doing)),
            lambda answers: self._judge(word, mine, answers, asked.forget),
            forgets=False,
        )

    def _judge(
        self, former: QuickWord | None, was_mine: bool, answers: Answers, saved: Callable[[], None]
    ) -> None:
        """Save the word; what it takes from others is shown before."""
        word, mine = _answered(answers), is_mine(answers[4])
        replaced = former if mine == was_mine else None
        check_word(word)
        kept = kept_words(self._store, mine=mine)
        below = self._store.office.words.quick if mine else ()
        told_before = conflicts_of((*(one for one in kept if one != replaced), word), kept, below=below)
        if told_before:
            title = f"“{word.short}” changes how quick lines are read. Save it?"
            asked = ConfirmScreen(title, [], list(told_before))
            self.base_screen.app.push_screen(
                asked, lambda yes: self._save(word, mine, replaced, saved) if yes else None
            )
        else:
            self._save(word, mine, replaced, saved)

    @told
    def _save(self, word: QuickWord, mine: bool, former: QuickWord | None, saved: Callable[[], None]) -> None:
        save_word(self._store, word, mine=mine, former=former)
        saved()
        self._done(f"Saved “{word.short}”.", _word_id(word, mine=mine))


def _whose(marked: str) -> tuple[bool, str]:
    whose, _, name = marked.partition(" ")
    return whose == MINE, name


def _word_id(word: QuickWord, *, mine: bool) -> str:
    return f"{MINE if mine else CLINIC} {word.short}, {word.kind}"


def _word(store: ChartStore, marked: str) -> QuickWord:
    mine = _whose(marked)[0]
    for word in kept_words(store, mine=mine):
        if _word_id(word, mine=mine) == marked:
            return word
    raise BadInput("Another user deleted this word from the vocabulary.")


def _phrase(store: ChartStore, marked: str) -> Phrase:
    mine, name = _whose(marked)
    kept = kept_phrases(store, mine=mine)
    if name not in kept:
        raise BadInput("Another user deleted this phrase.")
    return kept[name]


def _answered(answers: Answers) -> QuickWord:
    short, kind, name, code = (" ".join(answer.split()) for answer in answers[:4])
    return QuickWord(short=short.casefold(), kind=kind.casefold(), name=name, code=code.upper())


def _questions(store: ChartStore, word: QuickWord | None, *, mine: bool) -> list[Question]:
    def kind(text: str, _before: Answers) -> None:
        if text.strip().casefold() not in KINDS:
            raise BadInput(f"“{text.strip()}” isn't a kind of word. Enter one of: {', '.join(KINDS)}.")

    def whole(text: str, before: Answers) -> None:
        check_word(_answered((*before, text, "")))

    def whose(text: str, _before: Answers) -> None:
        refusal = "" if is_mine(text) else why_not_owner(store)
        if refusal:
            raise BadInput(refusal)

    given = word or QuickWord(short="", kind="area", name="")
    return [
        Question("Short", "What you type in the quick line, such as gs.", given.short),
        Question("Kind", f"Enter one of: {', '.join(KINDS)}.", given.kind, kind),
        Question("Meaning", "How the note should say it, such as gua sha.", given.name, whole),
        Question("Code", "For a technique, such as 97140. Otherwise leave blank.", given.code, whole),
        Question(
            "For",
            "clinic: for everyone. me: your own, used instead of the clinic's.",
            MINE if mine else CLINIC,
            whose,
        ),
    ]


def _phrase_rows(store: ChartStore, width: int) -> Rows:
    rows: Rows = []
    own = kept_phrases(store, mine=True)
    for mine, whose in ((False, CLINIC), (True, MINE)):
        for name, phrase in kept_phrases(store, mine=mine).items():
            covered = not mine and name in own
            letters = " ".join(section[0].upper() for section in phrase.sections) or "all"
            text = "yours is used instead" if covered else " ".join(phrase.text.split())
            cells = [Cell(f".{phrase.name}", 16), Cell(whose, 6), Cell(letters, 8)]
            style = "$text-disabled" if covered else ""
            rows.append((f"{whose} {name}", row([*cells, Cell(text, max(width - 36, 10), style)])))
    return rows


def _word_rows(store: ChartStore, width: int) -> Rows:
    return [
        (
            _word_id(word, mine=mine),
            row(
                [
                    Cell(word.short, 16),
                    Cell(MINE if mine else CLINIC, 6),
                    Cell(word.kind, 10),
                    Cell(word.name, max(width - 46, 10)),
                    Cell(word.code, 6),
                ]
            ),
        )
        for mine in (False, True)
        for word in kept_words(store, mine=mine)
    ]
