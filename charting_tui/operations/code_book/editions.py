"""How old the tables behind a page are, what brings the next edition, and what the last one changed."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from charting_tui.coding.code_tables.denials import denials_as_of
from charting_tui.coding.code_tables.table_age import (
    DIAGNOSES,
    MEDICAID_LIMITS,
    MEDICARE_LIMITS,
    PAIRS,
    PROCEDURES,
    TableName,
    held_on,
    in_prose,
)
from charting_tui.coding.code_tables.tables import PROGRAMS, CodeTables
from charting_tui.coding.diagnosis_book.diagnoses import DiagnosisEntry
from charting_tui.operations.code_book.page import CodeBook, Fact
from charting_tui.records.additions import ImportedTable

_PROCEDURE_TABLES = (PROCEDURES, PAIRS, MEDICARE_LIMITS, MEDICAID_LIMITS)


def procedure_tables(book: CodeBook) -> Iterator[Fact]:
    """Give the age of each table behind a procedure's page."""
    return (_age(book, table) for table in _PROCEDURE_TABLES)


def diagnosis_table(book: CodeBook) -> Iterator[Fact]:
    """Give the age of the diagnoses."""
    yield _age(book, DIAGNOSES)


def denial_table() -> Iterator[Fact]:
    """Give the age of the denial codes."""
    since = date.fromisoformat(denials_as_of())
    yield Fact(
        "X12 publishes new lists three times a year. The next version of charting-tui brings them.",
        "Denial codes",
        since,
    )


def procedure_changes(book: CodeBook, code: str) -> Iterator[Fact]:
    """Give what the newest edition of pairs and limits changed for a code, against the one before it."""
    compared: list[tuple[TableName, Callable[[CodeTables], Mapping[str, str]]]] = [
        (PAIRS, lambda tables: _pairs(tables, code)),
        (MEDICARE_LIMITS, lambda tables: _limit(tables, code, 0)),
        (MEDICAID_LIMITS, lambda tables: _limit(tables, code, 1)),
    ]
    compared = [(table, told) for table, told in compared if not _only_edition(book, table)]
    for table, told in compared:
        since = _held_since(book, table)
        then, now = told(book.tables_on(since - timedelta(days=1))), told(book.tables_on(book.day))
        changed = [what for what in sorted({*then, *now}) if then.get(what) != now.get(what)]
        for what in changed:
            before, after = then.get(what, "no entry"), now.get(what, "no entry")
            yield Fact(f"{what}: {after}; before: {before}.", table.name, since)
        if not changed:
            yield Fact("Nothing changed for this code.", table.name, since)
    if not compared:
        yield Fact("Only one edition of each table is here, so there is nothing to compare.")


def diagnosis_changes(book: CodeBook, entry: DiagnosisEntry) -> Iterator[Fact]:
    """Give what the edition in force changed for a diagnosis, against the one before it."""
    since = _held_since(book, DIAGNOSES)
    before = book.tables_on(since - timedelta(days=1)).diagnosis(entry.code)
    if entry.valid_from == since:
        text = "New in this edition."
    elif entry.valid_to == since - timedelta(days=1):
        text = "This edition ended it."
    elif before is not None and before.text != entry.text:
        text = f"Its text was “{before.text}” before."
    else:
        text = "Nothing is known to have changed for this code."
    yield Fact(text, "ICD-10-CM", since)


def _age(book: CodeBook, table: TableName) -> Fact:
    held = held_on(book.day, table, *_clinic(book))
    due = "Out of date since" if held.due <= book.day else "Up to date; the next is due"
    brings = table.bring.format(file="the current file")
    return Fact(f"{due} {in_prose(held.due)}. {brings}", table.name, held.since)


def _held_since(book: CodeBook, table: TableName) -> date:
    return held_on(book.day, table, *_clinic(book)).since


def _only_edition(book: CodeBook, table: TableName) -> bool:
    """Whether the release that holds is the oldest one here."""
    since = _held_since(book, table)
    return held_on(since - timedelta(days=1), table, *_clinic(book)).since == since


def _clinic(book: CodeBook) -> tuple[tuple[ImportedTable, ...], date | None]:
    tables = book.office.tables if book.office else ()
    return tables, book.diagnoses.release if book.diagnoses else None


def _pairs(tables: CodeTables, code: str) -> dict[str, str]:
    return {
        (pair.column2 if pair.column1 == code else pair.column1): (
            "paid with a modifier" if pair.indicator else "never paid together"
        )
        for pair in tables.pairs_of(code)
    }


def _limit(tables: CodeTables, code: str, program: int) -> dict[str, str]:
    limit = tables.unit_limit(code, PROGRAMS[program])
    return {"Units a day": str(limit.units)} if limit else {}
