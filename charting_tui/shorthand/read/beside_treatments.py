"""What words are beside treatments: exercises, points that are released, minutes, and results of tests."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from charting_tui.shorthand.read.beside_places import LEG_RAISE, SIGNS, raises
from charting_tui.shorthand.read.classes import Class, Lexeme, Meaning
from charting_tui.shorthand.read.lexicon import Lexicon

_MOTION_TIMED = re.compile("~(?:[ai]?(?:S?A|E))*S?N[-.~]*$")
_MOTIONS = frozenset({"prom", "passive rom", "arom", "aarom", "active rom"})
_MORE_THAN_COUNTED = 15
_COUNTED_EXERCISE = re.compile(r"\?Da?T[MN]")
"""“copenhagens 2x8 ther ex 10 min”."""
_LAST_OF_ALL = frozenset({"finish", "finished", "finishing", "ended", "end", "at end", "to finish"})
_TIMED_AHEAD = re.compile("(?:Ta?|Mi?)$")
_WORST_GRADE = 4
_POUNDS = re.compile(r"\d{1,2}\s?lb\.?", re.IGNORECASE)
_ARRIVED = re.compile(r"b[-~]*[QN][-~ai]*$")
_DASHES = frozenset({"-", "\N{EN DASH}", "\N{EM DASH}"})
_WHO = frozenset({"he", "she", "they", "pt", "client", "cl"})
"""Who left, where “left” is no side: “he left at a three”."""


def with_exercises_counted(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give an unknown word with its sets, before a timed treatment, as an exercise that modifies it."""
    del lexicon
    kinds = "".join(one.kind for one in found)
    for place, one in enumerate(found):
        counted = one.kind is Class.UNKNOWN and _COUNTED_EXERCISE.match(kinds, place) and one.text.isalpha()
        yield replace(one, meaning=Meaning(Class.MODIFIER)) if counted else one


def with_flexors(found: Sequence[Lexeme], lexicon: Lexicon) -> list[Lexeme]:
    """Give a movement behind a technique as what is treated there: “PNF hip flex 10” times no range."""
    kinds = "".join(one.kind for one in found)
    treated = kinds.find(Class.TECHNIQUE)
    if treated < 0 or Class.DEGREES in kinds or Class.TO in kinds or Class.NORMAL in kinds:
        return list(found)
    told: list[Lexeme] = []
    for place, one in enumerate(found):
        if one.kind is not Class.MOVEMENT or place < treated:
            told.append(one)
            continue
        joint = told[-1] if told[-1].kind is Class.AREA else None
        group = "flexors" if one.text.casefold().startswith("fl") else "extensors"
        muscles = lexicon.meaning(f"{joint.terms[0].name} {group}") if joint else None
        if joint is not None and muscles is not None and muscles.kind is Class.AREA:
            told[-1] = replace(joint, meaning=muscles, text=f"{joint.text} {one.text}", end=one.end)
        else:
            told.append(replace(one, meaning=Meaning(Class.MODIFIER, word="narrows")))
    return told


def with_beginnings(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give “finish” before a technique as a word of its order: “finish Swed neck 10”."""
    del lexicon
    for place, one in enumerate(found):
        first = place == 0 and one.kind is Class.AFTER and one.text.casefold() in _LAST_OF_ALL
        treats = first and any(each.kind is Class.TECHNIQUE for each in found[1:3])
        last = place + 1 == len(found) and one.kind is Class.UNKNOWN and one.text.casefold() in _LAST_OF_ALL
        if last and place and found[place - 1].kind in {Class.NUMBER, Class.SCORE}:
            yield replace(one, meaning=Meaning(Class.AFTER))
            continue
        yield replace(one, meaning=Meaning(Class.PLAIN)) if treats else one


def with_exercises(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give a leg that is raised among exercises as one of them: “TE quad sets SLR bridges 12”."""
    raised = lexicon.exercise(f"{LEG_RAISE}s")
    kinds = "".join(one.kind for one in found)
    among = raised is not None and Class.EXERCISE in kinds and Class.RESULT not in kinds
    for one in found:
        signed = any(each.text in SIGNS for each in found)
        yield replace(one, meaning=raised) if among and raised and raises(one) and not signed else one


def with_points_treated(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give “TP” behind a timed treatment, or behind its own minutes, as the release of these points."""
    released = lexicon.meaning("trigger point release")
    kinds = "".join(one.kind for one in found)
    for place, one in enumerate(found):
        pointed = one.kind is Class.FINDING and one.text.casefold().startswith(
            ("tp", "trp", "trigger p", "trig p")
        )
        behind = _TIMED_AHEAD.search(kinds[:place]) is not None and Class.MINUTES in kinds
        spent = found[place + 1].value if kinds[place + 1 : place + 2] == Class.NUMBER else None
        behind = behind or (kinds[:place].endswith(("TN", "TNa")) and (spent or 0) > _WORST_GRADE)
        yield replace(one, meaning=released) if pointed and behind and released else one


def with_motion_timed(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give “PROM” with minutes and no movement as the exercise that it is there: “PROM shoulder 8 min”."""
    if all(one.kind is not Class.MODIFIER for one in found):
        yield from found
        return
    exercise = lexicon.meaning("rom exercise")
    kinds = "".join(one.kind for one in found)
    timed = Class.MINUTES in kinds or _MOTION_TIMED.search(kinds) is not None
    for one in found:
        motion = one.kind is Class.MODIFIER and one.text.casefold() in _MOTIONS
        moved = (
            motion and timed and not {Class.MOVEMENT, Class.DEGREES, Class.NORMAL, Class.LIMITED} & {*kinds}
        )
        yield replace(one, meaning=exercise) if moved and exercise else one


def _on_low_back(one: Lexeme, low_back: Meaning) -> Iterator[Lexeme]:
    """Give “35 lb” behind a technique as what it is there: minutes, and the low back."""
    end = one.start + len(re.match(r"\d+", one.text)[0])  # type: ignore[index]
    yield replace(
        one, meaning=Meaning(Class.NUMBER, value=one.value), text=one.text[: end - one.start], end=end
    )
    yield replace(
        one,
        meaning=low_back,
        text="lb",
        start=one.end - len(one.text.rstrip(".")[-2:]) - one.text.endswith("."),
    )


def _are_minutes(one: Lexeme) -> bool:
    """Whether it is minutes rather than the grade of a finding."""
    return one.kind is Class.MINUTES or (one.kind is Class.NUMBER and (one.value or 0) > _WORST_GRADE)


def with_results(found: list[Lexeme], timed: frozenset[str], low_back: Meaning) -> Iterator[Lexeme]:
    """Give them with + and - beside a test as its result, and what is timed as a technique."""
    spent = any(_are_minutes(one) for one in found)
    kinds = "".join(one.kind for one in found)
    for place, one in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        if place and found[place - 1].kind is Class.TECHNIQUE and _POUNDS.fullmatch(one.text):
            yield from _on_low_back(one, low_back)
            continue
        treats = any(term.kind == "technique" for term in one.terms)
        timed_before = place > 0 and (
            re.search("Mi?$", kinds[:place]) is not None or _begins_with_minutes(found, place)
        )
        went = _ARRIVED.search(kinds[:place]) or (place and found[place - 1].text.casefold() in _WHO)
        if (
            one.text.casefold() == "left"
            and following is not None
            and went
            and following.kind is not Class.AREA
        ):
            yield replace(one, meaning=Meaning(Class.AFTER))
        elif one.text in SIGNS and (_ends_a_test(kinds[:place]) or _heads_a_test(found, place)):
            yield replace(one, meaning=Meaning(Class.RESULT, word=SIGNS[one.text]))
        elif one.text in _DASHES and not one.glued and following is not None and not following.glued:
            yield replace(one, meaning=Meaning(Class.COLON))
        elif treats and one.text.casefold() in timed and not spent:
            yield replace(one, meaning=Meaning(Class.MODIFIER))
        elif (
            treats
            and one.kind in {Class.FINDING, Class.FACTOR}
            and (timed_before or (following and _are_minutes(following)))
        ):
            yield replace(one, meaning=replace(one.meaning, kind=Class.TECHNIQUE))
        else:
            yield one


def _begins_with_minutes(found: list[Lexeme], place: int) -> bool:
    """Whether the clause begins with a number that is too great to count what follows: “25 TrP neck”."""
    return place == 1 and found[0].kind is Class.NUMBER and (found[0].value or 0) >= _MORE_THAN_COUNTED


def _ends_a_test(before: str) -> bool:
    """Whether a test, or one with its side, stands just before; or only a side, which goes on with a test."""
    return before == Class.SIDE or re.search(r"X[:i]?(?:S[Ra])?S?$", before) is not None


def _heads_a_test(found: list[Lexeme], place: int) -> bool:
    """Whether a sign stands before a test that has no result behind it: “+ Phalen R”."""
    kinds = "".join(one.kind for one in found[place + 1 : place + 4])
    signed = any(one.text in SIGNS for one in found[place + 1 : place + 4])
    ahead = place == 0 or found[place - 1].kind is Class.AND
    return ahead and kinds.startswith(Class.TEST) and Class.RESULT not in kinds and not signed
