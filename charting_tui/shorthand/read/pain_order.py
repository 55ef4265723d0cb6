"""The words of a clause about pain in order: each place before its value, nothing that is taken back."""

import re
from collections.abc import Sequence

from charting_tui.shorthand.read.classes import Class, Lexeme

PLACES = frozenset({Class.AREA, Class.LEVEL})
_CORRECTED = re.compile(r"^\W*(?:no,?\s)?(?:wait|sorry|i mean|correction|scratch that|actually|make that)\b")
_VALUE_FIRST = re.compile("[-~.]*K[-~.i]*(?P<value>[QN])[-~.i]*(?P<place>S?A|AS)[-~.iz]*")
_VALUE_OF = re.compile("[-~.]*(?P<value>Q)[-~.]*K[-~.i]*(?P<place>S?A|AS)(?![ABS])")
"""“5/10 pain in the left hip”, whatever follows."""
_PAIN_OF = re.compile("[-~.]*K[-~.i]*(?P<value>[QN])[-~.i]*(?P<place>S?A|AS)(?![ABS])(?=[-~.]*[tj])")
"""“pain 9 L glute down to calf”."""


def placed_first(found: list[Lexeme]) -> list[Lexeme]:
    """Return “pain 7 both feet” with its place before its value, where no other stands in the clause."""
    kinds = "".join(one.kind for one in found)
    match = _VALUE_FIRST.fullmatch(kinds) or _VALUE_OF.match(kinds)
    if len(re.findall("[QN]", kinds)) == 1:
        match = match or _PAIN_OF.match(kinds)
    if match is None:
        return found
    (value, end), (first, last) = match.span("value"), match.span("place")
    return [*found[:value], *found[first:last], *found[value:end], *found[last:]]


def is_placed(following: Sequence[Lexeme]) -> bool:
    """Whether an area, with its side or without, stands next."""
    kinds = "".join(one.kind for one in following if one.kind not in {Class.DROPPED, Class.MODIFIER})
    return re.match("i?S?[AB]", kinds) is not None


def without_corrected(found: Sequence[Lexeme]) -> list[Lexeme]:
    """Return the words without a value that is taken back, and what takes it back: “5 no wait 6”.

    Where another place follows, the one before is taken back too: “L shoulder 6 sorry R shoulder 6”.
    """
    kept: list[Lexeme] = []
    skipped = -1
    for at, each in enumerate(found):
        behind = " ".join(one.text.casefold() for one in found[at + 1 : at + 4])
        if each.kind in {Class.SCORE, Class.NUMBER} and (taken := _CORRECTED.match(behind)):
            skipped = at + len(taken[0].split())
            while is_placed(found[skipped + 1 :]) and kept and kept[-1].kind in {Class.SIDE, *PLACES}:
                kept.pop()
        elif at > skipped:
            kept.append(each)
    return kept
