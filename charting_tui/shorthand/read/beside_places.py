"""What words are beside places: sides, those taken back, and muscles that elsewhere are movements."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from charting_tui.shorthand.read.classes import Class, Lexeme, Meaning
from charting_tui.shorthand.read.lexicon import Lexicon
from charting_tui.shorthand.vocabulary import Term

SIGNS = {"+": "positive", "-": "negative", "–": "negative"}
LEG_RAISE = "straight leg raise"
_MOSTLY = re.compile(r"(?:mostly|mainly|esp|especially|primarily|worst|worse)\b", re.IGNORECASE)
"""Words with which a second place only tells where in the first: “both feet, mostly R heel”."""
_SIGNED_SIDES = re.compile(r"[LR]\s?[+-]\s?[LR]", re.IGNORECASE)
_SIDED_MOVEMENT = re.compile(r"([LR])(R|Rot|SB|LF)", re.IGNORECASE)
_ENDING = frozenset({Class.AND, Class.COLON, Class.SCORE, Class.NUMBER})
_CORRECTS = re.compile(
    r"(?:no )?(?:wait|sorry|i mean|correction|actually|oops|scratch that|make that)(?: its| it's)?"
)
_SIDE_CORRECTED = re.compile("SA?(?P<words>[-?.~:]{1,3})S")
_TREATED = {"pf": "plantar fascia", "scar": "scar", "scars": "scar"}
"""Areas of treatment by words that elsewhere are a movement or a finding."""
_SIDE_PARTS = frozenset({"thumb", "pinky", "pinkie", "big toe", "little toe", "little finger"})
"""Parts that tell which side of a joint is meant."""
_WHICH_SIDE = frozenset({"lat", "lat.", "med", "med."})
"""Words ahead of an area that tell which side of it, and are a muscle elsewhere: “lat quad”."""
_BEHIND_ERECTORS = re.compile("[SB~]*[FG]|aS?A")
"""What stands before “ES” and behind it where it is the muscle."""
_BESIDE_ERECTORS = re.compile("(?:S|[FT][-~.it]*|(?:[AF]S?|S)a)$")
_LEAST_DEGREES = 20


def with_movements(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
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
            and raises(one)
            and Class.RESULT not in kinds
            and _are_degrees(found[place + 1 : place + 4])
        ):
            raised = Term("movement", LEG_RAISE, normal={"hip": 90})
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


def with_sides_of_parts(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
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


def raises(one: Lexeme) -> bool:
    """Whether it is the test of a raised leg, which may also be measured or be an exercise."""
    return one.kind is Class.TEST and any(term.name == LEG_RAISE for term in one.terms)


def _are_degrees(found: Sequence[Lexeme]) -> bool:
    """Whether the first number is one of degrees, as a raised leg has them."""
    value = next((one.value for one in found if one.kind in {Class.NUMBER, Class.DEGREES}), None)
    signed = any(one.text in SIGNS for one in found)
    return value is not None and value >= _LEAST_DEGREES and not signed


def with_sides_taken_back(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
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


def with_sides_spelt(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
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
            sign = Meaning(Class.RESULT, word=SIGNS[one.text[1:-1].strip()])
            yield replace(one, meaning=first, text=one.text[0], end=one.start + 1)
            yield replace(
                one, meaning=sign, text=one.text[1:-1].strip(), start=one.start + 1, end=one.end - 1
            )
            yield replace(one, meaning=last, text=one.text[-1], start=one.end - 1)
        else:
            yield one


def with_sides_moved(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
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


def with_neck_moved(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
    """Give “C” before a movement as the neck that moves: “C rot L 55”."""
    for place, one in enumerate(found):
        moved = found[place + 1 : place + 2] and found[place + 1].kind is Class.MOVEMENT
        neck = place == 0 and moved and one.text.casefold() == "c"
        yield replace(one, meaning=lexicon.area("neck")) if neck else one


def with_erectors(found: Sequence[Lexeme], lexicon: Lexicon) -> Iterator[Lexeme]:
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
