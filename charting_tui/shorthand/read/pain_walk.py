"""Pain of one clause, read from word to word: each value with its place, side, time or activity."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from charting_tui.records.visit import Measure
from charting_tui.shorthand.read.bare_numbers import NO_COUNT, WORST_GRADE, counts, is_activity, is_no_value
from charting_tui.shorthand.read.classes import Class, Lexeme
from charting_tui.shorthand.read.note_words import NoteWords
from charting_tui.shorthand.read.pain_order import PLACES, is_placed, placed_first, without_corrected
from charting_tui.shorthand.read.pain_times import NOW, TimedPain, measured
from charting_tui.shorthand.read.places import areas_with_sides, placed
from charting_tui.shorthand.read.reads import CODED, Read
from charting_tui.shorthand.read.scope import governed_by, is_of_a_day

OTHER = frozenset(
    {
        Class.GRADE,
        Class.DEGREES,
        Class.RESULT,
        Class.MOVEMENT,
        Class.TEST,
        Class.MINUTES,
        Class.NORMAL,
        Class.SETS,
        Class.LIMITED,
        *CODED,
    }
)
"""What other values are of; a clause with one is none of pain alone."""
_FIRST_OF_ALL = frozenset({"after", "post", "aftr", "pst"})
"""Marks that also lead to what pain came with: “6/10 after a long shift”."""
_FELT = frozenset({"tightness", "muscle spasm"})
_PAINFUL = frozenset({"soreness", "burning", "aching", "sharp pain", "throbbing", "stiffness", "cramps"})
_ALL_WEEK = re.compile(r"\b(?:all (?:week|wk|day)|most (?:days|nights))\b", re.IGNORECASE)
_THIS_WEEK = re.compile(r"\bthis (?:week|wk)\b", re.IGNORECASE)
_PRESENT = re.compile(
    r"\b(?:since|(?:has|have) been|no,? (?:wait|sorry|make that)|when|whenever)\b",
    re.IGNORECASE,
)
"""Words that tell of today as well where a value stands beside them."""
_OVER = re.compile(
    r"\b(?:gone|resolved|zero|nil|none|yday|normal|went|dropped|rose|usually|normally|typically"
    r"|down\s(?:to|from|fr)(?=\s(?:an?\s)?\d)|up\s(?:from|fr)(?=\s(?:an?\s)?\d))\b",
    re.IGNORECASE,
)
"""Words that may make another value of the one that is told."""
_COUNTED = frozenset(
    {"mile", "day", "wk", "week", "level", "lvl", "age", "month", "km", "hole", "rep", "set"}
)
"""Words whose number behind them is none of pain: “5/10 at mile 3”."""
_LEADING = frozenset({"was", "were", "was a", "down from", "down fr", "up from", "previously"})
_WHEN = frozenset({"trend", "often", "when"})
"""Words of time and course, ahead of which a value is of nothing else: “still 5”."""
_ROUNDING = frozenset(
    {
        "only",
        "just",
        "about",
        "maybe",
        "around",
        "roughly",
        "perhaps",
        "barely",
        "almost",
        "nearly",
        "prob",
        "usually",
    }
)
"""Words ahead of a value that make it none of anything else: “only 2 in am”."""
_COURSE = re.compile(
    r"(?:up|(?:can\s)?(?:goes|gets|get|go|spike|hit|reach)|getting|as|hits?|hitting|reach\w*|shoots|jumps|spik\w+"
    r"|flar\w+|climb\w+|rises|ramps|builds|worsens|worse|bumps|increas(?:es|e|ing)|inc|loosens|eases|easing|settles"
    r"|calms|drops|falls|backs|back|comes down|cools|fades|reduces)\b"
)
"""Words that lead to a value that comes and goes: “4, up to 7 gripping”; “went to” leads to one that came."""
_QUIET = frozenset({Class.DROPPED, Class.MODIFIER, Class.PLAIN, Class.FACTOR, Class.AT, Class.COLON})
"""Words that may stand between a place and its value."""
_MARKS = frozenset({Class.BEFORE, Class.AFTER, Class.EARLIER, Class.WORST, Class.BEST})
_WORST = 10
SIDES = frozenset({"left", "right", "both"})
"""Places of values after treatment that only name the side of what was told before: “after: L 2”."""


@dataclass
class _Reading:
    """The words since the last value, while a clause is read from left to right."""

    here: str
    words: NoteWords
    values: list[TimedPain] = field(default_factory=list)
    near: list[Lexeme] = field(default_factory=list)
    complaint: str = ""
    named: bool = False
    mark: str = ""
    most: float = 0
    """The greatest bare number; more than a grade can be, none of them is one."""
    fresh: bool = True
    """Whether no value stands since the last joiner."""
    loose: bool = False
    """Whether a word stands ahead that a value may be of: “sleep 4”."""
    later: bool = False
    """Whether “after” stands ahead of all values: “after: neck 2, shoulder 3”."""
    now: bool = False
    """Whether the value that follows is one of now: “7 am now 3”."""
    came: bool = False
    """Whether the value that follows is one that comes and goes: “up to 7”."""
    acting: bool = False
    """Whether an activity stands ahead that a value may come with: “first steps 7/10”, “stairs 5”."""
    tail: bool = False
    """Whether the rest up to a joiner may be of anything: “since the fall”."""


def pain_in_series(
    one: Read,
    last: Measure | None,
    words: NoteWords,
    *,
    ahead: bool,
    among: bool = False,
    graded_beside: bool = False,
) -> tuple[Measure, ...]:
    """Return the pain of a clause, each value at its place; nothing where one of them is not plain.

    ``last`` is the pain told before it in its sentence; ``ahead``: whether it stands before the treatment;
    ``among``: whether what stands around it tells of pain too, so that a small number is none of tone;
    ``graded_beside``: whether a muscle stands around it with a small number, which is one of tone.
    """
    found = placed_first(without_corrected([each for each in one.lexemes if each.text not in {"(", ")"}]))
    kinds = {each.kind for each in found}
    if one.reached or one.section == "plan" or '"' in one.clause.text:
        return ()
    if OTHER & kinds or not {Class.SCORE, Class.NUMBER} & kinds or not _is_free(one, words):
        return ()
    now = any(each.text.casefold() in NOW for each in found)
    by_client = one.section == "subjective" and (among or (ahead and not graded_beside))
    later = not ahead and Class.AFTER in kinds
    scored = last is not None or Class.SCORE in kinds or now or by_client or later
    values = _values(found, _Reading(last.area if last else "", words), scored=scored, ahead=ahead)
    graded = one.section == "objective" and not scored and [each.mark for each in values] in ([], [""])
    if one.section == "assessment" and any(each.mark != Class.AFTER for each in values):
        return ()
    if not values or graded or any(not each.area or not 0 <= each.number <= _WORST for each in values):
        return ()
    return measured(values)


def _is_free(one: Read, words: NoteWords) -> bool:
    """Whether no word makes what is told one of another day, person or wish."""
    text, start = one.clause.text, one.clause.start
    if is_of_a_day(text):
        return False
    valued = [each for each in one.lexemes if each.kind in {Class.SCORE, Class.NUMBER}]
    for each in one.lexemes:
        if each.kind in _MARKS or each.kind is Class.CIRCUMSTANCE:
            first, end = each.start - start, each.end - start
            text = text[:first] + "," * (end - first) + text[end:]
    if any(each.kind is Class.EARLIER or _is_course(each) for each in one.lexemes):
        text = _THIS_WEEK.sub(_blank, text)
    else:
        text = _ALL_WEEK.sub(_blank, text)
    cut = valued[-1].end - start
    said, behind = _PRESENT.sub(",", text[:cut]), _PRESENT.sub(",", text[cut:])
    if _OVER.search(behind) or _OVER.search(said):
        return False
    return not governed_by(said, words) and governed_by(behind, words) in {"", "denied"}


def _blank(found: re.Match[str]) -> str:
    return "," * len(found[0])


def _values(found: Sequence[Lexeme], state: _Reading, *, scored: bool, ahead: bool) -> list[TimedPain]:
    """Return the values in their order; none where a word stands among them that may be of anything."""
    told = [each for each in found if each.kind not in {Class.DROPPED, Class.PLAIN}]
    state.later = len(told) > 2 and told[0].kind is Class.AFTER and not ahead  # noqa: PLR2004
    state.most = max((each.value or 0 for each in found if each.kind is Class.NUMBER), default=0)
    for at, each in enumerate(found):
        following = found[at + 1 :]
        if each.kind in {Class.SCORE, Class.NUMBER}:
            if at and found[at - 1].text.casefold().split()[-1] in _COUNTED:
                continue
            if is_no_value(found, at) or not _valued(
                state, each, following, scored=scored or bool(state.values)
            ):
                return []
        elif each.kind is Class.SIDE and state.values and not state.near and _stands_behind(following):
            if not _sided(state.values[-1], each):
                return []
        elif each.kind in {Class.SIDE, *PLACES}:
            if each.kind is Class.SIDE and each.word != "both":
                state.near = [one for one in state.near if one.word != "both"]
            state.near.append(each)
        elif not _worded(state, each, following, ahead=ahead):
            return []
    return state.values if _ends(state) else []


def _worded(state: _Reading, each: Lexeme, following: Sequence[Lexeme], *, ahead: bool) -> bool:
    """Note a word that is no value and no place; False where the clause may be of something else."""
    text = each.text.casefold()
    if each.kind is Class.COMPLAINT:
        state.complaint = each.word
    elif each.kind is Class.PAIN:
        state.named = True
    elif not _joins(state, each, following, ahead=ahead):
        return False
    if text in NOW and (not state.values or _is_of_next(state, following)):
        state.now = True
    elif state.values and not state.near:
        state.values[-1].now = state.values[-1].now or text in NOW
        state.values[-1].came = state.values[-1].came or (text not in NOW and each.kind is not Class.AND)
    return True


def _is_of_next(state: _Reading, following: Sequence[Lexeme]) -> bool:
    """Whether “now” is of the value behind it: “7 am now 3”; not “4 now 8 running”, nor “8 am 4 now”."""
    if not _is_valued(following):
        return False
    rest = [one for one in following if one.kind not in {Class.DROPPED, Class.PLAIN}][1:]
    came = any(one.kind in {Class.FACTOR, Class.CIRCUMSTANCE} or one.word == "when" for one in rest)
    return state.values[-1].came or not came


def _joins(state: _Reading, each: Lexeme, following: Sequence[Lexeme], *, ahead: bool) -> bool:
    """Note a mark, a joiner or what pain comes with; False where the clause may be of something else."""
    acts = each.kind is Class.FACTOR and is_activity(each.text.casefold())
    rounds = each.word in _WHEN or each.text.casefold() in _ROUNDING
    loose = each.kind is Class.FACTOR or (each.kind is Class.MODIFIER and not rounds)
    state.loose = state.loose or (loose and not acts and state.fresh)
    state.acting = state.acting or (acts and state.fresh)
    if each.kind in _MARKS:
        return _marks(state, each, following, ahead=ahead)
    if each.kind is Class.AND:
        state.fresh = True
        state.tail = bool(following) and following[0].text.casefold() in {"it", "which", "that"}
        if state.near and is_placed(following):
            state.near.append(each)
        return True
    if each.kind in {Class.SYMPTOM, Class.FINDING}:
        kind = "symptom" if each.kind is Class.SYMPTOM else "finding"
        name = each.term(kind).name
        beside = bool(state.values) and name in NO_COUNT
        return state.tail or beside or name in _PAINFUL | _FELT
    return _leads(state, each, following)


def _leads(state: _Reading, each: Lexeme, following: Sequence[Lexeme]) -> bool:
    """Note a word that leads to a value or to what pain came with; False where it may be of others."""
    if (_is_course(each) and _is_valued(following)) or (
        each.kind is Class.CIRCUMSTANCE and not state.values and _comes_ahead(following)
    ):
        state.came, state.tail = True, False
    elif each.kind in {Class.REFERS, Class.TO}:
        state.tail = True
        return bool(state.values) and not any(one.kind in {Class.SCORE, Class.NUMBER} for one in following)
    elif each.kind is Class.MEASURE:
        return state.tail
    elif state.values and (each.kind is Class.CIRCUMSTANCE or each.text.casefold() in state.words.begins):
        state.tail = state.tail or each.kind is not Class.AT or not _is_act_next(following)
    elif each.kind is Class.UNKNOWN and state.values and state.values[-1].came and each.text.isalpha():
        state.tail = True  # What is done that pain comes with: “3 lifting a cup”.
    elif each.kind not in _QUIET and not state.tail:
        return False
    return True


def _is_course(one: Lexeme) -> bool:
    """Whether a word leads to a value that comes and goes: “up to 7”."""
    return one.kind is Class.TO and _COURSE.match(one.text.casefold()) is not None


def _is_valued(following: Sequence[Lexeme], *, later: bool = False) -> bool:
    """Whether a value stands next, or ``later`` in the clause."""
    said = [one for one in following if later or one.kind not in {Class.DROPPED, Class.MODIFIER, Class.PLAIN}]
    return any(one.kind in {Class.SCORE, Class.NUMBER} for one in (said if later else said[:1]))


def _comes_ahead(following: Sequence[Lexeme]) -> bool:
    """Whether what pain comes with stands next, and its value behind that: “during the day 3”."""
    kinds = "".join(one.kind for one in following)
    return re.match("[-.]*[~z][-~.z]*[QN]", kinds) is not None


def _is_act_next(following: Sequence[Lexeme]) -> bool:
    """Whether what pain comes with stands next: “3/10 w skating, 0 at rest”."""
    said = [one for one in following if one.kind not in {Class.DROPPED, Class.MODIFIER}]
    return bool(said) and said[0].kind is Class.FACTOR


def _marks(state: _Reading, each: Lexeme, following: Sequence[Lexeme], *, ahead: bool) -> bool:
    """Note what a value is of; “after” leads to what pain came with where more than its value follows."""
    rest = [one for one in following if one.kind not in {Class.DROPPED, Class.AND, Class.COLON}]
    behind = "S?[QN]" if ahead else "(?:S?AS?|HS?|S)?[QN]"
    valued = re.match(behind, "".join(one.kind for one in rest)) is not None
    if each.kind is Class.AFTER and each.text.casefold() in _FIRST_OF_ALL and rest and not valued:
        placed_behind = any(one.kind in {Class.SIDE, *PLACES} for one in rest)
        state.tail = True
        return ahead and bool(state.values) and not placed_behind
    between = bool(state.values) and valued and each.kind is Class.EARLIER
    if between and each.text.casefold() not in _LEADING:
        now = any(one.text.casefold() in {*NOW, "this"} for one in rest[1:])
        state.values[-1].mark = each.kind
        return now and not state.near
    if state.values and not state.near and not state.values[-1].mark and not valued:
        state.values[-1].mark = each.kind
    else:
        state.mark = state.mark or each.kind
    return True


def _valued(state: _Reading, each: Lexeme, following: Sequence[Lexeme], *, scored: bool) -> bool:
    """Note a value with its place; False where it may be of anything."""
    number = each.value if each.value is not None else -1.0
    areas = [placed(name, side) for name, side in areas_with_sides(state.near)]
    sides = [one.word for one in state.near if one.kind is Class.SIDE]
    if any(">" in one.text for one in state.near if one.kind is Class.SIDE):
        return False
    if state.complaint and (not areas or all(one.kind is not Class.AREA for one in state.near)):
        area = placed(state.complaint, sides[0] if len(sides) == 1 else "")
    elif areas:
        area = " and ".join(dict.fromkeys(areas))
    elif sides:
        sided = not state.here or state.here in SIDES
        after = (sided and state.mark == Class.AFTER) or _is_after(following)
        here = sides[0] if sided and after else _all_placed(bare_area(state.here), sides[0])
        here = here if state.here or after else ""
        area = here if len(sides) == 1 else ""
    else:
        area = state.here
    named = state.named or bool(state.complaint)
    muscle = any(term.part == "muscle" for one in state.near for term in one.terms)
    bare = each.kind is Class.NUMBER and not named
    plain = scored or area in SIDES or (bool(areas) and number > WORST_GRADE)
    if state.loose and not (areas or named or (sides and each.kind is Class.SCORE)):
        return False
    if (
        state.acting
        and bare
        and not (areas or sides)
        and not state.values
        and not _is_valued(following, later=True)
    ):
        return False
    now = state.now or (bool(following) and following[0].text.casefold() in NOW)
    graded = muscle and state.most <= WORST_GRADE and not now
    if (
        state.tail
        or not area
        or (bare and (not plain or graded or counts(following, again=bool(state.values))))
    ):
        return False
    told = bool(areas or state.complaint)
    state.values.append(
        TimedPain(number, area, state.mark, told, now=state.now, came=state.came or state.acting)
    )
    state.near, state.complaint, state.named = [], "", False
    state.mark = Class.AFTER if state.later and following else ""
    state.fresh, state.loose, state.came, state.acting, state.now = False, False, False, False, False
    state.here = area
    return True


def _is_after(following: Sequence[Lexeme]) -> bool:
    return bool(following) and following[0].kind is Class.AFTER


def bare_area(area: str) -> str:
    """Return one area, or several with “and” between, without their sides."""
    return " and ".join(re.sub(r"^(?:left|right) | on both sides$", "", one) for one in area.split(" and "))


def _all_placed(areas: str, side: str) -> str:
    """Give a side to one area, or to each of several."""
    return " and ".join(placed(one, side) for one in areas.split(" and "))


def _sided(value: TimedPain, side: Lexeme) -> bool:
    """Give a value the side behind it; False where it has another."""
    bare = bare_area(value.area)
    if ">" in side.text or not value.area:
        return ">" in side.text
    if value.told and bare != value.area:
        return _all_placed(bare, side.word) == value.area
    value.area = _all_placed(bare, side.word)
    return True


def _stands_behind(following: Sequence[Lexeme]) -> bool:
    """Whether a side is of the value before it: no place and no value stands next."""
    others = {Class.SCORE, Class.NUMBER, Class.COMPLAINT}
    return not is_placed(following) and not (following and following[0].kind in others)


def _ends(state: _Reading) -> bool:
    """Whether what stands behind the last value names no other place than its own."""
    if not state.values or (state.mark and not state.later):
        return False
    sides = {one.word for one in state.near if one.kind is Class.SIDE}
    area = state.values[-1].area
    told = {side for side in ("left", "right") if area.startswith(side)}
    return not state.near or (state.values[-1].told and (not sides or not told or sides == told))
