"""Words in prose that support a code: which technique, where, for how many minutes; what takes it back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from charting_tui.coding.code_tables.procedures import Procedure
from charting_tui.coding.vocabulary import (
    Area,
    NoteVocabulary,
    PhraseMatch,
    Technique,
    Word,
    company_phrases,
    find,
    negators,
    support_phrases,
    vocabulary,
    words_in,
)

MINUTES = re.compile(
    r"\b(\d{1,3})\s*(?:-\s*)?(?:min\b|mins\b|minutes?\b|['\u2019\u2032](?!\w))", re.IGNORECASE
)
_NEWS = re.compile(r"\b(?:found|today|noted|reported)\b")
_JOINED = re.compile(r",|\b(?:or|nor|and)\b|[/+&]", re.IGNORECASE)
_LONGEST = 2
"""Words of the longest phrase that denies."""


def taken_back(sentence: str, words: Sequence[Word], found: PhraseMatch, known: NoteVocabulary) -> bool:
    """Whether the sentence says of a technique that it was not done, or not yet."""
    return denied_before(sentence, words, found, known) or _denied_after(sentence, words, found)


def denied_before(
    sentence: str, words: Sequence[Word], found: PhraseMatch, known: NoteVocabulary, since: int = 0
) -> bool:
    """Whether a denial that stands before a phrase, from word ``since`` on, reaches it."""
    before, ends = negators("before"), negators("ends")
    spoken = [word[0].lower() for word in words[: found.first]]
    for at in range(found.first - 1, since - 1, -1):
        if (spoken[at],) in ends:
            return False
        lengths = range(1, _LONGEST + 1)
        said = next((tuple(spoken[at : at + n]) for n in lengths if tuple(spoken[at : at + n]) in before), ())
        if said:
            between = sentence[words[at + len(said) - 1].end() : found.start]
            return not (
                _starts_anew(between, known)
                or (
                    said in negators("denials")
                    and _told_as_done(sentence, words, found, known)
                    and _is_something_else(between, known)
                )
            )
    return False


def _starts_anew(between: str, known: NoteVocabulary) -> bool:
    """Whether a comma after a denial opens something else: a place, a time, or a new statement."""
    head, comma, _ = between.rpartition(",")
    return bool(comma) and bool(
        MINUTES.search(head) or find(words_in(head), known.areas) or _NEWS.search(head)
    )


def _is_something_else(between: str, known: NoteVocabulary) -> bool:
    """Whether what stands between a denial and a technique is what is denied: a symptom or a change.

    “No change before treatment, MFR to UT” denies a change; “no MFR, MLD to UT” denies both techniques.
    """
    head, comma, tail = between.rpartition(",")
    if comma:
        named = find(words_in(head), known.techniques)
        return not named and not _JOINED.search(tail) and bool(words_in(head))
    spoken = {(word[0].lower(),) for word in words_in(between)}
    return bool(spoken & negators("symptoms")) and not _JOINED.search(between)


def _told_as_done(sentence: str, words: Sequence[Word], found: PhraseMatch, known: NoteVocabulary) -> bool:
    """Whether “to”, “applied” or the like follows a technique at once, or an area before the next comma."""
    following = words[found.last + 1 : found.last + 2]
    if following and (following[0][0].lower(),) in negators("done"):
        return True
    rest = re.split(r",|\b(?:or|nor)\b", sentence[found.end :], maxsplit=1)[0]
    return bool(find(words_in(rest), known.areas))


def _denied_after(sentence: str, words: Sequence[Word], found: PhraseMatch) -> bool:
    after = negators("after")
    spoken = [word[0].lower() for word in words]
    for at in range(found.last + 1, len(spoken)):
        if "," in sentence[found.end : words[at].start()]:
            return False
        if any(tuple(spoken[at : at + length]) in after for length in range(1, _LONGEST + 1)):
            return True
    return False


_SENTENCE = re.compile(r"[^.;!?\n]+(?:(?<=\d)\.(?=\d)[^.;!?\n]+)*")
_STEP = re.compile(r"(?:,\s*)?\b(?:then|followed by|after which)\b", re.IGNORECASE)
_COMMA = re.compile(r",|\band\b|\+|&", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """A technique named in a text, as something that was done."""

    technique: str
    codes: tuple[str, ...]
    """The codes it supports."""
    words: str
    """As they stand in the text."""
    start: int
    end: int
    areas: tuple[str, ...] = ()
    """Areas named in the same sentence, or in its part where the parts name areas of their own."""
    regions: tuple[str, ...] = ()
    """The regions of those areas."""
    minutes: tuple[int, ...] = ()
    """Minutes named beside it, likewise."""
    weak: bool = False
    """Whether it names the service without saying how (“massage”)."""
    clause: tuple[int, int] = (0, 0)
    """Where the sentence or its part stands."""


@lru_cache(maxsize=32)
def evidence(text: str, known: NoteVocabulary | None = None) -> tuple[Mention, ...]:
    """Return the techniques that a text names as done, in their order; what it denies supports nothing.

    They are those of the program where no vocabulary is handed in.
    """
    words = known or vocabulary()
    return tuple(
        replace(
            mention,
            start=mention.start + at,
            end=mention.end + at,
            clause=(mention.clause[0] + at, mention.clause[1] + at),
        )
        for sentence, at in sentences(text)
        for mention in _evidence_in(sentence, words)
    )


@lru_cache(maxsize=512)
def areas_in(text: str, known: NoteVocabulary | None = None) -> tuple[Area, ...]:
    """Return the areas of the body that a text names, each once."""
    words = words_in(text)
    named = (found.meaning for found in find(words, (known or vocabulary()).areas))
    return tuple(dict.fromkeys(meaning for meaning in named if isinstance(meaning, Area)))


@lru_cache(maxsize=32)
def sentences(text: str) -> tuple[tuple[str, int], ...]:
    """Return the sentences of a text, cut at their steps (“then …”), with where each begins."""
    return tuple(
        (step, whole.start() + at) for whole in _SENTENCE.finditer(text) for step, at in _steps(whole[0])
    )


@lru_cache(maxsize=2048)
def _steps(sentence: str) -> tuple[tuple[str, int], ...]:
    cuts = [0, *(mark.start() for mark in _STEP.finditer(sentence)), len(sentence)]
    return tuple((sentence[start:end], start) for start, end in pairwise(cuts))


@lru_cache(maxsize=4096)
def _evidence_in(sentence: str, known: NoteVocabulary) -> tuple[Mention, ...]:
    words = words_in(sentence)
    techniques = _accompanied(sentence, words, find(words, known.techniques), known)
    if not any(isinstance(found.meaning, Technique) and found.meaning.codes for found in techniques):
        return ()
    areas = find(words, known.areas)
    mentions = []
    for start, end in _parts(sentence, techniques, areas):
        inside = [found for found in techniques if start <= found.start < end]
        places = [
            found.meaning for found in areas if start <= found.start < end and isinstance(found.meaning, Area)
        ]
        minutes = tuple(int(found[1]) for found in MINUTES.finditer(sentence, start, end))
        for found in inside:
            meaning = found.meaning
            if (
                isinstance(meaning, Technique)
                and meaning.codes
                and not taken_back(sentence, words, found, known)
            ):
                mentions.append(
                    Mention(
                        technique=meaning.name,
                        codes=meaning.codes,
                        words=sentence[found.start : found.end],
                        start=found.start,
                        end=found.end,
                        areas=tuple(dict.fromkeys(place.name for place in places)),
                        regions=tuple(dict.fromkeys(place.region for place in places)),
                        minutes=minutes,
                        weak=meaning.weak,
                        clause=(start, end),
                    )
                )
    return tuple(mentions)


def _accompanied(
    sentence: str, words: list[Word], techniques: list[PhraseMatch], known: NoteVocabulary
) -> list[PhraseMatch]:
    """Leave out what is a technique only beside other words, where those are not near."""
    return [
        found
        for found in techniques
        if not isinstance(found.meaning, Technique)
        or not (found.meaning.beside or found.meaning.beside_area)
        or _has_company(sentence, words, found, found.meaning, known)
    ]


def _has_company(
    sentence: str, words: list[Word], found: PhraseMatch, technique: Technique, known: NoteVocabulary
) -> bool:
    """Whether words that make it a technique stand within its reach, before the next comma, undenied."""
    company = find(words, company_phrases(technique))
    company += find(words, known.areas) if technique.beside_area else []
    for other in company:
        first, last = sorted((found, other), key=lambda each: each.first)
        near = 0 < last.first - first.last <= technique.within
        if (
            near
            and "," not in sentence[first.end : last.start]
            and not denied_before(sentence, words, last, known, since=first.last + 1)
        ):
            return True
    return False


def _parts(sentence: str, techniques: list[PhraseMatch], areas: list[PhraseMatch]) -> list[tuple[int, int]]:
    """Cut a sentence at commas whose two sides each name a technique with an area or minutes of its own."""
    cuts = [0, *(mark.start() for mark in _COMMA.finditer(sentence)), len(sentence)]
    pieces = list(pairwise(cuts))
    parts: list[tuple[int, int]] = []
    for start, end in pieces:
        if parts and not (
            _stands_alone(sentence, parts[-1], techniques, areas)
            and _stands_alone(sentence, (start, len(sentence)), techniques, areas)
            and _names(techniques, (start, end))
        ):
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    return parts


def _names(found: list[PhraseMatch], part: tuple[int, int]) -> bool:
    return any(part[0] <= one.start < part[1] for one in found)


def _stands_alone(
    sentence: str, part: tuple[int, int], techniques: list[PhraseMatch], areas: list[PhraseMatch]
) -> bool:
    timed = MINUTES.search(sentence, part[0], part[1]) is not None
    return _names(techniques, part) and (timed or _names(areas, part))


_NOT_JUDGED = frozenset({"supply", "maintenance", "unlisted", "evaluation"})
"""Kinds whose service no words of a treatment note can tell."""
_SETS = re.compile(r"\b\d{1,2}\s*[x\N{MULTIPLICATION SIGN}]\s*\d{1,2}\b", re.IGNORECASE)
_EXERCISE = "97110"


def is_judged(procedure: Procedure) -> bool:
    """Whether words are known that speak for a code."""
    return procedure.kind not in _NOT_JUDGED and bool(support_phrases(procedure.code, procedure.keywords))


def supports(text: str, procedure: Procedure, known: NoteVocabulary | None = None) -> bool:
    """Whether a text says something that speaks for a code, and does not deny it."""
    if procedure.code == _EXERCISE and _SETS.search(text):
        return True
    words = known or vocabulary()
    return any(
        any(procedure.code in mention.codes for mention in _evidence_in(sentence, words))
        or _speaks_for(sentence, procedure.code, procedure.keywords, words)
        for sentence, _ in sentences(text)
    )


@lru_cache(maxsize=4096)
def _speaks_for(sentence: str, code: str, keywords: tuple[str, ...], known: NoteVocabulary) -> bool:
    words = words_in(sentence)
    found = find(words, support_phrases(code, keywords))
    return any(not taken_back(sentence, words, one, known) for one in found)
