"""What was looked at last time: the beginnings of a line's segments, never what they came to.

A stem is where, what is measured, or what is given: ``cx rot r`` of ``cx rot r65>70``, ``mfr`` of
``mfr30 @ ut``. What was found, felt or given for how long is today's to say.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from charting_tui.shorthand.dialect import amounts
from charting_tui.shorthand.dialect.tokens import Token, tokens_in
from charting_tui.shorthand.vocabulary import Kind, Vocabulary

_GLUED = re.compile(r"([^\W\d_]+)\d.*")
_ASKED: frozenset[Kind] = frozenset({"area", "movement", "activity", "outcome"})


def stems_of(lines: Iterable[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the stems of these lines in their order, each once."""
    found = (_stem(line, segment, vocabulary) for line in lines for segment in _segments(line))
    return tuple(dict.fromkeys(stem for stem in found if stem))


def next_stem(stems: Sequence[str], line: str) -> str:
    """Return the stem after the last one that ``line`` goes on from; nothing after the last of all."""
    begun = [line[segment[0].start :].casefold() for segment in _segments(line)]
    done = [
        place
        for place, stem in enumerate(stems)
        if any(typed.startswith(stem.strip().casefold()) for typed in begun)
    ]
    after = max(done, default=-1) + 1
    return stems[after] if after < len(stems) else ""


def _segments(line: str) -> Iterator[list[Token]]:
    segment: list[Token] = []
    for token in tokens_in(line):
        if token.text == ";":
            if segment:
                yield segment
            segment = []
        else:
            segment.append(token)
    if segment:
        yield segment


def _stem(line: str, segment: Sequence[Token], vocabulary: Vocabulary) -> str:
    end = start = segment[0].start
    for token in segment:
        length = _asked(token.text, vocabulary, first=token.start == start)
        if not length:
            return line[start:end] + " " if end > start else ""
        end = token.start + length
        if length < len(token.text):
            break
    return line[start:end]


def _asked(text: str, vocabulary: Vocabulary, *, first: bool) -> int:
    """Return how many letters of a token ask for something: not all where its value follows at once."""
    if amounts.vertebra(text) and text[:1].isupper():
        return len(text)
    glued = _GLUED.fullmatch(text)
    word = glued[1] if glued else text
    side = amounts.side_and_grade(word)
    kinds = {term.kind for term in vocabulary.meanings(word)}
    asks = bool(kinds & _ASKED) or (first and kinds == {"technique"})
    return len(word) if asks or (side is not None and not first) else 0
