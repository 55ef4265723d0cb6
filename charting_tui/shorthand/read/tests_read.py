"""Special tests with their results, as a stretch of a clause tells them."""

import re
from collections.abc import Sequence

from charting_tui.records.visit import Measure
from charting_tui.shorthand.read.classes import Class, Lexeme

_TESTED = re.compile(
    r"(?P<names>X(?:a?X)*)[#dN]?[i:]?(?:(?P<sided>(?:SR|Ri?S)(?:i?[dN#])?(?:a?(?:SR|Ri?(?:[dN#]i?)?S)(?:i?[dN#])?)*)"
    r"|(?P<result>R)(?:i?SA)?|RiAS|RiA|(?P<side>S)A?R)(?:i?[dN#])?S?(?:[ai]?S?A?K(?:i?S?A)?)?(?:t[SAi]*A)?"
    r"|R(?P<behind>X(?:a?X)*)(?:i?(?P<last>S)A?)?"
    r"|S(?P<after>X)R"
)
_EARLIER = re.compile("(?<=[RS])eR$")
"""What it was before: “FABER neg L, was pos”."""


def special_tests(kinds: str, words: Sequence[Lexeme]) -> tuple[Measure, ...]:
    """Return the tests that these words tell, or nothing."""
    earlier = _EARLIER.search(kinds)
    if earlier:
        kinds, words = kinds[: earlier.start()], words[: earlier.start()]
    match = _TESTED.fullmatch(kinds)
    if match is None:
        return ()
    names = [one.term("test").name for one in words if one.kind is Class.TEST]
    results = [one.word for one in words if one.kind is Class.RESULT]
    told = [one for one in words if one.kind is Class.SIDE]
    sides = [one.word for one in told if ">" not in one.text] or ["both" if told else ""]
    if len(results) != len(sides):
        return ()
    return tuple(
        Measure(name=name, value=result, side=side)
        for name in names
        for result, side in zip(results, sides, strict=True)
    )
