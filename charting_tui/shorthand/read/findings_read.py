"""Findings of palpation with areas, sides and grades, as a stretch of a clause tells them."""

import re
from collections.abc import Sequence

from charting_tui.records.visit import AreaFinding
from charting_tui.shorthand.read.classes import Class, Lexeme
from charting_tui.shorthand.read.parts import PLACE
from charting_tui.shorthand.read.places import areas_with_sides

_WORST = 4
_MOST = 10
"""How many of a finding may be counted."""
_COUNTED = frozenset({"trigger points", "taut bands"})
"""Findings of which a bare number may tell how many there are."""
_NAMES = "F(?:[ai]?F)*"
_REFLEXES = frozenset({"biceps", "triceps", "brachioradialis", "quadriceps", "Achilles tendon"})
_BARE = re.compile(r"(?:B(?=A))?(?P<place>S?A(?:a?S?A)*S?)(?P<grade>G)(?P<behind>S)?")
_GLUED = re.compile(r"(?P<place>A(?:aA)*S)(?P<grade>N)")
"""A side with its grade as the quick line has them: “subocc b3”."""
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<grade>G)?(?:N(?=F))?(?P<names>{_NAMES})i?(?P<place>{PLACE})(?:iF)?",
        rf"(?P<names>{_NAMES})(?P<grade>G)i?(?P<place>{PLACE})",
        rf"(?P<names>{_NAMES})i?(?P<place>{PLACE})(?P<grade>G)F",
        rf"(?P<names>{_NAMES})i?(?P<place>{PLACE})(?P<grade>G)(?P<behind>S)?",
        rf"(?P<place>{PLACE})i?(?P<names>{_NAMES})i?(?P<side>S)?(?P<grade>[NG])?(?P<behind>S)?",
        rf"(?P<place>{PLACE})i?(?P<grade>G)i?(?P<names>{_NAMES})(?P<behind>S)?",
        rf"(?P<place>{PLACE})i?(?P<names>{_NAMES})(?:i?B|iA)(?P<behind>S)?",
        rf"(?P<names>{_NAMES})i?(?P<place>{PLACE})a(?P<grade>G)",
    )
)
_SIDE_AHEAD = re.compile("SF(?:a?F)*A(?:aA)*")
"""A side ahead of what is felt there: “L tight rectus fem”."""
_OTHER_SIDE = re.compile("(?P<side>S)A(?:aA)*(?:GF|FG|G)a(?P<other>S)(?:GF?|FG)")
"""One side whole and the other behind it: “R UT +2 hypertonic, L +1”."""
_ITEMS = re.compile(rf"(?P<place>{PLACE})i?(?P<items>(?:G?N?F[GN]?)(?:[ai]?G?N?F[GN]?)*)")
"""A place with several findings, each with its own grade or number: “UT: TrP x2, 2+ tone”."""
_ITEM = re.compile(r"(?P<ahead>[GN]?)F(?P<behind>[GN]?)")


def palpated(kinds: str, words: Sequence[Lexeme]) -> tuple[AreaFinding, ...]:
    """Return the findings that these words tell, or nothing."""
    if _SIDE_AHEAD.fullmatch(kinds):
        kinds, words = f"{kinds[1:]}{kinds[0]}", [*words[1:], words[0]]
    for form in _FORMS:
        match = form.fullmatch(kinds)
        told = _told(match, words) if match else ()
        if told:
            return told
    return _itemized(kinds, words)


def _itemized(kinds: str, words: Sequence[Lexeme]) -> tuple[AreaFinding, ...]:
    """Return the findings of one place, each with its own grade."""
    match = _ITEMS.fullmatch(kinds)
    if match is None:
        return ()
    areas = areas_with_sides(words[: match.end("place")])
    found: tuple[AreaFinding, ...] = ()
    for item in _ITEM.finditer(kinds, match.start("items")):
        name = _finding(words[item.start("behind") - 1])
        graded = [
            words[at] for at in (item.start("ahead"), item.start("behind")) if kinds[at : at + 1] == "G"
        ]
        counts = Class.NUMBER in item[0]
        if len(graded) > 1 or (counts and name not in _COUNTED):
            return ()
        if graded and not _is_grade(graded[0].value or 0):
            return ()
        found += _found(areas, [name], int(graded[0].value or 0) if graded else None)
    return found


def graded_alone(kinds: str, words: Sequence[Lexeme]) -> tuple[AreaFinding, ...]:
    """Return the grades of muscles that stand without a finding: “UT +2”."""
    match = _BARE.fullmatch(kinds) or _GLUED.fullmatch(kinds)
    if match and kinds.endswith("SN") and not words[-1].glued:
        return ()
    return _told(match, words) if match and _are_muscles(words) else ()


def _are_muscles(words: Sequence[Lexeme]) -> bool:
    """Whether all areas are muscles of which a bare grade tells the tone, and no reflex."""
    areas = [one.terms[0] for one in words if one.kind is Class.AREA]
    return all(term.part == "muscle" and term.name not in _REFLEXES for term in areas)


def _told(match: re.Match[str], words: Sequence[Lexeme]) -> tuple[AreaFinding, ...]:
    groups = match.groupdict()
    names = [_finding(one) for one in words if one.kind is Class.FINDING]
    areas = areas_with_sides(words[match.start("place") : match.end("place")])
    later = [words[match.start(name)] for name in ("side", "behind") if groups.get(name)]
    if len(later) > 1 and ">" in later[-1].text:
        later.pop()
    if later:
        sided = {side for _, side in areas if side}
        compares = len(later) == 1 and ">" in later[0].text and sided == {"both"}
        if len(later) > 1 or (sided and not compares):
            return ()
        areas = [(name, later[0].word) for name, _ in areas]
    if "NF" in match.string and not (set(names) <= _COUNTED and _counts(words)):
        return ()
    grade = None
    if groups.get("grade") and match.string.endswith("aG") and not words[-1].text.casefold().startswith("gr"):
        return ()
    if groups.get("grade"):
        graded = words[match.start("grade")]
        grade = graded.value
        if grade is None or not _is_grade(grade):
            return ()
        if graded.kind is Class.NUMBER and _COUNTED & set(names):
            return _found(areas, names, None) if set(names) <= _COUNTED else ()
    return _found(areas, names, None if grade is None else int(grade))


def _counts(words: Sequence[Lexeme]) -> bool:
    """Whether every number is small enough to be how many there are."""
    return all((one.value or 0) <= _MOST for one in words if one.kind is Class.NUMBER)


def graded_by_side(kinds: str, words: Sequence[Lexeme]) -> tuple[AreaFinding, ...]:
    """Return the findings of “QL 3 L, 2 R”, “UT hypertonic B, 2+ R, 1+ L”, or nothing."""
    if _OTHER_SIDE.fullmatch(kinds):
        return _of_other_side(words)
    shape = re.fullmatch(r"(?P<lead>S?)A(?:a?A)*(?P<names>F?)S?a?(?:[NG]Sa?[NG]S|S?[NG]a?S[NG])", kinds)
    if shape is None or (not shape["names"] and Class.NUMBER in kinds) or not _are_muscles(words):
        return ()
    areas = [term.name for one in words for term in one.terms if term.kind == "area"]
    names = [_finding(one) for one in words if one.kind is Class.FINDING]
    grades = [one.value for one in words if one.kind in {Class.NUMBER, Class.GRADE}]
    sides = [one.word for one in words if one.kind is Class.SIDE]
    whole = sides.pop(0) if len(sides) > len(grades) else "both"
    if whole != "both" or set(sides) != {"left", "right"}:
        return ()
    if not all(grade is not None and _is_grade(grade) for grade in grades):
        return ()
    found: tuple[AreaFinding, ...] = ()
    for grade, side in zip(grades, sides, strict=True):
        found += _found([(name, side) for name in areas], names, int(grade or 0))
    return found


def _of_other_side(words: Sequence[Lexeme]) -> tuple[AreaFinding, ...]:
    """Return what is felt in an area on one side, and how much of it on the other."""
    areas = [one.terms[0].name for one in words if one.kind is Class.AREA]
    names = [_finding(one) for one in words if one.kind is Class.FINDING]
    sides = [one.word for one in words if one.kind is Class.SIDE]
    grades = [one.value or 0 for one in words if one.kind is Class.GRADE]
    graded = len({*names}) == 1 or (not names and _are_muscles(words))
    if set(sides) != {"left", "right"} or not graded or not all(_is_grade(grade) for grade in grades):
        return ()
    return tuple(
        one
        for side, grade in zip(sides, grades, strict=True)
        for one in _found([(name, side) for name in areas], names[:1], int(grade))
    )


def _is_grade(value: float) -> bool:
    return value.is_integer() and 0 <= value <= _WORST


def _finding(one: Lexeme) -> str:
    return one.term("finding").name


def _found(
    areas: Sequence[tuple[str, str]], names: Sequence[str], grade: int | None
) -> tuple[AreaFinding, ...]:
    found = []
    for area, side in areas:
        if grade is not None:
            found.append(AreaFinding.model_validate({"area": area, "side": side, "grade": grade}))
        found += [AreaFinding.model_validate({"area": area, "side": side, "kind": name}) for name in names]
    return tuple(found)
