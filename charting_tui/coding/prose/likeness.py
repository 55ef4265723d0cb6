"""How far a text of a note stands in an earlier one: line by line, and as a whole.

A line is a sentence or a typed line, compared without case, punctuation and extra blanks. Lines of a
few words are stock (“Tolerated well.”) and count neither way. A number that is not in the earlier text
is a new measurement: its line is new, and then the text as a whole is not taken for a rewording.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_BREAK = re.compile(r"\n+|(?<=[.;!?])\s+")
_WORD = re.compile(r"\w+(?:[./]\w+)*")
_STOCK_WORDS = 4
"""Words up to which a line is stock: our own figure."""
_LEAST_WORDS = 8
"""Words below which a text, without its stock lines, is too short to be judged: our own figure."""


@dataclass(frozen=True)
class _Lines:
    """A text as its lines that count: how each is written, by its words in one form."""

    written: dict[str, str]
    words: Counter[str]
    numbers: frozenset[str]

    @property
    def count(self) -> int:
        """The words of all lines."""
        return self.words.total()


@dataclass(frozen=True)
class Likeness:
    """How far a text stands in an earlier one."""

    percent: int
    """0 to 100: the larger of the share of its lines and of its words, rounded down."""
    new: tuple[str, ...]
    """The lines that the earlier text does not have, as they are written."""


NOTHING_ALIKE = Likeness(0, ())


def likeness(text: str, earlier: str) -> Likeness:
    """Return how far ``text`` stands in ``earlier``; nothing alike where either is too short to judge."""
    now, before = _lines(text), _lines(earlier)
    if min(now.count, before.count) < _LEAST_WORDS:
        return NOTHING_ALIKE
    new = tuple(written for line, written in now.written.items() if line not in before.written)
    kept = sum(len(line.split()) for line in now.written if line in before.written)
    by_line = 100 * kept // sum(len(line.split()) for line in now.written)
    whole = 0
    if now.numbers <= before.numbers:
        whole = 200 * (now.words & before.words).total() // (now.count + before.count)
    return Likeness(max(by_line, whole), new)


def likest(text: str, earlier: Iterable[str]) -> tuple[int, Likeness]:
    """Return which of the earlier texts is most like this one, of equals the last, and how much; -1 for none.

    Texts are taken apart once and remembered, so that typing takes only today's apart anew; no more than
    a few visits' are, because every key makes another.
    """
    found = [likeness(text, one) for one in earlier]
    place = max(range(len(found)), key=lambda index: (found[index].percent, index), default=-1)
    return (place, found[place]) if place >= 0 else (-1, NOTHING_ALIKE)


@lru_cache(maxsize=64)
def _lines(text: str) -> _Lines:
    written: dict[str, str] = {}
    for part in _BREAK.split(text):
        words = _WORD.findall(part.casefold())
        if len(words) > _STOCK_WORDS:
            written.setdefault(" ".join(words), " ".join(part.split()))
    counted = Counter(word for line in written for word in line.split())
    return _Lines(written, counted, frozenset(word for word in counted if any(map(str.isdigit, word))))
