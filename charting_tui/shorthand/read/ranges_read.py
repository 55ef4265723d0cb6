"""Ranges of motion with joint, movement and side, as a stretch of a clause tells them."""

import re
from collections.abc import Mapping, Sequence

from charting_tui.records.visit import Measure
from charting_tui.shorthand.read.classes import Class, Lexeme
from charting_tui.shorthand.read.parts import values_in

_VALUE = r"(?:[bfe]*[Nd][bfe]*(?:[ta]?[bfe]*[Nd][bfe]*)??|W|w?t?B|w#?|#w|#t#|w?[#])Y?"
_RANGES = re.compile(rf"(?:S?AS?)?i?(?:S?V(?:i?S?i?{_VALUE}a?)+)+(?:i?A)?")
_SIDED_BEHIND = re.compile(r"(?P<head>(?:S?A)?i?Vi?)(?P<values>(?:[NdW#]Sa?)+)")
"""Values with their sides behind them: “rot 60 L, 70 R”."""
_JOINT_BEHIND = re.compile("(?P<moved>V)i?(?P<place>S?A)(?=i?(?:S?[Nd]|W|w|S?i?#))")
"""A movement ahead of its joint: “abd L shoulder 110”."""
_SIDED_BOTH_WAYS = re.compile("VS[Nd]a[Nd]S$")
"""A side ahead of its value and the other behind its own: “IR R 20 compared to 35 L”."""
_SIDED_AT_END = re.compile("A?(?:(?:V[Nd]a?){2,}|V[Nd]t[Nd]f?)i?S")
"""Several movements of one side: “DF 10 PF 40 R”; or one that changed: “rot 50 to 65 on R”."""
_ARC_SIDED = re.compile("A?i?di?S")
"""Both ends with their side behind: “knee 0-120 R”."""
_LIMITED_AHEAD = re.compile(r"w(?P<moved>S?(?:A)?V)(?P<behind>i?S)?")
"""“limited cerv rot L”."""
_SHARE_SIDED = re.compile("(?:S?A)?i?VwS#")
"""A side between “limited” and how much: “SB limited R 50%”."""
_LIMITED_TO = re.compile("wt?B")
_BENT = frozenset({"knee", "elbow"})
_ARCS = re.compile(r"(?:S?AS?|S)?i?d(?:aSd)?")
_EARLIER_ARC = re.compile("(?<=d)ed")
_STEP = re.compile(r"[Nd]ea?[Nd]|[Nd][Nd]e|[bfe]*[Nd][bfe]*(?:t[bf]*[Nd][bf]*|a?(?:f[Nd]|[Nd]f))?")
_NUMBERED = frozenset({Class.NUMBER, Class.DEGREES})
_TRUNK = "trunk"
_SPAN = frozenset({"-", "\N{EN DASH}"})
_AXIAL = frozenset({"neck", "low back", "thoracic spine", "jaw", _TRUNK})
"""Joints in the middle, where a side is of the movement beside it and of no other."""
_MIDWAY = frozenset({"flexion", "extension", "opening"})
"""Movements of those joints that have no side."""
_BELOW_ZERO = frozenset({"extension", "dorsiflexion", "opening"})
"""Movements that may fall short of the middle, so that their degrees are negative."""
_MUCH = 40
_MOST_STRENGTH = 5
"""Bare values of a wide movement that may grade its strength instead: “hip abd 4”."""
_WIDEST = 200
"""Degrees that no joint moves."""


def ranges(
    kinds: str, words: Sequence[Lexeme], joints: Mapping[str, str], *, first: bool
) -> tuple[Measure, ...]:
    """Return the ranges that these words tell, or nothing.

    Only the ``first`` statement of a sentence may leave its joint out, where one joint alone moves so, or one
    of the ``joints`` that are named around it, each with its side.
    """
    if kinds.startswith(f"{Class.AFTER}{Class.MOVEMENT}"):
        kinds, words = kinds[1:], words[1:]
    kinds, words = _in_order(*_without_earlier_arc(kinds, words))
    if _ARC_SIDED.fullmatch(kinds):
        kinds, words = f"S{kinds[:-1].removesuffix('i')}", [words[-1], *words[: kinds.index("d") + 1]]
    if _ARCS.fullmatch(kinds):
        return _bent(kinds, words, joints if first else {})
    if not _RANGES.fullmatch(kinds) or kinds.count(Class.AREA) > 1 or Class.SIDE * 2 in kinds:
        return ()
    joint = _joint(words, joints, first=first)
    if not joint:
        return ()
    side = "" if Class.AREA in kinds or joint in _AXIAL else joints.get(joint, "")
    if not _are_shares(kinds, words, joint):
        return ()
    found = _Moved(kinds, words, joint, side).read()
    if len({(one.name, one.area, one.side) for one in found}) < len(found):
        return ()
    return () if any(one.area in _AXIAL and one.name in _MIDWAY and one.side for one in found) else found


def _are_shares(kinds: str, words: Sequence[Lexeme], joint: str) -> bool:
    """Whether what is measured is a share of the movement, or how far the jaw opens."""
    shares = [one.text for one in words if one.kind is Class.MEASURE]
    turned = "#t#" in kinds and (joint != "jaw" or any(text.endswith("%") for text in shares))
    return not turned and all(text.endswith(("%", "mm")) for text in shares)


def _without_earlier_arc(kinds: str, words: Sequence[Lexeme]) -> tuple[str, Sequence[Lexeme]]:
    """Return the words without both ends of an earlier visit: “5-112 (last visit 8-98)”."""
    earlier = _EARLIER_ARC.search(kinds)
    if earlier is None or not _SPAN & {*words[earlier.start() + 1].text}:
        return kinds, words
    start, end = earlier.span()
    return kinds[:start] + kinds[end:], [*words[:start], *words[end:]]


def _in_order(kinds: str, words: Sequence[Lexeme]) -> tuple[str, list[Lexeme]]:
    """Return the words with every side before its value, and “limited” behind its movement."""
    joint_behind = _JOINT_BEHIND.match(kinds)
    if joint_behind:
        start, end = joint_behind.span("place")
        words = [*words[start:end], *words[: joint_behind.end("moved")], *words[end:]]
        kinds = "".join(one.kind for one in words)
    if _SIDED_BOTH_WAYS.search(kinds) and words[-1].word != words[-5].word:
        words = [*words[:-2], words[-1], words[-2]]
        kinds = "".join(one.kind for one in words)
    behind, limited = _SIDED_BEHIND.fullmatch(kinds), _LIMITED_AHEAD.fullmatch(kinds)
    left = list(words)
    if behind and behind["head"].count(Class.SIDE) == 0:
        for place in range(behind.start("values"), len(left) - 1):
            values = {Class.NUMBER, Class.DEGREES, Class.NORMAL, Class.MEASURE}
            if left[place].kind in values and left[place + 1].kind is Class.SIDE:
                left[place], left[place + 1] = left[place + 1], left[place]
    elif _SIDED_AT_END.fullmatch(kinds):
        left = [left[-1], *left[:-1]]
    elif _SHARE_SIDED.fullmatch(kinds):
        left = [*left[:-3], left[-2], left[-3], left[-1]]
    elif limited:
        left = [*left[1:], left[0]]
    return "".join(one.kind for one in left), left


def _bent(kinds: str, words: Sequence[Lexeme], joints: Mapping[str, str]) -> tuple[Measure, ...]:
    """Return the flexion of a knee or an elbow of which both ends are told: “L knee 5-112, R 0-140”."""
    named = [one.terms[0].name for one in words if one.kind is Class.AREA]
    bending = [name for name in joints if name in _BENT]
    joint = named[0] if named else bending[0] if len(bending) == 1 else ""
    values = [one for one in words if one.kind is Class.DEGREES]
    if joint not in _BENT or any(not _SPAN & {*one.text} for one in values) or Class.EARLIER in kinds:
        return ()
    sides = [one.word for one in words if one.kind is Class.SIDE] or [joints.get(joint, "")]
    if len(sides) != len(values):
        return ()
    return tuple(
        Measure.model_validate(
            {"name": "flexion", "area": joint, "side": side, "value": one.value, "unit": "°"}
        )
        for side, one in zip(sides, values, strict=True)
    )


def _joint(words: Sequence[Lexeme], joints: Mapping[str, str], *, first: bool) -> str:
    """Return the joint that is named, or the only one that moves so; nothing where that is not one."""
    named = [term for one in words if one.kind is Class.AREA for term in one.terms if term.kind == "area"]
    if named and (named[0].part == "joint" or named[0].name == _TRUNK):
        return named[0].name
    usual = {tuple(one.term("movement").normal) for one in words if one.kind is Class.MOVEMENT}
    only = next(iter(usual)) if len(usual) == 1 and (first or named) else ()
    if named:
        return only[0] if len(only) == 1 else ""
    if len(only) == 1:
        return only[0]
    moves = [name for name in joints if first and all(name in each for each in _movements(words))]
    return moves[0] if len(moves) == 1 else ""


def _movements(words: Sequence[Lexeme]) -> list[Mapping[str, int | None]]:
    return [one.term("movement").normal for one in words if one.kind is Class.MOVEMENT]


class _Moved:
    """Ranges while they are read from left to right."""

    def __init__(self, kinds: str, words: Sequence[Lexeme], joint: str, side: str) -> None:
        self.kinds, self.words, self.joint = kinds, words, joint
        self.common, self.movement, self.side = side, "", ""
        self.normal = 0
        self.found: list[Measure] = []

    def read(self) -> tuple[Measure, ...]:
        """Return the ranges; nothing where a side or a value cannot be theirs."""
        place = 0
        while place < len(self.words):
            one = self.words[place]
            if one.kind is Class.SIDE:
                self._sided(one, place)
            elif one.kind is Class.MOVEMENT:
                self._moves(one, place)
            elif one.kind in {*_NUMBERED, Class.BEFORE, Class.AFTER, Class.EARLIER}:
                step = _STEP.match(self.kinds, place)
                if step is None or not self._measured(self.words[place : step.end()]):
                    return ()
                place = step.end()
                continue
            elif one.kind is Class.LEVEL:
                self._add(value=f"to {one.terms[0].name}")
            elif one.kind in {Class.NORMAL, Class.LIMITED, Class.MEASURE}:
                place = self._told(place)
                continue
            place += 1
        return tuple(self.found)

    def _moves(self, one: Lexeme, place: int) -> None:
        self.movement = one.term("movement").name
        self.normal = one.term("movement").normal.get(self.joint) or 0
        ahead = self.kinds[place - 1 : place] == Class.SIDE and self.side
        alone = len({each.word for each in self.words if each.kind is Class.SIDE}) == 1
        self.side = self.side if ahead or (alone and self.joint not in _AXIAL) else ""

    def _sided(self, one: Lexeme, place: int) -> None:
        beside = self.kinds[place + 1 : place + 2] == Class.MOVEMENT
        if self.movement and not beside:
            self.side = one.word
        elif self.joint in _AXIAL:
            self.side = one.word if beside else self.side
            self.common = self.common if beside else one.word
        elif beside and self.found:
            self.side = one.word
        else:
            self.common = one.word

    def _add(self, **values: str | float | None) -> None:
        side = self.side or self.common
        self.found.append(
            Measure.model_validate({"name": self.movement, "area": self.joint, "side": side, **values})
        )

    def _measured(self, words: Sequence[Lexeme]) -> bool:
        values = values_in(words)
        if any(one.number > _WIDEST for one in values):
            return False
        bare = all(one.kind is not Class.DEGREES for one in words)
        if bare and self.normal >= _MUCH and 0 < max(one.number for one in values) <= _MOST_STRENGTH:
            return False
        if any(one.number < 0 for one in values) and self.movement not in _BELOW_ZERO:
            return False
        unit = "mm" if self.joint == "jaw" else "°"
        marks = [one.mark for one in values]
        if len(values) == 1 and marks[0] in {"", Class.AFTER}:
            self._add(value=values[0].number, unit=unit)
        elif marks == ["", Class.EARLIER]:
            self._add(value=values[0].number, earlier=values[1].number, unit=unit)
        elif marks == [Class.EARLIER, ""] and values[1].when == "now":
            self._add(value=values[1].number, earlier=values[0].number, unit=unit)
        elif len(values) == 2 and marks[0] in {"", Class.BEFORE} and marks[1] in {"", Class.AFTER}:  # noqa: PLR2004
            self._add(before=values[0].number, after=values[1].number, unit=unit)
        else:
            return False
        return True

    def _told(self, place: int) -> int:
        """Add a range that is told in words, and return the place behind it."""
        one = self.words[place]
        if one.kind is Class.NORMAL:
            self._add(value="within normal limits")
            return place + 1
        if self.kinds.startswith("#t#", place):
            self._add(before=one.value, after=self.words[place + 2].value, unit="mm")
            return place + 3
        if self.joint == "jaw" and one.kind is Class.MEASURE and one.text.endswith("mm"):
            self._add(value=one.value, unit="mm")
            return place + 1
        reaches = _LIMITED_TO.match(self.kinds, place)
        if reaches:
            self._add(value=f"limited to {self.words[reaches.end() - 1].terms[0].name}")
            return reaches.end()
        end = place + 1
        while end < len(self.words) and self.words[end].kind in {Class.LIMITED, Class.MEASURE}:
            end += 1
        told = self.words[place:end]
        share = next((each.text for each in told if each.kind is Class.MEASURE), "")
        limited = "limited" if any(each.kind is Class.LIMITED for each in told) else ""
        # “75%” stays as typed: nothing says whether so much is there or is missing.
        self._add(value=f"{limited} {share}".strip())
        return end
