"""Texts that a clinic or a person writes again and again, each under a short name."""

import re
from typing import Literal

from charting_tui.records.values import Record
from charting_tui.records.visit import SECTIONS, Visit

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
