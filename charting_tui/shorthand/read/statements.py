"""Facts of clauses that are understood whole: each word is a part of one, or need not be repeated."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from charting_tui.records.visit import AreaFinding, Measure
from charting_tui.shorthand.read.lexemes import Class, Lexeme
from charting_tui.shorthand.read.places import areas_with_sides, placed
from charting_tui.shorthand.vocabulary import Term

_WORST_PAIN = 10
_WORST_GRADE = 4
_PLACE = "S?A(?:a?S?A)*S?"


@dataclass
class ClauseFacts:
    """What clauses say, by kind."""

    scores: list[Measure] = field(default_factory=list)
    findings: list[AreaFinding] = field(default_factory=list)
    ranges: list[Measure] = field(default_factory=list)
    tests: list[Measure] = field(default_factory=list)
    responses: list[str] = field(default_factory=list)
    next: list[str] = field(default_factory=list)
    frequency: str = ""

    def __bool__(self) -> bool:
        return any(vars(self).values())


def facts_of(found: Sequence[Lexeme]) -> ClauseFacts | None:
    """Return the facts of a clause, or of several that stand together; None where a word of it is in none."""
    kept = [one for one in found if one.kind is not Class.DROPPED]
    kinds = "".join(one.kind for one in kept)
    for reader in (_pain, _ranges, _tests, _findings):
        facts = reader(kinds, kept)
        if facts is not None:
            return facts
    return None


def _pain(kinds: str, found: list[Lexeme]) -> ClauseFacts | None:
    for pattern in (
        rf"(?P<place>{_PLACE})?(?P<name>[KH])?(?P<value>[QN])(?P<mark>b)?(?:[ta]?(?P<after>[QN])(?P<done>f)?)?",
        rf"(?P<name>[K])(?P<value>[QN])(?P<mark>b)?(?:[ta]?(?P<after>[QN])(?P<done>f)?)?a?i?(?P<place>{_PLACE})",
        rf"(?P<value>Q)(?P<mark>b)?(?:[ta](?P<after>[QN])(?P<done>f)?)?(?P<name>K)?i?(?P<place>{_PLACE})",
    ):
        match = re.fullmatch(pattern, kinds)
        if match:
            return _pain_of(match, found)
    return None


def _pain_of(match: re.Match[str], found: list[Lexeme]) -> ClauseFacts | None:
    value = found[match.start("value")]
    after = found[match.start("after")] if match["after"] else None
    named = match["name"] is not None
    scored = value.kind is Class.SCORE or (after is not None and after.kind is Class.SCORE)
    joined = found[match.start("after") - 1] if after is not None else None
    both = match["mark"] is not None and match["done"] is not None
    changes = joined is not None and (
        joined.kind is Class.TO
        or both
        or (joined.kind is Class.AND and (match["mark"] is not None or match["done"] is not None))
    )
    if not (named or scored) or (after is not None and not changes) or (after is None and match["mark"]):
        return None
    if not (match["place"] or named):
        return None
    places = found[match.start("place") : match.end("place")] if match["place"] else []
    areas = [placed(name, side) for name, side in areas_with_sides(places)]
    complaint = found[match.start("name")] if named else None
    if complaint is not None and complaint.kind is Class.COMPLAINT:
        if areas:
            return None
        areas = [complaint.word]
    first, last = value.value, after.value if after is not None else None
    if first is None or max(first, last or 0) > _WORST_PAIN or (joined is not None and joined.text == "<"):
        return None
    where = " and ".join(areas)
    if last is None:
        return ClauseFacts(scores=[Measure(name="pain", area=where, value=first)])
    return ClauseFacts(scores=[Measure(name="pain", area=where, before=first, after=last)])


def _ranges(kinds: str, found: list[Lexeme]) -> ClauseFacts | None:
    value = "(?:NtN|N|W)"
    if not re.fullmatch(rf"(?:S?AS?)?S?(?:V(?:S?{value}a?)+a?)+", kinds):
        return None
    joint = _joint(found)
    if not joint:
        return None
    facts = ClauseFacts()
    common, movement, side = "", "", ""
    place = 0
    while place < len(found):
        one = found[place]
        if one.kind is Class.SIDE:
            if movement:
                side = one.word
            else:
                common = one.word
        elif one.kind is Class.MOVEMENT:
            movement, side = one.term("movement").name, ""
        elif one.kind in {Class.NUMBER, Class.NORMAL}:
            step = _range_of(found, place, joint, movement, side or common)
            facts.ranges.append(step[0])
            place += step[1]
            continue
        place += 1
    plain = [one for one in facts.ranges if isinstance(one.value, float) or one.before is not None]
    return facts if facts.ranges and all(_possible(one) for one in plain) else None


def _joint(found: list[Lexeme]) -> str:
    """Return the joint that is named, or the only one that moves so; nothing where that is not one."""
    named = [term for one in found for term in one.terms if term.kind == "area"]
    if named:
        return named[0].name if named[0].part == "joint" else ""
    usual = {tuple(one.term("movement").normal) for one in found if one.kind is Class.MOVEMENT}
    only = next(iter(usual)) if len(usual) == 1 else ()
    return only[0] if len(only) == 1 else ""


def _range_of(found: list[Lexeme], place: int, joint: str, movement: str, side: str) -> tuple[Measure, int]:
    one = found[place]
    unit = "mm" if joint == "jaw" else "°"
    if one.kind is Class.NORMAL:
        return Measure(name=movement, value="within normal limits", area=joint, side=side), 1
    if place + 2 < len(found) and found[place + 1].kind is Class.TO and found[place + 2].kind is Class.NUMBER:
        after = found[place + 2].value
        return Measure(name=movement, before=one.value, after=after, unit=unit, area=joint, side=side), 3
    return Measure(name=movement, value=one.value, unit=unit, area=joint, side=side), 1


def _possible(one: Measure) -> bool:
    values = [each for each in (one.value, one.before, one.after) if isinstance(each, float)]
    return all(0 <= each <= 200 for each in values)  # noqa: PLR2004


def _tests(kinds: str, found: list[Lexeme]) -> ClauseFacts | None:
    if not re.fullmatch(r"(?:XRS|XSR|XR|RXS|RX|XSRaSR)", kinds):
        return None
    named = _first(found, "test").name
    facts = ClauseFacts()
    results = [one for one in found if one.kind is Class.RESULT]
    sides = [one.word for one in found if one.kind is Class.SIDE] or [""]
    if len(results) != len(sides):
        return None
    for result, side in zip(results, sides, strict=True):
        facts.tests.append(Measure(name=named, value=result.word, side=side))
    return facts


_FINDINGS = re.compile(
    rf"(?:(?P<first>F(?:aF)*)i?(?P<there>{_PLACE})|(?P<place>{_PLACE})(?P<kinds>F(?:aF)*)?(?P<side>S)?(?P<grade>N)?(?P<behind>S)?)"
)


def _findings(kinds: str, found: list[Lexeme]) -> ClauseFacts | None:
    match = _FINDINGS.fullmatch(kinds)
    if match is None:
        return _graded_by_side(kinds, found)
    if match["first"]:
        names = [
            _finding(one)
            for one in found[match.start("first") : match.end("first")]
            if one.kind is Class.FINDING
        ]
        areas = areas_with_sides(found[match.start("there") : match.end("there")])
        grade = None
    else:
        if not (match["kinds"] or match["grade"]):
            return None
        names = [_finding(one) for one in found if one.kind is Class.FINDING]
        areas = areas_with_sides(found[match.start("place") : match.end("place")])
        later = [found[match.start(name)].word for name in ("side", "behind") if match[name]]
        if later:
            if len(later) > 1 or any(side for _, side in areas):
                return None
            areas = [(name, later[0]) for name, _ in areas]
        grade = found[match.start("grade")].value if match["grade"] else None
    if grade is not None and not (names and _is_grade(grade)):
        return None
    return _found(areas, names, None if grade is None else int(grade))


def _graded_by_side(kinds: str, found: list[Lexeme]) -> ClauseFacts | None:
    """Read “QL 3 L, 2 R”."""
    if not re.fullmatch(r"AF?NSaNS", kinds):
        return None
    area = _first(found, "area").name
    names = [_finding(one) for one in found if one.kind is Class.FINDING]
    grades = [one.value for one in found if one.kind is Class.NUMBER]
    sides = [one.word for one in found if one.kind is Class.SIDE]
    if not names or not all(grade is not None and _is_grade(grade) for grade in grades):
        return None
    facts = ClauseFacts()
    for grade, side in zip(grades, sides, strict=True):
        facts.findings += _found([(area, side)], names, int(grade or 0)).findings
    return facts


def _first(found: Sequence[Lexeme], kind: str) -> Term:
    return next(term for one in found for term in one.terms if term.kind == kind)


def _is_grade(value: float) -> bool:
    return value.is_integer() and 0 <= value <= _WORST_GRADE


def _finding(one: Lexeme) -> str:
    return one.term("finding").name


def _found(areas: list[tuple[str, str]], names: list[str], grade: int | None) -> ClauseFacts:
    facts = ClauseFacts()
    for area, side in areas:
        if grade is not None:
            facts.findings.append(AreaFinding.model_validate({"area": area, "side": side, "grade": grade}))
        for name in names:
            facts.findings.append(AreaFinding.model_validate({"area": area, "side": side, "kind": name}))
    return facts
