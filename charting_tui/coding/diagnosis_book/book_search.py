"""What a person types, as a question to the book: everyday words stand for official ones."""

from collections.abc import Iterable
from functools import cache

from charting_tui.coding.data_files import read_json
from charting_tui.coding.search import words_of

Sought = tuple[tuple[str, ...], ...]
"""For each word typed, the beginnings of which one must stand in the text: itself, then what it means."""

_IDLE = frozenset(
    ("a", "an", "and", "at", "for", "from", "in", "is", "my", "of", "on", "or", "the", "to", "with")
)
_SURE = 4
"""Letters from which the beginning of an everyday word is taken for it."""
_GUESSED = 2
"""How much farther a meaning is than the word itself."""
_BEGUN = 3
"""How much farther the beginning of a word is than the whole."""


def sought_of(text: str) -> Sought:
    """Return what is sought: ``kneecap pain`` is a word that begins with kneecap or patell, and pain."""
    words = [word for word in (word.strip(".") for word in words_of(text)) if word]
    telling = [word for word in words if word not in _IDLE]
    return tuple((word, *_meant(word)) for word in telling or words)


def question(sought: Sought) -> str:
    """Return what is sought in the language of SQLite's full text search."""
    groups = (" OR ".join(f'"{begin}"*' for begin in begins) for begins in sought)
    return " AND ".join(f"({group})" for group in groups)


def nearness(sought: Sought, candidates: tuple[str, ...]) -> int | None:
    """Return how far what is sought is from a text's words, 0 the nearest; None where a word is missing."""
    far = 0
    for begins in sought:
        nearest = min(
            (
                place + (0 if other == begin else _BEGUN) + (_GUESSED if begin != begins[0] else 0)
                for place, other in enumerate(candidates)
                for begin in begins
                if other.startswith(begin)
            ),
            default=None,
        )
        if nearest is None:
            return None
        far += nearest
    return far


@cache
def everyday_names() -> dict[str, tuple[str, ...]]:
    """Return the everyday words of the codes that have some, by code."""
    lay: dict[str, str] = read_json("lay_words.json")["lay_words"]
    return {code: words_of(words) for code, words in lay.items()}


@cache
def everyday_words() -> dict[str, tuple[str, ...]]:
    """Return the beginnings of official words that an everyday word stands for."""
    given: dict[str, str] = read_json("lay_words.json")["words"]
    return {word: tuple(begins.split()) for word, begins in given.items()}


def _meant(word: str) -> Iterable[str]:
    known = everyday_words()
    if word in known:
        return known[word]
    if len(word) < _SURE:
        return ()
    begun = (begins for everyday, begins in known.items() if everyday.startswith(word))
    return dict.fromkeys(begin for begins in begun for begin in begins)
