"""Which clauses tell how the client took treatment: by what they say, and by where they stand."""

import re
from collections.abc import Sequence
from functools import lru_cache

from charting_tui.shorthand.read.classes import Class
from charting_tui.shorthand.read.lexemes import lexemes
from charting_tui.shorthand.read.lexicon import Lexicon
from charting_tui.shorthand.read.reads import CODED, Read, section_alone
from charting_tui.shorthand.read.responses import (
    of_last_treatment,
    response_begun,
    response_in,
    response_told,
)
from charting_tui.shorthand.read.scope import governed_by

_ASLEEP = re.compile(r"(?:(?:pt|cl|client|she|he)\s)?(?:fell asleep|dozed off)\b", re.IGNORECASE)
_AFTER_ALL = frozenset({"after", "post", "aftr", "pst", "following"})
"""Words that may lead to anything that came before: “sore after work”."""
_ADVERSE = re.compile(
    r"no (?:adverse|ill|neg(?:ative)?) (?:rxns?|reactions?|effects?|response)\b", re.IGNORECASE
)
_AT_EASE = re.compile(
    r"(?:\w+\s){0,3}(?:ok|okay|fine|good|great|well)\s(?:at|by|when|on|leaving)\b", re.IGNORECASE
)
"""“calf fine at end”, which is of anything where it stands before the treatment."""
_GOES_ON = re.compile(r"(?:but|then|thn|and)\s", re.IGNORECASE)
_EASED = re.compile(
    r"(?:but|then|thn|and)\s(?:(?:was|is|felt|feels|now|all)\s)*"
    r"(?:ok|okay|fine|good|resolved|passed|better|gone|cleared)\b[^\d]*$",
    re.IGNORECASE,
)
"""“… but ok after water”, behind a response."""
_OF_PLACE = frozenset({Class.AREA, Class.COMPLAINT, Class.PAIN, Class.SIDE})
_NAMES = frozenset({Class.AREA, Class.LEVEL, Class.COMPLAINT, Class.PAIN, Class.MOVEMENT, Class.TEST, *CODED})
"""What a value may be of; without one it is of what stands before it."""
_KEPT = 512


def responses_told(
    text: str, read: Sequence[Read], lexicon: Lexicon, last_timed: int
) -> list[tuple[str, range]]:
    """Return the responses of a text, each with its clauses; one may go on over “but” and “then”.

    ``last_timed`` is the last clause that times a treatment, or the number of clauses where none does.
    """
    told: list[tuple[str, range]] = []
    for at, one in enumerate(read):
        said = _told_at(read, at, lexicon, last_timed, told)
        before = told[-1][1] if told else range(0)
        goes_on = bool(told) and before.stop == at and _joins(text, read, at, response=bool(said))
        if goes_on:
            start = read[before.start].clause.start
            told[-1] = (text[start : one.clause.end].rstrip(".!"), range(before.start, at + 1))
        elif said:
            told.append((said, range(at, at + 1)))
    return told


def _told_at(
    read: Sequence[Read],
    at: int,
    lexicon: Lexicon,
    last_timed: int,
    told: Sequence[tuple[str, range]],
) -> str:
    """Return the response that a clause tells, or nothing."""
    one = read[at]
    if one.reached not in {"", "denied"} or _is_of_value_behind(read, at):
        return ""
    sentence = one.clause.sentence
    mine = [each for each in read[:at] if each.clause.sentence == sentence]
    taken = bool(told) and read[told[-1][1].start].clause.sentence == sentence
    assessed = any(each.section == "assessment" for each in mine)
    behind = at > last_timed or assessed or taken
    said = _response(one.clause.text, one.section, one.clause.heading, lexicon, behind=behind)
    if not said or (at < last_timed < len(read) and _AT_EASE.match(said)):
        return ""
    return "" if _goes_on_planning(read, at) and not _AT_EASE.match(one.clause.text) else said


def _joins(text: str, read: Sequence[Read], at: int, *, response: bool) -> bool:
    """Whether a clause only goes on with the response before it: “but a good sore”, “then ok after water”."""
    before, one = read[at - 1].clause, read[at].clause
    if before.sentence != one.sentence or text[before.end : one.start].strip() not in {"", ","}:
        return False
    return (_GOES_ON if response else _EASED).match(one.text) is not None


def _is_of_value_behind(read: Sequence[Read], at: int) -> bool:
    """Whether a clause only names where the value behind it is: “R hip sore, 4/10 after”."""
    one, following = read[at], read[at + 1] if at + 1 < len(read) else None
    if following is None or following.section == "plan":
        return False
    if (following.clause.sentence, following.clause.heading) != (one.clause.sentence, one.clause.heading):
        return False
    kinds = {each.kind for each in following.lexemes}
    valued = bool({Class.SCORE, Class.NUMBER} & kinds) and not _NAMES & kinds
    return valued and any(each.kind in _OF_PLACE for each in one.lexemes)


def is_of_before(read: Sequence[Read], at: int, last_timed: int) -> bool:
    """Whether a clause tells of no treatment of today: the client tells of before, or it goes on planning."""
    return (read[at].section == "subjective" and at <= last_timed) or _goes_on_planning(read, at)


def _goes_on_planning(read: Sequence[Read], at: int) -> bool:
    """Whether a clause stands behind one of the plan in its sentence: “next time psoas, less on QL”."""
    before = read[at - 1] if at else None
    return (
        before is not None
        and before.clause.sentence == read[at].clause.sentence
        and before.section == "plan"
        and not before.clause.heading
    )


@lru_cache(maxsize=_KEPT)
def _response(text: str, section: str, heading: str, lexicon: Lexicon, *, behind: bool) -> str:
    """Return the response that a clause tells in its own words; these may deny: “no adverse reaction”."""
    words, found = lexicon.words, lexemes(text, 0, lexicon)
    slept = _ASLEEP.match(text) is not None
    behind = slept or (
        section != "plan" and heading in {"", "assessment"} and (behind or _is_after(text, lexicon))
    )
    assessed = behind or section == "assessment"
    named = response_in(text, lexicon)
    if named:
        return named if assessed or section != "subjective" else ""
    if (assessed or section != "subjective") and governed_by(text, words) in {"", "denied"}:
        told = response_told(text, found, lexicon, assessed=assessed)
        if told:
            return told
    if of_last_treatment(text) and heading != "plan":
        return text.rstrip(".!")
    if section == "plan" and (heading or section_alone(text, lexicon) == "plan"):
        return ""
    return response_begun(text, found, words, behind=behind or heading == "assessment")


def _is_after(text: str, lexicon: Lexicon) -> bool:
    """Whether a clause tells that it is after treatment: “gait better leaving”, “sore after TP work”."""
    found = lexemes(text, 0, lexicon)
    kinds = "".join(each.kind for each in found)
    left = any(each.kind is Class.AFTER and each.text.casefold() not in _AFTER_ALL for each in found)
    return left or re.search("f[-~.]*[FT]", kinds) is not None or _ADVERSE.match(text) is not None
