from datetime import date
from pathlib import Path

import pytest

from charting_tui.coding.code_tables.code_facts import is_heading, why_not_billable
from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.records.additions import ImportedTable, TableKind
from charting_tui.store.chart_store import ChartStore
from tests.clinic import make_clinic, open_clinic

APRIL, JULY, OCTOBER = date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)
BEFORE_ANY = date(2025, 5, 5)


def release(kind: TableKind, since: date, *rows: str) -> ImportedTable:
    return ImportedTable(kind=kind, since=since, source="made by a test", rows=rows)


SPRING = release("pairs", APRIL, "97140 97124 1 1996-01-01 -", "97530 97110 0 2026-04-01 2026-05-15")
SUMMER = release("pairs", JULY, "97140 97124 0 1996-01-01 -")


@pytest.mark.parametrize(
    ("day", "indicator", "as_of"),
    [
        (BEFORE_ANY, 0, date(2024, 7, 1)),
        (date(2026, 3, 31), 0, date(2024, 7, 1)),
        (APRIL, 1, APRIL),
        (date(2026, 6, 30), 1, APRIL),
        (JULY, 0, JULY),
        (date(2027, 1, 1), 0, JULY),
    ],
)
def test_a_visit_is_judged_by_the_pairs_of_its_own_day(day: date, indicator: int, as_of: date) -> None:
    pair = tables_on(day, clinic=(SUMMER, SPRING)).pair("97124", "97140")
    assert pair
    assert (pair.indicator, pair.as_of) == (indicator, as_of)


def test_a_pair_is_in_force_up_to_its_deletion_day_and_not_after() -> None:
    clinic = (SPRING,)
    assert tables_on(date(2026, 5, 15), clinic=clinic).pair("97110", "97530")
    assert tables_on(date(2026, 5, 16), clinic=clinic).pair("97110", "97530") is None


def test_days_without_a_change_between_them_share_their_tables() -> None:
    assert tables_on(date(2026, 4, 2), clinic=(SPRING,)) is tables_on(date(2026, 5, 1), clinic=(SPRING,))


def test_of_releases_of_one_day_the_clinics_holds() -> None:
    same = release("pairs", date(2024, 7, 1), "97530 97110 0 2024-07-01 -")
    assert tables_on(OCTOBER, clinic=(same,)).pair("97530", "97110")
    assert tables_on(OCTOBER, clinic=(same,)).pair("97140", "97124") is None


def test_the_limits_of_one_program_leave_those_of_the_other() -> None:
    tables = tables_on(OCTOBER, clinic=(release("medicare limits", JULY, "97124 2 3"),))
    packaged = tables_on(OCTOBER)
    limit = tables.unit_limit("97124", "medicare")
    assert limit
    assert (limit.units, limit.judged, limit.as_of) == (2, 3, JULY)
    assert tables.unit_limit("97124", "medicaid") == packaged.unit_limit("97124", "medicaid")
    assert tables.unit_limit("97140", "medicare") is None
    assert tables.names("97140")


def test_a_later_edition_adds_ends_and_splits_diagnoses_from_its_day_on() -> None:
    changes = ("M54.2 h Neck pain", "M54.21 b Neck pain, newly told apart", "M62.838 - gone")
    clinic = (release("diagnoses", OCTOBER, *changes),)
    eve, day = date(2026, 9, 30), OCTOBER
    tables = tables_on(day, clinic=clinic)
    split, new, gone = (tables.diagnosis(code) for code in ("M54.2", "M54.21", "M62.838"))
    assert split
    assert new
    assert gone
    assert (is_heading(split, eve), is_heading(split, day)) == (False, True)
    assert why_not_billable(new, eve) == "not valid before 10/1/2026"
    assert why_not_billable(new, day) == ""
    assert (why_not_billable(gone, eve), why_not_billable(gone, day)) == (
        "",
        "not valid after 9/30/2026",
    )
    assert "M54.21" in [one.code for one in tables.find_diagnoses("newly told")]
    assert "M54.21" in [one.code for one in tables.find_diagnoses("M54.2")]


@pytest.fixture
def clinic(tmp_path: Path) -> ChartStore:
    return make_clinic(tmp_path / "clinic")


def test_tables_are_kept_with_the_practice_and_outlast_its_other_changes(clinic: ChartStore) -> None:
    clinic.save_office(clinic.office.model_copy(update={"tables": (SPRING,)}))
    renamed = clinic.office.practice.model_copy(update={"name": "Other Hands"})
    clinic.save_office(clinic.office.model_copy(update={"practice": renamed}))
    again = open_clinic(clinic.root)
    assert again.office.tables == (SPRING,)
    assert again.office.practice.name == "Other Hands"
    again.close()
    clinic.close()


def test_another_login_hears_of_new_tables(clinic: ChartStore) -> None:
    other = open_clinic(clinic.root)
    clinic.save_office(clinic.office.model_copy(update={"tables": (SPRING,)}))
    assert other.changed()
    assert other.office.tables == (SPRING,)
    other.close()
    clinic.close()
