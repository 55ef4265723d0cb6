"""The road of a sentence: its clauses, what governs them, where they belong, what is told, what is kept."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from charting_tui.records.visit import Treatment
from charting_tui.shorthand.read.clauses import Clause, clauses
from charting_tui.shorthand.read.lexemes import Class, Lexeme, Lexicon, Meaning, lexemes
from charting_tui.shorthand.read.note_words import NoteWords
from charting_tui.shorthand.read.phrases import frequency_in, response_in, return_in
from charting_tui.shorthand.read.places import stray_sides
from charting_tui.shorthand.read.scope import governed_behind, governed_by, runs_on
from charting_tui.shorthand.read.sections import section_of
from charting_tui.shorthand.read.statements import ClauseFacts, facts_of
from charting_tui.shorthand.read.treatments import Told, header, is_generic, treatments_told
from charting_tui.shorthand.vocabulary import Vocabulary

_VALUES = frozenset({Class.SCORE, Class.NUMBER})
_CODED = frozenset({Class.TECHNIQUE, Class.CODE, Class.EXERCISE})
_FEW = frozenset({Class.MINUTES, Class.PLAIN, Class.DROPPED, Class.AREA, Class.SIDE, Class.AND, Class.AT})
_TURNS = re.compile(r"(?:but|so|then|however|though|did)\b", re.IGNORECASE)
"""Words with which something else begins, so that what governed before does so no more."""
_DENIED = re.compile(r"\b(?:no|denies|denied|neg for|negative for|without|w/o)\b", re.IGNORECASE)
_OWN = frozenset(
    {Class.UNKNOWN, Class.FINDING, Class.TEST, Class.MOVEMENT, Class.PAIN, Class.COMPLAINT, *_CODED}
)
"""What makes a clause a statement of its own."""
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
class Part:
    """A stretch of the line that is kept as typed, in one section."""

    section: str
    text: str
    start: int
    end: int


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
        what = self.technique or self.code
        spent = f"{self.minutes} minutes of {what}" if self.minutes else what
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
class Sentences:
    """What typed sentences come to."""

    kept: tuple[Part, ...]
    facts: tuple[ClauseFacts, ...]
    treatments: tuple[Treatment, ...]
    asked: tuple[Asked, ...]
    understood: tuple[tuple[int, int], ...] = ()
    """Where the words stand that facts tell."""


@dataclass(frozen=True)
class Read:
    """A clause with its lexemes and its section."""

    clause: Clause
    lexemes: tuple[Lexeme, ...]
    reached: str
    """The kind of scope that reaches it from a clause before, or nothing."""
    section: str


@dataclass(frozen=True)
class Settled:
    """Codes about which more is known than a segment of the line tells."""

    doubtful: frozenset[str] = frozenset()
    """They are asked, because a mention elsewhere in the line is not certain."""
    confirmed: frozenset[str] = frozenset()
    """Their question was answered with yes."""


def read_sentences(
    text: str, lexicon: Lexicon, section: str = "", settled: Settled | None = None
) -> Sentences:
    """Return what typed sentences say; any text can be read, and every word is kept or in a fact."""
    read = _read(text, lexicon, section)
    told = [one for each in _coded(text, read) for one in _told(text, each, lexicon.words)]
    stored, asked = _settled(told, settled or Settled())
    facts, understood = _facts(text, read, lexicon)
    plain = [one for one in stored if _is_plain(one, read)]
    understood |= {place for place, each in enumerate(read) for one in plain if _holds(each, one)}
    kept = [one for place, one in enumerate(read) if place not in understood]
    return Sentences(
        _parts(text, kept),
        tuple(facts),
        tuple(_record(one, worded=one not in plain) for one in stored),
        tuple(asked),
        tuple((read[place].clause.start, read[place].clause.end) for place in sorted(understood)),
    )


def _facts(text: str, read: Sequence[Read], lexicon: Lexicon) -> tuple[list[ClauseFacts], set[int]]:
    """Return the facts of the longest runs of clauses that are understood whole, and these clauses."""
    facts: list[ClauseFacts] = []
    understood: set[int] = set()
    place = 0
    while place < len(read):
        sentence = read[place].clause.sentence
        last = max(at for at in range(place, len(read)) if read[at].clause.sentence == sentence)
        for end in range(last, place - 1, -1):
            run = read[place : end + 1]
            if end < last and _leans(read[end + 1].lexemes):
                continue
            found = _facts_of(text, run, lexicon)
            if found is not None:
                facts.append(found)
                understood |= set(range(place, end + 1))
                place = end
                break
        place += 1
    return facts, understood


def _facts_of(text: str, run: Sequence[Read], lexicon: Lexicon) -> ClauseFacts | None:
    if any(one.reached == "denied" or _quoted(one) for one in run):
        return None
    if len({one.clause.heading for one in run}) > 1:
        return None
    if len(run) == 1:
        set_phrase = _set_phrase(run[0].clause.text, lexicon.vocabulary)
        if set_phrase is not None:
            return set_phrase
    if any(one.reached for one in run):
        return None
    joined: list[Lexeme] = []
    for before, one in zip([None, *run], run, strict=False):
        if before is not None:
            start, end = before.clause.end, one.clause.start
            comma = text[start:end].strip() == ","
            joined.append(Lexeme(Meaning(Class.AND if comma else Class.UNKNOWN), text[start:end], start, end))
        joined += one.lexemes
    return facts_of(joined)


def _quoted(one: Read) -> bool:
    return '"' in one.clause.text


def _set_phrase(text: str, vocabulary: Vocabulary) -> ClauseFacts | None:
    response, again, often = response_in(text, vocabulary), return_in(text), frequency_in(text)
    if response:
        return ClauseFacts(responses=[response])
    if again:
        return ClauseFacts(next=[again])
    return ClauseFacts(frequency=often) if often else None


def _holds(each: Read, one: Told) -> bool:
    return each.clause.start <= one.start < each.clause.end


def _is_plain(one: Told, read: Sequence[Read]) -> bool:
    """Whether a treatment says all that its clause says, so that a sentence made of it loses no word."""
    at, holder = next((place, each) for place, each in enumerate(read) if _holds(each, one))
    following = read[at + 1 : at + 2]
    if following and following[0].clause.sentence == holder.clause.sentence and _leans(following[0].lexemes):
        return False
    techniques = [each for each in holder.lexemes if each.kind in _CODED]
    return (
        one.minutes is not None
        and len(techniques) == 1
        and techniques[0].kind is Class.TECHNIQUE
        and all(each.kind in _SAID or each.text.casefold() == "x" for each in holder.lexemes)
        and sum(each.kind in {Class.MINUTES, Class.NUMBER} for each in holder.lexemes) == 1
        and not stray_sides(holder.lexemes)
    )


def _read(text: str, lexicon: Lexicon, section: str) -> list[Read]:
    read: list[Read] = []
    words = lexicon.words
    for clause in clauses(text, words):
        found = lexemes(clause.text, clause.start, lexicon)
        before = read[-1] if read and read[-1].clause.sentence == clause.sentence else None
        place = section_of(clause, found, read[-1].section if read else section, words)
        if before is not None and not clause.heading and _goes_on(found):
            place = before.section
        reached = "intended" if place == clause.heading == "plan" else ""
        if before is not None:
            reached = reached or _reached(text, before, clause, found, words)
        read.append(Read(clause, found, reached, place))
    return read


def _reached(text: str, before: Read, clause: Clause, found: Sequence[Lexeme], words: NoteWords) -> str:
    """Return the scope that reaches a clause from the one before it in its sentence, or nothing.

    A denial reaches over commas, up to what was timed; any scope does over a list of treatments.
    """
    kind = before.reached or governed_by(before.clause.text, words)
    between = text[before.clause.end : clause.start]
    if not kind or _TURNS.match(clause.text):
        return ""
    if "," not in between:
        denied = _DENIED.search(before.clause.text)
        named = before.clause.text[denied.end() :].split() if denied else []
        return "" if kind == "denied" and len(named) > 1 else kind
    if _timed(before.lexemes) and {one.kind for one in found} & _CODED:
        return kind
    runs = before.reached == "denied" or runs_on(before.clause.text, words)
    return "denied" if runs and not _timed(found) else ""


def _goes_on(found: Sequence[Lexeme]) -> bool:
    """Whether a clause begins with a value, and so goes on with what stands before it."""
    return bool(found) and found[0].kind in _VALUES and not any(one.kind in _CODED for one in found)


def _leans(found: Sequence[Lexeme]) -> bool:
    """Whether a clause says nothing without the one before it: “, R worse”, “, with towels”."""
    kinds = {one.kind for one in found}
    return bool(found) and (found[0].kind in {Class.AT, Class.TO, Class.SIDE, *_VALUES} or not kinds & _OWN)


def _timed(found: Sequence[Lexeme]) -> bool:
    """Whether minutes with their unit, or written as in the quick line (“mfr30 @”), say that it was done."""
    kinds = {one.kind for one in found}
    written = len(found) > 2 and found[1].glued and found[1].kind is Class.NUMBER and found[2].text == "@"  # noqa: PLR2004
    return (Class.MINUTES in kinds or written) and bool(kinds & _CODED)


def _coded(text: str, read: Sequence[Read]) -> list[Read]:
    """Return the clauses to look for treatments in, joined over commas that part a treatment."""
    found: list[Read] = []
    owned = -1
    for one in read:
        if one.clause.sentence == owned or (
            found and (_belong(found[-1], one) or _names_more_places(found[-1], one))
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
    return (alone and bool(earlier & _CODED) and Class.MINUTES not in earlier) or (
        led and bool(kinds & _CODED) and Class.MINUTES not in kinds
    )


def _names_more_places(before: Read, one: Read) -> bool:
    """Whether a clause only names more places of the treatment before it."""
    kinds = {each.kind for each in one.lexemes}
    return (
        before.clause.sentence == one.clause.sentence
        and before.reached == one.reached
        and Class.AREA in kinds
        and kinds <= {Class.AREA, Class.SIDE, Class.AND}
        and bool({each.kind for each in before.lexemes} & _CODED)
    )


def _joined(text: str, before: Read, one: Read) -> Read:
    clause = replace(before.clause, text=text[before.clause.start : one.clause.end], end=one.clause.end)
    comma = Lexeme(Meaning(Class.AND), ",", before.clause.end, one.clause.start)
    return replace(before, clause=clause, lexemes=(*before.lexemes, comma, *one.lexemes))


def _told(text: str, read: Read, words: NoteWords) -> list[Told]:
    """Return the treatments of a clause that nothing before or behind them governs."""
    told = []
    for one in treatments_told(read.lexemes):
        before = text[read.clause.start : one.start]
        kind = governed_by(before, words) or read.reached
        if kind == "earlier" or (kind == "denied" and kind == read.reached):
            told += [replace(one, certain=False)] if one.minutes is not None else []
        elif one.exercises and read.section != "objective":
            continue
        elif not kind and not governed_behind(text[one.end : read.clause.end], words):
            idle = one.minutes is None and any(each.kind is Class.UNKNOWN for each in read.lexemes)
            if not (idle and is_generic(one)):
                told.append(one)
    return told


def _settled(told: list[Told], known: Settled) -> tuple[list[Told], list[Asked]]:
    """Part what is certain from what is asked: a code's total counts only where all its mentions do."""
    doubtful = ({one.code for one in told if not one.certain} | known.doubtful) - known.confirmed
    stored = [one for one in told if one.code not in doubtful]
    return stored, [Asked(one.code, one.technique, one.minutes) for one in told if one.code in doubtful]


def _record(one: Told, *, worded: bool) -> Treatment:
    return Treatment(
        technique=one.technique, minutes=one.minutes, areas=one.areas, code=one.code, worded=worded
    )


def _parts(text: str, read: Sequence[Read]) -> tuple[Part, ...]:
    """Join the clauses of one section again where they stood in one sentence, with what stood between."""
    parts: list[Part] = []
    last: Read | None = None
    for one in read:
        joined = (
            last is not None
            and one.section == last.section
            and one.clause.sentence == last.clause.sentence
            and one.clause.heading == last.clause.heading
        )
        end = one.clause.end
        start = parts[-1].start if joined else one.clause.start
        if joined:
            parts.pop()
        parts.append(Part(one.section, text[start:end], start, end))
        last = one
    return tuple(parts)
