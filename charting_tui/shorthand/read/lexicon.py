"""What the words of sentences may mean, by their spelling."""

import re
from collections import defaultdict
from collections.abc import Iterator

from charting_tui.shorthand.read.classes import Class, Meaning
from charting_tui.shorthand.read.note_words import NoteWords, note_words
from charting_tui.shorthand.vocabulary import Term, Vocabulary

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
    "limited": Class.LIMITED,
    "earlier": Class.EARLIER,
    "worst": Class.WORST,
    "best": Class.BEST,
    "circumstance": Class.CIRCUMSTANCE,
    "refers": Class.REFERS,
    "modifier": Class.MODIFIER,
    "trend": Class.MODIFIER,
    "often": Class.MODIFIER,
    "when": Class.MODIFIER,
    "narrows": Class.MODIFIER,
    "eased": Class.MODIFIER,
    "passive": Class.MODIFIER,
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
    "symptom": Class.SYMPTOM,
    "factor": Class.FACTOR,
    "activity": Class.FACTOR,
    "response": Class.RESPONSE,
}
_SPOKEN_WHOLE = frozenset({"symptom", "factor", "activity", "response"})
"""Kinds whose short forms are too often other words in a sentence: only names and what is said count."""
_YIELDING = frozenset(
    {"plain", "modifier", "trend", "often", "when", "narrows", "eased", "passive", "dropped"}
)
"""Parts of words that yield to a term of the vocabulary with the same spelling."""
_TENS = {
    "ten": 10,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "forty-five": 45,
    "forty five": 45,
    "fifty": 50,
    "fifty-five": 55,
    "sixty": 60,
    "seventy-five": 75,
    "eighty": 80,
    "ninety": 90,
}
_DIGITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SPELT = {
    f"{tens}{joint}{digit}": value + at
    for tens, value in _TENS.items()
    if value % 10 == 0
    for at, digit in enumerate(_DIGITS, 1)
    for joint in (" ", "-")
} | {tens: value for tens, value in _TENS.items() if value > 10}  # noqa: PLR2004
"""Numbers above ten in words."""
_CORRECTED = 6
"""Letters that a word must have to be corrected: shorter ones are too often another word."""
_SHORTENED = 4
"""Letters that must be left of a word whose vowels were left out: “tght”."""
_LEFT_OUT = 2
"""Vowels that most words lose: “glts” is nearer to “glutes” than to a longer word."""
_ACRONYM = 4
"""Letters of the longest acronym that capitals tell from an everyday word: “SO”."""
_VOWELS = re.compile(r"[aeiou]")


class Lexicon:
    """What the words of sentences may mean: those of notes, and the vocabulary's less everyday words."""

    def __init__(self, vocabulary: Vocabulary, words: NoteWords) -> None:
        self.vocabulary = vocabulary
        self.words = words
        self._meanings: dict[str, Meaning] = {}
        for word, term in _spellings(vocabulary, words):
            self._add(word, term)
        self._acronyms = {
            word: Meaning(_OF_TERMS[term.kind], (term,))
            for word, terms in vocabulary.terms.items()
            for term in terms
            if word in words.everyday and len(word) <= _ACRONYM and term.kind in {"area", "technique", "test"}
        }
        for word, part in words.parts.items():
            if part not in _YIELDING or word not in self._meanings:
                self._meanings[word] = Meaning(_OF_WORDS[part], word=part)
        for word in words.circumstances:
            self._meanings.setdefault(word, Meaning(Class.FACTOR))
        for word, place in words.complaints.items():
            self._meanings[word] = Meaning(Class.COMPLAINT, word=place)
        self._meanings |= _of_numbers()
        self.responses = {
            said: term.name
            for terms in vocabulary.terms.values()
            for term in terms
            if term.kind == "response"
            for said in term.said
        }
        """How clients take treatment, by the phrases that are read in a sentence alone."""
        self._bones = self._without_vowels()
        self._correct = self._by_size()
        self._corrected: dict[str, Meaning | None] = {}

    def meaning(self, phrase: str, *, acronym: bool = False) -> Meaning | None:
        """Return what a word or phrase may be, whatever its capitals and the stops of its abbreviations.

        A long word with one letter wrong, or without its vowels, is what it is meant for, where that can be
        one thing only. ``acronym``: whether capitals tell it from an everyday word.
        """
        bare = re.sub(r"(?<=[a-z])\.", "", phrase.casefold().replace("’", "'"))
        found = self._meanings.get(bare)
        if acronym and len(bare) <= _ACRONYM + 2:
            found = self._acronyms.get(re.sub(r"'?s$", "", bare)) or self._acronyms.get(bare) or found
        if found is None and len(bare) >= _SHORTENED and bare.isalpha():
            if bare not in self._corrected:
                self._corrected[bare] = self._meant(bare)
            found = self._corrected[bare]
        return found

    def area(self, name: str) -> Meaning:
        """Return an area by its name, whatever else is called so."""
        found = next((term for term in self.vocabulary.meanings(name) if term.kind == "area"), None)
        return Meaning(Class.AREA, (found or Term("area", name, part="region"),))

    def exercise(self, name: str) -> Meaning | None:
        """Return an exercise by the name that it shares with a test."""
        found = next((term for term in self.vocabulary.meanings(name) if term.kind == "exercise"), None)
        return Meaning(Class.EXERCISE, (found,)) if found else None

    def _add(self, word: str, term: Term) -> None:
        known = self._meanings.get(word)
        terms = (*known.terms, term) if known else (term,)
        first = next((one for one in terms if one.kind not in _SPOKEN_WHOLE), terms[0])
        self._meanings[word] = Meaning(_OF_TERMS[first.kind], tuple(dict.fromkeys(terms)))

    def _by_size(self) -> dict[tuple[str, int], list[str]]:
        """Return the words that a slip may be meant for, by first letter and length."""
        found: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word, meaning in self._meanings.items():
            if meaning.terms and meaning.terms[0].kind not in _SPOKEN_WHOLE:
                found[(word[0], len(word))].append(word)
        return found

    def _without_vowels(self) -> dict[str, list[str]]:
        """Return the words of the lexicon by their consonants."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in self._meanings:
            if word.isalpha() and len(word) > _SHORTENED:
                found[_bones(word)].append(word)
        return found

    def _meant(self, typed: str) -> Meaning | None:
        shortened = {
            self._meanings[word] for word in self._bones.get(_bones(typed), ()) if _is_within(typed, word)
        }
        nearest = {
            self._meanings[word]
            for word in self._bones.get(_bones(typed), ())
            if _is_within(typed, word) and len(word) <= len(typed) + _LEFT_OUT
        }
        for meant in (shortened, nearest):
            if len({(one.kind, one.terms, one.word) for one in meant}) == 1:
                return next(iter(meant))
        if len(typed) < _CORRECTED:
            return None
        close = {
            self._meanings[word].terms[0].name: self._meanings[word]
            for size in (-1, 0, 1)
            for word in self._correct.get((typed[0], len(typed) + size), ())
            if is_one_letter_off(word, typed)
        }
        return next(iter(close.values())) if len(close) == 1 else None


def _of_numbers() -> dict[str, Meaning]:
    """Return numbers above ten that are written as words, bare and with their units."""
    told = {number: Meaning(Class.NUMBER, value=float(value)) for number, value in _SPELT.items()}
    for number, value in (_SPELT | _TENS).items():
        for unit in ("minutes", "minute", "min", "mins"):
            told[f"{number} {unit}"] = Meaning(Class.MINUTES, value=float(value))
    for number, value in _TENS.items():
        for unit in ("degrees", "deg"):
            told[f"{number} {unit}"] = Meaning(Class.DEGREES, value=float(value))
            for hundred in ("one hundred", "a hundred", "one hundred and"):
                told[f"{hundred} {number} {unit}"] = Meaning(Class.DEGREES, value=float(100 + value))
    return told


def _bones(word: str) -> str:
    """Return the consonants of a word, of doubled ones one."""
    return re.sub(r"(.)\1", r"\1", _VOWELS.sub("", word))


def _is_within(typed: str, word: str) -> bool:
    """Whether a word begins as typed and holds its letters in their order."""
    letters = iter(word)
    return typed[0] == word[0] and all(letter in letters for letter in typed)


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
    """Give every spelling that a sentence may have of the terms that facts are made of, each once."""
    terms = [
        (word, term) for word, every in vocabulary.terms.items() for term in every if term.kind in _OF_TERMS
    ]
    told: dict[tuple[str, str], Term] = {}
    terms = [(word, term) for word, term in terms if term.kind in _OF_TERMS]
    for spelling, term in terms:
        whole = term.kind in _SPOKEN_WHOLE or spelling in words.everyday
        mine = [spelling] if not whole or spelling == term.name.casefold() else []
        for word in (*mine, *term.said):
            told.setdefault((word, term.kind), term)
    for _, term in terms:
        for word in _other_forms(term):
            if word not in words.everyday:
                told.setdefault((word, term.kind), term)
    yield from ((word, term) for (word, _), term in told.items())
    for spelling, name in words.places.items():
        yield spelling, Term("area", name, part="region")
    for spelling, name in words.exercises.items():
        yield spelling, Term("exercise", name)


def _other_forms(term: Term) -> Iterator[str]:
    """Give the plural of an area, and a test without the word “test”, in its other cases."""
    if term.kind == "test":
        bare = re.sub(r" (?:test|sign)$", "", term.name.casefold())
        yield from (bare, f"{bare}s", f"{bare}'s")
    elif term.kind == "area":
        for word in (term.name.casefold(), *term.short, *term.said):
            if len(word) > 1 and not word.endswith("s"):
                yield from (f"{word}s", f"{word}'s")


_IN_USE: list[Lexicon] = []


def lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    """Return the lexicon of a vocabulary; the last one is kept, since a login has one vocabulary."""
    if not _IN_USE or _IN_USE[0].vocabulary is not vocabulary:
        _IN_USE[:] = [Lexicon(vocabulary, note_words())]
    return _IN_USE[0]
