from datetime import date
from pathlib import Path

import pytest

from charting_tui.coding.billing.payers import preset
from charting_tui.coding.code_tables.table_age import (
    DIAGNOSES,
    MEDICAID_LIMITS,
    PAIRS,
    PROCEDURES,
    TableName,
    old_on,
    old_tables,
)
from charting_tui.records.additions import ImportedTable, TableKind

from .command_line import call
from .test_screens import at_the_keyboard

VISIT = date(2026, 11, 19)


def imported(kind: TableKind, since: date) -> ImportedTable:
    return ImportedTable(kind=kind, since=since, source="made by a test", rows=())


@pytest.mark.parametrize(
    ("table", "last", "first_old"),
    [
        (PAIRS, date(2024, 9, 30), date(2024, 10, 1)),
        (MEDICAID_LIMITS, date(2026, 3, 31), date(2026, 4, 1)),
        (PROCEDURES, date(2024, 12, 31), date(2025, 1, 1)),
        (DIAGNOSES, date(2026, 9, 30), date(2026, 10, 1)),
    ],
)
def test_a_table_is_old_from_the_day_the_next_one_is_due(
    table: TableName, last: date, first_old: date
) -> None:
    assert old_on(last, table, (), None) is None
    old = old_on(first_old, table, (), None)
    assert old is not None
    assert old.due == first_old


def test_the_sentence_says_what_is_old_which_visits_and_what_brings_the_next() -> None:
    old = old_on(VISIT, PAIRS, (), None)
    assert old is not None
    assert old.sentence == (
        "Code pairs are from July 2024; visits after 9/30/2024 are checked with outdated pairs. "
        "Import the current file: charting-tui codes import-ncci FILE"
    )


def test_an_imported_table_makes_the_visits_of_its_quarter_current() -> None:
    clinic = (imported("pairs", date(2026, 10, 1)),)
    assert old_on(VISIT, PAIRS, clinic, None) is None
    assert old_on(date(2027, 1, 1), PAIRS, clinic, None) is not None


def test_visits_between_two_releases_are_told_with_the_day_the_later_one_begins() -> None:
    old = old_on(date(2025, 5, 5), PAIRS, (imported("pairs", date(2026, 10, 1)),), None)
    assert old is not None
    assert "visits from 10/1/2024 to 9/30/2026 are checked with outdated pairs" in old.sentence
    assert "Import the file of that time" in old.sentence


def test_the_book_of_diagnoses_has_a_day_of_its_own() -> None:
    assert old_on(VISIT, DIAGNOSES, (), date(2026, 10, 1)) is None


def test_each_old_table_is_told_once_for_all_visits() -> None:
    payer = preset("commercial")
    old = old_tables([(date(2026, 11, day), payer) for day in range(1, 20)], (), None)
    assert [one.table.name for one in old] == [
        "Code pairs",
        "Medicare unit limits",
        "Procedure codes",
        "Diagnosis codes",
    ]


def test_only_the_tables_that_a_payer_is_judged_by_are_told() -> None:
    assert old_tables([(VISIT, preset("client_pay"))], (), None) == ()
    medicaid = old_tables([(VISIT, preset("medicaid"))], (), None)
    assert "Medicaid unit limits" in [one.table.name for one in medicaid]
    assert "Medicare unit limits" not in [one.table.name for one in medicaid]


@pytest.mark.parametrize(("person", "told"), [("kim", True), ("lee", False), ("robin", False)])
async def test_today_tells_an_owner_of_old_tables_and_nobody_else(
    root: Path, person: str, told: bool
) -> None:
    listed = call("codes", "tables", "--data", str(root), "--user", "kim").out.splitlines()
    old = [row for row in listed if " are checked with outdated " in row]
    assert len(old) > 1
    line = f"{len(old)} code tables are out of date: charting-tui codes tables"
    async with at_the_keyboard(root, person) as somebody:
        if person == "lee":
            await somebody.presses("e")
        assert "11:00 Doe, Jane" in somebody.screen_text()
        assert (line in somebody.screen_text()) is told
