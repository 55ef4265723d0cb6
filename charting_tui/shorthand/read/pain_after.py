"""Pain after treatment, joined to what was told of its place before it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from charting_tui.records.visit import Measure
from charting_tui.shorthand.read.classes import Class, Lexeme, Meaning
from charting_tui.shorthand.read.note_words import NoteWords
from charting_tui.shorthand.read.pain_series import is_of_head
from charting_tui.shorthand.read.pain_times import NOW
from charting_tui.shorthand.read.pain_walk import SIDES
from charting_tui.shorthand.read.parts import PLACE
from charting_tui.shorthand.read.places import areas_with_sides, placed
from charting_tui.shorthand.read.reads import Read, is_governed
from charting_tui.shorthand.read.statements import ClauseFacts

_WORST = 10
_TURNED = re.compile(
    rf"K?(?:{PLACE})?K?[rb]?(?P<first>[QN])(?P<turn>t)(?P<last>[QN])f?(?:{PLACE})?K?(?:(?<=f)[TC].*)?"
)
"""A value before and one after, with their place or without: “6→3”, “pain from 5 to 2 neck”."""
_OF_NOW = NOW | {"still", "only", "just", "says it's a", "says it's", "says its a", "its a", "it's a", "down"}
"""Words that tell of a value that it is one of now."""
_PLACED_VALUE = re.compile("[fK]*(?:(?:S?[ABH])(?:a?S?[ABH])*S?|S)?[fK]*[QN]f*")
_NARROWED = re.compile("(?P<value>f*[QN])f+S?A")
"""“3 now just buttock”, where one pain is left."""
_VALUES_OF_PLACES = re.compile(rf"{_PLACED_VALUE.pattern}(?:a?{_PLACED_VALUE.pattern})*")
_NO_TURN = frozenset({"<", "="})
_BY_SIDE = re.compile(r"(?:S[QN]a?){1,2}|[QN]S")
_QUIET = frozenset(
    {Class.DROPPED, Class.MODIFIER, Class.PLAIN, Class.RESPONSE, Class.FACTOR, Class.AT, Class.COLON}
)


def with_pain_after(
    facts: Sequence[tuple[ClauseFacts, range]], read: Sequence[Read], treated: int
) -> list[tuple[ClauseFacts, range]]:
    """Join “3/10 after” to the only pain told before it; alone it is no score, and stays as typed.

    ``treated`` is the last clause that times a treatment, or -1: a second value behind it is one after.
    """
    whole = list(_with_marks(facts, read, treated))
    for at, (one, _) in enumerate(whole):
        for last in one.scores:
            if last.after is not None and last.before is None:
                _join_change(whole, at, last)
    return [(one, run) for one, run in whole if one]


def _join_change(facts: list[tuple[ClauseFacts, range]], at: int, last: Measure) -> None:
    """Join a value after treatment to the only one of its place before it, in place."""
    now = [
        (place, score)
        for place, (one, _) in enumerate(facts[: at + 1])
        for score in one.scores
        if score.value is not None and score is not last
    ]
    same = [one for one in now if last.area == one[1].area] if last.area else now
    if last.area in SIDES:
        _join_by_side(facts, at, now, last)
        return
    if last.area and not same:
        same = [one for one in now if _is_among(last.area, one[1].area) or is_of_head(last.area, one[1].area)]
    joined = [one for one in same if last.area or len(now) == 1]
    _take(facts, at, last)
    if len(joined) == 1 or (len(now) == 1 and not now[0][1].area):
        place, score = (joined or now)[0]
        _change(facts, place, score, last)


def _is_among(later: str, before: str) -> bool:
    """Whether a later place is the earlier one, or one of several: “neck” of “head and neck”."""
    return any(_is_place_of(later, one) for one in (before, *before.split(" and ")))


def _is_place_of(later: str, before: str) -> bool:
    """Whether a later place is the earlier one in fewer words: “back” of “low back on both sides”."""
    bare = before.removesuffix(" on both sides")
    return later in {before, bare} or (bool(later) and bare.endswith(f" {later}"))


def _join_by_side(
    facts: list[tuple[ClauseFacts, range]], at: int, now: Sequence[tuple[int, Measure]], last: Measure
) -> None:
    """Join a value after treatment that names only a side to what was told of that side, in place."""
    _take(facts, at, last)
    both = last.area == "both"
    told = [one for one in now if both or one[1].area.startswith(last.area)]
    if len(told) != 1 + both or len({score.area for _, score in told}) != len(told):
        return
    for place, score in told:
        _change(facts, place, score, last)


def _take(facts: list[tuple[ClauseFacts, range]], at: int, last: Measure) -> None:
    without = [one for one in facts[at][0].scores if one is not last]
    facts[at] = (replace(facts[at][0], scores=without, worded=True), facts[at][1])


def _change(facts: list[tuple[ClauseFacts, range]], place: int, score: Measure, last: Measure) -> None:
    """Give a score its value after treatment; not a greater one where its worst is told too."""
    told, run = facts[place]
    if score.worst is not None and (last.after is None or not float(last.after) < float(score.value or 0)):
        return
    changed = {"value": None, "before": score.value, "after": last.after, "area": score.area or last.area}
    places = score.area.split(" and ")
    mine = [one for one in places if last.area and _is_place_of(last.area, one)]
    several = len(places) > 1 and len(mine) == 1 and last.area != score.area
    parts = [score.model_copy(update=changed | ({"area": mine[0]} if several else {}))]
    if several:
        rest = " and ".join(one for one in places if one != mine[0])
        parts.append(score.model_copy(update={"area": rest}))
    scores = [each for one in told.scores for each in (parts if one is score else [one])]
    facts[place] = (replace(told, scores=scores, worded=True), run)


def with_changes(
    facts: Sequence[tuple[ClauseFacts, range]], read: Sequence[Read], treated: int, words: NoteWords
) -> list[tuple[ClauseFacts, range]]:
    """Join “6→3” behind the treatment or in the assessment to the only pain that was of the first value."""
    whole = list(facts)
    for at, (one, run) in enumerate(whole):
        for change in one.scores if all(each.before is not None for each in one.scores) else ():
            joined = _joined(whole[:at], change)
            if joined is not None:
                _change(whole, *joined, change)
                left = [each for each in whole[at][0].scores if each is not change]
                whole[at] = (replace(whole[at][0], scores=left, worded=True), run)
    told = {at for _, run in facts for at in run}
    for at, each in enumerate(read):
        behind = at > treated >= 0 or each.section == "assessment"
        if at in told or not behind or each.reached or is_governed(each, words):
            continue
        turned = _turned(each.lexemes, words)
        joined = _joined(whole, turned) if turned is not None else None
        if turned is not None and joined is not None:
            _change(whole, *joined, turned)
    return whole


def _joined(facts: Sequence[tuple[ClauseFacts, range]], change: Measure) -> tuple[int, Measure] | None:
    """Return the only score that has the first value of a change, and its place where one is named."""
    same = [
        (place, score)
        for place, (one, _) in enumerate(facts)
        for score in one.scores
        if score.value == change.before
        and score.after is None
        and (_is_among(change.area or score.area, score.area) or is_of_head(change.area, score.area))
    ]
    return same[0] if len(same) == 1 else None


def _turned(found: Sequence[Lexeme], words: NoteWords) -> Measure | None:
    """Return two values of which one became the other, among no words but those of responses."""
    if Class.TO not in {one.kind for one in found}:
        return None
    said = _said(found, words)
    match = _TURNED.fullmatch("".join(one.kind for one in said))
    if match is None or said[match.start("turn")].text in _NO_TURN:
        return None
    first, last = said[match.start("first")].value, said[match.start("last")].value
    if first is None or last is None or not 0 <= max(first, last) <= _WORST:
        return None
    area = " and ".join(dict.fromkeys(placed(name, side) for name, side in areas_with_sides(said)))
    return Measure(name="pain", area=area, before=first, after=last)


def _said(found: Sequence[Lexeme], words: NoteWords, *, told_when: bool = False) -> list[Lexeme]:
    """Return the words that tell more than how treatment was taken.

    ``told_when``: what tells that a value is one of now stays: “3 now”, “down to 3”, “still 3”.
    """
    taken = words.responses["heads"] | words.responses["assessed"] | words.responses["words"]
    said = []
    for one in found:
        when = one.text.casefold() in _OF_NOW or one.kind in {Class.AFTER, Class.TO}
        if one.text.casefold() == "out":  # It may tell when they left.
            return []
        if told_when and one.text.casefold() == "all":
            said.append(replace(one, meaning=Meaning(Class.SIDE, word="all")))
        elif told_when and when:
            said.append(replace(one, meaning=Meaning(Class.AFTER)))
        elif one.kind not in _QUIET and not (one.kind is Class.UNKNOWN and one.text.casefold() in taken):
            said.append(one)
    return said


def told_of_places(
    facts: Sequence[tuple[ClauseFacts, range]], read: Sequence[Read], treated: int, words: NoteWords
) -> list[tuple[ClauseFacts, range]]:
    """Return values behind the treatment of places whose pain was told before it: “jaw 2”, “both down to 2”.

    Where only one place was told, a value needs none: “still 6”, “3 now”.
    """
    if treated < 0:
        return []
    told = {at for _, run in facts for at in run}
    before = [
        score for one, run in facts if run.start <= treated for score in one.scores if score.value is not None
    ]
    found = []
    for at in range(treated + 1, len(read)):
        one = read[at]
        if (
            at in told
            or one.section == "plan"
            or one.reached not in {"", "denied"}
            or is_governed(one, words)
        ):
            continue
        scores = _of_places(_said(one.lexemes, words, told_when=True), before)
        if scores:
            found.append((ClauseFacts(scores=scores, worded=True), range(at, at + 1)))
    return found


def _of_places(said: Sequence[Lexeme], before: Sequence[Measure]) -> list[Measure]:
    """Return what the pain of places told before is now; nothing where a word may be of anything else."""
    kinds = "".join(one.kind for one in said)
    narrowed = _NARROWED.fullmatch(kinds) if len(before) == 1 else None
    if narrowed:
        said, kinds = said[: narrowed.end("value")], narrowed["value"]
    match = _VALUES_OF_PLACES.fullmatch(kinds)
    numbers = [one.value for one in said if one.kind in {Class.SCORE, Class.NUMBER}]
    if match is None or not all(value is not None and 0 <= value <= _WORST for value in numbers):
        return []
    scores: list[Measure] = []
    for group in _PLACED_VALUE.finditer(kinds):
        words = said[group.start() : group.end()]
        value = next(one.value for one in words if one.kind in {Class.SCORE, Class.NUMBER})
        mine = _meant(words, before, bare=kinds == Class.NUMBER and not narrowed)
        if not mine:
            return []
        scores += [Measure(name="pain", area=score.area, after=value) for score in mine]
    areas = [score.area for score in scores]
    return scores if len({*areas}) == len(areas) else []


def _meant(words: Sequence[Lexeme], before: Sequence[Measure], *, bare: bool) -> list[Measure]:
    """Return the pain told before that words name with their value: of their place, the only one, or both."""
    areas = [placed(name, side) for name, side in areas_with_sides(words)]
    areas += [one.word for one in words if one.kind is Class.COMPLAINT]
    sides = [one.word for one in words if one.kind is Class.SIDE]
    if areas:
        area = " and ".join(dict.fromkeys(areas))
        same = [one for one in before if one.area == area]
        mine = same or [one for one in before if _is_among(area, one.area) or is_of_head(area, one.area)]
        return mine if len(mine) == 1 else []
    if sides in (["both"], ["all"]):
        told = len(before) == len({one.area for one in before}) > 1
        return list(before) if told and (sides == ["all"] or len(before) == 2) else []  # noqa: PLR2004
    return list(before) if len(before) == 1 and not sides and not bare else []


def by_side_alone(read: Sequence[Read], treated: int, words: NoteWords) -> list[tuple[ClauseFacts, range]]:
    """Return values that only name their sides behind the treatment: “after R 3 L 2”, “both 1/10”."""
    facts = []
    for at, one in enumerate(read):
        if at <= treated or Class.SIDE not in {each.kind for each in one.lexemes}:
            continue
        said = [each for each in _said(one.lexemes, words) if each.kind is not Class.AND]
        kinds = "".join(each.kind for each in said)
        bare = re.sub(f"[{Class.AFTER}{Class.PAIN}]", "", kinds)
        if treated < 0 or not _BY_SIDE.fullmatch(bare) or (bare == kinds and Class.NUMBER in kinds):
            continue
        sides = [each.word for each in said if each.kind is Class.SIDE]
        values = [each.value or 0.0 for each in said if each.kind in {Class.SCORE, Class.NUMBER}]
        if one.reached or is_governed(one, words) or max(values) > _WORST or len({*sides}) < len(sides):
            continue
        scores = [
            Measure(name="pain", area=side, after=value) for side, value in zip(sides, values, strict=True)
        ]
        facts.append((ClauseFacts(scores=scores, worded=True), range(at, at + 1)))
    return facts


def told_alone(read: Sequence[Read], treated: int, words: NoteWords) -> list[tuple[ClauseFacts, range]]:
    """Return the only score that stands alone in a clause behind the last treatment: “MFR 20 min. 2/10.”."""
    alone = [
        at
        for at, one in enumerate(read)
        if at > treated >= 0 and _is_score(_left_at(one.lexemes, read), words)
    ]
    if len(alone) != 1 or read[alone[0]].reached or is_governed(read[alone[0]], words):
        return []
    value = next(one.value for one in read[alone[0]].lexemes if one.value is not None)
    score = Measure(name="pain", after=value)
    return [(ClauseFacts(scores=[score], worded=True), range(alone[0], alone[0] + 1))]


def _left_at(found: Sequence[Lexeme], read: Sequence[Read]) -> Sequence[Lexeme]:
    """Return “left at a 3” without the word that tells of leaving; where sides are written out it is one."""
    leaves = (
        len(found) > 1
        and found[0].text.casefold() == "left"
        and (found[1].kind is Class.AT or found[1].text.casefold().startswith("at "))
    )
    sided = sum(
        each.text.casefold() in {"left", "right"}
        for one in read
        for each in one.lexemes
        if each.kind is Class.SIDE
    )
    return found[1:] if leaves and sided == 1 else found


_BESIDE_SCORE = frozenset(
    {
        Class.DROPPED,
        Class.MODIFIER,
        Class.AND,
        Class.PAIN,
        Class.RESPONSE,
        Class.TO,
        Class.AFTER,
        Class.AT,
        Class.COLON,
    }
)
"""What may stand beside a score that is told alone."""
_TOLD_ALONE = frozenset(
    {Class.SCORE, Class.AREA, Class.LEVEL, Class.SIDE, Class.COMPLAINT, Class.MOVEMENT, Class.TEST}
)
"""Words that a score alone has not beside it, though responses may hold them."""


def _is_score(found: Sequence[Lexeme], words: NoteWords) -> bool:
    """Whether a clause tells one score and no more than how treatment was taken: “tol well, 2/10”."""
    taken = words.responses["heads"] | words.responses["words"]
    said = [
        one
        for one in found
        if one.kind not in _BESIDE_SCORE and (one.kind in _TOLD_ALONE or one.text.casefold() not in taken)
    ]
    now = any(
        one.kind in {Class.PAIN, Class.AFTER}
        or one.text.casefold() in {"now", "nw"}
        or (one.kind is Class.TO and one.text.casefold().startswith("down"))
        for one in found
    )
    clocked = any(one.text.casefold() == "out" for one in found)
    if any((one.value or 0) > _WORST or (clocked and one.kind is Class.NUMBER) for one in said):
        return False
    return [one.kind for one in said] in ([Class.SCORE], [Class.NUMBER] if now else [Class.SCORE])


def _with_marks(
    facts: Sequence[tuple[ClauseFacts, range]], read: Sequence[Read], treated: int
) -> Sequence[tuple[ClauseFacts, range]]:
    """Mark the only plain value that is told behind a treatment as one after it, where one is before it."""
    plain = [(run, one) for facts_of, run in facts for one in facts_of.scores if _is_plain(one)]
    assessed = [one for run, one in plain if read[run.start].section == "assessment"]
    behind = [one for run, one in plain if run.start > treated >= 0] or assessed
    ahead = [one for run, one in plain if run.start < treated or (assessed and one not in assessed)]
    if not behind:
        return facts
    after = {
        id(one): one.model_copy(update={"value": None, "after": one.value})
        for one in behind
        if (
            sum(one.area == other.area for other in behind) == 1
            and sum(_is_place_of(one.area, other.area) for other in ahead) == 1
        )
        or (len(behind) == len(ahead) == 1 and not one.area)
    }
    return [
        (replace(each, scores=[after.get(id(one), one) for one in each.scores]), run) for each, run in facts
    ]


def _is_plain(one: Measure) -> bool:
    return one.value is not None and one.earlier is None and one.worst is None
