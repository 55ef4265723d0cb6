"""Facts of clauses that are understood whole: every word is a part of one, modifies one, or says nothing."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from charting_tui.records.visit import AreaFinding, Measure
from charting_tui.shorthand.read.beside_values import HEADACHE
from charting_tui.shorthand.read.classes import Class, Lexeme, Meaning
from charting_tui.shorthand.read.findings_read import graded_alone, graded_by_side, palpated
from charting_tui.shorthand.read.pain_read import pain
from charting_tui.shorthand.read.parts import PLACE
from charting_tui.shorthand.read.places import areas_with_sides
from charting_tui.shorthand.read.ranges_read import ranges
from charting_tui.shorthand.read.tests_read import special_tests

_LONGEST = 24
"""Words in the longest statement of one kind."""
_MOST = 60
"""Words of a sentence that is read for facts at all."""
_IDLE = re.compile(
    rf"[TC](?:a?[TC])*(?:i?{PLACE})?[MN]?(?:i?{PLACE})?|[MN]i?[TC](?:a?[TC])*(?:i?{PLACE})?"
    rf"|H#|[TC]?i?E(?:a?E)*D?M?|(?:{PLACE})?Y(?:a?Y)*(?:i?{PLACE})?(?:i?z(?:a?z)*)?"
)
"""Treatment, which is read elsewhere, and complaints, of which no value is told."""
_NOW = frozenset({"now", "nw", "today", "tdy", "currently", "current", "right now at"})
_COMING = ("with ", "w/ ", "at times")
"""How words that modify begin where they tell what pain came with."""
_ACTIVE = frozenset({"arom", "active rom", "active", "actively"})
_STEM = 4
"""Letters by which a word is known in another form."""
_WORDLESS = frozenset({Class.DROPPED, Class.MODIFIER, Class.PLAIN})
_HEADING = frozenset({*_WORDLESS, Class.UNKNOWN, Class.FACTOR, Class.AND})
_MODIFYING = frozenset(
    {
        Class.MODIFIER,
        Class.REFERS,
        Class.EARLIER,
        Class.PLAIN,
        Class.FACTOR,
        Class.LIMITED,
        Class.MEASURE,
        Class.BEST,
    }
)
_NARRATED = re.compile(r"(?<=[AS-])e(?=[-~]*F[^NGQ]*$)")
"""“was” in a finding told in the past tense."""
_LESSENED = re.compile("w[-~i]*[QN]t")
"""“pain decreased 6/10 to 3/10”."""
_NARROWED = re.compile("F(?:i?B|iA)S?$")
"""Where in its place a finding is: “plantar fascia ttp at heel”."""
_MOVED_WITH = re.compile(r"(?<=[Nd])i?[-~]*[KFY][-~]*(?:i?S|Q|f)?(?=a|$)")
"""What came with a movement: “flex 50 w pain”."""
_SPREADS = re.compile(
    "(?:(?<=[QNKY])|(?<=[QNKY~-]a))t(?=S?[AB]S?(?:[ai]?S?[AB]S?)*[-~.]*$)"
    "|(?<=[ABK])[-~.]*t(?=[-~.]*S?[AB](?:[ai]?S?[AB])*[-~.]*K?[-~.i]*[bf]?Q)"
)
"""Where pain goes to: “R leg 5/10 to calf”."""
_WITH = re.compile(
    r"[rifbK](?:[-~.]*z)(?:[-~.a]*z)*|(?<=[QNGFKHdM])[-~.]*z(?:[-~.a]*z)*|j[-~.ti]*S?[AB](?:[-~.ai]*S?[AB])*S?|(?<=F)j[-~.]*$"
)
"""What a statement came with: “from driving”, “after a long day”."""

_OVER_COMMA = re.compile("[ti]?[QN](?:t[QN])?a(?=S?[AB])")
_PLACE_OVER_COMMA = re.compile("S?AS?a[QN]")
_DATED = re.compile("(?<=e[QNd])i?#")
"""The day of an earlier value: “up from 105 on 11/16”."""


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
    worded: bool = False
    """Whether the clause says more than its facts, so that it is kept as typed beside them."""

    def __bool__(self) -> bool:
        return bool(
            self.scores
            or self.findings
            or self.ranges
            or self.tests
            or self.responses
            or self.next
            or self.frequency
        )


@dataclass(frozen=True)
class _Told:
    """The facts of a stretch of words, comparable with those of another reading."""

    scores: tuple[Measure, ...] = ()
    findings: tuple[AreaFinding, ...] = ()
    ranges: tuple[Measure, ...] = ()
    tests: tuple[Measure, ...] = ()
    responses: tuple[str, ...] = ()
    idle: bool = False
    """Whether part of it is told elsewhere."""

    def tells_as(self, other: "_Told") -> bool:
        """Whether it says the same, wherever the rest of its words is told."""
        return replace(self, idle=False) == replace(other, idle=False)

    def __add__(self, other: "_Told") -> "_Told":
        return _Told(
            self.scores + other.scores,
            self.findings + other.findings,
            self.ranges + other.ranges,
            self.tests + other.tests,
            self.responses + other.responses,
            self.idle or other.idle,
        )


def facts_of(found: Sequence[Lexeme], joints: Mapping[str, str] | None = None) -> ClauseFacts | None:
    """Return the facts of a clause, or of several that stand together; ``joints`` are named around it.

    None where a word of it is in none, where two readings differ, or where there is no fact in it.
    """
    found = _without_header(found)
    if len(found) > _MOST or any(one.kind is Class.UNKNOWN for one in found) or _opens_a_list(found):
        return None
    words = _joined(found)
    readings = _Readings(words, joints or {}, _READERS).of_all()
    if not readings:
        readings = _Readings(words, joints or {}, (*_READERS, _as_grades)).of_all()
    if len(readings) != 1:
        return None
    told = None if _takes_back(readings[0], found) else _passive(readings[0], found)
    if told is None or not (told.scores or told.findings or told.ranges or told.tests or told.responses):
        return None
    kinds = "".join(one.kind for one in found)
    aside = (Class.MOVEMENT in kinds and _MOVED_WITH.search(kinds)) or _SPREADS.search(kinds)
    modified = bool(aside) or any(
        one.kind in _MODIFYING or one.word == HEADACHE or _compares(one) or _is_renamed(one) for one in found
    )
    return ClauseFacts(
        list(told.scores),
        list(told.findings),
        list(told.ranges),
        list(told.tests),
        list(told.responses),
        worded=modified or told.idle or (bool(told.tests) and any(one.value is not None for one in words)),
    )


def _takes_back(told: _Told, found: Sequence[Lexeme]) -> bool:
    """Whether a word may take a finding back: “UT tight, better”; it leaves a value as it is."""
    return bool(told.findings) and any(one.kind is Class.MODIFIER and one.word == "eased" for one in found)


def _passive(told: _Told, found: Sequence[Lexeme]) -> _Told | None:
    """Return ranges that the therapist moved by their own name; None where some of them may be active."""
    words = {one.word for one in found if one.kind is Class.MODIFIER}
    if not told.ranges or "passive" not in words:
        return told
    if any(one.text.casefold() in _ACTIVE for one in found):
        return None
    ranges = [one.model_copy(update={"name": f"passive {one.name}"}) for one in told.ranges]
    return replace(told, ranges=tuple(ranges))


def _opens_a_list(found: Sequence[Lexeme]) -> bool:
    """Whether other places stand in a bracket behind a place: “R hip (QL spasm, …)”."""
    kinds = "".join("(" if one.text == "(" else one.kind for one in found)
    return re.search(r"[AB]S?\(S?[AB]", kinds) is not None


def _without_header(found: Sequence[Lexeme]) -> Sequence[Lexeme]:
    """Return a clause without words before a colon that name no place: “work comp: neck 4/10”."""
    place = next((at for at, one in enumerate(found) if one.text == ":"), -1)
    return found[place + 1 :] if {one.kind for one in found[: max(place, 0)]} <= _HEADING else found


def _compares(one: Lexeme) -> bool:
    """Whether a side tells which of two is worse: “R>L”."""
    return one.kind is Class.SIDE and ">" in one.text


def _is_renamed(one: Lexeme) -> bool:
    """Whether a finding was typed in a word of its own: “hypertonic”, which is increased muscle tone."""
    typed = one.text.casefold().rstrip(".")
    if one.kind is not Class.FINDING or (typed in one.term("finding").short and len(typed) < _STEM):
        return False
    return not is_of_name(typed, one.term("finding").name.casefold())


def is_of_name(typed: str, name: str) -> bool:
    """Whether a word is one of a name in another form, or short for the name."""
    stem = len(typed) > _STEM and any(word.startswith(typed[:_STEM]) for word in name.split())
    return stem or _shortens(typed, name)


def _shortens(typed: str, name: str) -> bool:
    """Whether a name begins as typed and holds its letters in their order: “tght”, “TrPs”."""
    letters = iter(name)
    return typed[0] == name[0] and all(one in letters for one in typed.removesuffix("s") if one.isalpha())


def _joined(found: Sequence[Lexeme]) -> list[Lexeme]:
    """Return what facts are made of: without modifiers, one joiner where several stand, none at the ends."""
    words: list[Lexeme] = []
    kinds = "".join(one.kind for one in found)
    spread = _SPREADS.search(kinds)
    if spread:
        found = [
            replace(one, meaning=Meaning(Class.REFERS)) if at == spread.end() - 1 else one
            for at, one in enumerate(found)
        ]
        kinds = "".join(one.kind for one in found)
    if Class.MOVEMENT in kinds:
        left_out = {at for match in _MOVED_WITH.finditer(kinds) for at in range(*match.span())}
        found = [one for at, one in enumerate(found) if at not in left_out]
        kinds = "".join(one.kind for one in found)
    dated = [match for match in _DATED.finditer(kinds) if "/" in found[match.end() - 1].text]
    aside = {at for match in dated for at in range(*match.span())}
    aside |= {
        at for match in _WITH.finditer(kinds) if _comes_with(found, match) for at in range(*match.span())
    }
    for place, one in enumerate(found):
        lessened = one.kind is Class.LIMITED and _LESSENED.match(kinds, place) and Class.MOVEMENT not in kinds
        narrated = _NARRATED.match(kinds, place) and not _NOW & {each.text.casefold() for each in found}
        if one.kind in _WORDLESS or place in aside or narrated or lessened:
            _note_when(words, one)
            continue
        mark = one
        if one.kind is Class.COLON:
            mark = replace(one, meaning=replace(one.meaning, kind=Class.AT))
        if mark.kind in {Class.AND, Class.AT} and (not words or words[-1].kind in {Class.AND, Class.AT}):
            if words and words[-1].kind is Class.AND and mark.kind is Class.AT:
                words[-1] = mark
            continue
        words.append(mark)
    while words and words[-1].kind in {Class.AND, Class.AT}:
        words.pop()
    return words


def _note_when(words: list[Lexeme], aside: Lexeme) -> None:
    """Mark the value just before with what it came with: “4 at rest”, “3 now”."""
    said = aside.text.casefold()
    when = (
        "now"
        if said in _NOW
        else "by"
        if said.startswith("by ")
        else "with"
        if aside.kind is Class.FACTOR or aside.word == "when" or said.startswith(_COMING)
        else ""
    )
    if when and words and words[-1].kind in {Class.SCORE, Class.NUMBER}:
        words[-1] = replace(words[-1], meaning=replace(words[-1].meaning, word=when))


def _comes_with(found: Sequence[Lexeme], match: re.Match[str]) -> bool:
    """Whether a circumstance is told: “p” is so only where it is short for “after”."""
    first = found[match.start()]
    return first.kind is not Class.PAIN or first.text.casefold() == "p"


_Reader = Callable[[str, list[Lexeme]], _Told | None]


def _as_pain(kinds: str, words: list[Lexeme]) -> _Told | None:
    scores = pain(kinds, words)
    if not scores:
        return None
    said = not {Class.SYMPTOM, Class.FINDING}.isdisjoint(kinds)
    said = said or (Class.BEFORE in kinds and scores[0].before is None)
    said = said or len(re.findall("S?A(?:[ai]?S?A)*", kinds)) > 1
    return _Told(scores=scores, idle=len(scores) > 1 or said)


def _as_tests(kinds: str, words: list[Lexeme]) -> _Told | None:
    tests = special_tests(kinds, words)
    return _Told(tests=tests, idle=Class.PAIN in kinds) if tests else None


def _as_findings(kinds: str, words: list[Lexeme]) -> _Told | None:
    findings = palpated(kinds, words)
    if findings:
        return _Told(findings=findings, idle=_NARROWED.search(kinds) is not None)
    by_side = graded_by_side(kinds, words)
    return (
        _Told(findings=by_side, idle=kinds.count(Class.SIDE) > kinds.count(Class.AREA) + 1)
        if by_side
        else None
    )


def _as_grades(kinds: str, words: list[Lexeme]) -> _Told | None:
    findings = graded_alone(kinds, words)
    return _Told(findings=findings, idle=kinds.startswith(Class.LEVEL)) if findings else None


def _as_response(kinds: str, words: list[Lexeme]) -> _Told | None:
    if kinds != Class.RESPONSE:
        return None
    return _Told(responses=(words[0].term("response").name,))


def _as_idle(kinds: str, words: list[Lexeme]) -> _Told | None:
    del words
    return _Told(idle=True) if _IDLE.fullmatch(kinds) else None


_READERS: tuple[_Reader, ...] = (_as_pain, _as_tests, _as_findings, _as_response, _as_idle)


def _parts_a_change(told: _Told, rest: _Told) -> bool:
    """Whether a reading parts “5/10 pre” from “2/10 post”, which are one change."""
    if not told.scores or not rest.scores:
        return False
    now, later = told.scores[-1], rest.scores[0]
    return now.after is None and later.after is not None and later.before is None and not later.area


def _parts_values(kinds: str, at: int) -> bool:
    """Whether a place lies within “6/10 to 3/10”, which is one change whatever stands behind it."""
    inside = kinds[at - 1 : at + 1], kinds[at - 2 : at + 1]
    return re.fullmatch("[QN]t", inside[0]) is not None or re.fullmatch("[QN]t[QN]", inside[1]) is not None


def _reaches_over_comma(kinds: str, words: Sequence[Lexeme]) -> bool:
    """Whether a value would be given to a place behind a comma: “…, 3/10 by lunch, arch and heel”."""
    over = _OVER_COMMA.match(kinds)
    return over is not None and words[over.end() - 1].text == ","


class _Readings:
    """All ways to take a run of words apart into statements."""

    def __init__(self, words: list[Lexeme], joints: Mapping[str, str], readers: Sequence[_Reader]) -> None:
        self.readers = readers
        self.joints = joints
        self.words = words
        self.kinds = "".join(one.kind for one in words)
        self.known: dict[int, tuple[_Told, ...]] = {}

    def of_all(self) -> tuple[_Told, ...]:
        """Return the readings of all words that differ."""
        return self._from(0) if self.words else ()

    def _from(self, start: int) -> tuple[_Told, ...]:
        if start not in self.known:
            different: list[_Told] = []
            for told, end in self._statements(start):
                if _parts_values(self.kinds, end):
                    continue
                following = end + (end < len(self.words) and self.kinds[end] == Class.AND)
                for rest in self._from(following) if following < len(self.words) else (_Told(),):
                    if _parts_a_change(told, rest) or self._parts_a_treatment(start, end, following, rest):
                        continue
                    whole = told + rest
                    if not any(whole.tells_as(one) for one in different):
                        different.append(whole)
            self.known[start] = tuple(different)
        return self.known[start]

    def _takes_side(self, start: int, kinds: str) -> bool:
        """Whether a test would take the side behind the result before it: “Phalen + R Tinel neg”."""
        return kinds.startswith("SX") and self.kinds[:start].endswith("XR")

    def _takes_place(self, start: int, kinds: str, words: Sequence[Lexeme]) -> bool:
        """Whether a value over a comma would take the place of one before: “4/10 R hip, 7/10 sitting”."""
        over = _PLACE_OVER_COMMA.match(kinds)
        return (
            over is not None
            and self.kinds[start - 1 : start] in {Class.SCORE, Class.NUMBER}
            and words[over.end() - 2].text == ","
        )

    def _parts_a_treatment(self, start: int, end: int, following: int, rest: _Told) -> bool:
        """Whether a reading gives a treatment’s place to a score behind it: “IASTM 8 Achilles / 3/10”."""
        treated = self.kinds[start] in {Class.TECHNIQUE, Class.CODE, Class.MINUTES, Class.NUMBER}
        return treated and following == end and bool(rest.scores) and self.kinds[end : end + 1] in {*"SAB"}

    def _joints_ahead(self, start: int) -> dict[str, str]:
        """Return the joint that the words before a statement name, with its side."""
        ahead = self.words[:start]
        joints = {term.name for one in ahead for term in one.terms if term.part == "joint"}
        named = {name for name, _ in areas_with_sides(ahead) if name in joints}
        sides = {one.word for one in ahead if one.kind is Class.SIDE}
        return dict.fromkeys(named, "".join(sides)) if len(named) == 1 and len(sides) <= 1 else {}

    def _statements(self, start: int) -> Iterator[tuple[_Told, int]]:
        for end in range(start + 1, min(len(self.words), start + _LONGEST) + 1):
            words, kinds = self.words[start:end], self.kinds[start:end]
            over = _reaches_over_comma(kinds, words) or self._takes_place(start, kinds, words)
            if start and (over or self._takes_side(start, kinds)):
                continue
            for reader in self.readers:
                told = reader(kinds, words)
                if told is not None:
                    yield told, end
            if kinds[-1] != Class.AND:
                named = self._joints_ahead(start) if start else self.joints
                if start and not {Class.AREA, Class.SIDE, Class.COMPLAINT, Class.MOVEMENT} & {
                    *self.kinds[:start]
                }:
                    named = self.joints
                moved = ranges(kinds, words, named, first=not start or bool(named))
                if moved:
                    alone = ranges(kinds, words, {}, first=start == 0)
                    both_ends = any(
                        {"-", "\N{EN DASH}"} & {*one.text} for one in words if one.kind is Class.DEGREES
                    )
                    yield _Told(ranges=moved, idle=moved != alone or both_ends), end
