"""Words in prose that support a code: which technique, where on the body, for how many minutes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from charting_tui.coding.vocabulary import Area, Phrases, Technique, area_phrases, negators, technique_phrases

_WORD = re.compile(r"[A-Za-z]+")
_SENTENCE = re.compile(r"(?:[^.;!?\n]|(?<=\d)\.(?=\d))+")
_STEP = re.compile(r"(?:,\s*)?\b(?:then|followed by|after which)\b", re.IGNORECASE)
_COMMA = re.compile(r",|\band\b|\+|&", re.IGNORECASE)
_MINUTES = re.compile(
    r"\b(\d{1,3})\s*(?:-\s*)?(?:min\b|mins\b|minutes?\b|['\u2019\u2032](?!\w))", re.IGNORECASE
)


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


@dataclass(frozen=True)
class _Found:
    meaning: Technique | Area
    start: int
    end: int
    first: int
    """Place of its first word among the words."""
    last: int


@lru_cache(maxsize=256)
def evidence(text: str) -> tuple[Mention, ...]:
    """Return the techniques that a text names as done, in their order; what it denies supports nothing."""
    return tuple(
        replace(
            mention,
            start=mention.start + at,
            end=mention.end + at,
            clause=(mention.clause[0] + at, mention.clause[1] + at),
        )
        for sentence, at in _sentences(text)
        for mention in _evidence_in(sentence)
    )


@lru_cache(maxsize=512)
def areas_in(text: str) -> tuple[Area, ...]:
    """Return the areas of the body that a text names, each once."""
    words = list(_WORD.finditer(text))
    named = (found.meaning for found in _find(words, area_phrases()))
    return tuple(dict.fromkeys(meaning for meaning in named if isinstance(meaning, Area)))


@lru_cache(maxsize=512)
def _sentences(text: str) -> tuple[tuple[str, int], ...]:
    found = []
    for whole in _SENTENCE.finditer(text):
        at = whole.start()
        for mark in _STEP.finditer(whole[0]):
            end = whole.start() + mark.start()
            found.append((text[at:end], at))
            at = end
        found.append((text[at : whole.end()], at))
    return tuple(found)


@lru_cache(maxsize=4096)
def _evidence_in(sentence: str) -> tuple[Mention, ...]:
    words = list(_WORD.finditer(sentence))
    techniques = _find(words, technique_phrases())
    if not any(isinstance(found.meaning, Technique) and found.meaning.codes for found in techniques):
        return ()
    areas = _find(words, area_phrases())
    mentions = []
    for start, end in _parts(sentence, techniques, areas):
        inside = [found for found in techniques if start <= found.start < end]
        places = [
            found.meaning for found in areas if start <= found.start < end and isinstance(found.meaning, Area)
        ]
        minutes = tuple(int(found[1]) for found in _MINUTES.finditer(sentence, start, end))
        spoken = [word[0].lower() for word in words]
        for found in inside:
            meaning = found.meaning
            if (
                isinstance(meaning, Technique)
                and meaning.codes
                and not _taken_back(sentence, words, spoken, found)
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


def _find(words: list[re.Match[str]], phrases: Phrases) -> list[_Found]:
    found = []
    at = 0
    while at < len(words):
        hit = next(_matches(words, at, phrases), None)
        if hit:
            found.append(hit)
            at = hit.last
        at += 1
    return found


def _matches(words: list[re.Match[str]], at: int, phrases: Phrases) -> Iterator[_Found]:
    for phrase in phrases.get(words[at][0][:3].lower(), ()):
        last = at + len(phrase.parts) - 1
        if last >= len(words) or (phrase.capitals and not words[at][0].isupper()):
            continue
        spoken = (word[0].lower() for word in words[at : last + 1])
        if all(
            word.startswith(part) if stem else word == part
            for word, (part, stem) in zip(spoken, phrase.parts, strict=True)
        ):
            yield _Found(phrase.meaning, words[at].start(), words[last].end(), at, last)


def _parts(sentence: str, techniques: list[_Found], areas: list[_Found]) -> list[tuple[int, int]]:
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


def _names(found: list[_Found], part: tuple[int, int]) -> bool:
    return any(part[0] <= one.start < part[1] for one in found)


def _stands_alone(
    sentence: str, part: tuple[int, int], techniques: list[_Found], areas: list[_Found]
) -> bool:
    timed = _MINUTES.search(sentence, part[0], part[1]) is not None
    return _names(techniques, part) and (timed or _names(areas, part))


def _taken_back(sentence: str, words: list[re.Match[str]], spoken: list[str], found: _Found) -> bool:
    return _denied_before(sentence, words, spoken, found) or _denied_after(sentence, words, spoken, found)


def _denied_before(sentence: str, words: list[re.Match[str]], spoken: list[str], found: _Found) -> bool:
    before, ends = negators("before"), negators("ends")
    for at in range(found.first - 1, -1, -1):
        if (spoken[at],) in ends:
            return False
        if any(tuple(spoken[at : at + length]) in before for length in (1, 2)):
            between = sentence[words[at].end() : found.start]
            return not _starts_anew(between)
    return False


def _starts_anew(between: str) -> bool:
    """Whether a comma after a denial opens something else: a place, a time, or a new statement."""
    head, comma, _ = between.rpartition(",")
    if not comma:
        return False
    return bool(
        _MINUTES.search(head) or areas_in(head) or re.search(r"\b(?:found|today|noted|reported)\b", head)
    )


def _denied_after(sentence: str, words: list[re.Match[str]], spoken: list[str], found: _Found) -> bool:
    after = negators("after")
    for at in range(found.last + 1, len(spoken)):
        if "," in sentence[found.end : words[at].start()]:
            return False
        if any(tuple(spoken[at : at + length]) in after for length in (1, 2)):
            return True
    return False
