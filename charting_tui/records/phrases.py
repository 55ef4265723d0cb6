"""Texts that a clinic or a person writes again and again, each under a short name."""

from typing import Literal

from charting_tui.records.values import Record


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
