"""Forms that statements share: places, and values with what they stand for."""

from collections.abc import Sequence
from dataclasses import dataclass

from charting_tui.shorthand.read.classes import Class, Lexeme

PLACE = "S?[AB](?:S(?=[ai]S?[AB]))?(?:[ai]?S?[AB](?:S(?=[ai]S?[AB]))?)*(?:i?S)?"
"""Areas with their sides, as letters of lexemes."""
VALUES = "[bfeuv]*[QN][bfeuv]*(?:[ta]?[bfeuv]*[QN][bfeuv]*){0,2}"
"""One to three values with their marks, as letters of lexemes."""
_MARKS = frozenset({Class.BEFORE, Class.AFTER, Class.EARLIER, Class.WORST, Class.BEST})


_LEADING = frozenset(
    {"was", "were", "was a", "down from", "down fr", "up from", "previously", "prev", "prior", "compared to"}
)
"""Words for an earlier value that always stand before it."""


@dataclass
class Value:
    """A number with what it is of."""

    number: float
    scored: bool
    """Whether it was typed out of ten."""
    mark: str = ""
    """Before, after, earlier, worst or best; empty where nothing says."""
    joint: str = ""
    """The sign or word that joins it to the value before it."""
    when: str = ""
    """“now”, “by” where a time of the day was told, or “with” where something that it came with was."""


def values_in(words: Sequence[Lexeme]) -> list[Value]:
    """Return values with their marks: “7 before, 4 after”, “before 7, after 4”, “4, was 6”."""
    ahead = bool(words) and words[0].kind in _MARKS
    found: list[Value] = []
    mark, joint = "", ""
    for place, one in enumerate(words):
        if one.kind in _MARKS:
            if ahead or not found or _is_ahead(words, place):
                mark = mark or one.kind
            else:
                found[-1].mark = found[-1].mark or one.kind
        elif one.kind in {Class.SCORE, Class.NUMBER, Class.DEGREES}:
            found.append(Value(one.value or 0.0, one.kind is Class.SCORE, mark, joint, one.word))
            mark, joint = "", ""
        else:
            joint = one.text
    if mark and found:
        found[-1].mark = found[-1].mark or mark
    return found


def _is_ahead(words: Sequence[Lexeme], place: int) -> bool:
    """Whether a mark behind a value is of the one that follows: “6 worst 9”, “4 was 6”, “4, last week 6”."""
    one, following = words[place], words[place + 1 : place + 2]
    valued = bool(following) and following[0].kind in {Class.SCORE, Class.NUMBER}
    parted = place > 0 and words[place - 1].kind is Class.AND and one.kind is Class.EARLIER
    return bool(following) and (
        (valued and parted)
        or one.text.casefold() in _LEADING
        or (one.kind in {Class.WORST, Class.BEST} and following[0].kind in {Class.SCORE, Class.NUMBER})
    )
