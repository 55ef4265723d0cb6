"""What a page of the code book is made of, and what it is made from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from charting_tui.coding.code_tables.tables import CodeTables, tables_on
from charting_tui.coding.diagnosis_book.diagnoses import Diagnoses
from charting_tui.readers.dates import shown_date
from charting_tui.records.additions import NO_WORDS
from charting_tui.records.office import Office
from charting_tui.records.payer import Payer


class CodeKind(StrEnum):
    """What a code is a code of, in the order in which codes of one number are shown."""

    PROCEDURE = "procedure"
    MODIFIER = "modifier"
    DIAGNOSIS = "diagnosis"
    PLACE = "place"
    DENIAL = "denial"


@dataclass(frozen=True)
class Fact:
    """One thing that is known of a code."""

    text: str
    about: str = ""
    """What it is about: a payer, another code, a table; facts in a row about one thing are one paragraph."""
    since: date | None = None
    """The first day it holds, or that of the table that says so; None where neither is known."""
    source: str = ""


@dataclass(frozen=True)
class Section:
    """Facts under one heading."""

    heading: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class CodePage:
    """All that is known of one code."""

    kind: CodeKind
    code: str
    """As it is written: 97140, M54.2, CO-197."""
    text: str
    """What it means, in one line."""
    sections: tuple[Section, ...]
    family: str = ""
    """What sort of its kind it is: a therapeutic procedure, a remark code."""

    @property
    def kind_in_words(self) -> str:
        """Its kind and what sort of that it is: “Procedure, acupuncture”."""
        return f"{self.kind.capitalize()}{', ' if self.family else ''}{self.family}"


@dataclass(frozen=True)
class CodeBook:
    """What the pages are made from: the tables of a day, and the clinic's payers and fees."""

    day: date
    """The date of service that is asked about."""
    office: Office | None = None
    """None where no clinic was named: then nothing is said of payers and fees."""
    diagnoses: Diagnoses | None = None
    """Every diagnosis; None where only the starter table is there."""
    first_payer: str = ""
    """The id of the payer that is told of first."""

    @property
    def tables(self) -> CodeTables:
        """The tables in force on the day."""
        return self.tables_on(self.day)

    def tables_on(self, day: date) -> CodeTables:
        """Return the tables in force on another day."""
        imported = self.office.tables if self.office else ()
        return tables_on(day, self.diagnoses, imported, self.office.words if self.office else NO_WORDS)

    @property
    def payers(self) -> tuple[Payer, ...]:
        """The clinic's payers other than the client, the first one asked for before the others."""
        known = (one for one in (self.office.payers if self.office else ()) if one.insures)
        return tuple(sorted(known, key=lambda one: (one.id != self.first_payer, one.name.casefold())))

    def named(self, payers: Iterable[Payer]) -> str:
        """Return payers by name; “all your payers” where it is all of them, nothing where it is none."""
        some = tuple(payers)
        if len(some) == len(self.payers) > 1:
            return "all your payers"
        return ", ".join(payer.name for payer in some)


def sections(*given: tuple[str, Iterable[Fact]]) -> tuple[Section, ...]:
    """Return the sections that have a fact, in their order."""
    made = (Section(heading, tuple(facts)) for heading, facts in given)
    return tuple(one for one in made if one.facts)


def paragraphs(section: Section) -> Iterator[tuple[str, str]]:
    """Give the facts of a section in words, each with what it is about; of one thing they join."""
    for about, facts in groupby(section.facts, key=lambda fact: fact.about):
        words = map(_in_words, facts)
        yield from [(about, " ".join(words))] if about else (("", one) for one in words)


def _in_words(fact: Fact) -> str:
    behind = [f"from {shown_date(fact.since)}"] if fact.since else []
    behind += [fact.source] if fact.source else []
    return f"{fact.text} [{', '.join(behind)}]" if behind else fact.text
