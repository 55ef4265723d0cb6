"""What a word of a clause may be, and a word with what it is."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from charting_tui.shorthand.vocabulary import Term


class Class(StrEnum):
    """What a word of a clause is; each one letter, so that a clause can be matched as text."""

    AREA = "A"
    LEVEL = "B"
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
    GRADE = "G"
    DEGREES = "d"
    LIMITED = "w"
    SYMPTOM = "Y"
    FACTOR = "z"
    RESPONSE = "Z"
    BEFORE = "b"
    AFTER = "f"
    EARLIER = "e"
    WORST = "u"
    BEST = "v"
    CIRCUMSTANCE = "r"
    REFERS = "j"
    TO = "t"
    AND = "a"
    AT = "i"
    DROPPED = "-"
    MODIFIER = "~"
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

    @cached_property
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
