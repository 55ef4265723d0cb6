"""The office's parts of texts: phrases and words of the quick line, the clinic's and one's own."""

from collections.abc import Callable

from charting_tui.errors import BadInput
from charting_tui.operations.kept import kept_for
from charting_tui.operations.settings.phrases import (
    CLINIC,
    MINE,
    PhraseForm,
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
from charting_tui.records.vocabulary import Phrase, QuickWord
from charting_tui.screens.frame.confirm import ConfirmScreen
from charting_tui.screens.frame.framed import FramedScreen, ask, told
from charting_tui.screens.frame.questions import Answers, Question, QuestionsScreen
from charting_tui.screens.settings.phrase import PhraseScreen
from charting_tui.screens.settings.rows import Part, Rows
from charting_tui.shorthand.vocabulary import KINDS
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.columns import Cell, row

PARTS = frozenset({Part.PHRASES, Part.WORDS})
"""The parts of which everybody has their own beside the clinic's."""


def own_rows(part: Part, store: ChartStore, width: int) -> Rows:
    """Return the rows of one of these parts, each with whose it is and what it is called as its id."""
    rows = _phrase_rows(store, width) if part is Part.PHRASES else _word_rows(store, width)
    return sorted(rows, key=lambda one: one[0].partition(" ")[2])


class OwnTexts:
    """Opens, adds and deletes phrases and words."""

    def __init__(
        self, framed: FramedScreen, store: ChartStore, done: Callable[[str, str | None], None]
    ) -> None:
        """``done`` is told what was done, and the row that it was done to."""
        self.framed = framed
        self._store = store
        self._done = done

    @told
    def open(self, part: Part, marked: str) -> None:
        """Open the marked phrase, or ask the marked word anew."""
        mine = _whose(marked)[0]
        if part is Part.PHRASES:
            self._write(PhraseForm(self._store, _phrase(self._store, marked), mine=mine))
        else:
            self._ask_word(_word(self._store, marked), mine=mine)

    def add(self, part: Part) -> None:
        """Write a new phrase or a new word: one's own where the clinic's are not one's to change."""
        mine = bool(why_not_owner(self._store))
        if part is Part.PHRASES:
            self._write(PhraseForm(self._store, None, mine=mine))
        else:
            self._ask_word(None, mine=mine)

    def why_not_delete(self, marked: str) -> str:
        """Return why the marked phrase or word is not one's to delete, or nothing."""
        return "" if not marked or _whose(marked)[0] else why_not_owner(self._store)

    @told
    def delete(self, part: Part, marked: str) -> None:
        """Delete the marked phrase or word, after showing it; neither is part of any record."""
        mine, name = _whose(marked)
        phrase = _phrase(self._store, marked) if part is Part.PHRASES else None
        title = f"Delete {'your own' if mine else 'the clinic’s'} {'.' if phrase else ''}{name}?"
        shown = phrase.text.split("\n") if phrase else [_word(self._store, marked).name]
        asked = ConfirmScreen(f"{title} What was written with it stays.", shown, [])
        self.framed.app.push_screen(asked, lambda yes: self._delete(part, marked) if yes else None)

    @told
    def _delete(self, part: Part, marked: str) -> None:
        mine, name = _whose(marked)
        if part is Part.PHRASES:
            delete_phrase(self._store, name, mine=mine)
        else:
            delete_word(self._store, _word(self._store, marked), mine=mine)
        self._done("Deleted.", None)

    def _write(self, form: PhraseForm) -> None:
        self.framed.app.push_screen(
            PhraseScreen(form),
            lambda saved: self._done(f".{_whose(saved)[1]} is saved.", saved) if saved else None,
        )

    def _ask_word(self, word: QuickWord | None, *, mine: bool) -> None:
        name = f"word {_word_id(word, mine=mine) if word else 'new'}"
        doing = "You were writing a word of the quick line. Press o, then tab to words, to go on."
        asked = QuestionsScreen("Word", _questions(self._store, word, mine=mine))
        ask(
            self.framed,
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
            title = f"“{word.short}” changes how lines are read. Save it?"
            asked = ConfirmScreen(title, [], list(told_before))
            self.framed.app.push_screen(
                asked, lambda yes: self._save(word, mine, replaced, saved) if yes else None
            )
        else:
            self._save(word, mine, replaced, saved)

    @told
    def _save(self, word: QuickWord, mine: bool, former: QuickWord | None, saved: Callable[[], None]) -> None:
        save_word(self._store, word, mine=mine, former=former)
        saved()
        self._done(f"“{word.short}” is saved.", _word_id(word, mine=mine))


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
    raise BadInput("This word was deleted in another login.")


def _phrase(store: ChartStore, marked: str) -> Phrase:
    mine, name = _whose(marked)
    kept = kept_phrases(store, mine=mine)
    if name not in kept:
        raise BadInput("This phrase was deleted in another login.")
    return kept[name]


def _answered(answers: Answers) -> QuickWord:
    short, kind, name, code = (" ".join(answer.split()) for answer in answers[:4])
    return QuickWord(short=short.casefold(), kind=kind.casefold(), name=name, code=code.upper())


def _questions(store: ChartStore, word: QuickWord | None, *, mine: bool) -> list[Question]:
    def kind(text: str, _before: Answers) -> None:
        if text.strip().casefold() not in KINDS:
            raise BadInput(f"“{text.strip()}” is none of {', '.join(KINDS)}.")

    def whole(text: str, before: Answers) -> None:
        check_word(_answered((*before, text, "")))

    def whose(text: str, _before: Answers) -> None:
        refusal = "" if is_mine(text) else why_not_owner(store)
        if refusal:
            raise BadInput(refusal)

    given = word or QuickWord(short="", kind="area", name="")
    return [
        Question("Short", "What is typed in the line, like gs.", given.short),
        Question("Kind", f"One of {', '.join(KINDS)}.", given.kind, kind),
        Question("Meaning", "As the note is to say it, like gua sha.", given.name, whole),
        Question("Code", "Of a technique, like 97140; else empty.", given.code, whole),
        Question(
            "For", "clinic: everybody's. me: your own, before the clinic's.", MINE if mine else CLINIC, whose
        ),
    ]


def _phrase_rows(store: ChartStore, width: int) -> Rows:
    rows: Rows = []
    own = kept_phrases(store, mine=True)
    for mine, whose in ((False, CLINIC), (True, MINE)):
        for name, phrase in kept_phrases(store, mine=mine).items():
            covered = not mine and name in own
            letters = " ".join(section[0].upper() for section in phrase.sections) or "all"
            text = "yours goes before it" if covered else " ".join(phrase.text.split())
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
