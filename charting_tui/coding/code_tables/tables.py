"""The code tables in force on a day: procedures, pairs, unit limits, modifiers, places, diagnoses."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Literal

from charting_tui.coding.code_tables.procedures import Procedure, find_procedures, read_procedures
from charting_tui.coding.code_tables.table_rows import (
    CodePair,
    EndedCode,
    Modifier,
    PlaceOfService,
    Program,
    UnitLimit,
    chosen,
    last_change,
    limits_of,
    pairs_in_force,
    program_table,
)
from charting_tui.coding.data_files import read_json, release_in_force
from charting_tui.coding.diagnosis_book.diagnoses import Diagnoses, DiagnosisEntry, diagnosis_table
from charting_tui.coding.diagnosis_book.updated_diagnoses import UpdatedDiagnoses
from charting_tui.coding.vocabulary import vocabulary
from charting_tui.records.additions import NO_WORDS, ImportedTable, OwnWords

PROGRAMS: tuple[Program, ...] = ("medicare", "medicaid")


@dataclass(frozen=True)
class Releases:
    """Which release of each table holds."""

    procedures: date
    pairs: date
    unit_limits: date
    diagnoses: date
    clinic_pairs: ImportedTable | None = None
    """The clinic's pairs, where they hold in the place of the packaged ones."""
    pairs_on: date | None = None
    """The last day, up to the day asked for, on which one of the clinic's pairs began or was over."""
    clinic_limits: tuple[tuple[Program, ImportedTable], ...] = ()
    clinic_diagnoses: tuple[ImportedTable, ...] = ()
    """All editions, the oldest first; what a later one adds has a day."""
    editions_begun: int = 0
    """How many of them hold on the day that is asked for."""


class CodeTables:
    """Every table, each read when it is first asked."""

    def __init__(self, releases: Releases, book: Diagnoses | None = None, words: OwnWords = NO_WORDS) -> None:
        self.releases = releases
        self.vocabulary = vocabulary(words)
        """The words of notes, the clinic's own among them."""
        self.book = book
        """Every diagnosis; None where only the starter table is there."""

    def procedure(self, code: str) -> Procedure | None:
        """Return the procedure of that code, in small letters or capitals, or None."""
        return self._procedures.get(code.strip().upper())

    def names(self, code: str) -> bool:
        """Whether any table knows that procedure code, described or not."""
        return code in self._named

    def ended(self, code: str) -> EndedCode | None:
        """Return a procedure code that is known to have ended, whenever that was, or None."""
        return self._ended.get(code)

    def procedures(self) -> tuple[Procedure, ...]:
        """Return every procedure, by code."""
        return tuple(self._procedures.values())

    def find(self, words: str, limit: int = 20) -> list[Procedure]:
        """Return procedures by number, part of a number, or words in any order: “mass”, “trigger”, “97 1”."""
        return find_procedures(self._procedures, words, limit)

    def pair(self, one: str, other: str) -> CodePair | None:
        """Return the pair of two codes, given in either order, or None where they may stand together."""
        first, second = one.strip().upper(), other.strip().upper()
        return self._pairs.get((first, second)) or self._pairs.get((second, first))

    def pairs_of(self, code: str) -> tuple[CodePair, ...]:
        """Return every pair that a code is in, those without a way around first, then by the other code."""
        found = (pair for pair in self._pairs.values() if code in {pair.column1, pair.column2})
        return tuple(sorted(found, key=lambda one: (one.indicator, one.column1, one.column2)))

    def unit_limit(self, code: str, program: Program) -> UnitLimit | None:
        """Return the daily limit of a code, or None where none is known."""
        known = code.strip().upper()
        held = self._clinic_limits.get(program)
        if held is not None:
            since, limits = held
            units, judged = limits.get(known, (None, None))
            return None if units is None else UnitLimit(known, program, units, judged, since)
        given = self._limits["limits"].get(known, {}).get(program)
        if given is None:
            return None
        return UnitLimit(
            known, program, given[0], given[1], date.fromisoformat(self._limits["as_of"][program])
        )

    def modifier(self, code: str) -> Modifier | None:
        """Return the modifier of that code, or None."""
        return self._modifiers.get(code.upper())

    def modifiers(self) -> tuple[Modifier, ...]:
        """Return every modifier that is described."""
        return tuple(self._modifiers.values())

    def is_modifier(self, code: str) -> bool:
        """Whether there is a modifier of that code, in this field or another."""
        return code.upper() in self._modifiers or code.upper() in self._other_modifiers

    def never_on(self, modifier: str, procedure: Procedure) -> bool:
        """Whether a modifier never belongs on that procedure, by its kind or its code."""
        never = self._never.get(modifier.upper(), frozenset())
        return procedure.kind in never or procedure.code in never

    def place(self, code: str) -> PlaceOfService | None:
        """Return the place of that code, or None."""
        return self._places.get(code)

    def places(self) -> tuple[PlaceOfService, ...]:
        """Return every place of service."""
        return tuple(self._places.values())

    def kinds_without(self, modifier: str) -> frozenset[str]:
        """Return the kinds of procedures on which a modifier never belongs."""
        return self._never.get(modifier.upper(), frozenset())

    def diagnosis(self, code: str) -> DiagnosisEntry | None:
        """Return the diagnosis of a code as it is written with its dot, or None."""
        return _entry(self.diagnoses, code)

    def holds_category(self, code: str) -> bool:
        """Whether an absent code of this category is unknown, rather than only not in this table."""
        return self.diagnoses.holds_category(code)

    def find_diagnoses(self, words: str, limit: int = 20, *, headings: bool = False) -> list[DiagnosisEntry]:
        """Return diagnoses by code or words, everyday ones too: “neck pain” finds M54.2.

        Only billable ones, unless ``headings`` are asked for too.
        """
        return self.diagnoses.find(words, limit, headings=headings)

    @cached_property
    def diagnoses(self) -> Diagnoses:
        """The book, else the starter table, with what the clinic's later editions changed."""
        known = self.book or diagnosis_table(self.releases.diagnoses)
        oldest = known.release
        for place, edition in enumerate(self.releases.clinic_diagnoses):
            if edition.since > oldest:
                known = UpdatedDiagnoses(known, edition, in_force=place < self.releases.editions_begun)
        return known

    @cached_property
    def _procedures(self) -> dict[str, Procedure]:
        return read_procedures(self.releases.procedures)

    @cached_property
    def _pairs(self) -> dict[tuple[str, str], CodePair]:
        clinic, day = self.releases.clinic_pairs, self.releases.pairs_on
        if clinic is not None and day is not None:
            return {
                (first, second): CodePair(first, second, indicator, since, clinic.since)
                for first, second, indicator, since in pairs_in_force(clinic, day)
            }
        release = self.releases.pairs
        columns = read_json(f"pairs.{release}.json")["pairs"]
        return {
            (first, second): CodePair(first, second, 0 if indicator == "0" else 1, None, release)
            for first, by_indicator in columns.items()
            for indicator, seconds in by_indicator.items()
            for second in seconds
        }

    @cached_property
    def _limits(self) -> dict[str, Any]:
        return read_json(f"unit_limits.{self.releases.unit_limits}.json")

    @cached_property
    def _clinic_limits(
        self,
    ) -> dict[Program, tuple[date, dict[str, tuple[int, Literal[1, 2, 3] | None]]]]:
        return {program: (table.since, limits_of(table)) for program, table in self.releases.clinic_limits}

    @cached_property
    def _modifiers(self) -> dict[str, Modifier]:
        return {row["code"]: Modifier(**row) for row in read_json("modifiers.json")["modifiers"]}

    @cached_property
    def _never(self) -> dict[str, frozenset[str]]:
        rows = read_json("modifiers.json")["never"]
        return {
            code: frozenset((*row["kinds"], *row.get("codes", ())))
            for row in rows
            for code in row["modifiers"]
        }

    @cached_property
    def _other_modifiers(self) -> frozenset[str]:
        return frozenset(" ".join(read_json("modifiers.json")["elsewhere"]).split())

    @cached_property
    def _named(self) -> frozenset[str]:
        packaged = read_json(f"pairs.{self.releases.pairs}.json")["pairs"]
        return frozenset(
            (
                *self._procedures,
                *packaged,
                *(
                    code
                    for by_indicator in packaged.values()
                    for codes in by_indicator.values()
                    for code in codes
                ),
                *(code for pair in self._pairs for code in pair),
                *self._limits["limits"],
                *(code for _, limits in self._clinic_limits.values() for code in limits),
            )
        )

    @cached_property
    def _ended(self) -> dict[str, EndedCode]:
        return {
            code: EndedCode(code, date.fromisoformat(row["until"]), tuple(row["now"]))
            for code, row in read_json("replaced_codes.json")["codes"].items()
        }

    @cached_property
    def _places(self) -> dict[str, PlaceOfService]:
        return {row["code"]: PlaceOfService(**row) for row in read_json("places.json")["places"]}


@lru_cache(maxsize=1024)
def _entry(diagnoses: Diagnoses, code: str) -> DiagnosisEntry | None:
    return diagnoses.entry(code)


@lru_cache(maxsize=32)
def _tables(releases: Releases, book: Diagnoses | None, words: OwnWords) -> CodeTables:
    return CodeTables(releases, book, words)


@lru_cache(maxsize=1024)
def tables_on(
    day: date,
    book: Diagnoses | None = None,
    clinic: tuple[ImportedTable, ...] = (),
    words: OwnWords = NO_WORDS,
) -> CodeTables:
    """Return the tables in force on a day; days that share every release share the tables.

    Diagnoses are those of the ``book`` where one is given, else those of the starter table. The ``clinic``'s
    releases stand in one row with the packaged ones: of each table the newest that is not after the day
    holds, the oldest where all are later, and the clinic's where both begin on one day; editions of the
    diagnoses are changes, each upon the one before. ``words`` are those
    that the clinic adds to the vocabulary.
    """
    pairs = release_in_force("pairs", day)
    unit_limits = release_in_force("unit_limits", day)
    own = chosen(clinic, "pairs", day, pairs)
    limits: list[tuple[Program, ImportedTable]] = []
    for program in PROGRAMS if clinic else ():
        held = chosen(clinic, program_table(program), day, limits_since(unit_limits, program))
        if held is not None:
            limits.append((program, held))
    editions = sorted((one for one in clinic if one.kind == "diagnoses"), key=lambda one: one.since)
    return _tables(
        Releases(
            procedures=release_in_force("procedures", day),
            pairs=pairs,
            unit_limits=unit_limits,
            diagnoses=release_in_force("diagnoses", day),
            clinic_pairs=own,
            pairs_on=last_change(own, day) if own else None,
            clinic_limits=tuple(limits),
            clinic_diagnoses=tuple(editions),
            editions_begun=sum(one.since <= day for one in editions),
        ),
        book,
        words,
    )


@lru_cache(maxsize=8)
def limits_since(release: date, program: Program) -> date:
    """Return the day from which a program's limits of a packaged release hold."""
    return date.fromisoformat(read_json(f"unit_limits.{release}.json")["as_of"][program])
