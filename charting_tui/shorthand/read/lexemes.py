"""The words of a clause by what they may be: areas, sides, techniques, minutes, values, or nothing known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from charting_tui.shorthand.read.note_words import NoteWords, note_words
from charting_tui.shorthand.vocabulary import Term, Vocabulary


class Class(StrEnum):
    """What a word of a clause is; each one letter, so that a clause can be matched as text."""

    AREA = "A"
    SIDE = "S"
    TECHNIQUE = "T"
    CODE = "C"
    MINUTES = "M"
    NUMBER = "N"
    SCORE = "Q"
    MEASURE = "#"
    FINDING = "F"
    TEST = "X"
    RESULT = "R"
    MOVEMENT = "V"
    NORMAL = "W"
    EXERCISE = "E"
    SETS = "D"
    PAIN = "K"
    COMPLAINT = "H"
    BEFORE = "b"
    AFTER = "f"
    TO = "t"
    AND = "a"
    AT = "i"
    DROPPED = "-"
    PLAIN = "."
    COLON = ":"
    UNKNOWN = "?"


@dataclass(frozen=True)
class Meaning:
    """What a word or phrase may be."""

    kind: Class
    terms: tuple[Term, ...] = ()
    value: float | None = None
    """Of minutes, a number, a score or a measure."""
    word: str = ""
    """Of a side: which; of a complaint: where it is; of a result: positive or negative."""


@dataclass(frozen=True)
class Lexeme:
    """A word or phrase of a clause, with its place in the line."""

    meaning: Meaning
    text: str
    start: int
    end: int
    glued: bool = False
    """Whether no blank stands before it."""

    @property
    def kind(self) -> Class:
        """What it is."""
        return self.meaning.kind

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms of the vocabulary that it may mean."""
        return self.meaning.terms

    @property
    def value(self) -> float | None:
        """The number that it is."""
        return self.meaning.value

    @property
    def word(self) -> str:
        """A side, a place, or a result."""
        return self.meaning.word

    def term(self, kind: str) -> Term:
        """Return its term of that kind."""
        return next(term for term in self.terms if term.kind == kind)


_TOKEN = re.compile(
    r"""
    (?P<score>\d{1,2}(?:\.\d)?\s?/\s?10(?![\d/]))
  | (?P<half>1/2\s?(?:hrs?\b\.?|hours?))
  | (?P<fraction>\d+[+-]?/\d+[+-]?(?:/\d+)?)
  | (?P<hours>(?:\d(?:\.\d+)?|an?|one|two)\s?(?:hrs?\b\.?|hours?|h\b)(?:\s?(?:and\ a\ half))?)
  | (?P<minutes>(?<![\w.#])\d{1,3}\s?-?(?:minutes?|mins?\b\.?|m\b|['’\N{PRIME}](?!\w)))
  | (?P<sets>\d{1,2}\s?[x×]\s?\d{1,3}(?:s|\s?sec)?\b)
  | (?P<measure>\d+(?:\.\d+)?\s?(?:%|\#|lbs?\b|kg\b|cm\b|mm\b|ft\b|deg(?:rees)?\b|°|"|wks?\b|weeks?\b|days?\b
      |mos?\b|months?\b|yrs?\b|years?\b|y\.?o\b|secs?\b|am\b|pm\b)\.?)
  | (?P<glued>\d+(?:\.\d+)?(?:in|mi|d|h|w|x|s|st|nd|rd|th|yo)\b)
  | (?P<clock>\d{1,2}:\d{2})
  | (?P<code>(?<![\w.])(?:9[0-9]{4}|G0283|S8948)\b(?:\s?[x×]\s?\d\b)?)
  | (?P<number>\d+(?:\.\d+)?)
  | (?P<arrow>-+>|→|>+|<|=)
  | (?P<joiner>[+&/,])
  | (?P<at>@)
  | (?P<colon>:)
  | (?P<word>(?:[A-Za-z][A-Za-z'’\-]*[A-Za-z'’]|[A-Za-z])(?:\.(?=\w\b)\w)*\.?)
  | (?P<bracket>[()])
  | (?P<other>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OF_SIGNS = {
    "score": Class.SCORE,
    "sets": Class.SETS,
    "code": Class.CODE,
    "measure": Class.MEASURE,
    "glued": Class.MEASURE,
    "fraction": Class.MEASURE,
    "clock": Class.MEASURE,
    "number": Class.NUMBER,
    "joiner": Class.AND,
    "at": Class.AT,
    "arrow": Class.TO,
    "colon": Class.COLON,
    "minutes": Class.MINUTES,
    "bracket": Class.PLAIN,
    "other": Class.UNKNOWN,
}
_OF_WORDS = {
    "left": Class.SIDE,
    "right": Class.SIDE,
    "both": Class.SIDE,
    "before": Class.BEFORE,
    "after": Class.AFTER,
    "normal": Class.NORMAL,
    "to": Class.TO,
    "and": Class.AND,
    "at": Class.AT,
    "pain": Class.PAIN,
    "positive": Class.RESULT,
    "negative": Class.RESULT,
    "dropped": Class.DROPPED,
    "plain": Class.PLAIN,
}
_OF_TERMS = {
    "area": Class.AREA,
    "technique": Class.TECHNIQUE,
    "finding": Class.FINDING,
    "test": Class.TEST,
    "movement": Class.MOVEMENT,
    "exercise": Class.EXERCISE,
}
_SIGNS = {"+": "positive", "-": "negative", "–": "negative"}
_TENS = {
    "ten": 10,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "forty-five": 45,
    "fifty": 50,
    "sixty": 60,
    "seventy-five": 75,
    "eighty": 80,
    "ninety": 90,
}
_CORRECTED = 6
"""Letters that a word must have to be corrected: shorter ones are too often another word."""
_LONGEST = 4
"""Words in the longest phrase that is looked up."""
_HOUR = 60
_WORST_GRADE = 4


class Lexicon:
    """What the words of sentences may mean: those of notes, and the vocabulary's less everyday words."""

    def __init__(self, vocabulary: Vocabulary, words: NoteWords) -> None:
        self.vocabulary = vocabulary
        self.words = words
        self._meanings: dict[str, Meaning] = {}
        for word, term in _spellings(vocabulary, words):
            known = self._meanings.get(word)
            terms = (*known.terms, term) if known else (term,)
            self._meanings[word] = Meaning(_OF_TERMS[terms[0].kind], tuple(dict.fromkeys(terms)))
        for word, part in words.parts.items():
            if part != "plain" or word not in self._meanings:
                self._meanings[word] = Meaning(_OF_WORDS[part], word=part)
        for word, place in words.complaints.items():
            self._meanings[word] = Meaning(Class.COMPLAINT, word=place)
        for number, value in _TENS.items():
            for unit in ("minutes", "minute", "min", "mins"):
                self._meanings[f"{number} {unit}"] = Meaning(Class.MINUTES, value=float(value))

        self._corrected: dict[str, Meaning | None] = {}

    def meaning(self, phrase: str) -> Meaning | None:
        """Return what a word or phrase may be, whatever its capitals and the stops of its abbreviations.

        A long word with one letter wrong is what it is meant for, where that can be one thing only.
        """
        bare = re.sub(r"(?<=[a-z])\.", "", phrase.casefold().replace("’", "'"))
        found = self._meanings.get(bare)
        if found is None and len(bare) >= _CORRECTED and bare.isalpha():
            if bare not in self._corrected:
                self._corrected[bare] = self._meant(bare)
            found = self._corrected[bare]
        return found

    def _meant(self, typed: str) -> Meaning | None:
        close = {
            meaning.terms[0].name: meaning
            for word, meaning in self._meanings.items()
            if meaning.terms and word[0] == typed[0] and is_one_letter_off(word, typed)
        }
        return next(iter(close.values())) if len(close) == 1 else None


def is_one_letter_off(word: str, typed: str) -> bool:
    """Whether one letter is missing, too many, wrong, or changed places with its neighbor."""
    shorter, longer = sorted((word, typed), key=len)
    if len(longer) - len(shorter) > 1 or word == typed:
        return False
    first = next((at for at, letter in enumerate(shorter) if letter != longer[at]), len(shorter))
    if len(longer) > len(shorter):
        return shorter[first:] == longer[first + 1 :]
    swapped = shorter[first : first + 2] == longer[first : first + 2][::-1]
    return shorter[first + 1 :] == longer[first + 1 :] or (
        swapped and shorter[first + 2 :] == longer[first + 2 :]
    )


def _spellings(vocabulary: Vocabulary, words: NoteWords) -> Iterator[tuple[str, Term]]:
    """Give every spelling that a sentence may have of the terms that facts are made of."""
    for spelling, terms in vocabulary.terms.items():
        for term in terms:
            if term.kind in _OF_TERMS:
                if spelling not in words.everyday or spelling == term.name.casefold():
                    yield spelling, term
                for said in term.said:
                    yield said, term


_IN_USE: list[Lexicon] = []


def lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    """Return the lexicon of a vocabulary; the last one is kept, since a login has one vocabulary."""
    if not _IN_USE or _IN_USE[0].vocabulary is not vocabulary:
        _IN_USE[:] = [Lexicon(vocabulary, note_words())]
    return _IN_USE[0]


@dataclass(frozen=True)
class _Raw:
    group: str
    text: str
    start: int
    end: int


def lexemes(text: str, at: int, lexicon: Lexicon) -> tuple[Lexeme, ...]:
    """Return the lexemes of a clause that begins at ``at`` in its line; the longest phrase wins."""
    raw = [
        _Raw(str(found.lastgroup), found[0], at + found.start(), at + found.end())
        for found in _TOKEN.finditer(text)
    ]
    return tuple(_with_results(list(_grouped(raw, lexicon))))


def _grouped(raw: list[_Raw], lexicon: Lexicon) -> Iterator[Lexeme]:
    place = 0
    while place < len(raw):
        glued = place > 0 and raw[place - 1].end == raw[place].start
        for length in range(min(_LONGEST, len(raw) - place), 0, -1):
            several = raw[place : place + length]
            meaning = _meaning(several, lexicon)
            if meaning is not None:
                break
        yield Lexeme(
            meaning or Meaning(Class.UNKNOWN), _phrase(several), several[0].start, several[-1].end, glued
        )
        place += length


def _meaning(several: list[_Raw], lexicon: Lexicon) -> Meaning | None:
    if len(several) == 1 and several[0].group != "word":
        return _of_sign(several[0])
    if any(part.group not in {"word", "number", "joiner"} for part in several):
        return None
    return lexicon.meaning(_phrase(several))


def _phrase(several: list[_Raw]) -> str:
    text = several[0].text
    for before, part in pairwise(several):
        text += ("" if before.end == part.start else " ") + part.text
    return text


def _of_sign(raw: _Raw) -> Meaning:
    number = re.search(r"\d+(?:\.\d+)?", raw.text)
    value = float(number[0]) if number else None
    if raw.group == "half":
        return Meaning(Class.MINUTES, value=_HOUR / 2)
    if raw.group == "hours":
        spoken = raw.text.casefold()
        many = value if value is not None else 1.0 + spoken.startswith("two")
        return Meaning(Class.MINUTES, value=_HOUR * (many + 0.5 * ("half" in spoken)))
    return Meaning(_OF_SIGNS[raw.group], value=value)


def _are_minutes(one: Lexeme) -> bool:
    """Whether it is minutes rather than the grade of a finding."""
    return one.kind is Class.MINUTES or (one.kind is Class.NUMBER and (one.value or 0) > _WORST_GRADE)


def _with_results(found: list[Lexeme]) -> Iterator[Lexeme]:
    """Give them with + and - behind a test as its result, and what is timed as a technique."""
    for place, one in enumerate(found):
        before = "".join(each.kind for each in found[max(place - 2, 0) : place])
        following = found[place + 1] if place + 1 < len(found) else None
        technique = next((term for term in one.terms if term.kind == "technique"), None)
        if one.text in _SIGNS and (before.endswith(Class.TEST) or before == Class.TEST + Class.SIDE):
            yield replace(one, meaning=Meaning(Class.RESULT, word=_SIGNS[one.text]))
        elif technique and one.kind is Class.FINDING and following and _are_minutes(following):
            yield replace(one, meaning=replace(one.meaning, kind=Class.TECHNIQUE))
        else:
            yield one
