"""Finds entries by words in any order, the last letters of each left out."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[a-z0-9.]+")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters."""
    return tuple(_WORD.findall(text.lower()))


def closeness(sought: Iterable[str], candidates: tuple[str, ...]) -> int | None:
    """Return how far words are from a text's words, 0 the nearest; None where one begins none of them."""
    far = 0
    for word in sought:
        places = [place for place, other in enumerate(candidates) if other.startswith(word)]
        if not places:
            return None
        far += min(places) + (0 if word in candidates else 3)
    return far
