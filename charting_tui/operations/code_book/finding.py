"""Finds codes for the code book, and their pages: the exact code first, then beginnings, then words."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from charting_tui.coding.code_tables.code_facts import why_not_billable
from charting_tui.coding.code_tables.denials import AskedDenial, denials, find_denials, read_denial
from charting_tui.coding.code_tables.tables import CodeTables
from charting_tui.coding.diagnosis_book.book import everyday_names, everyday_words
from charting_tui.coding.diagnosis_book.diagnoses import CATEGORY, written
from charting_tui.coding.search import closeness, words_of
from charting_tui.operations.code_book.denial_page import denial_page, preventing
from charting_tui.operations.code_book.other_pages import (
    diagnosis_page,
    foreign_modifier_page,
    modifier_page,
    place_page,
)
from charting_tui.operations.code_book.page import CodeBook, CodeKind, CodePage
from charting_tui.operations.code_book.procedure_page import ended_page, named_page, procedure_page

_EACH = {
    CodeKind.PROCEDURE: 20,
    CodeKind.MODIFIER: 10,
    CodeKind.DIAGNOSIS: 20,
    CodeKind.PLACE: 6,
    CodeKind.DENIAL: 20,
}
"""The most codes of each kind that words find."""
_SHORTEST = 2
"""Characters of a code that are still looked for."""
_TELLING = 3
"""Letters from which a word is looked for in the texts of diagnoses."""
_ALIKE = 0.75
"""How alike a mistyped word and a known one must be, of 1."""


@dataclass(frozen=True)
class FoundCode:
    """A code that was found: one row of the list."""

    kind: CodeKind
    code: str
    text: str
    why_not: str = ""
    """Why it cannot be billed on the day, or nothing."""

    @property
    def name(self) -> str:
        """What names it among all others: “procedure 97140”."""
        return f"{self.kind} {self.code}"


def find_entries(book: CodeBook, sought: str) -> list[FoundCode]:
    """Return the codes that a text finds, the exact code first; nothing typed lists this field's codes.

    Where nothing is found, a code is cut from its end and a word replaced by the one most like it.
    """
    exact = [FoundCode(page.kind, page.code, page.text) for page in exact_pages(book, sought)]
    found = [*exact, *_by_words(book, sought)]
    for other in _less_exact(book.tables, sought) if not found else ():
        found = list(_by_words(book, other))
        if found:
            break
    named = {one.name: one for one in reversed(found)}
    return list(dict.fromkeys(named[one.name] for one in found))


def neighbors(book: CodeBook, one: FoundCode) -> tuple[str, list[FoundCode]]:
    """Return codes that are looked up beside one, and what they are to it; none where none are known."""
    tables = book.tables
    match one.kind:
        case CodeKind.PROCEDURE:
            others = {code for pair in tables.pairs_of(one.code) for code in (pair.column1, pair.column2)}
            found = [
                FoundCode(one.kind, known.code, known.text)
                for known in tables.procedures()
                if known.code in others
            ]
            return f"Codes that conflict with {one.code}", found
        case CodeKind.MODIFIER:
            found = [FoundCode(one.kind, known.code, known.text) for known in tables.modifiers()]
            return "Other modifiers", found
        case CodeKind.PLACE:
            return "Other places", [FoundCode(one.kind, known.code, known.text) for known in tables.places()]
        case CodeKind.DIAGNOSIS:
            above = one.code[:-1].removesuffix(".") if len(one.code) > CATEGORY else one.code
            below = tables.diagnoses.children(above, _EACH[one.kind])
            found = [
                FoundCode(one.kind, entry.code, entry.text, why_not_billable(entry, book.day))
                for entry in below
            ]
            return f"Under {above}", found
        case CodeKind.DENIAL:
            asked = read_denial(one.code)
            checks = set(preventing(asked.denial)) if asked else set()
            same = asked.denial if asked else None
            alike = (
                known for known in denials().values() if known != same and checks & set(preventing(known))
            )
            return "Caught by the same checks", [
                FoundCode(one.kind, known.code, known.text) for known in alike
            ]


def exact_pages(book: CodeBook, code: str) -> list[CodePage]:
    """Return the page of each code that is written just so, one of each kind; none where there is none."""
    return [page for kind in CodeKind if (page := page_of(book, kind, code)) is not None]


def page_of(book: CodeBook, kind: CodeKind, code: str) -> CodePage | None:
    """Return the page of a code of that kind, or None."""
    typed = code.strip().upper()
    tables = book.tables
    match kind:
        case CodeKind.PROCEDURE:
            return _procedure(book, typed)
        case CodeKind.MODIFIER:
            known = tables.modifier(typed)
            if known is not None:
                return modifier_page(book, known)
            return foreign_modifier_page(typed) if tables.is_modifier(typed) else None
        case CodeKind.DIAGNOSIS:
            entry = tables.diagnosis(written(typed))
            return diagnosis_page(book, entry) if entry is not None else None
        case CodeKind.PLACE:
            place = tables.place(typed)
            return place_page(place) if place is not None else None
        case CodeKind.DENIAL:
            asked = read_denial(typed)
            return denial_page(asked) if asked is not None else None


def _procedure(book: CodeBook, code: str) -> CodePage | None:
    tables = book.tables
    known, ended = tables.procedure(code), tables.ended(code)
    if ended is not None and (known is None or book.day > ended.until):
        return ended_page(book, ended)
    if known is not None:
        return procedure_page(book, known)
    return named_page(book, code) if tables.names(code) else None


def _by_words(book: CodeBook, sought: str) -> Iterator[FoundCode]:
    tables, words = book.tables, words_of(sought)
    for procedure in tables.find(sought, _EACH[CodeKind.PROCEDURE] if words else len(tables.procedures())):
        yield FoundCode(CodeKind.PROCEDURE, procedure.code, procedure.text)
    if not words:
        yield from (FoundCode(CodeKind.MODIFIER, one.code, one.text) for one in tables.modifiers())
        return
    modifiers = [
        (far, one)
        for one in tables.modifiers()
        if (far := closeness(words, (one.code.lower(), *words_of(one.text), *words_of(one.shows))))
        is not None
    ]
    for _, one in sorted(modifiers, key=lambda row: row[0])[: _EACH[CodeKind.MODIFIER]]:
        yield FoundCode(CodeKind.MODIFIER, one.code, one.text)
    for denial in find_denials(sought, _EACH[CodeKind.DENIAL]):
        yield FoundCode(CodeKind.DENIAL, AskedDenial(denial, "").written, denial.text)
    yield from _diagnoses(book, sought)
    places = (one for one in tables.places() if closeness(words, (one.code, *words_of(one.text))) is not None)
    for place, _ in zip(places, range(_EACH[CodeKind.PLACE]), strict=False):
        yield FoundCode(CodeKind.PLACE, place.code, place.text)


def _diagnoses(book: CodeBook, sought: str) -> Iterator[FoundCode]:
    """Give the diagnoses of words that are long enough to tell, or of the beginning of a code."""
    words = words_of(sought)
    code = _is_code(words[0])
    if words[0][0].isdigit() or (not code and max(map(len, words)) < _TELLING):
        return
    for entry in book.tables.find_diagnoses(sought, _EACH[CodeKind.DIAGNOSIS], headings=code):
        yield FoundCode(CodeKind.DIAGNOSIS, entry.code, entry.text, why_not_billable(entry, book.day))


def _is_code(word: str) -> bool:
    return any(sign.isdigit() for sign in word)


def _less_exact(tables: CodeTables, sought: str) -> Iterator[str]:
    """Give what may have been meant: a code without its last characters, words by those most like them."""
    words = words_of(sought)
    if len(words) == 1 and _is_code(words[0]):
        yield from (words[0][:end] for end in range(len(words[0]) - 1, _SHORTEST - 1, -1))
    elif words:
        known = _known_words(tables)
        yield " ".join(_nearest(word, known) for word in words)


def _nearest(word: str, known: tuple[str, ...]) -> str:
    if any(other.startswith(word) for other in known):
        return word
    return next(iter(get_close_matches(word, known, 1, _ALIKE)), word)


@lru_cache(maxsize=4)
def _known_words(tables: CodeTables) -> tuple[str, ...]:
    words = {word for one in tables.procedures() for word in (one.code.lower(), *one.words)}
    words |= {word for one in denials().values() for word in one.words}
    words |= {word for one in tables.modifiers() for word in words_of(f"{one.text} {one.shows}")}
    words |= {word for names in everyday_names().values() for word in names}
    words |= set(everyday_words())
    return tuple(sorted(words))
