"""Words that a clinic or a person adds to those of the program."""

import re
from functools import cached_property
from typing import Literal

from charting_tui.records.values import Record
from charting_tui.records.visit import SECTIONS, Visit


class OwnTechnique(Record):
    """A technique as this clinic writes it."""

    name: str
    codes: tuple[str, ...] = ()
    """The procedure codes it supports; none for words that are known and support nothing."""
    words: tuple[str, ...] = ()
    """Spellings in any case; a star ends a stem."""
    capitals: tuple[str, ...] = ()
    """Abbreviations that count only in capitals."""


class OwnArea(Record):
    """An area of the body as this clinic writes it."""

    name: str
    region: str
    """The larger part of the body it belongs to."""
    words: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()


class QuickWord(Record):
    """A word of the quick line as this clinic or this person writes it."""

    short: str
    """What is typed."""
    kind: str
    """What it is, such as area or technique; the shorthand knows the kinds."""
    name: str
    """As the note says it."""
    code: str = ""
    """Of a technique: what it is billed as."""


class OwnWords(Record):
    """All that a clinic adds."""

    techniques: tuple[OwnTechnique, ...] = ()
    areas: tuple[OwnArea, ...] = ()
    quick: tuple[QuickWord, ...] = ()
    """For the quick line; notes are not read by these."""

    @cached_property
    def fingerprint(self) -> int:
        """The hash, made once: these words are asked for with every text."""
        return hash((self.techniques, self.areas, self.quick))

    def __hash__(self) -> int:
        """Return the hash of all the words."""
        return self.fingerprint


NO_WORDS = OwnWords()
"""A clinic that adds none."""


OPENS, CLOSES = "⟦", "⟧"
"""Between these a place of a phrase stands in a note, until it is filled."""
PLACE = re.compile(f"{OPENS}([^{OPENS}{CLOSES}\n]*){CLOSES}")


class Phrase(Record):
    """A text with places to fill, brought into a note by a dot and its name."""

    name: str
    """What is typed after the dot: letters, digits and hyphens."""
    text: str
    sections: tuple[Literal["subjective", "objective", "assessment", "plan"], ...] = ()
    """Where it is offered; everywhere where none is named. Its whole name brings it in anywhere."""


class PhraseFile(Record):
    """Phrases as they are taken from a file."""

    phrases: tuple[Phrase, ...]


def as_far_as_said(visit: Visit) -> Visit:
    """Return the visit with what its note says by now: a place that is not filled says nothing yet."""
    note = visit.note
    if OPENS not in note.text():
        return visit
    texts = {section: PLACE.sub("…", getattr(note, section)) for section in SECTIONS}
    return visit.model_copy(update={"note": note.model_copy(update=texts)})
