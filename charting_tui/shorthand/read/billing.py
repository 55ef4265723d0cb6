"""Treatments of a text: what is certain and stored, and what is likely and asked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from charting_tui.records.visit import Treatment
from charting_tui.shorthand.read.classes import Class, Lexeme, Meaning
from charting_tui.shorthand.read.note_words import NoteWords
from charting_tui.shorthand.read.places import placed_areas, stray_sides
from charting_tui.shorthand.read.reads import CODED, HEADED, Read, adds, leans
from charting_tui.shorthand.read.scope import governed_behind, governed_by
from charting_tui.shorthand.read.statements import is_of_name
from charting_tui.shorthand.read.treatments import (
    EXERCISE,
    FACILITATION,
    ToldTreatment,
    header,
    is_generic,
    treatments_told,
)

_OF_ALL = frozenset({"x", "total", "tot", "in all", "all together", "altogether", "combined"})
"""Words of minutes that are of all the places before them: “TPT UT, SCM, scalenes - 15 min total”."""
_SAYS_NOTHING = frozenset({Class.DROPPED, Class.PLAIN, Class.MODIFIER})
_FEW = frozenset({Class.MINUTES, Class.PLAIN, Class.DROPPED, Class.AREA, Class.SIDE, Class.AND, Class.AT})
_PLACED = (_FEW | {Class.LEVEL, Class.MODIFIER, Class.TO}) - {Class.NUMBER}
_OF_ANY_TREATMENT = frozenset(
    {"massage", "msg", "therapy", "therapeutic", "work", "tx", "treatment", "technique", "rel"}
)
_NO_TREATMENT = frozenset(
    {
        "late", "early", "total", "seen", "session", "visit", "appt", "appointment", "consult", "intake",
        "interview", "wait", "waited", "break", "rest", "rested", "room", "changing", "dressing",
        "contact", "hands-on", "after", "before", "ago", "notes", "charting", "water", "spent",
        "walk", "drive",
    }
)  # fmt: skip
"""Words of minutes that are no treatment’s: “arrived 10 min late”."""
_NOT_TREATED = frozenset(
    {Class.SCORE, Class.PAIN, Class.COMPLAINT, Class.AFTER, Class.CIRCUMSTANCE, Class.MOVEMENT}
)
"""What stands ahead of a technique that is no treatment, and only tells when: “6/10 after MT”."""
_OBSERVED = frozenset({"gait", "balance", "posture", "strength"})
"""Words of techniques that without minutes tell what was seen: “gait smoother”."""
_AT_HOME_TOO = frozenset({"hot pack", "cold pack", "taping", "paraffin bath", "infrared"})
"""What clients do themselves as well, so that it alone was not done in the visit."""
_LISTED = re.compile("[-.]*(?:S?A[ai]?)+S?[-.]*N[-.]*")
"""A place with a bare number in a list of such: “Swedish back 20, legs 20”."""
_LEAST = 5
"""Minutes that a bare number behind exercises can mean."""
_UNREAD = re.compile(
    r"^[-.~]*(?:\?[-~]*S?AS?(?:aS?A)*S?N|S?AS?\?N|N[-~]*S?AS?(?:aS?A)*S?\?|N\?S?A|\?N)[-.~]*$"
)
"""A number with a place and one unknown word, or with that word alone."""
_SAID = frozenset(
    {
        Class.TECHNIQUE,
        Class.MINUTES,
        Class.NUMBER,
        Class.AREA,
        Class.SIDE,
        Class.AND,
        Class.AT,
        Class.TO,
        Class.DROPPED,
    }
)
"""What a treatment that is told in a sentence of our own may hold."""


@dataclass(frozen=True)
class Asked:
    """A treatment that is likely and not certain: asked with one key, never stored unasked."""

    code: str
    technique: str
    """As the vocabulary calls it; nothing where the code itself was typed."""
    minutes: int | None

    @property
    def text(self) -> str:
        """The question, in words."""
        what = "PNF" if self.technique == FACILITATION else self.technique or self.code
        spent = f"{self.minutes} minutes of {what}" if self.minutes else what
        if self.technique == FACILITATION:
            return f"Bill {spent} as stretching (97110)? For re-education (97112), write PNF re-ed."
        return f"Bill {spent} as {self.code}?"


def asked_together(asked: Iterable[Asked]) -> tuple[Asked, ...]:
    """Return one question for each code, about all its minutes."""
    whole: dict[str, Asked] = {}
    for one in asked:
        before = whole.get(one.code)
        minutes = (one.minutes or 0) + (before.minutes or 0 if before else 0)
        whole[one.code] = replace(before or one, minutes=minutes or None)
    return tuple(whole.values())


@dataclass(frozen=True)
class Settled:
    """Codes about which more is known than a segment of the line tells."""

    doubtful: frozenset[str] = frozenset()
    """They are asked, because a mention elsewhere in the line is not certain."""
    confirmed: frozenset[str] = frozenset()
    """Their question was answered with yes."""


def treatments_in(
    text: str, read: Sequence[Read], words: NoteWords, before: Treatment | None = None
) -> list[ToldTreatment]:
    """Return the treatments that a text tells; ``before`` is the last one of the line before it."""
    every = [(each, _told(text, each, words)) for each in _coded(text, read)]
    timed = [one for _, told in every for one in told if one.minutes is not None]
    if before is not None:
        timed.insert(
            0, ToldTreatment(before.code, before.technique, None, (), certain=True, start=-1, end=-1)
        )
    whole = [(each, told or _going_on(timed, each, read, words)) for each, told in every]
    unread = {each.clause.sentence for each, told in whole if not told and _may_treat(each, words)}
    unread |= {each.clause.sentence for each in _unread_among(whole, words)}
    return [
        replace(one, certain=False) if one.minutes and each.clause.sentence in unread else one
        for each, told in whole
        for one in told
    ]


def _unread_among(whole: Sequence[tuple[Read, list[ToldTreatment]]], words: NoteWords) -> Iterator[Read]:
    """Give clauses that stand beside a timed treatment and may be another: “20 DT back, 10 feet blorping”."""
    for at, (each, told) in enumerate(whole):
        around = (*whole[max(at - 1, 0) : at], *whole[at + 1 : at + 2])
        treated = any(
            one.clause.sentence == each.clause.sentence and any(other.minutes for other in given)
            for one, given in around
        )
        spent = [one.value or 0 for one in each.lexemes if one.kind is Class.NUMBER]
        unread = _UNREAD.search("".join(one.kind for one in each.lexemes)) is not None
        whole_fives = any(value >= _LEAST and value % _LEAST == 0 for value in spent)
        free = not each.reached and not governed_by(each.clause.text, words)
        if treated and not told and unread and whole_fives and free:
            yield each


def _may_treat(each: Read, words: NoteWords) -> bool:
    """Whether a clause times something that is not understood and may be a treatment: “sacral lift 8 min”."""
    found = each.lexemes
    kinds = {one.kind for one in found}
    return (
        each.section != "plan"
        and {Class.MINUTES, Class.UNKNOWN} <= kinds
        and not kinds & CODED
        and not _NO_TREATMENT & {one.text.casefold().strip(".") for one in found}
        and not each.reached
        and not governed_by(each.clause.text, words)
        and not governed_behind(each.clause.text, words)
    )


def _going_on(
    timed: Sequence[ToldTreatment], each: Read, read: Sequence[Read], words: NoteWords
) -> list[ToldTreatment]:
    """Return what minutes of a clause without a technique were likely spent on, to be asked.

    “MFR neck 25 min. SCM 15 min”, “STM knee 10, quad sets & heel slides 15”.
    """
    found = each.lexemes
    kinds = {one.kind for one in found}
    if not timed or each.reached or governed_by(each.clause.text, words):
        return []
    start, end = each.clause.start, each.clause.end
    last = next((one for one in reversed(timed) if one.start < start), timed[0])
    minutes = [one.value for one in found if one.kind is Class.MINUTES and one.value]
    sentence = {one.clause.sentence for one in read if any(holds(one, other) for other in timed)}
    behind = any(one.start < start for one in timed)
    if not minutes and behind and _LISTED.fullmatch("".join(kind.kind for kind in found)):
        minutes = [
            one.value for one in found if one.kind is Class.NUMBER and one.value and one.value >= _LEAST
        ]
        minutes = minutes if each.clause.sentence in sentence else []
        kinds = {*kinds} - {Class.NUMBER}
    if len(minutes) == 1 and Class.AREA in kinds and kinds <= _PLACED and last.technique:
        areas = placed_areas(found)
        return [
            ToldTreatment(
                last.code, last.technique, round(minutes[0]), areas, certain=False, start=start, end=end
            )
        ]
    counted = re.fullmatch("E(?:[a~.]*E)*N", "".join(one.kind for one in found))
    value = found[-1].value or 0
    if counted and behind and each.clause.sentence in sentence and value >= _LEAST:
        names = tuple(one.term("exercise").name for one in found if one.kind is Class.EXERCISE)
        return [ToldTreatment(*EXERCISE, round(value), (), certain=False, start=start, end=end, others=names)]
    return []


def settled(told: list[ToldTreatment], known: Settled) -> tuple[list[ToldTreatment], list[Asked]]:
    """Part what is certain from what is asked: a code's total counts only where all its mentions do."""
    doubtful = ({one.code for one in told if not one.certain} | known.doubtful) - known.confirmed - {""}
    stored = [one for one in told if one.code not in doubtful and (one.code or one.certain)]
    return stored, [Asked(one.code, one.technique, one.minutes) for one in told if one.code in doubtful]


def holds(each: Read, one: ToldTreatment) -> bool:
    """Whether a treatment stands in a clause."""
    return each.clause.start <= one.start < each.clause.end


def is_plain(one: ToldTreatment, read: Sequence[Read]) -> bool:
    """Whether a treatment says all that its clause says, so that a sentence made of it loses no word."""
    at, holder = next((place, each) for place, each in enumerate(read) if holds(each, one))
    following = read[at + 1 : at + 2]
    if following and following[0].clause.sentence == holder.clause.sentence:
        after = following[0].lexemes
        if leans(after) or adds(after):
            return False
    techniques = [each for each in holder.lexemes if each.kind in CODED]
    return (
        one.minutes is not None
        and len(techniques) == 1
        and techniques[0].kind is Class.TECHNIQUE
        and _is_called_so(techniques[0])
        and all(each.kind in _SAID or each.text.casefold() == "x" for each in holder.lexemes)
        and sum(each.kind in {Class.MINUTES, Class.NUMBER} for each in holder.lexemes) == 1
        and not stray_sides(holder.lexemes)
    )


def _is_called_so(one: Lexeme) -> bool:
    """Whether a technique's name leaves out no word as typed: “PNF stretch” is more than stretching."""
    term = one.term("technique")
    typed = one.text.casefold().rstrip(".")
    if typed in (*term.short, term.name.casefold()):
        return True
    name = term.name.casefold()
    return all(word in _OF_ANY_TREATMENT or is_of_name(word, name) for word in re.findall(r"[a-z]+", typed))


def recorded(one: ToldTreatment, *, worded: bool) -> Treatment:
    """Return a treatment as a fact."""
    return Treatment(
        technique=one.technique,
        minutes=one.minutes,
        areas=one.areas,
        code=one.code,
        details=one.others,
        worded=worded,
    )


def untimed(
    told: Sequence[ToldTreatment], stored: Sequence[ToldTreatment], read: Sequence[Read]
) -> Iterator[ToldTreatment]:
    """Give treatments that stand without a code, as the note tells them.

    Their minutes are unknown, or another mention of their code is to be asked first.
    """
    for one in told:
        place = next(each for each in read if holds(each, one))
        done = one.certain or all(each.kind is not Class.UNKNOWN for each in place.lexemes)
        done = done and (one.technique not in _AT_HOME_TOO or _is_among_treatments(place, told, read))
        plain = one.minutes is None or one.code_asked or one.certain or one.shared
        if one not in stored and plain and one.technique and done and place.section == "objective":
            yield replace(one, minutes=None) if one.shared else one


def _is_among_treatments(place: Read, told: Sequence[ToldTreatment], read: Sequence[Read]) -> bool:
    """Whether its sentence times a treatment as well, or its clause names another."""
    mine = [
        one
        for one in told
        if any(holds(each, one) for each in read if each.clause.sentence == place.clause.sentence)
    ]
    return any(one.minutes is not None for one in mine) or sum(holds(place, one) for one in mine) > 1


def _coded(text: str, read: Sequence[Read]) -> list[Read]:
    """Return the clauses to look for treatments in, joined over commas that part a treatment."""
    found: list[Read] = []
    owned = -1
    for one in read:
        mine = [each for each in found if each.clause.sentence == one.clause.sentence]
        if one.clause.sentence == owned or (
            found
            and (
                _belong(found[-1], one)
                or _names_more_places(found[-1], one)
                or _names_techniques_alone(found[-1], one)
                or _is_time_of(mine, one.lexemes)
            )
        ):
            found[-1] = _joined(text, found[-1], one)
        else:
            found.append(one)
        if header(one.lexemes) is not None:
            owned = one.clause.sentence
    return found


def _belong(before: Read, one: Read) -> bool:
    """Whether minutes stand alone on one side of a comma, and what they were spent on on the other."""
    if before.clause.sentence != one.clause.sentence or before.reached != one.reached:
        return False
    kinds, earlier = ({each.kind for each in side.lexemes} for side in (one, before))
    alone = Class.MINUTES in kinds and kinds <= _FEW and not kinds & {Class.AREA}
    led = Class.MINUTES in earlier and earlier <= _FEW - {Class.AREA}
    return (alone and bool(earlier & CODED) and Class.MINUTES not in earlier) or (
        led and bool(kinds & CODED) and Class.MINUTES not in kinds
    )


def _is_time_of(before: Sequence[Read], found: Sequence[Lexeme]) -> bool:
    """Whether a bare number stands alone behind the only treatment of its sentence: “massage legs, 60”."""
    kinds = [{each.kind for each in one.lexemes} for one in before]
    coded = [each for each in kinds if each & CODED]
    return (
        [one.kind for one in found] == [Class.NUMBER]
        and (found[0].value or 0) >= _LEAST
        and bool(coded)
        and coded == kinds[-1:]
        and not before[-1].reached
        and not coded[0]
        & {Class.MINUTES, Class.NUMBER, Class.UNKNOWN, Class.FINDING, Class.TEST, Class.MOVEMENT}
    )


def _names_more_places(before: Read, one: Read) -> bool:
    """Whether a clause only names more places of the treatment before it."""
    kinds = {each.kind for each in one.lexemes}
    earlier = {each.kind for each in before.lexemes}
    timed = {Class.MINUTES, Class.NUMBER} if not earlier & {Class.MINUTES, Class.NUMBER} else set()
    if any(each.kind is Class.PLAIN and each.text.casefold() not in _OF_ALL for each in one.lexemes):
        return False
    joiners = {Class.COLON} if timed and Class.MINUTES in kinds else set()
    return (
        before.clause.sentence == one.clause.sentence
        and before.reached == one.reached
        and Class.AREA in kinds
        and kinds
        <= {Class.AREA, Class.LEVEL, Class.SIDE, Class.AND, Class.MODIFIER, Class.PLAIN, *timed, *joiners}
        and bool(earlier & CODED)
        and not earlier & {Class.FINDING, Class.TEST, Class.MOVEMENT}
    )


def _names_techniques_alone(before: Read, one: Read) -> bool:
    """Whether techniques alone stand before a comma, and one with the time of all behind: “STM, MFR 20”."""
    kinds = "".join(each.kind for each in before.lexemes if each.kind not in _SAYS_NOTHING)
    rest = "".join(each.kind for each in one.lexemes if each.kind not in _SAYS_NOTHING)
    return (
        (before.clause.sentence, before.clause.heading, before.reached)
        == (one.clause.sentence, one.clause.heading, one.reached)
        and re.fullmatch("T(?:aT)*", kinds) is not None
        and rest.startswith(Class.TECHNIQUE)
        and bool({Class.MINUTES, Class.NUMBER} & {*rest})
    )


def _joined(text: str, before: Read, one: Read) -> Read:
    clause = replace(before.clause, text=text[before.clause.start : one.clause.end], end=one.clause.end)
    comma = Lexeme(Meaning(Class.AND), ",", before.clause.end, one.clause.start)
    return replace(before, clause=clause, lexemes=(*before.lexemes, comma, *one.lexemes))


def _names_an_occasion(found: Sequence[Lexeme]) -> bool:
    """Whether a clause tells what for and not where: “event massage post half marathon”."""
    kinds = {one.kind for one in found}
    return Class.FACTOR in kinds and Class.AREA not in kinds


def _told(text: str, read: Read, words: NoteWords) -> list[ToldTreatment]:
    """Return the treatments of a clause that nothing before or behind them governs."""
    told = []
    for one in treatments_told(read.lexemes):
        before = text[read.clause.start : one.start]
        kind = governed_by(before, words) or read.reached
        if kind in {HEADED, "earlier"} or (kind == "denied" and kind == read.reached):
            told += [replace(one, certain=False)] if one.minutes is not None else []
        elif read.section != "objective" and (one.exercises or one.minutes is None):
            continue
        elif "was" in text[one.end : read.clause.end].casefold().split():
            told += [replace(one, certain=False)] if one.minutes is not None else []
        elif not kind and not governed_behind(text[one.end : read.clause.end], words):
            ahead = {each.kind for each in read.lexemes if each.start < one.start}
            better = words.responses["heads"] | words.responses["assessed"]
            seen = text[one.start : one.end].casefold() in _OBSERVED and any(
                each.text.casefold() in better for each in read.lexemes if each.start > one.start
            )
            if one.minutes is None and (seen or ahead & _NOT_TREATED):
                continue
            idle = one.minutes is None and (
                any(each.kind is Class.UNKNOWN for each in read.lexemes) or _names_an_occasion(read.lexemes)
            )
            if not (idle and is_generic(one)):
                told.append(one)
    return told
