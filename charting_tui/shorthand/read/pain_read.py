"""Pain with its places and values, as a stretch of a clause tells it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from charting_tui.records.visit import Measure
from charting_tui.shorthand.read.classes import Class, Lexeme, Meaning
from charting_tui.shorthand.read.parts import PLACE, VALUES, Value, values_in
from charting_tui.shorthand.read.places import areas_with_sides, placed

_WORST = 10
_WORST_GRADE = 4
_WIDEST_SPAN = 2
_SHAPE = re.compile(r"[SABKHQNbfeuvtaiYF]+")
_COMPLAINED = re.compile(
    rf"(?P<behind>{PLACE}i?[YF](?:a?[YF])*a?)(?=[bfeuv]*Q)|(?P<ahead>[YF](?:a?[YF])*i?{PLACE}a?)(?=[bfeuv]*Q)"
)
"""A place with what the client complains of there, before a score: “stiff neck, 3/10”."""
_FELT = frozenset({"tightness", "muscle spasm"})
"""Findings that a client tells of as well."""
_NO_PAIN = frozenset({"stress", "anxiety", "fatigue"})
"""What a client rates that has no place: “neck tight, stress 5/10”."""
_PLACED = re.compile(PLACE)
_VALUES = re.compile(VALUES)
PAINFUL = frozenset(
    {
        "soreness",
        "burning",
        "aching",
        "sharp pain",
        "throbbing",
        "stiffness",
        "cramps",
        "radiating pain",
        "migraine",
    }
)
"""Complaints whose score is one of pain."""
_NOT_TURNED = frozenset({"", ",", "and", "&", "+", "/", "n", "plus"})
_JOINED = re.compile("HaS?A|AS?aH")
_SIDED = re.compile(r"(?<!S)[AB]K(?=S[QN])")
"""A side behind the name of the pain: “jaw pain R 5/10”."""
_NARROWED = re.compile("[AB]S?K[ti]?[bfe]*[QN]i?S?[AB]S?$|H[ti]?[bfe]*Qi?S?[AB]S?$")
"""A second place behind the value of a pain that has its place: “neck pain 5/10 R side of C5”."""
_BY_SIDE = re.compile(r"(?:S?AKi?|KS?Ai?|S?Ai?(?=SQ))S[QN]a?S[QN]")
_FALLEN = ("down to", "reduced to", "decreased to", "dropped to", "improved to", "went to")
"""What leads to the value after treatment."""
_FALLEN_FROM = re.compile("t[QN]r[QN]$")
_FALLEN_SINCE = re.compile("t[QN]r[QN]e$")
"""“down to 3 from 6 last week”."""
_FALLEN_IN = re.compile(rf"t[QN]i(?P<place>{PLACE})(?=r[QN]$)")
"""“down to 4/10 in neck from 7”."""
_FROM_EARLIER = re.compile("(?<!t)[QN](?P<from>r)[QN]e$")
"""“3/10 from 6 last visit”."""
_AFTER_FROM = re.compile("[^QN]*f[^QN]*[QN](?P<from>r)[QN]$")
"""“post tx pain 2/10 from 5/10”."""
_DOWNWARD = frozenset({"<", "="})


def pain(kinds: str, words: Sequence[Lexeme]) -> tuple[Measure, ...]:
    """Return the pain that these words tell, or nothing: one place, one name, and values, in any order."""
    fallen = kinds[:-2] if _FALLEN_FROM.search(kinds) or _AFTER_FROM.match(kinds) else kinds
    fallen = kinds[:-2] if _FALLEN_IN.search(kinds) else fallen
    fallen = kinds[:-3] if _FROM_EARLIER.search(kinds) else fallen
    fallen = kinds[:-3] if _FALLEN_SINCE.search(kinds) else fallen
    if not _SHAPE.fullmatch(fallen) or not {"Q", "N"} & set(kinds):
        return ()
    if _BY_SIDE.fullmatch(kinds):
        return _by_side(words)
    kinds, words = _without_complaint(kinds, words)
    kinds, words = _fallen_from(kinds, words)
    parts = _parts(kinds, words)
    values = _values(parts.rest, told=parts.named or bool(parts.places)) if parts else []
    if (
        parts is None
        or not values
        or any(not 0 <= one.number <= _WORST or one.joint in _DOWNWARD for one in values)
    ):
        return ()
    where = _where(parts.complaint, parts.places, joined=_JOINED.search(kinds) is not None)
    told = (
        parts.named
        or (where and (any(one.scored for one in values) or _is_of_pain(values, parts.places)))
        or _marked(values)
    )
    score = _score(where, values) if where is not None and told and not _lies_between(values) else None
    return (score,) if score is not None else ()


@dataclass(frozen=True)
class _Parts:
    """The words of a statement of pain by what they are for."""

    complaint: Lexeme | None
    named: bool
    """Whether it is called pain."""
    places: list[Lexeme]
    rest: list[Lexeme]
    """Values with their marks."""


def _parts(kinds: str, words: Sequence[Lexeme]) -> _Parts | None:
    """Return the parts; None where a place, a side or a complaint stands where it cannot be of one pain."""
    spans = [found.span() for found in _PLACED.finditer(kinds)]
    if len(spans) == 2 and _NARROWED.search(kinds):  # noqa: PLR2004
        kinds, words, spans = kinds[: spans[1][0]], words[: spans[1][0]], spans[:1]
    if len(spans) > 1 or any(
        one.term("symptom").name not in PAINFUL for one in words if one.kind is Class.SYMPTOM
    ):
        return None
    places = set(range(*spans[0])) if spans else set()
    complaint = next((one for one in words if one.kind is Class.COMPLAINT), None)
    if complaint is not None and not places and kinds.count(Class.SIDE) == 1:
        places = {kinds.index(Class.SIDE)}
    apart = {at for at, kind in enumerate(kinds) if kind == Class.SIDE and at not in places}
    if (
        ((apart == {len(kinds) - 1} and kinds[-2:-1] != Class.AND) or _SIDED.search(kinds))
        and len(apart) == 1
        and places
        and not {Class.SIDE} & {kinds[at] for at in places}
    ):
        places, apart = places | apart, set()
    if any(">" not in words[at].text for at in apart):
        return None
    names = {at for at, kind in enumerate(kinds) if kind in "KHY"}
    rest = [word for at, word in enumerate(words) if at not in names | places | apart]
    return _Parts(complaint, not {"K", "H"}.isdisjoint(kinds), [words[at] for at in sorted(places)], rest)


def _without_complaint(kinds: str, words: Sequence[Lexeme]) -> tuple[str, list[Lexeme]]:
    """Return the words without what is complained of beside a place, so that the score is the place's."""
    match = _COMPLAINED.match(kinds)
    felt = all(one.term("finding").name in _FELT for one in words if one.kind is Class.FINDING)
    stressed = any(one.term("symptom").name in _NO_PAIN for one in words if one.kind is Class.SYMPTOM)
    if match is None or not felt or stressed:
        return kinds, list(words)
    left = [
        one
        for at, one in enumerate(words)
        if at >= match.end() or one.kind not in {Class.SYMPTOM, Class.FINDING}
    ]
    return "".join(one.kind for one in left), left


def _fallen_from(kinds: str, words: list[Lexeme]) -> tuple[str, list[Lexeme]]:
    """Return “down to 2 from 5” as the value after and the value before; its place may stand between."""
    between = _FALLEN_IN.search(kinds)
    if between:
        start, end = between.span("place")
        words = [
            *words[: between.start()],
            *words[start:end],
            *words[between.start() : start - 1],
            *words[end:],
        ]
        kinds = "".join(one.kind for one in words)
    after = _AFTER_FROM.match(kinds)
    if after:
        words = [
            *words[: after.start("from")],
            replace(words[after.start("from")], meaning=Meaning(Class.BEFORE)),
            words[-1],
        ]
        return "".join(one.kind for one in words), words
    earlier = _FROM_EARLIER.search(kinds)
    if earlier:
        at = earlier.start("from")
        return kinds[:at] + kinds[at + 1 :], [*words[:at], *words[at + 1 :]]
    since = _FALLEN_SINCE.search(kinds)
    if since and words[since.start()].text.casefold().startswith(_FALLEN):
        now, mark, then = words[since.start() + 1], words[-1], words[-2]
        left = [*words[: since.start()], now, then, mark]
        return "".join(one.kind for one in left), left
    if not _FALLEN_FROM.search(kinds) or not words[-4].text.casefold().startswith(_FALLEN):
        return kinds, words
    marked = [
        replace(words[-4], meaning=Meaning(Class.AFTER)),
        words[-3],
        replace(words[-2], meaning=Meaning(Class.BEFORE)),
        words[-1],
    ]
    return f"{kinds[:-4]}f{kinds[-3]}b{kinds[-1]}", [*words[:-4], *marked]


def _by_side(words: Sequence[Lexeme]) -> tuple[Measure, ...]:
    """Return the pain of either side: “knee pain L 3, R 5”."""
    at = [place for place, one in enumerate(words) if one.value is not None]
    name = next(one.terms[0].name for one in words if one.kind is Class.AREA)
    scores = [(words[place - 1].word, words[place].value or 0.0) for place in at]
    if {side for side, _ in scores} != {"left", "right"} or any(value > _WORST for _, value in scores):
        return ()
    return tuple(Measure(name="pain", area=placed(name, side), value=value) for side, value in scores)


def _values(words: Sequence[Lexeme], *, told: bool) -> list[Value]:
    """Return the values, without the joiners that only bound them to what stood around them.

    ``told``: whether a name or a place stands with them; alone, “down to 3” is the value after treatment.
    """
    kept = list(words)
    arrived = bool(kept) and kept[0].kind is Class.TO and kept[0].text.casefold().startswith(_FALLEN)
    while kept and kept[0].kind in {Class.AND, Class.AT, Class.TO}:
        kept.pop(0)
    while kept and kept[-1].kind in {Class.AND, Class.AT, Class.TO}:
        kept.pop()
    joined = [
        one
        for at, one in enumerate(kept)
        if one.kind is not Class.AT or (at and kept[at - 1].kind is Class.AT)
    ]
    kinds = "".join(one.kind for one in joined)
    values = values_in(joined) if _VALUES.fullmatch(kinds) else []
    if arrived and len(values) == 1 and not told and values[0].when not in {"by", "now"}:
        values[0].mark = values[0].mark or Class.AFTER
    return values


def _where(complaint: Lexeme | None, places: Sequence[Lexeme], *, joined: bool) -> str | None:
    """Return the place in words; None where a complaint that has its own place is given another."""
    if complaint is None:
        return " and ".join(dict.fromkeys(placed(name, side) for name, side in areas_with_sides(places)))
    areas = [placed(name, side) for name, side in areas_with_sides(places)]
    if areas:
        return " and ".join([complaint.word, *areas]) if joined else None
    return placed(complaint.word, places[0].word if places else "")


def _is_of_pain(values: Sequence[Value], places: Sequence[Lexeme]) -> bool:
    """Whether bare numbers of a place can only be its pain: “neck 7 to 4”, “jaw 5 chewing”.

    Small ones of muscles may be grades of their tone.
    """
    graded = all(one.number <= _WORST_GRADE for one in values) and any(
        term.part == "muscle" for one in places for term in one.terms
    )
    falls = len(values) == 2 and values[0].number >= values[1].number  # noqa: PLR2004
    marks = [one.mark for one in values]
    turned = falls and (values[1].joint not in _NOT_TURNED or marks == [Class.BEFORE, Class.AFTER])
    came = len(values) == 1 and values[0].when == "with"
    return not graded and (turned or came or Class.EARLIER in marks)


def _marked(values: Sequence[Value]) -> bool:
    """Whether it is plain that the values are of pain before and after, though nothing names it."""
    marks = [one.mark for one in values]
    turned = len(values) == 2 and values[1].joint not in _NOT_TURNED  # noqa: PLR2004
    return all(one.scored for one in values) and (
        turned or marks in ([Class.BEFORE, Class.AFTER], [Class.AFTER], ["", Class.AFTER])
    )


def _by_circumstance(values: Sequence[Value]) -> dict[str, float]:
    """Return two values of one pain that came with different things: “5 gripping, 2 at rest”."""
    first, second = values
    if not first.when and second.when != "now":
        return {}
    if not second.when:
        return {}
    fallen = second.when == "now" or (
        {first.when, second.when} <= {"with", "by"} and second.number < first.number
    )
    now, other = (second, first) if fallen else (first, second)
    worst = {"worst": other.number} if other.number > now.number else {}
    return {"value": now.number, **worst}


def _score(where: str, values: Sequence[Value]) -> Measure | None:
    """Return the values as one score; None where it is not plain which is of when."""
    worst = [one.number for one in values if one.mark == Class.WORST]
    values = [one for one in values if one.mark not in {Class.WORST, Class.BEST}]
    numbers, marks = [one.number for one in values], [one.mark for one in values]
    told: dict[str, float] = {}
    match marks:
        case ["" | Class.BEFORE]:
            told = {"value": numbers[0]} | ({"worst": worst[0]} if len(worst) == 1 else {})
        case [Class.AFTER]:
            told = {"after": numbers[0]}
        case ["", Class.EARLIER]:
            told = {"value": numbers[0], "earlier": numbers[1]}
        case [Class.EARLIER, ""] if values[1].joint not in _NOT_TURNED:
            return None
        case [Class.EARLIER, ""]:
            told = {"value": numbers[1], "earlier": numbers[0]}
        case [Class.AFTER, Class.BEFORE]:
            told = {"before": numbers[1], "after": numbers[0]}
        case ["", Class.BEFORE] if values[0].when == "now":
            told = {"value": numbers[0]}
        case ["", ""] if values[1].when == "by":
            # “8/10 first steps, down to 3 by lunch” fell without treatment.
            told = {"value": min(numbers)} | ({"worst": max(numbers)} if numbers[0] != numbers[1] else {})
        case ["" | Class.BEFORE, "" | Class.AFTER]:
            turned = values[1].joint not in _NOT_TURNED or any(marks)
            told = {"before": numbers[0], "after": numbers[1]} if turned else _by_circumstance(values)
    return Measure.model_validate({"name": "pain", "area": where, **told}) if told else None


def _lies_between(values: Sequence[Value]) -> bool:
    """Whether “3 to 4” tells between which values it lies, and no change."""
    return (
        len(values) == 2  # noqa: PLR2004
        and values[1].joint.casefold() == "to"
        and not any(one.mark for one in values)
        and 0 < values[1].number - values[0].number <= _WIDEST_SPAN
    )
