"""A segment that is no quick line: read as sentences, and kept as typed where it is not understood."""

import re
from collections.abc import Sequence
from itertools import pairwise

from charting_tui.records.visit import Treatment
from charting_tui.shorthand.dialect.cursor import Checkpoint, Line
from charting_tui.shorthand.dialect.found import GivenTreatment, PlacedArea
from charting_tui.shorthand.dialect.tokens import KEPT, Status, Token
from charting_tui.shorthand.read.billing import Settled
from charting_tui.shorthand.read.classes import Class
from charting_tui.shorthand.read.clauses import headings
from charting_tui.shorthand.read.lexicon import lexicon_of
from charting_tui.shorthand.read.line import Part, Sentences, read_sentences
from charting_tui.shorthand.read.reads import CODED, Read, clauses_read
from charting_tui.shorthand.read.treatments import COUNTED
from charting_tui.shorthand.vocabulary import Vocabulary

_OPEN = frozenset({Status.NEEDS_CHOICE, Status.NEEDS_MORE, Status.WRONG})
_WORD_FOR_WORD = re.compile(r"(?:[soap]\s*:|hu\b)", re.IGNORECASE)
"""What begins a segment of words that are kept as they are."""
_TODAY = re.compile(r"[so]\s*:", re.IGNORECASE)
_OF_SENTENCES = frozenset({"and", "&", "+", "to", "for", "with", "w/", "w", "on", "of", "x"})
"""Words that no quick line has between its tokens."""


def is_told_in_sentences(line: Line, first: int) -> bool:
    """Whether a word of the segment from token ``first`` on is none of the quick line's grammar."""
    tokens = line.tokens[first : line.at]
    if not tokens:
        return False
    text = line.typed[tokens[0].start : tokens[-1].end]
    if _WORD_FOR_WORD.match(text) and len(headings(text)) <= 1 and not _goes_on_in_sections(line, text):
        return False
    chosen = any(token.status is Status.NEEDS_CHOICE for token in tokens)
    return (
        len(headings(text)) > 1
        or "\n" in text
        or any(_is_kept(token) and not (chosen and token.text.isdigit()) for token in tokens)
        or any(token.text.casefold() in _OF_SENTENCES for token in tokens)
        or any(one.text.isdigit() and other.text.casefold() in COUNTED for one, other in pairwise(tokens))
        or _denies_what_is_not_known(line, tokens)
    )


def has_lone_headings(text: str) -> bool:
    """Whether bare letters head the sections of a line, one of them behind “;”: “S neck 4; O UT tight; …”."""
    return ";" in text and any(
        text[: one.start].rstrip().endswith(";")
        for one in headings(text)
        if ":" not in text[one.start : one.end]
    )


def health_update_in(text: str, vocabulary: Vocabulary) -> int:
    """Return where the words on the client's health end: before what tells of pain, findings or treatment.

    They end at their first full stop where such a clause follows later, and at the segment's end without one.
    """
    read = clauses_read(text, lexicon_of(vocabulary), "subjective")
    telling = next((one for one in read if one.clause.start and _tells_of_the_visit(one)), None)
    if telling is None:
        return len(text)
    return next(one.clause.start for one in read if one is telling or one.clause.sentence > 0)


def _goes_on_in_sections(line: Line, text: str) -> bool:
    """Whether a segment is one section of a line of several, and tells of the visit: “O: SLR neg. R; …”."""
    if len(headings(line.typed)) <= 1 or not _TODAY.match(text):
        return False
    read = clauses_read(text, lexicon_of(line.vocabulary), "")
    return any(_tells_of_the_visit(one) for one in read)


def _tells_of_the_visit(one: Read) -> bool:
    kinds = {each.kind for each in one.lexemes}
    return (
        Class.SCORE in kinds
        or (Class.MINUTES in kinds and bool(kinds & CODED))
        or {Class.FINDING, Class.AREA} <= kinds
        or {Class.TEST, Class.RESULT} <= kinds
        or ({Class.MOVEMENT, Class.NUMBER} <= kinds)
    )


def _is_kept(token: Token) -> bool:
    return token.status in KEPT and not token.text.startswith('"')


def _denies_what_is_not_known(line: Line, tokens: Sequence[Token]) -> bool:
    """Whether “no” is followed by a word that is not known, or its list runs into one that governs."""
    spoken = [token.text.casefold() for token in tokens]
    if "no" not in spoken:
        return False
    denied = [token for token in tokens[spoken.index("no") + 1 :] if token.meaning.startswith("not there:")]
    lexicon = lexicon_of(line.vocabulary)
    governs = lexicon.words.governs
    return any(
        (place == 0 and not _known(line, token)) or token.text.casefold() in {*governs, "neg", "pos"}
        for place, token in enumerate(denied)
    )


def _known(line: Line, token: Token) -> bool:
    word = token.text.casefold()
    named = token.meaning.removeprefix("not there: ")
    return bool(line.vocabulary.meanings(word) or line.vocabulary.meanings(named))


def leaves_open(line: Line, first: int) -> bool:
    """Whether the grammar leaves a word of the segment from token ``first`` on open."""
    return any(token.status in _OPEN for token in line.tokens[first : line.at])


def in_sentences(line: Line, before: Checkpoint, *, only_whole: bool = False) -> None:
    """Read the segment from ``before`` on as sentences; ``only_whole``: where that leaves no word over."""
    end = line.at
    start, stop = before.tokens[before.at].start, before.tokens[end - 1].end
    text, lexicon = line.typed[start:stop], lexicon_of(line.vocabulary)
    given = next((one for one in reversed(before.found.treatments) if one.code and one.minutes), None)
    named = given or next(
        (one for one in reversed(before.found.asked) if one.technique and one.minutes), None
    )
    last = Treatment(technique=named.technique, code=named.code) if named else None
    ahead = line.typed[:start]
    told = read_sentences(text, lexicon, before.section, before=last, ahead=ahead)
    if only_whole and (told.kept or told.asked):
        return
    if line.settled != Settled():
        told = read_sentences(text, lexicon, before.section, known=line.settled, before=last, ahead=ahead)
    read_by_grammar = line.tokens[before.at : end]
    line.found, line.section = before.found, before.section
    for one in told.in_order():
        if isinstance(one, Part):
            line.section = one.section
            line.keep(one.text)
        elif isinstance(one, Treatment):
            line.found.treatments.append(_given(one))
        else:
            line.found.add(one)
    line.found.asked += told.asked
    line.tokens[before.at : end] = [_as_read(token, token.start - start, told) for token in read_by_grammar]
    line.new_segment()
    line.at = end


def _given(told: Treatment) -> GivenTreatment:
    areas = [PlacedArea(area, joint=False, token=-1, used=True) for area in told.areas]
    return GivenTreatment(
        told.technique, told.code, -1, told.exact_minutes, areas, list(told.details), worded=told.worded
    )


def _as_read(token: Token, at: int, told: Sentences) -> Token:
    if any(first <= at < last for first, last in told.understood):
        return Token(token.text, token.start, token.end, Status.UNDERSTOOD)
    if token.status is Status.CODELESS:
        return token
    return Token(token.text, token.start, token.end, Status.FREE, "kept as typed")
