"""What a word of a clause is beside its neighbors, where alone it may be something else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from charting_tui.shorthand.read.classes import Class, Lexeme, Meaning
from charting_tui.shorthand.read.lexicon import Lexicon
from charting_tui.shorthand.vocabulary import Term

HEADACHE = "headache"
"""The word of a headache that is read as pain in the place beside it."""
BETWEEN = "between"
"""The word of a value that is told as two numbers: “5-6”; its number is the middle, its text what is told."""
FALLEN = "fallen"
"""The word of two numbers of which the second is less: “HA went 5 - 1”."""
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
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
_WHO = frozenset({"he", "she", "they", "pt", "client", "cl"})
"""Who left, where “left” is no side: “he left at a three”."""
_DASHES = frozenset({"-", "\N{EN DASH}", "\N{EM DASH}"})
_ARRIVED = re.compile(r"b[-~]*[QN][-~ai]*$")
_SIGNS = {"+": "positive", "-": "negative", "–": "negative"}
_POUNDS = re.compile(r"\d{1,2}\s?lb\.?", re.IGNORECASE)
_WORST_GRADE = 4
_LEG_RAISE = "straight leg raise"
_LEAST_DEGREES = 20
_BESIDE_ERECTORS = re.compile("(?:S|[FT][-~.it]*|(?:[AF]S?|S)a)$")
_BEHIND_ERECTORS = re.compile("[SB~]*[FG]|aS?A")
"""What stands before “ES” and behind it where it is the muscle."""
_WHICH_SIDE = frozenset({"lat", "lat.", "med", "med."})
"""Words ahead of an area that tell which side of it, and are a muscle elsewhere: “lat quad”."""
_SIDE_PARTS = frozenset({"thumb", "pinky", "pinkie", "big toe", "little toe", "little finger"})
"""Parts that tell which side of a joint is meant."""
_TREATED = {"pf": "plantar fascia", "scar": "scar", "scars": "scar"}
"""Areas of treatment by words that elsewhere are a movement or a finding."""
_TIMED_AHEAD = re.compile("(?:Ta?|Mi?)$")
_RATE = re.compile(
    r"(?:a|an|per|each|every|times an?|x|/)\s?(?:wk|week|mo|month|day|night|hr|hour|yr|year)s?\b"
)
_MANY = re.compile(r"(?:ches|graines|HAs|HA's)$", re.IGNORECASE)
"""How complaints end of which a number behind them tells how many: “headaches 3 since Monday”."""
_OF_DAYS = re.compile(r"/\s?(?:wk|week|mo|month|day|night)\b")
_SIDE_CORRECTED = re.compile("SA?(?P<words>[-?.~:]{1,3})S")
_CORRECTS = re.compile(
    r"(?:no )?(?:wait|sorry|i mean|correction|actually|oops|scratch that|make that)(?: its| it's)?"
)
_ENDING = frozenset({Class.AND, Class.COLON, Class.SCORE, Class.NUMBER})
_OF_OTHER_SIDE = re.compile("[Nd]i?-*S|i?-*S-*[Nd]")
_CORRECTED_FROM = 6
"""Letters of the shortest unknown word in “-ing” that is taken for an activity."""
_ACTS = re.compile(
    r"(?!(?:no|some|any|every)thing|.*(?:creasing|proving|lessening|sening|llowing|cluding|pending|sisting))[a-z]+ing"
)
_LEADS_TO_ACTS = re.compile(r"(?:Q[-~]*i?|r[-~.]*|(?<=[QK])[-~]*f[-~.]*)$")
_PLACED_BEHIND = re.compile("[-.]*[~i]i?S?A(?:aS?A)*S?[-~iK]*[bfe]*Q")
_LISTED_SCORES = re.compile("[-~.]*(?:S?A[-~i]*S?K?i?|HS?)Q(?:[-~.]*a[-~.]*S?A[-~i]*S?(?:N|Q))+[-~.]*")
_CAME_AND_WENT = re.compile("a?[NQ].$")
"""“5/10 in, 3/10 out”."""
_LACKS = frozenset({"lacks", "lacking", "lags", "minus", "missing"})
_SIDED_MOVEMENT = re.compile(r"([LR])(R|Rot|SB|LF)", re.IGNORECASE)
_OF_BEFORE = re.compile("-e#-")
_SIGNED_SIDES = re.compile(r"[LR]\s?[+-]\s?[LR]", re.IGNORECASE)
_MOSTLY = re.compile(r"(?:mostly|mainly|esp|especially|primarily|worst|worse)\b", re.IGNORECASE)
"""Words with which a second place only tells where in the first: “both feet, mostly R heel”."""
_LAST_OF_ALL = frozenset({"finish", "finished", "finishing", "ended", "end", "at end", "to finish"})
_MOST_PAIN = 10
_BESIDE_SPANS = frozenset(
    {
        Class.AREA, Class.LEVEL, Class.SIDE, Class.AND, Class.AT, Class.DROPPED, Class.MODIFIER, Class.PLAIN,
        Class.EARLIER,
        Class.AFTER, Class.WORST, Class.NUMBER, Class.FACTOR, Class.CIRCUMSTANCE, Class.UNKNOWN,
        Class.SYMPTOM, Class.TO, Class.BEFORE,
    }
)  # fmt: skip
"""What may stand beside a place and “5-6”, which then is its pain."""
_BESIDE_FALLEN = frozenset({Class.AREA, Class.LEVEL, Class.SIDE, Class.AND, Class.AT, Class.DROPPED})
"""What alone may stand beside a place and “6-2”, which then fell so."""
_OF_OTHERS = frozenset(
    {
        Class.TECHNIQUE, Class.CODE, Class.MINUTES, Class.MOVEMENT, Class.TEST, Class.GRADE, Class.EXERCISE,
        Class.SETS, Class.DEGREES,
    }
)  # fmt: skip
"""What other values stand with."""
_COUNTED_EXERCISE = re.compile(r"\?Da?T[MN]")
"""“copenhagens 2x8 ther ex 10 min”."""
_MORE_THAN_COUNTED = 15
_MOTIONS = frozenset({"prom", "passive rom", "arom", "aarom", "active rom"})
_MOTION_TIMED = re.compile("~(?:[ai]?(?:S?A|E))*S?N[-.~]*$")


def as_neighbors_say(found: Sequence[Lexeme], lexicon: Lexicon) -> tuple[Lexeme, ...]:
    """Return the words of a clause as what they are beside one another, each pass upon the one before."""
    low_back = lexicon.meaning("low back") or Meaning(Class.UNKNOWN)
    for beside in _PASSES:
        found = list(beside(found, lexicon))
    return tuple(_with_results(list(found), lexicon.words.timed, low_back))


def _with_movements(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give “wrist ext” and “PF” before a value as the movement that they are there.

    Elsewhere they are a muscle and the plantar fascia.
    """
    kinds = "".join(one.kind for one in found)
    moved = Class.MOVEMENT in kinds or any(one.text.casefold() in {"ankle", "ank"} for one in found)
    opens = any(term.name == "opening" for one in found for term in one.terms if term.kind == "movement")
    for place, one in enumerate(found):
        valued = re.match(r"[-~]?[i:]?S?i?[Nd]", kinds[place + 1 :]) is not None
        if opens and one.kind is Class.MEASURE and one.text.casefold().endswith("mm"):
            yield replace(one, meaning=replace(one.meaning, kind=Class.NUMBER))
            continue
        joint, _, name = one.text.rpartition(" ")
        first, second = (lexicon.meaning(part) or Meaning(Class.UNKNOWN) for part in (joint, name))
        named = one.kind is Class.AREA and name.casefold() in {"ext", "flex"}
        tested = one.kind is Class.TEST and (first.kind, second.kind) == (Class.AREA, Class.MOVEMENT)
        if valued and joint and (named or (tested and Class.RESULT not in kinds)):
            middle = one.start + len(joint)
            yield replace(one, meaning=first, text=joint, end=middle)
            yield replace(one, meaning=second, text=name, start=middle + 1)
        elif (
            valued
            and _raises(one)
            and Class.RESULT not in kinds
            and _are_degrees(found[place + 1 : place + 4])
        ):
            raised = Term("movement", _LEG_RAISE, normal={"hip": 90})
            yield replace(one, meaning=Meaning(Class.MOVEMENT, (raised,)))
        elif valued and moved and one.text.casefold() == "pf":
            yield replace(one, meaning=lexicon.meaning("plantar flexion") or one.meaning)
        elif one.text.casefold() in _WHICH_SIDE and (
            kinds[place + 1 : place + 2] == Class.AREA
            or _is_word(found[place + 1 : place + 2])
            or kinds[place + 1 : place + 3] == "SA"
            or _is_side_of_joint(found[:place], kinds[place + 1 : place + 2])
            or _is_side(found[place + 1 : place + 2])
        ):
            yield replace(one, meaning=Meaning(Class.MODIFIER, word="narrows"))
        elif one.text.casefold() in _TREATED and Class.TECHNIQUE in kinds and not moved:
            yield replace(one, meaning=lexicon.area(_TREATED[one.text.casefold()]) or one.meaning)
        else:
            yield one


def _with_sides_of_parts(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give “thumb side” behind a place as where in it that is: “wrist R thumb side”."""
    del lexicon
    for place, one in enumerate(found):
        ahead = "".join(each.kind for each in found[:place])
        behind = [each.text.casefold() for each in found[place + 1 : place + 2]]
        part = one.text.casefold() in _SIDE_PARTS and ahead.endswith(("A", "AS")) and behind == ["side"]
        yield replace(one, meaning=Meaning(Class.MODIFIER, word="narrows")) if part else one


def _is_side_of_joint(ahead: Sequence[Lexeme], following: str) -> bool:
    """Whether a joint or a region stands before with its side, and no place behind: “hip R lat 5/10”."""
    sided = [one for one in ahead[-2:] if one.kind is not Class.SIDE]
    placed = bool(sided) and sided[-1].kind is Class.AREA
    return placed and sided[-1].terms[0].part != "muscle" and following in {"", *"QNKi"}


def _is_side(words: Sequence[Lexeme]) -> bool:
    return any(one.text.casefold() in {"side", "aspect", "border", "edge"} for one in words)


def _is_word(words: Sequence[Lexeme]) -> bool:
    return any(one.kind is Class.UNKNOWN and one.text.isalpha() for one in words)


def _raises(one: Lexeme) -> bool:
    return one.kind is Class.TEST and any(term.name == _LEG_RAISE for term in one.terms)


def _are_degrees(found: Sequence[Lexeme]) -> bool:
    """Whether the first number is one of degrees, as a raised leg has them."""
    value = next((one.value for one in found if one.kind in {Class.NUMBER, Class.DEGREES}), None)
    signed = any(one.text in _SIGNS for one in found)
    return value is not None and value >= _LEAST_DEGREES and not signed


def _with_injuries(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give the grade of a strain or a sprain as part of its name: it grades no finding."""
    del lexicon
    for place, one in enumerate(found):
        around = (*found[max(place - 2, 0) : place], *found[place + 1 : place + 3])
        injured = any(each.text.casefold().strip(".") in _INJURIES for each in around)
        yield replace(one, meaning=Meaning(Class.MODIFIER)) if one.kind is Class.GRADE and injured else one


def _with_numbers(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give a number word in a clause about pain as its value: “neck pain went from seven to three”."""
    del lexicon
    about_pain = any(one.kind in {Class.PAIN, Class.COMPLAINT} for one in found)
    others = "".join(one.kind for one in found if one.text.casefold() not in NUMBERS[1:])
    alone = re.fullmatch("[-~.t]*", others) is not None
    for one in found:
        spelt = one.kind is Class.UNKNOWN and one.text.casefold() in NUMBERS and (about_pain or alone)
        value = float(NUMBERS.index(one.text.casefold()) + 1) if spelt else None
        yield replace(one, meaning=Meaning(Class.NUMBER, value=value)) if spelt else one


def _with_spans(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give “5-6” beside pain, or beside a place and nothing else, as a score between."""
    if all(one.word not in {BETWEEN, FALLEN} for one in found):
        yield from found
        return
    del lexicon
    kinds = {one.kind for one in found}
    of_pain = bool(kinds & {Class.PAIN, Class.COMPLAINT, Class.SCORE, Class.AFTER})
    alone = bool(kinds & {Class.AREA, Class.LEVEL}) and kinds <= _BESIDE_SPANS and not _are_muscles(found)
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


def _with_rates(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
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


def _with_trends(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give “worse” beside a score as its trend: it is no response to treatment there."""
    del lexicon
    scored = any(one.kind is Class.SCORE for one in found)
    for place, one in enumerate(found):
        beside = {each.kind for each in found[place + 1 : place + 3]} & {Class.FACTOR, Class.SYMPTOM}
        worse = one.text.casefold() in {"worse", "worst"} and bool(beside)
        trend = (scored or worse) and one.kind is Class.RESPONSE and " " not in one.text
        yield replace(one, meaning=Meaning(Class.MODIFIER, word="trend")) if trend else one


def _with_sides_taken_back(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Leave out the side that a correction takes back: “L knee not R”, “R hip no wait L”."""
    del lexicon
    found = _without_side_corrected(found)
    for place, one in enumerate(found):
        side = found[place + 1] if one.text.casefold() == "not" and place + 1 < len(found) else one
        denied = place > 0 and found[place - 1].text.casefold() == "not"
        other = any(
            each.kind is Class.SIDE and each.word != side.word
            for each in (*found[:place], *(found[place + 2 :] if _goes_on_with_side(found, place) else ()))
        )
        last = (
            place + 1 + (one is not side) >= len(found)
            or found[place + 1 + (one is not side)].kind in _ENDING
            or _goes_on_with_side(found, place)
        )
        taken = side.kind is Class.SIDE and (one is not side or denied) and other and last
        yield replace(one, meaning=Meaning(Class.DROPPED)) if taken else one


def _without_side_corrected(found: Sequence[Lexeme]) -> Sequence[Lexeme]:
    """Leave out a side and the words that take it back before another: “L sorry R hip”."""
    kinds = "".join(one.kind for one in found)
    match = _SIDE_CORRECTED.search(kinds)
    if match is None:
        return found
    said = " ".join(one.text.casefold() for one in found[match.start("words") : match.end("words")])
    other = found[match.end() - 1].word != found[match.start()].word
    if not other or _CORRECTS.fullmatch(said) is None:
        return found
    dropped = {match.start(), *range(*match.span("words"))}
    return [one for at, one in enumerate(found) if at not in dropped]


def _goes_on_with_side(found: Sequence[Lexeme], place: int) -> bool:
    """Whether the side that is meant follows the one that is taken back: “not L its R elbow”."""
    rest = [one for one in found[place : place + 4] if one.kind not in {Class.DROPPED, Class.UNKNOWN}]
    sides = [one.word for one in rest if one.kind is Class.SIDE]
    said = {one.text.casefold() for one in found[place : place + 4]}
    return len({*sides}) > 1 and bool(said & {"its", "it's", "but", "rather", "is", ","})


def _with_complaints_placed(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give a headache with its own place as pain there: “HA behind both eyes 7/10”."""
    del lexicon
    kinds = "".join(one.kind for one in found)
    for place, one in enumerate(found):
        headache = one.kind is Class.COMPLAINT and one.word == "head"
        placed = headache and _PLACED_BEHIND.match(kinds, place + 1) and kinds.count(Class.COMPLAINT) == 1
        yield replace(one, meaning=Meaning(Class.PAIN, word=HEADACHE)) if placed else one


def _with_scores_listed(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give bare values of more places behind a score as scores too: “low back 7/10 + L hip 5”."""
    del lexicon
    kinds = "".join(one.kind for one in found)
    listed = _LISTED_SCORES.fullmatch(kinds)
    for one in found:
        scored = listed and one.kind is Class.NUMBER and (one.value or 0) <= _MOST_PAIN
        yield replace(one, meaning=replace(one.meaning, kind=Class.SCORE)) if scored else one


def _with_exercises_counted(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give an unknown word with its sets, before a timed treatment, as an exercise that modifies it."""
    del lexicon
    kinds = "".join(one.kind for one in found)
    for place, one in enumerate(found):
        counted = one.kind is Class.UNKNOWN and _COUNTED_EXERCISE.match(kinds, place) and one.text.isalpha()
        yield replace(one, meaning=Meaning(Class.MODIFIER)) if counted else one


def _with_flexors(found: Sequence[Lexeme], lexicon: Lexicon) -> list[Lexeme]:
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


def _with_sides_spelt(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give “mostly left” before an area as its side, and “L + R neg” behind a test as two results."""
    kinds = "".join(one.kind for one in found)
    skipped = -1
    for place, one in enumerate(found):
        word = one.text.casefold().split()[-1]
        side = lexicon.meaning(word) if one.kind is Class.MODIFIER and " " in one.text else None
        narrowed = re.search("AS?[-~QNKz]*$", kinds[:place]) is not None and one.text[:4] != "both"
        if skipped == place:
            yield replace(one, meaning=Meaning(Class.MODIFIER, word="narrows"))
        elif (side or one.kind is Class.SIDE) and _MOSTLY.match(one.text) and narrowed:
            skipped = place + 1 if kinds[place + 1 : place + 2] == Class.AREA else -1
            yield replace(one, meaning=Meaning(Class.MODIFIER, word="narrows"))
        elif side is not None and side.kind is Class.SIDE and kinds[place + 1 : place + 2] == Class.AREA:
            yield replace(one, meaning=side)
        elif _SIGNED_SIDES.fullmatch(one.text) and kinds[:place].endswith(Class.TEST) and kinds[place + 1 :]:
            first, last = (lexicon.meaning(letter) or one.meaning for letter in (one.text[0], one.text[-1]))
            sign = Meaning(Class.RESULT, word=_SIGNS[one.text[1:-1].strip()])
            yield replace(one, meaning=first, text=one.text[0], end=one.start + 1)
            yield replace(
                one, meaning=sign, text=one.text[1:-1].strip(), start=one.start + 1, end=one.end - 1
            )
            yield replace(one, meaning=last, text=one.text[-1], start=one.end - 1)
        else:
            yield one


def _with_beginnings(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
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


def _with_sides_moved(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give “LR 60 RR 70” as rotation to either side; one alone may be a rate of breathing."""
    if all(one.kind is not Class.UNKNOWN for one in found):
        yield from found
        return
    kinds = "".join(one.kind for one in found)
    words = [_SIDED_MOVEMENT.fullmatch(one.text) if one.kind is Class.UNKNOWN else None for one in found]
    both = len({word[1].casefold() for word in words if word}) > 1 or Class.MOVEMENT in kinds
    for place, (one, word) in enumerate(zip(found, words, strict=True)):
        if word is None or not both or kinds[place + 1 : place + 2] not in {*"NdW"}:
            yield one
            continue
        side = lexicon.meaning(word[1]) or one.meaning
        moved = lexicon.meaning("rotation" if word[2].casefold().startswith("r") else "side bending")
        yield replace(one, meaning=side, text=word[1], end=one.start + 1)
        yield replace(one, meaning=moved or one.meaning, text=word[2], start=one.start + 1, glued=True)


def _with_neck_moved(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give “C” before a movement as the neck that moves: “C rot L 55”."""
    for place, one in enumerate(found):
        moved = found[place + 1 : place + 2] and found[place + 1].kind is Class.MOVEMENT
        neck = place == 0 and moved and one.text.casefold() == "c"
        yield replace(one, meaning=lexicon.area("neck")) if neck else one


def _with_values_of_before(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
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


def _with_lacks(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
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


def _with_other_times(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
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


def _with_activities(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give an unknown word in “-ing” behind a score, or behind “from” and the like, as what it came with."""
    kinds = "".join(one.kind for one in found)
    for place, one in enumerate(found):
        word = one.text.casefold()
        acts = one.kind is Class.UNKNOWN and len(word) >= _CORRECTED_FROM and _ACTS.fullmatch(word)
        led = acts and _LEADS_TO_ACTS.search(kinds[:place])
        yield (
            replace(one, meaning=Meaning(Class.FACTOR)) if led and word not in lexicon.words.governs else one
        )


def _with_exercises(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give a leg that is raised among exercises as one of them: “TE quad sets SLR bridges 12”."""
    raised = lexicon.exercise(f"{_LEG_RAISE}s")
    kinds = "".join(one.kind for one in found)
    among = raised is not None and Class.EXERCISE in kinds and Class.RESULT not in kinds
    for one in found:
        signed = any(each.text in _SIGNS for each in found)
        yield replace(one, meaning=raised) if among and raised and _raises(one) and not signed else one


def _with_points_treated(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
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


def _with_motion_timed(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
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


def _with_tone(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give “tone” beside a grade as the finding that it grades: “2+ tone”."""
    for place, one in enumerate(found):
        beside = {each.kind for each in (*found[max(place - 1, 0) : place], *found[place + 1 : place + 2])}
        if one.text.casefold() == "tone" and Class.GRADE in beside:
            yield replace(one, meaning=lexicon.meaning("hypertonic") or one.meaning)
        else:
            yield one


def _with_erectors(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give “ES” behind a side, or before a finding, as the erector spinae, which are no stimulation."""
    erectors = lexicon.meaning("erector spinae")
    worked = {each.kind for each in found if each.text != "ES"} & {
        Class.TECHNIQUE,
        Class.FINDING,
        Class.GRADE,
    }
    kinds = "".join("?" if one.text == "ES" else one.kind for one in found)
    for place, one in enumerate(found):
        placed = _BESIDE_ERECTORS.search(kinds[:place]) or _BEHIND_ERECTORS.match(kinds, place + 1)
        muscle = one.text == "ES" and worked and placed and erectors is not None
        yield replace(one, meaning=erectors) if muscle and erectors else one


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


def _with_results(found: list[Lexeme], timed: frozenset[str], low_back: Meaning) -> Iterator[Lexeme]:
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
        elif one.text in _SIGNS and (_ends_a_test(kinds[:place]) or _heads_a_test(found, place)):
            yield replace(one, meaning=Meaning(Class.RESULT, word=_SIGNS[one.text]))
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
    signed = any(one.text in _SIGNS for one in found[place + 1 : place + 4])
    ahead = place == 0 or found[place - 1].kind is Class.AND
    return ahead and kinds.startswith(Class.TEST) and Class.RESULT not in kinds and not signed


_PASSES = (
    _with_sides_of_parts,
    _with_numbers,
    _with_spans,
    _with_rates,
    _with_erectors,
    _with_movements,
    _with_tone,
    _with_motion_timed,
    _with_injuries,
    _with_trends,
    _with_sides_taken_back,
    _with_sides_spelt,
    _with_beginnings,
    _with_flexors,
    _with_lacks,
    _with_sides_moved,
    _with_neck_moved,
    _with_values_of_before,
    _with_other_times,
    _with_complaints_placed,
    _with_scores_listed,
    _with_exercises_counted,
    _with_activities,
    _with_exercises,
    _with_points_treated,
)
