"""Words that a clinic or a person adds to those of the program."""

from functools import cached_property

from charting_tui.records.values import Record


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
