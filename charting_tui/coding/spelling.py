"""Spellings found in prose: words compared with phrases, the longest phrase first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from charting_tui.coding.vocabulary import Area, Phrases, Technique

_WORD = re.compile(r"[A-Za-z]+")

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
    """Return the phrases that stand in these words, in their order, none inside another."""
    found = []
    at = 0
    while at < len(words):
        hit = next(_matches(words, at, phrases), None)
        if hit:
            found.append(hit)
            at = hit.last
        at += 1
    return found


def _matches(words: Sequence[Word], at: int, phrases: Phrases) -> Iterator[Found]:
    for phrase in phrases.get(words[at][0][:3].lower(), ()):
        last = at + len(phrase.parts) - 1
        if last >= len(words) or (phrase.capitals and not words[at][0].isupper()):
            continue
        spoken = (word[0].lower() for word in words[at : last + 1])
        if all(
            word.startswith(part) if stem else word == part
            for word, (part, stem) in zip(spoken, phrase.parts, strict=True)
        ):
            yield Found(phrase.meaning, words[at].start(), words[last].end(), at, last)
