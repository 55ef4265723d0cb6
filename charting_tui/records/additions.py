"""What a clinic or a person adds to the program: words, phrases, rules, code tables."""

import re
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from charting_tui.records.values import Day, Record
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


Section = Literal["subjective", "objective", "assessment", "plan"]


class OwnRule(Record):
    """One rule of the clinic's own; what is left out asks for nothing."""

    id: str
    """X and three digits."""
    message: str
    fix: str = ""
    """What to do; empty: nothing is said of it."""
    severity: Literal["error", "warning", "info"] = "warning"
    """An error stops the bill."""
    payers: tuple[str, ...] = ()
    """Ids of payers; empty: every payer."""
    codes: tuple[str, ...] = ()
    """The lines it looks at; empty: every line that the payer is billed for."""
    starts: Day | None = Field(default=None, alias="from")
    ends: Day | None = Field(default=None, alias="to")
    units_over: int | None = None
    """A finding where the day's units of the codes are more."""
    minutes_over: int | None = None
    minutes_under: int | None = None
    with_code: tuple[str, ...] = ()
    """A finding where one of these is billed as well."""
    without_code: tuple[str, ...] = ()
    """A finding where none of these is billed as well."""
    needs_modifier: tuple[str, ...] = ()
    """A finding where a line has none of these."""
    needs_diagnosis: tuple[str, ...] = ()
    """A finding where no diagnosis begins with one of these."""
    needs_word: tuple[str, ...] = ()
    """A finding where the section has none of these words."""
    section: Section = "plan"


class OwnRules(Record):
    """What a file of a clinic's own rules holds."""

    rules: tuple[OwnRule, ...] = ()


TableKind = Literal["pairs", "medicare limits", "medicaid limits", "diagnoses"]

_ROW = (
    r"^([0-9A-Z]{5} [0-9A-Z]{5} [01] \d{4}-\d\d-\d\d (-|\d{4}-\d\d-\d\d)"
    r"|[0-9A-Z]{5} \d{1,5} [123-]"
    r"|[A-Z][0-9A-Z]{2}(\.[0-9A-Z]{1,4})? [bht-] .+)$"
)


class ImportedTable(Record):
    """One release of a table, of the codes that the program knows; none of CMS's procedure texts."""

    kind: TableKind
    since: Day
    """The day from which the release holds."""
    source: str
    """The files it was read from."""
    rows: tuple[Annotated[str, Field(pattern=_ROW)], ...]
    """Pairs: ``97140 97124 0 1996-01-01 -``, column 1, column 2, indicator, first and last day.
    Limits: ``97124 4 3``, the units and how they are judged. Diagnoses that differ from the edition
    before: ``M54.2 b text``, billable (b), a heading (h), of another text (t), or gone (-)."""

    def __hash__(self) -> int:
        """Cheap: tables are asked for at every key."""
        return hash((self.kind, self.since, self.source, len(self.rows)))
