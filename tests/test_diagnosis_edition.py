"""A newer ICD-10-CM brought in by command: told, refused without a change, in force from its day on."""

import json
from datetime import date
from pathlib import Path

import pytest

from charting_tui.coding.code_tables.code_facts import is_heading, why_not_billable
from charting_tui.coding.code_tables.tables import CodeTables, tables_on
from charting_tui.coding.diagnosis_book import book_making
from charting_tui.coding.diagnosis_book.book_making import BookRow, make_book
from charting_tui.operations.bookings.booking import book as book_visit
from charting_tui.operations.bookings.booking import read_booking
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.records.visit import ServiceLine
from charting_tui.store.chart_store import ChartStore

from .clinic import TODAY, make_clinic, open_clinic
from .command_line import Answer, call
from .test_cms_files import placed
from .test_code_tables import kept
from .test_icd10cm_file import KNOWN, NAME, NEW, OCTOBER, OLD, TOLD, WRONG, order

APRIL, EVE = date(2026, 4, 1), date(2026, 9, 30)


def put_small_book(folder: Path) -> None:
    """Give a clinic, or one's own cache, a book of the codes known here, which is made in no time."""
    rows = [
        BookRow(code, "", told.billable, False, (), (), "", "", told.text, ())  # noqa: FBT003
        for code, told in KNOWN.items()
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(book_making, "rows", lambda: iter(rows))
        patch.setattr(book_making, "count", lambda: len(rows))
        patch.setattr(book_making, "release", lambda: APRIL)
        assert make_book(folder / "book.sqlite", lambda _done, _number: None)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    make_clinic(folder).close()
    put_small_book(folder)
    return folder


def update(root: Path, file: Path, *words: str, user: str = "kim") -> Answer:
    return call("codes", "update", str(file), "--data", str(root), "--user", user, *words)


def tables(store: ChartStore, day: date) -> CodeTables:
    return tables_on(day, store.books.book, store.office.tables)


def charted(root: Path) -> str:
    store = open_clinic(root)
    visit = book_visit(store, "jane", read_booking("0900 jane 60"), TODAY)
    session = open_for_writing(store, "jane", visit.id)
    line = ServiceLine(id="s1", code="97140", minutes=30)
    written = session.draft.visit.model_copy(update={"diagnoses": ("M54.2", "M62.838"), "services": (line,)})
    session.change(session.draft.model_copy(update={"visit": written}))
    session.leave()
    store.close()
    return visit.id


def test_an_edition_is_told_then_holds_from_its_day_on(root: Path, tmp_path: Path) -> None:
    visit = charted(root)
    file = placed(tmp_path, order(NEW), NAME)
    before = kept(root)
    dry = update(root, file, "--dry-run")
    assert (dry.code, kept(root)) == (0, before), dry.err
    done = update(root, file)
    assert done.code == 0, done.err
    assert done.out.replace("Edition imported.", "Nothing was changed.") == dry.out
    for told in (
        "New codes: 2",
        "Codes that became headings: 1",
        "Codes that ended: 2",
        "M54.21",
        "Codes with",
    ):
        assert told in done.out
    assert "jane: M54.2, M62.838" in done.out
    assert f"jane {visit}: new D003, D004" in done.out
    store = open_clinic(root)
    then, now = (tables(store, day) for day in (EVE, OCTOBER))
    for code, why_then, why_now in (
        ("M54.2", "", "choose a code below it"),
        ("M54.21", "not valid before 10/1/2026", ""),
        ("M54.5", "choose a code below it", ""),
        ("M62.838", "", "not valid after 9/30/2026"),
        ("S13.4", "", "needs a 7th character"),
    ):
        told_then, told_now = then.diagnosis(code), now.diagnosis(code)
        assert (why_not_billable(told_then, EVE) if told_then else "") == why_then, code
        assert told_now is not None
        assert why_not_billable(told_now, OCTOBER) == why_now, code
    texts = [entry.text for one in (then, now) if (entry := one.diagnosis("M62.84"))]
    assert texts == ["Sarcopenia", "Sarcopenia of a test"]
    assert [one.code for one in now.find_diagnoses("neck newly")] == ["M54.21"]
    assert then.find_diagnoses("neck newly") == []
    assert [one.code for one in now.find_diagnoses("M54.2")] == ["M54.21"]
    assert [one.code for one in now.find_diagnoses("m542", headings=True)] == ["M54.2", "M54.21"]
    assert [one.code for one in then.find_diagnoses("M54.2", headings=True)] == ["M54.2"]
    assert [one.code for one in now.diagnoses.below("M54.2")] == ["M54.21"]
    assert "M62.838" not in [one.code for one in now.diagnoses.below("M62")]
    assert [one.code for one in now.diagnoses.children("S13")] == ["S13.4"]
    assert then.diagnosis("S13.4XXA") is not None
    assert then.diagnosis("S13") is None
    assert is_heading(now.diagnoses.children("S13")[0], OCTOBER)
    store.close()
    assert "already" in update(root, file).out
    assert NAME in call("codes", "tables", "--data", str(root), "--user", "kim").out


def test_an_edition_is_upon_the_one_before_it(root: Path, tmp_path: Path) -> None:
    update(root, placed(tmp_path, order(NEW), NAME))
    spring = {**NEW, "M5422": (1, "Neck pain of the spring")}
    done = update(root, placed(tmp_path, order(spring), "icd10cm-order-April-1-2027.txt"))
    assert done.code == 0, done.err
    store = open_clinic(root)
    assert [len(one.rows) for one in store.office.tables] == [len(TOLD), 1]
    found = [
        [one.code for one in tables(store, day).diagnoses.below("M54.2")]
        for day in (OCTOBER, date(2027, 4, 1))
    ]
    assert found == [["M54.21"], ["M54.21", "M54.22"]]
    store.close()
    older = update(root, placed(tmp_path, order(OLD), NAME))
    assert older.refused_in_one_sentence(), older
    assert "You already have the edition from 2027-04-01" in older.err


@pytest.mark.parametrize("since", ["2026-04-01", "2025-10-01"])
def test_an_edition_no_newer_than_the_book_is_refused(root: Path, tmp_path: Path, since: str) -> None:
    before = kept(root)
    answer = update(root, placed(tmp_path, order(NEW), "order.txt"), "--since", since)
    assert answer.refused_in_one_sentence(), answer
    assert kept(root) == before


@pytest.mark.parametrize("wrong", list(WRONG)[::6])
def test_a_refused_edition_changes_nothing(root: Path, tmp_path: Path, wrong: str) -> None:
    before = kept(root)
    answer = update(root, placed(tmp_path, WRONG[wrong][0], NAME))
    assert answer.refused_in_one_sentence(), answer
    assert kept(root) == before


def test_only_owners_bring_an_edition_in(root: Path, tmp_path: Path) -> None:
    answer = update(root, placed(tmp_path, order(NEW), NAME), user="lee")
    assert answer.refused_in_one_sentence(), answer


def test_without_a_book_that_can_be_made_nothing_is_changed(root: Path, tmp_path: Path) -> None:
    (root / "book.sqlite").unlink()
    (root / ".book.sqlite.new").mkdir()
    before = kept(root)
    answer = update(root, placed(tmp_path, order(NEW), NAME))
    assert (answer.code, answer.out) == (2, "")
    assert "couldn't be built" in answer.err.splitlines()[-1]
    assert kept(root) == before


@pytest.mark.parametrize("named", ["--data", "CHARTING_DATA", ""])
def test_codes_find_and_check_know_the_edition_of_a_clinic_that_is_named(
    root: Path, tmp_path: Path, named: str
) -> None:
    update(root, placed(tmp_path, order(NEW), NAME))
    put_small_book(tmp_path / "charting-tui")
    words = ("--data", str(root)) if named == "--data" else ()
    around = {"CHARTING_DATA": str(root)} if named == "CHARTING_DATA" else {}
    found = call(
        "codes", "find", "M54.21", "--kind", "diagnosis", *words, XDG_CACHE_HOME=str(tmp_path), **around
    )
    assert ("newly told apart" in found.out) is bool(named), found.err
    then = call(
        "codes", "find", "M54.21", "--date", "2026-09-30", *words, XDG_CACHE_HOME=str(tmp_path), **around
    )
    assert ("not valid before 10/1/2026" in then.out) is bool(named)
    form = {
        "as_of": "2026-11-19",
        "payer": "commercial",
        "visit": {
            "date": "2026-11-19",
            "diagnoses": ["M54.2", "M62.838"],
            "services": [{"code": "97140", "minutes": 30, "pointers": ["A"]}],
        },
    }
    checked = call("check", "-", *words, fed=json.dumps(form), **around)
    assert ("M54.2 is not a billable code" in checked.out) is bool(named), checked
    assert ("M62.838 was deleted 09/30/2026" in checked.out) is bool(named)
