"""The words of a clause by what they may be: areas, sides, techniques, minutes, values, and words without a fact."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

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
    FINDING = "F"
    TEST = "X"
    RESULT = "R"
    MOVEMENT = "V"
    EXERCISE = "E"
    SETS = "D"
    PAIN = "K"
    TO = "t"
    AND = "a"
    AT = "i"
    MEASURE = "#"
    COMPLAINT = "H"
    BEFORE = "b"
    AFTER = "f"
    NORMAL = "W"
    DROPPED = "-"
    PLAIN = "."
    COLON = ":"
    UNKNOWN = "?"


@dataclass(frozen=True)
class Lexeme:
    """A word or phrase of a clause, with its place in the line."""

    kind: Class
    text: str
    start: int
    end: int
    terms: tuple[Term, ...] = ()
    value: float | None = None
    side: str = ""
    word: str = ""
    """Of a complaint: where it is by itself, as “low back” in “LBP”; of a result: positive or negative."""
    glued: bool = False
    """Whether no blank stands before it."""


_TOKEN = re.compile(
    r"""
    (?P<score>\d{1,2}(?:\.\d)?\s?/\s?10(?![\d/]))
  | (?P<half>1/2\s?(?:hrs?\b\.?|hours?))
  | (?P<fraction>\d+[+-]?/\d+[+-]?(?:/\d+)?)
  | (?P<hours>(?:\d(?:\.\d+)?|an?|one|two)\s?(?:hrs?\b\.?|hours?|h\b)(?:\s?(?:and\ a\ half))?)
  | (?P<minutes>(?<![\w.#])\d{1,3}\s?-?(?:minutes?|mins?\b\.?|m\b|['’′](?!\w)))
  | (?P<sets>\d{1,2}\s?[x×]\s?\d{1,3}(?:s|\s?sec)?\b)
  | (?P<measure>\d+(?:\.\d+)?\s?(?:%|\#|lbs?\b|kg\b|cm\b|mm\b|ft\b|deg\b|degrees\b|°|"|wks?\b|weeks?\b|days?\b|mos?\b|months?\b|yrs?\b|years?\b|y\.?o\b|secs?\b|am\b|pm\b)\.?)
  | (?P<glued>\d+(?:\.\d+)?(?:in|mi|d|h|w|x|s|st|nd|rd|th|yo)\b)
  | (?P<clock>\d{1,2}:\d{2})
  | (?P<code>(?<![\w.])(?:9[0-9]{4}|G0283|S8948)\b(?:\s?[x×]\s?\d\b)?)
  | (?P<number>\d+(?:\.\d+)?)
  | (?P<arrow>-+>|→|>|<|=)
  | (?P<joiner>[+&/,])
  | (?P<at>@)
  | (?P<colon>:)
  | (?P<word>[A-Za-z][A-Za-z'’\-]*[A-Za-z'’]|[A-Za-z])(?:\.(?=\w\b)\w)*\.?
  | (?P<other>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SIDES = {
    "l": "left", "lt": "left", "left": "left", "r": "right", "rt": "right", "right": "right",
    "b": "both", "bil": "both", "bilat": "both", "bilateral": "both", "bilaterally": "both", "both": "both",
    "both sides": "both", "b/l": "both",
}  # fmt: skip
_JOINERS = frozenset({"and", "n", "plus"})
_TOWARD = frozenset({"to", "into"})
_PLACES = frozenset(
    {"on", "at", "of", "in", "over", "for", "with", "w/", "w", "across", "along", "through", "thru"}
)
_PAINS = frozenset({"pain", "px", "pn", "p"})
_COMPLAINTS = {"lbp": "low back", "ha": "head", "headache": "head", "ha's": "head"}
_BEFORE = frozenset(
    {"before", "pre", "before tx", "pre tx", "at start", "on arrival", "pre-tx", "beforehand"}
)
_AFTER = frozenset({"after", "post", "after tx", "post tx", "post-tx", "at end", "afterwards", "afterward"})
_NORMAL = frozenset({"wnl", "full", "normal"})
_DOWN_TO = frozenset({"down to", "up to", "reduced to", "decreased to", "dropped to"})
_RESULTS = {"pos": "positive", "positive": "positive", "neg": "negative", "negative": "negative"}
_SIGNS = {"+": "positive", "-": "negative", "–": "negative"}
_NUMBER_WORDS = {
    "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50,
    "sixty": 60, "seventy-five": 75, "eighty": 80, "ninety": 90,
}  # fmt: skip
_LONGEST = 4
_HOUR = 60
_KINDS = {
    "area": Class.AREA,
    "technique": Class.TECHNIQUE,
    "finding": Class.FINDING,
    "test": Class.TEST,
    "movement": Class.MOVEMENT,
    "exercise": Class.EXERCISE,
}
_EVERYDAY = frozenset(
    "so per then met us act end add str sup pro prop prot inv ev sol pop ac fa rf vl pf mf hs as is it us sac occ spl"
    " tap pet cup es ct gas fib dia prog mod call log post active heat ice rest work cold stretch massage sleep"
    " red warm ref dn speed thomas compr mob man cr bal aq prop tape row rows mass then iso bike".split()
)
"""Spellings of the quick line that are everyday words, or another word, in a sentence."""
_SPOKEN = frozenset({"massage", "stretch"})


class Lexicon:
    """What the words of sentences may mean: the vocabulary's, less those that are everyday words."""

    def __init__(self, vocabulary: Vocabulary, words: NoteWords) -> None:
        self.vocabulary = vocabulary
        self.words = words
        found: defaultdict[str, list[Term]] = defaultdict(list)
        for spelling, terms in vocabulary.terms.items():
            for term in terms:
                if term.kind in _KINDS and (spelling not in _EVERYDAY or spelling == term.name.casefold()):
                    found[spelling].append(term)
        for terms in list(vocabulary.terms.values()):
            for term in terms:
                for spelling in term.said if term.kind in _KINDS else ():
                    if term not in found[spelling]:
                        found[spelling].append(term)
        self.terms: Mapping[str, tuple[Term, ...]] = {word: tuple(terms) for word, terms in found.items()}

    def meanings(self, phrase: str) -> tuple[Term, ...]:
        """Return what a word or phrase may mean; a full stop at its end does not matter."""
        return self.terms.get(_bare(phrase), ())


def lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    """Return the lexicon of a vocabulary, made once for each."""
    kept = _LEXICONS.get(id(vocabulary))
    if kept is None or kept.vocabulary is not vocabulary:
        _LEXICONS.clear()
        kept = _LEXICONS[id(vocabulary)] = Lexicon(vocabulary, note_words())
    return kept


_LEXICONS: dict[int, Lexicon] = {}
"""The lexicon in use: one login has one vocabulary."""


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
    return _with_signs(tuple(_grouped(raw, lexicon)))


def _with_signs(found: tuple[Lexeme, ...]) -> tuple[Lexeme, ...]:
    """Return them with + and - behind a test as its result, and what is timed as a technique."""
    after: list[Lexeme] = []
    for place, one in enumerate(found):
        before = [each.kind for each in after[-2:]]
        tested = before[-1:] == [Class.TEST] or before == [Class.TEST, Class.SIDE]
        timed = place + 1 < len(found) and found[place + 1].kind is Class.MINUTES
        if tested and one.text in _SIGNS:
            after.append(replace(one, kind=Class.RESULT, word=_SIGNS[one.text]))
        elif timed and one.kind is Class.FINDING and any(term.kind == "technique" for term in one.terms):
            after.append(replace(one, kind=Class.TECHNIQUE))
        else:
            after.append(one)
    return tuple(after)


def _grouped(raw: list[_Raw], lexicon: Lexicon) -> Iterator[Lexeme]:
    place = 0
    while place < len(raw):
        one = raw[place]
        for length in range(min(_LONGEST, len(raw) - place), 0, -1):
            several = raw[place : place + length]
            if length > 1 and any(part.group not in {"word", "number", "joiner"} for part in several):
                continue
            phrase = _joined(several)
            found = _meaning(phrase, several, lexicon)
            if found is not None:
                glued = place > 0 and raw[place - 1].end == one.start
                yield Lexeme(
                    found.kind,
                    phrase,
                    one.start,
                    several[-1].end,
                    found.terms,
                    found.value,
                    found.side,
                    found.word,
                    glued,
                )
                place += length
                break
        else:
            glued = place > 0 and raw[place - 1].end == one.start
            yield Lexeme(Class.UNKNOWN, one.text, one.start, one.end, glued=glued)
            place += 1


def _joined(several: list[_Raw]) -> str:
    text = several[0].text
    for before, part in zip(several, several[1:], strict=False):
        text += ("" if before.end == part.start else " ") + part.text
    return text


@dataclass(frozen=True)
class _Meaning:
    kind: Class
    terms: tuple[Term, ...] = ()
    value: float | None = None
    side: str = ""
    word: str = ""


def _meaning(phrase: str, several: list[_Raw], lexicon: Lexicon) -> _Meaning | None:
    group = several[0].group
    if len(several) == 1 and group not in {"word", "other"}:
        return _of_sign(group, phrase)
    bare = _bare(phrase)
    special = _special(bare, lexicon.words)
    if special is not None:
        return special
    if bare in _SIDES:
        return _Meaning(Class.SIDE, side=_SIDES[bare])
    if len(several) > 1 and several[0].group == "word" and _minutes_in_words(bare):
        return _Meaning(Class.MINUTES, value=_minutes_in_words(bare))
    if len(several) == 1:
        simple = _simple(bare)
        if simple is not None:
            return simple
    if group in {"word", "number"}:
        terms = lexicon.meanings(phrase)
        if terms:
            kinds = [_KINDS[term.kind] for term in terms]
            return _Meaning(kinds[0], terms)
    if bare in lexicon.words.plain or group == "other" and phrase in "()":
        return _Meaning(Class.PLAIN)
    return None


def _bare(phrase: str) -> str:
    """Return a phrase in small letters without the stops of its abbreviations."""
    return re.sub(r"(?<=[a-z])\.", "", phrase.casefold().replace("’", "'"))


def _special(bare: str, words: NoteWords) -> _Meaning | None:
    if bare in _COMPLAINTS:
        return _Meaning(Class.COMPLAINT, word=_COMPLAINTS[bare])
    for kind, spellings in (
        (Class.BEFORE, _BEFORE),
        (Class.AFTER, _AFTER),
        (Class.NORMAL, _NORMAL),
        (Class.TO, _DOWN_TO),
    ):
        if bare in spellings:
            return _Meaning(kind)
    return _Meaning(Class.DROPPED) if bare in words.drop else None


def _simple(bare: str) -> _Meaning | None:
    if bare in _JOINERS:
        return _Meaning(Class.AND)
    if bare in _TOWARD:
        return _Meaning(Class.TO)
    if bare in _PLACES:
        return _Meaning(Class.AT)
    if bare in _PAINS:
        return _Meaning(Class.PAIN)
    if bare in _RESULTS:
        return _Meaning(Class.RESULT, word=_RESULTS[bare])
    return None


def _of_sign(group: str, text: str) -> _Meaning:
    number = re.search(r"\d+(?:\.\d+)?", text)
    value = float(number[0]) if number else None
    if group == "minutes":
        return _Meaning(Class.MINUTES, value=value)
    if group == "half":
        return _Meaning(Class.MINUTES, value=_HOUR / 2)
    if group == "hours":
        many = value if value is not None else (2.0 if text.casefold().startswith("two") else 1.0)
        return _Meaning(Class.MINUTES, value=_HOUR * (many + (0.5 if "half" in text.casefold() else 0)))
    return {
        "score": _Meaning(Class.SCORE, value=value),
        "sets": _Meaning(Class.SETS),
        "code": _Meaning(Class.CODE),
        "measure": _Meaning(Class.MEASURE, value=value),
        "glued": _Meaning(Class.MEASURE, value=value),
        "fraction": _Meaning(Class.MEASURE),
        "clock": _Meaning(Class.MEASURE),
        "number": _Meaning(Class.NUMBER, value=value),
        "joiner": _Meaning(Class.AND),
        "at": _Meaning(Class.AT),
        "arrow": _Meaning(Class.TO),
        "colon": _Meaning(Class.COLON),
    }.get(group, _Meaning(Class.UNKNOWN))


def _minutes_in_words(bare: str) -> float | None:
    number, _, unit = bare.rpartition(" ")
    if unit in {"minutes", "minute", "min", "mins"} and number in _NUMBER_WORDS:
        return float(_NUMBER_WORDS[number])
    return None
