"""Spellings found in prose: words compared with phrases, the longest phrase first."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from charting_tui.coding.vocabulary import Area, Phrases, Technique

_WORD = re.compile(r"[A-Za-z]+")
_LONG = 9
"""Letters from which one slip of the hand leaves a word unmistakable."""

Word = re.Match[str]


@dataclass(frozen=True)
class Found:
    """A phrase of the vocabulary where it stands in a text."""

    meaning: Technique | Area
    start: int
    end: int
    first: int
    """Place of its first word among the words."""
    last: int


def words_in(text: str) -> list[Word]:
    """Return the words of a text."""
    return list(_WORD.finditer(text))


def find(words: Sequence[Word], phrases: Phrases) -> list[Found]:
    """Return the phrases that stand in these words, in their order, none inside another.

    A word of nine letters or more is known with one slip too, as long as its first three letters are right.
    """
    found = []
    at = 0
    while at < len(words):
        hit = next(_matches(words, at, phrases, _is), None) or next(
            _matches(words, at, phrases, _is_nearly), None
        )
        if hit:
            found.append(hit)
            at = hit.last
        at += 1
    return found


def _matches(
    words: Sequence[Word], at: int, phrases: Phrases, same: Callable[[str, str], bool]
) -> Iterator[Found]:
    for phrase in phrases.get(words[at][0][:3].lower(), ()):
        last = at + len(phrase.parts) - 1
        if last >= len(words) or (phrase.capitals and not words[at][0].isupper()):
            continue
        spoken = (word[0].lower() for word in words[at : last + 1])
        if all(
            word.startswith(part) if stem else same(word, part)
            for word, (part, stem) in zip(spoken, phrase.parts, strict=True)
        ):
            yield Found(phrase.meaning, words[at].start(), words[last].end(), at, last)


def _is(word: str, part: str) -> bool:
    return word == part


def _is_nearly(word: str, part: str) -> bool:
    """Whether a long word is meant: one letter more, less or another, or two neighbours changed."""
    if word == part:
        return True
    if len(part) < _LONG or abs(len(word) - len(part)) > 1:
        return False
    same = next((at for at, (one, other) in enumerate(zip(word, part, strict=False)) if one != other), -1)
    if same < 0:
        return True
    mine, theirs = word[same:], part[same:]
    swapped = mine[1:2] + mine[:1] + mine[2:]
    return theirs in {mine[1:], swapped} or mine[1:] == theirs[1:] or mine == theirs[1:]
