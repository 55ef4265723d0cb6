import fcntl
import json
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import process_time

import pytest

from charting_tui.coding.code_tables.tables import tables_on
from charting_tui.coding.data_files import data_folder
from charting_tui.coding.diagnosis_book import book_making
from charting_tui.coding.diagnosis_book.book import (
    BookPlace,
    DiagnosisBook,
    everyday_names,
    everyday_words,
    open_book,
)
from charting_tui.coding.diagnosis_book.book_making import BookRow, make_book
from charting_tui.operations.bookings.booking import book as book_visit
from charting_tui.operations.bookings.booking import read_booking
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.records.visit import ServiceLine
from charting_tui.rules.check_form import case_of_form, read_check_form
from charting_tui.rules.registry import lint

from .clinic import TODAY, make_clinic
from .command_line import FORM, call

pytestmark = pytest.mark.long

DAY = date(2026, 11, 19)


@pytest.fixture
def file(icd_book: Path) -> Path:
    return icd_book


@pytest.fixture
def book(file: Path) -> DiagnosisBook:
    found = open_book(file)
    assert found is not None
    return found


def codes(found: list[str]) -> Iterator[BookRow]:
    for code in found:
        yield BookRow(
            code,
            above="",
            billable=True,
            needs_seventh=False,
            own_excludes=(),
            excludes=(),
            first_day="",
            last_day="",
            text=f"text of {code}",
            terms=(),
        )


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book_making, "rows", lambda: codes(["M54.2", "M62.838"]))
    monkeypatch.setattr(book_making, "count", lambda: 2)
    monkeypatch.setattr(book_making, "release", lambda: DAY)


def untold(_done: int, _number: int) -> None:
    pass


def test_the_book_is_whole_and_only_its_owner_can_read_it(file: Path, book: DiagnosisBook) -> None:
    assert book.codes > 98_000
    assert book.release == date(2026, 4, 1)
    assert file.stat().st_mode & 0o777 == 0o600
    for code in ("A00.0", "C50.911", "Z99.89", "U07.1"):
        entry = book.entry(code)
        assert entry is not None
        assert entry.billable
    assert book.entry("M54.99") is None
    assert book.holds_category("C50.911")


def test_the_book_says_of_every_code_what_the_starter_table_says(book: DiagnosisBook) -> None:
    starter = tables_on(DAY).diagnoses
    lines = (data_folder() / "diagnoses.2026-04-01.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[::5]:
        code = line.split("\t")[0]
        assert book.entry(code) == starter.entry(code)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("neck pain", "M54.2"),
        ("crick in my neck", "M43.6"),
        ("low back pain", "M54.50"),
        ("tailbone", "M53.3"),
        ("frozen shoulder left", "M75.02"),
        ("tennis elbow", "M77.11"),
        ("slipped disc low back", "M51.26"),
        ("whiplash", "S13.4XXA"),
        ("shin splints", "S86.891A"),
        ("pulled hamstring left", "S76.312A"),
        ("broken collarbone right", "S42.001A"),
        ("kneecap dislocation", "M22.00"),
        ("torn meniscus", "S83.203A"),
        ("runner knee", "M22.41"),
        ("headache", "G44.209"),
        ("cervicalgia", "M54.2"),
        ("asthma", "J45.909"),
        ("m542", "M54.2"),
        ("s134xxa", "S13.4XXA"),
    ],
)
def test_everyday_words_find_official_ones(book: DiagnosisBook, words: str, wanted: str) -> None:
    assert wanted in [entry.code for entry in book.find(words, 4)]


def test_every_everyday_word_leads_to_billable_codes(book: DiagnosisBook) -> None:
    assert len(everyday_words()) >= 80
    for word in everyday_words():
        assert book.find(word, 1), word
    for code in everyday_names():
        entry = book.entry(code)
        assert entry is not None, code
        assert entry.billable, code


def test_no_search_holds_a_key(book: DiagnosisBook, capsys: pytest.CaptureFixture[str]) -> None:
    book.find("warm", 30)
    slowest = 0.0
    for words in ("a", "p", "s", "pain a", "o s p", "unspecified", "m", "s8", "fracture of right lower leg"):
        start = process_time()
        assert book.find(words, 30, headings=True)
        slowest = max(slowest, process_time() - start)
    with capsys.disabled():
        sys.stdout.write(f"\nthe slowest search of the book: {slowest * 1000:.1f} ms\n")
    assert slowest < 0.03


def test_a_heading_leads_to_what_stands_directly_under_it(book: DiagnosisBook) -> None:
    found = [entry.code for entry in book.find("m54", 30, headings=True)]
    assert found[:4] == ["M54", "M54.0", "M54.1", "M54.2"]
    assert [entry.code for entry in book.children("S13.4")] == ["S13.4XXA", "S13.4XXD", "S13.4XXS"]
    assert all(entry.billable for entry in book.find("m54", 30))
    for heading in ("S93.4", "M54.5"):
        entry = book.entry(heading)
        assert entry is not None
        assert not entry.needs_seventh


def test_the_starter_table_lists_headings_as_the_book_does(book: DiagnosisBook) -> None:
    starter = tables_on(DAY).diagnoses
    for code in ("M54", "M54.5", "S13.4", "m5"):
        assert starter.find(code, 40, headings=True) == book.find(code, 40, headings=True)


def test_words_that_search_languages_know_are_only_words(book: DiagnosisBook) -> None:
    for words in ('"', "NOT OR AND", "neck*", "a:b", "();--", "' OR 1=1", "…", "\x00"):
        assert isinstance(book.find(words, 5, headings=True), list)


def test_a_cut_book_is_no_book_and_is_made_anew(tmp_path: Path, file: Path, short: None) -> None:
    del short
    path = tmp_path / "book.sqlite"
    path.write_bytes(file.read_bytes()[:1_000_000])
    place = BookPlace(path)
    assert place.book is None
    assert make_book(path, untold)
    assert place.book is not None
    assert place.book.entry("M54.2") is not None


def test_a_book_damaged_within_gives_way_to_the_starter_table(tmp_path: Path, file: Path) -> None:
    path = tmp_path / "book.sqlite"
    whole = bytearray(file.read_bytes())
    whole[8192:-8192] = os.urandom(len(whole) - 16384)
    path.write_bytes(whole)
    place = BookPlace(path)
    damaged = place.book
    assert damaged is not None
    assert [entry.code for entry in damaged.find("neck pain", 1)] == ["M54.2"]
    entry = damaged.entry("M54.2")
    assert entry is not None
    assert entry.text == "Cervicalgia"
    assert not damaged.holds_category("C50.911")
    assert place.book is None
    assert not path.exists()


def test_a_making_that_was_cut_off_leaves_no_book(tmp_path: Path, short: None) -> None:
    del short
    path = tmp_path / "book.sqlite"
    path.with_name(".book.sqlite.new").write_bytes(b"half")
    assert open_book(path) is None
    assert make_book(path, untold)
    assert sorted(found.name for found in tmp_path.iterdir()) == [".book.sqlite.lock", "book.sqlite"]


def test_of_two_makers_one_makes_and_the_other_waits_for_nothing(tmp_path: Path, short: None) -> None:
    del short
    path = tmp_path / "book.sqlite"
    with path.with_name(".book.sqlite.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert not make_book(path, untold)
    assert not path.exists()


def test_a_whole_book_is_not_made_again(tmp_path: Path, short: None) -> None:
    del short
    path = tmp_path / "book.sqlite"
    make_book(path, untold)
    before = path.stat().st_ino
    make_book(path, untold)
    assert path.stat().st_ino == before


def test_with_the_book_no_category_is_unknown(book: DiagnosisBook) -> None:
    form = {
        **FORM,
        "visit": {"date": "2026-11-19", "diagnoses": ["C50.9XX", "C50.911"], "services": [{"code": "97124"}]},
    }
    read = read_check_form(json.dumps(form))

    def unknown(with_book: DiagnosisBook | None) -> list[tuple[str, str]]:
        found = lint(case_of_form(read, DAY, with_book))
        return [(one.field, one.severity.value) for one in found if one.rule == "D002"]

    assert unknown(None) == [("visit.diagnoses[0]", "advises"), ("visit.diagnoses[1]", "advises")]
    assert unknown(book) == [("visit.diagnoses[0]", "blocks")]


def test_a_clinic_takes_its_book_up_while_it_is_open(tmp_path: Path, file: Path) -> None:
    store = make_clinic(tmp_path / "clinic")
    session = open_for_writing(
        store, "jane", book_visit(store, "jane", read_booking("1100 jane 60"), TODAY).id
    )
    visit = session.draft.visit.model_copy(
        update={"diagnoses": ("C50.911",), "services": (ServiceLine(id="1", code="97124", minutes=50),)}
    )
    session.change(session.draft.model_copy(update={"visit": visit}))
    session.save()
    assert store.books.book is None
    (before,) = store.summaries(day=TODAY)
    assert "D002" in {found.rule for found in session.findings()}
    shutil.copy(file, tmp_path / "clinic" / "book.sqlite")
    (after,) = store.summaries(day=TODAY)
    assert "D002" not in {found.rule for found in session.findings()}
    assert after.findings == before.findings - 1
    session.leave()
    store.close()


def test_codes_are_found_without_a_clinic(file: Path) -> None:
    home = {"XDG_CACHE_HOME": str(file.parent.parent)}
    neck = call("codes", "find", "neck", "pain", **home)
    assert neck.code == 0
    assert neck.err == ""
    assert neck.out.startswith("M54.2  ")
    early = call("codes", "find", "m54.50", "--date", "2021-09-01", "--format", "json", **home)
    assert [one["not_today"] for one in json.loads(early.out)] == ["not valid before 10/1/2021"]
    hands = call("codes", "find", "9714", "--kind", "procedure")
    assert hands.out.startswith("97140  15 min  ")
    assert call("codes", "find", "acupuncture", "--kind", "procedure").out.count("for acupuncturists") == 4
    assert call("codes", "find", "zzzz", "--kind", "procedure").code == 1
    assert call("codes", "find", " ").refused_in_one_sentence()
    assert call("codes").refused_in_one_sentence()


def test_where_no_book_can_be_made_the_starter_table_answers_and_one_sentence_says_so() -> None:
    answer = call("codes", "find", "neck", "pain", "--kind", "diagnosis", XDG_CACHE_HOME="/dev/null/none")
    assert answer.code == 0
    assert answer.out.startswith("M54.2  ")
    assert answer.err.splitlines()[-1].startswith("charting-tui: The full diagnosis list couldn't be built")
    assert len(answer.err.splitlines()) <= 2


def test_check_takes_a_book_that_is_there_and_makes_none(file: Path, tmp_path: Path) -> None:
    services = [{"code": "97124", "minutes": 50}]
    form = {**FORM, "visit": {"date": "2026-11-19", "diagnoses": ["C50.911"], "services": services}}

    def rules(home: Path) -> set[str]:
        words = ("check", "-", "--format", "json")
        answer = call(*words, fed=json.dumps(form), XDG_CACHE_HOME=str(home))
        return {found["rule"] for found in json.loads(answer.out)}

    assert "D002" not in rules(file.parent.parent)
    assert "D002" in rules(tmp_path)
    assert list(tmp_path.iterdir()) == []
