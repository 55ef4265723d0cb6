"""Code tables brought into a clinic by command: told, kept, repeated, and refused without a change."""

from datetime import date
from pathlib import Path

import pytest

from charting_tui.coding.billing.payers import preset
from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.operations.settings.practice import save_office

from .clinic import make_clinic, open_clinic
from .command_line import Answer, call
from .test_cms_files import HEADS, WRONG_LIMITS, WRONG_PAIRS, placed

NAME = "practitioner-2026q4.txt"
LIMITS_NAME = "limits-2026q4.csv"
OCTOBER = date(2026, 10, 1)


def whole_pairs(*left_out: str) -> str:
    """Return the packaged pairs as a quarter's file, without some, and with 97530 beside 97124."""
    tables = tables_on(OCTOBER)
    codes = sorted(one.code for one in tables.procedures())
    pairs = [
        pair
        for place, one in enumerate(codes)
        for other in codes[place:]
        if (pair := tables.pair(one, other))
    ]
    rows = {
        f"{pair.column1}\t{pair.column2}": f"\t\t19960101\t*\t{pair.indicator}\tx\n"
        for pair in pairs
        if pair.column1 not in left_out
    }
    rows["97530\t97124"] = "\t\t20261001\t*\t0\tx\n"
    return "".join(pair + rest for pair, rest in sorted(rows.items()))


def whole_limits(*left_out: str) -> str:
    """Return the packaged limits of Medicare as a quarter's file, without some, and 97124 twice a day."""
    tables = tables_on(OCTOBER)
    limits = [tables.unit_limit(one.code, "medicare") for one in tables.procedures()]
    rows = {one.code: one.units for one in limits if one and one.code not in left_out} | {"97124": 2}
    return HEADS + "".join(
        f"{code},{rows[code]},3 Date of Service Edit: Clinical,x\n" for code in sorted(rows)
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    make_clinic(folder).close()
    return folder


def codes(root: Path, act: str, *words: str, user: str = "kim") -> Answer:
    return call("codes", act, "--data", str(root), "--user", user, *words)


def kept(root: Path) -> dict[str, bytes]:
    files = (
        path
        for path in root.rglob("*")
        if path.is_file() and not path.name.startswith(("index.sqlite", "access."))
    )
    return {str(path): path.read_bytes() for path in files}


def test_a_quarters_pairs_hold_from_their_day_on(root: Path, tmp_path: Path) -> None:
    file = placed(tmp_path, whole_pairs(), NAME)
    dry = codes(root, "import-ncci", str(file), "--dry-run")
    assert (dry.code, "Nothing was changed." in dry.out) == (0, True), dry.err
    done = codes(root, "import-ncci", str(file))
    assert done.code == 0, done.err
    assert "97530 with 97124  none  →  no modifier bypasses it" in done.out
    assert "and " not in done.out
    store = open_clinic(root)
    held = [tables_on(day, None, store.office.tables) for day in (OCTOBER, date(2026, 9, 30))]
    store.close()
    pairs = [tables.pair("97124", "97530") for tables in held]
    assert [pair and pair.indicator for pair in pairs] == [0, None]
    assert "already" in codes(root, "import-ncci", str(file)).out
    assert NAME in codes(root, "tables").out


def test_limits_hold_from_their_day_on(root: Path, tmp_path: Path) -> None:
    file = placed(tmp_path, whole_limits(), LIMITS_NAME)
    done = codes(root, "import-mue", str(file))
    assert done.code == 0, done.err
    assert "2 a day" in done.out
    store = open_clinic(root)
    limit = tables_on(OCTOBER, None, store.office.tables).unit_limit("97124", "medicare")
    store.close()
    assert limit is not None
    assert limit.units == 2


def test_a_limit_that_ended_is_no_part_that_is_missing(root: Path, tmp_path: Path) -> None:
    assert codes(root, "import-mue", str(placed(tmp_path, whole_limits("97039"), LIMITS_NAME))).code == 0


@pytest.mark.parametrize("cut", ["first rows", "last row", "every other row"])
def test_a_part_of_the_limits_is_refused_and_changes_nothing(root: Path, tmp_path: Path, cut: str) -> None:
    rows = whole_limits().splitlines(keepends=True)
    part = {
        "first rows": rows[:1] + rows[8:],
        "last row": rows[:-1],
        "every other row": rows[:1] + rows[1::2],
    }
    before = kept(root)
    answer = codes(root, "import-mue", str(placed(tmp_path, "".join(part[cut]), LIMITS_NAME)))
    assert answer.refused_in_one_sentence(), answer
    assert "Download the file again" in answer.err
    assert kept(root) == before


def test_a_removed_table_leaves_the_program_to_its_own(root: Path, tmp_path: Path) -> None:
    codes(root, "import-mue", str(placed(tmp_path, whole_limits(), LIMITS_NAME)))
    before = kept(root)
    dry = codes(root, "remove", "limits", "--dry-run")
    assert (dry.code, "97124  2 a day  →  4 a day" in dry.out) == (0, True), dry
    assert kept(root) == before
    done = codes(root, "remove", "limits", "2026-10-01")
    assert (done.code, "Table removed." in done.out) == (0, True), done
    assert LIMITS_NAME not in codes(root, "tables").out
    assert codes(root, "remove", "limits").refused_in_one_sentence()


def test_which_of_several_tables_is_to_be_removed_is_asked(root: Path, tmp_path: Path) -> None:
    for name in ("2026q4.txt", "2026q3.txt"):
        text = whole_pairs().replace("20261001", "20260701")
        assert codes(root, "import-ncci", str(placed(tmp_path, text, name))).code == 0
    answer = codes(root, "remove", "pairs")
    assert answer.refused_in_one_sentence(), answer
    assert "2026-07-01, 2026-10-01" in answer.err
    assert "There is one from" in codes(root, "remove", "pairs", "2025-01-01").err
    assert codes(root, "remove", "pairs", "2026-07-01").code == 0


def test_only_owners_remove_tables(root: Path, tmp_path: Path) -> None:
    codes(root, "import-mue", str(placed(tmp_path, whole_limits(), LIMITS_NAME)))
    assert codes(root, "remove", "limits", user="lee").refused_in_one_sentence()
    assert LIMITS_NAME in codes(root, "tables").out


def test_tables_that_are_out_of_date_are_told_with_the_command_for_the_next(root: Path) -> None:
    told = codes(root, "tables").out
    assert "Code pairs are from July 2024; visits after 9/30/2024" in told
    assert "--program medicaid" not in told
    store = open_clinic(root)
    save_office(store, store.office.model_copy(update={"payers": (*store.office.payers, preset("medicaid"))}))
    store.close()
    assert "codes import-mue FILE --program medicaid" in codes(root, "tables").out


def test_the_limits_of_each_program_are_listed_with_the_day_from_which_they_hold(root: Path) -> None:
    listed = [" ".join(row.split()) for row in codes(root, "tables").out.splitlines()]
    assert "medicare limits 2024-07-01 built in" in listed
    assert "medicaid limits 2026-01-01 built in" in listed


def test_a_part_that_is_left_out_is_told(root: Path, tmp_path: Path) -> None:
    before = kept(root)
    answer = codes(
        root, "import-ncci", str(placed(tmp_path, "97140\t97124\t\t19960101\t*\t0\tx\n" * 2, NAME))
    )
    assert answer.refused_in_one_sentence(), answer
    assert "Name every file of the quarter" in answer.err
    assert kept(root) == before


def test_only_owners_bring_tables_in(root: Path, tmp_path: Path) -> None:
    answer = codes(root, "import-ncci", str(placed(tmp_path, whole_pairs(), NAME)), user="lee")
    assert answer.refused_in_one_sentence(), answer


@pytest.mark.parametrize(
    ("act", "wrong"),
    [
        *(("import-ncci", name) for name in list(WRONG_PAIRS)[::4]),
        *(("import-mue", name) for name in list(WRONG_LIMITS)[::4]),
    ],
)
def test_a_wrong_file_is_refused_and_changes_nothing(
    root: Path, tmp_path: Path, act: str, wrong: str
) -> None:
    content, _ = (WRONG_PAIRS if act == "import-ncci" else WRONG_LIMITS)[wrong]
    before = kept(root)
    answer = codes(root, act, str(placed(tmp_path, content, NAME)))
    assert answer.refused_in_one_sentence(), answer
    assert kept(root) == before
