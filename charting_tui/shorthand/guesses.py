"""Words of a line that are not known, and what of the vocabulary each may mean."""

import re
from collections.abc import Collection
from difflib import SequenceMatcher

from charting_tui.shorthand.dialect.tokens import Status
from charting_tui.shorthand.read.lexicon import lexicon_of
from charting_tui.shorthand.reading import Reading
from charting_tui.shorthand.vocabulary import Term, Vocabulary

_WORD = re.compile(r"[^\W\d_]{2,}")
_KEPT = "kept as typed"
_LEAST = 0.65
"""How alike a spelling must be to be offered: our own figure."""
_MOST = 8


def unknown_words(reading: Reading, words: Vocabulary, passed: Collection[str] = ()) -> tuple[str, ...]:
    """Return the words that are kept because no one knows them, in their order; ``passed`` are left out."""
    lexicon = lexicon_of(words)
    found: dict[str, None] = {}
    before = ""
    for token in reading.tokens:
        counted, before = before[-1:].isdigit(), token.text
        word = token.text.rstrip(".!?")
        small = word.casefold()
        if token.status is not Status.FREE or token.meaning != _KEPT or not _WORD.fullmatch(word):
            continue
        if counted:  # a unit: “30 min”
            continue
        known = words.meanings(small) or lexicon.meaning(small) is not None or small in lexicon.words.governs
        if not known and small not in passed:
            found[word] = None
    return tuple(found)


def guesses(word: str, words: Vocabulary) -> tuple[Term, ...]:
    """Return what a word may mean, the likeliest first: beginnings, dropped letters, slips."""
    typed = word.casefold()
    best: dict[tuple[str, str], tuple[float, Term]] = {}
    for spelling, terms in words.terms.items():
        alike = _alike(typed, spelling)
        if alike < _LEAST:
            continue
        for term in terms:
            before = best.get((term.kind, term.name))
            if before is None or before[0] < alike:
                best[(term.kind, term.name)] = (alike, term)
    ranked = sorted(best.values(), key=lambda one: (-one[0], len(one[1].name), one[1].name))
    return tuple(term for _, term in ranked[:_MOST])


def _alike(typed: str, spelling: str) -> float:
    """Return how alike they are, from 0 to 1."""
    shorter, longer = sorted((typed, spelling), key=len)
    if typed[0] == spelling[0] and _letters_in_order(shorter, longer):
        share = len(shorter) / len(longer)
        return 0.6 + 0.4 * share if shorter == typed else share
    if abs(len(typed) - len(spelling)) > max(2, len(typed) // 2):
        return 0.0
    matcher = SequenceMatcher(None, spelling, typed)
    return matcher.ratio() if matcher.real_quick_ratio() >= _LEAST <= matcher.quick_ratio() else 0.0


def _letters_in_order(shorter: str, longer: str) -> bool:
    left = iter(longer)
    return all(letter in left for letter in shorter)
