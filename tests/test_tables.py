import subprocess
import sys
from datetime import date

import pytest

from charting_tui.coding.code_tables.tables import CodeTables, tables_on
from charting_tui.coding.data_files import data_folder, read_json, release_in_force
from charting_tui.coding.diagnosis_book.diagnoses import written

DAY = date(2026, 11, 19)


@pytest.fixture
def tables() -> CodeTables:
    return tables_on(DAY)


def codes(found: list[object]) -> list[str]:
    return [str(getattr(entry, "code", "")) for entry in found]


def test_days_of_the_same_releases_share_their_tables() -> None:
    assert tables_on(DAY) is tables_on(date(2026, 11, 20))


def test_a_day_before_the_first_release_is_judged_by_the_first() -> None:
    assert release_in_force("pairs", date(2001, 1, 1)) == date(2024, 7, 1)


def test_every_file_of_data_says_its_licence_and_where_it_was_read() -> None:
    for path in data_folder().glob("*.json"):
        about = read_json(path.name)
        assert about.get("licence"), path.name
        assert about.get("source") or all("source" in str(payer) for payer in about["payers"]), path.name


def test_massage_is_timed_and_always_therapy(tables: CodeTables) -> None:
    massage = tables.procedure("97124")
    assert massage is not None
    assert massage.timed
    assert massage.always_therapy
    assert massage.minutes == 15
    assert "effleurage" in massage.keywords


def test_supervised_modalities_groups_and_evaluations_are_not_timed(tables: CodeTables) -> None:
    untimed = ("97010", "97014", "G0283", "97150", "97161", "97810", "98940")
    assert not [code for code in untimed if (found := tables.procedure(code)) is None or found.timed]


def test_every_timed_code_has_minutes_and_words_of_its_own(tables: CodeTables) -> None:
    assert len(tables.procedures()) >= 64
    for procedure in tables.procedures():
        assert procedure.text
        assert procedure.source
        assert not procedure.timed or procedure.minutes == 15


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("mass", "97124"),
        ("trigger", "97140"),
        ("97 1", "97124"),
        ("97124", "97124"),
        ("140", "97140"),
        ("exerc", "97110"),
        ("lymph drain", "97140"),
        ("release myo", "97140"),
        ("g02", "G0283"),
        ("balance", "97112"),
    ],
)
def test_procedures_are_found_by_number_part_of_it_or_words(
    tables: CodeTables, words: str, first: str
) -> None:
    assert codes([*tables.find(words)])[0] == first


def test_nothing_fits_words_that_no_procedure_has(tables: CodeTables) -> None:
    assert tables.find("zebra") == []
    assert len(tables.find("", limit=5)) == 5


def test_massage_beside_manual_therapy_never_opens_in_either_order(tables: CodeTables) -> None:
    pair = tables.pair("97124", "97140")
    assert pair == tables.pair("97140", "97124")
    assert pair is not None
    assert (pair.column1, pair.column2, pair.indicator, pair.since) == ("97140", "97124", 0, None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("97110", "97140"),
        ("97110", "97124"),
        ("97112", "97140"),
        ("97124", "97530"),
        ("97140", "97530"),
        ("97035", "97140"),
        ("97010", "97140"),
        ("97161", "97140"),
    ],
)
def test_common_false_alarms_are_no_pairs(tables: CodeTables, one: str, other: str) -> None:
    assert tables.pair(one, other) is None


@pytest.mark.parametrize(
    ("one", "other", "indicator"),
    [
        ("97150", "97124", 1),
        ("98940", "97140", 1),
        ("98926", "97140", 0),
        ("97813", "97810", 0),
        ("G0283", "97032", 1),
    ],
)
def test_pairs_of_this_field_have_their_indicators(
    tables: CodeTables, one: str, other: str, indicator: int
) -> None:
    pair = tables.pair(one, other)
    assert pair is not None
    assert (pair.column1, pair.indicator) == (one, indicator)


def test_unit_limits_differ_by_program(tables: CodeTables) -> None:
    medicare, medicaid = tables.unit_limit("97010", "medicare"), tables.unit_limit("97010", "medicaid")
    assert medicare is not None
    assert medicaid is not None
    assert (medicare.units, medicaid.units) == (0, 1)
    massage = tables.unit_limit("97124", "medicare")
    assert massage is not None
    assert massage.units == 4
    assert tables.unit_limit("00000", "medicare") is None


def test_modifiers_and_places_are_known(tables: CodeTables) -> None:
    opening = {
        code for code in ("59", "XE", "XS", "XP", "XU") if (m := tables.modifier(code)) and m.opens_pairs
    }
    assert len(opening) == 5
    discipline = tables.modifier("gp")
    assert discipline is not None
    assert not discipline.opens_pairs
    assert tables.place("11") is not None
    assert tables.place("28") is None


def test_a_diagnosis_has_its_text_region_and_what_it_excludes(tables: CodeTables) -> None:
    neck = tables.diagnosis("M54.2")
    assert neck is not None
    assert (neck.text, neck.billable, neck.region) == ("Cervicalgia", True, "neck")
    assert {"M50", "F45.41"} <= set(neck.excludes1)


def test_headings_and_codes_without_their_seventh_character_are_not_billable(tables: CodeTables) -> None:
    heading, short, whole = (tables.diagnosis(code) for code in ("M54.5", "S13.4", "S13.4XXA"))
    assert heading is not None
    assert short is not None
    assert whole is not None
    assert not heading.billable
    assert (short.billable, short.needs_seventh) == (False, True)
    assert whole.billable


def test_low_back_pain_was_split_in_october_2021(tables: CodeTables) -> None:
    old, new = tables.diagnosis("M54.5"), tables.diagnosis("M54.50")
    assert old is not None
    assert new is not None
    assert old.in_force(date(2021, 9, 15))
    assert not old.in_force(date(2026, 2, 1))
    assert not new.in_force(date(2021, 9, 15))


def test_an_absent_code_is_unknown_only_in_a_held_category(tables: CodeTables) -> None:
    assert tables.diagnosis("M54.99") is None
    assert tables.holds_category("M54.99")
    assert not tables.holds_category("C50.911")


def test_the_first_and_the_last_line_of_the_table_are_found(tables: CodeTables) -> None:
    lines = (data_folder() / "diagnoses.2026-04-01.tsv").read_text(encoding="utf-8").splitlines()
    for line in (lines[0], lines[len(lines) // 2], lines[-1]):
        assert tables.diagnosis(line.split("\t")[0]) is not None
    assert [line.split("\t")[0] for line in lines] == sorted(line.split("\t")[0] for line in lines)
    assert tables.diagnosis("") is None
    assert tables.diagnosis("zzz") is None


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("neck pain", "M54.2"),
        ("low back pain", "M54.50"),
        ("shoulder pain", "M25.511"),
        ("tight muscle", "M62.838"),
        ("muscle spasm", "M62.838"),
        ("headache", "G44.209"),
        ("whiplash", "S13.4XXA"),
        ("cervicalgia", "M54.2"),
        ("m542", "M54.2"),
        ("knee pain left", "M25.562"),
    ],
)
def test_diagnoses_are_found_by_everyday_words_too(tables: CodeTables, words: str, wanted: str) -> None:
    assert wanted in codes([*tables.find_diagnoses(words, limit=3)])


def test_only_billable_diagnoses_are_offered(tables: CodeTables) -> None:
    assert all(
        entry.billable for words in ("sprain", "m54", "pain") for entry in tables.find_diagnoses(words)
    )
    assert tables.find_diagnoses("") == []


def test_a_diagnosis_is_written_with_capitals_and_a_dot() -> None:
    assert [written(code) for code in ("m542", " M54.2 ", "s134xxa", "m54")] == [
        "M54.2",
        "M54.2",
        "S13.4XXA",
        "M54",
    ]


def test_importing_the_tables_opens_no_file() -> None:
    program = (
        "import sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == 'open' else None)\n"
        "import charting_tui.coding.code_tables.tables, charting_tui.coding.billing.payers\n"
        "import charting_tui.coding.prose.evidence\n"
        "print([name for name in opened if name.endswith(('.json', '.tsv'))])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
