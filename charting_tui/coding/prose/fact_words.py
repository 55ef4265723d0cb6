"""Whether a note still says what its facts say, and which of its facts contradict each other.

A note is compared by numbers, sides, areas and denials, not by its wording.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations, zip_longest

from charting_tui.coding.prose.evidence import areas_in
from charting_tui.records.visit import SECTIONS, AreaFinding, Facts, Measure, Note, sentences_of

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WORD = re.compile(r"[a-z]+")
_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_SMALL = {word: float(number) for number, word in enumerate(_UNITS)}
_TENS = {
    word: float(10 * number)
    for number, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2
    )
}
_NOT = re.compile(r"\b(?:no|not|den(?:y|ies|ied)|without|none|never|free of|absent|nil)\b|n['’]t\b")
_LEFT, _RIGHT = re.compile(r"\b(?:left|lt|l)\b"), re.compile(r"\b(?:right|rt|r)\b")
_BOTH = re.compile(r"\b(?:both|bilat\w*|bil|either|each)\b|\bb/l\b")
_RESULTS = {
    "positive": re.compile(r"\bpos(?:itive)?\b|\+"),
    "negative": re.compile(r"\bneg(?:ative)?\b|[-\N{MINUS SIGN}](?!\w)"),
}
_PARTS = re.compile(r"[,;:]|\band\b")
_TURNS = re.compile(r";|\bbut\b")
_ASIDE = re.compile(r"\([^)]*\)")
_FOR_WEEKS = re.compile(r"for (\w+) weeks?")
_STEM = 4
"""Letters by which a word is known in another form: “trapezius” in “traps”."""


@dataclass(frozen=True)
class Untold:
    """A fact that its part of the note does not say."""

    kind: str
    """The field of ``Facts``."""
    place: int
    """Which of them."""
    section: str
    told: str
    """In a few words: “pain 6 → 4”."""


def untold(note: Note) -> tuple[Untold, ...]:
    """Return the facts of which the note's text has lost a value, or says the contrary."""
    facts = note.facts
    if facts is None:
        return ()
    texts = {section: _text(getattr(note, section)) for section in SECTIONS}
    return (*_lost_measures(facts, texts), *_lost_signs(facts, texts), *_lost_work(facts, texts))


class _Text:
    """A section as it is searched: its sentences in small letters, with the words and numbers of each."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.sentences = [sentence.casefold() for sentence in sentences_of(text)]
        self.numbers = [_numbers(sentence) for sentence in self.sentences]
        self._stems = [_stems(sentence) for sentence in self.sentences]

    @cached_property
    def areas(self) -> frozenset[str]:
        """The names of the areas that it names."""
        return frozenset(area.name for area in areas_in(self._text))

    def naming(self, words: str) -> list[int]:
        """Return the sentences that name one of these words, in any form of it."""
        wanted = _stems(words.casefold())
        return [place for place, stems in enumerate(self._stems) if stems & wanted]


@lru_cache(maxsize=8)
def _text(text: str) -> _Text:
    """Return a section taken apart; while one types, only the one that changes is taken apart again."""
    return _Text(text)


@lru_cache(maxsize=512)
def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text) if len(word) >= _STEM)


@lru_cache(maxsize=512)
def _numbers(sentence: str) -> frozenset[float]:
    found = {float(number) for number in _NUMBER.findall(sentence)}
    words = _WORD.findall(sentence)
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        if word in _TENS:
            found |= {_TENS[word], _TENS[word] + _SMALL.get(following, 0)}
        elif word in _SMALL:
            found.add(_SMALL[word])
    return frozenset(found)


def _lost_measures(facts: Facts, texts: dict[str, _Text]) -> Iterator[Untold]:
    everywhere = set[float]().union(*(numbers for text in texts.values() for numbers in text.numbers))
    measures = (
        ("scores", "subjective", facts.scores),
        ("function", "subjective", facts.function),
        ("ranges", "objective", facts.ranges),
        ("outcomes", "assessment", facts.outcomes),
        ("goals", "assessment", facts.goals),
    )
    for kind, section, found in measures:
        for place, one in enumerate(found):
            told = set(_values(one)) <= everywhere if one.worded else _measure_told(one, section, texts)
            if not told:
                yield Untold(kind, place, section, _measure(one, kind))


def _lost_signs(facts: Facts, texts: dict[str, _Text]) -> Iterator[Untold]:
    objective, subjective = texts["objective"], texts["subjective"]
    told_of: set[tuple[str, str]] = set()
    for place, finding in enumerate(facts.findings):
        where = (finding.area, finding.side)
        if where not in told_of and not finding.worded and not _finding_told(finding, objective):
            told_of.add(where)
            yield Untold("findings", place, "objective", _finding(finding))
    for place, test in enumerate(facts.tests):
        if not (test.worded or _result_told(test, objective)):
            yield Untold("tests", place, "objective", f"{test.name} {test.value}")
    for place, word in enumerate(facts.symptoms):
        if _contrary(word, subjective, absent=False):
            yield Untold("symptoms", place, "subjective", word)
    for place, word in enumerate(facts.denied):
        if _contrary(word, subjective, absent=True):
            yield Untold("denied", place, "subjective", f"no {word}")


def _lost_work(facts: Facts, texts: dict[str, _Text]) -> Iterator[Untold]:
    for place, given in enumerate(facts.treatments):
        name, spent = given.technique or given.code, given.minutes
        if isinstance(spent, int) and not _has(float(spent), "objective", name, texts):
            yield Untold("treatments", place, "objective", f"{name}, {spent} minutes")
    weeks = _FOR_WEEKS.search(facts.frequency)
    planned = set[float]().union(*texts["plan"].numbers)
    worded = facts.frequency in facts.worded
    if weeks and not worded and not _numbers(weeks[1]) <= planned:
        yield Untold("frequency", 0, "plan", facts.frequency)


def _measure_told(one: Measure, section: str, texts: dict[str, _Text]) -> bool:
    about = f"{one.name} {one.area}"
    if not all(_has(value, section, about, texts) for value in _values(one)):
        return False
    return section != "objective" or _side_told(one.side, one.area, texts[section])


def _values(one: Measure) -> list[float]:
    values = [one.before, one.after] if one.after is not None else [one.value]
    return [float(value) for value in values if isinstance(value, (int, float))]


def _has(value: float, section: str, about: str, texts: dict[str, _Text]) -> bool:
    """Whether a number stands in its section, or beside what it is about in another."""
    return any(value in numbers for numbers in texts[section].numbers) or any(
        value in text.numbers[place] for text in texts.values() for place in text.naming(about)
    )


def _side_told(side: str, about: str, text: _Text) -> bool:
    """Whether the words about an area say its side: those beside it, else its sentence, else the section."""
    if not side:
        return True
    told = [text.sentences[place] for place in text.naming(about)]
    if side != "both":
        beside = [
            part for sentence in told for part in _PARTS.split(sentence) if _stems(part) & _stems(about)
        ]
        sided = [part for part in beside if _BOTH.search(part) or _LEFT.search(part) or _RIGHT.search(part)]
        told = sided or told
    told = told or text.sentences
    left, right = (any(map(words.search, told)) for words in (_LEFT, _RIGHT))
    if any(map(_BOTH.search, told)) or (left and right):
        return True
    return {"left": left, "right": right}.get(side, False)


def _finding_told(one: AreaFinding, text: _Text) -> bool:
    named = any(one.area.casefold() in sentence for sentence in text.sentences) or text.naming(one.area)
    if not named and not text.areas & {area.name for area in areas_in(one.area)}:
        return False
    if one.grade is not None and not any(float(one.grade) in numbers for numbers in text.numbers):
        return False
    if one.kind and _contrary(one.kind, text, absent=one.negative):
        return False
    return one.negative or _side_told(one.side, one.area, text)


def _result_told(test: Measure, text: _Text) -> bool:
    if test.value not in _RESULTS:
        return True
    told = [text.sentences[place] for place in text.naming(test.name)]
    found = {result for result, words in _RESULTS.items() if any(map(words.search, told))}
    return not found or test.value in found


def _contrary(words: str, text: _Text, *, absent: bool) -> bool:
    """Whether it is named, and always as the contrary."""
    told = [
        _NOT.search(_ASIDE.sub("", part)) is not None
        for place in text.naming(words)
        for part in _TURNS.split(text.sentences[place])
        if _stems(part) & _stems(words)
    ]
    return bool(told) and all(denied != absent for denied in told)


def _measure(one: Measure, kind: str) -> str:
    values = [one.before, one.after] if one.after is not None else [one.value]
    told = " → ".join(f"{value:g}" if isinstance(value, float) else str(value) for value in values)
    name = f"goal {one.name}" if kind == "goals" else f"{one.side} {one.area} {one.name}"
    return " ".join(f"{name} {told}{one.unit}".split())


def _finding(one: AreaFinding) -> str:
    grade = f"grade {one.grade}" if one.grade is not None else ""
    absent = "no" if one.negative else ""
    return " ".join(f"{one.side} {one.area} {grade} {absent} {one.kind}".split())


_RESPONSES = (
    frozenset({"improved", "slightly improved", "much improved"}),
    frozenset({"unchanged"}),
    frozenset({"worse"}),
)
"""How the client responded: of two groups only one can be so."""
_FUNCTION = (frozenset({"better", "easier"}), frozenset({"worse", "harder", "unable"}))
_GIRTH = "girth"
"""Measured at several heights of one limb, so that two values may both be so."""


@dataclass(frozen=True)
class Contradiction:
    """Two facts in a few words, and the section that tells them."""

    section: str
    one: str
    other: str

    @property
    def told(self) -> str:
        """Both in one sentence, without its stop."""
        return f"“{self.one}” and “{self.other}” contradict each other"


def contradictions(facts: Facts) -> tuple[Contradiction, ...]:
    """Return the pairs of facts that contradict each other; the same said twice is none."""
    return tuple(dict.fromkeys((*_of_measures(facts), *_of_findings(facts), *_of_words(facts))))


def _of_measures(facts: Facts) -> Iterator[Contradiction]:
    measures = (
        ("subjective", facts.scores),
        ("subjective", facts.function),
        ("objective", tuple(one for one in facts.ranges if one.name != _GIRTH)),
        ("objective", facts.tests),
        ("assessment", facts.goals),
        ("assessment", facts.outcomes),
    )
    for section, found in measures:
        for one, other in combinations(found, 2):
            same = (one.name, one.area, one.side, one.unit) == (
                other.name,
                other.area,
                other.side,
                other.unit,
            )
            if same and _differ(one, other, are_words_of_function=found is facts.function):
                goal = "goal " if found is facts.goals else ""
                yield Contradiction(section, f"{goal}{_named_measure(one)}", f"{goal}{_named_measure(other)}")


def _differ(one: Measure, other: Measure, *, are_words_of_function: bool) -> bool:
    if one.after is not None and other.after is not None:
        return (one.before, one.after) != (other.before, other.after)
    if one.after is not None or other.after is not None:
        pair, single = (one, other) if one.after is not None else (other, one)
        return type(single.value) is type(pair.after) and single.value not in {pair.before, pair.after}
    if None in {one.value, other.value} or type(one.value) is not type(other.value):
        return False
    if are_words_of_function and isinstance(one.value, str):
        return _apart(str(one.value), str(other.value), _FUNCTION)
    return one.value != other.value


def _of_findings(facts: Facts) -> Iterator[Contradiction]:
    for one, other in combinations(facts.findings, 2):
        if (one.area, one.side, one.kind) != (other.area, other.side, other.kind):
            continue
        graded = one.grade is not None and other.grade is not None
        if one.negative != other.negative or (graded and one.grade != other.grade):
            yield Contradiction("objective", _named_finding(one), _named_finding(other))


def _of_words(facts: Facts) -> Iterator[Contradiction]:
    for felt in facts.symptoms:
        for denied in facts.denied:
            if felt == denied or felt.startswith(f"{denied} "):
                yield Contradiction("subjective", felt, f"no {denied}")
    for factor in facts.aggravated_by:
        if factor in facts.eased_by:
            yield Contradiction("subjective", f"worse with {factor}", f"better with {factor}")
    for one, other in combinations(facts.responses, 2):
        if _apart(one, other, _RESPONSES):
            yield Contradiction("assessment", one, other)


def _apart(one: str, other: str, groups: tuple[frozenset[str], ...]) -> bool:
    places = [next((at for at, group in enumerate(groups) if word in group), None) for word in (one, other)]
    return None not in places and places[0] != places[1]


def _named_measure(one: Measure) -> str:
    values = [one.before, one.after] if one.after is not None else [one.value]
    told = " → ".join(f"{value:g}" if isinstance(value, float) else str(value) for value in values)
    return f"{' '.join(part for part in (one.side, one.area, one.name) if part)} {told}{one.unit}"


def _named_finding(one: AreaFinding) -> str:
    grade = f"grade {one.grade}" if one.grade is not None else ""
    absent = "no" if one.negative else ""
    return " ".join(part for part in (one.side, one.area, grade, absent, one.kind) if part)
