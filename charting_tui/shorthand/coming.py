"""What may come next in a quick line: words ranked by the place of the cursor, by use, and by how common."""

import re
from collections.abc import Iterable, Iterator, Sequence

from charting_tui.shorthand.dialect import amounts
from charting_tui.shorthand.dialect.tokens import Token, tokens_in
from charting_tui.shorthand.vocabulary import Kind, Term, Vocabulary

Kinds = tuple[Kind, ...]
_BEGINNING: Kinds = ("area", "technique", "symptom", "response", "homework", "next")
_AFTER_SIGN: dict[str, Kinds] = {"@": ("area",), ":": ("technique", "exercise")}
_AFTER_KIND: dict[Kind, Kinds] = {
    "area": ("finding", "movement"),
    "finding": ("finding",),
    "factor": ("factor",),
    "response": ("response", "next"),
    "homework": ("homework", "next"),
    "next": ("homework", "next"),
}
_AFTER_WORD: dict[str, Kinds] = {
    "no": ("symptom", "finding"),
    "agg": ("factor",),
    "ease": ("factor",),
    "eases": ("factor",),
    "fn": ("activity",),
    "om": ("outcome",),
    "girth": ("area",),
}
_PAIN = re.compile(r"p\d{1,2}(?:>\d{1,2})?", re.IGNORECASE)
_BEGUN = re.compile(r"[^\W\d_][^\W\d_-]*")


def begun_word(vocabulary: Vocabulary, token: Token | None) -> str:
    """Return the beginning of a word that a token may be; nothing where it is a whole one or none."""
    if token is None or not _BEGUN.fullmatch(token.text) or vocabulary.meanings(token.text):
        return ""
    return token.text.casefold()


def words_used(vocabulary: Vocabulary, lines: Iterable[str]) -> tuple[str, ...]:
    """Return the words of these lines, the first first; no number in them is ever offered again."""
    texts = (token.text.casefold() for line in lines for token in tokens_in(line))
    words = ((both[0] if (both := amounts.word_and_minutes(text)) else text) for text in texts)
    return tuple(dict.fromkeys(word for word in words if vocabulary.meanings(word)))


def may_come(
    vocabulary: Vocabulary, tokens: Sequence[Token], cursor: int, begun: str, used: Sequence[str]
) -> tuple[tuple[str, Term], ...]:
    """Return words with what they mean, the likeliest first, one for each meaning.

    ``begun`` is what is typed of the word at the cursor; with nothing typed, only words that the place
    asks for are given.
    """
    expected = _expected(vocabulary, [token for token in tokens if token.end <= cursor - len(begun)])
    found = vocabulary.beginning_with(begun) if begun else _common(vocabulary, used)
    wanted = ((word, term) for word, term in found if begun or term.kind in expected)
    places = {word: place for place, word in enumerate(dict.fromkeys((*used, *vocabulary.common)))}

    def turn(one: tuple[str, Term]) -> tuple[int, int, int]:
        word, term = one
        by_place = expected.index(term.kind) if term.kind in expected and begun else len(expected)
        return by_place, min(places.get(each, len(places)) for each in (word, *term.short)), len(word)

    ranked: dict[tuple[Kind, str], tuple[str, Term]] = {}
    for word, term in sorted(wanted, key=turn):
        ranked.setdefault((term.kind, term.name), (word, term))
    return tuple(ranked.values())


def _common(vocabulary: Vocabulary, used: Sequence[str]) -> Iterator[tuple[str, Term]]:
    for word in dict.fromkeys((*used, *vocabulary.common)):
        for term in vocabulary.meanings(word):
            yield word, term


def _expected(vocabulary: Vocabulary, before: Sequence[Token]) -> Kinds:
    """Return the kinds of words that the tokens before the cursor ask for, the likeliest first."""
    segment: list[str] = []
    for token in before:
        segment = [] if token.text == ";" else [*segment, token.text.casefold()]
    if not segment:
        return _BEGINNING
    sign = next((text for text in reversed(segment) if text in _AFTER_SIGN), "")
    if sign:
        return _AFTER_SIGN[sign]
    listed = segment[-1] == "," and segment[0] in _AFTER_WORD
    return _after(vocabulary, segment[0] if listed else segment[-1])


def _after(vocabulary: Vocabulary, word: str) -> Kinds:
    if word in _AFTER_WORD:
        return _AFTER_WORD[word]
    if _PAIN.fullmatch(word):
        return ("factor",)
    side = amounts.side_and_grade(word)
    if side is not None:
        return ("finding", "movement") if side[1] is None else ("finding",)
    kinds = {term.kind for term in vocabulary.meanings(word)}
    return next((_AFTER_KIND[kind] for kind in _AFTER_KIND if kind in kinds), ())
