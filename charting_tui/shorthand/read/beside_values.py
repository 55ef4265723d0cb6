"""What words are beside values: what a number is of, when it was so, and what it came with."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from charting_tui.shorthand.read.classes import Class, Lexeme, Meaning
from charting_tui.shorthand.read.lexicon import Lexicon

_OF_OTHERS = frozenset(
    {
        Class.TECHNIQUE, Class.CODE, Class.MINUTES, Class.MOVEMENT, Class.TEST, Class.GRADE, Class.EXERCISE,
        Class.SETS, Class.DEGREES,
    }
)  # fmt: skip
"""What other values stand with."""
_BESIDE_FALLEN = frozenset({Class.AREA, Class.LEVEL, Class.SIDE, Class.AND, Class.AT, Class.DROPPED})
"""What alone may stand beside a place and “6-2”, which then fell so."""
_BESIDE_SPANS = frozenset(
    {
        Class.AREA, Class.LEVEL, Class.SIDE, Class.AND, Class.AT, Class.DROPPED, Class.MODIFIER, Class.PLAIN,
        Class.EARLIER,
        Class.AFTER, Class.WORST, Class.NUMBER, Class.FACTOR, Class.CIRCUMSTANCE, Class.UNKNOWN,
        Class.SYMPTOM, Class.TO, Class.BEFORE,
    }
)  # fmt: skip
"""What may stand beside a place and “5-6”, which then is its pain."""
_MOST_PAIN = 10
_OF_BEFORE = re.compile("-e#-")
_LACKS = frozenset({"lacks", "lacking", "lags", "minus", "missing"})
_CAME_AND_WENT = re.compile("a?[NQ].$")
"""“5/10 in, 3/10 out”."""
_LISTED_SCORES = re.compile("[-~.]*(?:S?A[-~i]*S?K?i?|HS?)Q(?:[-~.]*a[-~.]*S?A[-~i]*S?(?:N|Q))+[-~.]*")
_PLACED_BEHIND = re.compile("[-.]*[~i]i?S?A(?:aS?A)*S?[-~iK]*[bfe]*Q")
_LEADS_TO_ACTS = re.compile(r"(?:Q[-~]*i?|r[-~.]*|(?<=[QK])[-~]*f[-~.]*)$")
_ACTS = re.compile(
    r"(?!(?:no|some|any|every)thing|.*(?:creasing|proving|lessening|sening|llowing|cluding|pending|sisting))[a-z]+ing"
)
_CORRECTED_FROM = 6
"""Letters of the shortest unknown word in “-ing” that is taken for an activity."""
_OF_OTHER_SIDE = re.compile("[Nd]i?-*S|i?-*S-*[Nd]")
_OF_DAYS = re.compile(r"/\s?(?:wk|week|mo|month|day|night)\b")
_MANY = re.compile(r"(?:ches|graines|HAs|HA's)$", re.IGNORECASE)
"""How complaints end of which a number behind them tells how many: “headaches 3 since Monday”."""
_RATE = re.compile(
    r"(?:a|an|per|each|every|times an?|x|/)\s?(?:wk|week|mo|month|day|night|hr|hour|yr|year)s?\b"
)
_INJURIES = frozenset(
    {
        "strain",
        "strained",
        "sprain",
        "sprained",
        "tear",
        "separation",
        "spondy",
        "spondylolisthesis",
        "oa",
        "inversion",
    }
)
HEADACHE = "headache"
"""The word of a headache that is read as pain in the place beside it."""
BETWEEN = "between"
"""The word of a value that is told as two numbers: “5-6”; its number is the middle, its text what is told."""
FALLEN = "fallen"
"""The word of two numbers of which the second is less: “HA went 5 - 1”."""
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def with_injuries(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give the grade of a strain or a sprain as part of its name: it grades no finding."""
    del lexicon
    for place, one in enumerate(found):
        around = (*found[max(place - 2, 0) : place], *found[place + 1 : place + 3])
        injured = any(each.text.casefold().strip(".") in _INJURIES for each in around)
        yield replace(one, meaning=Meaning(Class.MODIFIER)) if one.kind is Class.GRADE and injured else one


def with_numbers(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give a number word in a clause about pain as its value: “neck pain went from seven to three”."""
    del lexicon
    about_pain = any(one.kind in {Class.PAIN, Class.COMPLAINT} for one in found)
    others = "".join(one.kind for one in found if one.text.casefold() not in NUMBERS[1:])
    alone = re.fullmatch("[-~.t]*", others) is not None
    for one in found:
        spelt = one.kind is Class.UNKNOWN and one.text.casefold() in NUMBERS and (about_pain or alone)
        value = float(NUMBERS.index(one.text.casefold()) + 1) if spelt else None
        yield replace(one, meaning=Meaning(Class.NUMBER, value=value)) if spelt else one


def with_spans(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give “5-6” beside pain, or beside a place and nothing else, as a score between."""
    if all(one.word not in {BETWEEN, FALLEN} for one in found):
        yield from found
        return
    del lexicon
    kinds = {one.kind for one in found}
    of_pain = bool(kinds & {Class.PAIN, Class.COMPLAINT, Class.SCORE, Class.AFTER})
    alone = bool(kinds & {Class.AREA, Class.LEVEL}) and kinds <= _BESIDE_SPANS and not _are_muscles(found)
    alone = alone or re.fullmatch("[-.~]*[?][-.~]*", "".join(one.kind for one in found)) is not None
    for one in found:
        others = {each.kind for each in found if each is not one} - _BESIDE_FALLEN
        if one.word == FALLEN and (of_pain or (alone and not others)) and not kinds & _OF_OTHERS:
            yield from _parted(one)
            continue
        span = one.kind is Class.UNKNOWN and one.word == BETWEEN
        scored = span and (of_pain or alone) and not kinds & _OF_OTHERS
        yield replace(one, meaning=replace(one.meaning, kind=Class.SCORE)) if scored else one


def _parted(one: Lexeme) -> Iterator[Lexeme]:
    """Give two numbers, and the dash between them as what turns one into the other."""
    kind = Class.SCORE if "/" in one.text else Class.NUMBER
    first, last = list(re.finditer(r"\d+", one.text))[:2]
    for match in (first, last):
        if match is last:
            dash = Meaning(Class.TO)
            yield replace(
                one, meaning=dash, text="to", start=one.start + first.end(), end=one.start + last.start()
            )
        number = Meaning(kind, value=float(match[0]))
        end = one.end if match is last else one.start + first.end()
        yield replace(one, meaning=number, text=match[0], start=one.start + match.start(), end=end)


def _are_muscles(found: Sequence[Lexeme]) -> bool:
    return any(term.part == "muscle" for one in found for term in one.terms)


def with_rates(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give how often something is as no value of it: “headaches down to 2 a week”, “HA x2”."""
    del lexicon
    rated = False
    for place, one in enumerate(found):
        behind = " ".join(each.text.casefold() for each in found[place + 1 : place + 3])
        counted = place > 0 and found[place - 1].kind is Class.COMPLAINT
        many = counted and _MANY.search(found[place - 1].text) is not None
        times = place > 1 and [each.text.casefold() for each in found[place - 1 : place]] == ["x"]
        times = times and found[place - 2].kind in {Class.COMPLAINT, Class.SYMPTOM}
        often = one.kind is Class.NUMBER and (rated or times or many or _RATE.match(behind) is not None)
        rated = rated or often or (one.kind is Class.MEASURE and _OF_DAYS.match(behind) is not None)
        yield replace(one, meaning=Meaning(Class.MEASURE)) if often else one


def with_trends(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give “worse” beside a score as its trend: it is no response to treatment there."""
    del lexicon
    scored = any(one.kind is Class.SCORE for one in found)
    for place, one in enumerate(found):
        beside = {each.kind for each in found[place + 1 : place + 3]} & {Class.FACTOR, Class.SYMPTOM}
        worse = one.text.casefold() in {"worse", "worst"} and bool(beside)
        trend = (scored or worse) and one.kind is Class.RESPONSE and " " not in one.text
        yield replace(one, meaning=Meaning(Class.MODIFIER, word="trend")) if trend else one


def with_complaints_placed(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give a headache with its own place as pain there: “HA behind both eyes 7/10”."""
    del lexicon
    kinds = "".join(one.kind for one in found)
    for place, one in enumerate(found):
        headache = one.kind is Class.COMPLAINT and one.word == "head"
        placed = headache and _PLACED_BEHIND.match(kinds, place + 1) and kinds.count(Class.COMPLAINT) == 1
        yield replace(one, meaning=Meaning(Class.PAIN, word=HEADACHE)) if placed else one


def with_scores_listed(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give bare values of more places behind a score as scores too: “low back 7/10 + L hip 5”."""
    del lexicon
    kinds = "".join(one.kind for one in found)
    listed = _LISTED_SCORES.fullmatch(kinds)
    for one in found:
        scored = listed and one.kind is Class.NUMBER and (one.value or 0) <= _MOST_PAIN
        yield replace(one, meaning=replace(one.meaning, kind=Class.SCORE)) if scored else one


def with_values_of_before(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give several values of the last visit in a bracket as words that are kept: “(LV 95/75/15)”."""
    if all(one.kind is not Class.EARLIER for one in found):
        yield from found
        return
    del lexicon
    kinds = "".join(one.kind for one in found)
    aside = {
        at
        for match in _OF_BEFORE.finditer(kinds)
        if found[match.start()].text == "(" and found[match.end() - 1].text == ")"
        for at in range(*match.span())
    }
    for place, one in enumerate(found):
        yield replace(one, meaning=Meaning(Class.MODIFIER)) if place in aside else one


def with_lacks(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give “ext lacks 5” as the degrees below zero that are missing."""
    del lexicon
    lacking = False
    for place, one in enumerate(found):
        behind = place and found[place - 1].kind is Class.MOVEMENT and found[place + 1 : place + 2]
        if behind and one.text.casefold() in _LACKS and behind[0].kind in {Class.NUMBER, Class.DEGREES}:
            lacking = True
            yield replace(one, meaning=Meaning(Class.DROPPED))
        elif lacking and one.value:
            lacking = False
            yield replace(one, meaning=replace(one.meaning, value=-one.value))
        else:
            yield one


def with_other_times(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give “(5 last)” as the value of the last visit, and “20 compared to 35 L” as those of two sides."""
    del lexicon
    kinds = "".join(one.kind for one in found)
    for place, one in enumerate(found):
        ends = place + 1 == len(found) or found[place + 1].text == ")"
        compared = one.text.casefold().startswith(("compared", "comp to")) and _OF_OTHER_SIDE.match(
            kinds, place + 1
        )
        came = one.text.casefold() if kinds[:place].endswith(("N", "Q")) else ""
        if came == "in" and _CAME_AND_WENT.match(kinds, place + 1) and found[-1].text.casefold() == "out":
            yield replace(one, meaning=Meaning(Class.BEFORE))
        elif _went_out(found, place):
            yield replace(one, meaning=Meaning(Class.AFTER))
        elif one.kind is Class.EARLIER and place and found[place - 1].text == "(":
            leads = kinds[place + 1 : place + 2] in {*"NQ"}
            yield replace(one, text="was") if leads else one
        elif one.text.casefold() == "last" and ends and kinds[:place].endswith(("N", "Q")):
            yield replace(one, meaning=Meaning(Class.EARLIER))
        elif compared and {each.word for each in found[:place] if each.kind is Class.SIDE}:
            yield replace(one, meaning=Meaning(Class.AND))
        else:
            yield one


def _went_out(found: Sequence[Lexeme], place: int) -> bool:
    """Whether “out” tells of a value that it is one on leaving: “, out 3/10”, “5/10 in 3/10 out”."""
    if found[place].text.casefold() != "out":
        return False
    kinds = "".join(one.kind for one in found)
    came_in = any(one.text.casefold() == "in" for one in found)
    led = place == 0 and kinds[1:] in {"N", "Q"}
    return led or (came_in and place + 1 == len(found) and kinds[:place].endswith(("N", "Q")))


def with_activities(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give an unknown word in “-ing” behind a score, or behind “from” and the like, as what it came with."""
    kinds = "".join(one.kind for one in found)
    for place, one in enumerate(found):
        word = one.text.casefold()
        acts = one.kind is Class.UNKNOWN and len(word) >= _CORRECTED_FROM and _ACTS.fullmatch(word)
        led = acts and _LEADS_TO_ACTS.search(kinds[:place])
        yield (
            replace(one, meaning=Meaning(Class.FACTOR)) if led and word not in lexicon.words.governs else one
        )


def with_tone(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give “tone” beside a grade as the finding that it grades: “2+ tone”."""
    for place, one in enumerate(found):
        beside = {each.kind for each in (*found[max(place - 1, 0) : place], *found[place + 1 : place + 2])}
        if one.text.casefold() == "tone" and Class.GRADE in beside:
            yield replace(one, meaning=lexicon.meaning("hypertonic") or one.meaning)
        else:
            yield one
