"""Words of the quick line that a clinic or a person adds: judged before they are saved."""

import json
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, get_args

from charting_tui.errors import BadInput
from charting_tui.operations.settings.practice import save_office
from charting_tui.records.additions import QuickWord
from charting_tui.records.people import Person
from charting_tui.shorthand.dialect.parse import read_by_grammar
from charting_tui.shorthand.reading import Reading
from charting_tui.shorthand.vocabulary import (
    KINDS,
    Kind,
    Term,
    Vocabulary,
    packaged_vocabulary,
    vocabulary_with,
)
from charting_tui.store.chart_store import ChartStore

Words = tuple[QuickWord, ...]
_SPELLING = re.compile(r"[^\W\d_]+(?:[ -][^\W_]+)*[^\W_]*")
_CODE = re.compile(r"[0-9A-Z]{5}")
_LINES: dict[str, tuple[str, ...]] = {
    "area": ("{} r2",),
    "finding": ("neck r {}",),
    "symptom": ("{}",),
    "factor": ("p5 {}",),
    "technique": ("{}30 @ neck", "{} 30 @ neck"),
    "movement": ("neck {} r70>80",),
    "exercise": ("ex15 : {} 2x10",),
    "test": ("{}+",),
    "response": ("{}",),
    "homework": ("{}",),
    "next": ("{}",),
    "outcome": ("{} 40%",),
    "activity": ("{}+",),
}
"""Lines in which a word of each kind is at its place; it must be understood in one of them."""
_COMMON = (
    "hu; p6>4 desk; ut b3 rh b2 lev r2 trp; neck rot r70>80; mfr30 @ ut lev; ex15 : chin tuck 2x10; imp",
    "lb p7>5 agg lifting ease heat rest; ut rh b3; sh r flex 110>130 abd wnl; no ha, numb; tol; 1xw6 str",
    "97140 38 @ neck : stm trp; mt55 @ neck ut rh : eff pet; fn sit 20>45min drive 30min; sleep+; ndi 40>32%",
)
"""Lines that are typed every day; a new word that changes how one is read is told."""


def vocabulary_of(store: ChartStore) -> Vocabulary:
    """Return the words of the program, of the clinic, and of the person signed in.

    It reads what is kept for the person, so a screen asks once and keeps the answer.
    """
    return _with(store.office.words.quick, store.person_file(store.person).quick_words)


def kept_words(store: ChartStore, *, mine: bool) -> Words:
    """Return one's own words, or the clinic's."""
    return store.person_file(store.person).quick_words if mine else store.office.words.quick


def check_words(words: Words) -> None:
    """Raise BadInput for the first word that will not do, with its row in a table that begins with 0."""
    for row, word in enumerate(words):
        try:
            check_word(word)
        except BadInput as fault:
            raise BadInput(f"quick[{row}]: {fault.sentence}") from None
        if _key(word) in {_key(other) for other in words[:row]}:
            raise BadInput(f"quick[{row}]: “{word.short}” is listed twice as {word.kind}. Keep one of them.")


def check_word(word: QuickWord) -> None:
    """Raise BadInput for a word that no line could hold, or that a line would read as something else."""
    if word.kind not in KINDS:
        raise BadInput(f"Kind: “{word.kind}” isn't one of {', '.join(get_args(Kind))}.")
    if len(word.short) < 2 or not _SPELLING.fullmatch(word.short):  # noqa: PLR2004
        raise BadInput(f"Short: “{word.short}” must have two letters or more, with single spaces or hyphens.")
    if not word.name.strip():
        raise BadInput("Meaning is empty. Type how the note should say it.")
    if word.code and word.kind != "technique":
        raise BadInput(f"Code: only techniques have one. Leave it blank for {word.kind}.")
    if word.code and not _CODE.fullmatch(word.code):
        raise BadInput(f"Code: “{word.code}” isn't a procedure code, such as 97140.")
    readings = [read_by_grammar(line.format(word.short), _with((word,))) for line in _LINES[word.kind]]
    if not any(_holds(reading, word.name) for reading in readings):
        raise BadInput(
            f"Short: in a line like “{readings[0].line}”, {_read_as(word, readings[0])}. Choose another "
            f"spelling for {word.name}."
        )


def conflicts_of(words: Words, before: Words = (), *, below: Words = ()) -> tuple[str, ...]:
    """Return what is to be known before these words stand in the place of those before.

    ``below`` are the words that stand in any case: for one's own, the clinic's.
    """
    known = {_key(word): word for word in before}
    new = tuple(word for word in words if known.get(_key(word)) != word)
    told: list[str] = []
    for word in new:
        others = tuple(one for one in words if one != word)
        told += _conflicts(word, _with(below, others), _with(below, (*others, word)))
    if not told:
        now, then = _with(below, before), _with(below, words)
        told = [
            f"The line “{line}” would be read differently."
            for line in _COMMON
            if read_by_grammar(line, now).facts != read_by_grammar(line, then).facts
        ]
    return tuple(dict.fromkeys(told))


def save_word(store: ChartStore, word: QuickWord, *, mine: bool, former: QuickWord | None = None) -> None:
    """Save a word, in the place of a former one where it is given; BadInput says what is wrong with it."""
    check_word(word)

    def saved(kept: Words) -> Words:
        others = tuple(one for one in kept if one != former)
        if _key(word) in map(_key, others):
            raise BadInput(
                f"Short: “{word.short}” is already in the vocabulary as {word.kind}. Edit that one."
            )
        return (*others, word)

    _change(store, saved, mine=mine)


def teach_word(store: ChartStore, typed: str, means: Term) -> Vocabulary:
    """Save a word of one's own that means what the vocabulary has already, and return the words with it.

    BadInput where no line could hold it.
    """
    word = QuickWord(short=typed.casefold(), kind=means.kind, name=means.name, code=means.code)
    save_word(store, word, mine=True)
    return vocabulary_of(store)


def delete_word(store: ChartStore, word: QuickWord, *, mine: bool) -> None:
    """Delete a word; lines that were taken with it stay as they are."""
    _change(store, lambda kept: tuple(one for one in kept if one != word), mine=mine)


def take_words(store: ChartStore, words: Words, *, mine: bool) -> None:
    """Save these in the place of all of one's own, or of the clinic's; NotAllowed for who is no owner."""
    _change(store, lambda _kept: words, mine=mine)


def _change(store: ChartStore, change: Callable[[Words], Words], *, mine: bool) -> None:
    """Save what a change makes of them; another login of the same person waits, of the clinic's is told."""
    if not mine:
        own = store.office.words.model_copy(update={"quick": _ordered(change(store.office.words.quick))})
        save_office(store, store.office.model_copy(update={"words": own}))
        return

    def with_changed(person: Person) -> Person:
        return person.model_copy(update={"quick_words": _ordered(change(person.quick_words))})

    store.change_person(store.person, with_changed)


def _ordered(words: Words) -> Words:
    return tuple(sorted(words, key=lambda word: (word.kind, word.short.casefold())))


def _key(word: QuickWord) -> tuple[str, str]:
    return word.short.casefold(), word.kind


@lru_cache(maxsize=16)
def _with(*sources: Words) -> Vocabulary:
    """Return the program's words with those of each source over those before it."""
    vocabulary = packaged_vocabulary()
    additions: list[dict[str, Any]] = []
    for words in sources:
        if words:
            additions.append(_addition(words, vocabulary))
            vocabulary = vocabulary_with(*additions)
    return vocabulary


def _addition(words: Words, known: Vocabulary) -> dict[str, Any]:
    """Return words in the form of the data; one that names what is known already keeps all else of it."""
    kinds: dict[str, list[dict[str, Any]]] = {}
    for word in words:
        row: dict[str, Any] = {"name": word.name, "short": [word.short], "code": word.code}
        same = next((one for one in known.meanings(word.name) if one.kind == word.kind), None)
        if same is not None:
            row |= {"name": same.name, "short": [*same.short, word.short], "code": word.code or same.code}
            row |= {"said": same.said, "part": same.part, "normal": same.normal, "says": same.says}
        kinds.setdefault(word.kind, []).append(row)
    return {"kinds": kinds}


def _holds(reading: Reading, name: str) -> bool:
    """Whether the line says that name, alone or before its sets, and leaves nothing open."""
    said, quoted = reading.facts.model_dump_json().casefold(), json.dumps(name, ensure_ascii=False)[1:-1]
    return not reading.open and any(f'"{quoted.casefold()}{end}' in said for end in ('"', " "))


def _read_as(word: QuickWord, reading: Reading) -> str:
    first = reading.line.index(word.short)
    token = next(token for token in reading.tokens if token.end > first)
    return f"“{token.text}” is read as “{token.meaning or 'something else'}”"


def _conflicts(word: QuickWord, now: Vocabulary, then: Vocabulary) -> Iterator[str]:
    for term in now.meanings(word.short):
        if term.kind == word.kind:
            if term.name.casefold() != word.name.casefold():
                yield f"“{word.short}” now means {term.name}; it will mean {word.name}."
            continue
        for line in (*(one.format(word.short) for one in _LINES[term.kind]), word.short):
            after = read_by_grammar(line, then)
            if read_by_grammar(line, now).facts != after.facts:
                asks = (
                    "the program will ask which you mean"
                    if after.open
                    else "the program will read it differently"
                )
                yield f"“{word.short}” is also {term.name} ({term.kind}); in a line like “{line}”, {asks}."
