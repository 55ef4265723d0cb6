import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from charting_tui.errors import BadInput
from charting_tui.interchange.ncci import read_limits, read_pairs

KNOWN = frozenset(("97124", "97140", "97530", "97110", "20560"))
APRIL = date(2026, 4, 1)
TITLE = "Made by a test\t\t\t\t\t\nColumn 1\tColumn 2\tExisted\tEffective\tDeletion\tIndicator\tReason\n"
PAIRS = (
    "00100\t97140\t\t20100101\t*\t1\tnot ours\n"
    "97140\t97124\t*\t19960101\t*\t0\tcafé\n"
    "97530\t97110\t\t20200101\t20260331\t1\tended\n"
    "97530\t97140\t\t20200101\t20200101\t9\tvoid\n"
)
KEPT = ("97140 97124 0 1996-01-01 -", "97530 97110 1 2020-01-01 2026-03-31")
HEADS = '"HCPCS/CPT Code","Practitioner Services MUE Values","MUE Adjudication Indicator","MUE Rationale"\n'
LIMITS = '"Made by a test,\nin two lines"\n' + HEADS + (
    '97124,4,"3 Date of Service Edit: Clinical","own words, here"\n00100,1,1 Line Edit,\n97140,6,3,x\n'
)  # fmt: skip
NAME = "practitioner-2026q2.txt"


def zipped(*texts: str, name: str = "part{}.txt") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, text in enumerate(texts):
            archive.writestr(name.format(number), text)
    return held.getvalue()


def placed(folder: Path, content: str | bytes, name: str = NAME) -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def as_csv(text: str) -> str:
    return text.replace("\t", ",")


def as_medicaid(text: str) -> str:
    rows = (line.split("\t") for line in text.splitlines())
    return "".join("\t".join([*cells[:2], *cells[3:]]) + "\n" for cells in rows)


@pytest.mark.parametrize(
    "content",
    [
        TITLE + PAIRS,
        PAIRS,
        (TITLE + PAIRS).replace("\n", "\r\n"),
        (TITLE + PAIRS).encode("cp1252"),
        b"\xef\xbb\xbf" + (TITLE + PAIRS).encode(),
        as_csv(TITLE + PAIRS),
        as_medicaid(PAIRS),
        zipped(TITLE + PAIRS),
        zipped(PAIRS[: PAIRS.index("97530")], PAIRS[PAIRS.index("97530") :]),
    ],
)
def test_pairs_are_read_in_each_layout_they_are_published_in(tmp_path: Path, content: str | bytes) -> None:
    read = read_pairs([placed(tmp_path, content)], KNOWN, None)
    assert (read.table.since, read.table.rows, read.rows) == (APRIL, KEPT, 4)
    assert read.covers("20560")
    assert not read.covers("G0283")
    assert "ours" not in read.table.model_dump_json()


def test_the_parts_of_a_quarter_are_one_table(tmp_path: Path) -> None:
    one, two = PAIRS[: PAIRS.index("97530")], PAIRS[PAIRS.index("97530") :]
    files = [placed(tmp_path, one, "2026q2-f1.txt"), placed(tmp_path, two, "2026q2-f2.txt")]
    assert read_pairs(files, KNOWN, None).table.rows == KEPT


@pytest.mark.parametrize("content", [LIMITS, LIMITS.replace("\n", "\r\n"), zipped(LIMITS, name="a{}.csv")])
def test_limits_are_read_in_each_layout_they_are_published_in(tmp_path: Path, content: str | bytes) -> None:
    file = placed(tmp_path, content, "MCR_MUE_PractitionerServices_Eff_04-01-2026.csv")
    read = read_limits(file, KNOWN, None, "medicare")
    assert (read.table.since, read.table.rows, read.rows) == (APRIL, ("97124 4 3", "97140 6 3"), 3)
    assert "own words" not in read.table.model_dump_json()


def test_the_limits_of_medicaid_have_no_judging(tmp_path: Path) -> None:
    file = placed(tmp_path, "HCPCS/CPT Code,Practitioner Services MUE Values,MUE Rationale\n97124,4,x\n")
    read = read_limits(file, KNOWN, None, "medicaid")
    assert (read.table.kind, read.table.rows) == ("medicaid limits", ("97124 4 -",))


def pair(*cells: str) -> str:
    return PAIRS + "\t".join(cells) + "\n"


LOCKED = bytearray(zipped(PAIRS))
LOCKED[6] |= 1
LOCKED[LOCKED.index(b"PK\x01\x02") + 8] |= 1
WRONG_KINDS: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "is empty"),
    "blank lines": ("\n\n\n", "is empty"),
    "a web page": ("<!DOCTYPE html>\n<html></html>", "line 1: This is a web page"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0", "line 3: This isn't plain text"),
    "UTF-16": ((TITLE + PAIRS).encode("utf-16"), "line 1: This isn't plain text"),
    "a PDF": ("%PDF-1.7\nno table\n", "line 1: This isn't a table"),
    "prose": ("Dear clinic,\nplease find\n", "line 1: This isn't a table"),
    "an endless line": ("x" * 70_000, "line 1: This line is too long"),
    "a zip cut short": (zipped(PAIRS * 50)[:-40], "damaged or cut off"),
    "a zip with torn bytes": (zipped(PAIRS)[:50] + b"\xff" * 20 + zipped(PAIRS)[70:], "damaged or cut off"),
    "a zip without a table": (zipped("x", name="read{}.pdf"), "has no table"),
    "a workbook": (zipped("x", name="[Content_Types].xml"), "it is a workbook"),
    "a locked zip": (bytes(LOCKED), "locked with a password"),
}
WRONG_PAIRS: dict[str, tuple[str | bytes, str]] = WRONG_KINDS | {
    "columns missing": (pair("97140", "97530", "", "20200101", "*"), "line 5: The row has 5 columns"),
    "the first row too short": ("97140\t97124\t*\t19960101\n", "line 1: The row has 4 columns"),
    "no day of that month": (pair("97140", "97530", "", "20200231", "*", "1"), "line 5: “20200231” isn't a"),
    "a day with slashes": (pair("97140", "97530", "", "1/1/2020", "*", "1"), "line 5: “1/1/2020” isn't"),
    "no effective date": (pair("97140", "97530", "", "", "*", "1"), "line 5: The effective date is missing"),
    "a bad deletion": (pair("97140", "97530", "", "20200101", "never", "1"), "line 5: “never” isn't"),
    "deleted too soon": (pair("97140", "97530", "", "20200101", "20191231", "1"), "line 5: The pair ends on"),
    "indicator 2": (pair("97140", "97530", "", "20200101", "*", "2"), "line 5: The indicator is “2”"),
    "no indicator": (pair("97140", "97530", "", "20200101", "*", "", "x"), "line 5: The indicator is “”"),
    "a code of four": (pair("9714", "97530", "", "20200101", "*", "1"), "line 5: “9714” in column 1"),
    "a code of letters": (pair("97140", "ABCD", "", "20200101", "*", "1"), "line 5: “ABCD” in column 2"),
    "a third column": (pair("97140", "97530", "y", "20200101", "*", "1"), "line 5: “y” in column 3"),
    "contradicting rows": (pair("97140", "97124", "*", "19960101", "*", "1"), "line 5: The pair 97140 and"),
    "a later quarter": (pair("97140", "97530", "", "20260701", "*", "1"), "line 5: The pair begins on"),
    "no known code": ("00100\t00102\t*\t19960101\t*\t1\n", "no code pair that this program uses"),
    "the table of limits": (LIMITS, "line 1: This isn't a table of NCCI pairs"),
}  # fmt: skip


def limit(row: str) -> str:
    return f"{LIMITS}{row}\n"


WRONG_LIMITS: dict[str, tuple[str | bytes, str]] = WRONG_KINDS | {
    "negative": (limit("97530,-1,3,x"), "line 7: The limit of 97530 is “-1”"),
    "huge": (limit("97530,1000000000,3,x"), "line 7: The limit of 97530 is “1000000000”"),
    "no number": (limit("97530,six,3,x"), "line 7: The limit of 97530 is “six”"),
    "a fraction": (limit("97530,1.5,3,x"), "line 7: The limit of 97530 is “1.5”"),
    "no limit": (limit("97530,,3,x"), "line 7: The limit of 97530 is “”"),
    "an indicator of 4": (limit("97530,6,4,x"), "line 7: The adjudication indicator of 97530 is “4”"),
    "no indicator": (limit("97530,6,,x"), "line 7: The adjudication indicator of 97530 is “”"),
    "columns missing": (limit("97530,6"), "line 7: The row has 2 columns"),
    "a code of four": (limit("9753,6,3,x"), "line 7: “9753” isn't a code"),
    "a code of letters": (limit("ABCD,6,3,x"), "line 7: “ABCD” isn't a code"),
    "a last row cut short": (limit("97530,6,3"), "line 7: The last row is cut off"),
    "contradicting rows": (limit("97124,5,3,x"), "line 7: 97124 has a different limit in line 4"),
    "another service": (
        LIMITS.replace("Practitioner", "Outpatient Hospital"),
        "limits are for other services",
    ),
    "no adjudication": (LIMITS.replace("Adjudication", "Other"), "line 3: The column of the adjudication"),
    "no codes": (LIMITS.replace("CPT Code", "CPT"), "line 3: The code column is missing"),
    "no headings": ("97124,4,3,x\n", "line 1: This isn't a table of unit limits"),
    "no known code": (HEADS + "00100,1,3,x\n", "no code that this program uses"),
    "several tables": (zipped(LIMITS, LIMITS, name="a{}.csv"), "several tables"),
    "an open quote": (limit('97530,"6,3,x'), "line 7: This row can't be read"),
}


def refusal(read: Callable[[], object]) -> str:
    with pytest.raises(BadInput) as refused:
        read()
    sentence = refused.value.sentence
    assert "\n" not in sentence
    assert sentence.endswith("Nothing was changed.")
    return sentence


@pytest.mark.parametrize("wrong", WRONG_PAIRS)
def test_wrong_pairs_are_refused_with_file_line_and_reason(tmp_path: Path, wrong: str) -> None:
    content, reason = WRONG_PAIRS[wrong]
    file = placed(tmp_path, content)
    sentence = refusal(lambda: read_pairs([file], KNOWN, APRIL))
    assert re.search(re.escape(reason), sentence), sentence
    assert sentence.startswith(NAME)


@pytest.mark.parametrize("wrong", WRONG_LIMITS)
def test_wrong_limits_are_refused_with_file_line_and_reason(tmp_path: Path, wrong: str) -> None:
    content, reason = WRONG_LIMITS[wrong]
    file = placed(tmp_path, content)
    sentence = refusal(lambda: read_limits(file, KNOWN, APRIL, "medicare"))
    assert re.search(re.escape(reason), sentence), sentence
    assert sentence.startswith(NAME)


def test_a_zip_that_unpacks_to_more_than_a_table_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("charting_tui.interchange.cms_files._LARGEST", 10_000)
    file = placed(tmp_path, zipped(PAIRS * 1000))
    assert "too large to be such a table" in refusal(lambda: read_pairs([file], KNOWN, None))


@pytest.mark.parametrize("path", ["missing", ".", "/proc/self/mem", "/dev/null", "a\0b"])
def test_what_is_no_readable_file_is_refused(tmp_path: Path, path: str) -> None:
    refusal(lambda: read_pairs([tmp_path / path], KNOWN, APRIL))
    refusal(lambda: read_limits(tmp_path / path, KNOWN, APRIL, "medicare"))


def test_files_must_tell_one_quarter(tmp_path: Path) -> None:
    undated = placed(tmp_path, PAIRS, "pairs.txt")
    spring, summer = placed(tmp_path, PAIRS, "2026q2.txt"), placed(tmp_path, PAIRS, "2026q3.txt")
    assert "Add it, like --effective" in refusal(lambda: read_pairs([undated], KNOWN, None))
    assert "files of one quarter" in refusal(lambda: read_pairs([spring, summer], KNOWN, None))
    assert "--effective says" in refusal(lambda: read_pairs([spring], KNOWN, date(2026, 7, 1)))
    assert "first day of a quarter" in refusal(lambda: read_pairs([undated], KNOWN, date(2026, 4, 2)))
