"""To which section of the note a clause belongs."""

import re

from charting_tui.shorthand.read.classes import Class, Lexeme
from charting_tui.shorthand.read.clauses import Clause
from charting_tui.shorthand.read.note_words import NoteWords
from charting_tui.shorthand.read.scope import phrases

_LONGEST_HEAD = 3
_SPAN = re.compile(r"\d\s?(?:h|d|days?|wks?|weeks?|mos?|months?)\b", re.IGNORECASE)
_TIMED = re.compile("TN|^NT")
_DENIED = re.compile(r"(?:no|denies|denied)\s(?:swelling|edema|redness|warmth)\b", re.IGNORECASE)
"""What clients deny as well as therapists find absent; it stays with what the client told."""
_RATES = frozenset({"x/wk", "per week", "a week", "weekly", "wkly", "monthly", "1x/wk", "2x/wk", "3x/wk"})
"""Words of the plan that tell how often something is felt as well: “n/t nites 4x/wk”."""
_ORDER = ("plan", "assessment", "objective", "subjective")
_OF_AREA = re.compile("A(?!S?[NQ])")
_REFERRED = frozenset({"refer", "refer to"})
"""Words of the plan that tell where a trigger point is felt as well: “TrPs refer to deltoid”."""
_OBJECTIVE = {Class.FINDING, Class.TEST, Class.MOVEMENT, Class.DEGREES}


def section_of(clause: Clause, found: tuple[Lexeme, ...], before: str, words: NoteWords) -> str:
    """Return the section of a clause: of its heading, its first words, what it tells, or that before it."""
    if clause.heading:
        return clause.heading
    if _forbids(clause.text, found, words):
        return "plan"
    headed, found = _without_header(clause.text, found)
    spoken = [phrase for phrase in _heads(headed) if phrase in words.heads]
    first = next((one for one in found if one.kind not in {Class.NUMBER, Class.MINUTES}), None)
    if found and ((first is not None and first.kind is Class.TECHNIQUE) or _is_posterior(found)):
        spoken = []
    if found and found[0].kind is Class.AREA:
        spoken = [phrase for phrase in spoken if len(phrase) >= len(found[0].text)]
    return words.heads[spoken[0]] if spoken else _told_of(clause.text, found, before, words)


def _is_posterior(found: tuple[Lexeme, ...]) -> bool:
    """Whether “post” begins a clause as the side of an area: “post neck hypertonic”, not “post neck 3”."""
    kinds = "".join(one.kind for one in found)
    return found[0].text.casefold().rstrip(".") == "post" and _OF_AREA.match(kinds, 1) is not None


def _without_header(text: str, found: tuple[Lexeme, ...]) -> tuple[str, tuple[Lexeme, ...]]:
    """Return a clause without words before a colon that name no value, where a score stands behind it."""
    at = next((place for place, one in enumerate(found) if one.text == ":"), -1)
    scored = any(one.kind is Class.SCORE for one in found[at + 1 :])
    if at < 0 or not scored or any(one.value is not None for one in found[:at]):
        return text, found
    return text[text.index(":") + 1 :], found[at + 1 :]


def _told_of(text: str, found: tuple[Lexeme, ...], before: str, words: NoteWords) -> str:
    """Return the section that the words of a clause tell of, or the one before it."""
    kinds = {one.kind for one in found}
    timed = Class.MINUTES in kinds or _TIMED.search("".join(one.kind for one in found))
    if timed and kinds & {Class.TECHNIQUE, Class.CODE}:
        return "objective"
    if _DENIED.match(text) and Class.AREA not in kinds and before == "subjective":
        return before
    if found and found[0].kind is Class.COMPLAINT:
        return "subjective"
    spoken = [phrase for phrase in phrases(text) if phrase in words.tells]
    told = {words.tells[phrase] for phrase in spoken}
    planned = {phrase for phrase in spoken if words.tells[phrase] == "plan"}
    if planned and planned <= _REFERRED and Class.FINDING in kinds:
        told.discard("plan")
    if "subjective" in told and planned <= _RATES:
        told.discard("plan")
    for section in _ORDER:
        if section in told:
            return section
    if (
        {Class.GRADE, Class.AREA} <= kinds
        or Class.TECHNIQUE in kinds
        or kinds & _OBJECTIVE
        or (Class.EXERCISE in kinds and Class.SETS in kinds)
    ):
        return "objective"
    return before or "subjective"


def _forbids(text: str, found: tuple[Lexeme, ...], words: NoteWords) -> bool:
    """Whether a clause denies something for a time to come: “no running 1 wk”."""
    first = next(iter(phrases(text)), "").split()[:1]
    ahead = any(one.kind is Class.MEASURE and _SPAN.search(one.text) for one in found)
    earlier = any(words.governs.get(phrase) == "earlier" for phrase in phrases(text))
    return first in (["no"], ["avoid"]) and ahead and not earlier


def _heads(text: str) -> list[str]:
    spoken = phrases(text)
    first = spoken[0].split()[0] if spoken else ""
    return [phrase for phrase in spoken[:_LONGEST_HEAD] if phrase.split()[0] == first]
